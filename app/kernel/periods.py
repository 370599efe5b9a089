"""Reporting periods and last days: months, quarters, half-years, nine months and years, cut by decree or calendar.

Decree 09/2019/NĐ-CP, article 12, counts a month from the 15th of the month before to its 14th, and longer periods from
such months; other offices count by the calendar. "Trước ngày N" leaves day N out: the last day on time is N-1.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kernel.clock import VIETNAM
from app.kernel.numerals import roman
from app.kernel.words import N_, _
from db.vocabulary import Cadence, PeriodScheme

ND09_CUT_OFF = 14
"""Last day counted into a month (decree 09/2019, article 12)."""
MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.NINE_MONTHS: 9,
    Cadence.YEARLY: 12,
}
"""Months in one period."""


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, counted on without end."""

    year: int
    number: int

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier where negative)."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    @property
    def length(self) -> int:
        """Days in it."""
        return monthrange(self.year, self.number)[1]

    def day(self, number: int) -> date:
        """That day, or the last day of a shorter month."""
        return date(self.year, self.number, min(number, self.length))

    @property
    def key(self) -> str:
        """``2026-03``."""
        return f"{self.year:04}-{self.number:02}"


def month_of(day: date) -> Month:
    """The calendar month of a day."""
    return Month(day.year, day.month)


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Where months are cut: ``cut_off`` is the last day counted into a month, None for the calendar's own end."""

    kind: PeriodScheme = PeriodScheme.CALENDAR
    cut_off: int | None = None

    def first_day(self, month: Month) -> date:
        """First day counted into a month."""
        return month.day(1) if self.cut_off is None else month.plus(-1).day(self.cut_off) + timedelta(days=1)

    def last_day(self, month: Month) -> date:
        """Last day counted into a month."""
        return month.day(31) if self.cut_off is None else month.day(self.cut_off)

    def month(self, day: date) -> Month:
        """The month into which a day is counted."""
        here = month_of(day)
        return here if day <= self.last_day(here) else here.plus(1)


CALENDAR = Scheme()
ND09 = Scheme(kind=PeriodScheme.ND09, cut_off=ND09_CUT_OFF)


def scheme_of(kind: PeriodScheme, cut_off: int | None = None) -> Scheme:
    """The scheme kept with a duty; ``cut_off`` counts only for a scheme of the office's own."""
    if kind is PeriodScheme.CUSTOM and cut_off is not None:
        return Scheme(kind=kind, cut_off=min(max(cut_off, 1), 28))
    return ND09 if kind is PeriodScheme.ND09 else CALENDAR


@dataclass(frozen=True, kw_only=True)
class Period:
    """One period of a cadence with its first and last day, both counted."""

    key: str
    """``2026-03``, ``2026-Q1``, ``2026-H1``, ``2026-9T``, ``2026``; ``once``; ``2026-03-01/2026-03-09`` for a span."""
    cadence: Cadence
    scheme: Scheme
    first: date
    last: date
    last_month: Month

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def label(self) -> str:
        """``tháng 3 năm 2026``, ``quý I năm 2026`` … as in titles of reports."""
        year, month = self.last_month.year, self.last_month.number
        if self.cadence not in MONTHS:
            return _("từ {first} đến {last}").format(first=f"{self.first:%d/%m/%Y}", last=f"{self.last:%d/%m/%Y}")
        half = N_("6 tháng đầu năm {year}") if month == 6 else N_("6 tháng cuối năm {year}")
        words = {
            Cadence.MONTHLY: N_("tháng {month} năm {year}"),
            Cadence.QUARTERLY: N_("quý {quarter} năm {year}"),
            Cadence.HALF_YEARLY: half,
            Cadence.NINE_MONTHS: N_("9 tháng đầu năm {year}"),
            Cadence.YEARLY: N_("năm {year}"),
        }
        return _(words[self.cadence]).format(month=month, quarter=roman((month + 2) // 3), year=year)

    @property
    def months(self) -> tuple[Period, ...]:
        """The months it is made of, in the same scheme; empty for a free span."""
        count = MONTHS.get(self.cadence, 0)
        return tuple(
            period_ending(self.last_month.plus(back), Cadence.MONTHLY, self.scheme) for back in range(1 - count, 1)
        )

    @property
    def previous(self) -> Period:
        """The period before: of nine months the one of the year before, of a free span the same number of days."""
        if self.cadence not in MONTHS:
            days = (self.last - self.first).days + 1
            return span(self.first - timedelta(days=days), self.first - timedelta(days=1))
        back = 12 if self.cadence is Cadence.NINE_MONTHS else MONTHS[self.cadence]
        return period_ending(self.last_month.plus(-back), self.cadence, self.scheme)

    @property
    def year_so_far(self) -> Period:
        """From the beginning of its year (as the scheme cuts it) to its last day: what "lũy kế" counts."""
        first = self.scheme.first_day(Month(self.last_month.year, 1))
        return Period(
            key=f"{first.isoformat()}/{self.last.isoformat()}",
            cadence=Cadence.ON_REQUEST,
            scheme=self.scheme,
            first=first,
            last=self.last,
            last_month=self.last_month,
        )


def period_ending(month: Month, cadence: Cadence, scheme: Scheme) -> Period:
    """The period of a cadence whose last month this is."""
    return Period(
        key=_key(month, cadence),
        cadence=cadence,
        scheme=scheme,
        first=scheme.first_day(month.plus(1 - MONTHS[cadence])),
        last=scheme.last_day(month),
        last_month=month,
    )


def period_of(day: date, cadence: Cadence, scheme: Scheme) -> Period:
    """The period into which a day is counted; for nine months a day of October to December counts into next year's."""
    month = scheme.month(day)
    return period_ending(_closing_month(month, cadence), cadence, scheme)


def period_from_key(key: str, scheme: Scheme) -> Period:
    """The period of a key; ValueError where it is none."""
    if "/" in key:
        first, last = (date.fromisoformat(part) for part in key.split("/"))
        return span(first, last)
    year, _dash, part = key.partition("-")
    if not part:
        return period_ending(Month(int(year), 12), Cadence.YEARLY, scheme)
    if part.startswith("Q"):
        return period_ending(Month(int(year), int(part[1:]) * 3), Cadence.QUARTERLY, scheme)
    if part.startswith("H"):
        return period_ending(Month(int(year), int(part[1:]) * 6), Cadence.HALF_YEARLY, scheme)
    if part == "9T":
        return period_ending(Month(int(year), 9), Cadence.NINE_MONTHS, scheme)
    month = Month(int(year), int(part))
    if not 1 <= month.number <= 12:
        raise ValueError(key)
    return period_ending(month, Cadence.MONTHLY, scheme)


def span(first: date, last: date) -> Period:
    """A free span of days, as an ad hoc report asks for."""
    return Period(
        key=f"{first.isoformat()}/{last.isoformat()}",
        cadence=Cadence.ON_REQUEST,
        scheme=CALENDAR,
        first=first,
        last=last,
        last_month=month_of(last),
    )


def periods_between(first: date, last: date, cadence: Cadence, scheme: Scheme) -> Iterator[Period]:
    """The periods that end from one day to another, in order."""
    period = period_of(first, cadence, scheme)
    step = 12 if cadence is Cadence.NINE_MONTHS else MONTHS[cadence]
    while period.last <= last:
        if period.last >= first:
            yield period
        period = period_ending(period.last_month.plus(step), cadence, scheme)


def last_day_on_time(period: Period, *, day: int, month_offset: int = 0, exclusive: bool = True) -> date:
    """Last day on which a period's report is on time: "before day N" of the month ``month_offset`` after its last one.

    A day the month does not have stands for its end: before 30 February is the end of February.
    """
    month = period.last_month.plus(month_offset)
    if day > month.length:
        return month.day(31)
    return month.day(day) - timedelta(days=1) if exclusive else month.day(day)


def on_time(handed_over: datetime, last_day: date) -> bool:
    """Whether a moment lies before midnight, Vietnam time, after the last day on time."""
    limit = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=VIETNAM)
    return handed_over < limit


def _closing_month(month: Month, cadence: Cadence) -> Month:
    if cadence is Cadence.NINE_MONTHS:
        return Month(month.year if month.number <= 9 else month.year + 1, 9)
    size = MONTHS[cadence]
    return month.plus(-month.number % size)


def _key(month: Month, cadence: Cadence) -> str:
    match cadence:
        case Cadence.QUARTERLY:
            return f"{month.year:04}-Q{month.number // 3}"
        case Cadence.HALF_YEARLY:
            return f"{month.year:04}-H{month.number // 6}"
        case Cadence.NINE_MONTHS:
            return f"{month.year:04}-9T"
        case Cadence.YEARLY:
            return f"{month.year:04}"
        case _:
            return month.key
