"""What is shown of reports: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.documents.views import DocumentView
from app.kernel.periods import Period
from db.vocabulary import CountMode


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A report with the paper it is printed as."""

    uid: str
    definition: str
    name: str
    period: Period
    count_mode: CountMode
    receiver: str
    duty: str | None
    letter: str | None
    request: str
    """Uid of the request from above that it answers; empty for none."""
    previous: str | None
    facts: dict[str, Any]
    own_texts: dict[str, str]
    counted_at: datetime
    paper: DocumentView

    @property
    def is_issued(self) -> bool:
        """Whether the paper is signed and everything of it frozen."""
        return self.paper.issued_on is not None


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One record a figure was counted from, as a person recognises it."""

    noun: str
    uid: str
    day: date | None
    what: str
    where: str
    target: str = ""
    """Uid of the record on whose page it is kept, where that is another: an airing's programme."""


@dataclass(frozen=True, kw_only=True)
class AskedField:
    """A field of an ad hoc request: which indicator answers it, or none."""

    label: str
    key: str | None


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How a report stands to the log of today."""

    changed: tuple[str, ...] = ()
    """Indicators whose figures or sources differ from what was counted."""
    edited: bool = False
    """Whether the paper's text was changed by hand since it was made."""
    repeated: tuple[str, ...] = ()
    """Sections whose own words are exactly those of the report before."""

    @property
    def is_stale(self) -> bool:
        """Whether counting again would give other figures."""
        return bool(self.changed)
