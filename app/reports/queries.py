"""Questions about reports: the list, one of them, how fresh it is, what its figures were counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.queries import document
from app.kernel.periods import CALENDAR, MONTHS, ND09, Period, period_ending, period_from_key, period_of, scheme_of
from app.reports.definitions import Definition, definition
from app.reports.facts import Fact, count, differing, gather, kept
from app.reports.making import text_hash
from app.reports.sources import told
from app.reports.views import Freshness, ReportView, SourceLine
from db.models import Document, Report
from db.vocabulary import Cadence, CountMode, PeriodScheme

OFFERED = 15
"""Periods offered for a new report: the running one and those before."""


def reports(session: Session) -> list[ReportView]:
    """Reports whose paper still stands, the latest period first."""
    query = (
        select(Report)
        .join(Document, Document.uid == Report.document)
        .where(Report.deleted_at.is_(None), Document.deleted_at.is_(None))
        .order_by(Report.last_day.desc(), Report.uid.desc())
    )
    return [_view(session, row) for row in session.scalars(query)]


def report(session: Session, uid: str) -> ReportView | None:
    """One report by uid, none when deleted."""
    row = session.get(Report, uid)
    return None if row is None or row.deleted_at is not None else _view(session, row)


def report_of_paper(session: Session, paper: str) -> ReportView | None:
    """The report a paper prints, if it is one."""
    row = session.scalars(select(Report).where(Report.document == paper, Report.deleted_at.is_(None))).first()
    return None if row is None else _view(session, row)


def periods_offered(kind: Definition, today: date) -> list[Period]:
    """Periods a report of this kind can be made for, the one whose report is due next first; none for free spans."""
    if kind.cadence not in MONTHS:
        return []
    scheme = scheme_of(kind.scheme)
    step = 12 if kind.cadence is Cadence.NINE_MONTHS else MONTHS[kind.cadence]
    running = period_of(today, kind.cadence, scheme).last_month
    found = [period_ending(running.plus(-step * back), kind.cadence, scheme) for back in range(OFFERED)]
    return [period for period in found if period.first <= today]


def period_due(kind: Definition, today: date) -> Period | None:
    """The period whose report is owed next: the latest one that has ended; the running one where none has."""
    offered = periods_offered(kind, today)
    ended = (period for period in offered if period.last < today)
    return next(ended, offered[0] if offered else None)


def facts_of(session: Session, view: ReportView) -> dict[str, Fact]:
    """The facts of a report as the log has them now."""
    return gather(session, counted_days(view.definition, view.period))


def wanted_keys(kind: Definition, view: ReportView) -> tuple[str, ...]:
    """Keys of everything a report may print: its definition's, and what an ad hoc request asked for."""
    return (*kind.keys, *(each["key"] for each in view.facts.get("asked", ()) if each["key"]))


def facts_told(view: ReportView, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Facts with the figures a signed report printed; those of a draft as the log has them now."""
    if not view.is_issued:
        return dict(facts)
    signed = view.facts.get("figures", {})
    return {key: _as_signed(fact, signed[key]) if key in signed else fact for key, fact in facts.items()}


def sources(session: Session, view: ReportView, key: str) -> list[SourceLine]:
    """The records behind one figure of a report, as the log has them now."""
    days = counted_days(view.definition, view.period)
    found = count(session, days.first, days.last)
    return told(session, found[key].sources) if key in found else []


def period_kept(row: Report) -> Period:
    """The period of a kept report: of its kind's scheme, or of the scheme that gives the days it counted.

    A superior may cut its months otherwise than the definition does; what was counted stays what it is.
    """
    usual = scheme_of(definition(row.definition).scheme)
    custom = scheme_of(PeriodScheme.CUSTOM, row.last_day.day)
    found = [period_from_key(row.period, scheme) for scheme in (usual, ND09, CALENDAR, custom)]
    return next((each for each in found if (each.first, each.last) == (row.first_day, row.last_day)), found[0])


def freshness(session: Session, view: ReportView, facts: Mapping[str, Fact] | None = None) -> Freshness:
    """Whether the log, the paper's text or the words of the report before say that this report needs a look.

    ``facts`` are those of ``facts_of`` where they were counted already.
    """
    counted = kept(facts if facts is not None else facts_of(session, view))
    former = report(session, view.previous) if view.previous else None
    repeated = [
        section
        for section, text in view.own_texts.items()
        if former is not None and text and text == former.own_texts.get(section)
    ]
    return Freshness(
        changed=differing(view.facts.get("figures", {}), counted),
        edited=text_hash(view.paper.content) != view.facts.get("text"),
        repeated=tuple(repeated),
    )


def _as_signed(fact: Fact, signed: Mapping[str, Any]) -> Fact:
    return replace(
        fact,
        now=replace(fact.now, value=signed["value"], covered=signed["covered"], missing=signed["missing"]),
        year=replace(fact.year, value=signed["year"]),
        previous=replace(fact.previous, value=signed["previous"]),
    )


def counted_days(code: str, period: Period) -> Period:
    """The days a report counts: its own, or the year so far where it is cumulative."""
    return period.year_so_far if definition(code).count_mode is CountMode.CUMULATIVE else period


def _view(session: Session, row: Report) -> ReportView:
    kind = definition(row.definition)
    return ReportView(
        uid=row.uid,
        definition=row.definition,
        name=kind.name,
        period=period_kept(row),
        count_mode=row.count_mode,
        receiver=row.receiver,
        duty=row.duty,
        letter=row.letter,
        request=row.request,
        previous=row.previous,
        facts=row.facts,
        own_texts=dict(row.own_texts),
        counted_at=row.counted_at,
        paper=document(session, row.document or ""),
    )
