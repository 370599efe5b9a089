"""The way in for files: a stick, a folder, a mailbox; each file on its own, and what waited goes on by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.receiving import keep, kept_path
from app.intake.taking_in import TakeIn, next_waiting
from app.intake.views import CameIn
from app.kernel.files import FileStore
from app.kernel.progress import Progress
from db.models import IncomingBundle
from db.vocabulary import InboxState

P = ParamSpec("P")
T = TypeVar("T")
SUFFIX = ".xaso"


class Done(Protocol):
    """What a command brought."""

    @property
    def value(self) -> Any: ...


class Desk(Protocol):
    """What of a workspace is needed here."""

    files: FileStore

    def do(self, command: object, progress: Progress | None = None) -> Done: ...

    def read(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...


def collect(desk: Desk, paths: Iterable[Path], progress: Progress | None = None) -> list[CameIn]:
    """Copies files into the inbox and takes each in, in the order of their names; then whatever waited for them.

    Raises only what the own disk or store says: nothing in a file stops the others.
    """
    progress = progress or Progress()
    found = sorted(paths, key=lambda path: path.name)
    came: list[CameIn] = []
    for done, path in enumerate(found):
        progress.check_cancelled()
        progress.step(done, len(found), path.name)
        digest = keep(desk.files, path).stem
        part = progress.stretch(100 * done // len(found), 100 * (done + 1) // len(found))
        came += take_in_chain(desk, digest, path.name, part)
    return came


def take_in_chain(desk: Desk, digest: str, name: str = "", progress: Progress | None = None) -> list[CameIn]:
    """Takes in one file of the inbox, then those that waited for it and are still there, one after the other.

    Cancelled leaves the one at hand as it was before, to be taken in again; those before it are in.
    """
    came = [desk.do(TakeIn(file_sha256=digest, file_name=name), progress).value]
    while (following := desk.read(next_waiting, came[-1])) and kept_path(desk.files, following).is_file():
        came.append(desk.do(TakeIn(file_sha256=following), progress).value)
    return came


def try_again(desk: Desk, key_id: str = "", progress: Progress | None = None) -> list[CameIn]:
    """Takes in again what lies in quarantine, of one key or all, such as after words were compared."""
    waiting = desk.read(_in_quarantine, key_id)
    kept = [digest for digest in waiting if kept_path(desk.files, digest).is_file()]
    return [came for digest in kept for came in take_in_chain(desk, digest, progress=progress)]


def _in_quarantine(session: Session, key_id: str) -> list[str]:
    query = select(IncomingBundle).where(IncomingBundle.state == InboxState.QUARANTINED)
    if key_id:
        query = query.where(IncomingBundle.sender_key == key_id)
    rows = session.scalars(query.order_by(IncomingBundle.epoch, IncomingBundle.first_sequence))
    return [row.file_sha256 for row in rows]
