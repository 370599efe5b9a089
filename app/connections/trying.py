"""Trying a connection: the real log-in, nothing sent and nothing fetched; each server answers for itself."""

from __future__ import annotations

from dataclasses import dataclass

from app.carriers import problems
from app.carriers.carrier import Condition
from app.carriers.passwords import Passwords
from app.connections.accounts import DavAccount, MailAccount
from app.connections.rules import checked_dav, checked_mail
from app.connections.servers import dav_folder, mail_out, mailbox
from app.kernel.clock import Clock
from app.kernel.files import size_text
from app.kernel.problems import Problem
from app.kernel.progress import Progress
from app.kernel.words import N_, _

_LOOK = N_("Kiểm tra mạng của máy, tên máy chủ và cổng.")
_LINE = frozenset(
    kind.code for kind in (problems.NOT_REACHABLE, problems.CONNECTION_CUT, problems.NO_ANSWER, problems.BUSY)
)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How one server answered."""

    what: str
    """What it is for, in words."""
    place: str
    problem: Problem | None
    largest: int | None = None
    """Bytes of one letter it takes, where it says so."""

    @property
    def words(self) -> str:
        """The outcome as a sentence."""
        if self.problem is not None:
            what_to_do = _(_LOOK) if self.problem.code in _LINE else self.problem.next_step
            return f"{self.what}: {self.problem.sentence} {what_to_do} ({self.problem.code})"
        told = _("{what}: đăng nhập được vào “{place}”.").format(what=self.what, place=self.place)
        if self.largest is not None:
            told += " " + _("Máy chủ nhận thư tới {size}.").format(size=size_text(self.largest))
        return told


def try_mail(account: MailAccount, passwords: Passwords, clock: Clock, progress: Progress) -> list[Tried]:
    """Logs in at both servers; raises Refused for an account that cannot be, and Cancelled."""
    account = checked_mail(account)
    found = []
    if account.sends:
        told = mail_out(account, account.receiver or account.address, clock, passwords).check(progress)
        found.append(_tried(_("Gửi thư"), told, largest=told.largest))
    if account.collects:
        found.append(_tried(_("Nhận thư"), mailbox(account, passwords).check(progress)))
    return found


def try_dav(account: DavAccount, passwords: Passwords, progress: Progress) -> list[Tried]:
    """Lists the folder; raises Refused for an account that cannot be, and Cancelled."""
    account = checked_dav(account)
    return [_tried(_("Thư mục WebDAV"), dav_folder(account, "", passwords).check(progress))]


def _tried(what: str, told: Condition, largest: int | None = None) -> Tried:
    return Tried(what=what, place=told.place, problem=next(iter(told.problems), None), largest=largest)
