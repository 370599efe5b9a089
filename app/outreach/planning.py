"""The plan of themes as a table: what a typed cell means, which cells are empty, what a pasted table holds. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.kernel.problems import refused
from app.kernel.text import fold, nfc
from app.kernel.words import N_, _
from app.outreach import labels
from app.outreach.themes import themes
from app.outreach.views import PlanCell, PlanView
from db.vocabulary import OutreachForm

MONTHS = range(1, 13)
_MONTH = re.compile(r"(?:t|thang|m|month)\.? ?0?(\d{1,2})")
_COUNTED = re.compile(r"(\d{1,6})(?:\s*[:–-]\s*(.+))?", re.DOTALL)

NO_TABLE = refused(
    "OUT-64",
    N_("Bảng dán vào không có dòng nào của kế hoạch chủ đề."),
    next_step=N_(
        "Cần một cột chủ đề (N1 đến N5 hoặc tên chủ đề), một cột hình thức ({forms}), rồi đến các cột tháng. Có thể "
        "bấm Sao chép cả bảng, sửa trong Excel rồi dán lại."
    ),
)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Months of one theme and form for which nothing is planned."""

    theme: str
    form: OutreachForm
    months: tuple[int, ...]

    @property
    def words(self) -> str:
        """ "N1 · Phát thanh: tháng 3, 4"."""
        if len(self.months) == len(MONTHS):
            return _("{theme} · {form}: cả năm").format(theme=self.theme, form=labels.form(self.form))
        return _("{theme} · {form}: tháng {months}").format(
            theme=self.theme, form=labels.form(self.form), months=", ".join(map(str, self.months))
        )


def cell_text(cell: PlanCell) -> str:
    """``2: giới thiệu dịch vụ công`` as typed and printed; a count alone, a text alone, or nothing."""
    if cell.planned is None:
        return cell.text
    return f"{cell.planned}: {cell.text}" if cell.text else str(cell.planned)


def read_cell(text: str, theme: str, form: OutreachForm, month: int) -> PlanCell:
    """The cell that a typed text means: a count, a count with a text, or a text."""
    line = nfc(text)
    found = _COUNTED.fullmatch(line)
    if found:
        return PlanCell(theme=theme, form=form, month=month, planned=int(found[1]), text=found[2] or "")
    return PlanCell(theme=theme, form=form, month=month, text=line)


def gaps(plan: PlanView) -> list[Gap]:
    """Every empty cell, named by theme and form."""
    filled = {(cell.theme, cell.form, cell.month) for cell in plan.cells}
    found = []
    for theme in themes():
        for form in OutreachForm:
            months = tuple(month for month in MONTHS if (theme.code, form, month) not in filled)
            if months:
                found.append(Gap(theme=theme.code, form=form, months=months))
    return found


def read_table(rows: Sequence[Sequence[str]]) -> tuple[PlanCell, ...]:
    """Cells of a pasted table; theme and form are known by what stands in their columns, in whatever order.

    Months are known by their headings; without these they follow theme and form, as many as there are columns. A blank
    theme repeats the one above; rows of no known theme and form are passed over. Refused OUT-64 where none is left.
    """
    themed = _column(rows, _theme_code)
    formed = _column(rows, lambda text: _form(text) or "")
    if themed is None or formed is None:
        raise NO_TABLE(forms=", ".join(labels.form(form) for form in OutreachForm))
    months = _month_columns(rows, max(themed, formed) + 1)
    cells: list[PlanCell] = []
    code = ""
    for row in rows:
        first, form = _at(row, themed), _form(_at(row, formed))
        code = _theme_code(first) or (code if not first.strip() else "")
        if code and form is not None:
            cells += [read_cell(_at(row, place), code, form, month) for month, place in months.items()]
    if not cells:
        raise NO_TABLE(forms=", ".join(labels.form(form) for form in OutreachForm))
    return tuple(cells)


def _column(rows: Sequence[Sequence[str]], means: Callable[[str], str]) -> int | None:
    """The column in which most cells mean something; the first of several, None where nothing does."""
    counts = Counter(place for row in rows for place, text in enumerate(row) if means(text))
    return max(sorted(counts), key=lambda place: counts[place], default=None)


def _month_columns(rows: Sequence[Sequence[str]], after: int) -> dict[int, int]:
    """Month -> its column: by the first row that names months, else the columns from ``after`` on."""
    for row in rows:
        named = {month: place for place, text in enumerate(row) if (month := _month(text)) and place >= after}
        if len(named) > 1:
            return named
    width = max(map(len, rows), default=0)
    return dict(zip(MONTHS, range(after, width), strict=False))


def _month(text: str) -> int:
    """``T3``, ``Tháng 3``, ``M3``: 3; 0 for what names no month."""
    found = _MONTH.fullmatch(fold(text))
    return int(found[1]) if found and int(found[1]) in MONTHS else 0


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def changed(plan: PlanView, cells: Iterable[PlanCell]) -> tuple[PlanCell, ...]:
    """Those cells that say something else than the plan does."""
    return tuple(cell for cell in cells if plan.cell(cell.theme, cell.form, cell.month) != cell)


def months_words(months: Sequence[int]) -> str:
    """``tháng 1 đến 12``, ``tháng 3``, ``tháng 3, 5 và 6`` as a paper tells it."""
    if len(months) > 2 and list(months) == list(range(months[0], months[-1] + 1)):
        return f"tháng {months[0]} đến {months[-1]}"
    head = ", ".join(map(str, months[:-1]))
    return f"tháng {head} và {months[-1]}" if head else f"tháng {months[-1]}"


def lines(plan: PlanView) -> list[tuple[str, OutreachForm, str, int | None, tuple[int, ...]]]:
    """Theme, form, text, count of each month, and months: equal cells of a row told together."""
    groups: dict[tuple[str, OutreachForm, str, int | None], list[int]] = defaultdict(list)
    for cell in plan.cells:
        groups[cell.theme, cell.form, cell.text, cell.planned].append(cell.month)
    order = {form: place for place, form in enumerate(OutreachForm)}
    found = [(*key, tuple(sorted(months))) for key, months in groups.items()]
    return sorted(found, key=lambda line: (line[0], order[line[1]], line[4]))


def _theme_code(text: str) -> str:
    """``N2``, ``N2. Nghị quyết …``, or the theme's name alone."""
    upper, folded = nfc(text).upper(), fold(text)
    return next((one.code for one in themes() if re.match(rf"{one.code}\b", upper) or folded == fold(one.name)), "")


def _form(text: str) -> OutreachForm | None:
    wanted = fold(text)
    return next((form for form in OutreachForm if wanted in (fold(labels.FORMS[form]), fold(labels.form(form)))), None)
