"""What is owed: reports due now, the duty each report answers, and whether it was handed over.

Sent is not received: that a report was handed over is what the officer says, never what the superior confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.duties.queries import due, duties, fulfilments
from app.duties.views import DueState, DueView, DutyView, FulfilmentView
from app.kernel.periods import MONTHS, Period, last_day_on_time, span
from app.kernel.words import N_, _
from app.reports.definitions import Definition, definition, definitions
from app.reports.queries import period_due, period_kept
from db.models import Document, Report
from db.vocabulary import Cadence, DocumentState

AHEAD = 10
"""Days before its last day from which a report is offered; its period has usually ended by then."""
BACK = 10
"""Days after the usual last day until which a report without a duty of its own is still offered."""
ONCE = "once"
_STATES = {
    DueState.DONE_ON_TIME: N_("đã nộp đúng hạn"),
    DueState.DONE_LATE: N_("đã nộp, chậm hạn"),
    DueState.DONE: N_("đã nộp"),
    DueState.WAIVED: N_("không phải nộp"),
}
_CADENCE_WORDS = ("6 tháng", "9 tháng", "tháng", "quý", "năm")


@dataclass(frozen=True, kw_only=True)
class Handing:
    """The duty that a report answers, and how it stands."""

    duty: DutyView
    key: str
    """Key by which the duty knows the period."""
    last_day: date | None
    state: DueState
    fulfilment: FulfilmentView | None


@dataclass(frozen=True, kw_only=True)
class ReportHead:
    """A report as a list tells it, without its text."""

    uid: str
    kind: Definition
    period: Period
    duty: str | None
    document: str
    state: DocumentState
    issued_on: date | None
    handing: Handing | None

    @property
    def is_issued(self) -> bool:
        """Whether its paper is signed."""
        return self.issued_on is not None

    @property
    def state_words(self) -> str:
        """``nháp``, ``đã in, chờ ký``, ``đã ký``, ``đã nộp đúng hạn`` …"""
        if not self.is_issued:
            return _("đã in, chờ ký") if self.state is DocumentState.PRINTED else _("nháp")
        if self.handing is None:
            return _("đã ký")
        return _(_STATES[self.handing.state]) if self.handing.state in _STATES else _("đã ký, chưa nộp")

    @property
    def last_day(self) -> date | None:
        """Last day on time, of the duty or as usual for its kind."""
        return self.handing.last_day if self.handing is not None else usual_last_day(self.kind, self.period)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A report that is due now: one press makes it."""

    kind: Definition
    period: Period
    last_day: date | None
    state: DueState
    duty: str | None
    report: str = ""
    """Uid of the one already begun for that period; empty where there is none."""

    @property
    def title(self) -> str:
        """``Báo cáo tháng 11 – hạn 19/11``."""
        words = titled(self.kind, self.period)
        if self.kind.cadence in (Cadence.MONTHLY, Cadence.QUARTERLY):
            words = words.removesuffix(_(" năm {year}").format(year=self.period.last_month.year))
        return _("{name} – hạn {day}").format(name=words, day=f"{self.last_day:%d/%m}") if self.last_day else words


def titled(kind: Definition, period: Period) -> str:
    """The report's name with its period in place of its cadence: ``Báo cáo nhanh tháng 11 năm 2026``."""
    name = _(kind.name)
    if kind.cadence in MONTHS:
        name = next((name.removesuffix(f" {each}") for each in _CADENCE_WORDS if name.endswith(f" {each}")), name)
    return _("{name} {period}").format(name=name, period=period.label)


def usual_last_day(kind: Definition, period: Period) -> date | None:
    """Last day on time where no duty says otherwise."""
    if kind.due is None:
        return None
    rule = kind.due
    return last_day_on_time(period, day=rule.day, month_offset=rule.month_offset, exclusive=rule.exclusive)


def heads(session: Session, day: date) -> list[ReportHead]:
    """Every report whose paper still stands, the latest period first, and how its duty stands on a day."""
    query = (
        select(Report, Document.state, Document.issued_on)
        .join(Document, Document.uid == Report.document)
        .where(Report.deleted_at.is_(None), Document.deleted_at.is_(None))
        .order_by(Report.last_day.desc(), Report.uid.desc())
    )
    rows = session.execute(query).all()
    desk = _Desk(session, day)
    return [_head(row, state, issued_on, desk) for row, state, issued_on in rows]


def head(session: Session, uid: str, day: date) -> ReportHead | None:
    """One report as a list tells it."""
    return next((each for each in heads(session, day) if each.uid == uid), None)


def owed(session: Session, day: date) -> list[Owed]:
    """Reports due now, one for each kind, those late first: as duties say, else as is usual for the kind."""
    made = heads(session, day)
    desk = _Desk(session, day)
    found = [each for kind in definitions() if (each := _owed(kind, desk, made, day)) is not None]
    return sorted(found, key=lambda each: each.last_day or each.period.last)


def duty_for(session: Session, kind: Definition, last: date) -> DutyView | None:
    """The duty that a report of a kind up to a day answers; none where no letter asks for it."""
    return next(_binding(duties(session), kind, last), None)


class _Desk:
    """Duties of reports with their periods and what was handed over, read once."""

    def __init__(self, session: Session, day: date) -> None:
        self.duties = [view for view in duties(session) if view.report]
        self.dues = {(one.duty.uid, one.key): one for one in due(session, day, ahead=AHEAD, done=True)}
        self.fulfilments = fulfilments(session, [view.uid for view in self.duties])

    def handing(self, kind: Definition, period: Period, wanted: str | None) -> Handing | None:
        own = [view for view in self.duties if view.uid == wanted]
        duty = next(chain(own, _binding(self.duties, kind, period.last)), None)
        if duty is None:
            return None
        key = ONCE if duty.cadence is Cadence.ONCE else period.key
        one = self.dues.get((duty.uid, key))
        if one is not None:
            return Handing(duty=duty, key=key, last_day=one.last_day, state=one.state, fulfilment=one.fulfilment)
        kept = self.fulfilments.get(duty.uid, {}).get(key)
        state = DueState.WAITING
        if kept is not None:
            state = DueState.WAIVED if kept.waived else DueState.DONE
        return Handing(duty=duty, key=key, last_day=None, state=state, fulfilment=kept)


def _binding(views: Iterable[DutyView], kind: Definition, last: date) -> Iterator[DutyView]:
    return (view for view in views if view.report == kind.code and view.in_force(last))


def _owed(kind: Definition, desk: _Desk, made: Sequence[ReportHead], day: date) -> Owed | None:
    own = [one for one in desk.dues.values() if one.duty.report == kind.code]
    if own:
        open_ = [one for one in own if one.is_open]
        latest = max(open_, key=lambda one: (_closes(one), one.uid), default=None)
        return None if latest is None else _from_duty(kind, latest, made, day)
    if any(view.report == kind.code for view in desk.duties):
        return None
    return _as_usual(kind, made, day)


def _closes(one: DueView) -> date:
    return one.period.last if one.period is not None else one.last_day or date.min


def _from_duty(kind: Definition, one: DueView, made: Sequence[ReportHead], day: date) -> Owed:
    period = one.period or span(day.replace(month=1, day=1), day)
    begun = next(
        (
            each
            for each in made
            if each.kind.code == kind.code and (each.duty == one.duty.uid if one.key == ONCE else _same(each, period))
        ),
        None,
    )
    return Owed(
        kind=kind,
        period=begun.period if begun else period,
        last_day=one.last_day,
        state=one.state,
        duty=one.duty.uid,
        report=begun.uid if begun else "",
    )


def _as_usual(kind: Definition, made: Sequence[ReportHead], day: date) -> Owed | None:
    period = period_due(kind, day)
    last = usual_last_day(kind, period) if period is not None else None
    if period is None or last is None or not -BACK <= (last - day).days <= AHEAD:
        return None
    begun = next((each for each in made if each.kind.code == kind.code and _same(each, period)), None)
    if begun is not None and begun.is_issued:
        return None
    late, today = last < day, last == day
    state = DueState.LATE if late else DueState.TODAY if today else DueState.SOON
    return Owed(kind=kind, period=period, last_day=last, state=state, duty=None, report=begun.uid if begun else "")


def _same(head: ReportHead, period: Period) -> bool:
    return (head.period.first, head.period.last) == (period.first, period.last)


def _head(row: Report, state: DocumentState, issued_on: date | None, desk: _Desk) -> ReportHead:
    kind = definition(row.definition)
    period = period_kept(row)
    return ReportHead(
        uid=row.uid,
        kind=kind,
        period=period,
        duty=row.duty,
        document=row.document or "",
        state=state,
        issued_on=issued_on,
        handing=desk.handing(kind, period, row.duty),
    )
