"""Collecting what others sent, from mailbox or WebDAV folders: fetched first, then taken in, then remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.carriers.carrier import Arrival, Reached, Since, Unread
from app.carriers.passwords import Passwords
from app.connections.accounts import Connections, Way
from app.connections.queries import connections
from app.connections.sending import Desk
from app.connections.servers import dav_folder, mailbox
from app.intake.arriving import Arrived, Taken, take_in_files
from app.intake.receiving import inbox_of
from app.kernel.commands import Permission, handles
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork

_SEEN: SettingKind[dict[str, Any]] = SettingKind("connection.seen", {})
MOST_MARKS = 5_000
"""Marks remembered of one place; what falls out is fetched once more and recognised."""


@dataclass(frozen=True, kw_only=True)
class NoteSeen:
    """Everything up to here was looked at in a mailbox or folder."""

    place: str
    position: str
    marks: tuple[str, ...]


@dataclass(kw_only=True)
class Collected:
    """What a round brought; ``problem`` says why a place was not looked through to its end."""

    taken: Taken = field(default_factory=Taken)
    problem: Problem | None = None
    fetched: int = 0
    is_cancelled: bool = False


@dataclass
class _Round:
    """What one place gave before its line ended."""

    arrivals: list[Arrival] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    position: str = ""
    problem: Problem | None = None
    is_cancelled: bool = False
    is_whole: bool = False


def collect_from(desk: Desk, way: Way, passwords: Passwords, progress: Progress) -> Collected:
    """Fetches and takes in what is new; raises only Refused ACC-08 and what the own disk or store says."""
    known = desk.read(connections, desk.own_office_uid)
    done = Collected()
    for place, source in _places(known, way, passwords):
        before = desk.read(seen, place)
        since = Since(position=before.position, marks=frozenset(before.marks))
        brought = _fetch(desk, source, since, progress)
        done.fetched += len(brought.arrivals)
        done.taken.add(_take_in(desk, way, brought, before))
        done.problem = done.problem or brought.problem
        done.is_cancelled = brought.is_cancelled
        if brought.is_cancelled:
            break
    return done


class _Source(Protocol):
    """The half of a carrier that is used here."""

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Arrival | Unread | Reached]: ...


def _places(known: Connections, way: Way, passwords: Passwords) -> list[tuple[str, _Source]]:
    if way is Way.MAIL:
        box = mailbox(known.mail, passwords)
        return [(f"imap {box.server.user}@{box.server.host} {box.folder}", box)]
    folders = dict.fromkeys(["", *(each.place.folder for each in known.partners)])
    found = [dav_folder(known.dav, folder, passwords) for folder in folders]
    return [(f"dav {each.address}", each) for each in found]


def _fetch(desk: Desk, source: _Source, since: Since, progress: Progress) -> _Round:
    brought = _Round()
    try:
        for one in source.collect(inbox_of(desk.files) / "arriving", since, progress):
            if isinstance(one, Arrival):
                brought.arrivals.append(one)
            elif isinstance(one, Unread):
                brought.unread.append(one)
            elif isinstance(one, Reached):
                brought.position = one.position
        brought.is_whole = True
    except Cancelled:
        brought.is_cancelled = True
    except Problem as problem:
        brought.problem = problem
    return brought


def _take_in(desk: Desk, way: Way, brought: _Round, before: NoteSeen) -> Taken:
    """What came is taken in whatever became of the line; only then it counts as seen."""
    files = {each.path: Arrived(each.path, each.name) for each in brought.arrivals}
    taken = take_in_files(desk, files.values(), Progress(), shared=way is Way.WEBDAV)
    taken.problems += [(each.name or each.origin, each.problem) for each in brought.unread]
    looked_at = [each.mark for each in brought.arrivals if each.path in taken.done]
    for path in files:
        with suppress(OSError):
            path.unlink()
    all_done = len(looked_at) == len(brought.arrivals)
    position = brought.position if all_done and brought.position else before.position
    if all_done and brought.is_whole and brought.position:
        now = replace(before, position=position, marks=())  # the position stands for the marks before it
    else:
        marks = dict.fromkeys((*before.marks, *looked_at))
        now = replace(before, position=position, marks=tuple(marks)[-MOST_MARKS:])
    if now != before:
        desk.do(now)
    return taken


def seen(session: Session, place: str) -> NoteSeen:
    """What is remembered of earlier rounds at a place."""
    kept = read_setting(session, _SEEN).get(place, {})
    return NoteSeen(place=place, position=kept.get("position", ""), marks=tuple(kept.get("marks", ())))


@handles(
    NoteSeen,
    action="connection.seen",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã xem hộp nhận trên mạng"),
)
def note_seen(work: UnitOfWork, command: NoteSeen) -> str:
    """Keeps how far a place was looked through."""
    place = {"position": command.position, "marks": list(command.marks)}
    kept = read_setting(work.session, _SEEN)
    write_setting(work.session, _SEEN, {**kept, command.place: place})
    return command.place
