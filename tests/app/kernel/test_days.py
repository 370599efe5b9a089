"""Days are read strictly and written as screens and papers want them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.days import paper_day, parse_birth, parse_day, short_day, show_birth, show_day
from app.kernel.problems import Refused

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "written",
    [
        "05/01/2026",
        "5/1/2026",
        "05-01-2026",
        "5.1.2026",
        "2026-01-05",
        "2026-01-05 00:00:00",
        "2026-01-05T07:30:00Z",
        "ngày 05 tháng 01 năm 2026",
        "Ngày 5 tháng 1 năm 2026",
        " 05 / 01 / 2026 ",
        46027,
        46027.0,
        46027.75,
        date(2026, 1, 5),
        datetime(2026, 1, 5, 23, 0),
        datetime(2026, 1, 4, 20, 0, tzinfo=UTC),
    ],
)
def test_every_way_of_writing_gives_one_day(written):
    assert parse_day(written, field="issued_on") == date(2026, 1, 5)


@pytest.mark.parametrize("blank", [None, "", " \u00a0"])
def test_a_missing_day_is_missing(blank):
    assert parse_day(blank, field="issued_on") is None
    assert parse_birth(blank, today=TODAY) is None


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("31/02/2023", "DAY-01", "Ngày ký: không có ngày 31/02/2023: tháng 2 năm 2023 chỉ có 28 ngày."),
        ("2/13/2023", "DAY-01", "Ngày ký: không có ngày 2/13/2023: tháng phải từ 1 đến 12."),
        ("0/1/2023", "DAY-01", "Ngày ký: không có ngày 0/1/2023: tháng 1 năm 2023 chỉ có 31 ngày."),
        ("1/1/0000", "DAY-01", "Ngày ký: không có ngày 1/1/0000: năm phải lớn hơn 0."),
        ("5/1/26", "DAY-03", "Ngày ký: năm trong “5/1/26” chỉ có hai chữ số."),
        ("hôm qua", "DAY-02", "Ngày ký: không đọc được “hôm qua” là một ngày."),
        (2026, "DAY-02", "Ngày ký: không đọc được “2026” là một ngày."),
        (True, "DAY-02", "Ngày ký: không đọc được “True” là một ngày."),
        (float("nan"), "DAY-02", "Ngày ký: không đọc được “nan” là một ngày."),
        ("05/01/2226", "DAY-04", "Ngày ký: năm 2226 nằm ngoài khoảng từ 1900 đến 2100."),
    ],
)
def test_a_wrong_day_is_refused_with_what_where_and_next_step(written, code, said):
    with pytest.raises(Refused) as refusal:
        parse_day(written, field="issued_on", label="Ngày ký")
    assert (refusal.value.code, refusal.value.field, refusal.value.sentence) == (code, "issued_on", said)
    assert refusal.value.next_step


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_papers_pad_days_below_ten_and_the_first_two_months_only(day, printed):
    assert paper_day(day) == printed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (1985, (1985, None)),
        (1985.0, (1985, None)),
        ("1985", (1985, None)),
        ("1985.0", (1985, None)),
        ("05/01/1985", (1985, date(1985, 1, 5))),
        (31052.0, (1985, date(1985, 1, 5))),
        (TODAY, (2026, TODAY)),
    ],
)
def test_a_birth_is_a_year_or_a_day(written, read):
    assert parse_birth(written, today=TODAY) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (1850, "DAY-05"),
        ("2027", "DAY-05"),
        ("23/11/2026", "DAY-05"),
        ("85", "DAY-02"),
        ("1/1/85", "DAY-03"),
        (1985.5, "DAY-02"),
        ("05/1985", "DAY-02"),
    ],
)
def test_an_implausible_birth_is_refused(written, code):
    with pytest.raises(Refused) as refusal:
        parse_birth(written, today=TODAY)
    assert refusal.value.code == code


def test_a_birth_is_shown_as_far_as_it_is_known():
    assert [show_birth(1985, date(1985, 1, 5)), show_birth(1985), show_birth(None)] == ["05/01/1985", "1985", ""]


@given(DAYS)
def test_a_written_day_reads_back_as_itself(day):
    for written in (show_day(day), short_day(day), paper_day(day), day.isoformat()):
        assert parse_day(written, field="day") == day


@given(st.dates(date(1910, 1, 1), date(2100, 12, 31)))
def test_a_spreadsheet_serial_reads_back_as_its_day(day):
    assert parse_day((day - date(1899, 12, 30)).days, field="day") == day
