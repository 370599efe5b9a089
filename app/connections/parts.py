"""Which parts of a large file a mail server has taken already: a line that breaks costs the part at hand, not all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.commands import Permission, handles
from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork

_TAKEN: SettingKind[dict[str, Any]] = SettingKind("connection.parts", {})


@dataclass(frozen=True, kw_only=True)
class NotePart:
    """A server took one part of a file of the outbox."""

    bundle: str
    sha256: str
    number: int
    parts: int


@dataclass(frozen=True, kw_only=True)
class ForgetParts:
    """The whole file went; the next time all its parts go again."""

    bundle: str


def parts_taken(session: Session, bundle: str) -> Collection[str]:
    """SHA-256 of the parts a server took since the whole file went last."""
    found: list[str] = read_setting(session, _TAKEN).get(bundle, [])
    return frozenset(found)


@handles(
    NotePart,
    action="connection.part",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Máy chủ đã nhận phần {command.number}/{command.parts} của gói"),
)
def note_part(work: UnitOfWork, command: NotePart) -> str:
    """Keeps that this part went."""
    kept = read_setting(work.session, _TAKEN)
    write_setting(work.session, _TAKEN, {**kept, command.bundle: [*kept.get(command.bundle, []), command.sha256]})
    return command.bundle


@handles(
    ForgetParts,
    action="connection.parts_forgotten",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Gói đã đi đủ các phần"),
)
def forget_parts(work: UnitOfWork, command: ForgetParts) -> str:
    """Forgets which parts went."""
    kept = read_setting(work.session, _TAKEN)
    write_setting(work.session, _TAKEN, {uid: taken for uid, taken in kept.items() if uid != command.bundle})
    return command.bundle
