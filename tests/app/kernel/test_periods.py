"""Periods: months partition the days, longer periods are made of them, and last days leave the named day out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.periods import (
    CALENDAR,
    MONTHS,
    ND09,
    Month,
    Scheme,
    last_day_on_time,
    on_time,
    period_ending,
    period_from_key,
    period_of,
    periods_between,
    scheme_of,
    span,
)
from db.vocabulary import Cadence, PeriodScheme

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))
SCHEMES = st.one_of(
    st.sampled_from([CALENDAR, ND09]),
    st.integers(1, 28).map(lambda cut: scheme_of(PeriodScheme.CUSTOM, cut)),
)
CADENCES = st.sampled_from(sorted(MONTHS))
WHOLE = st.sampled_from([Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY])


@given(DAYS, CADENCES, SCHEMES)
def test_a_period_is_its_months_without_gap_or_overlap(day: date, cadence: Cadence, scheme: Scheme) -> None:
    period = period_of(day, cadence, scheme)
    days = [each.first + timedelta(days=n) for each in period.months for n in range((each.last - each.first).days + 1)]
    assert days == [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]


@given(DAYS, WHOLE, SCHEMES)
def test_every_day_lies_in_one_period_and_periods_follow_one_another(
    day: date, cadence: Cadence, scheme: Scheme
) -> None:
    period = period_of(day, cadence, scheme)
    assert day in period
    assert period.previous.last + timedelta(days=1) == period.first


@given(DAYS, CADENCES, SCHEMES)
def test_a_key_finds_its_period_again(day: date, cadence: Cadence, scheme: Scheme) -> None:
    period = period_of(day, cadence, scheme)
    assert period_from_key(period.key, scheme) == period


@given(DAYS, DAYS)
def test_a_free_span_is_kept_by_its_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = span(first, last)
    assert period_from_key(found.key, CALENDAR) == found
    assert found.previous.last + timedelta(days=1) == first
    assert found.months == ()


@given(DAYS, CADENCES, SCHEMES)
def test_the_year_so_far_begins_with_the_year(day: date, cadence: Cadence, scheme: Scheme) -> None:
    period = period_of(day, cadence, scheme)
    year = period_ending(Month(period.last_month.year, 12), Cadence.YEARLY, scheme)
    assert (period.year_so_far.first, period.year_so_far.last) == (year.first, period.last)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026-03", date(2026, 2, 15), date(2026, 3, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_decree_09_counts_from_the_15th_to_the_14th(key: str, first: date, last: date) -> None:
    found = period_from_key(key, ND09)
    assert (found.first, found.last) == (first, last)


def test_the_periods_of_a_year_are_listed_in_order() -> None:
    found = periods_between(date(2026, 1, 1), date(2026, 12, 31), Cadence.QUARTERLY, ND09)
    assert [period.key for period in found] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    nine = periods_between(date(2025, 1, 1), date(2026, 12, 31), Cadence.NINE_MONTHS, CALENDAR)
    assert [period.last for period in nine] == [date(2025, 9, 30), date(2026, 9, 30)]


def test_before_the_20th_ends_with_the_19th_and_through_the_20th_with_the_20th() -> None:
    march = period_from_key("2026-03", ND09)
    assert last_day_on_time(march, day=20) == date(2026, 3, 19)
    assert last_day_on_time(march, day=20, exclusive=False) == date(2026, 3, 20)
    assert last_day_on_time(march, day=1) == date(2026, 2, 28)
    assert last_day_on_time(period_from_key("2028-02", ND09), day=30) == date(2028, 2, 29)
    assert last_day_on_time(period_from_key("2025", CALENDAR), day=15, month_offset=1) == date(2026, 1, 14)


def test_the_last_second_counts_by_vietnamese_time() -> None:
    last = date(2026, 3, 19)
    assert on_time(datetime(2026, 3, 19, 16, 59, 59, tzinfo=UTC), last)
    assert not on_time(datetime(2026, 3, 19, 17, 0, tzinfo=UTC), last)


@pytest.mark.parametrize("key", ["2026-13", "2026-00", "quý 1", "2026-H3/x"])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(ValueError):
        period_from_key(key, CALENDAR)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026-03", "tháng 3 năm 2026"),
        ("2026-Q4", "quý IV năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-9T", "9 tháng đầu năm 2026"),
        ("2026", "năm 2026"),
        ("2026-03-01/2026-03-09", "từ 01/03/2026 đến 09/03/2026"),
    ],
)
def test_periods_are_named_as_in_titles(key: str, words: str) -> None:
    assert period_from_key(key, CALENDAR).label == words
