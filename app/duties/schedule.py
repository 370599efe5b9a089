"""When a duty falls due: its periods, their last days on time, and how each stands on a day.

Pure functions over views: they read no clock and no store. A period is owed when its account closes while the duty
binds; the account closes on the period's last counted day, or on the last day on time where that comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.duties.views import DueState, DueView, DutyView, FulfilmentView
from app.kernel.clock import VIETNAM
from app.kernel.periods import (
    CALENDAR,
    MONTHS,
    Month,
    Period,
    last_day_on_time,
    month_of,
    on_time,
    period_from_key,
    periods_between,
)
from db.vocabulary import Cadence

ONCE = "once"
"""Key of what is done once."""
REMINDERS = (7, 3, 1)
"""Days before the last day on which the officer is reminded."""
SOON = REMINDERS[0]
_LONGEST_WAIT = 13 * 31
"""Days by which a last day may follow the end of its period (an offset of twelve months)."""


@dataclass(frozen=True, kw_only=True)
class Instance:
    """One period of a duty with its last day on time."""

    key: str
    period: Period | None
    last_day: date | None


def instances(duty: DutyView, first: date, last: date) -> Iterator[Instance]:
    """What falls due from one day to another, in order; without a last day, what closes between them."""
    if duty.cadence is Cadence.ONCE:
        yield from _once(duty, first, last)
        return
    for period in _periods(duty, max(first, duty.valid_from), last):
        last_day = last_day_of(duty, period)
        closes = period.last if last_day is None else min(period.last, last_day)
        if not _binds(duty, closes):
            continue
        if first <= (last_day or closes) <= last:
            yield Instance(key=period.key, period=period, last_day=last_day)


def last_day_of(duty: DutyView, period: Period | None) -> date | None:
    """Last day on time of a period (None: of what is done once); None where the letter names no day."""
    if period is None:
        return duty.due_on - timedelta(days=1) if duty.due_on and duty.exclusive else duty.due_on
    if duty.due_day is None:
        return None
    if duty.cadence is Cadence.WEEKLY:
        weekday = period.first + timedelta(days=duty.due_day - 1)
        return weekday - timedelta(days=1) if duty.exclusive else weekday
    return last_day_on_time(period, day=duty.due_day, month_offset=duty.due_month_offset, exclusive=duty.exclusive)


def due_view(
    duty: DutyView, instance: Instance, fulfilment: FulfilmentView | None, day: date, *, soon: int = SOON
) -> DueView:
    """How one period stands on a day."""
    remaining = None if instance.last_day is None else (instance.last_day - day).days
    return DueView(
        duty=duty,
        key=instance.key,
        label="" if instance.period is None else instance.period.label,
        period=instance.period,
        last_day=instance.last_day,
        state=state_of(instance.last_day, fulfilment, day, soon=soon),
        remaining=remaining,
        fulfilment=fulfilment,
    )


def state_of(last_day: date | None, fulfilment: FulfilmentView | None, day: date, *, soon: int = SOON) -> DueState:
    """On time only when handed over before midnight, Vietnam time, after the last day; done late stays done."""
    if fulfilment is not None and (fulfilment.waived or fulfilment.handed_over_at is not None):
        return _settled(last_day, fulfilment)
    if last_day is None:
        return DueState.WAITING
    remaining = (last_day - day).days
    if remaining <= 0:
        return DueState.LATE if remaining else DueState.TODAY
    return DueState.SOON if remaining <= soon else DueState.WAITING


def _settled(last_day: date | None, fulfilment: FulfilmentView) -> DueState:
    if fulfilment.waived or fulfilment.handed_over_at is None:
        return DueState.WAIVED
    if last_day is None:
        return DueState.DONE
    return DueState.DONE_ON_TIME if on_time(fulfilment.handed_over_at, last_day) else DueState.DONE_LATE


def day_in_vietnam(moment: datetime) -> date:
    """The calendar day of a moment where the commune is, whatever zone the computer was set to."""
    return moment.astimezone(VIETNAM).date()


def midnight_after(last_day: date) -> datetime:
    """The first moment that is late."""
    return datetime.combine(last_day + timedelta(days=1), time(), tzinfo=VIETNAM)


def instance_of(duty: DutyView, key: str) -> Instance | None:
    """The period of a key; None where the duty has no such period."""
    if key == ONCE:
        if duty.cadence is not Cadence.ONCE:
            return None
        return Instance(key=ONCE, period=None, last_day=last_day_of(duty, None))
    period = _period_of_key(duty, key)
    if period is None:
        return None
    return Instance(key=key, period=period, last_day=last_day_of(duty, period))


def is_key_of(duty: DutyView, key: str) -> bool:
    """Whether a duty has a period of that key: its own cadence, or a span of days where it has none."""
    return instance_of(duty, key) is not None


def _once(duty: DutyView, first: date, last: date) -> Iterator[Instance]:
    last_day = last_day_of(duty, None)
    if first <= (last_day or duty.valid_from) <= last:
        yield Instance(key=ONCE, period=None, last_day=last_day)


def _binds(duty: DutyView, day: date) -> bool:
    return duty.valid_from <= day and (duty.valid_to is None or day <= duty.valid_to)


def _periods(duty: DutyView, first: date, last: date) -> Iterator[Period]:
    """Periods that may fall due between two days: a little more on both sides, for a last day is not a period's end."""
    begin, end = first - timedelta(days=_LONGEST_WAIT), last + timedelta(days=62)
    begin = max(begin, duty.valid_from)
    if duty.cadence is Cadence.WEEKLY:
        yield from _weeks(begin, end)
    elif duty.cadence in MONTHS:
        yield from periods_between(begin, end, duty.cadence, duty.scheme)


def _weeks(first: date, last: date) -> Iterator[Period]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield _week(monday)
        monday += timedelta(days=7)


def _week(monday: date) -> Period:
    year, number, _weekday = monday.isocalendar()
    sunday = monday + timedelta(days=6)
    return Period(
        key=f"{year:04}-W{number:02}",
        cadence=Cadence.WEEKLY,
        scheme=CALENDAR,
        first=monday,
        last=sunday,
        last_month=Month(month_of(sunday).year, month_of(sunday).number),
    )


def _period_of_key(duty: DutyView, key: str) -> Period | None:
    try:
        if duty.cadence is Cadence.WEEKLY:
            year, _dash, week = key.partition("-W")
            return _week(date.fromisocalendar(int(year), int(week), 1))
        period = period_from_key(key, duty.scheme)
    except ValueError:
        return None
    expected = duty.cadence if duty.cadence in MONTHS else Cadence.ON_REQUEST
    return period if period.cadence is expected and period.key == key else None
