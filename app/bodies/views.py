"""What is shown of committees and teams: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.offices.views import HamletView
from app.people.views import PersonView
from db.vocabulary import BodyKind, BodyRole, PostKind


@dataclass(frozen=True, kw_only=True)
class MemberView:
    """One person's place in a body."""

    uid: str
    person: PersonView
    role: BodyRole
    seat: PostKind | None
    duty: str
    ordinal: int
    leaving: bool
    valid_from: date | None
    valid_to: date | None
    begun_by: str | None
    ended_by: str | None

    def in_force(self, day: date) -> bool:
        """Whether a signed decision makes the person a member on that day."""
        return (
            self.valid_from is not None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )

    @property
    def is_planned_to_stay(self) -> bool:
        """Whether the next decision will list the person: present or planned, and not leaving."""
        return self.valid_to is None and not self.leaving


@dataclass(frozen=True, kw_only=True)
class BodyView:
    """A committee or team with every membership ever had, in printing order (role, ordinal)."""

    uid: str
    kind: BodyKind
    name: str
    hamlet: HamletView | None
    rule_set: str
    members: tuple[MemberView, ...]
    supporter: PersonView | None
    """Committee member who supports this team now."""
    valid_from: date | None
    valid_to: date | None
    begun_by: str | None
    ended_by: str | None

    def members_on(self, day: date) -> tuple[MemberView, ...]:
        """Members by signed decisions on that day."""
        return tuple(member for member in self.members if member.in_force(day))

    @property
    def planned(self) -> tuple[MemberView, ...]:
        """The composition the next decision will state."""
        return tuple(member for member in self.members if member.is_planned_to_stay)

    @property
    def has_unsigned_changes(self) -> bool:
        """Whether people are planned to join or to leave who are not yet covered by a signed decision."""
        return any(member.leaving or member.valid_from is None for member in self.members if member.valid_to is None)
