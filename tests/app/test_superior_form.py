"""The superior's form: filled with every member, its formats kept, and nothing changed when it is read again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from app.demo import MOMENT, SIGNED_ON
from app.form_book import FormBook
from app.form_references import RowMove
from app.form_sheet import FormCell, FormLine, FormSheet
from app.importing.grid import read_file
from app.importing.preview import ImportPreview, RowState, preview
from app.importing.targets import members_target
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem, Refused
from app.practice import open_practice
from app.superior_form import existing_members, fill_form
from app.workspace import Workspace
from tests.support.forms import SHEET, WITH_HAMLET, WITHOUT_HAMLET, make_form, rewritten, with_line

GENDER_COLUMNS = ("TT", "Họ và tên", "Năm sinh", None, "Thôn", "Chức vụ", "Chức danh trong Tổ", "Số điện thoại")
UNDER = (None, None, "Nam", "Nữ", None, None, None, None)


@pytest.fixture(scope="module")
def commune(practice_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The practice commune with 12 teams of 47 members, none of them signed yet."""
    copy = Path(shutil.copytree(practice_data, tmp_path_factory.mktemp("form") / "data"))
    with open_practice(copy, clock=FixedClock(MOMENT)) as workspace:
        yield workspace


def filled(commune: Workspace, form: Path, **how: bool) -> Any:
    return openpyxl.load_workbook(BytesIO(commune.read(fill_form, form, SIGNED_ON, **how)))[SHEET]


def read_again(commune: Workspace, form: Path, **how: bool) -> ImportPreview:
    target = form.with_name(f"filled{form.suffix}")
    target.write_bytes(commune.read(fill_form, form, SIGNED_ON, **how))
    return preview(read_file(target), members_target(today=SIGNED_ON), commune.read(existing_members, SIGNED_ON))


def column(sheet: Any, letter: str, first: int, count: int) -> list[object]:
    return [sheet[f"{letter}{row}"].value for row in range(first, first + count)]


def test_4_24_every_member_is_filled_in_and_what_stands_below_moves_down(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx", blank=3, numbers=True))
    assert column(sheet, "A", 8, 47) == list(range(1, 48))
    names = column(sheet, "B", 8, 47)
    assert len(set(names)) == 47 and names[0] == "Đỗ Văn Lượng"
    assert [sheet[f"{letter}8"].value for letter in "CDEFGH"] == [
        1962,
        "Thôn Đồng Mậu",
        "Trưởng thôn",
        "Tổ trưởng",
        None,
        None,
    ]
    assert (sheet["A55"].value, sheet["H55"].value) == ("Tổng cộng", "=COUNTA(B8:B54)")
    assert (sheet["F57"].value, sheet["F58"].value) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A3:H3", "A55:B55", "F57:H57"}


def test_4_24_formats_widths_heights_and_print_set_up_are_kept(commune: Workspace, tmp_path: Path) -> None:
    form = make_form(tmp_path / "mau.xlsx", blank=3)
    before, sheet = openpyxl.load_workbook(form)[SHEET], filled(commune, form)
    for row in (7, 30, 53):
        for place in range(1, 9):
            pattern, cell = before.cell(7, place), sheet.cell(row, place)
            assert cell.border.left.style == "thin"
            for look in ("border", "font", "fill", "alignment"):
                assert repr(getattr(cell, look)) == repr(getattr(pattern, look))
        assert sheet.row_dimensions[row].height == 21
    assert sheet["A6"].font.bold and repr(sheet["A6"].fill) == repr(before["A6"].fill)
    assert repr(sheet["A3"].font) == repr(before["A3"].font)
    assert sheet.row_dimensions[57].height == 60 and sheet["F57"].font.bold
    assert sheet.column_dimensions["B"].width == 31.5
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_margins.left) == ("landscape", 9, 1.1)
    assert sheet.print_area == f"'{SHEET}'!$A$1:$H$58" and sheet.print_title_rows == "$6:$6"


@pytest.mark.parametrize(("headings", "under"), [(WITH_HAMLET, ()), (WITHOUT_HAMLET, ()), (GENDER_COLUMNS, UNDER)])
@pytest.mark.parametrize("with_phones", [True, False])
@pytest.mark.parametrize("numbers", [True, False])
def test_4_24_reading_the_filled_form_again_changes_nothing(
    commune: Workspace,
    tmp_path: Path,
    headings: tuple[str, ...],
    under: tuple[str, ...],
    numbers: bool,
    with_phones: bool,
) -> None:
    form = make_form(tmp_path / "mau.xlsx", headings, under=under, numbers=numbers, blank=2)
    again = read_again(commune, form, with_phones=with_phones)
    assert [row.state for row in again.rows] == [RowState.SAME] * 47
    assert not again.ready() and not any(row.changes for row in again.rows)


def test_a_changed_cell_of_the_filled_form_is_one_change(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx"))
    sheet["F10"] = "Tổ phó"
    sheet.parent.save(tmp_path / "sua.xlsx")
    again = preview(
        read_file(tmp_path / "sua.xlsx"), members_target(today=SIGNED_ON), commune.read(existing_members, SIGNED_ON)
    )
    (row,) = again.ready()
    assert row.number == 10 and [change.field for change in row.changes] == ["role"]


def test_without_a_hamlet_column_each_team_stands_under_its_name(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx", WITHOUT_HAMLET))
    teams = [row for row in range(7, 7 + 47 + 12) if str(sheet[f"A{row}"].value).startswith("Tổ công nghệ số")]
    assert len(teams) == 12 and teams[0] == 7
    assert sheet["A7"].font.bold and sheet["A7"].border.left.style == "thin" == sheet["F7"].border.right.style
    assert {f"A{row}:F{row}" for row in teams} <= {str(each) for each in sheet.merged_cells.ranges}
    assert [sheet[f"A{row}"].value for row in (8, 9, 10, 11, 13)] == [1, 2, 3, 4, 5]


def test_birth_years_stand_in_the_column_of_the_gender(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx", GENDER_COLUMNS, under=UNDER))
    assert [(sheet[f"C{row}"].value, sheet[f"D{row}"].value) for row in (8, 9)] == [(1962, None), (None, 1990)]


def test_phones_are_written_as_text_and_only_when_asked_for(commune: Workspace, tmp_path: Path) -> None:
    form = make_form(tmp_path / "mau.xlsx")
    assert set(column(filled(commune, form), "G", 7, 47)) == {None}
    cell = filled(commune, form, with_phones=True)["G7"]
    assert (cell.value, cell.number_format, cell.data_type) == ("0900000010", "@", "s")


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = FormBook(make_form(tmp_path / "mau.xlsx"))
    sheet = FormSheet(book, SHEET)
    texts = ("=1+1", "+84", "-x", "@a", "  hai  dấu cách")
    lines = [FormLine(cells={1: FormCell(value=text)}) for text in texts]
    sheet.write(lines, first=7, blank=1, width=8)
    made = openpyxl.load_workbook(BytesIO(book.packed()))[SHEET]
    cells = [made[f"B{row}"] for row in range(7, 12)]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * 4 + [False]


def test_blank_rows_left_over_go_and_the_signature_follows_the_list(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx", blank=200))
    assert sheet["A54"].value == "Tổng cộng" and sheet["H54"].value == "=COUNTA(B7:B53)"
    assert sheet["F57"].value == "CHỦ TỊCH" and sheet.max_row == 57
    assert sheet.row_dimensions[57].height == 60


def test_a_form_of_headings_alone_is_continued_in_their_lines(commune: Workspace, tmp_path: Path) -> None:
    form = make_form(tmp_path / "mau.xlsx", blank=0)
    rewritten(form, {"xl/worksheets/sheet1.xml": (b"COUNTA(B7:B6)", b"ROWS(B6:B6)")})
    sheet = filled(commune, form)
    assert sheet["B53"].border.left.style == "thin" and not sheet["B53"].font.bold and sheet["A54"].value == "Tổng cộng"


def test_an_old_one_byte_font_gives_way_where_unicode_is_written(commune: Workspace, tmp_path: Path) -> None:
    sheet = filled(commune, make_form(tmp_path / "mau.xlsx", font=".VnTime"))
    assert {sheet[f"{letter}20"].font.name for letter in "ABCDEF"} == {"Times New Roman"}


def test_lines_drawn_on_the_form_stay_and_move(commune: Workspace, tmp_path: Path) -> None:
    form = with_line(make_form(tmp_path / "mau.xlsx"), row=10)
    made = commune.read(fill_form, form, SIGNED_ON)
    with ZipFile(BytesIO(made)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        assert "<drawing" in archive.read("xl/worksheets/sheet1.xml").decode()
    assert drawing.count("<xdr:row>56</xdr:row>") == 2 and 'prst="line"' in drawing


def test_macros_of_an_xlsm_form_stay_byte_for_byte(commune: Workspace, tmp_path: Path) -> None:
    form = rewritten(make_form(tmp_path / "mau.xlsx"), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
    form = form.rename(tmp_path / "mau.xlsm")
    with ZipFile(BytesIO(commune.read(fill_form, form, SIGNED_ON))) as archive:
        assert archive.read("xl/vbaProject.bin") == b"\xd0\xcf\x11\xe0 macros"


def test_the_same_list_makes_the_same_bytes_and_the_form_is_untouched(commune: Workspace, tmp_path: Path) -> None:
    form = make_form(tmp_path / "mau.xlsx")
    before = form.read_bytes()
    assert commune.read(fill_form, form, SIGNED_ON) == commune.read(fill_form, form, SIGNED_ON)
    assert form.read_bytes() == before


def refusal(commune: Workspace, form: Path) -> Problem:
    with pytest.raises(Problem) as found:
        commune.read(fill_form, form, SIGNED_ON)
    assert found.value.sentence and found.value.next_step
    return found.value


def test_a_locked_sheet_is_refused(commune: Workspace, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_form(tmp_path / "mau.xlsx"))
    book[SHEET].protection.sheet = True
    book.save(tmp_path / "mau.xlsx")
    problem = refusal(commune, tmp_path / "mau.xlsx")
    assert problem.code == "FRM-03" and SHEET in problem.sentence


def test_a_form_with_rows_already_filled_is_refused(commune: Workspace, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_form(tmp_path / "mau.xlsx", blank=3))
    for place, text in enumerate((1, "Nguyễn Văn Mẫu", 1980, "Thôn Một"), start=1):
        book[SHEET].cell(8, place, text)
    book.save(tmp_path / "mau.xlsx")
    problem = refusal(commune, tmp_path / "mau.xlsx")
    assert problem.code == "FRM-02" and "8" in problem.sentence


def test_dots_and_numbers_printed_in_blank_rows_are_written_over(commune: Workspace, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_form(tmp_path / "mau.xlsx", blank=2))
    book[SHEET]["A7"], book[SHEET]["B7"], book[SHEET]["A8"], book[SHEET]["B8"] = 1, "………", "…", "...."
    book.save(tmp_path / "mau.xlsx")
    assert column(filled(commune, tmp_path / "mau.xlsx"), "B", 7, 2) == ["Đỗ Văn Lượng", "Đỗ Minh Anh"]


def test_a_workbook_without_headings_is_refused(commune: Workspace, tmp_path: Path) -> None:
    assert refusal(commune, make_form(tmp_path / "mau.xlsx", ("A", "B", "C", "D"))).code == "FRM-01"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mau.pdf", b"%PDF-1.7", "FRM-04"),
        ("mau.xls", b"\xd0\xcf\x11\xe0", "FRM-04"),
        ("mau.xlsx", b"PK\x03\x04", "FRM-07"),
        ("mau.xlsx", b"", "FRM-07"),
    ],
)
def test_other_files_are_refused(commune: Workspace, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(commune, tmp_path / name).code == code


def test_a_missing_form_is_told(commune: Workspace, tmp_path: Path) -> None:
    assert not isinstance(refusal(commune, tmp_path / "khong-co.xlsx"), Refused)


def test_a_form_that_declares_entities_is_refused(commune: Workspace, tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    form = rewritten(make_form(tmp_path / "mau.xlsx"), {"xl/styles.xml": (b"<styleSheet", bomb + b"<styleSheet")})
    assert refusal(commune, form).code == "FRM-07"


def test_a_form_that_unpacks_to_far_too_much_is_refused(commune: Workspace, tmp_path: Path) -> None:
    form = rewritten(make_form(tmp_path / "mau.xlsx"), {"xl/media/x.bin": b"\0" * 40_000_000})
    assert refusal(commune, form).code == "FRM-05"


def test_a_merge_over_the_whole_sheet_costs_nothing(commune: Workspace, tmp_path: Path) -> None:
    form = rewritten(
        make_form(tmp_path / "mau.xlsx"), {"xl/worksheets/sheet1.xml": (b'ref="A3:H3"', b'ref="A3:XFD1048576"')}
    )
    commune.read(fill_form, form, SIGNED_ON)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B9", "B9"),
        ("B12", "B20"),
        ("$B$12", "$B$20"),
        ("B9:B11", "B9:B19"),
        ("SUM(B9:B11)+H13", "SUM(B9:B19)+H21"),
        ("B1:B12", "B1:B20"),
        ('IF(A12="B12",1,0)', 'IF(A20="B12",1,0)'),
        ("'Trang khác'!B12", "'Trang khác'!B12"),
        ("LOG10(B12)", "LOG10(B20)"),
        ("$6:$12", "$6:$20"),
        ("Mau!B12", "Mau!B20"),
    ],
)
def test_references_follow_the_rows_they_mean(before: str, after: str) -> None:
    move = RowMove(first=9, below=12, change=8)
    assert move.formula(before, "Mau", at_home=True) == after


def test_references_of_another_sheet_move_only_where_they_name_this_one() -> None:
    move = RowMove(first=9, below=12, change=-2)
    assert move.formula("B12+Mau!B12+SUM(Mau!B9:B11)", "Mau", at_home=False) == "B12+Mau!B10+SUM(Mau!B9:B9)"


@pytest.mark.slow_office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_opens_and_counts_the_filled_form(commune: Workspace, tmp_path: Path) -> None:
    form = with_line(make_form(tmp_path / "mau.xlsx", WITHOUT_HAMLET), row=9)
    (tmp_path / "day.xlsx").write_bytes(commune.read(fill_form, form, SIGNED_ON))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "day.xlsx"),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    text = (tmp_path / "day.csv").read_text(encoding="utf-8")
    assert "Tổng cộng,,,,,47" in text and "Tổ công nghệ số cộng đồng thôn Đồng Mậu" in text
