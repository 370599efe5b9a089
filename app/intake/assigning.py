"""Difficulties of communes are given to somebody of this office, with a last day, and answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from app.handled_above import ANSWER, DIFFICULTY
from app.intake.reviewing import COMMENT_LIMIT, NOT_RECEIVED, ReturnRecord, return_record
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.people.queries import person
from db.models import Assignment, ReceivedRow
from db.vocabulary import DifficultyState

WORDS_LIMIT = 200
NOBODY = refused(
    "SUM-01",
    N_("Chưa ghi người xử lý."),
    next_step=N_("Chọn một người của cơ quan, hoặc ghi tên người, phòng được giao."),
)
DAY_PASSED = refused(
    "SUM-02",
    N_("Hạn xử lý {day} sớm hơn ngày giao {today}."),
    next_step=N_("Ghi hạn từ hôm nay trở đi, hoặc để trống nếu chưa định hạn."),
)
CLOSED = refused(
    "SUM-03",
    N_("Xã đã khép lại khó khăn này ngày {day}."),
    next_step=N_("Không cần xử lý nữa; nếu việc chưa xong, đề nghị xã mở lại rồi gửi gói mới."),
)


@dataclass(frozen=True, kw_only=True)
class AssignDifficulty:
    """A difficulty of a commune is given to somebody; given again, the former stays in its history."""

    target_office: str
    difficulty: str
    handler: str | None = None
    """Uid of a person of this office; else the words alone say who."""
    handler_words: str = ""
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerFromAbove:
    """A difficulty of a commune is answered; the answer goes down in the next package."""

    target_office: str
    difficulty: str
    answer: str


@handles(
    AssignDifficulty,
    action="difficulty.assign",
    needs=Permission.WRITE,
    sentence=N_("Đã giao xử lý một khó khăn của xã"),
)
def assign_difficulty(work: UnitOfWork, command: AssignDifficulty) -> str:
    """The uid of the assignment; Refused SUM-01 to SUM-03, RVW-01, TXT-01."""
    _refuse_closed(work, command.target_office, command.difficulty)
    words = clean_line(command.handler_words, field="handler", limit=WORDS_LIMIT)
    known = person(work.session, command.handler) if command.handler else None
    if known is not None:
        words = known.full_name
    if not words:
        raise NOBODY(field="handler")
    if command.due_on is not None and command.due_on < work.today:
        raise DAY_PASSED(field="due_on", day=show_day(command.due_on), today=show_day(work.today))
    return work.new(
        Assignment,
        target_office=command.target_office,
        noun=DIFFICULTY,
        row_uid=command.difficulty,
        handler=known.uid if known is not None else None,
        handler_words=words,
        assigned_on=work.today,
        due_on=command.due_on,
        note=clean_block(command.note, field="note", limit=COMMENT_LIMIT),
    ).uid


@handles(
    AnswerFromAbove,
    action="difficulty.answer_from_above",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi trả lời một khó khăn của xã"),
)
def answer_from_above(work: UnitOfWork, command: AnswerFromAbove) -> str:
    """The uid of the remark that carries the answer; Refused SUM-03, RVW-01, RVW-02, TXT-01."""
    _refuse_closed(work, command.target_office, command.difficulty)
    uid: str = return_record(
        work,
        ReturnRecord(
            target_office=command.target_office,
            noun=DIFFICULTY,
            row_uid=command.difficulty,
            comment=command.answer,
            field=ANSWER,
        ),
    )
    return uid


def _refuse_closed(work: UnitOfWork, office: str, uid: str) -> None:
    held = work.session.get(ReceivedRow, (office, DIFFICULTY, uid))
    if held is None:
        raise NOT_RECEIVED()
    values = json.loads(held.payload)
    if values.get("state") == DifficultyState.CLOSED:
        closed_on = values.get("closed_on")
        raise CLOSED(day=show_day(date.fromisoformat(closed_on)) if closed_on else "")
