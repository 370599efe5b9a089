"""Collecting from a mailbox by IMAP: nothing there is changed, marked as read or deleted.

The caller remembers a position (UIDVALIDITY and the last UID looked at). When the server numbers its messages anew,
everything is looked at again; what comes twice is recognised by its content.
"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from app.carriers import problems
from app.carriers.carrier import CHUNK, Arrival, Collected, Condition, Reached, Since, Unread
from app.carriers.email_out import MailServer, open_line
from app.carriers.landing import Landing
from app.carriers.mime_stream import attachments, lines_of
from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.carriers.trust import trust
from app.carriers.wire import PATIENCE, Wire
from app.kernel.files import size_text
from app.kernel.problems import Problem
from app.kernel.progress import Progress

MOST_MESSAGE = 512 * 1024 * 1024
"""Bytes of one message that is fetched at all; it comes in pieces and is never whole in memory."""
BETWEEN = 100
"""Messages looked at between two positions told: a first look into an old mailbox may take many minutes."""
_MOST_ANSWER = 16 * 1024 * 1024
"""Bytes one command may bring: the numbers of two million messages."""


@dataclass(kw_only=True)
class Mailbox:
    """One folder of one mailbox."""

    server: MailServer
    folder: str = "INBOX"
    passwords: Passwords = field(default_factory=Passwords)
    most: int = MOST_MESSAGE
    patience: float = PATIENCE

    def check(self, progress: Progress) -> Condition:
        """Connects, logs in and opens the folder."""
        try:
            with self._opened(progress):
                return Condition(place=self.server.host, reachable=True)
        except Problem as problem:
            met = problem.code not in {problems.NOT_REACHABLE.code, problems.NO_ANSWER.code}
            return Condition(place=self.server.host, reachable=met, problems=(problem,))

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """Our attachments, message by message in their order, and now and then the position reached."""
        with self._opened(progress) as box:
            validity = str(box.folder.status(self.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
            last = _last_uid(since.position, validity)
            uids = [uid for uid in sorted(map(int, box.uids(f"UID {last + 1}:*"))) if uid > last]
            for number, uid in enumerate(uids):
                progress.check_cancelled()
                progress.step(number, len(uids), self.server.host)
                yield from self._taken(box, uid, f"{validity}:{uid}", into, since)
                if number % BETWEEN == BETWEEN - 1:
                    yield Reached(position=f"{validity}:{uid}")  # a line that breaks costs no look at all this again
            yield Reached(position=f"{validity}:{uids[-1] if uids else last}")

    def _taken(self, box: _Box, uid: int, position: str, into: Path, since: Since) -> Iterator[Collected]:
        size, structure = box.outline(uid)
        if not _could_carry(structure):
            return
        if size > self.most:
            limit = size_text(self.most)
            too_large = problems.TOO_LARGE_THERE(
                name=str(uid), place=self.server.host, size=size_text(size), limit=limit
            )
            yield Unread(name="", origin=self.server.host, problem=too_large, mark=position, position=position)
            return
        for number, attached in enumerate(attachments(lines_of(box.content(uid, size)))):
            mark = f"{position}:{number}"
            if mark in since.marks:
                continue
            with Landing(into, attached.name) as landing:
                for chunk in attached.content:
                    landing.write(chunk)
                landed, digest = landing.finish()
            yield Arrival(
                name=attached.name,
                path=landed,
                size=landing.size,
                sha256=digest,
                origin=self.server.host,
                mark=mark,
                position=position,
            )

    @contextmanager
    def _opened(self, progress: Progress) -> Iterator[_Box]:
        wire = open_line(self.server, progress, self.patience)
        try:
            with self._translated():
                box = _Box(_Imap(wire))
                if self.server.security is Security.STARTTLS:
                    box.start_tls(self.server)
                self._log_in(box)
                self._open_folder(box)
                yield box
                with suppress(Problem, ImapToolsError, imaplib.IMAP4.error):
                    box.logout()
        finally:
            wire.close()

    def _log_in(self, box: _Box) -> None:
        password = self.passwords.of(self.server.account)
        plain = (self.server.user + password).isascii()
        try:
            (box.login if plain else box.login_utf8)(self.server.user, password, initial_folder=None)
        except (MailboxLoginError, imaplib.IMAP4.error) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            busy = any(word in str(error) for word in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"))
            kind = problems.BUSY if busy else problems.WRONG_PASSWORD
            raise kind(field="password", place=self.server.host, answer="NO") from error

    def _open_folder(self, box: _Box) -> None:
        try:
            box.folder.set(self.folder, readonly=True)
        except MailboxFolderSelectError as error:
            raise problems.NO_FOLDER_THERE(field="folder", folder=self.folder, place=self.server.host) from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except imaplib.IMAP4.abort as error:
            raise problems.CONNECTION_CUT(place=self.server.host) from error
        except (imaplib.IMAP4.error, ImapToolsError, ValueError) as error:
            raise problems.STRANGE_ANSWER(place=self.server.host) from error


def _last_uid(position: str, validity: str) -> int:
    known, _colon, last = position.partition(":")
    return int(last) if known == validity and last.isdigit() else 0


def _could_carry(structure: bytes) -> bool:
    """Whether a message can have an attachment of ours; coded and split names are looked at to be sure."""
    folded = structure.lower()
    return any(sign in folded for sign in (b".xaso", b"=?", b"*0", b"filename*", b"name*"))


class _Imap(imaplib.IMAP4):
    """The protocol of imaplib over a line that can be stopped; one command may not bring endless bytes."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._came_bytes = 0
        super().__init__(wire.host)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        del port, timeout
        self.host = host

    def send(self, data: bytes) -> None:  # type: ignore[override]  # only whole bytes are ever sent
        self._came_bytes = 0
        self.wire.send(data)

    def read(self, size: int) -> bytes:
        self._count(size)
        return self.wire.read(size)

    def readline(self) -> bytes:
        line = self.wire.readline(_MOST_ANSWER)
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self._came_bytes += size
        if self._came_bytes > _MOST_ANSWER:
            raise problems.STRANGE_ANSWER(place=self.wire.host)

    def shutdown(self) -> None:
        self.wire.close()


class _Box(BaseMailBox):
    """The mailbox of imap-tools over such a line."""

    def __init__(self, client: _Imap) -> None:
        self._line = client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._line

    def start_tls(self, server: MailServer) -> None:
        """Encrypts the line before anybody logs in; raises CAR-06 or CAR-08."""
        if "STARTTLS" not in self._line.capabilities:
            raise problems.NO_ENCRYPTION(place=server.host)
        kind, _data = self._line.xatom("STARTTLS")
        if kind != "OK":
            raise problems.NO_ENCRYPTION(place=server.host)
        self._line.wire.start_tls(trust(server.authority))
        _kind, told = self._line.capability()  # what was said before the encryption does not count
        self._line.capabilities = tuple(told[-1].decode("ascii", "replace").upper().split())

    def outline(self, uid: int) -> tuple[int, bytes]:
        """Size in bytes of a message and the description of its parts, without fetching it."""
        kind, data = self._line.uid("FETCH", str(uid), "(RFC822.SIZE BODYSTRUCTURE)")
        told = b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in data if part)
        size = re.search(rb"RFC822\.SIZE (\d+)", told)
        if kind != "OK" or (told and size is None):
            raise problems.STRANGE_ANSWER(place=self._line.wire.host)
        return (int(size[1]) if size else 0), told  # a message deleted meanwhile tells nothing

    def content(self, uid: int, size: int) -> Iterator[bytes]:
        """The message in pieces; nothing there is marked as read."""
        done = 0
        while done < size:
            kind, data = self._line.uid("FETCH", str(uid), f"(BODY.PEEK[]<{done}.{CHUNK}>)")
            pieces = [part[1] for part in data if isinstance(part, tuple) and b"BODY[]<" in part[0]]
            if kind != "OK" or len(pieces) > 1 or len(b"".join(pieces)) > CHUNK:
                raise problems.STRANGE_ANSWER(place=self._line.wire.host)
            if not pieces or not pieces[0]:
                return  # deleted meanwhile, or shorter than was told
            yield pieces[0]
            done += len(pieces[0])
