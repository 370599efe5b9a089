"""Rows of another office as they are kept: merged into what is held, the state carried along, nothing ever dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.merge import Key, Merged, latest, merge
from app.exchange.state import Form, State
from app.kernel.work import UnitOfWork
from app.keys.strict_json import canonical
from db.models import ReceivedRow, ReceivedState


def apply_forms(
    work: UnitOfWork, forms: Iterable[Form], *, office_uid: str, writer_uid: str, epoch: int, header_hash: str
) -> Merged:
    """Merges what one bundle carries into the rows held of its office."""
    came = latest(forms)
    held = _held(work.session, office_uid, came)
    kept = work.session.get(ReceivedState, office_uid)
    if kept is None:
        kept = ReceivedState(office_uid=office_uid, state_hash="", row_count=0)
        work.session.add(kept)
    merged = merge(
        {key: row.form for key, row in held.items()}, State.of(kept.state_hash, kept.row_count), came.values()
    )
    standing = [form for key, form in came.items() if key in merged.rows or held[key].form == form]
    _write(work.session, office_uid, standing, held, (writer_uid, epoch, header_hash))
    kept.state_hash, kept.row_count = merged.state.hash, merged.state.count
    return merged


class _Held(NamedTuple):
    """A row of another office as it is held, and where it lies."""

    place: int
    writer_uid: str
    epoch: int
    form: Form


def _held(session: Session, office_uid: str, keys: Iterable[Key]) -> dict[Key, _Held]:
    """The rows spoken of, found by their whole key: it takes as long in a store of any size."""
    by_noun: dict[str, list[str]] = {}
    for noun, uid in keys:
        by_noun.setdefault(noun, []).append(uid)
    held: dict[Key, _Held] = {}
    for noun, uids in by_noun.items():
        rows = session.connection().exec_driver_sql(_SELECT, (office_uid, noun, canonical(uids).decode()))
        for place, writer_uid, epoch, uid, revision, payload in rows:
            held[noun, uid] = _Held(place, writer_uid, epoch, Form(noun, uid, revision, payload))
    return held


_SELECT = """\
SELECT rowid, writer_uid, epoch, row_uid, revision, payload FROM received_row
WHERE office_uid = ? AND noun = ? AND row_uid IN (SELECT value FROM json_each(?))"""
_INSERT = """\
INSERT INTO received_row (office_uid, noun, row_uid, revision, payload, writer_uid, epoch, header_hash, problem)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')"""
_UPDATE = "UPDATE received_row SET revision = ?, payload = ?, header_hash = ?, problem = '' WHERE rowid = ?"
_MOVE = "UPDATE received_row SET writer_uid = ?, epoch = ? WHERE rowid = ?"
"""Only rows that come by another chain than before: an index leads to them, and it is not to be written for all."""


def _write(
    session: Session,
    office_uid: str,
    forms: Iterable[Form],
    held: Mapping[Key, _Held],
    origin: tuple[str, int, str],
) -> None:
    """Rows of others are no shared rows of ours: the journal does not follow them, so they are written in one go."""
    writer_uid, epoch, header_hash = origin
    new, changed, moved = [], [], []
    for form in forms:
        row = held.get((form.noun, form.uid))
        if row is None:
            new.append((office_uid, *form, writer_uid, epoch, header_hash))
            continue
        changed.append((form.revision, form.payload, header_hash, row.place))
        if (row.writer_uid, row.epoch) != (writer_uid, epoch):
            moved.append((writer_uid, epoch, row.place))
    # In the order of their keys, neighbours are written to one page.
    for statement, rows in ((_INSERT, sorted(new)), (_UPDATE, sorted(changed, key=itemgetter(-1))), (_MOVE, moved)):
        if rows:
            session.connection().exec_driver_sql(statement, rows)


def state_of(session: Session, office_uid: str) -> State:
    """The state of all rows held of an office."""
    kept = session.get(ReceivedState, office_uid)
    return State.of(kept.state_hash, kept.row_count) if kept is not None else State()


def counted_anew(session: Session, office_uid: str) -> State:
    """The same, added up row by row: what a check of the store compares."""
    rows = session.scalars(select(ReceivedRow).where(ReceivedRow.office_uid == office_uid))
    return State() + (form_kept(row) for row in rows)


def form_kept(row: ReceivedRow) -> Form:
    """The form in which a row is held."""
    return Form(noun=row.noun, uid=row.row_uid, revision=row.revision, payload=row.payload)
