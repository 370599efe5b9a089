"""What can be done with the plan of themes: fill cells, and carry a year over into the next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.outreach import checks
from app.outreach.queries import plan
from app.outreach.themes import theme
from app.outreach.views import PlanCell
from db.models import ThemePlan
from db.vocabulary import OutreachForm

MOST = 999

WRONG_MONTH = refused("OUT-60", N_("Không có tháng {month}."), next_step=N_("Chọn tháng từ 1 đến 12."))
NOTHING_TO_CARRY = refused(
    "OUT-61",
    N_("Kế hoạch năm {year} chưa có gì để đưa sang năm {target}, hoặc năm {target} đã đủ."),
    next_step=N_("Nhập kế hoạch năm {year} trước, hoặc chọn năm khác."),
)
TOO_MANY = refused(
    "OUT-65",
    N_("Số lượng dự kiến {number} lớn hơn {limit}."),
    next_step=N_("Ghi số từ 0 đến {limit}; năm hoặc số liệu khác ghi vào phần nội dung."),
)
WRONG_YEAR = refused("OUT-62", N_("Năm {year} không hợp lý."), next_step=N_("Chọn năm từ 2000 đến 2100."))


@dataclass(frozen=True, kw_only=True)
class SetPlanCells:
    """Cells of a year's plan are filled, changed or emptied in one step."""

    year: int
    cells: tuple[PlanCell, ...]


@dataclass(frozen=True, kw_only=True)
class CarryPlanOver:
    """A year's plan is taken over into another year; cells already filled there stay."""

    from_year: int
    to_year: int


@handles(
    SetPlanCells,
    action="theme_plan.set",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi {result} ô của kế hoạch chủ đề năm {command.year}"),
)
def set_plan_cells(work: UnitOfWork, command: SetPlanCells) -> int:
    """Keeps the cells that differ and counts them; Refused OUT-01, OUT-60, OUT-62, OUT-65, TXT-01."""
    _check_year(command.year)
    rows = _rows(work, command.year)
    return sum(_set(work, rows, command.year, cell) for cell in command.cells)


@handles(
    CarryPlanOver,
    action="theme_plan.carry_over",
    needs=Permission.WRITE,
    sentence=N_("Đã đưa {result} ô kế hoạch năm {command.from_year} sang năm {command.to_year}"),
)
def carry_plan_over(work: UnitOfWork, command: CarryPlanOver) -> int:
    """Fills empty cells of one year from another and counts them; Refused OUT-61, OUT-62."""
    _check_year(command.to_year)
    there = plan(work.session, command.to_year)
    rows = _rows(work, command.to_year)
    wanted = [
        cell
        for cell in plan(work.session, command.from_year).cells
        if there.cell(cell.theme, cell.form, cell.month).is_empty
    ]
    if not wanted or command.from_year == command.to_year:
        raise NOTHING_TO_CARRY(field="year", year=command.from_year, target=command.to_year)
    return sum(_set(work, rows, command.to_year, cell) for cell in wanted)


def _check_year(year: int) -> None:
    if not 2000 <= year <= 2100:
        raise WRONG_YEAR(field="year", year=year)


def _rows(work: UnitOfWork, year: int) -> dict[tuple[str, OutreachForm, int], ThemePlan]:
    """Rows of a year, those taken back by undo too: a cell has one row for ever."""
    query = select(ThemePlan).where(ThemePlan.year == year, ThemePlan.office_uid == work.own_office_uid)
    return {(row.theme, row.form, row.month): row for row in work.session.scalars(query)}


def _set(work: UnitOfWork, rows: dict[tuple[str, OutreachForm, int], ThemePlan], year: int, cell: PlanCell) -> bool:
    """Whether the cell changed."""
    theme(cell.theme)
    if not 1 <= cell.month <= 12:
        raise WRONG_MONTH(field="month", month=cell.month)
    text = checks.line(cell.text, field="text", label=_("Nội dung kế hoạch"))
    planned = cell.planned
    if planned is not None and not 0 <= planned <= MOST:
        raise TOO_MANY(field="planned", number=planned, limit=MOST)
    row = rows.get((cell.theme, cell.form, cell.month))
    if row is None:
        if text or planned is not None:
            kept = work.new(
                ThemePlan,
                year=year,
                month=cell.month,
                theme=cell.theme,
                form=cell.form,
                text=text,
                planned=planned,
            )
            rows[cell.theme, cell.form, cell.month] = kept
        return bool(text) or planned is not None
    if row.deleted_at is not None and not text and planned is None:
        return False
    if row.deleted_at is None and (row.text, row.planned) == (text, planned):
        return False
    row.deleted_at, row.text, row.planned = None, text, planned
    return True
