"""What can be done with difficulties and proposals: raised, sent, received, answered, closed; submitted, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.difficulties.rules import (
    NO_ADDRESSEE,
    NO_ANSWER,
    NO_OUTCOME,
    NO_PROPOSAL,
    NO_TITLE,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WRONG_STEP,
    check_day,
)
from app.kernel.commands import Permission, handles
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Difficulty, Proposal
from db.vocabulary import DifficultyState, Outcome


@dataclass(frozen=True, kw_only=True)
class RaiseDifficulty:
    """A difficulty is raised in four fields: what, what is asked, of whom, in which hamlet if any."""

    title: str
    wish: str = ""
    addressee: str
    hamlet: str | None = None
    detail: str = ""
    area: str = ""
    raised_on: date | None = None
    raised_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditDifficulty:
    """The words of a difficulty are corrected; its way so far stays."""

    uid: str
    title: str
    wish: str
    addressee: str
    hamlet: str | None
    detail: str
    area: str
    raised_on: date


@dataclass(frozen=True, kw_only=True)
class SendDifficulty:
    """It was handed to the addressee, on paper, in a report or in a bundle; that it was received is another step."""

    uid: str
    sent_on: date
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiveDifficulty:
    """The addressee confirmed that it arrived."""

    uid: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class AnswerDifficulty:
    """The addressee answered."""

    uid: str
    answered_on: date
    answer: str
    letter: str | None = None


@dataclass(frozen=True, kw_only=True)
class CloseDifficulty:
    """It hinders no more, whether answered or not."""

    uid: str
    closed_on: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReopenDifficulty:
    """It turned out not to be solved."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class RemoveDifficulty:
    """A difficulty entered by mistake is taken out."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class SubmitProposal:
    """A policy, mechanism or measure is proposed (Hà Trung letter, duties of the committee)."""

    title: str
    addressee: str
    submitted_on: date
    detail: str = ""
    by: str | None = None
    document: str | None = None
    uid: str = ""
    """Given where a proposal is corrected."""


@dataclass(frozen=True, kw_only=True)
class DecideProposal:
    """What became of a proposal."""

    uid: str
    outcome: Outcome
    outcome_on: date
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveProposal:
    """A proposal entered by mistake is taken out."""

    uid: str


@handles(RaiseDifficulty, action="difficulty.raise", needs=Permission.WRITE, sentence=N_("Đã ghi một khó khăn"))
def raise_difficulty(work: UnitOfWork, command: RaiseDifficulty) -> str:
    """Keeps a difficulty as raised; Refused DIF-01, DIF-02, DIF-03 with the field."""
    raised_on = command.raised_on or work.today
    row = work.new(
        Difficulty,
        **_words(work, command, raised_on),
        raised_on=raised_on,
        raised_by=command.raised_by,
        state=DifficultyState.RAISED,
    )
    return row.uid


@handles(EditDifficulty, action="difficulty.edit", needs=Permission.WRITE, sentence=N_("Đã sửa một khó khăn"))
def edit_difficulty(work: UnitOfWork, command: EditDifficulty) -> str:
    """Corrects words and day; Refused DIF-01 to DIF-04."""
    row = work.get(Difficulty, command.uid)
    for name, value in _words(work, command, command.raised_on).items():
        setattr(row, name, value)
    for later in (row.sent_on, row.received_on, row.answered_on, row.closed_on):
        if later is not None:
            check_day(later, work.today, field="raised_on", after=command.raised_on)
    row.raised_on = command.raised_on
    return row.uid


@handles(
    SendDifficulty,
    action="difficulty.send",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi việc gửi khó khăn ngày {command.sent_on}"),
)
def send_difficulty(work: UnitOfWork, command: SendDifficulty) -> str:
    """Sent is not received; Refused DIF-03 to DIF-05."""
    row = _in(work, command.uid, DifficultyState.RAISED)
    check_day(command.sent_on, work.today, field="sent_on", after=row.raised_on)
    row.sent_on = command.sent_on
    row.sent_how = clean_line(command.how, field="how", limit=TITLE_LIMIT)
    row.state = DifficultyState.SENT
    return row.uid


@handles(
    ReceiveDifficulty,
    action="difficulty.receive",
    needs=Permission.WRITE,
    sentence=N_("Cấp trên đã nhận phản ánh ngày {command.received_on}"),
)
def receive_difficulty(work: UnitOfWork, command: ReceiveDifficulty) -> str:
    """Refused DIF-03 to DIF-05."""
    row = _in(work, command.uid, DifficultyState.SENT)
    check_day(command.received_on, work.today, field="received_on", after=row.sent_on)
    row.received_on = command.received_on
    row.state = DifficultyState.RECEIVED
    return row.uid


@handles(
    AnswerDifficulty,
    action="difficulty.answer",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi trả lời của cấp trên ngày {command.answered_on}"),
)
def answer_difficulty(work: UnitOfWork, command: AnswerDifficulty) -> str:
    """An answer proves that it was received; Refused DIF-03 to DIF-06."""
    row = _in(work, command.uid, DifficultyState.SENT, DifficultyState.RECEIVED)
    check_day(command.answered_on, work.today, field="answered_on", after=row.received_on or row.sent_on)
    answer = clean_block(command.answer, field="answer", limit=TEXT_LIMIT)
    if not answer:
        raise NO_ANSWER(field="answer")
    row.answered_on, row.answer, row.answer_letter = command.answered_on, answer, command.letter
    row.received_on = row.received_on or command.answered_on
    row.state = DifficultyState.ANSWERED
    return row.uid


@handles(CloseDifficulty, action="difficulty.close", needs=Permission.WRITE, sentence=N_("Đã khép lại một khó khăn"))
def close_difficulty(work: UnitOfWork, command: CloseDifficulty) -> str:
    """Refused DIF-03 to DIF-05."""
    row = work.get(Difficulty, command.uid)
    if row.state is DifficultyState.CLOSED:
        raise WRONG_STEP()
    after = row.answered_on or row.received_on or row.sent_on or row.raised_on
    check_day(command.closed_on, work.today, field="closed_on", after=after)
    row.closed_on = command.closed_on
    row.closing_note = clean_block(command.note, field="note", limit=TEXT_LIMIT)
    row.state = DifficultyState.CLOSED
    return row.uid


@handles(ReopenDifficulty, action="difficulty.reopen", needs=Permission.WRITE, sentence=N_("Đã mở lại một khó khăn"))
def reopen_difficulty(work: UnitOfWork, command: ReopenDifficulty) -> str:
    """Goes back to the last step before it was closed; Refused DIF-05 when it is open."""
    row = _in(work, command.uid, DifficultyState.CLOSED)
    row.closed_on = None
    row.state = (
        DifficultyState.ANSWERED
        if row.answered_on
        else DifficultyState.RECEIVED
        if row.received_on
        else DifficultyState.SENT
        if row.sent_on
        else DifficultyState.RAISED
    )
    return row.uid


@handles(RemoveDifficulty, action="difficulty.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một khó khăn"))
def remove_difficulty(work: UnitOfWork, command: RemoveDifficulty) -> str:
    """Only what was never sent may go."""
    row = _in(work, command.uid, DifficultyState.RAISED)
    work.remove(row)
    return row.uid


@handles(SubmitProposal, action="proposal.submit", needs=Permission.WRITE, sentence=N_("Đã ghi một đề xuất"))
def submit_proposal(work: UnitOfWork, command: SubmitProposal) -> str:
    """Keeps or corrects a proposal; Refused DIF-02, DIF-03, DIF-07 with the field."""
    title = clean_line(command.title, field="title", limit=TITLE_LIMIT)
    addressee = clean_line(command.addressee, field="addressee", limit=TITLE_LIMIT)
    if not title:
        raise NO_PROPOSAL(field="title")
    if not addressee:
        raise NO_ADDRESSEE(field="addressee")
    check_day(command.submitted_on, work.today, field="submitted_on")
    fields: dict[str, Any] = {
        "title": title,
        "addressee": addressee,
        "submitted_on": command.submitted_on,
        "detail": clean_block(command.detail, field="detail", limit=TEXT_LIMIT),
        "by": command.by,
        "document": command.document,
    }
    if not command.uid:
        return work.new(Proposal, **fields, outcome=Outcome.PENDING).uid
    row = work.get(Proposal, command.uid)
    if row.outcome_on is not None:
        check_day(row.outcome_on, work.today, field="submitted_on", after=command.submitted_on)
    for name, value in fields.items():
        setattr(row, name, value)
    return row.uid


@handles(
    DecideProposal, action="proposal.decide", needs=Permission.WRITE, sentence=N_("Đã ghi kết quả của một đề xuất")
)
def decide_proposal(work: UnitOfWork, command: DecideProposal) -> str:
    """Refused DIF-03, DIF-04, DIF-08 with the field."""
    row = work.get(Proposal, command.uid)
    if command.outcome is Outcome.PENDING:
        raise NO_OUTCOME(field="outcome")
    check_day(command.outcome_on, work.today, field="outcome_on", after=row.submitted_on)
    row.outcome, row.outcome_on = command.outcome, command.outcome_on
    row.outcome_words = clean_block(command.words, field="words", limit=TEXT_LIMIT)
    return row.uid


@handles(RemoveProposal, action="proposal.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một đề xuất"))
def remove_proposal(work: UnitOfWork, command: RemoveProposal) -> str:
    """Takes out a proposal entered by mistake."""
    row = work.get(Proposal, command.uid)
    work.remove(row)
    return row.uid


def _words(work: UnitOfWork, command: RaiseDifficulty | EditDifficulty, raised_on: date) -> dict[str, Any]:
    title = clean_line(command.title, field="title", limit=TITLE_LIMIT)
    addressee = clean_line(command.addressee, field="addressee", limit=TITLE_LIMIT)
    if not title:
        raise NO_TITLE(field="title")
    if not addressee:
        raise NO_ADDRESSEE(field="addressee")
    check_day(raised_on, work.today, field="raised_on")
    return {
        "title": title,
        "addressee": addressee,
        "wish": clean_block(command.wish, field="wish", limit=TEXT_LIMIT),
        "detail": clean_block(command.detail, field="detail", limit=TEXT_LIMIT),
        "area": clean_line(command.area, field="area", limit=TITLE_LIMIT),
        "hamlet": command.hamlet,
    }


def _in(work: UnitOfWork, uid: str, *states: DifficultyState) -> Difficulty:
    row = work.get(Difficulty, uid)
    if row.state not in states:
        raise WRONG_STEP()
    return row
