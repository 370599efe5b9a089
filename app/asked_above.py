"""Requests for figures that came from above, with how far their answers are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.going_up import GoingUp, Way
from app.intake.asking import RequestView, requests_from_above
from db.models import Document, OfficeKey, ReceivedRow, Report
from db.vocabulary import ABOVE

SOON = 7
"""Days before its last day from which a request presses."""


class AskedStage(StrEnum):
    """How far the answer is; a draft that went along with a bundle counts as no answer."""

    NOT_BEGUN = "not_begun"
    DRAFTED = "drafted"
    SIGNED = "signed"
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it stands on a day."""

    request: RequestView
    who: str
    stage: AskedStage
    days: int | None
    """Days left until its last day, negative when it has passed; None where no last day was named."""

    @property
    def uid(self) -> str:
        """Uid of the request."""
        return self.request.uid

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done here."""
        return self.stage in (AskedStage.NOT_BEGUN, AskedStage.DRAFTED, AskedStage.SIGNED)

    @property
    def is_late(self) -> bool:
        """Whether its last day has passed and no answer has gone."""
        return self.is_open and self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        """Whether its last day is near."""
        return self.is_open and self.days is not None and 0 <= self.days <= SOON


def asked_above(session: Session, day: date) -> tuple[Asked, ...]:
    """Every request, the most pressing first, those answered after those that are not."""
    found = requests_from_above(session)
    if not found:
        return ()
    senders = _senders(session, [view.uid for view in found])
    going = GoingUp(session)
    asked = [_asked(session, view, day, going, senders.get(view.uid, ("", ""))) for view in found]
    return tuple(sorted(asked, key=lambda each: not each.is_open))


def _asked(session: Session, view: RequestView, day: date, going: GoingUp, sender: tuple[str, str]) -> Asked:
    office, name = sender
    return Asked(
        request=view,
        who=name,
        stage=_stage(session, view.report, office, going) if view.report else AskedStage.NOT_BEGUN,
        days=(view.due_on - day).days if view.due_on is not None else None,
    )


def _stage(session: Session, report_uid: str, office: str, going: GoingUp) -> AskedStage:
    report = session.get(Report, report_uid)
    paper = session.get(Document, report.document) if report is not None and report.document else None
    if paper is None or paper.issued_on is None:
        return AskedStage.DRAFTED
    way = going.way(office, [report_uid, paper.uid])
    return {Way.HERE: AskedStage.SIGNED, Way.HANDED_OVER: AskedStage.SENT, Way.ARRIVED: AskedStage.RECEIVED}[way]


def _senders(session: Session, uids: list[str]) -> dict[str, tuple[str, str]]:
    """Request -> (office, its name)."""
    query = (
        select(ReceivedRow.row_uid, OfficeKey.office_uid, OfficeKey.office_name)
        .join(OfficeKey, OfficeKey.office_uid == ReceivedRow.office_uid)
        .where(OfficeKey.role == ABOVE, ReceivedRow.noun == "data_request", ReceivedRow.row_uid.in_(uids))
    )
    return {uid: (office, name) for uid, office, name in session.execute(query)}
