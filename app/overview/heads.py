"""Heads of the reports that communes sent, without their figures: what is looked through when a period is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from db.models import ReceivedRow
from db.vocabulary import DocumentState

_HEAD = ("definition", "period", "first_day", "last_day", "document")
_PAPER = ("issued_on", "state", "number", "symbol")


@dataclass(frozen=True, kw_only=True)
class ReportHead:
    """One living report of a commune whose paper is there too."""

    office_uid: str
    uid: str
    revision: int
    definition: str
    period: str
    first: date
    last: date
    document: str
    signed_on: date | None
    """The day on its paper; None where it is not signed, or no longer stands."""
    number: int | None
    symbol: str

    @property
    def days(self) -> tuple[date, date]:
        """First and last day it counts."""
        return self.first, self.last


def report_heads(session: Session) -> list[ReportHead]:
    """All of them; a report whose days are none is left out."""
    report, paper = aliased(ReceivedRow), aliased(ReceivedRow)
    told = [func.json_extract(report.payload, f"$.{name}") for name in _HEAD]
    on_paper = [func.json_extract(paper.payload, f"$.{name}") for name in _PAPER]
    query = (
        select(report.office_uid, report.row_uid, report.revision, *told, *on_paper)
        .join(
            paper,
            and_(
                paper.office_uid == report.office_uid,
                paper.noun == "document",
                paper.row_uid == func.json_extract(report.payload, "$.document"),
            ),
        )
        .where(report.noun == "report", report.problem == "", paper.problem == "")
        .where(func.json_extract(report.payload, "$.deleted_at").is_(None))
        .where(func.json_extract(paper.payload, "$.deleted_at").is_(None))
        .order_by(report.office_uid, report.row_uid)
    )
    found = [_head(tuple(row)) for row in session.execute(query)]
    return [head for head in found if head is not None]


def _head(row: tuple[Any, ...]) -> ReportHead | None:
    office, uid, revision, definition, period, first, last, document, issued_on, state, number, symbol = row
    first_day, last_day = _day(first), _day(last)
    if first_day is None or last_day is None:
        return None
    return ReportHead(
        office_uid=office,
        uid=uid,
        revision=revision,
        definition=str(definition),
        period=str(period),
        first=first_day,
        last=last_day,
        document=str(document),
        signed_on=_day(issued_on) if state != DocumentState.ENDED else None,
        number=number if isinstance(number, int) else None,
        symbol=str(symbol or ""),
    )


def _day(told: object) -> date | None:
    """What came is somebody else's: only a day counts as one."""
    try:
        return date.fromisoformat(str(told or ""))
    except ValueError:
        return None
