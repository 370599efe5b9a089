"""The overview of a year in one read: figures, charts by month and hamlet, and how radio, meetings and duties stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.activities import queries as activities
from app.activities.views import Force
from app.difficulties import queries as difficulties
from app.kernel.days import show_day
from app.kernel.figures import Figure, joined, show_amount
from app.kernel.periods import CALENDAR, ND09, Month, Period, Scheme, period_ending
from app.kernel.words import N_, _
from app.offices.queries import hamlets
from app.outlook_states import coverage_panel, punctuality, radio_panel
from app.outlook_views import Outlook, Panel, Place, State, StatePanel, Tile, Tone, covered_words
from app.outreach import queries as outreach
from app.typesetting.model import Chart, ChartForm, ChartSeries
from db.models import Activity, Airing, Difficulty, Display, Duty, Meeting, OnlinePost, Task
from db.vocabulary import Cadence, PeriodScheme

__all__ = ["Outlook", "Panel", "Place", "State", "StatePanel", "Tile", "Tone", "outlook"]

_DIARY = Place(page="diary")
_RADIO = Place(page="outreach", target="tab:radio")
_ENTRIES, _PEOPLE = "activity.entries", "activity.all.citizens"
_BY_SITTING = N_("cộng theo từng buổi")
_TILES = (
    (_ENTRIES, N_("Hoạt động"), N_("hoạt động"), "", _DIARY),
    (_PEOPLE, N_("Người được hướng dẫn"), N_("người"), _BY_SITTING, _DIARY),
    ("activity.all.households", N_("Hộ được hướng dẫn"), N_("hộ"), _BY_SITTING, _DIARY),
    ("radio.programmes", N_("Chương trình phát thanh"), N_("chương trình"), "", _RADIO),
    ("radio.rebroadcasts", N_("Lượt phát lại"), N_("lượt"), N_("không kể lượt phát đầu"), _RADIO),
    ("posts.count", N_("Tin, bài đã đăng"), N_("tin, bài"), "", Place(page="outreach", target="tab:posts")),
    ("meetings.count", N_("Cuộc họp, hội nghị"), N_("cuộc"), "", Place(page="outreach", target="tab:meetings")),
    ("difficulty.open", N_("Khó khăn còn mở"), N_("việc"), N_("tính đến cuối kỳ"), Place(page="difficulties")),
)
_MOST_YEARS = 10
_LOGGED: tuple[Any, ...] = (
    Activity.held_on,
    Airing.aired_on,
    OnlinePost.posted_on,
    Meeting.held_on,
    Display.put_up_on,
    Difficulty.raised_on,
)
"""Columns that tell on which day something happened."""


@dataclass(frozen=True, kw_only=True)
class _Span:
    """The year that is looked at, up to the last day that has come."""

    year: Period
    today: date
    began: date | None
    """The earliest day of which anything is kept."""
    entries_began: date | None
    """The earliest day of which the log of activities tells."""

    @property
    def last(self) -> date:
        return min(self.year.last, self.today)

    @property
    def before(self) -> tuple[date, date]:
        """The same days a year ago."""
        return _year_ago(self.year.first), _year_ago(self.last)


def outlook(session: Session, today: date, year: int = 0, scheme: PeriodScheme = PeriodScheme.CALENDAR) -> Outlook:
    """Everything the overview shows of a year (0: the one that runs); months are cut as ``scheme`` says."""
    cut = ND09 if scheme is PeriodScheme.ND09 else CALENDAR
    running = cut.month(today).year
    chosen = min(year, running) if year else running
    span = _Span(
        year=_year(chosen, cut),
        today=today,
        began=_began(session, _LOGGED),
        entries_began=_began(session, (Activity.held_on,)),
    )
    months = _months(session, span.year, span)
    earlier = _months(session, _year(chosen - 1, cut), span)
    return Outlook(
        year=chosen,
        first=span.year.first,
        last=span.last,
        years=_years(span.began, chosen, running, cut),
        began=span.began,
        is_empty=span.began is None and _began(session, (Task.due_on, Duty.valid_from)) is None,
        compared=span.before if _reaches(span.began, span.before[1]) else None,
        tiles=tuple(_tiles(session, span, months)),
        charts=(
            _month_panel("entries", _("Hoạt động theo tháng"), _ENTRIES, span, months, earlier),
            _month_panel("people", _("Người được hướng dẫn theo tháng"), _PEOPLE, span, months, earlier),
            _hamlet_panel(session, span),
            _force_panel(months),
            punctuality(session, _year(chosen, CALENDAR), today),
        ),
        states=(radio_panel(session, chosen, today), coverage_panel(session, chosen, today)),
    )


def _year(number: int, scheme: Scheme) -> Period:
    return period_ending(Month(number, 12), Cadence.YEARLY, scheme)


def _year_ago(day: date) -> date:
    return Month(day.year - 1, day.month).day(day.day)


def _reaches(began: date | None, day: date) -> bool:
    return began is not None and began <= day


def _began(session: Session, columns: Iterable[Any]) -> date | None:
    """The earliest day in any of these columns."""
    found = (session.scalar(select(func.min(column)).where(column.class_.deleted_at.is_(None))) for column in columns)
    return min((day for day in found if day is not None), default=None)


def _years(began: date | None, chosen: int, running: int, scheme: Scheme) -> tuple[int, ...]:
    first = scheme.month(began).year if began is not None else running
    first = max(min(first, chosen, running), min(running - _MOST_YEARS + 1, chosen))
    return tuple(range(running, first - 1, -1))


# ---------------------------------------------------------------- figures

Counted = Mapping[str, Figure]
"""Figures of one month by key; nothing for a month of which nothing can be known."""


def _months(session: Session, year: Period, span: _Span) -> list[Counted]:
    """Figures of each month; none for a month that has not begun or had ended before the log began."""
    found: list[Counted] = []
    for month in year.months:
        known = month.first <= span.today and _reaches(span.entries_began, month.last)
        found.append(activities.sums(session, month.first, min(month.last, span.today)) if known else {})
    return found


def _tiles(session: Session, span: _Span, months: Sequence[Counted]) -> Iterator[Tile]:
    first, last = span.year.first, span.last
    keys = [key for key, *_rest in _TILES if key.startswith("activity.")]
    now = {key: _whole(months, key) for key in keys}
    now |= outreach.figures(session, first, last) | difficulties.figures(session, first, last)
    before: Counted = {}
    if _reaches(span.began, span.before[1]):
        before = {
            key: figure
            for counting in (activities.sums, outreach.figures, difficulties.figures)
            for key, figure in counting(session, *span.before).items()
        }
    for key, name, unit, note, place in _TILES:
        earlier = before.get(key)
        yield Tile(
            name=_(name),
            unit=_(unit),
            figure=_true_zero(now[key]) if key == _ENTRIES else now[key],
            before=earlier if earlier is not None and _entries_in(earlier) else None,
            note=_(note),
            place=place,
        )


def _whole(months: Sequence[Counted], key: str) -> Figure:
    """The sum over the months of which anything is known."""
    return joined(key, [month[key] for month in months if month])


def _entries_in(figure: Figure) -> int:
    """How many records a figure was counted from."""
    return figure.covered + figure.missing + figure.not_applicable


def _true_zero(figure: Figure) -> Figure:
    """A count of records is never missing, even where no month is known."""
    return figure if figure.value is not None else Figure(key=figure.key, value=0)


# ---------------------------------------------------------------- charts


def _month_panel(
    code: str, title: str, key: str, span: _Span, months: Sequence[Counted], earlier: Sequence[Counted]
) -> Panel:
    """One column for each month, beside that of the year before where there is any."""
    year = span.year.last_month.year
    series = [ChartSeries(name=_("Năm {year}").format(year=year), values=_values(months, key))]
    former = ChartSeries(name=_("Năm {year}").format(year=year - 1), values=_values(earlier, key))
    if any(former.values):
        series.append(former)
    labels = tuple(f"T{month.last_month.number}" for month in span.year.months)
    chart = Chart(title=title, labels=labels, series=tuple(series))
    return Panel(
        code=code,
        title=title,
        chart=chart if any(value for each in series for value in each.values) else None,
        notes=tuple(_month_notes(key, span, months)),
        place=_DIARY,
    )


def _values(months: Sequence[Counted], key: str) -> tuple[int | None, ...]:
    return tuple(month[key].value if month else None for month in months)


def _month_notes(key: str, span: _Span, months: Sequence[Counted]) -> Iterator[str]:
    whole = _whole(months, key)
    if not _entries_in(whole):
        yield _("Chưa ghi hoạt động nào trong năm.") if key == _ENTRIES else _("Chưa có số người nào trong năm.")
        return
    if covered := covered_words(whole):
        words = _("{covered}; mục để trống không tính là 0.")
        yield words.format(covered=covered)
    part = next((month for month in span.year.months if month.first <= span.today < month.last), None)
    if part is not None:
        yield _("Tháng {month} mới tính đến ngày {day}.").format(month=part.last_month.number, day=show_day(span.today))


def _hamlet_panel(session: Session, span: _Span) -> Panel:
    """One row for each hamlet with entries; those without any are named in words."""
    counts = _entries_by_hamlet(session, span)
    places = hamlets(session, on=span.last)
    busy = [place for place in places if place.uid in counts]
    title = _("Hoạt động theo thôn")
    chart = Chart(
        title=title,
        labels=tuple(place.label for place in busy),
        series=(ChartSeries(name=_("Hoạt động"), values=tuple(counts[place.uid] for place in busy)),),
        form=ChartForm.ROWS,
    )
    idle = [place.label for place in places if place.uid not in counts]
    elsewhere = sum(counts.values()) - sum(counts[place.uid] for place in busy) - counts.get(None, 0)
    return Panel(
        code="hamlets",
        title=title,
        chart=chart if busy else None,
        notes=tuple(_hamlet_notes(len(places), idle, counts.get(None, 0), elsewhere)),
        place=_DIARY,
    )


def _hamlet_notes(places: int, idle: Sequence[str], common: int, elsewhere: int) -> Iterator[str]:
    if not places:
        yield _("Chưa có danh sách thôn.")
    elif len(idle) == places:
        yield _("Chưa thôn nào có hoạt động trong năm.")
    elif idle:
        words = _("{count} thôn chưa có hoạt động nào: {names}.")
        yield words.format(count=len(idle), names=", ".join(idle))
    else:
        yield _("Thôn nào cũng có hoạt động.")
    if common:
        yield _("{count} hoạt động chung toàn xã, không tính cho thôn nào.").format(count=show_amount(common))
    if elsewhere:
        yield _("{count} hoạt động ở thôn nay không còn trong danh sách.").format(count=show_amount(elsewhere))


def _entries_by_hamlet(session: Session, span: _Span) -> dict[str | None, int]:
    """How many activities each hamlet had; None stands for the whole commune."""
    query = select(Activity.hamlet, func.count()).where(
        Activity.deleted_at.is_(None), Activity.held_on >= span.year.first, Activity.held_on <= span.last
    )
    rows = session.execute(query.group_by(Activity.hamlet)).all()
    return {row[0]: row[1] for row in rows}


def _force_panel(months: Sequence[Counted]) -> Panel:
    """In how many activities each force took part; the core force of the letter first."""
    total = _whole(months, _ENTRIES).value or 0
    shares = [(force, _whole(months, f"activity.force.{force.code}").value or 0) for force in activities.forces()]
    present = [(force, count) for force, count in shares if count]
    title = _("Lực lượng tham gia hoạt động")
    chart = Chart(
        title=title,
        labels=tuple(force.name for force, _count in present),
        series=(ChartSeries(name=_("Hoạt động"), values=tuple(count for _force, count in present)),),
        form=ChartForm.ROWS,
    )
    return Panel(
        code="forces",
        title=title,
        chart=chart if present else None,
        notes=tuple(_force_notes(shares, total)),
        place=_DIARY,
    )


def _force_notes(shares: Sequence[tuple[Force, int]], total: int) -> Iterator[str]:
    if not total:
        yield _("Chưa ghi hoạt động nào trong năm.")
        return
    for force, count in shares:
        if force.core:
            yield _("{force} (lực lượng nòng cốt): {count}/{total} hoạt động, {percent} %.").format(
                force=force.name, count=show_amount(count), total=show_amount(total), percent=round(100 * count / total)
            )
    if absent := [force.name for force, count in shares if not count]:
        yield _("Chưa ghi có tham gia: {names}.").format(names=", ".join(absent))
