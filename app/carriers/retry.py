"""When a waiting file is tried again, and when only a person can help. Pure: no clock, no dice.

The waits grow and are spread a little by the file's own hash, so that a hundred communes whose network comes back at
the same moment do not call in step, and the same file always gets the same times.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from app.carriers import problems as known
from app.kernel.problems import Problem

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
SPREAD = 0.2
"""A wait may be so much shorter or longer than its step."""

_PASSES_BY_ITSELF = frozenset(
    kind.code
    for kind in (
        known.NOT_REACHABLE,
        known.CONNECTION_CUT,
        known.NO_ANSWER,
        known.ANSWER_LOST,
        known.BUSY,
        known.STRANGE_ANSWER,
        known.READ_BACK_DIFFERS,
    )
)
MOST_STRANGE = 5
"""After so many tries the same oddity is shown to a person as well."""


class Advice(StrEnum):
    """What to do about a failed try."""

    TRY_AGAIN = "try_again"
    A_PERSON_MUST_ACT = "a_person_must_act"


def advice(problem: Problem, tries: int) -> Advice:
    """Whether waiting can help; ``tries`` counts those made so far, the failed one included.

    What is out of the network's moods (passwords, sizes, sticks) waits for a person at once. Strange answers and
    damaged copies may pass, but not for ever.
    """
    if problem.code not in _PASSES_BY_ITSELF:
        return Advice.A_PERSON_MUST_ACT
    strange = problem.code in {known.STRANGE_ANSWER.code, known.READ_BACK_DIFFERS.code}
    return Advice.A_PERSON_MUST_ACT if strange and tries >= MOST_STRANGE else Advice.TRY_AGAIN


def wait_after(sha256: str, tries: int) -> timedelta:
    """How long to wait after so many failed tries: 1, 2, 4, … minutes up to 6 hours, each within a fifth."""
    if tries < 1:
        raise ValueError("nothing failed yet")
    step = min(FIRST_WAIT * (1 << min(tries - 1, 20)), LONGEST_WAIT)
    drawn = int.from_bytes(hashlib.sha256(f"{sha256}:{tries}".encode()).digest()[:4]) / (2**32 - 1)
    return step * (1 + SPREAD * (2 * drawn - 1))


def next_try_at(sha256: str, tries: int, failed_at: datetime) -> datetime:
    """The moment of the next try, to the whole second."""
    return (failed_at + wait_after(sha256, tries)).replace(microsecond=0)
