"""Where the list stands in a superior's form: its heading rows, its columns, and the blank rows to be filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.form_sheet import FormSheet
from app.importing.columns import ColumnFate, Target, map_columns
from app.importing.grid import Cell, Grid, cell_text, column_letter
from app.kernel.problems import refused
from app.kernel.text import fold_with_tones
from app.kernel.words import N_

NO_HEADINGS = refused(
    "FRM-01",
    N_("Không tìm thấy dòng tiêu đề có cột Họ và tên trong trang tính “{sheet}” của biểu mẫu."),
    next_step=N_("Mở biểu mẫu, ghi tiêu đề cột (Họ và tên, Thôn, Chức danh trong Tổ …) rồi thử lại."),
)
HAS_ROWS = refused(
    "FRM-02",
    N_("Biểu mẫu đã có sẵn dữ liệu ở dòng {row}."),
    next_step=N_("Xóa các dòng ví dụ hoặc dữ liệu cũ, giữ lại một dòng trống dưới tiêu đề, rồi thử lại."),
)

_DOTS = re.compile(r"(?:\.{2,}|…)\s*$")
_TOTALS = ("tổng cộng", "tổng số", "cộng", "danh sách này", "ấn định")
_MOST_BLANK_ROWS = 3_000
_DATA_CELLS = 3
"""Filled cells from which a row under the headings is a record and no line of the closing."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Rows counted from 1, columns from 0."""

    keys: dict[int, str]
    """Field of each column that is filled in."""
    headings: dict[int, str]
    counter: int | None
    first: int
    """The first row of the list."""
    blank: int
    """Rows that the form keeps for the list."""
    width: int


def layout_of(grid: Grid, sheet: FormSheet, target: Target) -> Layout:
    """Finds the list of a form; refuses FRM-01 (no headings) and FRM-02 (rows that are filled already)."""
    mapped = map_columns(grid, target)
    if mapped.guessed or not mapped.data_from:
        raise NO_HEADINGS(sheet=grid.sheet)
    keys = {column.place: column.key for column in mapped.taken()}
    if "full_name" not in keys.values():
        raise NO_HEADINGS(sheet=grid.sheet)
    counters = [
        column.place
        for column in mapped.columns
        if column.fate is ColumnFate.IGNORED and column.heading != column_letter(column.place)
    ]
    counter = counters[0] if counters else None
    first = _below_headings(grid, sheet, mapped.data_from) + 1
    return Layout(
        keys=keys,
        headings={column.place: column.heading for column in mapped.columns},
        counter=counter,
        first=first,
        blank=_blank_rows(grid, sheet, first, counter),
        width=grid.width,
    )


def _below_headings(grid: Grid, sheet: FormSheet, start: int) -> int:
    """Rows of headings, those that reach down by merged cells and one that numbers the columns included."""
    below = max([start, *(bottom for top, _left, bottom, _right in sheet.merged() if top <= start < bottom)])
    return below + (below < len(grid.rows) and _numbers_columns(grid.rows[below]))


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns, as ``(1) (2) (3)`` does."""
    numbers = [cell_text(cell).strip(" ()") for cell in row if cell is not None]
    return len(numbers) > 2 and all(number.isdecimal() for number in numbers)


def _blank_rows(grid: Grid, sheet: FormSheet, first: int, counter: int | None) -> int:
    """How many rows the form keeps: the first, and those drawn like it until something else stands there."""
    row = first
    if sheet.is_drawn(first - 1) and not sheet.is_drawn(first):
        return 0  # lined headings over empty paper: the list is drawn like the headings
    while (
        row < first + _MOST_BLANK_ROWS
        and _is_blank(grid, sheet, row, counter)
        and (row == first or (sheet.is_drawn(first) and sheet.is_drawn(row)))
    ):
        row += 1
    filled = [cell for cell in _cells(grid, row) if cell is not None]
    if len(filled) >= _DATA_CELLS and sheet.is_drawn(row) and not _is_closing(filled):
        raise HAS_ROWS(row=row)
    return row - first


def _is_blank(grid: Grid, sheet: FormSheet, row: int, counter: int | None) -> bool:
    if sheet.is_merged(row):
        return False
    return all(cell is None or _is_placeholder(cell, place == counter) for place, cell in enumerate(_cells(grid, row)))


def _is_placeholder(cell: Cell, counts: bool) -> bool:
    text = cell_text(cell).strip()
    return bool(_DOTS.search(text)) or (counts and text.rstrip(".").isdecimal())


def _is_closing(filled: Sequence[Cell]) -> bool:
    return fold_with_tones(cell_text(filled[0])).startswith(_TOTALS)


def _cells(grid: Grid, row: int) -> Sequence[Cell]:
    return grid.rows[row - 1] if row <= len(grid.rows) else ()
