"""Tables travel as text between Excel and us without loss and without becoming formulas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.delimited import delimiter_of, split_table, to_tsv

CELLS = st.text(alphabet="aăđ0'\"=+-@;, \t\r\n", max_size=6)


def rows_of(width):
    return st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)


@given(st.integers(1, 4).flatmap(rows_of))
def test_a_copied_table_reads_back_as_itself(rows):
    headers = [f"Cột {place}" for place in range(len(rows[0]) if rows else 1)]
    read = split_table(to_tsv(headers, rows))
    expected = [headers, *rows]
    while expected[-1] == [""]:
        expected.pop()
    assert read == expected


def test_excel_cells_with_line_breaks_tabs_and_quotes_stay_whole():
    text = 'Họ tên\tGhi chú\r\nNguyễn Văn Thử\t"dòng 1\nnói ""có""\tthật"\r\nmàn 24" to\t"lẻ\r\n'
    assert split_table(text) == [
        ["Họ tên", "Ghi chú"],
        ["Nguyễn Văn Thử", 'dòng 1\nnói "có"\tthật'],
        ['màn 24" to', '"lẻ'],
    ]


@pytest.mark.parametrize("hostile", ['=cmd|"/c calc"!A1', "+1", "-1+2", "@SUM(A1)", " =1", "\t=1"])
def test_no_text_becomes_a_formula(hostile):
    written = to_tsv(["Ghi chú"], [[hostile]]).split("\r\n", 1)[1]
    assert written.lstrip('"').startswith("'")


def test_phones_and_long_numbers_keep_their_zeros_and_days_their_form():
    written = to_tsv(["SĐT", "Mã", "Ngày", "Số", "Trống"], [["0900000123", "0012", date(2026, 1, 5), 12, None]])
    assert written == "SĐT\tMã\tNgày\tSố\tTrống\r\n0900 000 123\t'0012\t05/01/2026\t12\t\r\n"
    assert split_table(written)[1] == ["0900 000 123", "0012", "05/01/2026", "12", ""]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1;2,5;3\n", ";"),
        ("a,b\n1,2\n", ","),
        ("a\tb, c\n1\t2\n", "\t"),
        ("một cột\n", "\t"),
    ],
)
def test_the_delimiter_is_found(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_ten_thousand_stray_quotes_do_not_slow_the_reading():
    assert len(split_table('"a\t"b\n' * 10_000)) == 10_000
