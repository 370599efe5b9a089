"""A superior's own workbook filled with a report's figures: proposed row by row, written only as it was shown.

Rows are known by their words, columns by their headings; what is not understood is named and left alone. Formats,
widths, formulas, macros and print set-up stay as they are: only the numbers of the chosen cells are put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from app.form_book import EMPTY, WORKBOOK, FormBook, read_form, tag
from app.importing.grid import Cell, Grid, cell_text, column_letter
from app.kernel.figures import Figure, FigureKind
from app.kernel.problems import Refused, refused
from app.kernel.text import fold
from app.kernel.words import N_, _, on_paper
from app.reports.asked import match
from app.reports.facts import Fact
from app.reports.queries import facts_of, facts_told
from app.reports.template_cells import TemplateCells
from app.reports.views import ReportView

NOTHING_KNOWN = refused(
    "REP-31",
    N_("Không nhận ra dòng nào của trang tính “{sheet}” ứng với chỉ tiêu của báo cáo."),
    next_step=N_("Chọn trang tính khác, hoặc sửa lời của dòng cho gần với tên chỉ tiêu trong bảng Số liệu."),
)
NO_COLUMN = refused(
    "REP-32",
    N_("Không tìm thấy cột để ghi số trong trang tính “{sheet}”."),
    next_step=N_(
        "Mở mẫu, ghi tiêu đề cột là “Kết quả”, “Số lượng”, “Thực hiện”, “Trong kỳ” hoặc “Lũy kế”, rồi thử lại."
    ),
)
NOTHING_CHOSEN = refused(
    "REP-33", N_("Chưa chọn ô nào để ghi."), next_step=N_("Đánh dấu ít nhất một dòng trong bản xem trước.")
)
IS_FORMULA = refused(
    "REP-34",
    N_("Ô {address} của mẫu là công thức nên không ghi đè."),
    next_step=N_("Bỏ dấu chọn dòng đó; công thức tự tính khi mở tệp bằng Excel."),
)

_HEADINGS = {
    "year": ("luy ke", "cong don", "tu dau nam"),
    "previous": ("ky truoc", "thang truoc", "cung ky"),
    "now": ("ket qua", "so luong", "thuc hien", "trong ky", "ky nay", "so lieu", "trong thang"),
}
"""Words of a column's heading -> which figure it wants; the longer-running ones are looked for first."""
_LABELS = ("noi dung", "chi tieu", "tieu chi", "nhiem vu", "ten", "hoat dong")
_UNITS = ("don vi tinh", "dvt", "don vi")
_MOST_SHEETS = 12
_HEADING_ROWS = 30
_PLACEHOLDER = re.compile(r"[.…_\s]*")


class FillState(StrEnum):
    """What can be done about one cell."""

    READY = "ready"
    FILLED = "filled"
    """Something stands there already."""
    OTHER_UNIT = "other_unit"
    NO_FIGURE = "no_figure"
    FORMULA = "formula"
    COVERED = "covered"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"


MAY = (FillState.READY, FillState.FILLED, FillState.OTHER_UNIT)
"""States in which a person may have the number written."""
_WORDS = {
    FillState.READY: N_("sẽ ghi"),
    FillState.FILLED: N_("đã có “{before}”: chỉ ghi khi được chọn"),
    FillState.OTHER_UNIT: N_("mẫu tính bằng “{template}”, chỉ tiêu tính bằng “{unit}”: xem lại"),
    FillState.NO_FIGURE: N_("chưa có số liệu: để trống"),
    FillState.FORMULA: N_("ô công thức: giữ nguyên"),
    FillState.COVERED: N_("ô nằm trong khối đã gộp: giữ nguyên"),
    FillState.HIDDEN: N_("dòng hoặc cột đang ẩn: giữ nguyên"),
    FillState.UNKNOWN: N_("không có chỉ tiêu tương ứng"),
}


@dataclass(frozen=True, kw_only=True)
class FillLine:
    """One cell of the template and what would be written there."""

    row: int
    column: int
    label: str
    heading: str
    indicator: str
    """Name of the indicator, empty where none fits."""
    value: int | None
    state: FillState
    words: str

    @property
    def address(self) -> str:
        """``D7``."""
        return f"{column_letter(self.column - 1)}{self.row}"

    @property
    def uid(self) -> str:
        """Names the line in a list."""
        return self.address


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What would be written where; nothing is written yet."""

    name: str
    sheet: str
    sheets: tuple[str, ...]
    lines: tuple[FillLine, ...]
    has_macros: bool


def propose(session: Session, view: ReportView, path: Path, sheet: str = "") -> Proposal:
    """Reads a template and says for each of its rows what would be written; without a sheet the best fitting one.

    Refuses REP-31, REP-32; FRM-03 (locked), FRM-04, FRM-05, FRM-07, FRM-08; IMP-09.
    """
    book = FormBook(path)
    with on_paper():  # the form of the office above is Vietnamese in every language of the window
        facts = facts_told(view, facts_of(session, view))
    names = tuple(each.get("name", "") for each in book.part(WORKBOOK).iter(tag("sheet")))
    best = max(_readable(path, (sheet,) if sheet else names), key=lambda grid: len(_known_rows(grid, facts)))
    columns = _columns(best)
    if not columns.values:
        raise NO_COLUMN(sheet=best.sheet)
    lines = tuple(_lines(best, columns, facts, TemplateCells(book, best.sheet)))
    if not any(line.indicator for line in lines):
        raise NOTHING_KNOWN(sheet=best.sheet)
    return Proposal(
        name=path.name,
        sheet=best.sheet,
        sheets=names,
        lines=lines,
        has_macros=any(name.endswith("vbaProject.bin") for name in book.names()),
    )


def _readable(path: Path, names: Sequence[str]) -> list[Grid]:
    """The sheets that hold a table; an empty one beside them is no reason to stop."""
    grids, problem = [], EMPTY(name=path.name)
    for name in names[:_MOST_SHEETS]:
        try:
            grids.append(read_form(path, name))
        except Refused as refusal:
            problem = refusal
    if not grids:
        raise problem
    return grids


def fill(path: Path, sheet: str, lines: Sequence[FillLine]) -> bytes:
    """A copy of the template with the numbers of these lines; Refused REP-33 for none, REP-34 for a formula."""
    chosen = [line for line in lines if line.state in MAY and line.value is not None]
    if not chosen:
        raise NOTHING_CHOSEN()
    book = FormBook(path)
    cells = TemplateCells(book, sheet)
    for line in chosen:
        if cells.has_formula(line.row, line.column):
            raise IS_FORMULA(address=line.address)
        cells.put(line.row, line.column, line.value or 0)
    cells.recalculate()
    return book.packed()


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Places counted from 0; rows begin below ``header``."""

    header: int
    label: int | None
    unit: int | None
    values: Mapping[int, str]
    """Column -> now, year or previous."""


def _columns(grid: Grid) -> _Columns:
    """The row of headings: the one with most columns that are understood."""
    found = [_columns_of(place, row) for place, row in enumerate(grid.rows[:_HEADING_ROWS])]
    return max(found, key=lambda each: (len(each.values), each.label is not None))


def _columns_of(place: int, row: Sequence[Cell]) -> _Columns:
    texts = {column: fold(cell) for column, cell in enumerate(row) if isinstance(cell, str) and len(cell) <= 60}
    values: dict[int, str] = {}
    for column, text in texts.items():
        span = next((span for span, words in _HEADINGS.items() if any(word in text for word in words)), None)
        if span is not None and column:  # the first column has no words before it to tell a row by
            values[column] = span
    label = next((column for column, text in texts.items() if text.startswith(_LABELS) and column not in values), None)
    unit = next((column for column, text in texts.items() if text.startswith(_UNITS) and column not in values), None)
    if label is not None:
        values = {column: span for column, span in values.items() if column > label}
    return _Columns(header=place, label=label, unit=unit, values=values)


def _known_rows(grid: Grid, facts: Mapping[str, Fact]) -> list[str]:
    columns = _columns(grid)
    labels = [_label(row, columns) for row in grid.rows[columns.header + 1 :]]
    kinds = _kinds(facts)
    return [each.label for each in match(labels, kinds) if each.key] if columns.values else []


def _lines(grid: Grid, columns: _Columns, facts: Mapping[str, Fact], cells: TemplateCells) -> Iterator[FillLine]:
    rows = [
        (place, row, _label(row, columns))
        for place, row in enumerate(grid.rows[columns.header + 1 :], start=columns.header + 2)
    ]
    told = [(place, row, label) for place, row, label in rows if label]
    for (place, row, label), asked in zip(told, match([label for *_row, label in told], _kinds(facts)), strict=True):
        fact = facts.get(asked.key or "")
        for column, span in columns.values.items():
            yield _line(place, column, row, label, fact, span, columns, grid, cells)


def _line(
    place: int,
    column: int,
    row: Sequence[Cell],
    label: str,
    fact: Fact | None,
    span: str,
    columns: _Columns,
    grid: Grid,
    cells: TemplateCells,
) -> FillLine:
    figure = _figure(fact, span)
    before = cell_text(row[column]).strip()
    unit = cell_text(row[columns.unit]).strip() if columns.unit is not None else ""
    state = _state(fact, figure, before, unit, place, column + 1, cells)
    words = _(_WORDS[state]).format(before=before[:20], template=unit, unit=fact.kind.unit if fact else "")
    return FillLine(
        row=place,
        column=column + 1,
        label=label,
        heading=cell_text(grid.rows[columns.header][column]).strip(),
        indicator=fact.kind.name if fact is not None else "",
        value=figure.value if figure is not None else None,
        state=state,
        words=words,
    )


def _state(
    fact: Fact | None, figure: Figure | None, before: str, unit: str, row: int, column: int, cells: TemplateCells
) -> FillState:
    """The first thing that stands against writing, the hardest first."""
    against = {
        FillState.UNKNOWN: fact is None,
        FillState.FORMULA: cells.has_formula(row, column),
        FillState.COVERED: cells.is_covered(row, column),
        FillState.HIDDEN: cells.is_hidden(row, column),
        FillState.NO_FIGURE: figure is None or figure.value is None,
        FillState.OTHER_UNIT: bool(unit) and fact is not None and not _same_unit(unit, fact.kind),
        FillState.FILLED: _PLACEHOLDER.fullmatch(before) is None,
    }
    return next((state for state, holds in against.items() if holds), FillState.READY)


def _same_unit(unit: str, kind: FigureKind) -> bool:
    wanted, own = fold(unit), fold(kind.unit)
    return wanted in own or own in wanted


def _figure(fact: Fact | None, span: str) -> Figure | None:
    if fact is None:
        return None
    return {"now": fact.now, "year": fact.year, "previous": fact.previous}[span]


def _label(row: Sequence[Cell], columns: _Columns) -> str:
    """The words of a row: its cell below the heading of contents, else the first cell with letters."""
    first = min(columns.values, default=len(row))
    places = [columns.label] if columns.label is not None else range(first)
    texts = (cell_text(row[place]).strip() for place in places)
    return next((text for text in texts if any(sign.isalpha() for sign in text)), "")


def _kinds(facts: Mapping[str, Fact]) -> dict[str, FigureKind]:
    return {key: fact.kind for key, fact in facts.items()}
