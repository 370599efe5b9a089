"""What is shown of letters that came in: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.duties.views import DutyView
from app.incoming.reader_views import LetterHead, Proposal
from app.kernel.findings import Finding


@dataclass(frozen=True, kw_only=True)
class LetterView:
    """A letter as it stands in the register; its text is asked for apart (``LetterReading``)."""

    uid: str
    arrival_number: int | None
    arrived_on: date
    symbol: str
    type_name: str
    issued_on: date | None
    issuer: str
    subject: str
    receiver: str
    forwarded_on: date | None
    answer_due_on: date | None
    citation: str | None
    file_sha256: str
    file_name: str
    note: str
    has_text: bool
    duties: int = 0
    """Duties confirmed from it."""

    @property
    def named(self) -> str:
        """Type, symbol and subject in one line, as the register's sixth column has them."""
        return " ".join(part for part in (self.type_name, self.subject) if part)


class Judged(StrEnum):
    """What a person has said of a proposal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    """A proposal with what became of it; a duty added by hand has no proposal."""

    uid: str
    """Names the line in a list: its place and cadence."""
    proposal: Proposal
    judged: Judged
    duty: DutyView | None = None


@dataclass(frozen=True, kw_only=True)
class CitedText:
    """A text the letter rests on or names, once, however often and however spelled it stands there."""

    symbol: str
    type_name: str
    issued_on: date | None
    issuer: str
    title: str
    citation: str | None
    """Uid in the table of citations; None where it is not there yet."""


@dataclass(frozen=True, kw_only=True)
class LetterReading:
    """A letter with its text, what it asks for and what it cites."""

    letter: LetterView
    text: str
    head: LetterHead
    lines: tuple[ProposalLine, ...]
    """Proposals that may become duties, in the order of the text."""
    cited: tuple[CitedText, ...]
    findings: tuple[Finding, ...]
    """What the letter cites wrongly: a day left blank, two days for one text."""
    cut: bool
    owner: str | None
    owner_words: str
    """Who is in charge where nobody else is named."""

    @property
    def open(self) -> tuple[ProposalLine, ...]:
        """Those not judged yet."""
        return tuple(line for line in self.lines if line.judged is Judged.OPEN)
