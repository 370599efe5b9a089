"""Offices with their names over time, and the hamlets of the own commune."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.vocabulary import HamletKind, OfficeKind, OfficeRelation


class Office(SharedRow):
    """An office: the own one, or one above it."""

    __tablename__ = "office"

    relation: Mapped[OfficeRelation]
    code: Mapped[str] = mapped_column(default="")
    """Organ code of 13 places (decree 30/2020, appendix VI), empty where not yet given."""


class OfficeVersion(SharedRow):
    """What an office was called and how it was placed during a span of days."""

    __tablename__ = "office_version"

    office: Mapped[str] = mapped_column(Uid, ForeignKey("office.uid"), index=True)
    kind: Mapped[OfficeKind]
    name: Mapped[str]
    province: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    """Place printed before the date of a paper."""
    drafting_unit: Mapped[str] = mapped_column(default="")
    drafting_abbreviation: Mapped[str] = mapped_column(default="")
    route: Mapped[str] = mapped_column(default="")
    """Adviser through which papers reach this office, such as its culture and information division."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Hamlet(SharedRow):
    """A hamlet of the own commune during a span of days; a merger points to its successor."""

    __tablename__ = "hamlet"
    searched = ("kind", "name", "former_commune")
    shelf = "places"

    kind: Mapped[HamletKind]
    name: Mapped[str]
    former_commune: Mapped[str] = mapped_column(default="")
    """Printed in brackets where two hamlets of one new commune bear the same name."""
    ordinal: Mapped[int]
    households: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"))
