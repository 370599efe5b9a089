"""In a commune: what the office above does about its difficulties, as the packages told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, OfficeKey, ReceivedRow, Review
from db.vocabulary import ABOVE, ReviewState

DIFFICULTY, ANSWER = "difficulty", "answer"
"""Kind and field of a remark that carries an answer."""


@dataclass(frozen=True, kw_only=True)
class HandledAbove:
    """Who handles an own difficulty above and until when, and what was answered; empty where nothing came."""

    handler: str = ""
    due_on: date | None = None
    answer: str = ""


def is_answer(noun: object, field: object) -> bool:
    """Whether a remark answers a difficulty: nothing is to be mended then."""
    return (noun, field) == (DIFFICULTY, ANSWER)


def handled_above(session: Session) -> dict[str, HandledAbove]:
    """Uid of the own difficulty -> what came down about it, the newest of each."""
    found: dict[str, HandledAbove] = {}
    for values in _rows(session, Assignment.__tablename__):
        uid = str(values["row_uid"])
        found[uid] = HandledAbove(handler=str(values["handler_words"]), due_on=_day(values.get("due_on")))
    for values in _rows(session, Review.__tablename__):
        if values.get("field") == ANSWER and values.get("state") != ReviewState.WITHDRAWN:
            uid = str(values["row_uid"])
            found[uid] = replace(found.get(uid, HandledAbove()), answer=str(values["comment"]))
    return found


def _rows(session: Session, noun: str) -> Iterator[dict[str, Any]]:
    """Living rows about difficulties, the oldest first: uids rise with time."""
    above = session.scalars(select(OfficeKey.office_uid).where(OfficeKey.role == ABOVE).distinct()).all()
    for office in above:
        payloads = session.scalars(
            select(ReceivedRow.payload)
            .where(ReceivedRow.office_uid == office, ReceivedRow.noun == noun, ReceivedRow.problem == "")
            .order_by(ReceivedRow.row_uid)
        )
        for values in map(json.loads, payloads):
            if values.get("deleted_at") is None and values.get("noun") == DIFFICULTY:
                yield values


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told or ""))
    except ValueError:
        return None
