"""Which kinds of report and which periods can be added up: the usual ones, and those that communes sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.periods import CALENDAR, ND09, Period, period_from_key, scheme_of
from app.overview.heads import ReportHead, report_heads
from app.overview.views import PeriodOffer, key_of
from app.reports.definitions import Definition, definition, definitions
from app.reports.queries import periods_offered
from db.models import DataRequest
from db.vocabulary import PeriodScheme


def kinds_offered(session: Session, heads: Sequence[ReportHead] | None = None) -> list[Definition]:
    """Kinds of report, those that communes sent first; ``heads`` where they were read already."""
    sent = {head.definition for head in (report_heads(session) if heads is None else heads)}
    return sorted(definitions(), key=lambda kind: kind.code not in sent)


def period_offers(
    session: Session, code: str, today: date, heads: Sequence[ReportHead] | None = None
) -> list[PeriodOffer]:
    """Periods of a kind: where reports came their exact days, and the usual ones; the latest first."""
    kind = definition(code)
    came: Counter[tuple[str, date, date]] = Counter()
    for head in report_heads(session) if heads is None else heads:
        if head.definition == code:
            came[head.period, head.first, head.last] += head.signed_on is not None
    usual = periods_offered(kind, today)
    found = [period_with(code, *days) for days in came] + usual
    if not usual:
        found += [period_with(code, _span_key(row), row.first_day, row.last_day) for row in _asked(session)]
    unique = {key_of(period): period for period in found}.values()
    offers = [PeriodOffer(period=period, reports=came[period.key, period.first, period.last]) for period in unique]
    return sorted(offers, key=lambda offer: (offer.period.last, offer.reports, offer.key), reverse=True)


def best_offer(offers: list[PeriodOffer]) -> PeriodOffer | None:
    """The latest period for which any report came, else the latest that there is."""
    return next((offer for offer in offers if offer.reports), offers[0] if offers else None)


def period_with(code: str, key: str, first: date, last: date) -> Period:
    """The period of a key that counts exactly these days, whichever way its office cuts months."""
    schemes = (scheme_of(definition(code).scheme), ND09, CALENDAR, scheme_of(PeriodScheme.CUSTOM, last.day))
    try:
        found = [period_from_key(key, scheme) for scheme in schemes]
    except ValueError:
        return period_from_key(f"{first.isoformat()}/{last.isoformat()}", CALENDAR)
    exact = next((each for each in found if (each.first, each.last) == (first, last)), None)
    return exact or replace(found[0], first=first, last=last)


def _asked(session: Session) -> list[DataRequest]:
    return list(session.scalars(select(DataRequest).where(DataRequest.deleted_at.is_(None))))


def _span_key(row: DataRequest) -> str:
    return f"{row.first_day.isoformat()}/{row.last_day.isoformat()}"
