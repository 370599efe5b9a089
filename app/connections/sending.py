"""Sending what waits over a network: proof or a reason for each file, and when it is tried again.

A file counts as handed over only once the server answered for all of it; that it arrived is said by a receipt alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Protocol

from app.carriers import problems as known_problems
from app.carriers.email_out import MailOut, write_eml
from app.carriers.passwords import Passwords
from app.carriers.retry import Advice, advice, wait_after
from app.connections.accounts import EML, Place, Way, way_words
from app.connections.parts import ForgetParts, NotePart, parts_taken
from app.connections.queries import connections
from app.connections.rules import NO_PLACE, NOT_SET_UP
from app.connections.servers import MB, dav_folder, mail_out
from app.exchange.outbox import (
    COPY_LOST,
    NOT_TO_SEND,
    BeginHandOver,
    MarkHandedOver,
    NoteAttempt,
    is_kept,
    outbox_of,
    outgoing,
)
from app.exchange.queries import OutgoingView
from app.exchange.splitting import split
from app.intake.arriving import OfficeDesk
from app.kernel.clock import Clock
from app.kernel.files import sha256_of, size_text
from app.kernel.problems import Cancelled, Problem, Unavailable
from app.kernel.progress import Progress
from db.models import OutgoingBundle
from db.vocabulary import OutboxState


class Desk(OfficeDesk, Protocol):
    """A desk that knows the time."""

    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of one file; without a problem the server has answered for it."""

    bundle: str
    file_name: str
    receiver: str
    letters: int = 0
    """How many messages it took, those of earlier tries included."""
    problem: Problem | None = None
    next_try_at: datetime | None = None

    @property
    def is_handed_over(self) -> bool:
        """Whether it left this office."""
        return self.problem is None


_OF_ONE_FILE = frozenset(
    kind.code
    for kind in (
        known_problems.ADDRESS_REFUSED,
        known_problems.MAILBOX_FULL,
        known_problems.TOO_LARGE,
        known_problems.TOO_LARGE_UNSAID,
        known_problems.REFUSED_THERE,
        known_problems.NOT_ALLOWED,
        known_problems.NO_FOLDER_THERE,
        known_problems.NO_ROOM_THERE,
        known_problems.DIFFERENT_THERE,
        known_problems.READ_BACK_DIFFERS,
        known_problems.SOURCE_CHANGED,
        NO_PLACE,
        COPY_LOST,
        NOT_TO_SEND,
    )
)
"""Problems of one receiver or file; anything else would meet the others, too, and they are not tried in this round."""


def send_out(
    desk: Desk, views: Sequence[OutgoingView], way: Way, passwords: Passwords, progress: Progress
) -> list[Sent]:
    """Sends files of the outbox in this order; what stops one is kept with it.

    When the person stops it, what went until then is told and the rest waits untouched.
    """
    post = _Post(desk, way, passwords, progress)
    done: list[Sent] = []
    stopped: Problem | None = None
    for view in views:
        sent = Sent(bundle=view.uid, file_name=view.file_name, receiver=post.receiver(view)[0])
        try:
            if stopped is not None:
                raise stopped
            progress.check_cancelled()
            letters = post.send(view)
        except Cancelled:
            break
        except Problem as problem:
            done.append(_failed(desk, sent, way, problem))
            stopped = None if problem.code in _OF_ONE_FILE else problem
            continue
        desk.do(MarkHandedOver(bundle=view.uid, carrier=str(way)))
        done.append(replace(sent, letters=letters))
    return done


def write_letters(desk: Desk, views: Sequence[OutgoingView], folder: Path, progress: Progress) -> list[Path]:
    """The same letters as files for any mail program; nothing counts as handed over by it.

    Raises Refused ACC-08 and ACC-09, and CAR, OBX and FIL problems.
    """
    post = _Post(desk, Way.MAIL, Passwords(safe=None), progress)
    return [path for view in views for path in post.write(view, folder)]


def _failed(desk: Desk, sent: Sent, way: Way, problem: Problem) -> Sent:
    """Keeps the reason and when to try again; a receiver without an address is told and may still get it on a stick."""
    if problem.kind in (NO_PLACE, NOT_TO_SEND):
        return replace(sent, problem=problem)
    row = desk.read(outgoing, sent.bundle)
    tries = row.attempts + 1
    waits = advice(problem, tries) is Advice.TRY_AGAIN
    minutes = max(1, ceil(wait_after(row.file_sha256, tries).total_seconds() / 60)) if waits else 0
    desk.do(NoteAttempt(bundle=sent.bundle, carrier=str(way), problem=problem.code, minutes=minutes))
    return replace(sent, problem=problem, next_try_at=desk.read(outgoing, sent.bundle).next_try_at)


class _Post:
    """One round of sending by one way."""

    def __init__(self, desk: Desk, way: Way, passwords: Passwords, progress: Progress) -> None:
        self._desk, self._way, self._passwords, self._progress = desk, way, passwords, progress
        self._known = desk.read(connections, desk.own_office_uid)

    def receiver(self, view: OutgoingView) -> tuple[str, Place]:
        """By name, and where it is reached; the address of the office above stands in the account."""
        partner = next((each for each in self._known.partners if each.office_uid == view.receiver_office), None)
        if partner is None:
            return view.receiver_name, Place()
        usual = self._known.mail.receiver if partner.is_above else ""
        return partner.name, replace(partner.place, mail=partner.place.mail or usual)

    def send(self, view: OutgoingView) -> int:
        """How many messages it took; raises whatever stops it."""
        row = self._row(view.uid)
        if self._way is Way.WEBDAV:
            place = self.receiver(view)[1]
            carrier = dav_folder(self._known.dav, place.folder, self._passwords)
            self._begin(row)
            carrier.send(self._path(view.uid), row.file_name, self._progress)
            return 1
        if not self._known.mail.sends:
            raise NOT_SET_UP(way=way_words(Way.MAIL))
        out, limit = self._mail_out(view), self._known.mail.most_mb * MB
        self._begin(row)
        try:
            return self._send_letters(row, out, limit)
        except Problem as problem:
            told = out.check(self._progress).largest if problem.kind is known_problems.TOO_LARGE else None
            if told is None or told >= limit:
                raise
            return self._send_letters(row, out, told)

    def write(self, view: OutgoingView, folder: Path) -> list[Path]:
        """Its letters as files."""
        row, out, written = self._row(view.uid), self._mail_out(view), []
        self._begin(row, EML)
        with self._letters(row, self._known.mail.most_mb * MB) as paths:
            for path in paths:
                target = folder / f"{path.name}.eml"
                write_eml(out.letter(path, path.name, self._progress), target, self._progress)
                written.append(target)
        return written

    def _send_letters(self, row: OutgoingBundle, out: MailOut, limit: int) -> int:
        """Part by part; what a server took in an earlier try does not go again."""
        taken = self._desk.read(parts_taken, row.uid)
        with self._letters(row, limit) as paths:
            for number, path in enumerate(paths, start=1):
                digest = sha256_of(path)
                if digest not in taken:
                    out.send(path, path.name, self._progress)
                    if len(paths) > 1:
                        note = NotePart(bundle=row.uid, sha256=digest, number=number, parts=len(paths))
                        self._desk.do(note)
        if len(paths) > 1:
            self._desk.do(ForgetParts(bundle=row.uid))
        return len(paths)

    @contextmanager
    def _letters(self, row: OutgoingBundle, limit: int) -> Iterator[tuple[Path, ...]]:
        """What fits one letter each, under the names it goes by: the file itself, or parts of it."""
        with tempfile.TemporaryDirectory() as folder:
            named = Path(folder) / row.file_name
            shutil.copyfile(self._path(row.uid), named)
            try:
                paths = split(named, Path(folder), message_limit=limit)
            except ValueError as error:
                needed, least = size_text(row.size), size_text(limit)
                raise known_problems.TOO_LARGE(
                    name=row.file_name, needed=needed, limit=least, place=self._known.mail.smtp_host
                ) from error
            yield paths

    def _mail_out(self, view: OutgoingView) -> MailOut:
        name, place = self.receiver(view)
        if not self._known.mail.address:
            raise NOT_SET_UP(way=way_words(Way.MAIL))
        if not place.mail:
            raise NO_PLACE(office=name)
        return mail_out(self._known.mail, place.mail, self._desk.clock, self._passwords)

    def _path(self, uid: str) -> Path:
        return outbox_of(self._desk.files) / f"{uid}.xaso"

    def _begin(self, row: OutgoingBundle, carrier: str = "") -> None:
        """A letter whose answer was lost may have arrived, and nobody knows what becomes of a written one."""
        self._desk.do(BeginHandOver(bundle=row.uid, carrier=carrier or str(self._way)))

    def _row(self, uid: str) -> OutgoingBundle:
        """The file to go; a damaged copy is never carried out, nor one that was replaced."""
        row = self._desk.read(outgoing, uid)
        if row.state is OutboxState.SUPERSEDED:
            raise NOT_TO_SEND(last=row.last_sequence)
        if not is_kept(self._desk.files, row):
            raise COPY_LOST(name=row.file_name)
        return row


def worst(sent: Sequence[Sent]) -> Problem | None:
    """The problem by which a whole round is judged: the network before what a person must mend."""
    found = [each.problem for each in sent if each.problem is not None]
    return next((problem for problem in found if isinstance(problem, Unavailable)), next(iter(found), None))
