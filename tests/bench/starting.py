"""From the start of the program to the painted window, with a large store and a small one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    bare, whole, person, little = map(fresh.least, (bare_rounds, at_once, typed, few))
    window = bare["painted_at"]
    people = f"{sizes.people:,} people, {sizes.entries:,} journal rows"
    against: dict[str, Any] = {"show": milliseconds, "against": "bare QMainWindow", "baseline": window}
    return [
        Figure(
            measure="start to first window painted (asks for the password)", ours=person["asked_at"], aim=1.5, **against
        ),
        Figure(
            measure=f"  + Enter to main window painted; {people}",
            ours=person["asked_at"] + person["framed"],
            aim=1.5,
            **against,
        ),
        Figure(
            measure="  + Enter to the day's list painted in it", ours=person["asked_at"] + person["opened"], **against
        ),
        Figure(measure="  the same, Enter at once instead of after typing", ours=whole["page_at"], **against),
        Figure(
            measure="Enter to the day's list painted, large store",
            ours=person["opened"],
            show=milliseconds,
            against=f"{sizes.few_entries:,} journal rows",
            baseline=little["opened"],
            aim=1.25,
        ),
        Figure(
            measure="peak memory of the open window, large store",
            ours=person["memory"],
            show=megabytes,
            against="bare QMainWindow",
            baseline=bare["memory"],
        ),
        Figure(
            measure="the same",
            ours=person["memory"],
            show=megabytes,
            against=f"{sizes.few_entries:,} journal rows",
            baseline=little["memory"],
            aim=1.15,
        ),
    ]


def _waited(moments: dict[str, float]) -> dict[str, float]:
    """Adds what the person waits for after Enter; typing itself is no waiting."""
    entered = moments["entered_at"]
    return {**moments, "framed": moments["frame_at"] - entered, "opened": moments["page_at"] - entered}
