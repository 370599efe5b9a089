"""Difficulties of communes as the office above works on them: who handles each, until when, how far its answer is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchange.header import Kind
from app.exchange.ring import BELOW
from app.handled_above import ANSWER, DIFFICULTY
from app.intake.queries import ReceivedView, communes, received
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.words import N_, _
from db.models import Assignment, ChangeEntry, OfficeKey, OutgoingBundle, Review
from db.uids import moment_of
from db.vocabulary import DifficultyState, OutboxState, ReviewState


class Stage(StrEnum):
    """How far a difficulty has come, told from what is held and never typed."""

    NEW = "new"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    """The answer stands here and in no package that left."""
    SENT_DOWN = "sent_down"
    ARRIVED = "arrived"
    TAKEN_UP = "taken_up"
    """The commune wrote the answer into its record."""
    CLOSED = "closed"


_STAGES = {
    Stage.NEW: N_("chưa giao người xử lý"),
    Stage.ASSIGNED: N_("đang xử lý"),
    Stage.ANSWERED: N_("đã trả lời, chưa giao xuống"),
    Stage.SENT_DOWN: N_("đã giao trả lời, chờ xã báo nhận"),
    Stage.ARRIVED: N_("xã đã nhận trả lời"),
    Stage.TAKEN_UP: N_("xã đã ghi trả lời"),
    Stage.CLOSED: N_("xã đã khép lại"),
}
_WAITING = (Stage.NEW, Stage.ASSIGNED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a difficulty's history."""

    day: date
    words: str


@dataclass(frozen=True, kw_only=True)
class ReceivedDifficulty:
    """A difficulty as its commune sent it, with what this office does about it."""

    uid: str
    office_uid: str
    office_name: str
    title: str
    detail: str
    wish: str
    addressee: str
    raised_on: date
    stage: Stage
    handler: str | None
    handler_words: str
    due_on: date | None
    answer: str
    """What this office answered last; empty before."""
    steps: tuple[Step, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether this office still owes an answer."""
        return self.stage in _WAITING

    @property
    def is_closed(self) -> bool:
        """Whether the commune has closed it."""
        return self.stage is Stage.CLOSED

    def is_late(self, day: date) -> bool:
        """Whether the last day has passed without an answer."""
        return self.is_waiting and self.due_on is not None and self.due_on < day

    def age(self, day: date) -> int:
        """Days since the commune raised it."""
        return (day - self.raised_on).days


def stage_words(stage: Stage) -> str:
    """``đang xử lý``."""
    return _(_STAGES[stage])


def difficulties_received(session: Session) -> list[ReceivedDifficulty]:
    """Difficulties of all communes: those that wait for this office first, by last day, then by age."""
    desk = _Desk(session)
    found = [
        desk.view(commune.short_name, row, raised_on)
        for commune in communes(session)
        for row in received(session, commune.office_uid, DIFFICULTY)
        if (raised_on := row.day("raised_on")) is not None
    ]
    return sorted(found, key=_place)


def difficulties_to_handle(session: Session) -> list[ReceivedDifficulty]:
    """Those this office still has to answer, the most pressing first; at once empty where no commune is enrolled."""
    if session.scalars(select(OfficeKey.key_id).where(OfficeKey.role == BELOW).limit(1)).first() is None:
        return []
    return [each for each in difficulties_received(session) if each.is_waiting]


def _place(view: ReceivedDifficulty) -> tuple[bool, bool, date, date, str]:
    return (
        view.stage is Stage.CLOSED,
        not view.is_waiting,
        view.due_on or date.max if view.is_waiting else date.max,
        view.raised_on,
        view.uid,
    )


class _Desk:
    """Assignments and answers by difficulty, and how far packages have come, read once."""

    def __init__(self, session: Session) -> None:
        self.assignments = _by_row(
            session.scalars(
                select(Assignment)
                .where(Assignment.noun == DIFFICULTY, Assignment.deleted_at.is_(None))
                .order_by(Assignment.assigned_on, Assignment.uid)
            )
        )
        self.answers = _by_row(
            session.scalars(
                select(Review)
                .where(Review.noun == DIFFICULTY, Review.field == ANSWER, Review.deleted_at.is_(None))
                .where(Review.state != ReviewState.WITHDRAWN)
                .order_by(Review.uid)
            )
        )
        uids = [rows[-1].uid for rows in self.answers.values()]
        newest = select(ChangeEntry.row_uid, func.max(ChangeEntry.sequence)).where(ChangeEntry.row_uid.in_(uids))
        self.sequences = {row[0]: row[1] for row in session.execute(newest.group_by(ChangeEntry.row_uid))}
        self.gone = _reached(session, (OutboxState.HANDED_OVER, OutboxState.CONFIRMED))
        self.arrived = _reached(session, (OutboxState.CONFIRMED,))

    def view(self, office_name: str, row: ReceivedView, raised_on: date) -> ReceivedDifficulty:
        key, values = (row.office_uid, row.uid), row.values
        given: list[Assignment] = self.assignments.get(key, [])
        answers: list[Review] = self.answers.get(key, [])
        last = given[-1] if given else None
        return ReceivedDifficulty(
            uid=row.uid,
            office_uid=row.office_uid,
            office_name=office_name,
            title=str(values["title"]),
            detail=str(values.get("detail") or ""),
            wish=str(values.get("wish") or ""),
            addressee=str(values.get("addressee") or ""),
            raised_on=raised_on,
            stage=self._stage(row.office_uid, str(values["state"]), given, answers),
            handler=last.handler if last else None,
            handler_words=last.handler_words if last else "",
            due_on=last.due_on if last else None,
            answer=answers[-1].comment if answers else "",
            steps=_steps(row, given, answers),
        )

    def _stage(self, office: str, state: str, given: list[Assignment], answers: list[Review]) -> Stage:
        if state == DifficultyState.CLOSED:
            return Stage.CLOSED
        if state == DifficultyState.ANSWERED:
            return Stage.TAKEN_UP
        if not answers:
            return Stage.ASSIGNED if given else Stage.NEW
        sequence = self.sequences.get(answers[-1].uid, 0)
        if sequence <= self.arrived.get(office, 0):
            return Stage.ARRIVED
        return Stage.SENT_DOWN if sequence <= self.gone.get(office, 0) else Stage.ANSWERED


def _by_row(rows: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.target_office, row.row_uid), []).append(row)
    return found


def _reached(session: Session, states: tuple[OutboxState, ...]) -> dict[str, int]:
    """Up to which sequence packages for each commune have come."""
    query = select(OutgoingBundle.receiver_office, func.max(OutgoingBundle.last_sequence)).where(
        OutgoingBundle.kind == Kind.PACKAGE, OutgoingBundle.state.in_(states)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(OutgoingBundle.receiver_office))}


def _steps(record: ReceivedView, given: list[Assignment], answers: list[Review]) -> tuple[Step, ...]:
    own = (
        ("raised_on", _("xã ghi nhận")),
        ("sent_on", _("xã gửi")),
        ("answered_on", _("xã ghi trả lời")),
        ("closed_on", _("xã khép lại")),
    )
    steps = [Step(day=day, words=words) for name, words in own if (day := record.day(name)) is not None]
    steps += [Step(day=row.assigned_on, words=_given(row)) for row in given]
    steps += [
        Step(day=moment_of(row.uid).astimezone(VIETNAM).date(), words=_("trả lời: {answer}").format(answer=row.comment))
        for row in answers
    ]
    return tuple(sorted(steps, key=lambda step: step.day))


def _given(row: Assignment) -> str:
    words = _("giao {name}").format(name=row.handler_words)
    if row.due_on is not None:
        words = _("giao {name}, hạn {day}").format(name=row.handler_words, day=show_day(row.due_on))
    return f"{words}. {row.note}" if row.note else words
