"""Files that arrive together, from a stick, a mailbox or a server: each is taken in on its own, and none stops others.

Bundles, receipts and packages are taken in; key files wait for their words to be compared; parts of a large file are
kept until the last of them is there, whenever and by whatever way it comes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from app.carriers.carrier import ENDINGS
from app.exchange.enrolling import OWN_FILE, TakeInKeyFile
from app.exchange.header import Core
from app.exchange.opening import inspect
from app.exchange.ring import own_secrets
from app.exchange.splitting import Part, groups_of, join, read_part
from app.intake.collecting import Desk, take_in_chain
from app.intake.receiving import keep, keep_part, kept_parts
from app.intake.views import CameIn
from app.kernel.files import file_problems
from app.kernel.problems import Cancelled, Problem, Refused, Unavailable
from app.kernel.progress import Progress

BUNDLE, PART, KEY = ENDINGS


class OfficeDesk(Desk, Protocol):
    """A desk that knows whose it is."""

    own_office_uid: str


@dataclass(frozen=True)
class Arrived:
    """A file that lies there, and what it is called."""

    path: Path
    name: str


@dataclass
class Taken:
    """What became of files that arrived together."""

    came: list[CameIn] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """SHA-256 -> name of the file as it arrived."""
    keys: list[str] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    own: int = 0
    """Files of this very office that lay there too; they are left alone."""
    others: int = 0
    """Files for other offices in a folder that is shared; they are left alone."""
    foreign: list[str] = field(default_factory=list)
    """Files on the stick that could run; reported, never opened."""
    done: set[Path] = field(default_factory=set)
    """The files looked at to the end; the own disk or store stopped at the others."""
    is_stopped: bool = False
    """The person stopped it before all files were looked at."""

    def add(self, other: Taken) -> None:
        """Joins what became of more files."""
        self.came += other.came
        self.names |= other.names
        self.keys += other.keys
        self.problems += other.problems
        self.own, self.others = self.own + other.own, self.others + other.others
        self.foreign += other.foreign
        self.done |= other.done
        self.is_stopped |= other.is_stopped

    @property
    def is_empty(self) -> bool:
        """Whether nothing of ours lay there."""
        return not (self.came or self.keys or self.problems)


def take_in_files(desk: OfficeDesk, arrived: Iterable[Arrived], progress: Progress, *, shared: bool = False) -> Taken:
    """Takes in what is ours among these files; with ``shared`` what is sealed for other offices alone stays out.

    Cancelled, those before are in, and the one at hand is as it was before.
    """
    files = sorted(arrived, key=lambda each: each.name)
    work = _Work(desk, shared=shared, alone=len(files) == 1)
    try:
        for number, each in enumerate(files):
            progress.check_cancelled()
            progress.step(number, len(files), each.name)
            work.take(each, progress.stretch(100 * number // len(files), 100 * (number + 1) // len(files)))
        work.join_parts()
    except Cancelled:
        work.taken.is_stopped = True
    return work.taken


class _Work:
    """One round of taking in."""

    def __init__(self, desk: OfficeDesk, *, shared: bool, alone: bool) -> None:
        self._desk, self._shared, self._alone = desk, shared, alone
        self._own = frozenset(secret.key_id for secret in desk.read(own_secrets))
        self._new_parts: set[tuple[str, str, int, int]] = set()
        self.taken = Taken()

    def take(self, each: Arrived, progress: Progress) -> None:
        """Takes one file in by its ending; others than ours are no business of the exchange."""
        name = each.name.casefold()
        bundle = partial(self._bundle, progress=progress)
        take: dict[str, Callable[[Arrived], None]] = {BUNDLE: bundle, PART: self._part, KEY: self._key}
        try:
            for ending in sorted(take, key=len, reverse=True):
                if name.endswith(ending):
                    take[ending](each)
                    break
        except Problem as problem:
            self.taken.problems.append((each.name, problem))
            if isinstance(problem, Unavailable):
                return
        self.taken.done.add(each.path)

    def _bundle(self, each: Arrived, progress: Progress | None = None) -> None:
        core = _core_of(each.path)
        if core is not None and core.sender.key_id in self._own:
            self.taken.own += 1
        elif core is not None and self._shared and not self._is_for_us(core):
            self.taken.others += 1
        else:
            digest = keep(self._desk.files, each.path).stem
            self.taken.names[digest] = each.name
            self.taken.came += take_in_chain(self._desk, digest, each.name, progress)

    def _is_for_us(self, core: Core) -> bool:
        return any(party.office_uid == self._desk.own_office_uid for party in core.receivers)

    def _key(self, each: Arrived) -> None:
        with file_problems(each.path):
            content = each.path.read_bytes()
        try:
            self.taken.keys.append(self._desk.do(TakeInKeyFile(content=content)).value)
        except Refused as problem:
            if self._alone or problem.kind is not OWN_FILE:
                raise
            self.taken.own += 1  # it lies on the stick for the other office

    def _part(self, each: Arrived) -> None:
        part = read_part(each.path)
        keep_part(self._desk.files, each.path)
        self._new_parts.add(part.whole)

    def join_parts(self) -> None:
        """Joins what is whole now; of what is not, the missing parts are named."""
        if not self._new_parts:
            return
        for group in _groups(kept_parts(self._desk.files)):
            if group[0].whole in self._new_parts:
                self._join(group)

    def _join(self, group: Sequence[Part]) -> None:
        name = group[0].name
        with tempfile.TemporaryDirectory() as folder:
            try:
                self._bundle(Arrived(join(group, Path(folder) / name), name))
            except Problem as problem:
                self.taken.problems.append((name, problem))
                return
        for part in group:
            part.path.unlink(missing_ok=True)


def _groups(paths: Iterable[Path]) -> list[tuple[Part, ...]]:
    """Parts that belong together; a file that was split anew into larger or smaller parts is another group."""
    rooms: dict[int, list[Part]] = {}
    for path in paths:
        try:
            part = read_part(path)
        except Problem:
            continue  # it was whole when it was kept; what a disk did to it since must not stop the others
        rooms.setdefault(_room(part), []).append(part)
    return [group for parts in rooms.values() for group in groups_of(parts)]


def _room(part: Part) -> int:
    """Bytes of each part but the last of the file this one was cut from."""
    return part.length if part.number == 1 else part.offset // (part.number - 1)


def _core_of(path: Path) -> Core | None:
    try:
        return inspect(path).header.core
    except Problem:
        return None  # taking it in says what is wrong
