"""Numbers on papers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.numerals import grouped, in_words, point_letter, roman, two_digits


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (12_000, "mười hai nghìn"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_300_021, "hai triệu ba trăm nghìn không trăm hai mươi mốt"),
        (10**9, "một tỷ"),
        (10**9 + 5000, "một tỷ không trăm linh năm nghìn"),
        (1234 * 10**9, "một nghìn hai trăm ba mươi tư tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_in_words(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (12.0, "12"),
        (Decimal("1234.50"), "1.234,50"),
        (-1234.5, "-1.234,5"),
        (Decimal("1E+3"), "1.000"),
        (1e21, "1.000.000.000.000.000.000.000"),
    ],
)
def test_numbers_in_groups(number, written):
    assert grouped(number) == written


def test_what_is_no_number_cannot_be_grouped():
    with pytest.raises(ValueError, match="finite"):
        grouped(float("nan"))


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2026, "MMXXVI")]
)
def test_roman_numbers(number, written):
    assert roman(number) == written


def test_counts_of_people_have_two_digits():
    assert [two_digits(number) for number in (0, 3, 9, 10, 1200)] == ["0", "03", "09", "10", "1.200"]


def test_points_are_lettered_as_in_laws():
    assert "".join(point_letter(number) for number in range(1, 24)) == "abcdđeghiklmnopqrstuvxy"


@pytest.mark.parametrize(
    "call", [lambda: roman(0), lambda: roman(4000), lambda: point_letter(0), lambda: point_letter(24)]
)
def test_numbers_without_a_sign_are_refused(call):
    with pytest.raises(ValueError, match="from 1 to"):
        call()


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_numbers_have_different_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


@given(st.integers(-(10**15), 10**15))
def test_grouping_loses_no_digit(number):
    assert int(grouped(number).replace(".", "")) == number
