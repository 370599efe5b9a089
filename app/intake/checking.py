"""One file that came in, led through the checks in their order up to the content it brings."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.chain import ChainState
from app.exchange.header import Core, Header
from app.exchange.opening import (
    Body,
    Outer,
    check_body,
    check_receiver,
    check_sender,
    extract,
    inspect,
    open_body,
)
from app.exchange.refusals import NOT_FOR_US
from app.exchange.ring import known_keys, own_secrets
from app.kernel.files import FileStore, atomic_file
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


def check(session: Session, path: Path, work: UnitOfWork) -> Checked:
    """Raises EXC-01 to EXC-13: nothing behind the signature is read before its key is known, compared and valid."""
    outer = inspect(path)
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


def opened(checked: Checked) -> Body:
    """The opened body; raises EXC-13, EXC-18 to EXC-22."""
    return open_body(checked.outer, checked.own)


def keep_files(checked: Checked, body: Body, files: FileStore) -> tuple[str, ...]:
    """Puts the files of a sound body into the store; gives their SHA-256. Files come before the rows that name them."""
    wanted = {line.path: line.sha256 for line in body.files()}
    if not wanted:
        return ()
    with ExitStack() as stack:

        def place(path: str):  # type: ignore[no-untyped-def]
            digest = wanted.get(path)
            if digest is None or files.path_of(digest).is_file():
                return None
            target = files.path_of(digest)
            target.parent.mkdir(parents=True, exist_ok=True)
            return stack.enter_context(atomic_file(target)).write

        extract(checked.outer, checked.own, place)
    return tuple(sorted(wanted.values()))
