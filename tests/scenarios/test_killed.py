"""A program killed at any moment loses nothing that was confirmed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from app.kernel.clock import FixedClock
from app.offices import queries
from app.workspace import Workspace
from tests.support.stores import PASSWORD

COMMANDS = 300


def confirmed_before_the_kill(folder: Path, first: int, last_wanted: int) -> list[int]:
    """Runs the child until it has confirmed a drawn number of commands, then kills it where it stands."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.scenarios.writing_child", str(folder), str(first), str(COMMANDS)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    confirmed = []
    for line in child.stdout:
        confirmed.append(int(line))
        if confirmed[-1] >= last_wanted:
            child.kill()
    child.wait()
    child.stdout.close()
    return confirmed


def test_kill_during_three_hundred_commands_loses_nothing_confirmed(workspace_folder: Path, clock: FixedClock) -> None:
    draw = random.Random(30)
    confirmed: set[int] = set()
    kills = 0
    while len(confirmed) < COMMANDS:
        first = max(confirmed, default=0) + 2
        confirmed.update(confirmed_before_the_kill(workspace_folder, first, first + draw.randint(10, 60)))
        kills += 1
        with Workspace.open(workspace_folder, PASSWORD, clock=clock) as workspace:
            kept = {int(hamlet.name.split()[-1]) for hamlet in workspace.read(queries.hamlets)}
            assert confirmed <= kept, "a confirmed command was lost"
            assert workspace.verify() == []
    assert kills >= 5
