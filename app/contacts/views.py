"""What is shown of channels and contacts: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import ContactKind


@dataclass(frozen=True, kw_only=True)
class ChannelView:
    """A channel with the day of its last exchange."""

    uid: str
    network: str
    name: str
    address: str
    purpose: str
    body: str | None
    members: int | None
    households: int | None
    daily: bool
    valid_from: date
    valid_to: date | None
    last_exchange: date | None

    def in_use(self, day: date) -> bool:
        """Whether the channel is kept on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def silent_days(self, day: date) -> int:
        """Whole days since the last exchange, or since the channel began where there was none."""
        return max((day - (self.last_exchange or self.valid_from)).days, 0)


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """One instruction, exchange, visit or consultation."""

    uid: str
    kind: ContactKind
    about_noun: str
    about: str
    held_on: date
    by: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class TeamTouch:
    """A team with the last day somebody was in touch with it, by a contact or by what it did."""

    team: str
    name: str
    last: date | None
    since: date
    """That day, or the day the team began."""

    def days(self, day: date) -> int:
        """Whole days without contact."""
        return max((day - self.since).days, 0)
