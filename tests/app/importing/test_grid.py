"""Files and clipboards become grids; the hostile and the huge are refused with a next step."""

from __future__ import annotations

import zipfile
from datetime import date

import openpyxl
import pytest

from app.importing import sheets
from app.importing.grid import MAX_ROWS, read_clipboard, read_file
from app.kernel.problems import Problem, Refused

PERSON = ("Nguyễn Văn Thử", "1980")


def workbook(path, rows, *, title="Danh sách"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book, path


def refusal_of(path, **options):
    with pytest.raises(Problem) as refusal:
        read_file(path, **options)
    assert refusal.value.next_step
    assert refusal.value.sentence
    return refusal.value.code


def test_a_clipboard_grid_is_even_and_its_blank_cells_are_missing():
    grid = read_clipboard("\ufeffHọ tên\tSĐT\t\r\nNguyễn Văn Thử\r\n \t \r\n")
    assert grid.rows == (("Họ tên", "SĐT"), ("Nguyễn Văn Thử", None))


@pytest.mark.parametrize("text", ["", " \t \r\n"])
def test_an_empty_clipboard_is_refused(text):
    with pytest.raises(Refused) as refusal:
        read_clipboard(text)
    assert refusal.value.code == "IMP-06"


@pytest.mark.parametrize("text", ["x\n" * (MAX_ROWS + 50), "x\t" * 100 + "x", ("x\t" * 30 + "x\n") * 9000])
def test_too_many_rows_columns_or_cells_are_refused_with_the_limits(text):
    with pytest.raises(Refused) as refusal:
        read_clipboard(text)
    assert refusal.value.code == "IMP-01"
    assert "10.000 dòng, 100 cột" in refusal.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_files_of_every_unicode_kind_are_read(tmp_path, encoding):
    path = tmp_path / "danh sách.csv"
    path.write_text("Họ tên;Năm sinh\nNguyễn Văn Thử;1980\n", encoding=encoding)
    assert read_file(path).rows == (("Họ tên", "Năm sinh"), PERSON)


def test_a_csv_file_in_an_old_encoding_tells_what_it_was(tmp_path):
    path = tmp_path / "cu.csv"
    path.write_bytes("Hä tªn,N¨m sinh\nNguyÔn V¨n Thö,1980\n".encode("latin-1"))
    grid = read_file(path)
    assert grid.rows == (("Họ tên", "Năm sinh"), PERSON)
    assert grid.converted_from == "TCVN3"


def test_a_workbook_is_read_with_its_days_numbers_and_true_rows(tmp_path):
    book, path = workbook(
        tmp_path / "a.xlsx", [[], ["Họ tên", "Ngày sinh", "SĐT"], ["Nguyễn Văn Thử", date(1980, 1, 5), 900000123]]
    )
    book.create_sheet("Khác").append(["khác"])
    book.save(path)
    grid = read_file(path)
    assert (grid.sheet, grid.sheets) == ("Danh sách", ("Danh sách", "Khác"))
    assert grid.rows[-1] == ("Nguyễn Văn Thử", date(1980, 1, 5), 900000123.0)
    assert read_file(path, sheet="Khác").rows == (("khác",),)
    assert refusal_of(path, sheet="Không có") == "IMP-08"


def test_text_typed_in_an_old_font_inside_a_workbook_is_converted(tmp_path):
    book, path = workbook(tmp_path / "a.xlsx", [["Hä vµ tªn", "Th«n"], ["NguyÔn V¨n Thö", "§ång MËu"]])
    book.save(path)
    grid = read_file(path)
    assert grid.rows == (("Họ và tên", "Thôn"), ("Nguyễn Văn Thử", "Đồng Mậu"))
    assert grid.converted_from == "TCVN3"


def test_a_workbook_of_5_kb_with_one_far_cell_is_refused_at_once(tmp_path):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.active["XFD1048576"] = "x"
    book.save(path)
    assert refusal_of(path) == "IMP-01"


def test_a_far_cell_that_is_only_formatted_does_no_harm(tmp_path):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.active["XFD1048576"].number_format = "0.00"
    book.save(path)
    assert read_file(path).rows == (("Họ tên",),)


def test_a_workbook_that_unpacks_to_far_more_than_it_is_refused(tmp_path):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.bin", "w") as part:
        for _ in range(120):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert refusal_of(path) == "IMP-03"


def test_a_far_cell_in_a_worksheet_under_another_name_is_found_too(tmp_path):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.active["XFD1048576"] = "x"
    book.save(path)
    moved = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(moved, "w") as new:
        for part in old.infolist():
            content = old.read(part).replace(b"worksheets/sheet1.xml", b"elsewhere/s.xml")
            new.writestr(part.filename.replace("worksheets/sheet1.xml", "elsewhere/s.xml"), content)
    assert refusal_of(moved) == "IMP-01"


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)])
def test_a_damaged_workbook_is_refused(tmp_path, content):
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert refusal_of(path) == "IMP-03"


def test_a_zipped_table_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert refusal_of(path) == "IMP-03"


def test_a_child_that_ends_itself_is_a_damaged_file_and_not_our_end(tmp_path, monkeypatch):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.save(path)
    monkeypatch.setattr(sheets, "_answer", "".format)  # any call that returns without an answer
    assert refusal_of(path) == "IMP-03"


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    book, path = workbook(tmp_path / "a.xlsx", [["Họ tên"]])
    book.save(path)
    monkeypatch.setattr(sheets, "SECONDS", 0)
    assert refusal_of(path) == "IMP-07"


def test_other_files_are_refused_by_what_they_are(tmp_path):
    picture = tmp_path / "anh.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert refusal_of(picture) == "IMP-04"
    assert refusal_of(tmp_path) == "IMP-04"
    assert refusal_of(tmp_path / "không có.csv") == "IMP-09"
    large = tmp_path / "to.csv"
    large.write_bytes(b"x" * 10_000_001)
    assert refusal_of(large) == "IMP-02"
