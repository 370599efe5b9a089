"""Rows of another office as they are kept: merged into what is held, the state carried along, nothing ever dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Insert, Table, Update, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.exchange.merge import Key, Merged, latest, merge
from app.exchange.state import Form, State
from app.kernel.work import UnitOfWork
from db.models import ReceivedRow, ReceivedState

_TOGETHER = 500
_KEY, _GIVEN = ("office_uid", "noun", "row_uid"), ("given_office", "given_noun", "given_uid")


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
    merged = merge(held, State.of(kept.state_hash, kept.row_count), came.values())
    origin = {"writer_uid": writer_uid, "epoch": epoch, "header_hash": header_hash}
    standing = [form for key, form in came.items() if key in merged.rows or held[key] == form]
    _write(work.session, office_uid, [form for form in standing if (form.noun, form.uid) in held], origin, new=False)
    _write(work.session, office_uid, [form for form in standing if (form.noun, form.uid) not in held], origin, new=True)
    kept.state_hash, kept.row_count = merged.state.hash, merged.state.count
    return merged


def _write(session: Session, office_uid: str, forms: Sequence[Form], origin: dict[str, object], *, new: bool) -> None:
    """Rows of others are no shared rows of ours: the journal does not follow them, so they are written in one go."""
    if not forms:
        return
    table = cast(Table, ReceivedRow.__table__)
    change: Insert | Update = insert(table)
    if not new:
        whole_key = [table.c[name] == bindparam(value) for name, value in zip(_KEY, _GIVEN, strict=True)]
        values: dict[str, object] = {name: bindparam(name) for name in (*origin, "revision", "payload", "problem")}
        change = update(table).where(*whole_key).values(values)
    names = _KEY if new else _GIVEN
    rows = [
        {
            **dict(zip(names, (office_uid, form.noun, form.uid), strict=True)),
            **origin,
            "revision": form.revision,
            "payload": form.payload,
            "problem": "",
        }
        for form in forms
    ]
    session.connection().execute(change, rows)


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


def _held(session: Session, office_uid: str, keys: Iterable[Key]) -> dict[Key, Form]:
    """The rows spoken of, found by their whole key: it takes as long in a store of any size."""
    by_noun: dict[str, list[str]] = {}
    for noun, uid in keys:
        by_noun.setdefault(noun, []).append(uid)
    found: dict[Key, Form] = {}
    for noun, uids in by_noun.items():
        for start in range(0, len(uids), _TOGETHER):
            rows = session.execute(
                select(ReceivedRow.row_uid, ReceivedRow.revision, ReceivedRow.payload).where(
                    ReceivedRow.office_uid == office_uid,
                    ReceivedRow.noun == noun,
                    ReceivedRow.row_uid.in_(uids[start : start + _TOGETHER]),
                )
            )
            for uid, revision, payload in rows:
                found[noun, uid] = Form(noun=noun, uid=uid, revision=revision, payload=payload)
    return found
