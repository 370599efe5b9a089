"""What every way of carrying a file can do: say what it knows beforehand, hand a file over with proof, collect files.

A carrier never guesses: ``send`` returns only with a proof, and everything short of it is a Problem with a code CAR-…
or Cancelled. Sending the same file twice is harmless everywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.carriers.problems import BAD_NAME, SOURCE_CHANGED
from app.kernel.files import safe_name
from app.kernel.problems import Problem
from app.kernel.progress import Progress

ENDINGS = (".xaso", ".xaso-phan", ".xaso-khoa")
"""What is carried: bundles, receipts and packages; parts of large ones; key files."""
CHUNK = 256 * 1024
"""Bytes held in memory at a time."""
LARGEST = 4 * 1024**3 - 1
"""Bytes of one file: what FAT32, the file system of most sticks, can hold."""


class Proof(StrEnum):
    """Why a file counts as handed over."""

    READ_BACK = "read_back"
    """The bytes were read again where they now lie, and are the same."""
    ACCEPTED = "accepted"
    """A mail server took them and answers for them; nobody can read them back there."""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """The proof that a file was handed over; that it arrived is said by a receipt alone."""

    proof: Proof
    place: str
    name: str
    size: int
    sha256: str
    """Of the bytes read back; of the bytes sent where the proof is ACCEPTED."""
    message_id: str = ""
    stick: str = ""
    """The id of the stick or folder, on which a receipt may be expected."""
    already_there: bool = False


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A file on a stick that could be run; it is reported and never opened."""

    name: str
    starts_by_itself: bool = False


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What can be said before anything is sent; None where the medium cannot tell."""

    place: str
    reachable: bool
    writable: bool | None = None
    free: int | None = None
    largest: int | None = None
    removable: bool = False
    stick: str = ""
    torn: tuple[str, ...] = ()
    """Half-written files of earlier tries; the next send removes them."""
    foreign: tuple[Foreign, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What would stop a send now."""


@dataclass(frozen=True, kw_only=True)
class Since:
    """What the caller remembers of earlier collections from the same place; empty means everything."""

    position: str = ""
    marks: Container[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A file that came: ``path`` lies in the caller's folder, ``name`` is what it was called."""

    name: str
    path: Path
    size: int
    sha256: str
    origin: str
    mark: str
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A file that is there and did not come; the others still do."""

    name: str
    origin: str
    problem: Problem
    mark: str
    position: str = ""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Everything up to this position was looked at; remember it instead of the positions before."""

    position: str


Collected = Arrival | Unread | Reached


class Carrier(Protocol):
    """One way to another office."""

    def check(self, progress: Progress) -> Condition:
        """What can be said now; never raises a Problem, only Cancelled."""
        ...

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """Hands the file over under this name; raises a Problem or Cancelled when there is no proof that it is."""
        ...

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """Copies what is new into a folder, one file at a time; what was yielded before a Problem stays good."""
        ...


def is_ours(name: str) -> bool:
    """Whether a file of this name is carried at all."""
    return name.casefold().endswith(ENDINGS)


def check_name(name: str) -> None:
    """Refuses a name that is not ours or that some file system, server or mail program would change (CAR-17)."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", name) is not None
    if not (plain and is_ours(name) and safe_name(name) == name and len(name) <= MOST_LETTERS):
        raise BAD_NAME(field="name", name=name[:80])


MOST_LETTERS = 100
_TORN = re.compile(r"\.[0-9a-f]{8}\.part$")


def part_name(name: str, token: str) -> str:
    """How a file is called until it is whole; never one of the names that are collected."""
    return f"{name}.{token[:8]}.part"


def torn_name(name: str) -> str:
    """The final name a half-written file was meant for; empty when the name is not one of ours."""
    whole = _TORN.sub("", name)
    return whole if whole != name and is_ours(whole) else ""


@dataclass(frozen=True)
class Measured:
    """Size in bytes and SHA-256 of a file as it lies ready."""

    size: int
    sha256: str


def measure(path: Path, progress: Progress) -> Measured:
    """Reads the file to be sent once; raises CAR-20 when it cannot be read."""
    seen, size = hashlib.sha256(), 0
    for chunk in chunks_of(path, progress):
        seen.update(chunk)
        size += len(chunk)
    return Measured(size, seen.hexdigest())


def chunks_of(path: Path, progress: Progress) -> Iterator[bytes]:
    """The bytes of the file to be sent, a little at a time; raises CAR-20 when it cannot be read, or Cancelled."""
    try:
        stream = path.open("rb", buffering=0)
    except OSError as error:
        raise SOURCE_CHANGED(name=path.name) from error
    with stream:
        while True:
            progress.check_cancelled()
            try:
                chunk = stream.read(CHUNK)
            except OSError as error:
                raise SOURCE_CHANGED(name=path.name) from error
            if not chunk:
                return
            yield chunk
