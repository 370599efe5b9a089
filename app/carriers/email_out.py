"""Sending by SMTP, encrypted and the server's certificate checked; or the same message as a file for any program."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.carriers import problems
from app.carriers.carrier import Condition, HandedOver, Proof, check_name, measure
from app.carriers.letter import Letter, check_address
from app.carriers.passwords import Account, Passwords
from app.carriers.security import Security, is_this_computer
from app.carriers.trust import trust
from app.carriers.wire import PATIENCE, Watch, Wire, connect
from app.kernel.clock import Clock
from app.kernel.files import atomic_file, size_text
from app.kernel.problems import Problem, ProblemKind
from app.kernel.progress import Progress


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in or fetched; ``user`` is empty where the server wants no log-in."""

    host: str
    port: int
    user: str = ""
    security: Security = Security.TLS
    authority: Path | None = None
    """A certificate (PEM) to trust instead of the system's list."""

    @property
    def account(self) -> Account:
        """Whose password is needed."""
        return Account(self.host, self.user)


def open_line(server: MailServer, progress: Progress, patience: float) -> Wire:
    """A connection, already encrypted for TLS; raises CAR-01, CAR-06, CAR-08."""
    if server.security is Security.NONE and not is_this_computer(server.host):
        raise problems.NO_ENCRYPTION(place=server.host)
    wire = connect(server.host, server.port, Watch(server.host, progress, patience))
    try:
        if server.security is Security.TLS:
            wire.start_tls(trust(server.authority))
    except BaseException:
        wire.close()
        raise
    return wire


@dataclass(kw_only=True)
class MailOut:
    """Sends files to one receiver by a mail server."""

    server: MailServer
    sender: str
    receiver: str
    clock: Clock
    passwords: Passwords = field(default_factory=Passwords)
    most: int | None = None
    """Bytes of a message the office allows itself, where the server allows more or does not say."""
    patience: float = PATIENCE
    answer_patience: float = 300
    """Seconds for the answer to a whole message: servers look through it first, and asking again is sending again."""

    def check(self, progress: Progress) -> Condition:
        """Connects, encrypts and logs in, and sends nothing."""
        try:
            with self._session(progress) as session:
                return Condition(place=self.server.host, reachable=True, writable=True, largest=self._limit(session))
        except Problem as problem:
            met = problem.code not in {problems.NOT_REACHABLE.code, problems.NO_ANSWER.code}
            return Condition(place=self.server.host, reachable=met, problems=(problem,))

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """Hands a message in; raises CAR-01 to CAR-15, CAR-17, CAR-20, or Cancelled."""
        letter = self.letter(path, name, progress)
        with self._session(progress) as session:
            limit = self._limit(session)
            if limit is not None and letter.size > limit:
                limit_text, needed = size_text(limit), size_text(letter.size)
                raise problems.TOO_LARGE(name=name, needed=needed, limit=limit_text, place=self.server.host)
            size = [f"SIZE={letter.size}"] if session.has_extn("size") else []
            self._expect(session.mail(self.sender, size), 250, problems.ADDRESS_REFUSED, letter)
            self._expect(session.rcpt(self.receiver), 250, problems.ADDRESS_REFUSED, letter)
            self._expect(session.docmd("DATA"), 354, problems.REFUSED_THERE, letter)
            self._expect(session.stream(letter, progress, self.answer_patience), 250, problems.REFUSED_THERE, letter)
        return HandedOver(
            proof=Proof.ACCEPTED,
            place=self.receiver,
            name=name,
            size=letter.measured.size,
            sha256=letter.measured.sha256,
            message_id=letter.message_id,
        )

    def letter(self, path: Path, name: str, progress: Progress) -> Letter:
        """The message for a file; raises CAR-13, CAR-17 or CAR-20."""
        check_name(name)
        check_address(self.sender, "sender")
        check_address(self.receiver, "receiver")
        measured = measure(path, progress)
        return Letter(
            sender=self.sender,
            receiver=self.receiver,
            path=path,
            name=name,
            measured=measured,
            at=self.clock.now(),
        )

    def _limit(self, session: _Session) -> int | None:
        told = session.esmtp_features.get("size", "")
        limits = [int(told)] if re.fullmatch("[1-9][0-9]{0,17}", told) else []
        return min([*limits, self.most] if self.most is not None else limits, default=None)

    @contextmanager
    def _session(self, progress: Progress) -> Iterator[_Session]:
        wire = open_line(self.server, progress, self.patience)
        try:
            with self._translated():
                session = _Session(wire)
                self._greet(session)
                self._log_in(session)
                yield session
                with suppress(Problem):  # what was accepted stays accepted when the good-bye fails
                    session.quit()
        finally:
            wire.close()

    def _greet(self, session: _Session) -> None:
        self._expect(session.getreply(), 220, problems.BUSY)
        self._expect(session.ehlo(), 250, problems.STRANGE_ANSWER)
        if self.server.security is Security.STARTTLS:
            if not session.has_extn("starttls"):
                raise problems.NO_ENCRYPTION(place=self.server.host)
            self._expect(session.docmd("STARTTLS"), 220, problems.NO_ENCRYPTION)
            session.wire.start_tls(trust(self.server.authority))
            # What was said before the encryption does not count.
            self._expect(session.ehlo(), 250, problems.STRANGE_ANSWER)

    def _log_in(self, session: _Session) -> None:
        if not self.server.user:
            return
        try:
            session.login(self.server.user, self.passwords.of(self.server.account))
        except smtplib.SMTPAuthenticationError as error:
            temporary = 400 <= error.smtp_code < 500
            kind = problems.BUSY if temporary else problems.WRONG_PASSWORD
            raise kind(field="password", place=self.server.host, answer=error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise problems.NOT_ALLOWED(place=self.server.host, answer="AUTH") from error
        except UnicodeError as error:  # the log-in of SMTP as servers know it has ASCII letters only
            raise problems.WRONG_PASSWORD(field="password", place=self.server.host) from error

    def _expect(
        self, reply: tuple[int, bytes], wanted: int, otherwise: ProblemKind, letter: Letter | None = None
    ) -> None:
        code, text = reply
        if code == wanted or (wanted == 250 and code == 251):
            return
        answer = _answer(code, text)
        name, needed = (letter.name, size_text(letter.size)) if letter else ("", "")
        raise _kind_of(code, answer, otherwise)(place=self.server.host, answer=answer, name=name, needed=needed)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPServerDisconnected as error:
            raise problems.CONNECTION_CUT(place=self.server.host) from error
        except smtplib.SMTPException as error:
            raise problems.STRANGE_ANSWER(place=self.server.host) from error


def _answer(code: int, text: bytes) -> str:
    """The figures of an answer, such as ``552 5.2.2``: its words may hold addresses, which no log must keep."""
    found = re.match(rb"([245]\.\d{1,3}\.\d{1,3})\b", text)
    return f"{code} {found[1].decode()}" if found else str(code)


def _kind_of(code: int, answer: str, otherwise: ProblemKind) -> ProblemKind:
    """What an answer means; figures from RFC 5321 and RFC 3463."""
    detail = answer.partition(" ")[2]
    if detail[1:] == ".2.2" or (code == 552 and not detail):
        return problems.MAILBOX_FULL
    if detail[1:] in {".3.4", ".2.3"}:
        return problems.TOO_LARGE_UNSAID
    if code in {530, 534, 535}:
        return problems.WRONG_PASSWORD
    return problems.BUSY if 400 <= code < 500 else otherwise


class _Session(smtplib.SMTP):
    """The protocol of smtplib over a line that can be stopped, with a body that flows."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(local_hostname="[127.0.0.1]")  # the computer's own name is nobody's business
        self.wire = wire
        self.sock = wire  # type: ignore[assignment]  # stands in for a socket: smtplib only closes it
        self.file = wire

    def send(self, s: str | bytes | memoryview) -> None:  # type: ignore[override]  # all smtplib hands over
        self.wire.send(s.encode("ascii") if isinstance(s, str) else s)

    def close(self) -> None:
        self.wire.close()

    def stream(self, letter: Letter, progress: Progress, patience: float) -> tuple[int, bytes]:
        """Sends the body and waits for the answer; raises CAR-04 when all was sent and no answer came."""
        for chunk in letter.chunks(progress):
            # A dot at the beginning of a line is doubled (RFC 5321 4.5.2); every chunk of a letter begins a line.
            self.wire.send(re.sub(rb"(?m)^\.", b"..", chunk))
        self.wire.send(b".\r\n")
        self.wire.watch.patience, usual = patience, self.wire.watch.patience
        try:
            return self.getreply()
        except Problem as problem:
            raise problems.ANSWER_LOST(place=self.wire.host) from problem
        except smtplib.SMTPServerDisconnected as error:
            raise problems.ANSWER_LOST(place=self.wire.host) from error
        finally:
            self.wire.watch.patience = usual


def write_eml(letter: Letter, target: Path, progress: Progress) -> None:
    """The message as a file to open and send in any mail program; raises FIL-01 to FIL-08 or CAR-20.

    Nothing is handed over by it: only the person knows whether the mail program sent it.
    """
    with atomic_file(target, verify=True, needed=letter.size) as out:
        out.write(b"X-Unsent: 1\r\n")  # mail programs that know it open the message as a draft
        for chunk in letter.chunks(progress):
            out.write(chunk)
