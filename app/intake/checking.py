"""One file that came in, led through the checks in their order up to the content it brings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.chain import ChainState
from app.exchange.flat_zip import Sink
from app.exchange.header import Core, Header
from app.exchange.opening import (
    Body,
    Outer,
    check_body,
    check_receiver,
    check_sender,
    extract,
    open_body,
)
from app.exchange.refusals import BODY_CHANGED, NOT_FOR_US
from app.exchange.ring import known_keys, own_secrets
from app.kernel.files import FileStore, atomic_file, file_problems, sync_folder
from app.kernel.progress import Progress
from app.kernel.work import UnitOfWork
from app.keys.enrolment import KnownKey
from app.keys.identity import SecretKeys
from db.models import IncomingBundle, IncomingChain
from db.vocabulary import InboxState


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file whose outside, signature, receiver and sealed body hold."""

    outer: Outer
    sender: KnownKey
    own: SecretKeys

    @property
    def header(self) -> Header:
        """The signed header."""
        return self.outer.header

    @property
    def core(self) -> Core:
        """The header without its body."""
        return self.outer.header.core


def check(session: Session, outer: Outer, work: UnitOfWork) -> Checked:
    """Raises EXC-07 to EXC-13: nothing behind the signature is read before its key is known, compared and valid."""
    sender = check_sender(outer, known_keys(session, work.own_office_uid, work.today))
    own = own_secrets(session)
    check_receiver(outer.header, {secret.key_id for secret in own})
    check_body(outer)
    named = {party.key_id for party in outer.header.core.receivers}
    secret = next((each for each in own if each.key_id in named), None)
    if secret is None:
        raise NOT_FOR_US(receivers="")
    return Checked(outer=outer, sender=sender, own=secret)


def chain_of(session: Session, core: Core) -> ChainState:
    """How far the chain of a header was taken in; a waiting header counts as known, one in quarantine does not."""
    rows = session.scalars(
        select(IncomingBundle).where(
            IncomingBundle.writer_uid == core.writer,
            IncomingBundle.epoch == core.epoch,
            IncomingBundle.kind == str(core.kind),
            IncomingBundle.state.in_((InboxState.TAKEN_IN, InboxState.WAITING)),
        )
    ).all()
    head = session.get(IncomingChain, (core.writer, core.epoch))
    return ChainState(
        last_sequence=head.last_sequence if head is not None else 0,
        last_hash=head.last_hash if head is not None else "",
        taken_in={row.header_hash: row.last_sequence for row in rows if row.state is InboxState.TAKEN_IN},
        followers={row.previous_hash: row.header_hash for row in rows},
    )


def opened(checked: Checked, progress: Progress | None = None) -> Body:
    """The opened body; raises EXC-13, EXC-18 to EXC-22."""
    return open_body(checked.outer, checked.own, progress=progress)


def keep_files(checked: Checked, body: Body, files: FileStore, progress: Progress | None = None) -> tuple[str, ...]:
    """Puts the files of a sound body into the store; gives their SHA-256. Files come before the rows that name them.

    Cancelled leaves whole files that no row names; they are there already when the bundle is taken in after all.
    """
    wanted = {line.path: line.sha256 for line in body.files()}
    missing = files.missing(wanted.values())
    if missing:
        targets = {path: files.path_of(digest) for path, digest in wanted.items() if digest in missing}
        with _OneByOne(targets) as taking:
            extract(checked.outer, checked.own, taking.place, progress=progress)
        for folder in sorted({files.root, *(target.parent for target in targets.values())}):
            with file_problems(folder):
                sync_folder(folder)
    return tuple(sorted(wanted.values()))


class _OneByOne:
    """Puts entries of a body at their places, each whole before the next begins: however many, one is open."""

    def __init__(self, targets: Mapping[str, Path]) -> None:
        self._targets = targets
        self._open = ExitStack()

    def __enter__(self) -> _OneByOne:
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def place(self, path: str) -> Sink | None:
        """Where the bytes of this entry go; None for one that is not wanted."""
        self._open.close()
        target = self._targets.get(path)
        return self._open.enter_context(_whole(target)) if target is not None else None


@contextmanager
def _whole(target: Path) -> Iterator[Sink]:
    """Takes the content of a file named by its hash; another content than the one that was checked never gets there."""
    with file_problems(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with atomic_file(target, sync_name=False) as out:

        def take(content: bytes) -> None:
            seen.update(content)
            out.write(content)

        yield take
        if seen.hexdigest() != target.name:
            raise BODY_CHANGED()
