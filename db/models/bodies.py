"""Committees and teams, who belongs to them, and who supports each team.

A membership without ``valid_from`` is planned: it begins on the day its decision is signed. ``leaving`` marks one that
the next decision will end.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.vocabulary import BodyKind, BodyRole, PostKind


class Body(SharedRow):
    """A committee or team."""

    __tablename__ = "body"
    searched = ("kind", "name")
    shelf = "places"

    kind: Mapped[BodyKind]
    name: Mapped[str]
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"), index=True)
    rule_set: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    begun_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    ended_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))


class Membership(SharedRow):
    """One person's place in a body."""

    __tablename__ = "membership"

    body: Mapped[str] = mapped_column(Uid, ForeignKey("body.uid"), index=True)
    person: Mapped[str] = mapped_column(Uid, ForeignKey("person.uid"), index=True)
    role: Mapped[BodyRole]
    seat: Mapped[PostKind | None]
    """The post by which the person sits here; a successor in that post takes the seat."""
    duty: Mapped[str] = mapped_column(default="")
    ordinal: Mapped[int]
    leaving: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    begun_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    ended_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))


class TeamSupport(SharedRow):
    """The committee member who supports a team from a day to a day."""

    __tablename__ = "team_support"

    team: Mapped[str] = mapped_column(Uid, ForeignKey("body.uid"), index=True)
    person: Mapped[str] = mapped_column(Uid, ForeignKey("person.uid"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
