"""What each commune sent for a period, read from its records exactly as they came, and the sums over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.activities.counting import figure_kinds_of
from app.activities.kinds import indicators_of, usual_kinds
from app.activities.views import KindView
from app.documents.numbering import with_number
from app.intake.queries import CommuneView, communes, received, received_one
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.figures import FigureKind
from app.kernel.periods import Period, last_day_on_time, on_time
from app.overview.adding import Told, added_up, says_something
from app.overview.heads import ReportHead, report_heads
from app.overview.views import CommuneSent, Overview, Sent, SumLine
from app.reports.definitions import Definition, definition
from app.reports.facts import all_kinds
from app.reports.narrative import is_among
from app.reports.owing import usual_last_day
from db.models import Arrival, DataRequest, ReceivedRow
from db.vocabulary import DutyState

_LOG = {
    "activity": "held_on",
    "airing": "aired_on",
    "online_post": "posted_on",
    "display": "put_up_on",
    "meeting": "held_on",
    "praise": "praised_on",
    "contact": "held_on",
}
"""Kinds of records that reports count, and the day on which each counts."""


def overview(session: Session, code: str, period: Period, heads: Sequence[ReportHead] | None = None) -> Overview:
    """Who sent the report of a kind for a period, and its figures added up; ``heads`` where they were read already."""
    kind = definition(code)
    enrolled = [view for view in communes(session) if view.is_trusted or view.rows]
    asked = _asked(session, kind, period)
    if asked:
        enrolled = [view for view in enrolled if view.office_uid in asked]
    found = _reports(report_heads(session) if heads is None else heads, kind, period)
    sent = tuple(_sent(session, view, found.get(view.office_uid), kind, period, asked) for view in enrolled)
    return Overview(
        definition=kind.code,
        name=kind.name,
        period=period,
        communes=tuple(sorted(sent, key=lambda each: each.office_name)),
        lines=_lines(session, kind, sent),
    )


def _asked(session: Session, kind: Definition, period: Period) -> dict[str, date | None]:
    """Of a report on request: the communes that were asked about these days, each with its last day."""
    if kind.due is not None or "/" not in period.key:
        return {}
    rows = session.scalars(
        select(DataRequest)
        .where(DataRequest.deleted_at.is_(None))
        .where(DataRequest.first_day == period.first, DataRequest.last_day == period.last)
        .order_by(DataRequest.uid)
    )
    return {row.target_office: row.due_on for row in rows}


def _reports(heads: Iterable[ReportHead], kind: Definition, period: Period) -> dict[str, ReportHead]:
    """The report of each commune that counts: of exactly these days before others, the last signed before drafts."""
    exact = (period.first, period.last)
    found: dict[str, ReportHead] = {}
    for head in sorted(heads, key=lambda each: (each.days == exact, each.signed_on or date.min, each.uid)):
        if (head.definition, head.period) == (kind.code, period.key):
            found[head.office_uid] = head
    return found


def _sent(
    session: Session,
    view: CommuneView,
    found: ReportHead | None,
    kind: Definition,
    period: Period,
    asked: Mapping[str, date | None],
) -> CommuneSent:
    name = view.short_name
    last_day = asked.get(view.office_uid) or _last_day(session, view.office_uid, kind, period)
    if found is None:
        entries = _log_entries(session, view.office_uid, period)
        state = Sent.LOG_ONLY if entries else Sent.NOTHING
        return CommuneSent(office_uid=view.office_uid, office_name=name, sent=state, last_day=last_day, entries=entries)
    arrival = session.get(Arrival, (view.office_uid, found.document)) if found.signed_on else None
    return CommuneSent(
        office_uid=view.office_uid,
        office_name=name,
        sent=_state(found, arrival, period, last_day),
        report=found.uid,
        revision=found.revision,
        document=found.document,
        number=with_number(found.number, found.symbol) if found.signed_on else "",
        signed_on=found.signed_on,
        came_on=arrival.came_at.astimezone(VIETNAM).date() if arrival is not None else None,
        last_day=last_day,
        days="" if found.days == (period.first, period.last) else "–".join(show_day(day) for day in found.days),
    )


def _state(found: ReportHead, arrival: Arrival | None, period: Period, last_day: date | None) -> Sent:
    if found.days != (period.first, period.last):
        return Sent.OTHER_DAYS
    if not found.signed_on:
        return Sent.DRAFT
    if arrival is None or last_day is None:
        return Sent.CAME
    return Sent.ON_TIME if on_time(arrival.came_at, last_day) else Sent.LATE


def _last_day(session: Session, office: str, kind: Definition, period: Period) -> date | None:
    """As the duty says by which the commune reports, else as is usual for this kind of report."""
    for row in received(session, office, "duty"):
        values = row.values
        binds = values.get("report") == kind.code and values.get("state") == DutyState.CONFIRMED
        until = values.get("valid_to") or date.max.isoformat()
        if binds and values["valid_from"] <= period.last.isoformat() <= until and values.get("due_day"):
            return last_day_on_time(
                period,
                day=int(values["due_day"]),
                month_offset=int(values.get("due_month_offset") or 0),
                exclusive=bool(values.get("exclusive", True)),
            )
    return usual_last_day(kind, period)


def _log_entries(session: Session, office: str, period: Period) -> int:
    """How many entries of its log in these days a commune has sent."""
    count = 0
    for noun, column in _LOG.items():
        day = func.json_extract(ReceivedRow.payload, f"$.{column}")
        count += (
            session.scalar(
                select(func.count())
                .select_from(ReceivedRow)
                .where(ReceivedRow.office_uid == office, ReceivedRow.noun == noun, ReceivedRow.problem == "")
                .where(day >= period.first.isoformat(), day <= period.last.isoformat())
                .where(func.json_extract(ReceivedRow.payload, "$.deleted_at").is_(None))
            )
            or 0
        )
    return count


def _lines(session: Session, kind: Definition, sent: Sequence[CommuneSent]) -> tuple[SumLine, ...]:
    """Figures the report prints; of a whole family of figures those about which any commune has something to say."""
    others = {key: one for key, one in all_kinds(session).items() if not key.startswith("activity.")}
    usual = others | _named(usual_kinds())
    told = []
    asked: dict[str, None] = {}
    for each in sorted(sent, key=lambda one: one.office_name):
        report = received_one(session, each.office_uid, "report", each.report) if each.is_counted else None
        facts = report.values.get("facts") if report is not None else None
        if not isinstance(facts, dict):
            continue
        asked |= dict.fromkeys(str(field["key"]) for field in facts.get("asked", ()) if field.get("key"))
        told.append(
            Told(
                office_uid=each.office_uid,
                office_name=each.office_name,
                report=each.report,
                figures=facts.get("figures", {}),
                kinds=usual | _own_kinds(session, each.office_uid),
            )
        )
    wanted = (*kind.keys, *asked)
    known = dict.fromkeys(key for one in told for key in one.kinds)
    keys = [key for key in known if is_among(key, wanted)]
    lines = added_up(told, [(each.office_uid, each.office_name) for each in sent], keys)
    return tuple(line for line in lines if line.key in wanted or says_something(line))


def _own_kinds(session: Session, office: str) -> dict[str, FigureKind]:
    """What figures of a commune's own kinds of activity mean, as it named them; its own stands for a usual one."""
    return _named([_kind(row.values) for row in received(session, office, "activity_kind")])


def _named(kinds: Sequence[KindView]) -> dict[str, FigureKind]:
    return {kind.key: kind for kind in figure_kinds_of(kinds, ())}


def _kind(values: Mapping[str, Any]) -> KindView:
    usual = next((kind for kind in usual_kinds() if kind.code == values["code"]), None)
    return KindView(
        uid=str(values["uid"]),
        code=str(values["code"]),
        name=str(values["name"]),
        indicators=indicators_of(values["indicators"]),
        group=usual.group if usual else "support",
    )
