"""People and the posts they hold over time; only the fields that rosters and rules need."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.vocabulary import Gender, PostKind


class Person(SharedRow):
    """A person as named on paper."""

    __tablename__ = "person"
    searched = ("full_name",)
    shelf = "people"
    __table_args__ = (Index("ix_person_order", "sort_key", "uid"),)

    full_name: Mapped[str]
    sort_key: Mapped[str]
    """Order by given name, computed from the name."""
    folded: Mapped[str] = mapped_column(index=True)
    """Name without tones and case, for search and for likely duplicates."""
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    gender: Mapped[Gender | None]
    phone: Mapped[str] = mapped_column(default="", index=True)
    email: Mapped[str] = mapped_column(default="")
    digital_skill: Mapped[bool | None]
    """Preferred by the letters, never required; none where not asked."""
    note: Mapped[str] = mapped_column(default="")


class Post(SharedRow):
    """A post a person holds from a day to a day."""

    __tablename__ = "post"

    person: Mapped[str] = mapped_column(Uid, ForeignKey("person.uid"), index=True)
    kind: Mapped[PostKind]
    title: Mapped[str]
    """As printed, such as "Công chức Văn hóa - Xã hội"."""
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
