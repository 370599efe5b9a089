"""Last days on time, case by case: what each letter's words mean on the calendar, written out by hand.

A case reads ``cadence scheme day[+months] before|until | period | last day``. The expected days are written, not
computed: "before day N" is the day before it, a day the month lacks stands for its end, and no holiday moves anything.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.duties.schedule import ONCE, instance_of, instances, state_of
from app.duties.views import DueState, DutyView, FulfilmentView
from app.kernel.clock import FixedClock
from app.kernel.days import parse_day
from app.vocabulary import Cadence, DutyKind, DutyState, PeriodScheme

CASES = """
# "trước ngày 20 hằng tháng": the 19th, whatever the month
monthly nd09 20 before | 2022-01 | 19/01/2022
monthly nd09 20 before | 2022-02 | 19/02/2022
monthly nd09 20 before | 2022-03 | 19/03/2022
monthly nd09 20 before | 2022-04 | 19/04/2022
monthly nd09 20 before | 2022-05 | 19/05/2022
monthly nd09 20 before | 2022-06 | 19/06/2022
monthly nd09 20 before | 2022-07 | 19/07/2022
monthly nd09 20 before | 2022-08 | 19/08/2022
monthly nd09 20 before | 2022-09 | 19/09/2022
monthly nd09 20 before | 2022-10 | 19/10/2022
monthly nd09 20 before | 2022-11 | 19/11/2022
monthly nd09 20 before | 2022-12 | 19/12/2022
monthly nd09 20 before | 2023-01 | 19/01/2023
monthly nd09 20 before | 2023-02 | 19/02/2023
monthly nd09 20 before | 2023-03 | 19/03/2023
monthly nd09 20 before | 2023-04 | 19/04/2023
monthly nd09 20 before | 2023-05 | 19/05/2023
monthly nd09 20 before | 2023-06 | 19/06/2023
monthly nd09 20 before | 2023-07 | 19/07/2023
monthly nd09 20 before | 2023-08 | 19/08/2023
monthly nd09 20 before | 2023-09 | 19/09/2023
monthly nd09 20 before | 2023-10 | 19/10/2023
monthly nd09 20 before | 2023-11 | 19/11/2023
monthly nd09 20 before | 2023-12 | 19/12/2023
# "trước ngày 26 hằng tháng": the 25th
monthly nd09 26 before | 2024-01 | 25/01/2024
monthly nd09 26 before | 2024-02 | 25/02/2024
monthly nd09 26 before | 2024-03 | 25/03/2024
monthly nd09 26 before | 2024-04 | 25/04/2024
monthly nd09 26 before | 2024-05 | 25/05/2024
monthly nd09 26 before | 2024-06 | 25/06/2024
monthly nd09 26 before | 2024-07 | 25/07/2024
monthly nd09 26 before | 2024-08 | 25/08/2024
monthly nd09 26 before | 2024-09 | 25/09/2024
monthly nd09 26 before | 2024-10 | 25/10/2024
monthly nd09 26 before | 2024-11 | 25/11/2024
monthly nd09 26 before | 2024-12 | 25/12/2024
# "đến hết ngày 20": the 20th itself
monthly nd09 20 until | 2025-01 | 20/01/2025
monthly nd09 20 until | 2025-02 | 20/02/2025
monthly nd09 20 until | 2025-03 | 20/03/2025
monthly nd09 20 until | 2025-04 | 20/04/2025
monthly nd09 20 until | 2025-05 | 20/05/2025
monthly nd09 20 until | 2025-06 | 20/06/2025
monthly nd09 20 until | 2025-07 | 20/07/2025
monthly nd09 20 until | 2025-08 | 20/08/2025
monthly nd09 20 until | 2025-09 | 20/09/2025
monthly nd09 20 until | 2025-10 | 20/10/2025
monthly nd09 20 until | 2025-11 | 20/11/2025
monthly nd09 20 until | 2025-12 | 20/12/2025
# quarters, before the 20th of their last month
quarterly nd09 20 before | 2022-Q1 | 19/03/2022
quarterly nd09 20 before | 2022-Q2 | 19/06/2022
quarterly nd09 20 before | 2022-Q3 | 19/09/2022
quarterly nd09 20 before | 2022-Q4 | 19/12/2022
quarterly nd09 20 before | 2023-Q1 | 19/03/2023
quarterly nd09 20 before | 2023-Q2 | 19/06/2023
quarterly nd09 20 before | 2023-Q3 | 19/09/2023
quarterly nd09 20 before | 2023-Q4 | 19/12/2023
quarterly nd09 20 before | 2024-Q1 | 19/03/2024
quarterly nd09 20 before | 2024-Q2 | 19/06/2024
quarterly nd09 20 before | 2024-Q3 | 19/09/2024
quarterly nd09 20 before | 2024-Q4 | 19/12/2024
# calendar quarters, before the 10th of the month after
quarterly calendar 10+1 before | 2025-Q1 | 09/04/2025
quarterly calendar 10+1 before | 2025-Q2 | 09/07/2025
quarterly calendar 10+1 before | 2025-Q3 | 09/10/2025
quarterly calendar 10+1 before | 2025-Q4 | 09/01/2026
quarterly calendar 10+1 before | 2026-Q1 | 09/04/2026
quarterly calendar 10+1 before | 2026-Q2 | 09/07/2026
quarterly calendar 10+1 before | 2026-Q3 | 09/10/2026
quarterly calendar 10+1 before | 2026-Q4 | 09/01/2027
# half-years
half_yearly nd09 20 before | 2022-H1 | 19/06/2022
half_yearly nd09 20 before | 2022-H2 | 19/12/2022
half_yearly nd09 20 before | 2026-H1 | 19/06/2026
half_yearly nd09 20 before | 2026-H2 | 19/12/2026
# half-years, until the 10th of the month after
half_yearly calendar 10+1 until | 2023-H1 | 10/07/2023
half_yearly calendar 10+1 until | 2023-H2 | 10/01/2024
half_yearly calendar 10+1 until | 2026-H1 | 10/07/2026
half_yearly calendar 10+1 until | 2026-H2 | 10/01/2027
# nine months, until 10 October
nine_months calendar 10+1 until | 2024-9T | 10/10/2024
nine_months calendar 10+1 until | 2025-9T | 10/10/2025
nine_months calendar 10+1 until | 2026-9T | 10/10/2026
# years, until 15 January of the next
yearly calendar 15+1 until | 2022 | 15/01/2023
yearly calendar 15+1 until | 2023 | 15/01/2024
yearly calendar 15+1 until | 2024 | 15/01/2025
yearly calendar 15+1 until | 2025 | 15/01/2026
# years, before 15 December
yearly nd09 15 before | 2022 | 14/12/2022
yearly nd09 15 before | 2024 | 14/12/2024
# "trước ngày 1": the end of the month before, 29 February among them
monthly calendar 1 before | 2024-01 | 31/12/2023
monthly calendar 1 before | 2024-02 | 31/01/2024
monthly calendar 1 before | 2024-03 | 29/02/2024
monthly calendar 1 before | 2024-04 | 31/03/2024
monthly calendar 1 before | 2024-05 | 30/04/2024
monthly calendar 1 before | 2024-06 | 31/05/2024
monthly calendar 1 before | 2024-07 | 30/06/2024
monthly calendar 1 before | 2024-08 | 31/07/2024
monthly calendar 1 before | 2024-09 | 31/08/2024
monthly calendar 1 before | 2024-10 | 30/09/2024
monthly calendar 1 before | 2024-11 | 31/10/2024
monthly calendar 1 before | 2024-12 | 30/11/2024
monthly calendar 1 before | 2023-03 | 28/02/2023
monthly calendar 1 before | 2100-03 | 28/02/2100
monthly calendar 1 before | 2000-03 | 29/02/2000
# "đến hết ngày 31": the end of each month
monthly calendar 31 until | 2024-01 | 31/01/2024
monthly calendar 31 until | 2024-02 | 29/02/2024
monthly calendar 31 until | 2024-03 | 31/03/2024
monthly calendar 31 until | 2024-04 | 30/04/2024
monthly calendar 31 until | 2024-05 | 31/05/2024
monthly calendar 31 until | 2024-06 | 30/06/2024
monthly calendar 31 until | 2024-07 | 31/07/2024
monthly calendar 31 until | 2024-08 | 31/08/2024
monthly calendar 31 until | 2024-09 | 30/09/2024
monthly calendar 31 until | 2024-10 | 31/10/2024
monthly calendar 31 until | 2024-11 | 30/11/2024
monthly calendar 31 until | 2024-12 | 31/12/2024
# "trước ngày 31": the 30th, or the end of a month that has no 31st
monthly calendar 31 before | 2023-01 | 30/01/2023
monthly calendar 31 before | 2023-02 | 28/02/2023
monthly calendar 31 before | 2023-03 | 30/03/2023
monthly calendar 31 before | 2023-04 | 30/04/2023
monthly calendar 31 before | 2023-05 | 30/05/2023
monthly calendar 31 before | 2023-06 | 30/06/2023
monthly calendar 31 before | 2023-07 | 30/07/2023
monthly calendar 31 before | 2023-08 | 30/08/2023
monthly calendar 31 before | 2023-09 | 30/09/2023
monthly calendar 31 before | 2023-10 | 30/10/2023
monthly calendar 31 before | 2023-11 | 30/11/2023
monthly calendar 31 before | 2023-12 | 30/12/2023
# days around 29 February
monthly calendar 29 before | 2024-02 | 28/02/2024
monthly calendar 29 before | 2023-02 | 28/02/2023
monthly calendar 29 before | 2024-03 | 28/03/2024
# until 29 February
monthly calendar 29 until | 2024-02 | 29/02/2024
monthly calendar 29 until | 2023-02 | 28/02/2023
monthly calendar 29 until | 2025-02 | 28/02/2025
monthly calendar 29 until | 2100-02 | 28/02/2100
# 30 February does not exist
monthly calendar 30 before | 2024-02 | 29/02/2024
monthly calendar 30 before | 2023-02 | 28/02/2023
monthly calendar 30 before | 2024-04 | 29/04/2024
# the turn of the year
monthly calendar 5+1 before | 2022-12 | 04/01/2023
monthly calendar 5+1 before | 2023-11 | 04/12/2023
monthly calendar 5+1 before | 2023-12 | 04/01/2024
monthly calendar 5+1 before | 2024-12 | 04/01/2025
# before 1 January
monthly calendar 1+1 before | 2022-12 | 31/12/2022
monthly calendar 1+1 before | 2022-11 | 30/11/2022
monthly calendar 1+1 before | 2024-01 | 31/01/2024
monthly calendar 1+1 before | 2024-02 | 29/02/2024
# a year later
quarterly calendar 15+12 until | 2022-Q4 | 15/12/2023
quarterly calendar 15+12 until | 2023-Q1 | 15/03/2024
# Tết does not move a day (first days of the lunar years 2022 to 2026)
monthly calendar 1 until | 2022-02 | 01/02/2022
monthly calendar 22 until | 2023-01 | 22/01/2023
monthly calendar 10 until | 2024-02 | 10/02/2024
monthly calendar 29 until | 2025-01 | 29/01/2025
monthly calendar 17 until | 2026-02 | 17/02/2026
monthly calendar 17 before | 2026-02 | 16/02/2026
# weekends do not move it either
monthly nd09 20 before | 2026-09 | 19/09/2026
monthly nd09 20 before | 2026-12 | 19/12/2026
monthly nd09 20 before | 2021-06 | 19/06/2021
# an own cut-off moves the period, not the day
monthly custom25 28 before | 2026-01 | 27/01/2026
monthly custom25 28 before | 2026-02 | 27/02/2026
monthly custom25 28 before | 2026-03 | 27/03/2026
monthly custom25 28 before | 2026-12 | 27/12/2026
# weeks, before Friday
weekly calendar 5 before | 2022-W01 | 06/01/2022
weekly calendar 5 before | 2022-W14 | 07/04/2022
weekly calendar 5 before | 2024-W09 | 29/02/2024
weekly calendar 5 before | 2026-W01 | 01/01/2026
weekly calendar 5 before | 2020-W53 | 31/12/2020
weekly calendar 5 before | 2026-W53 | 31/12/2026
# weeks, before Monday: the Sunday before
weekly calendar 1 before | 2022-W01 | 02/01/2022
weekly calendar 1 before | 2024-W10 | 03/03/2024
# weeks, until Sunday
weekly calendar 7 until | 2022-W52 | 01/01/2023
weekly calendar 7 until | 2024-W09 | 03/03/2024
weekly calendar 7 until | 2026-W53 | 03/01/2027
# once, before a day
once calendar - before | 10/04/2022 | 09/04/2022
once calendar - before | 01/03/2024 | 29/02/2024
once calendar - before | 01/03/2023 | 28/02/2023
once calendar - before | 01/01/2026 | 31/12/2025
once calendar - before | 01/07/2025 | 30/06/2025
once calendar - before | 29/02/2024 | 28/02/2024
# once, until a day
once calendar - until | 10/04/2022 | 10/04/2022
once calendar - until | 29/02/2024 | 29/02/2024
once calendar - until | 31/12/2025 | 31/12/2025
once calendar - until | 17/02/2026 | 17/02/2026
"""

MOMENTS = """
# last day 19/04/2022: midnight in Vietnam is 17:00 UTC of the same calendar day in UTC
19/04/2022 | 2022-04-19T16:59:59.999999+00:00 | on time
19/04/2022 | 2022-04-19T17:00:00+00:00 | late
19/04/2022 | 2022-04-19T23:59:59.999999+07:00 | on time
19/04/2022 | 2022-04-20T00:00:00+07:00 | late
19/04/2022 | 2022-04-19T23:30:00+00:00 | late
19/04/2022 | 2022-04-20T01:30:00+09:00 | on time
19/04/2022 | 2022-04-20T01:59:59+09:00 | on time
19/04/2022 | 2022-04-20T02:00:00+09:00 | late
19/04/2022 | 2022-04-19T09:59:00-07:00 | on time
19/04/2022 | 2022-04-19T10:00:00-07:00 | late
19/04/2022 | 2022-04-01T00:00:00+07:00 | on time
19/04/2022 | 2021-04-19T12:00:00+07:00 | on time
# a computer whose zone changed while travelling: the same moment told in four zones
25/12/2022 | 2022-12-25T23:59:00+07:00 | on time
25/12/2022 | 2022-12-26T01:59:00+09:00 | on time
25/12/2022 | 2022-12-25T16:59:00+00:00 | on time
25/12/2022 | 2022-12-25T11:59:00-05:00 | on time
25/12/2022 | 2022-12-26T00:01:00+07:00 | late
25/12/2022 | 2022-12-26T02:01:00+09:00 | late
25/12/2022 | 2022-12-25T17:01:00+00:00 | late
25/12/2022 | 2022-12-25T12:01:00-05:00 | late
# the hour that summer time skips or repeats elsewhere is an hour like any other here
12/03/2023 | 2023-03-12T01:59:59-08:00 | on time
12/03/2023 | 2023-03-12T03:00:00-07:00 | on time
12/03/2023 | 2023-03-12T09:59:59-07:00 | on time
12/03/2023 | 2023-03-12T10:00:00-07:00 | late
29/10/2023 | 2023-10-29T02:30:00+02:00 | on time
29/10/2023 | 2023-10-29T02:30:00+01:00 | on time
29/10/2023 | 2023-10-29T17:59:59+01:00 | on time
29/10/2023 | 2023-10-29T18:00:00+01:00 | late
# month ends, leap day, the turn of the year, Tết (22/01/2023, 10/02/2024)
29/02/2024 | 2024-02-29T23:59:59+07:00 | on time
29/02/2024 | 2024-03-01T00:00:00+07:00 | late
28/02/2023 | 2023-02-28T16:59:59+00:00 | on time
28/02/2023 | 2023-02-28T17:00:00+00:00 | late
31/12/2025 | 2025-12-31T16:59:59+00:00 | on time
31/12/2025 | 2025-12-31T17:00:00+00:00 | late
31/12/2025 | 2026-01-01T00:00:00+07:00 | late
22/01/2023 | 2023-01-22T23:59:59+07:00 | on time
22/01/2023 | 2023-01-23T00:00:00+07:00 | late
10/02/2024 | 2024-02-10T16:00:00+00:00 | on time
10/02/2024 | 2024-02-10T18:00:00+00:00 | late
30/06/2025 | 2025-06-30T23:59:59+07:00 | on time
30/06/2025 | 2025-07-01T00:00:00+07:00 | late
"""


def cases(text):
    found = [[part.strip() for part in line.split("|")] for line in text.splitlines() if "|" in line]
    return [pytest.param(*parts, id=" ".join(parts)) for parts in found]


def duty(rule, key, **fields):
    cadence, scheme, day, reading = rule.split()
    number, _plus, offset = day.partition("+")
    cut_off = int(scheme.removeprefix("custom")) if scheme.startswith("custom") else None
    begins = {"valid_from": date(1999, 1, 1), "valid_to": None} | fields
    return DutyView(
        uid="duty",
        title="Báo cáo",
        kind=DutyKind.REPORT,
        state=DutyState.CONFIRMED,
        cadence=Cadence(cadence),
        scheme_kind=PeriodScheme.CUSTOM if cut_off else PeriodScheme(scheme),
        cut_off_day=cut_off,
        due_day=int(number) if number.isdigit() else None,
        due_month_offset=int(offset or 0),
        due_on=parse_day(key, field="day") if cadence == "once" else None,
        exclusive=reading == "before",
        **begins,
    )


def handed_over(moment):
    return FulfilmentView(
        uid="done", period=ONCE, handed_over_at=moment, documents=(), proof_noun="", proof="", waived="", note=""
    )


@pytest.mark.parametrize(("rule", "key", "last_day"), cases(CASES))
def test_the_last_day_on_time_is(rule, key, last_day):
    kept = duty(rule, key)

    found = instance_of(kept, ONCE if kept.cadence is Cadence.ONCE else key)

    assert f"{found.last_day:%d/%m/%Y}" == last_day


@pytest.mark.parametrize(("last_day", "moment", "state"), cases(MOMENTS))
def test_what_was_handed_over_at_this_moment_is(last_day, moment, state):
    expected = {"on time": DueState.DONE_ON_TIME, "late": DueState.DONE_LATE}[state]

    found = state_of(parse_day(last_day, field="day"), handed_over(datetime.fromisoformat(moment)), date(2030, 1, 1))

    assert found is expected


def test_there_are_more_than_two_hundred_cases_and_none_twice():
    found = [param.id for param in (*cases(CASES), *cases(MOMENTS))]

    assert len(set(found)) == len(found)
    assert len(found) >= 200


# ---------------------------------------------------------------- which periods are owed


def owed(kept, first, last):
    return [instance.key for instance in instances(kept, first, last)]


def test_a_duty_owes_the_periods_whose_account_closes_while_it_binds():
    """Of the district from its letter on 03/5/2022 to its end on 30/6/2025, then of the province."""
    district = duty("monthly nd09 20 before", "", valid_from=date(2022, 5, 3), valid_to=date(2025, 6, 30))
    province = duty("monthly calendar 10+1 until", "", valid_from=date(2025, 7, 1))

    assert owed(district, date(2022, 1, 1), date(2022, 8, 1)) == ["2022-05", "2022-06", "2022-07"]
    assert owed(district, date(2025, 4, 1), date(2025, 12, 31)) == ["2025-04", "2025-05", "2025-06"]
    assert owed(province, date(2025, 4, 1), date(2025, 10, 31)) == ["2025-07", "2025-08", "2025-09"]


def test_a_month_closed_before_the_end_is_still_owed_though_its_last_day_comes_after():
    kept = duty("monthly calendar 20+1 before", "", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 30))

    assert owed(kept, date(2025, 7, 1), date(2025, 12, 31)) == ["2025-06"]


def test_a_month_closed_before_the_letter_came_is_not_owed():
    kept = duty("monthly calendar 20+1 before", "", valid_from=date(2022, 5, 3))

    assert owed(kept, date(2022, 1, 1), date(2022, 7, 1)) == ["2022-05"]


def test_a_duty_is_never_late_on_the_day_it_begins():
    kept = duty("monthly calendar 20 before", "", valid_from=date(2022, 4, 25))

    assert owed(kept, date(2022, 1, 1), date(2022, 5, 31)) == ["2022-05"]


def test_without_a_named_day_a_period_waits_from_its_end():
    kept = duty("half_yearly nd09 - before", "", valid_from=date(2022, 5, 3))

    found = list(instances(kept, date(2022, 1, 1), date(2022, 12, 31)))

    assert [(one.key, one.last_day) for one in found] == [("2022-H1", None), ("2022-H2", None)]
    assert state_of(None, None, date(2022, 7, 1)) is DueState.WAITING


@pytest.mark.parametrize("cadence", [Cadence.CONDITIONAL, Cadence.ON_REQUEST, Cadence.CONTINUOUS])
def test_what_has_no_calendar_is_never_due_by_itself(cadence):
    kept = duty(f"{cadence} calendar 20 before", "")

    assert owed(kept, date(2000, 1, 1), date(2030, 1, 1)) == []
    assert instance_of(kept, "2022-05-03/2022-05-03") is not None


@pytest.mark.parametrize(
    "key", ["", "once", "2022", "2022-13", "2022-00", "2022-Q1", "2022-4", "2022-04 ", "abc", "9999-99", "2022-04-01"]
)
def test_a_monthly_duty_has_no_such_period(key):
    assert instance_of(duty("monthly nd09 20 before", ""), key) is None


@pytest.mark.parametrize("key", ["2022-Q0", "2022-Q5", "2022-Qx", "2022-04"])
def test_a_quarterly_duty_has_no_such_period(key):
    assert instance_of(duty("quarterly nd09 20 before", ""), key) is None


def test_a_week_is_told_from_monday_to_sunday():
    found = instance_of(duty("weekly calendar 5 before", ""), "2020-W53")

    assert (found.period.first, found.period.last) == (date(2020, 12, 28), date(2021, 1, 3))
    assert instance_of(duty("weekly calendar 5 before", ""), "2021-W53") is None


# ---------------------------------------------------------------- how it stands, day by day


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2022-04-11", DueState.WAITING),
        ("2022-04-12", DueState.SOON),
        ("2022-04-18", DueState.SOON),
        ("2022-04-19", DueState.TODAY),
        ("2022-04-20", DueState.LATE),
        ("2023-04-19", DueState.LATE),
    ],
)
def test_before_it_is_handed_over_it_waits_comes_near_presses_and_is_late(today, state):
    assert state_of(date(2022, 4, 19), None, date.fromisoformat(today)) is state


def test_a_clock_set_back_makes_nothing_late_that_was_done_and_asks_again_for_what_was_not():
    done = handed_over(datetime(2022, 4, 19, 9, tzinfo=UTC))
    late = handed_over(datetime(2022, 4, 25, 9, tzinfo=UTC))
    clock = FixedClock(datetime(2022, 5, 1, tzinfo=UTC))
    assert state_of(date(2022, 4, 19), None, clock.today()) is DueState.LATE

    clock.move(timedelta(days=-365))

    assert state_of(date(2022, 4, 19), done, clock.today()) is DueState.DONE_ON_TIME
    assert state_of(date(2022, 4, 19), late, clock.today()) is DueState.DONE_LATE
    assert state_of(date(2022, 4, 19), None, clock.today()) is DueState.WAITING


def test_the_day_turns_at_midnight_in_vietnam_whatever_zone_the_clock_tells():
    before = FixedClock(datetime(2022, 4, 19, 16, 59, 59, tzinfo=UTC))
    after = FixedClock(datetime(2022, 4, 20, 2, 0, tzinfo=timezone(timedelta(hours=9))))

    assert state_of(date(2022, 4, 19), None, before.today()) is DueState.TODAY
    assert state_of(date(2022, 4, 19), None, after.today()) is DueState.LATE
