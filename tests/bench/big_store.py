"""A workspace as it is after years: the invented commune, tens of thousands of people and a long, valid journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import resources
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.clock import FixedClock, SystemClock
from app.kernel.journal import audit_hash, payload_of
from app.kernel.names import sort_key
from app.kernel.text import fold
from app.keys.slot import open_slot
from app.keys.wrapping import Cost
from app.starting import start_workspace
from app.workspace_places import Places
from db.engine import Store
from db.models import AuditEntry, ChangeEntry, Person, Post, Writer
from db.uids import new_uid
from db.vocabulary import PostKind
from tests.bench.invented_names import invented_name
from tests.bench.password import PASSWORD

CHEAP = Cost(memory_kib=64, time_cost=1, parallelism=1)
"""Makes the password nearly free: what a password costs is chosen, not measured."""
_START = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
_POST_EVERY = 5
_BATCH = 5_000


def build(folder: Path, *, people: int, entries: int) -> Path:
    """Makes the workspace; the journal's rows are ``people`` people changed again and again."""
    with start_workspace(folder, PASSWORD, clock=FixedClock(_START), cost=CHEAP) as workspace:
        text = resources.path("practice/commune.json").read_text(encoding="utf-8")
        workspace.do(LoadData(data=parse(text)))
        office = workspace.own_office_uid
    store = raw_store(folder)
    try:
        with Session(store.writer) as session:
            rows = [_person(number, office) for number in range(people)]
            _insert(session, Person, rows)
            _insert(session, Post, (_post(row, office) for row in rows[::_POST_EVERY]))
            _write_journal(session, rows, entries)
            session.commit()
    finally:
        store.dispose()
    return folder


def raw_store(folder: Path) -> Store:
    """The store below a workspace, with the same key and the same settings, but without the program's own steps."""
    places = Places(folder)
    return Store(places.store, open_slot(places.slot, PASSWORD, SystemClock()))


def _person(number: int, office: str) -> dict[str, Any]:
    name = invented_name(number)
    return {
        "uid": new_uid(_START + timedelta(seconds=number)),
        "office_uid": office,
        "revision": 1,
        "full_name": name,
        "sort_key": sort_key(name),
        "folded": fold(name),
        "birth_year": 1950 + number % 55,
        "phone": f"0900{number % 1_000_000:06d}",
        "email": "",
        "note": "",
    }


def _post(person: dict[str, Any], office: str) -> dict[str, Any]:
    return {
        "uid": new_uid(_START),
        "office_uid": office,
        "revision": 1,
        "person": person["uid"],
        "kind": PostKind.OTHER,
        "title": "Công chức Văn hóa - Xã hội",
        "valid_from": date(2021, 7, 1),
    }


def _write_journal(session: Session, rows: list[dict[str, Any]], entries: int) -> None:
    """One command and one audit entry for each change, chained as the program chains them."""
    writer = session.scalars(select(Writer)).one()
    last = session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1)).one()
    audits, changes = [], []
    for number in range(entries):
        row, audit_id = rows[number % len(rows)], last + 1 + number
        at, revision = _START + timedelta(minutes=1 + number), 1 + number // len(rows)
        audit = AuditEntry(
            at=at,
            actor="officer",
            action="person.change",
            details={},
            nouns="person",
            undoes=None,
            previous_hash=writer.last_audit_hash,
        )
        audit.hash = writer.last_audit_hash = audit_hash(audit)
        writer.last_sequence += 1
        audits.append(
            {
                "id": audit_id,
                "at": at,
                "actor": audit.actor,
                "action": audit.action,
                "details": {},
                "nouns": "person",
                "previous_hash": audit.previous_hash,
                "hash": audit.hash,
            }
        )
        changes.append(
            {
                "writer_uid": writer.uid,
                "epoch": writer.epoch,
                "sequence": writer.last_sequence,
                "audit_id": audit_id,
                "noun": "person",
                "row_uid": row["uid"],
                "revision": revision,
                "payload": payload_of(Person(**{**row, "revision": revision})),
                "at": at,
            }
        )
    session.flush()
    _insert(session, AuditEntry, audits)
    _insert(session, ChangeEntry, changes)


def _insert(session: Session, mapping: type[Any], rows: Any) -> None:
    for batch in _batches(rows):
        session.execute(insert(mapping), batch)


def _batches(rows: Any) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
