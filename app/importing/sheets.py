"""Spreadsheet files, read in a child process that may use little memory and time.

A spreadsheet of 5 kB with one cell in the last corner makes any reader ask for half a terabyte, and the fast reader
ends its process when it gets none. So the sizes are checked first, and what still goes wrong ends the child only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.importing.confined import ChildEnded, TookTooLong, answer_of
from app.importing.problems import DAMAGED, LOCKED, NO_SHEET, TOO_SLOW

SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of zipped (XLSX) and of old (XLS) files."""

SECONDS = 20
MAX_UNPACKED = 100_000_000
MAX_PARTS = 2_000
MAX_ANSWER = 50_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>(</)?")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One worksheet; ``rows`` is empty where the sheet is larger than allowed."""

    name: str
    names: tuple[str, ...]
    height: int
    width: int
    rows: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class _Limits:
    rows: int
    columns: int
    cells: int

    def allow(self, rows: int, columns: int) -> bool:
        return rows <= self.rows and columns <= self.columns and rows * columns <= self.cells


def read_sheet(path: Path, sheet: str, *, max_rows: int, max_columns: int, max_cells: int) -> Sheet:
    """The named worksheet, or the first visible one with data; refuses IMP-03, IMP-05, IMP-07 and IMP-08."""
    limits = _Limits(rows=max_rows, columns=max_columns, cells=max_cells)
    try:
        answer = json.loads(answer_of(_answer, str(path), sheet, limits, seconds=SECONDS, largest=MAX_ANSWER))
    except TookTooLong as error:
        raise TOO_SLOW(name=path.name, seconds=SECONDS) from error
    except (ChildEnded, ValueError) as error:
        raise DAMAGED(name=path.name) from error
    return _understood(answer, path, sheet)


def _understood(answer: dict[str, Any], path: Path, sheet: str) -> Sheet:
    refusal = answer.get("refusal")
    if refusal == "locked":
        raise LOCKED(name=path.name)
    if refusal == "no sheet":
        raise NO_SHEET(name=path.name, sheet=sheet)
    if refusal:
        raise DAMAGED(name=path.name)
    rows = [[_decoded(cell) for cell in row] for row in answer["rows"]]
    return Sheet(
        name=answer["name"], names=tuple(answer["names"]), height=answer["height"], width=answer["width"], rows=rows
    )


def _decoded(cell: Any) -> Any:
    return datetime.fromisoformat(cell[0]).date() if isinstance(cell, list) else cell


# ---- from here on: the child ----


def _answer(path: str, sheet: str, limits: _Limits) -> bytes:
    try:
        answer = _read(Path(path), sheet, limits)
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError, MemoryError, NotImplementedError):
        answer = {"refusal": "damaged"}
    return json.dumps(answer, default=_encoded).encode()


def _read(path: Path, sheet: str, limits: _Limits) -> dict[str, Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with path.open("rb") as stream:
        zipped = stream.read(2) == b"PK"
    if zipped and (too_far := _far_corner(path, limits)):
        return {"name": "", "names": [], "height": too_far[0], "width": too_far[1], "rows": []}
    try:
        with CalamineWorkbook.from_path(path) as book:
            return _first_filled(book, sheet, limits)
    except PasswordError:
        return {"refusal": "locked"}
    except CalamineError:
        return {"refusal": "damaged"}


def _first_filled(book: Any, sheet: str, limits: _Limits) -> dict[str, Any]:
    from python_calamine import SheetVisibleEnum

    names = list(book.sheet_names)
    if sheet and sheet not in names:
        return {"refusal": "no sheet"}
    visible = [data.name for data in book.sheets_metadata if data.visible == SheetVisibleEnum.Visible]
    found: dict[str, Any] = {}
    for name in [sheet] if sheet else visible or names:
        data = book.get_sheet_by_name(name)
        height, width = (data.end[0] + 1, data.end[1] + 1) if data.end else (0, 0)
        allowed = limits.allow(height, width)
        rows = data.to_python(skip_empty_area=False) if allowed and height else []
        found = found or {"name": name, "names": names, "height": height, "width": width, "rows": rows}
        if height:
            return {"name": name, "names": names, "height": height, "width": width, "rows": rows}
    return found or {"refusal": "no sheet"}


def _far_corner(path: Path, limits: _Limits) -> tuple[int, int] | None:
    """Rows and columns of a worksheet whose filled cells reach beyond the limits; raises ValueError for a bomb."""
    with ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise ValueError("too much when unpacked")
        if "xl/workbook.xml" not in archive.namelist():
            raise ValueError("other zipped tables (ODS, XLSB) cannot be measured before they are read")
        for part in parts:  # every part, for a workbook may keep its worksheets under any name
            corner = _corner(archive.read(part))
            if not limits.allow(*corner):
                return corner
    return None


def _corner(content: bytes) -> tuple[int, int]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise ValueError("a worksheet that is not UTF-8 would hide its cells from this check")
    rows, columns = 0, 0
    for cell in _CELL.finditer(content):
        if not cell[3] and not cell[4]:
            rows, columns = max(rows, int(cell[2])), max(columns, _column(cell[1]))
    return rows, columns


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place


def _encoded(cell: object) -> object:
    return [cell.isoformat()] if isinstance(cell, date) else str(cell)
