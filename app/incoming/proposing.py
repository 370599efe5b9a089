"""From a proposal of the reader to the duty as a person confirms it; pure functions over views."""

from __future__ import annotations

from app.duties.inputs import PERIODIC, TEXT_LIMIT, DutyInput
from app.incoming.reader_views import Proposal
from app.incoming.views import LetterView
from app.kernel.days import paper_day
from db.vocabulary import Cadence, DutyKind


def duty_of(proposal: Proposal, letter: LetterView, *, owner: str | None, owner_words: str) -> DutyInput:
    """The duty a proposal means, with an owner, for none may be without one."""
    monthly = proposal.cadence in PERIODIC and proposal.cadence is not Cadence.WEEKLY
    return DutyInput(
        title=proposal.title.rstrip("…: "),
        kind=proposal.reading.duty_kind or DutyKind.TASK,
        cadence=proposal.cadence,
        due_day=proposal.due_day if proposal.due_day and (monthly or proposal.due_day <= 7) else None,
        due_month_offset=proposal.due_month_offset,
        due_on=proposal.due_on,
        exclusive=proposal.exclusive,
        addressee=proposal.who[:300],
        receiver=proposal.receiver[:300],
        via=proposal.via[:300],
        condition=proposal.condition[:500],
        owner=owner,
        owner_words="" if owner else owner_words,
        source=source_of(letter),
        note=proposal.doubt,
    )


def sentence_of(proposal: Proposal) -> str:
    """The words kept beside the duty."""
    return proposal.sentence[:TEXT_LIMIT]


def source_of(letter: LetterView) -> str:
    """``Công văn số 12/UBND-VHTT ngày 05 tháng 4 năm 2022 của …``, at most 300 characters."""
    parts = [letter.type_name]
    if letter.symbol:
        parts.append(f"số {letter.symbol}")
    if letter.issued_on:
        parts.append(paper_day(letter.issued_on))
    if letter.issuer:
        parts.append(f"của {letter.issuer}")
    return " ".join(part for part in parts if part)[:300]
