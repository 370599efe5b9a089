"""The program is ended by kill -9 anywhere in an export: never a torn file under a final name, no false success."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.carriers.carrier import torn_name
from app.carriers.folder import FolderCarrier
from app.carriers.sticks import MARK, read_mark
from tests.carriers.conftest import NAME, QUIET, make_file, sha256
from tests.conftest import DEEP, PROFILE
from tests.support.source_tree import ROOT

TRIES = 600 if PROFILE == DEEP else 120
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that splits processes off")


@dataclass
class Exporter:
    """The program that is killed."""

    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)

    def export(self, folder: Path, parcel: Path, kill_at: int = 0, after: float | None = None) -> str:
        """One try, ended at a call or after some seconds; the hash it called done, or nothing."""
        assert self.process.stdin
        self.process.stdin.write(f"{folder} {parcel} {NAME} {kill_at}\n")
        self.process.stdin.flush()
        done, child = "", 0
        while (word := self._line()) != "end":
            kind, _space, rest = word.partition(" ")
            if kind == "child":
                child = int(rest)
                self._kill(child, after)
            elif kind == "done":
                done = rest
        assert child
        return done

    def _kill(self, child: int, after: float | None) -> None:
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line, "the exporter itself ended"
        return line


@contextmanager
def running_exporter() -> Iterator[Exporter]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.carriers.exporter"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Exporter(process)
        assert process.stdin
        process.stdin.close()
        process.wait(10)


@pytest.fixture(scope="module")
def exporter() -> Iterator[Exporter]:
    with running_exporter() as found:
        yield found


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {MARK}


def check_after_the_kill(folder: Path, parcel: Path, done: str) -> None:
    """What must hold whenever the program was ended."""
    whole = sha256(parcel)
    if (folder / NAME).exists():
        assert sha256(folder / NAME) == whole
    if done:
        assert done == whole
        assert (folder / NAME).exists()
    assert {torn_name(name) or name for name in names(folder)} <= {NAME, ""} | {
        name for name in names(folder) if name.startswith(MARK)
    }
    assert not (folder / MARK).exists() or read_mark(folder)


def check_the_next_try(folder: Path, parcel: Path) -> None:
    sent = FolderCarrier(folder).send(parcel, NAME, QUIET)

    assert sent.sha256 == sha256(folder / NAME)
    assert {name for name in names(folder) if torn_name(name)} == set()


def test_killed_at_every_call_of_an_export(exporter, tmp_path):
    parcel = make_file(tmp_path, 1_500_000)
    finished, calls = "", 0
    while not finished:
        calls += 1
        folder = tmp_path / f"usb-{calls}"
        folder.mkdir()
        finished = exporter.export(folder, parcel, kill_at=calls)
        check_after_the_kill(folder, parcel, finished)
        check_the_next_try(folder, parcel)

    assert calls > 15  # create, writes, syncs, reading back, renames: each was a point of death


def test_killed_at_any_moment_of_an_export(exporter, tmp_path):
    parcel = make_file(tmp_path, 600_000)
    drawn = random.Random(20260101)
    started = time.monotonic()
    (tmp_path / "do").mkdir()
    assert exporter.export(tmp_path / "do", parcel)
    whole = time.monotonic() - started
    finished = 0
    for number in range(TRIES):
        folder = tmp_path / f"usb-{number}"
        folder.mkdir()
        done = exporter.export(folder, parcel, after=drawn.random() * whole)
        finished += bool(done)
        check_after_the_kill(folder, parcel, done)
        if number % 4 == 0:
            check_the_next_try(folder, parcel)

    assert finished < TRIES  # some were really killed on the way
