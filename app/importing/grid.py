"""A grid of cells read from the clipboard or a file, with limits told in plain words.

Limits: a commune's largest roster stays below 2,000 rows; 10,000 rows of 20 columns are five times that and are still
previewed within a second on a weak PC. More is a file of something else, and is refused before it costs memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from app.importing import sheets
from app.importing.delimited import delimiter_of, split_table
from app.importing.legacy import decode, legacy_font_of
from app.importing.problems import EMPTY, NOT_A_TABLE, NOT_FOUND, TOO_BIG_FILE, TOO_MANY
from app.kernel.days import show_day
from app.kernel.numerals import grouped
from app.kernel.problems import Problem
from app.kernel.words import _

Cell: TypeAlias = "str | int | float | bool | date | None"

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 10_000, 100, 200_000
MAX_BYTES = 10_000_000
_HEADINGS = 20
"""Rows of titles and headings allowed above the limit of rows."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Rows of equal length; blank cells are None."""

    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    """Worksheet that was read; empty for text."""
    sheets: tuple[str, ...] = ()
    """All worksheets of the file, to choose another."""
    converted_from: str = ""
    """Old font (TCVN3, VNI) or encoding from which the text was converted; empty for Unicode."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


def read_clipboard(text: str) -> Grid:
    """The grid that was copied in Excel or a text table; refuses IMP-01 (too much), IMP-06 (nothing)."""
    if len(text) > MAX_BYTES:
        raise TOO_BIG_FILE(limit=_megabytes(MAX_BYTES))
    return _grid(split_table(text.lstrip("\ufeff"), "\t"))


def read_file(path: Path, *, sheet: str = "") -> Grid:
    """The grid of a CSV, TSV, TXT, XLSX, XLSM or XLS file; refuses what is too big, damaged or hostile (IMP-…)."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NOT_A_TABLE(name=path.name)
        if size > MAX_BYTES:
            raise TOO_BIG_FILE(limit=_megabytes(MAX_BYTES))
        with path.open("rb") as stream:
            start = stream.read(8)
            if start.startswith(sheets.SIGNATURES):
                return _from_sheet(path, sheet)
            if path.suffix.lower() not in (".csv", ".tsv", ".txt") or b"\0" in start.replace(b"\xff\xfe", b"")[:1]:
                raise NOT_A_TABLE(name=path.name)
            raw = start + stream.read(MAX_BYTES)
    except OSError as error:
        raise NOT_FOUND(name=path.name) from error
    text, encoding = decode(raw)
    grid = _grid(split_table(text, delimiter_of(text)))
    return grid if encoding.startswith("utf") else replace(grid, converted_from=encoding)


def cell_text(cell: object) -> str:
    """A cell as a person sees it: whole numbers without ``.0``, days as dd/MM/yyyy, blank as empty text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return show_day(cell) if isinstance(cell, date) else str(cell)


def column_letter(place: int) -> str:
    """Excel's letter of a column counted from 0: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _from_sheet(path: Path, sheet: str) -> Grid:
    found = sheets.read_sheet(path, sheet, max_rows=MAX_ROWS + _HEADINGS, max_columns=MAX_COLUMNS, max_cells=MAX_CELLS)
    if found.height > MAX_ROWS + _HEADINGS or found.width > MAX_COLUMNS or found.height * found.width > MAX_CELLS:
        raise too_many(found.height, found.width)
    return replace(_grid(found.rows), sheet=found.name, sheets=found.names)


def _grid(rows: Sequence[Sequence[Cell]]) -> Grid:
    filled = list(rows)
    while filled and not any(_is_filled(cell) for cell in filled[-1]):
        filled.pop()
    width = max((place + 1 for row in filled for place, cell in enumerate(row) if _is_filled(cell)), default=0)
    if not width:
        raise EMPTY()
    if len(filled) > MAX_ROWS + _HEADINGS or width > MAX_COLUMNS or len(filled) * width > MAX_CELLS:
        raise too_many(len(filled), width)
    even = (
        (*(cell if _is_filled(cell) else None for cell in row[:width]), *[None] * (width - len(row))) for row in filled
    )
    return _without_old_font(Grid(rows=tuple(even)))


def _is_filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _without_old_font(grid: Grid) -> Grid:
    old = legacy_font_of(cell for row in grid.rows for cell in row if isinstance(cell, str))
    if old is None:
        return grid
    name, convert = old
    rows = tuple(tuple(convert(cell) if isinstance(cell, str) else cell for cell in row) for row in grid.rows)
    return replace(grid, rows=rows, converted_from=name)


def too_many(rows: int, columns: int) -> Problem:
    """The refusal of a grid beyond the limits, to be raised."""
    return TOO_MANY(
        rows=grouped(rows),
        columns=grouped(columns),
        max_rows=grouped(MAX_ROWS),
        max_columns=grouped(MAX_COLUMNS),
        max_cells=grouped(MAX_CELLS),
    )


def _megabytes(size: int) -> str:
    return _("{count} MB").format(count=size // 1_000_000)
