"""Questions of the office above: who is enrolled, what came in, and records exactly as communes sent them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchange.content import files_of
from app.exchange.header import Kind
from app.exchange.ring import BELOW
from app.kernel.files import FileStore
from db.models import IncomingBundle, IncomingChain, OfficeKey, ReceivedRow, ReceivedState
from db.vocabulary import InboxState, KeyState

_PREFIXES = ("Ủy ban nhân dân ", "UBND ")


@dataclass(frozen=True, kw_only=True)
class CommuneView:
    """An enrolled commune and how far its work has come in."""

    office_uid: str
    office_code: str
    office_name: str
    is_trusted: bool
    rows: int
    last_sequence: int
    last_came_at: datetime | None
    waiting: int
    kept_back: int
    """Files in quarantine or told as a fork."""

    @property
    def short_name(self) -> str:
        """``xã Mẫu Sơn`` of ``Ủy ban nhân dân xã Mẫu Sơn``."""
        name = self.office_name
        return next((name.removeprefix(each) for each in _PREFIXES if name.startswith(each)), name)


@dataclass(frozen=True, kw_only=True)
class InboxView:
    """One file that came in, and what became of it."""

    file_sha256: str
    file_name: str
    kind: str
    office_uid: str
    office_code: str
    epoch: int
    first: int
    last: int
    came_at: datetime
    applied_at: datetime | None
    state: InboxState
    problem: str
    details: str
    """Sentence and next step."""


@dataclass(frozen=True, kw_only=True)
class ReceivedView:
    """A record of a commune in the form it sent; ``problem`` is the code of why it is not counted as one."""

    office_uid: str
    noun: str
    uid: str
    revision: int
    values: dict[str, Any]
    problem: str

    @property
    def is_deleted(self) -> bool:
        """Whether the commune has taken it out."""
        return self.values.get("deleted_at") is not None

    def day(self, name: str) -> date | None:
        """A day it tells; None where it tells none, or something that is no day."""
        try:
            return date.fromisoformat(self.values.get(name) or "")
        except (TypeError, ValueError):
            return None


def communes(session: Session) -> list[CommuneView]:
    """Every commune that presented a key, by name."""
    found: dict[str, list[OfficeKey]] = {}
    for key in session.scalars(select(OfficeKey).where(OfficeKey.role == BELOW).order_by(OfficeKey.came_at)):
        found.setdefault(key.office_uid, []).append(key)
    return sorted((_commune(session, keys) for keys in found.values()), key=lambda view: view.office_name)


def inbox(session: Session, *, office_uid: str = "", state: InboxState | None = None) -> list[InboxView]:
    """Files that came in, the newest first; of one office or in one state."""
    query = select(IncomingBundle).order_by(IncomingBundle.came_at.desc(), IncomingBundle.last_sequence.desc())
    if office_uid:
        query = query.where(IncomingBundle.office_uid == office_uid)
    if state is not None:
        query = query.where(IncomingBundle.state == state)
    return [_file(row) for row in session.scalars(query)]


def received(session: Session, office_uid: str, noun: str) -> list[ReceivedView]:
    """The living records of one kind of one commune, as sent."""
    rows = session.scalars(
        select(ReceivedRow)
        .where(ReceivedRow.office_uid == office_uid, ReceivedRow.noun == noun)
        .order_by(ReceivedRow.row_uid)
    )
    return [view for view in map(_record, rows) if not view.is_deleted and not view.problem]


def received_one(session: Session, office_uid: str, noun: str, uid: str) -> ReceivedView | None:
    """One record of a commune, whatever its state."""
    row = session.get(ReceivedRow, (office_uid, noun, uid))
    return _record(row) if row is not None else None


def counts(session: Session, office_uid: str) -> dict[str, int]:
    """How many records of each kind are held of a commune, deleted ones included."""
    query = select(ReceivedRow.noun, func.count()).where(ReceivedRow.office_uid == office_uid)
    return {row[0]: row[1] for row in session.execute(query.group_by(ReceivedRow.noun))}


def missing_files(session: Session, files: FileStore, office_uid: str) -> list[str]:
    """SHA-256 of files that records of a commune name and that never came."""
    rows = session.scalars(select(ReceivedRow).where(ReceivedRow.office_uid == office_uid))
    wanted = {digest for row in rows for digest in files_of(json.loads(row.payload))}
    return sorted(files.missing(wanted))


def _commune(session: Session, keys: list[OfficeKey]) -> CommuneView:
    newest = keys[-1]
    files = session.scalars(select(IncomingBundle).where(IncomingBundle.office_uid == newest.office_uid)).all()
    bundles = [row for row in files if row.kind == Kind.BUNDLE]
    kept = session.get(ReceivedState, newest.office_uid)
    last = session.scalar(
        select(func.max(IncomingChain.last_sequence)).where(IncomingChain.office_uid == newest.office_uid)
    )
    states = [row.state for row in bundles]
    return CommuneView(
        office_uid=newest.office_uid,
        office_code=newest.office_code,
        office_name=newest.office_name,
        is_trusted=any(key.state is KeyState.TRUSTED for key in keys),
        rows=kept.row_count if kept is not None else 0,
        last_sequence=last or 0,
        last_came_at=max((row.applied_at for row in bundles if row.applied_at is not None), default=None),
        waiting=states.count(InboxState.WAITING),
        kept_back=states.count(InboxState.QUARANTINED) + states.count(InboxState.FORK),
    )


def _file(row: IncomingBundle) -> InboxView:
    return InboxView(
        file_sha256=row.file_sha256,
        file_name=row.file_name,
        kind=row.kind,
        office_uid=row.office_uid,
        office_code=row.office_code,
        epoch=row.epoch,
        first=row.first_sequence,
        last=row.last_sequence,
        came_at=row.came_at,
        applied_at=row.applied_at,
        state=row.state,
        problem=row.problem,
        details=row.details,
    )


def _record(row: ReceivedRow) -> ReceivedView:
    return ReceivedView(
        office_uid=row.office_uid,
        noun=row.noun,
        uid=row.row_uid,
        revision=row.revision,
        values=json.loads(row.payload),
        problem=row.problem,
    )
