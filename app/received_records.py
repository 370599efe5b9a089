"""The records of one commune as they are shown in the office above: kinds, lists, fields, all exactly as sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.intake.queries import ReceivedView, counts, received, received_one
from app.intake.reviewing import reviews
from app.record_words import HIDDEN, field_words, noun_place, noun_words, shown, title_of, worded
from db.vocabulary import ReviewState

_REFERENCES = ("person", "body", "team", "hamlet", "document", "letter", "programme", "duty", "task", "channel")
_NAMED = ("person", "body", "hamlet", "document", "incoming_letter", "programme", "duty", "task", "channel")


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """One kind of records of a commune."""

    noun: str
    words: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """One record in a list; ``returned`` when it was sent back and is not corrected yet."""

    uid: str
    noun: str
    title: str
    revision: int
    returned: bool


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of a record."""

    name: str
    words: str
    text: str


def kind_lines(session: Session, office_uid: str) -> list[KindLine]:
    """Kinds with living records, in the order of the pages."""
    found = []
    for noun in sorted(counts(session, office_uid), key=lambda each: (noun_place(each), each)):
        rows = len(received(session, office_uid, noun))
        if rows:
            found.append(KindLine(noun=noun, words=noun_words(noun), rows=rows))
    return found


def record_lines(session: Session, office_uid: str, noun: str) -> list[RecordLine]:
    """The records of one kind by name."""
    views = received(session, office_uid, noun)
    names = names_of(session, office_uid) if any(not title_of(view.values) for view in views) else {}
    open_ones = Counter(
        each.row_uid
        for each in reviews(session, office_uid=office_uid)
        if each.state is ReviewState.RETURNED and not each.is_answer
    )
    lines = [
        RecordLine(
            uid=view.uid,
            noun=noun,
            title=_title(view, names),
            revision=view.revision,
            returned=open_ones[view.uid] > 0,
        )
        for view in views
    ]
    return sorted(lines, key=lambda line: line.title)


def field_lines(session: Session, office_uid: str, noun: str, uid: str) -> list[FieldLine]:
    """The filled-in fields of one record; references by the name of what they point at."""
    view = received_one(session, office_uid, noun, uid)
    if view is None:
        return []
    names = names_of(session, office_uid)
    return [
        FieldLine(name=name, words=field_words(name), text=text)
        for name, value in view.values.items()
        if name not in HIDDEN and (text := worded(noun, name, value) or shown(value, names))
    ]


def names_of(session: Session, office_uid: str) -> dict[str, str]:
    """Uid -> words for the records of a commune that others refer to."""
    return {view.uid: title_of(view.values) for noun in _NAMED for view in received(session, office_uid, noun)}


def title_in(session: Session, office_uid: str, noun: str, uid: str) -> str:
    """How one record of a commune is known."""
    view = received_one(session, office_uid, noun, uid)
    return _title(view, names_of(session, office_uid)) if view is not None else ""


def _title(view: ReceivedView, names: dict[str, str]) -> str:
    own = title_of(view.values)
    if own:
        return own
    referred = [names.get(str(view.values.get(name)), "") for name in _REFERENCES if view.values.get(name)]
    return ", ".join(each for each in referred if each) or noun_words(view.noun)
