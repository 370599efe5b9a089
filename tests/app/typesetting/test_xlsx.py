"""Rosters as worksheets: what a spreadsheet program reads back from them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.typesetting.model import Align, Orientation
from app.typesetting.render_xlsx import render_xlsx
from app.typesetting.sheet import Sheet, SheetColumn, SheetGroup, SheetRow
from tests.support.paper_measure import measure_pdf, office_pdfs, office_program

COLUMNS = (
    SheetColumn(title="STT", width=6, align=Align.CENTER),
    SheetColumn(title="Họ và tên", width=30),
    SheetColumn(title="Điện thoại", width=16),
)
SHEET = Sheet(
    name="Danh sách",
    columns=COLUMNS,
    title_lines=("DANH SÁCH", "Tổ công nghệ số cộng đồng xã Mẫu Sơn"),
    rows=(
        SheetGroup(text="Thôn Nà Mẫu"),
        SheetRow(cells=(1, "Hoàng Văn Mẫu", "0900000001")),
        SheetRow(cells=(2, "Lò Thị Thử", None), bold=True),
    ),
)


def read(sheet: Sheet):
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(sheet)))
    return book.active


def test_titles_header_groups_and_rows_stand_below_each_other():
    page = read(SHEET)
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["DANH SÁCH", None, None],
        ["Tổ công nghệ số cộng đồng xã Mẫu Sơn", None, None],
        ["STT", "Họ và tên", "Điện thoại"],
        ["Thôn Nà Mẫu", None, None],
        [1, "Hoàng Văn Mẫu", "0900000001"],
        [2, "Lò Thị Thử", None],
    ]
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:C1", "A2:C2", "A4:C4"}


def test_the_header_is_frozen_and_printed_on_every_page_of_an_a4_sheet_one_page_wide():
    page = read(SHEET)
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.paperSize == 9
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_margins_are_those_of_the_decree_and_the_number_is_hidden_on_the_first_page():
    margins = read(SHEET).page_margins
    assert 20 <= margins.top * 25.4 + 0.01 <= 25.1
    assert 20 <= margins.bottom * 25.4 + 0.01 <= 25.1
    assert 30 <= margins.left * 25.4 + 0.01 <= 35.1
    assert 15 <= margins.right * 25.4 + 0.01 <= 20.1
    page = read(SHEET)
    assert page.oddHeader.center.text == "&P"
    assert page.HeaderFooter.differentFirst
    assert not page.firstHeader.center.text


def test_every_cell_is_times_new_roman_and_headers_are_bold():
    page = read(SHEET)
    assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value is not None} == {"Times New Roman"}
    assert all(cell.font.bold for at in (1, 3, 4) for cell in page[at] if cell.value)
    assert not page["B5"].font.bold
    assert page["B6"].font.bold


def test_a_phone_is_text_and_keeps_its_zero_and_a_missing_one_stays_empty():
    page = read(SHEET)
    assert (page["C5"].value, page["C5"].data_type, page["C5"].number_format) == ("0900000001", "s", "@")
    assert page["C6"].value is None


def test_portrait_sheets_are_possible():
    page = read(Sheet(name="Dọc", columns=COLUMNS, orientation=Orientation.PORTRAIT))
    assert page.page_setup.orientation == "portrait"
    assert page.freeze_panes == "A2"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84900000001", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "'=1", "{=1}", "TRUE", "1E5", "\t=1"],
)
def test_no_text_becomes_a_formula_an_error_or_a_number(text):
    sheet = Sheet(
        name="Thử",
        title_lines=(text,),
        columns=(SheetColumn(title=text),),
        rows=(SheetGroup(text=text), SheetRow(cells=(text,))),
    )
    data = render_xlsx(sheet)
    for (cell,) in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows():
        assert (cell.value, cell.data_type) == (text.replace("\t", " "), "s")
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "'"))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_is_read_back_as_plain_text(texts):
    sheet = Sheet(
        name="Thử", columns=tuple(SheetColumn(title="Cột") for _text in texts), rows=(SheetRow(cells=tuple(texts)),)
    )
    row = list(read(sheet).iter_rows(min_row=2, max_row=2))
    cells = sheet.rows[0].cells
    assert [cell.value or "" for cell in row[0]] == list(cells) if row else not any(cells)


@pytest.mark.parametrize(
    ("name", "kept"), [("Thôn [1]: a/b\\c*?'", "Thôn  1   a b c"), ("", "Danh sách"), ("x" * 40, "x" * 31)]
)
def test_a_worksheet_name_is_made_acceptable(name, kept):
    assert read(Sheet(name=name, columns=COLUMNS)).title == kept


def test_the_same_sheet_gives_the_same_bytes_without_person_or_moment():
    data = render_xlsx(SHEET)
    assert data == render_xlsx(SHEET)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "openpyxl" not in core
    assert "modified" not in core


def test_ten_thousand_rows_keep_their_order():
    rows = tuple(SheetRow(cells=(at, f"Mẫu {at}", "0900")) for at in range(1, 10_001))
    data = render_xlsx(Sheet(name="Nhiều", columns=COLUMNS, rows=rows))
    page = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert [row[0] for row in page.active.iter_rows(min_row=2, values_only=True)] == list(range(1, 10_001))
    page.close()


@pytest.mark.slow_office
@pytest.mark.skipif(office_program() is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_the_header_on_every_page(tmp_path):
    rows = tuple(SheetRow(cells=(at, f"Hoàng Văn Mẫu {at}", "0900000001")) for at in range(1, 121))
    sheet = Sheet(name="Danh sách", columns=COLUMNS, rows=rows, title_lines=("DANH SÁCH",))
    (data,) = office_pdfs([render_xlsx(sheet)], tmp_path, ".xlsx")
    pages = measure_pdf(data)
    assert len(pages) > 2
    assert all("Họ và tên" in page.text for page in pages)
    assert (round(pages[0].width), round(pages[0].height)) == (297, 210)
    assert [line.text for line in pages[1].lines if line.y1 < 20] == ["2"]
