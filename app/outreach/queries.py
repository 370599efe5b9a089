"""Questions about public information: lists, the radio month, the handbook, coverage of hamlets, the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.kernel.periods import CALENDAR, Month, Period, month_of, period_of
from app.kernel.settings import SettingKind, read_setting
from app.offices.queries import hamlets
from app.offices.views import HamletView
from app.outreach.figures import Effect, done_by_cell, effects, figure_kinds, figures
from app.outreach.radio import MonthState, RadioRule, month_state
from app.outreach.reading import (
    airing_view,
    display_view,
    meeting_view,
    plan_cell,
    post_view,
    praise_view,
    programme_view,
    with_file,
)
from app.outreach.views import (
    AiringView,
    DisplayView,
    MeetingView,
    ModelChoice,
    OnlinePostView,
    PlanView,
    PraiseView,
    ProgrammeView,
)
from db.base import SharedRow
from db.models import Airing, Display, Meeting, OnlinePost, Praise, Programme, ThemePlan, WorkModel
from db.vocabulary import Cadence, EvidenceKind, PostChannel

__all__ = ["Effect", "done_by_cell", "effects", "figure_kinds", "figures"]

REBROADCASTS = SettingKind("radio.rebroadcasts", 3)
OWN_ONLY = SettingKind("radio.own_only", True)
SLOTS = SettingKind("radio.slots_per_day", 1)
RECHECK_DAYS = 90
"""Days after which the handbook on the commune's page is to be looked at again."""
_FILES = (EvidenceKind.AUDIO, EvidenceKind.TEXT, EvidenceKind.SCAN, EvidenceKind.FILE)
_CAPTURES = (EvidenceKind.CAPTURE, EvidenceKind.PHOTO, EvidenceKind.SCAN, EvidenceKind.LINK)
Row = TypeVar("Row", bound=SharedRow)


@dataclass(frozen=True, kw_only=True)
class HandbookState:
    """How the handbook on the commune's page stands."""

    post: OnlinePostView | None
    """The last post of it that has an address or a picture; none while it is not there."""
    updated_on: date | None = None
    checked_on: date | None = None
    due_on: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is on the page and can be shown."""
        return self.post is not None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """In which hamlets digital topics were spoken of in a quarter."""

    quarter: Period
    covered: tuple[HamletView, ...]
    missing: tuple[HamletView, ...]


@dataclass(frozen=True, kw_only=True)
class PraiseSummary:
    """Praise within a span, for the half-year and the year."""

    count: int
    collectives: int
    people: int
    days: int | None
    """Mean days from act to praise, rounded; none where nobody was praised."""
    longest: int | None
    waiting: int
    """Acts up to the last day that nobody has praised yet."""


def radio_rule(session: Session) -> RadioRule:
    """The rule of the radio column as this office has set it."""
    return RadioRule(
        rebroadcasts=read_setting(session, REBROADCASTS),
        own_only=read_setting(session, OWN_ONLY),
        slots_per_day=read_setting(session, SLOTS),
    )


def programmes(session: Session, *, first: str = "", last: str = "9999-12") -> list[ProgrammeView]:
    """Programmes made for the months from ``first`` to ``last`` (``yyyy-mm``), by month."""
    query = _living(Programme).where(Programme.month.between(first, last)).order_by(Programme.month, Programme.uid)
    rows = session.scalars(query).all()
    filed = with_file(session, "programme", [row.uid for row in rows], _FILES)
    return [programme_view(row, has_file=row.uid in filed) for row in rows]


def programme(session: Session, uid: str) -> ProgrammeView | None:
    """One programme, none when deleted."""
    rows = session.scalars(_living(Programme).where(Programme.uid == uid)).all()
    filed = with_file(session, "programme", [uid], _FILES)
    return next((programme_view(row, has_file=row.uid in filed) for row in rows), None)


def airings(session: Session, *, first: date | None = None, last: date | None = None) -> list[AiringView]:
    """Airings of a span, by day and hour."""
    query = _within(_living(Airing), Airing.aired_on, first, last)
    return [airing_view(row) for row in session.scalars(query.order_by(Airing.aired_on, Airing.aired_at, Airing.uid))]


def airings_of(session: Session, programme: str) -> list[AiringView]:
    """Every airing of one programme, by day and hour."""
    query = _living(Airing).where(Airing.programme == programme)
    return [airing_view(row) for row in session.scalars(query.order_by(Airing.aired_on, Airing.aired_at, Airing.uid))]


def radio_month(session: Session, month: Month, today: date) -> MonthState:
    """How one month stands against the rule."""
    return radio_months(session, month, month, today)[0]


def radio_months(session: Session, first: Month, last: Month, today: date) -> list[MonthState]:
    """How each month from one to another stands against the rule."""
    rule = radio_rule(session)
    made = programmes(session, first=first.key, last=last.key)
    on_air = airings(session, first=first.day(1), last=last.day(31))
    months = [first.plus(step) for step in range((last.year - first.year) * 12 + last.number - first.number + 1)]
    by_month = {month: [one for one in on_air if month_of(one.aired_on) == month] for month in months}
    return [month_state(month, made, by_month[month], rule, today) for month in months]


def loudspeakers(session: Session) -> list[str]:
    """Names of loudspeakers ever noted, most used first."""
    query = (
        select(Airing.loudspeaker)
        .where(Airing.deleted_at.is_(None), Airing.loudspeaker != "")
        .group_by(Airing.loudspeaker)
        .order_by(func.count().desc(), Airing.loudspeaker)
    )
    return list(session.scalars(query))


def posts(session: Session, *, first: date | None = None, last: date | None = None) -> list[OnlinePostView]:
    """Posts of a span, newest first."""
    query = _within(_living(OnlinePost), OnlinePost.posted_on, first, last)
    rows = session.scalars(query.order_by(OnlinePost.posted_on.desc(), OnlinePost.uid.desc())).all()
    filed = with_file(session, "online_post", [row.uid for row in rows], _CAPTURES)
    return [post_view(row, has_capture=row.uid in filed) for row in rows]


def handbook(session: Session) -> HandbookState:
    """How the handbook on the commune's page stands: done only with an address or a picture of the page."""
    query = _living(OnlinePost).where(OnlinePost.handbook, OnlinePost.channel == PostChannel.WEBSITE)
    rows = session.scalars(query.order_by(OnlinePost.posted_on.desc(), OnlinePost.uid.desc())).all()
    filed = with_file(session, "online_post", [row.uid for row in rows], _CAPTURES)
    shown = [post_view(row, has_capture=row.uid in filed) for row in rows]
    proved = next((one for one in shown if one.is_proved), None)
    if proved is None:
        return HandbookState(post=None)
    checked = max((one.rechecked_on for one in shown if one.rechecked_on), default=None)
    seen = max(proved.posted_on, checked) if checked else proved.posted_on
    return HandbookState(
        post=proved, updated_on=proved.posted_on, checked_on=checked, due_on=seen + timedelta(days=RECHECK_DAYS)
    )


def displays(session: Session, *, first: date | None = None, last: date | None = None) -> list[DisplayView]:
    """Displays put up in a span, newest first."""
    query = _within(_living(Display), Display.put_up_on, first, last)
    rows = session.scalars(query.order_by(Display.put_up_on.desc(), Display.uid.desc())).all()
    filed = with_file(session, "display", [row.uid for row in rows], (EvidenceKind.PHOTO, EvidenceKind.CAPTURE))
    return [display_view(row, has_photo=row.uid in filed) for row in rows]


def meetings(session: Session, *, first: date | None = None, last: date | None = None) -> list[MeetingView]:
    """Meetings of a span, newest first."""
    query = _within(_living(Meeting), Meeting.held_on, first, last)
    rows = session.scalars(query.order_by(Meeting.held_on.desc(), Meeting.uid.desc())).all()
    filed = with_file(session, "meeting", [row.uid for row in rows], (*_FILES, EvidenceKind.PHOTO))
    return [meeting_view(row, has_file=row.uid in filed) for row in rows]


def meeting(session: Session, uid: str) -> MeetingView | None:
    """One meeting, none when deleted."""
    rows = session.scalars(_living(Meeting).where(Meeting.uid == uid)).all()
    return next((meeting_view(row, has_file=False) for row in rows), None)


def coverage(session: Session, day: date) -> Coverage:
    """Which hamlets of the quarter of a day had a meeting with digital topics; the others are named, too."""
    quarter = period_of(day, Cadence.QUARTERLY, CALENDAR)
    held = {
        one.hamlet for one in meetings(session, first=quarter.first, last=quarter.last) if one.digital and one.hamlet
    }
    here = hamlets(session, on=min(day, quarter.last))
    return Coverage(
        quarter=quarter,
        covered=tuple(one for one in here if one.uid in held),
        missing=tuple(one for one in here if one.uid not in held),
    )


def praises(session: Session, *, first: date | None = None, last: date | None = None) -> list[PraiseView]:
    """The register of praise: acts of a span, newest first."""
    query = _within(_living(Praise), Praise.acted_on, first, last)
    return [praise_view(row) for row in session.scalars(query.order_by(Praise.acted_on.desc(), Praise.uid.desc()))]


def praise_summary(session: Session, first: date, last: date) -> PraiseSummary:
    """Praise given within a span with its mean lag, and acts until its last day still waiting for praise."""
    everything = praises(session, last=last)
    given = [one for one in everything if one.praised_on and first <= one.praised_on <= last]
    lags = [one.lag for one in given if one.lag is not None]
    return PraiseSummary(
        count=len(given),
        collectives=sum(one.collective for one in given),
        people=sum(not one.collective for one in given),
        days=round(sum(lags) / len(lags)) if lags else None,
        longest=max(lags, default=None),
        waiting=sum(one.praised_on is None or one.praised_on > last for one in everything),
    )


def plan(session: Session, year: int) -> PlanView:
    """The plan of themes of a year."""
    query = _living(ThemePlan).where(ThemePlan.year == year).order_by(ThemePlan.theme, ThemePlan.form, ThemePlan.month)
    cells = (plan_cell(row) for row in session.scalars(query))
    return PlanView(year=year, cells=tuple(cell for cell in cells if not cell.is_empty))


def planned_years(session: Session) -> list[int]:
    """Years for which something is planned, newest first."""
    query = (
        select(ThemePlan.year)
        .where(ThemePlan.deleted_at.is_(None), (ThemePlan.text != "") | ThemePlan.planned.is_not(None))
        .distinct()
    )
    return sorted(session.scalars(query), reverse=True)


def models(session: Session) -> list[ModelChoice]:
    """Models of digital transformation an item may tell of."""
    rows = session.scalars(_living(WorkModel).order_by(WorkModel.code, WorkModel.version))
    return [ModelChoice(uid=row.uid, words=f"{row.title} ({row.version})") for row in rows]


def noun_of(session: Session, uid: str) -> str:
    """Which kind of record of this room has that uid: programme, online_post, display, meeting, praise; "" for none."""
    kinds: Iterable[type[SharedRow]] = (Programme, OnlinePost, Display, Meeting, Praise)
    found = (kind.__tablename__ for kind in kinds if session.scalar(select(kind.uid).where(kind.uid == uid)))
    return next(found, "")


def is_used(session: Session) -> bool:
    """Whether anything of this room was ever entered: who does without it is not reminded of it."""
    kinds: Iterable[type[SharedRow]] = (Programme, OnlinePost, Display, Meeting, Praise, ThemePlan)
    return any(session.scalar(select(kind.uid).where(kind.deleted_at.is_(None)).limit(1)) for kind in kinds)


def _living(kind: type[Row]) -> Select[Row]:
    return select(kind).where(kind.deleted_at.is_(None))


def _within(query: Select[Row], column: Any, first: date | None, last: date | None) -> Select[Row]:
    if first is not None:
        query = query.where(column >= first)
    return query.where(column <= last) if last is not None else query


def months_of(year: int) -> Sequence[Month]:
    """The twelve months of a year."""
    return [Month(year, number) for number in range(1, 13)]
