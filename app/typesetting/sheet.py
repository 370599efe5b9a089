"""What a worksheet holds: the model that render_xlsx prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from app.typesetting.model import Align, Orientation
from app.typesetting.plain import Plain

Value: TypeAlias = str | int | float | None
"""A cell: text stays text whatever it begins with, numbers are numbers, None is an empty cell (missing is not zero)."""


@dataclass(frozen=True, kw_only=True)
class SheetColumn(Plain):
    """A column: header, width in characters, alignment. Phones and codes are passed as str and so keep their zeros."""

    title: str
    width: float = 12.0
    align: Align = Align.LEFT
    number_format: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetRow(Plain):
    """One row of cells, one for each column."""

    cells: tuple[Value, ...]
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetGroup(Plain):
    """A bold sub-header across all columns."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Sheet(Plain):
    """One printable worksheet: title lines, the header row (frozen and repeated), rows."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow | SheetGroup, ...] = ()
    title_lines: tuple[str, ...] = ()
    orientation: Orientation = Orientation.LANDSCAPE
