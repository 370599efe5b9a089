"""Workbooks of lists: sheets with titles, a header on every printed page, and rows streamed out.

Every text is a text and every figure a number: nothing in it is a formula, whatever a title begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from app.typesetting.archives import timeless
from app.typesetting.nd30 import ND30

_A4 = 9
_INCH = 25.4
_TEXT = "@"
_NUMBER = "#,##0"
_RISKY = ("=", "+", "-", "@", "'")
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")

Value = str | int | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its name, the lines above its table, the columns with their widths in characters, the rows."""

    name: str
    titles: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[Value]]


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """The sheets as one XLSX file; equal sheets give equal bytes."""
    book = Workbook(write_only=True)  # rows are streamed: a year may have thousands of sources
    for each in sheets:
        page = book.create_sheet(each.name)
        _set_up(page, each)
        _write(page, each)
    book.properties.creator = None
    book.properties.title = title
    book.properties.language = "vi-VN"
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue(), _without_moment)


def _without_moment(name: str, content: bytes) -> bytes:
    return _MOMENTS.sub(b"", content) if name == "docProps/core.xml" else content


def _set_up(page: Any, what: Sheet) -> None:
    """A4 across, as wide as the paper, the header on every page."""
    margins = ND30.page
    page.page_setup.paperSize, page.page_setup.orientation = _A4, "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = margins.left / _INCH, margins.right / _INCH
    page.page_margins.top, page.page_margins.bottom = margins.top / _INCH, margins.bottom / _INCH
    page.oddFooter.center.text = "&P/&N"
    header = len(what.titles) + 1
    page.print_title_rows = f"{header}:{header}"
    page.freeze_panes = f"A{header + 1}"
    for place, (_title, width) in enumerate(what.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = width


def _write(page: Any, what: Sheet) -> None:
    looks: dict[tuple[str, bool], Any] = {}

    def cell(value: Value, look: str) -> Any:
        made = WriteOnlyCell(page, value)
        kind = (look, isinstance(value, int))
        if kind not in looks:
            looks[kind] = _look(page, *kind)
        made._style = copy(looks[kind])  # made once for each look: a sheet may have a hundred thousand cells
        if isinstance(value, str):
            made.data_type = "s"  # text stays text, never a formula
            if value.startswith(_RISKY):
                made.quotePrefix = True
        return made

    for title in what.titles:
        page.append([cell(title, "title")])
    page.append([cell(title, "header") for title, _width in what.columns])
    for row in what.rows:
        page.append([cell(value, "cell") for value in row])


def _look(page: Any, look: str, is_number: bool) -> Any:
    side = Side(style="thin")
    made = WriteOnlyCell(page)
    made.font = Font(name=ND30.typeface, size=ND30.table.cell.size, bold=look != "cell")
    horizontal = "center" if look == "header" else "right" if is_number else "left"
    made.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=look != "title")
    made.number_format = _NUMBER if is_number else _TEXT
    if look != "title":
        made.border = Border(left=side, right=side, top=side, bottom=side)
    return made._style
