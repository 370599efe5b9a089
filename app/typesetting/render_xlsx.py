"""Writes a Sheet as XLSX: the decree's page, frozen and repeated header, text that never turns into a formula.

Rows are streamed (openpyxl's write-only mode), so that a large table needs little memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from app.typesetting.archives import timeless
from app.typesetting.model import Align
from app.typesetting.nd30 import ND30, Style
from app.typesetting.sheet import Sheet, SheetColumn, SheetGroup, SheetRow, Value

_A4 = 9  # the number of A4 in SpreadsheetML
_INCH = 25.4
_TEXT = "@"
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_RISKY = ("=", "+", "-", "@", "'")


@dataclass(frozen=True)
class _Looks:
    """Style arrays of one workbook, made once and copied to each cell."""

    title: Any
    header: Any
    group: Any
    text: tuple[Any, ...]
    numbers: tuple[Any, ...]
    bold_text: tuple[Any, ...]
    bold_numbers: tuple[Any, ...]


def render_xlsx(sheet: Sheet, *, style: Style = ND30) -> bytes:
    """The worksheet as a file; equal sheets give equal bytes."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_sheet_name(sheet.name))
    looks = _looks(page, sheet.columns, style)
    _set_up(page, sheet, style)
    _write(page, sheet, looks)
    book.properties.creator = None
    book.properties.title = sheet.title_lines[0] if sheet.title_lines else sheet.name
    book.properties.language = "vi-VN"
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue(), _without_moment)


def _without_moment(name: str, content: bytes) -> bytes:
    return _MOMENTS.sub(b"", content) if name == "docProps/core.xml" else content


def _sheet_name(name: str) -> str:
    return _FORBIDDEN_IN_NAMES.sub(" ", name).strip()[:_LONGEST_NAME].strip() or "Danh sách"


def _set_up(page: Any, sheet: Sheet, style: Style) -> None:
    margins = style.page
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = str(sheet.orientation)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = margins.left / _INCH, margins.right / _INCH
    page.page_margins.top, page.page_margins.bottom = margins.top / _INCH, margins.bottom / _INCH
    page.page_margins.header = margins.number_from_top / _INCH
    page.HeaderFooter.differentFirst = True
    number = page.oddHeader.center
    number.text, number.font, number.size = "&P", style.typeface, int(margins.number.size)
    page.print_options.horizontalCentered = True
    header_row = len(sheet.title_lines) + 1
    page.print_title_rows = f"{header_row}:{header_row}"
    page.freeze_panes = f"A{header_row + 1}"
    for at, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = column.width


def _looks(page: Any, columns: Iterable[SheetColumn], style: Style) -> _Looks:
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    size = style.table.cell.size

    def look(
        *,
        bold: bool,
        align: str,
        number_format: str = _TEXT,
        lines: bool = True,
        points: float = size,
        middle: bool = False,
    ) -> Any:
        cell = WriteOnlyCell(page)
        cell.font = Font(name=style.typeface, size=points, bold=bold)
        cell.alignment = Alignment(horizontal=align, vertical="center" if middle else "top", wrap_text=True)
        cell.number_format = number_format
        if lines:
            cell.border = border
        return cell._style

    def each(*, bold: bool, numbers: bool) -> tuple[Any, ...]:
        return tuple(
            look(
                bold=bold,
                align=_horizontal(column.align),
                number_format=(column.number_format or "General") if numbers else _TEXT,
            )
            for column in columns
        )

    columns = tuple(columns)
    return _Looks(
        title=look(bold=True, align="center", lines=False, points=style.title.type_name.size),
        header=look(bold=True, align="center", middle=True),
        group=look(bold=True, align="left"),
        text=each(bold=False, numbers=False),
        numbers=each(bold=False, numbers=True),
        bold_text=each(bold=True, numbers=False),
        bold_numbers=each(bold=True, numbers=True),
    )


def _horizontal(align: Align) -> str:
    return str(align)


def _write(page: Any, sheet: Sheet, looks: _Looks) -> None:
    width = len(sheet.columns)
    at = 0
    for at, text in enumerate(sheet.title_lines, start=1):
        page.append([_cell(page, text, looks.title)])
        _merge(page, at, width)
    page.append([_cell(page, column.title, looks.header) for column in sheet.columns])
    for row_number, row in enumerate(sheet.rows, start=at + 2):
        if isinstance(row, SheetGroup):
            page.append([_cell(page, row.text if at_column == 0 else None, looks.group) for at_column in range(width)])
            _merge(page, row_number, width)
        else:
            page.append(_row(page, row, looks, width))


def _row(page: Any, row: SheetRow, looks: _Looks, width: int) -> list[Any]:
    texts, numbers = (looks.bold_text, looks.bold_numbers) if row.bold else (looks.text, looks.numbers)
    cells = (*row.cells[:width], *([None] * (width - len(row.cells))))
    return [
        _cell(page, value, texts[at] if isinstance(value, str) or value is None else numbers[at])
        for at, value in enumerate(cells)
    ]


def _cell(page: Any, value: Value, look: Any) -> Any:
    """A cell; text is marked as text, and quoted where a spreadsheet could take it for a formula."""
    cell = WriteOnlyCell(page, value)
    cell._style = copy(look)
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_RISKY):
            cell.quotePrefix = True
    return cell


def _merge(page: Any, row: int, width: int) -> None:
    if width > 1:
        page.merged_cells.add(CellRange(min_col=1, min_row=row, max_col=width, max_row=row))
