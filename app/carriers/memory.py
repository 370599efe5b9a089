"""A carrier that keeps everything in memory and fails on request: for practice, and to test what stands above it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.carriers import problems
from app.carriers.carrier import (
    Arrival,
    Collected,
    Condition,
    HandedOver,
    Proof,
    Since,
    check_name,
    chunks_of,
    is_ours,
    measure,
    part_name,
)
from app.carriers.landing import Landing
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress

PLACE = "bộ nhớ"


class Fault(StrEnum):
    """How one operation of the carrier goes wrong."""

    REFUSE = "refuse"
    TEAR = "tear"
    """Half of the bytes are taken, then the connection is gone."""
    FLIP = "flip"
    """One bit is turned on the way."""
    HANG = "hang"
    """Nothing comes back until the work is cancelled or patience ends."""
    SWALLOW = "swallow"
    """The operation is done and its answer lost."""


@dataclass
class MemoryCarrier:
    """Operations are counted from 1 over the carrier's whole life: check, put, read back, name, list, get."""

    faults: Mapping[int, Fault] = field(default_factory=dict)
    shelf: dict[str, bytes] = field(default_factory=dict)
    patience: float = 5
    """Seconds until a hanging operation is given up."""
    operations: int = 0

    def check(self, progress: Progress) -> Condition:
        """Whether the first operation would pass now."""
        progress.check_cancelled()
        try:
            self._operate(progress)
        except Problem as problem:
            return Condition(place=PLACE, reachable=False, problems=(problem,))
        return Condition(place=PLACE, reachable=True, writable=True)

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """Put, read back, name; raises CAR-02 to CAR-04, CAR-12, CAR-17 to CAR-20, or Cancelled."""
        check_name(name)
        measured = measure(path, progress)
        already = name in self.shelf
        if already and hashlib.sha256(self.shelf[name]).hexdigest() != measured.sha256:
            raise problems.DIFFERENT_THERE(place=PLACE, name=name)
        if not already:
            self._bring(path, name, measured.sha256, progress)
        return HandedOver(
            proof=Proof.READ_BACK,
            place=PLACE,
            name=name,
            size=measured.size,
            sha256=measured.sha256,
            already_there=already,
        )

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """Everything on the shelf that has one of our names."""
        self._operate(progress)
        for name in sorted(name for name in self.shelf if is_ours(name)):
            progress.check_cancelled()
            mark = f"{name}|{len(self.shelf[name])}"
            if mark in since.marks:
                continue
            with Landing(into, name) as landing:
                landing.write(self._get(name, progress))
                landed, digest = landing.finish()
            yield Arrival(name=name, path=landed, size=landing.size, sha256=digest, origin=PLACE, mark=mark)

    def _bring(self, path: Path, name: str, sha256: str, progress: Progress) -> None:
        part = part_name(name, sha256)
        try:
            self._put(part, path, progress)
            if hashlib.sha256(self._get(part, progress)).hexdigest() != sha256:
                raise problems.READ_BACK_DIFFERS(place=PLACE, name=name)
            self._rename(part, name, progress)
        except (Cancelled, Problem) as error:
            torn = isinstance(error, Problem) and error.code == problems.CONNECTION_CUT.code
            if not torn:  # a line that is gone cleans up nothing
                self.shelf.pop(part, None)
            raise

    def _put(self, part: str, path: Path, progress: Progress) -> None:
        fault = self._operate(progress)
        content = b"".join(chunks_of(path, progress))
        if fault is Fault.TEAR:
            self.shelf[part] = content[: len(content) // 2]
            raise problems.CONNECTION_CUT(place=PLACE)
        self.shelf[part] = _flipped(content) if fault is Fault.FLIP else content
        if fault is Fault.SWALLOW:
            raise problems.NO_ANSWER(place=PLACE, seconds=round(self.patience))

    def _get(self, name: str, progress: Progress) -> bytes:
        fault = self._operate(progress)
        if fault in {Fault.TEAR, Fault.SWALLOW}:
            raise problems.CONNECTION_CUT(place=PLACE)
        return _flipped(self.shelf[name]) if fault is Fault.FLIP else self.shelf[name]

    def _rename(self, part: str, name: str, progress: Progress) -> None:
        fault = self._operate(progress)
        if fault is Fault.TEAR:
            raise problems.CONNECTION_CUT(place=PLACE)
        self.shelf[name] = self.shelf.pop(part)
        if fault is Fault.SWALLOW:
            raise problems.ANSWER_LOST(place=PLACE)

    def _operate(self, progress: Progress) -> Fault | None:
        progress.check_cancelled()
        self.operations += 1
        fault = self.faults.get(self.operations)
        if fault is Fault.REFUSE:
            raise problems.REFUSED_THERE(place=PLACE, answer="554")
        if fault is Fault.HANG:
            self._hang(progress)
        return fault

    def _hang(self, progress: Progress) -> None:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            progress.check_cancelled()
            time.sleep(0.01)
        raise problems.NO_ANSWER(place=PLACE, seconds=round(self.patience))


def _flipped(content: bytes) -> bytes:
    if not content:
        return content
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
