"""Rows of another office as they are kept: merged into what is held, the state carried along, nothing ever dropped."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.merge import Key, Merged, latest, merge
from app.exchange.state import Form, State
from app.kernel.work import UnitOfWork
from db.models import ReceivedRow, ReceivedState

_TOGETHER = 500


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
    before = State.of(kept.state_hash, kept.row_count)
    merged = merge({key: form_kept(row) for key, row in held.items()}, before, came.values())
    for key, form in came.items():
        row = held.get(key)
        if row is None:
            row = ReceivedRow(office_uid=office_uid, noun=form.noun, row_uid=form.uid, problem="")
            work.session.add(row)
        if key in merged.rows or form_kept(row) == form:
            row.revision, row.payload = form.revision, form.payload
            row.writer_uid, row.epoch, row.header_hash = writer_uid, epoch, header_hash
    kept.state_hash, kept.row_count = merged.state.hash, merged.state.count
    return merged


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


def _held(session: Session, office_uid: str, keys: Iterable[Key]) -> dict[Key, ReceivedRow]:
    """The rows spoken of, found by their whole key: it takes as long in a store of any size."""
    by_noun: dict[str, list[str]] = {}
    for noun, uid in keys:
        by_noun.setdefault(noun, []).append(uid)
    found: dict[Key, ReceivedRow] = {}
    for noun, uids in by_noun.items():
        for start in range(0, len(uids), _TOGETHER):
            rows = session.scalars(
                select(ReceivedRow).where(
                    ReceivedRow.office_uid == office_uid,
                    ReceivedRow.noun == noun,
                    ReceivedRow.row_uid.in_(uids[start : start + _TOGETHER]),
                )
            )
            found |= {(row.noun, row.row_uid): row for row in rows}
    return found
