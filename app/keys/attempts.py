"""Wrong passwords are counted beside the slot, and each next try must wait longer; nothing ever sleeps.

The file holds a count and a moment, nothing about what was typed. Whoever can write the folder can delete it: the delay
slows a person at this keyboard; against a stolen disk stands the cost of Argon2id.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.kernel.clock import Clock
from app.kernel.files import atomic_write
from app.kernel.problems import Unavailable

LONGEST_DELAY = 300
_MOST = 1_000_000


def delay_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: 0, 0, 1, 2, 4, 8, … up to 300."""
    return 0 if failures < 3 else min(2 ** min(failures - 3, 10), LONGEST_DELAY)


@dataclass(frozen=True)
class _Failures:
    count: int
    last: datetime


class Attempts:
    """The wrong tries against one slot, remembered over restarts."""

    def __init__(self, slot: Path, clock: Clock) -> None:
        self.path = slot.with_name("attempts.json")
        self._clock = clock

    def seconds_to_wait(self) -> int:
        """Whole seconds until the next try is allowed, 0 when it is allowed now."""
        failures = self._read()
        if failures is None:
            return 0
        now = self._clock.now()
        if now < failures.last:  # the clock was set back: begin the same wait anew instead of waiting for the old time
            self._write(_Failures(failures.count, now))
        passed = max((now - failures.last).total_seconds(), 0)
        return max(math.ceil(delay_after(failures.count) - passed), 0)

    def count_failure(self) -> int:
        """Counts one wrong try and tells how many seconds the next one must wait."""
        known = self._read()
        failures = _Failures(min((known.count if known else 0) + 1, _MOST), self._clock.now())
        self._write(failures)
        return delay_after(failures.count)

    def forget(self) -> None:
        """Starts counting anew after a right password."""
        with suppress(OSError):  # a right password opens the store even where nothing can be written
            self.path.unlink(missing_ok=True)

    def _read(self) -> _Failures | None:
        try:
            with self.path.open("rb") as stream:
                found = json.loads(stream.read(1000))
            count, last = found["count"], datetime.fromisoformat(found["last"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None  # damaged means uncounted: the count must never lock the owner out
        sound = isinstance(count, int) and 0 < count <= _MOST and last.tzinfo is not None
        return _Failures(count, last) if sound else None

    def _write(self, failures: _Failures) -> None:
        content = json.dumps({"count": failures.count, "last": failures.last.isoformat()})
        with suppress(Unavailable):  # the person must hear "wrong password", not "disk full"
            atomic_write(self.path, content.encode())
