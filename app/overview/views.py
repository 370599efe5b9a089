"""What is shown of reports of communes added up: frozen values, never mapped rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.periods import Period


class Sent(StrEnum):
    """What a commune sent for a period; only signed reports are added up."""

    ON_TIME = "on_time"
    LATE = "late"
    CAME = "came"
    """There is no last day to be held against."""
    DRAFT = "draft"
    OTHER_DAYS = "other_days"
    """Its report of this name counts other days, so it adds to nothing here."""
    LOG_ONLY = "log_only"
    NOTHING = "nothing"


COUNTED = (Sent.ON_TIME, Sent.LATE, Sent.CAME)


@dataclass(frozen=True, kw_only=True)
class CommuneSent:
    """One enrolled commune and its report of a period."""

    office_uid: str
    office_name: str
    sent: Sent
    report: str = ""
    """Uid of its report; empty where none came."""
    revision: int = 0
    document: str = ""
    number: str = ""
    """``12/BC-UBND`` as the commune numbered it."""
    signed_on: date | None = None
    came_on: date | None = None
    """The day on which its signed paper first came here."""
    last_day: date | None = None
    days: str = ""
    """Which days its report counts, where they are others."""
    entries: int = 0
    """Of a commune without a report: entries of its log in these days."""

    @property
    def uid(self) -> str:
        """Its office."""
        return self.office_uid

    @property
    def is_counted(self) -> bool:
        """Whether its figures are in the sums."""
        return self.sent in COUNTED


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one commune's report says of one figure, exactly as sent; None is missing, never 0."""

    office_uid: str
    office_name: str
    report: str
    value: int | None
    year: int | None
    covered: int = 0
    missing: int = 0
    """Entries of the commune that should have given a number and did not."""


@dataclass(frozen=True, kw_only=True)
class SumLine:
    """One figure over all communes."""

    key: str
    name: str
    unit: str
    adds_up: bool
    """False for shares and days, which are told commune by commune and never summed."""
    value: int | None
    year: int | None
    parts: tuple[Part, ...]
    """One for each commune whose report is counted."""
    communes: int
    """All enrolled ones."""
    without: tuple[str, ...]
    """Names of enrolled communes that gave no number."""

    @property
    def uid(self) -> str:
        """Tells it from a figure of the same key that means something else in another commune."""
        return f"{self.key}|{self.name}|{self.unit}"

    @property
    def covered(self) -> int:
        """Communes that gave a number."""
        return sum(part.value is not None for part in self.parts)

    @property
    def partly(self) -> tuple[str, ...]:
        """Names of communes whose number does not cover all of their own entries."""
        return tuple(part.office_name for part in self.parts if part.value is not None and part.missing)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Reports of one kind for one period, over all enrolled communes."""

    definition: str
    name: str
    period: Period
    communes: tuple[CommuneSent, ...]
    lines: tuple[SumLine, ...]

    @property
    def counted(self) -> tuple[CommuneSent, ...]:
        """Communes whose reports are added up."""
        return tuple(each for each in self.communes if each.is_counted)

    @property
    def lacking(self) -> tuple[CommuneSent, ...]:
        """Communes without a signed report."""
        return tuple(each for each in self.communes if not each.is_counted)

    def how_many(self, sent: Sent) -> int:
        """Communes that stand so."""
        return sum(each.sent is sent for each in self.communes)


@dataclass(frozen=True, kw_only=True)
class PeriodOffer:
    """A period that can be added up, and how many signed reports for exactly its days came."""

    period: Period
    reports: int

    @property
    def key(self) -> str:
        """Tells apart periods of one name that are cut differently."""
        return key_of(self.period)


def key_of(period: Period) -> str:
    """``2022-04 2022-03-15 2022-04-14``."""
    return f"{period.key} {period.first.isoformat()} {period.last.isoformat()}"


def names(communes: Iterable[CommuneSent]) -> tuple[str, ...]:
    """Their names in order."""
    return tuple(each.office_name for each in communes)
