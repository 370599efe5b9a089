"""What is shown of the log: kinds with their indicators, and entries; frozen values, never mapped rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.kernel.figures import Amount, Figure


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing an entry of a kind counts; people, households and turns are different units and never added."""

    code: str
    name: str
    unit: str
    """Word of the unit: người, hộ, lượt người, hồ sơ, cuộc …"""
    who: str = ""
    """Whom it counts, where a report adds over kinds: citizens, households, business_households, enterprises."""
    optional: bool = False
    """An entry that leaves it blank says nothing of it; else blank is counted as missing."""


@dataclass(frozen=True, kw_only=True)
class KindView:
    """A kind of activity: from the data files, or the office's own (then it has a uid)."""

    code: str
    name: str
    indicators: tuple[Indicator, ...]
    group: str = "support"
    """Section of a report: organisation, outreach, support, result."""
    words: tuple[str, ...] = ()
    """Words of a message that mean this kind."""
    source: str = ""
    """The paper it was taken from, such as 557/STTTT-CNTT."""
    uid: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def offered_on(self, day: date) -> bool:
        """Whether it is offered for an entry of that day; an unknown bound is open."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of this code."""
        return next((one for one in self.indicators if one.code == code), None)

    def by_unit(self, unit: str) -> Indicator | None:
        """The first indicator counted in this unit: the one a bare "25 người" means."""
        return next((one for one in self.indicators if one.unit == unit), None)


@dataclass(frozen=True, kw_only=True)
class Force:
    """Who may take part in an activity."""

    code: str
    name: str
    core: bool
    """Youth Union and teams: the core force of the letter."""


@dataclass(frozen=True, kw_only=True)
class ActivityView:
    """One entry of the log."""

    uid: str
    kind: str
    held_on: date
    title: str
    place: str
    hamlet: str | None
    body: str | None
    presenter: str
    figures: Mapping[str, Amount]
    forces: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    letter: str | None = None
    document: str | None = None
    note: str = ""
    evidence: int = 0
    """How many files and addresses prove it."""


@dataclass(frozen=True, kw_only=True)
class PartnerLine:
    """What was done with one partner in one kind of activity: four units side by side, never added."""

    partner: str
    kind: str
    entries: Figure
    counts: Mapping[str, Figure] = field(default_factory=dict)
    """Figure by whom it counts: citizens, households, business_households, enterprises."""


@dataclass(frozen=True, kw_only=True)
class ForceShare:
    """In how many entries of all a force took part."""

    force: Force
    entries: Figure
    of: int

    @property
    def percent(self) -> float | None:
        """Share in percent, None where there is no entry at all."""
        return None if not self.of else 100 * (self.entries.value or 0) / self.of
