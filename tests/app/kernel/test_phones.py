"""Phone numbers keep their leading zero whatever a spreadsheet made of them. All numbers are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.phones import mask_phone, parse_phone, show_phone
from app.kernel.problems import Refused


@pytest.mark.parametrize(
    "typed",
    [
        "0900000123",
        "0900 000 123",
        "0900.000.123",
        "0900-000-123",
        "+84 900 000 123",
        "+84900000123",
        "84900000123",
        "0084900000123",
        "+84 (0)900 000 123",
        "900000123",
        "900000123.0",
        "'0900000123",
        "０９０００００１２３",
        900000123,
        900000123.0,
        84900000123.0,
        " 0900\u00a0000 123 ",
    ],
)
def test_every_way_of_writing_gives_one_number(typed):
    assert parse_phone(typed) == "0900000123"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0237 300 0123", "02373000123"),
        ("024 3000 0123", "02430000123"),
        (2373000123.0, "02373000123"),
        ("+84 237 300 0123", "02373000123"),
        ("849000123", "0849000123"),
        ("0230000123", "0230000123"),
    ],
)
def test_landlines_and_the_prefix_084_are_told_apart(typed, stored):
    assert parse_phone(typed) == stored


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0"])
def test_a_missing_number_is_missing(blank):
    assert parse_phone(blank) is None
    assert show_phone(None) == mask_phone(None) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "090000012",
        "09000001234",
        "0100000123",
        "01200000123",
        "0900000123 / 0900000124",
        "chưa có",
        900000123.5,
        True,
        float("nan"),
        float("inf"),
        "1900 1000",
        230000123.0,
        ["0900000123"],
        "٠٩٠٠٠٠٠١٢٣",
    ],
)
def test_what_is_no_number_is_refused_without_repeating_it(typed):
    with pytest.raises(Refused) as refusal:
        parse_phone(typed)
    assert refusal.value.code == "PHO-01"
    assert refusal.value.next_step
    assert str(typed) not in refusal.value.sentence


def test_numbers_are_shown_in_groups_and_masked():
    assert show_phone("0900000123") == "0900 000 123"
    assert show_phone("02373000123") == "0237 300 0123"
    assert show_phone("02430000123") == "024 3000 0123"
    assert mask_phone("0900000123") == "090****123"


@given(st.from_regex(r"0[35789][0-9]{8}|02[0-9]{8,9}", fullmatch=True))
def test_a_shown_number_reads_back_as_itself(phone):
    assert parse_phone(show_phone(phone)) == phone
    assert parse_phone(f"+84{phone[1:]}") == phone


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_mobile_number_that_went_through_a_spreadsheet_reads_back_as_itself(phone):
    assert parse_phone(float(phone)) == phone
