"""A report as a workbook, and the superior's own workbook filled: numbers in, every format and formula kept."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.styles import Border, Font, PatternFill, Side

from app.kernel.clock import FixedClock
from app.kernel.problems import Problem, Refused
from app.reports.queries import facts_of
from app.reports.template_filling import FillLine, FillState, Proposal, fill, propose
from app.reports.views import ReportView
from app.reports.workbook import report_xlsx, workbook_name
from app.workspace import Workspace
from tests.support.forms import rewritten
from tests.support.report_log import activity, log, prepared, signed
from tests.support.stores import day

KEY = "activity.VNEID.guided"
SHEET = "Biểu 01"
CALCULATED = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'


@pytest.fixture
def commune(demo_workspace: Workspace, clock: FixedClock) -> Workspace:
    """The practice commune on 18/4/2022 with a log in which one number is missing."""
    clock.set(day("2022-04-18"))
    log(
        demo_workspace,
        activity(1, "2022-03-20", guided=12, installed=10, activated=None, title="=HYPERLINK(1)"),
        activity(2, "2022-04-14", guided=8, installed=None, activated=None),
        activity(4, "2022-03-01", guided=5, installed=5, activated=1),
    )
    return demo_workspace


@pytest.fixture
def view(commune: Workspace) -> ReportView:
    return prepared(commune)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def rows(sheet: Any, column: int = 2) -> dict[str, tuple[Any, ...]]:
    return {row[column - 1].value: tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)}


# ---------------------------------------------------------------- the report's own workbook


def test_figures_are_numbers_and_missing_is_an_empty_cell_with_words(commune: Workspace, view: ReportView) -> None:
    figures = rows(opened(commune.read(report_xlsx, view.uid))["Số liệu"])
    facts = commune.read(facts_of, view)
    guided, installed, activated = (
        figures[facts[f"activity.VNEID.{code}"].kind.name] for code in ("guided", "installed", "activated")
    )
    assert guided[2:7] == ("người", 20, 25, 5, 15)
    assert installed[3] == 10 and installed[7] == "1/2 mục có số"
    assert activated[3] is None and activated[6] is None and "chưa có số liệu" in activated[7]


def test_every_source_is_listed_and_no_text_becomes_a_formula(commune: Workspace, view: ReportView) -> None:
    book = opened(commune.read(report_xlsx, view.uid))
    sources = book["Nguồn"]
    told = [row[3].value for row in sources.iter_rows(min_row=4)]
    assert sum("VNeID" in str(words) for words in told) == 2
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    risky = next(row[3] for row in sources.iter_rows(min_row=4) if "=HYPERLINK" in str(row[3].value))
    assert risky.data_type == "s"


def test_a_list_too_long_for_the_paper_is_whole_in_the_workbook(commune: Workspace) -> None:
    log(commune, *(activity(100 + number, "2022-04-01", guided=1) for number in range(450)))
    view = prepared(commune)
    sheet = opened(commune.read(report_xlsx, view.uid))["Nguồn"]
    assert sum("VNeID" in str(row[3].value) for row in sheet.iter_rows(min_row=4)) == 452


def test_it_prints_on_a4_across_with_its_header_on_every_page(commune: Workspace, view: ReportView) -> None:
    for sheet in opened(commune.read(report_xlsx, view.uid)):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "A4"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_equal_reports_are_equal_bytes_and_names_tell_nothing_of_people(commune: Workspace, view: ReportView) -> None:
    assert commune.read(report_xlsx, view.uid) == commune.read(report_xlsx, view.uid)
    assert commune.read(workbook_name, view.uid, "xlsx") == "bao-cao-thang-2022-04.xlsx"


def test_a_signed_report_tells_the_figures_it_was_signed_with(commune: Workspace, view: ReportView) -> None:
    frozen = signed(commune, view, date(2022, 4, 18))
    log(commune, activity(9, "2022-04-10", guided=100, installed=1, activated=1))
    book = opened(commune.read(report_xlsx, frozen.uid))
    name = commune.read(facts_of, frozen)[KEY].kind.name
    assert rows(book["Số liệu"])[name][3] == 20
    assert "nhật ký đã thay đổi" in rows(book["Số liệu"])[name][7]
    assert book["Số liệu"]["A1"].value == "BÁO CÁO THÁNG 4 NĂM 2022" and "đã ký" in book["Số liệu"]["A2"].value


def test_a_report_that_is_gone_is_refused(commune: Workspace) -> None:
    with pytest.raises(Refused, match="REP-30"):
        commune.read(report_xlsx, "khong-co")


# ---------------------------------------------------------------- the superior's workbook


def template(path: Path, name: str, *, protect: bool = False, year: bool = True) -> Path:
    """A form with a title, a row of headings, indicators, a sum that is a formula, and what must not be touched."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    side = Side(style="thin")
    sheet["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ CHUYỂN ĐỔI SỐ"
    sheet.merge_cells("A1:F1")
    head = ("TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế từ đầu năm" if year else "", "Ghi chú")
    lines: list[tuple[Any, ...]] = [
        head,
        (1, name, "người", "……", None, None),
        (2, "Số trạm phát sóng 5G", "trạm", None, None, None),
        (3, "Tổ công nghệ số cộng đồng đang hoạt động", "tổ", "=1+1", None, None),
        (4, "Thành viên Ban Chỉ đạo", "hộ", None, None, None),
        (5, "Nhiệm vụ đã hoàn thành", "nhiệm vụ", 7, None, None),
        (6, "Thôn, bản, tổ dân phố", "đơn vị", None, None, None),
        ("", "Tổng cộng", "", "=SUM(D4:D9)", "=SUM(E4:E9)", ""),
    ]
    for place, line in enumerate(lines, start=3):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(place, column, value)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.font = Font(name="Times New Roman", size=13, italic=column == 4)
            cell.fill = PatternFill("solid", fgColor="FFEEDDCC" if place == 3 else "FFFFFFFF")
            cell.number_format = "#,##0" if column in (4, 5) else "General"
    sheet.merge_cells("C9:D9")  # the cell for the hamlets lies under a merged block
    sheet.row_dimensions[7].hidden = False
    sheet.column_dimensions["B"].width = 47
    sheet.page_setup.orientation = "landscape"
    if protect:
        sheet.protection.sheet = True
    book.create_sheet("Trang trống")
    book.create_sheet("Hướng dẫn")["A1"] = "Ghi số vào cột Trong kỳ"
    book.save(path)
    return path


@pytest.fixture
def name(commune: Workspace, view: ReportView) -> str:
    return commune.read(facts_of, view)[KEY].kind.name


def proposed(commune: Workspace, view: ReportView, path: Path, sheet: str = "") -> dict[str, FillLine]:
    proposal: Proposal = commune.read(propose, view, path, sheet)
    return {line.address: line for line in proposal.lines}


def test_what_would_be_written_is_shown_first(commune: Workspace, view: ReportView, name: str, tmp_path: Path) -> None:
    path = template(tmp_path / "bieu.xlsx", name)
    before = path.read_bytes()
    lines = proposed(commune, view, path)
    states = {address: line.state for address, line in lines.items()}
    assert (states["D4"], lines["D4"].value) == (FillState.READY, 20)
    assert (states["E4"], lines["E4"].value) == (FillState.READY, 25)
    assert states["D5"] is FillState.UNKNOWN and "không có chỉ tiêu" in lines["D5"].words
    assert states["D6"] is FillState.FORMULA
    assert states["D7"] is FillState.OTHER_UNIT and "hộ" in lines["D7"].words
    assert states["D8"] is FillState.FILLED and "7" in lines["D8"].words
    assert states["D9"] is FillState.COVERED
    assert path.read_bytes() == before


def looks(cell: Any) -> str:
    return repr((cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection))


def test_only_the_chosen_cells_change_and_every_format_stays(
    commune: Workspace, view: ReportView, name: str, tmp_path: Path
) -> None:
    path = rewritten(template(tmp_path / "bieu.xlsx", name), {"xl/workbook.xml": (CALCULATED, b"")})
    lines = proposed(commune, view, path)
    data = fill(path, SHEET, [lines["D4"], lines["E4"]])
    before, after = openpyxl.load_workbook(path)[SHEET], opened(data)[SHEET]
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            assert looks(other) == looks(cell)
            if cell.coordinate not in ("D4", "E4"):
                assert other.value == cell.value
    assert (after["D4"].value, after["E4"].value, after["D10"].value) == (20, 25, "=SUM(D4:D9)")
    assert after.merged_cells == before.merged_cells and after.column_dimensions["B"].width == 47
    with ZipFile(path) as old, ZipFile(BytesIO(data)) as new:
        changed = {part for part in old.namelist() if canonicalize(old.read(part)) != canonicalize(new.read(part))}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in ZipFile(BytesIO(data)).read("xl/workbook.xml")


def test_a_formula_is_never_overwritten_even_when_asked_for(
    commune: Workspace, view: ReportView, name: str, tmp_path: Path
) -> None:
    path = template(tmp_path / "bieu.xlsx", name)
    line = proposed(commune, view, path)["D4"]
    forged = FillLine(**{**vars(line), "row": 6})
    with pytest.raises(Refused, match="REP-34") as refused:
        fill(path, SHEET, [forged])
    assert "D6" in refused.value.sentence


def test_a_number_that_stood_there_is_replaced_only_when_chosen(
    commune: Workspace, view: ReportView, name: str, tmp_path: Path
) -> None:
    path = template(tmp_path / "bieu.xlsx", name)
    lines = proposed(commune, view, path)
    with pytest.raises(Refused, match="REP-33"):
        fill(path, SHEET, [])
    after = opened(fill(path, SHEET, [lines["D8"]]))[SHEET]
    assert after["D8"].value == lines["D8"].value != 7


def test_a_locked_sheet_is_refused_in_words(commune: Workspace, view: ReportView, name: str, tmp_path: Path) -> None:
    path = template(tmp_path / "khoa.xlsx", name, protect=True)
    with pytest.raises(Problem, match="FRM-03") as refused:
        proposed(commune, view, path)
    assert "khóa" in refused.value.sentence and refused.value.next_step


def test_macros_are_told_and_kept(commune: Workspace, view: ReportView, name: str, tmp_path: Path) -> None:
    plain, path = template(tmp_path / "bieu.xlsx", name), tmp_path / "bieu.xlsm"
    with ZipFile(plain) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/vbaProject.bin", b"macro")
    proposal = commune.read(propose, view, path)
    assert proposal.has_macros
    with ZipFile(BytesIO(fill(path, proposal.sheet, proposal.lines[:1]))) as filled:
        assert filled.read("xl/vbaProject.bin") == b"macro"


def test_hidden_rows_are_left_alone(commune: Workspace, view: ReportView, name: str, tmp_path: Path) -> None:
    path = template(tmp_path / "bieu.xlsx", name)
    book = openpyxl.load_workbook(path)
    book[SHEET].row_dimensions[4].hidden = True
    book[SHEET].column_dimensions["E"].hidden = True
    book.save(path)
    lines = proposed(commune, view, path)
    assert lines["D4"].state is FillState.HIDDEN and lines["E8"].state is FillState.HIDDEN


def test_a_sheet_without_known_rows_or_columns_is_refused(
    commune: Workspace, view: ReportView, name: str, tmp_path: Path
) -> None:
    path = template(tmp_path / "bieu.xlsx", name)
    with pytest.raises(Refused, match="REP-32"):
        proposed(commune, view, path, "Hướng dẫn")
    other = template(tmp_path / "khac.xlsx", "Diện tích lúa xuân")
    book = openpyxl.load_workbook(other)
    for row in range(4, 11):
        book[SHEET].cell(row, 2, f"Diện tích lúa vụ thứ {row}")
    book.save(other)
    with pytest.raises(Refused, match="REP-31"):
        proposed(commune, view, other)


def test_an_empty_workbook_is_called_so(commune: Workspace, view: ReportView, tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("Bìa")
    book.save(path)
    with pytest.raises(Refused, match="FRM-08") as refused:
        proposed(commune, view, path)
    assert "dán" not in refused.value.next_step and "mẫu" in refused.value.next_step


def test_a_workbook_without_any_sheet_is_refused_as_well(commune: Workspace, view: ReportView, tmp_path: Path) -> None:
    path = template(tmp_path / "bieu.xlsx", "Chỉ tiêu")
    with ZipFile(path) as book:
        content = book.read("xl/workbook.xml")
    rewritten(path, {"xl/workbook.xml": re.sub(rb"<sheet .*?/>", b"", content)})
    with pytest.raises(Refused, match="FRM-08"):
        proposed(commune, view, path)


@pytest.mark.parametrize(
    ("content", "ending"), [(b"khong phai", "xlsx"), (b"PK\x03\x04 hong", "xlsx"), (b"a;b", "csv")]
)
def test_what_is_no_workbook_is_refused(
    commune: Workspace, view: ReportView, tmp_path: Path, content: bytes, ending: str
) -> None:
    path = tmp_path / f"mau.{ending}"
    path.write_bytes(content)
    with pytest.raises(Problem) as refused:
        proposed(commune, view, path)
    assert refused.value.code in ("FRM-04", "FRM-07")
    assert "dán" not in refused.value.next_step
