"""How durations are taken: several times, the middle one counts; two ways are taken in turns, so that a busy moment
of the computer meets both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median


def taken(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(times: int, *works: Callable[[], object]) -> list[float]:
    """Middle duration of each work in seconds; each is done once before, unmeasured."""
    for work in works:
        work()
    gc.collect()
    rounds = [[taken(work) for work in works] for _round in range(times)]
    return [median(column) for column in zip(*rounds, strict=True)]
