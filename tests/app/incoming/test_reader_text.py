"""Text out of PDF files and old keyboards made readable; each character knows where it stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from app.incoming.reader_paragraphs import paragraphs
from app.incoming.reader_text import first_lines, mend_line, mended_lines


@pytest.mark.parametrize(
    ("came", "means"),
    [
        ("ha ̣tầng số , và s ố liệu", "hạ tầng số, và số liệu"),
        ("kế hoa c̣h tuyên truyền", "kế hoạch tuyên truyền"),
        ("đoaṇ maṇh chỉ đaọ liñh diêñ đaṭ phaṃ vi", "đoạn mạnh chỉ đạo lĩnh diễn đạt phạm vi"),
        ("**Nơi nhận:** hoà Uỷ ban", "Nơi nhận: hòa Ủy ban"),
        ("### **Mục 1**", "Mục 1"),
        (unicodedata.normalize("NFD", "Tổ công nghệ số"), "Tổ công nghệ số"),
        ("dài 05 km đường, c/s 3 pha", "dài 05 km đường, c/s 3 pha"),
        ("Ðảng ủy", "Đảng ủy"),
    ],
)
def test_a_line_is_mended(came, means):
    assert mend_line(came).text == means


@given(text(alphabet="aăâeêố ị\u0323\u0301cñđ,.*# \t1(", max_size=60))
def test_every_character_keeps_a_place_in_order(line):
    traced = mend_line(line, 7)

    assert len(traced.origin) == len(traced.text)
    assert all(7 <= place < 7 + len(line) for place in traced.origin)


def test_a_line_repeated_over_a_page_break_and_page_numbers_are_passed_over():
    came = "- Thực hiện Nghị quyết của Tỉnh ủy về\n\n2\n\nThực hiện Nghị quyết của Tỉnh ủy về\n"
    again = (
        "- xây dựng Kế hoạch chuyển đổi số trên địa bàn\n\n3\n\n- xây dựng Kế hoạch chuyển đổi số trên địa bàn\n\nxã."
    )

    assert len(paragraphs(mended_lines(came))) == 1
    assert [each.text for each in paragraphs(mended_lines(again))] == [
        "xây dựng Kế hoạch chuyển đổi số trên địa bàn xã."
    ]


def test_lines_cut_by_the_page_become_one_paragraph():
    came = "1. Giao phòng Văn hóa theo dõi, tổng hợp trình hồ\n\n\n\nsơ công nhận các xã.\n- Mục khác\n"

    assert [(each.marks, each.text) for each in paragraphs(mended_lines(came))] == [
        (("1.",), "Giao phòng Văn hóa theo dõi, tổng hợp trình hồ sơ công nhận các xã."),
        (("-",), "Mục khác"),
    ]


@given(text(alphabet="aê \u0323\n.,#", max_size=80), integers(0, 90))
def test_the_first_lines_of_a_text_read_as_the_text_cut_there(whole, most):
    def filled(lines):
        return [line for line in lines if line.came]

    assert filled(first_lines(mended_lines(whole), most)) == filled(mended_lines(whole[:most]))
