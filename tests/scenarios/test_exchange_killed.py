"""Both offices' programs are ended by kill -9 anywhere in export, intake and receipt: nothing confirmed is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.exchange.content import content_for
from app.exchange.opening import check_body, inspect
from app.intake.applying import counted_anew, state_of
from app.kernel.files import sha256_of
from db.models import IncomingBundle, Person
from db.vocabulary import InboxState, OutboxState
from tests.conftest import DEEP, PROFILE
from tests.scenarios.exchanging_child import bundles, carry, one_round, opened
from tests.support.road import cheap_folder, lay_out
from tests.support.source_tree import ROOT
from tests.support.two_offices import Office

KILLS, RUNS = (600, 12) if PROFILE == DEEP else (72, 3)
SEED = int(os.environ.get("SEED", "20261122"))
LONGEST = 1.6
"""How long a child lives at most at first, in rounds; then longer where none was finished, for what piles up and what
else the computer does make rounds slower, and shorter where one was."""
SLOWER, FASTER = 1.15, 0.9

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that splits processes off"),
    pytest.mark.timeout(1200),
]
Told = defaultdict[str, set[str]]


@contextmanager
def program() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.scenarios.exchanging_child"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        process.wait(10)


def ready(process: subprocess.Popen[str]) -> float:
    """Seconds that opening both stores and one round take here and now."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith("ready"):
            return float(line.split()[1])
    raise AssertionError("the program itself ended")


def killed_once(process: subprocess.Popen[str], folder: Path, number: int, after: float, told: Told) -> str:
    """Starts a child and kills it after some seconds; keeps what it said, and gives the last thing that was done."""
    assert process.stdin and process.stdout
    process.stdin.write(f"{folder} {number}\n")
    process.stdin.flush()
    last, word = "", process.stdout.readline().split()
    while word[0] != "child":  # the child may speak before its parent names it
        last = word[0]
        told[last].add(" ".join(word[1:]))
        word = process.stdout.readline().split()
    time.sleep(after)
    os.kill(int(word[1]), signal.SIGKILL)
    for line in process.stdout:
        kind, _space, rest = line.strip().partition(" ")
        if kind == "end":
            return last
        last = kind
        told[kind].add(rest)
    raise AssertionError("the program itself ended")


def check_whole(commune: Office, superior: Office, folder: Path, told: Told) -> None:
    """What must hold whenever the programs were ended."""
    assert commune.desk.verify() == [] and superior.desk.verify() == []
    people = commune.desk.read(lambda session: set(session.scalars(select(Person.full_name))))
    assert told["added"] <= people
    left = {row.file_sha256: row for row in bundles(commune)}
    assert told["handed"] <= {sha for sha, row in left.items() if row.handed_over_at is not None}
    assert told["confirmed"] <= {sha for sha, row in left.items() if row.state is OutboxState.CONFIRMED}
    held = superior.desk.read(
        lambda session: set(
            session.scalars(select(IncomingBundle.file_sha256).where(IncomingBundle.state == InboxState.TAKEN_IN))
        )
    )
    assert told["taken"] <= held
    assert {sha for sha, row in left.items() if row.state is OutboxState.CONFIRMED} <= held, "received only when proven"
    assert superior.desk.read(state_of, commune.uid) == superior.desk.read(counted_anew, commune.uid)


def check_no_torn_file(folder: Path) -> None:
    """Everything under a final name is whole, on the stick and in the boxes."""
    for path in folder.rglob("*.xaso"):
        check_body(inspect(path))
        if path.parent.name == "inbox":
            assert path.stem == sha256_of(path)


def where_things_stand(commune: Office, superior: Office) -> str:
    """Epoch, sequences, state and reason of every bundle on both sides."""
    query = select(IncomingBundle).order_by(IncomingBundle.came_at)
    came = superior.desk.read(lambda session: list(session.scalars(query)))
    sides = {"made": bundles(commune), "came": came}
    return "\n".join(
        f"{side} {row.epoch}.{row.first_sequence}-{row.last_sequence} {row.state} {row.problem} "
        f"{row.header_hash[:6]} after {row.previous_hash[:6]}"
        for side, rows in sides.items()
        for row in rows
    )


def end_well(folder: Path) -> None:
    """Left to itself, the exchange comes to its end."""
    commune, superior = opened(folder, 9_999)
    try:
        for turn in range(8):
            one_round(commune, superior, folder, f"Vi Văn Cuối {turn}")
        carry(commune, superior, folder)
        own = commune.desk.read(lambda session: content_for(session, None).state)
        assert own == superior.desk.read(state_of, commune.uid), where_things_stand(commune, superior)
        made = [row.state for row in bundles(commune)]
        assert made[-1] is OutboxState.CONFIRMED
        assert set(made) <= {OutboxState.CONFIRMED, OutboxState.SUPERSEDED}, "what left arrived, never two in one place"
    finally:
        commune.desk.close()
        superior.desk.close()


@pytest.mark.parametrize("run", range(RUNS))
def test_killed_anywhere_nothing_confirmed_is_lost(run: int) -> None:
    drawn = random.Random(SEED + run)
    told: Told = defaultdict(set)
    ended_after: Counter[str] = Counter()
    with cheap_folder() as place, program() as process:
        folder = lay_out(Path(place))
        longest = LONGEST * ready(process)
        for number in range(1, KILLS // RUNS + 1):
            ended_after[killed_once(process, folder, number, drawn.uniform(0, longest), told)] += 1
            longest *= FASTER if f"{number} 0" in told["round"] else SLOWER
            check_no_torn_file(folder)
            commune, superior = opened(folder, number)
            try:
                check_whole(commune, superior, folder, told)
            finally:
                commune.desk.close()
                superior.desk.close()
        end_well(folder)
    assert told["confirmed"] and len(told["added"]) > len(told["confirmed"]), "killed in the middle, not only after"
    print(f"ended after: {dict(ended_after)}")
    if PROFILE == DEEP:
        assert ended_after.keys() >= {"added", "handed", "taken"}, "in export, intake and receipt"
