"""Questions about difficulties and proposals: lists, and the figures of a span of days for reports."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.difficulties.views import DifficultyView, ProposalView
from app.kernel.figures import Figure, FigureKind, Source, counted
from app.kernel.text import fold
from app.kernel.words import _
from db.models import Difficulty, Proposal
from db.vocabulary import DifficultyState, Outcome

RAISED, OPEN, ANSWERED, CLOSED = "difficulty.raised", "difficulty.open", "difficulty.answered", "difficulty.closed"
SUBMITTED, ACCEPTED = "proposal.submitted", "proposal.accepted"


def difficulties(session: Session, *, text: str = "", only_open: bool = False) -> list[DifficultyView]:
    """Difficulties, the newest first; ``text`` is looked for without tones in what was written."""
    query = select(Difficulty).where(Difficulty.deleted_at.is_(None))
    if only_open:
        query = query.where(Difficulty.state != DifficultyState.CLOSED)
    rows = session.scalars(query.order_by(Difficulty.raised_on.desc(), Difficulty.uid.desc()))
    wanted = fold(text)
    return [_view(row) for row in rows if wanted in fold(f"{row.title} {row.detail} {row.wish} {row.addressee}")]


def difficulty(session: Session, uid: str) -> DifficultyView | None:
    """One difficulty, none when deleted."""
    row = session.get(Difficulty, uid)
    return None if row is None or row.deleted_at is not None else _view(row)


def open_during(session: Session, first: date, last: date) -> list[DifficultyView]:
    """Those a report over these days tells of: raised by its last day, and not closed before its first."""
    query = select(Difficulty).where(Difficulty.deleted_at.is_(None), Difficulty.raised_on <= last)
    rows = session.scalars(query.order_by(Difficulty.raised_on, Difficulty.uid))
    return [_view(row) for row in rows if row.closed_on is None or row.closed_on >= first]


def proposals(session: Session, *, text: str = "") -> list[ProposalView]:
    """Proposals, the newest first."""
    query = select(Proposal).where(Proposal.deleted_at.is_(None))
    rows = session.scalars(query.order_by(Proposal.submitted_on.desc(), Proposal.uid.desc()))
    wanted = fold(text)
    return [_proposal(row) for row in rows if wanted in fold(f"{row.title} {row.detail} {row.addressee}")]


def figure_kinds(_session: Session) -> list[FigureKind]:
    """What can be counted of difficulties and proposals."""
    names = {
        RAISED: _("Khó khăn, vướng mắc phát sinh"),
        OPEN: _("Khó khăn, vướng mắc còn lại cuối kỳ"),
        ANSWERED: _("Khó khăn, vướng mắc được trả lời"),
        CLOSED: _("Khó khăn, vướng mắc đã giải quyết"),
        SUBMITTED: _("Đề xuất chủ trương, giải pháp"),
        ACCEPTED: _("Đề xuất được chấp thuận"),
    }
    return [FigureKind(key=key, name=name, unit=_("việc"), group="difficulties") for key, name in names.items()]


def figures(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Counts over days, both included; what is open is counted at the end of the last day."""
    found = difficulties(session)
    submitted = proposals(session)
    days = {
        RAISED: [each.uid for each in found if first <= each.raised_on <= last],
        OPEN: [each.uid for each in found if each.was_open_on(last)],
        ANSWERED: [each.uid for each in found if each.answered_on and first <= each.answered_on <= last],
        CLOSED: [each.uid for each in found if each.closed_on and first <= each.closed_on <= last],
    }
    made = {
        SUBMITTED: [each.uid for each in submitted if first <= each.submitted_on <= last],
        ACCEPTED: [each.uid for each in submitted if _accepted_within(each, first, last)],
    }
    counts = {key: counted(key, (Source(noun="difficulty", uid=uid) for uid in uids)) for key, uids in days.items()}
    return counts | {
        key: counted(key, (Source(noun="proposal", uid=uid) for uid in uids)) for key, uids in made.items()
    }


def _accepted_within(view: ProposalView, first: date, last: date) -> bool:
    taken = view.outcome in (Outcome.ACCEPTED, Outcome.PARTLY)
    return taken and view.outcome_on is not None and first <= view.outcome_on <= last


def _view(row: Difficulty) -> DifficultyView:
    return DifficultyView(**{name: getattr(row, name) for name in DifficultyView.__dataclass_fields__})


def _proposal(row: Proposal) -> ProposalView:
    return ProposalView(**{name: getattr(row, name) for name in ProposalView.__dataclass_fields__})
