"""From the start of the program to the painted window, with a large store and a small one."""

from __future__ import annotations

from pathlib import Path

from tests.bench import fresh
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, megabytes, milliseconds

TYPING = 1.5
"""Seconds a person needs for a password of eight letters; meanwhile the program gets ready."""


def measure(large: Path, small: Path, sizes: Sizes) -> list[Figure]:
    """Fresh processes in turns; the password itself is nearly free in these stores."""
    fresh.run("bare_window")
    fresh.run("program_window", large, 0)
    bare_rounds, at_once, typed, few = [], [], [], []
    for _round in range(sizes.starts):
        bare_rounds.append(fresh.run("bare_window"))
        at_once.append(fresh.run("program_window", large, 0))
        typed.append(_waited(fresh.run("program_window", large, TYPING)))
        few.append(_waited(fresh.run("program_window", small, TYPING)))
    bare, whole, person, little = map(fresh.medians, (bare_rounds, at_once, typed, few))
    window = bare["painted_at"]
    people = f"{sizes.people:,} people, {sizes.entries:,} journal rows"
    return [
        Figure(measure="start to first window (asks for the password)", ours=person["asked_at"], show=milliseconds,
               against="bare QMainWindow", baseline=window, aim=1.5),
        Figure(measure=f"waiting from start to painted page, typing {TYPING} s not counted; {people}",
               ours=person["waited"], show=milliseconds, against="bare QMainWindow", baseline=window, aim=1.5),
        Figure(measure="the same, password entered at once", ours=whole["page_at"], show=milliseconds,
               against="bare QMainWindow", baseline=window, aim=1.5),
        Figure(measure="Enter to painted page", ours=person["opened"], show=milliseconds,
               against=f"with {sizes.few_entries:,} journal rows", baseline=little["opened"], aim=1.15),
        Figure(measure="peak memory of the open window", ours=person["memory"], show=megabytes,
               against="bare QMainWindow", baseline=bare["memory"]),
        Figure(measure="peak memory, large store", ours=person["memory"], show=megabytes,
               against=f"with {sizes.few_entries:,} journal rows", baseline=little["memory"], aim=1.15),
    ]


def _waited(moments: dict[str, float]) -> dict[str, float]:
    """Adds what the person waits for: the first window, then everything after Enter."""
    opened = moments["page_at"] - moments["entered_at"]
    return {**moments, "opened": opened, "waited": moments["asked_at"] + opened}
