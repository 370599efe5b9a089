"""Workbooks as a superior's office draws them, and what one looks for in them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

SHEET = "Mẫu số 1"
WITH_HAMLET = (
    "STT",
    "Họ và tên",
    "Năm sinh",
    "Thôn",
    "Chức vụ, đơn vị",
    "Chức danh trong Tổ",
    "Số điện thoại",
    "Ghi chú",
)
WITHOUT_HAMLET = ("STT", "Họ và tên", "Giới tính", "Chức vụ", "Chức danh trong Tổ", "Số điện thoại")
_LINE = Side(style="thin")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def make_form(
    path: Path,
    headings: Sequence[str | None] = WITH_HAMLET,
    *,
    blank: int = 1,
    numbers: bool = False,
    under: Sequence[str | None] = (),
    font: str = "Times New Roman",
) -> Path:
    """A form with titles, headings in row 6, so many lined blank rows, a total that counts, and a signature block."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    width = len(headings)
    letter = openpyxl.utils.get_column_letter(width)
    sheet["A1"], sheet["A3"] = "ỦY BAN NHÂN DÂN HUYỆN HÀ TRUNG", "DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG"
    sheet.merge_cells(f"A3:{letter}3")
    sheet["A3"].font = Font(name="Times New Roman", bold=True, size=14)
    row = 6
    for texts in (headings, under, tuple(f"({place})" for place in range(1, width + 1)) if numbers else ()):
        for place, text in enumerate(texts, start=1):
            cell = sheet.cell(row, place, text)
            cell.border, cell.fill = BOX, PatternFill("solid", fgColor="FFDDEEFF")
            cell.font = Font(name="Times New Roman", bold=True, size=12)
        row += bool(texts)
    if under:
        for place, text in enumerate(under, start=1):
            if text is None:
                sheet.merge_cells(start_row=6, end_row=7, start_column=place, end_column=place)
    first = row
    for row in range(first, first + blank):
        for place in range(1, width + 1):
            cell = sheet.cell(row, place)
            cell.border, cell.font = BOX, Font(name=font, size=13, italic=place == 5)
            cell.alignment = Alignment(horizontal="center" if place in (1, 3) else "left", wrap_text=True)
        sheet.row_dimensions[row].height = 21
    below = first + blank
    sheet.cell(below, 1, "Tổng cộng").border = BOX
    sheet.cell(below, width, f"=COUNTA(B{first}:B{below - 1})").border = BOX
    sheet.merge_cells(f"A{below}:B{below}")
    sheet.cell(below + 2, width - 2, "TM. ỦY BAN NHÂN DÂN")
    sheet.merge_cells(start_row=below + 2, end_row=below + 2, start_column=width - 2, end_column=width)
    sheet.cell(below + 3, width - 2, "CHỦ TỊCH").font = Font(bold=True)
    sheet.row_dimensions[below + 3].height = 60
    sheet.column_dimensions["B"].width = 31.5
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins.left = 1.1
    sheet.print_area, sheet.print_title_rows = f"A1:{letter}{below + 4}", f"6:{first - 1}"
    book.save(path)
    return path


def rewritten(path: Path, changes: dict[str, bytes | tuple[bytes, bytes]]) -> Path:
    """The workbook with parts added, or with a piece of a part replaced by another."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if isinstance(change, tuple):
            assert change[0] in parts[name], name
            parts[name] = parts[name].replace(*change)
        else:
            parts[name] = change
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_line(path: Path, row: int) -> Path:
    """The form with a straight line drawn over a row (counted from 0), as under a motto or a signature."""
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1'
        f"</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
        f"<xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="Line 1"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr>'
        '<xdr:spPr><a:prstGeom prst="line"><a:avLst/></a:prstGeom></xdr:spPr></xdr:cxnSp><xdr:clientData/>'
        "</xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="rId1" Type="{kind}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    override = (
        b'<Override PartName="/xl/drawings/drawing1.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    )
    return rewritten(
        path,
        {
            "xl/drawings/drawing1.xml": drawing,
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "[Content_Types].xml": (b"</Types>", override),
            "xl/worksheets/sheet1.xml": (
                b"</worksheet>",
                f'<drawing xmlns:r="{kind}" r:id="rId1"/></worksheet>'.encode(),
            ),
        },
    )
