"""The one clock: everything that asks for the time asks here, so that a test can fix it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam has had one zone without daylight saving since 1975; a fixed offset needs no zone database on Windows."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The calendar day in Vietnam."""
        ...


class SystemClock:
    """The clock of the computer."""

    def __init__(self, source: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._source = source

    def now(self) -> datetime:
        return self._source()

    def today(self) -> date:
        return self._source().astimezone(VIETNAM).date()


class FixedClock:
    """A clock that stands still until it is moved: for tests and the practice commune."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def today(self) -> date:
        return self._moment.astimezone(VIETNAM).date()

    def set(self, moment: datetime) -> None:
        """Puts the clock at a moment."""
        self._moment = moment

    def move(self, by: timedelta) -> None:
        """Moves the clock forward (or back) by a span."""
        self._moment += by
