"""The journal: watches a session, and at commit writes one change entry per changed row and one chained audit entry."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.dml import UpdateBase

from app.kernel.actor import Actor
from app.kernel.settings import SettingKind
from db.base import SharedRow
from db.models import AuditEntry, ChangeEntry, Writer
from db.types import Moment, canonical_json, moment_from_text, moment_to_text

GENESIS = "0" * 64
RESTORED_EPOCH = SettingKind("restored_epoch", 0)
"""The epoch that the last restore from a backup began; 0 where there was none. What has it or a later one is work done
since."""


class JournalBypassed(Exception):
    """Code tried to change shared rows behind the journal's back; always our defect."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the audit log says of a command."""

    action: str
    details: dict[str, object]
    undoes: int | None = None


class Journal:
    """Follows one session from its first flush to its commit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._touched: dict[SharedRow, None] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for row in session.deleted:
            if isinstance(row, SharedRow):
                raise JournalBypassed(f"{row.__tablename__} rows are marked, never removed")
        for row in [*session.new, *session.dirty]:
            if isinstance(row, SharedRow) and session.is_modified(row) and row not in self._touched:
                row.revision += 1
                self._touched[row] = None

    @property
    def rows(self) -> tuple[SharedRow, ...]:
        """The rows changed so far."""
        return tuple(self._touched)

    def write(self, told: Told, *, actor: Actor, at: datetime) -> tuple[int, frozenset[str]]:
        """Flushes, then writes change entries and the audit entry; gives the audit id and the nouns that changed."""
        self._session.flush()
        writer = self._session.scalars(select(Writer)).one()
        nouns = frozenset(row.__tablename__ for row in self._touched)
        audit = AuditEntry(
            at=at,
            actor=actor.code,
            action=told.action,
            details=told.details,
            nouns=" ".join(sorted(nouns)),
            undoes=told.undoes,
            previous_hash=writer.last_audit_hash,
        )
        audit.hash = audit_hash(audit)
        writer.last_audit_hash = audit.hash
        self._session.add(audit)
        self._session.flush()
        self._session.add_all(self._entries(writer, audit.id, at))
        self._session.flush()
        return audit.id, nouns

    def _entries(self, writer: Writer, audit_id: int, at: datetime) -> list[ChangeEntry]:
        entries = []
        for row in self._touched:
            writer.last_sequence += 1
            entries.append(
                ChangeEntry(
                    writer_uid=writer.uid,
                    epoch=writer.epoch,
                    sequence=writer.last_sequence,
                    audit_id=audit_id,
                    noun=row.__tablename__,
                    row_uid=row.uid,
                    revision=row.revision,
                    payload=payload_of(row),
                    at=at,
                )
            )
        return entries


def payload_of(row: SharedRow) -> str:
    """Canonical JSON of every column of a row."""
    return canonical_json({name: _plain(getattr(row, name)) for name in column_names(type(row))})


def column_names(kind: type[SharedRow]) -> list[str]:
    """Names of the mapped columns."""
    return [attribute.key for attribute in inspect(kind).column_attrs]


def restore_payload(row: SharedRow, payload: dict[str, Any]) -> None:
    """Gives a row the values of a former payload; its revision goes on counting."""
    columns = inspect(type(row)).columns
    for name, value in payload.items():
        if name not in ("uid", "office_uid", "revision"):
            setattr(row, name, _typed(columns[name].type, value))


def audit_hash(entry: AuditEntry) -> str:
    """Hash that chains an audit entry to the one before it."""
    text = canonical_json(
        [entry.previous_hash, _plain(entry.at), entry.actor, entry.action, entry.details, entry.nouns, entry.undoes]
    )
    return hashlib.sha256(text.encode()).hexdigest()


def broken_audit_entries(session: Session) -> list[int]:
    """Ids of audit entries that do not follow from the one before; empty when the chain is whole."""
    broken, previous = [], GENESIS
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)):
        if entry.previous_hash != previous or entry.hash != audit_hash(entry):
            broken.append(entry.id)
        previous = entry.hash
    return broken


def _refuse_bulk(state: ORMExecuteState) -> None:
    if isinstance(state.statement, UpdateBase):
        raise JournalBypassed("shared rows change through loaded objects only")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Moment):
        return moment_from_text(value)
    enum_class = getattr(kind, "enum_class", None)
    if enum_class is not None:
        return enum_class(value)
    return date.fromisoformat(value) if kind.python_type is date else value
