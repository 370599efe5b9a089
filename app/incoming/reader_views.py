"""What the reader of letters hands back: frozen values with places in the text as it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.vocabulary import Cadence, DutyKind


class Reading(StrEnum):
    """What a sentence is for; the first four ask for something, the others belong to the register."""

    REPORT = "report"
    PAPER = "paper"
    TASK = "task"
    RULE = "rule"
    BASIS = "basis"
    RECIPIENTS = "recipients"

    @property
    def duty_kind(self) -> DutyKind | None:
        """The kind of duty it may become; None for bases and recipients."""
        return DutyKind(self.value) if self.value in set(DutyKind) else None


@dataclass(frozen=True, kw_only=True)
class LetterHead:
    """What stands above the body, as far as the text has it; the year alone where the day was left blank."""

    symbol: str = ""
    issued_on: date | None = None
    year: int | None = None
    issuer: str = ""
    type_name: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A clause that asks for something: its place in the paragraph, where its verb stands, and what it names."""

    start: int
    end: int
    reading: Reading
    verb_at: int
    who: str = ""
    receiver: str = ""
    via: str = ""
    condition: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A sentence that seems to ask for something, with what it says of who, what and when.

    ``start`` and ``end`` are characters of the text as it came, ``first_line`` and ``last_line`` its lines from 1.
    """

    start: int
    end: int
    first_line: int
    last_line: int
    sentence: str
    """The words, mended."""
    reading: Reading
    title: str
    """A short name that begins with the verb."""
    who: str = ""
    for_us: bool = True
    """Whether communes are asked; False where only other offices are named."""
    cadence: Cadence = Cadence.ONCE
    due_day: int | None = None
    due_month_offset: int = 0
    due_on: date | None = None
    exclusive: bool = True
    receiver: str = ""
    via: str = ""
    condition: str = ""
    doubt: str = ""
    """What could not be taken as the letter has it: an impossible day, a missing year."""
    rules: tuple[str, ...] = ()
    """Names of the rules that spoke for it."""


@dataclass(frozen=True, kw_only=True)
class LetterRead:
    """All that was found in a letter."""

    head: LetterHead
    proposals: tuple[Proposal, ...]
    cut: bool = False
    """Whether there were more sentences than are proposed at once."""

    @property
    def obligations(self) -> tuple[Proposal, ...]:
        """The proposals that may become duties."""
        return tuple(each for each in self.proposals if each.reading.duty_kind)

    @property
    def bases(self) -> tuple[Proposal, ...]:
        """Sentences that name what the letter rests on."""
        return tuple(each for each in self.proposals if each.reading is Reading.BASIS)
