"""What is shown of difficulties and proposals: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import DifficultyState, Outcome


@dataclass(frozen=True, kw_only=True)
class DifficultyView:
    """A difficulty with every step of its way."""

    uid: str
    title: str
    detail: str
    wish: str
    addressee: str
    area: str
    state: DifficultyState
    raised_on: date
    raised_by: str | None
    hamlet: str | None
    sent_on: date | None
    sent_how: str
    received_on: date | None
    answered_on: date | None
    answer: str
    answer_letter: str | None
    closed_on: date | None
    closing_note: str

    def age(self, day: date) -> int:
        """Days since it was raised; of a closed one, days it took."""
        return ((self.closed_on or day) - self.raised_on).days

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something."""
        return self.state is not DifficultyState.CLOSED

    def was_open_on(self, day: date) -> bool:
        """Whether it had been raised by that day and was not yet closed."""
        return self.raised_on <= day and (self.closed_on is None or self.closed_on > day)


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal with its outcome."""

    uid: str
    title: str
    detail: str
    addressee: str
    submitted_on: date
    by: str | None
    document: str | None
    outcome: Outcome
    outcome_on: date | None
    outcome_words: str
