"""What an office above keeps of its communes: who handles a difficulty, added-up reports, when a paper first came."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, SharedRow, Uid
from db.types import CanonicalJson


class Assignment(SharedRow):
    """Who is to handle a record of a commune, and until when; the newest stands, the earlier ones are its history."""

    __tablename__ = "assignment"

    target_office: Mapped[str] = mapped_column(Uid, index=True)
    noun: Mapped[str]
    row_uid: Mapped[str] = mapped_column(Uid, index=True)
    handler: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    """The person where it is one of the own office; the name in words travels, the person does not."""
    handler_words: Mapped[str]
    assigned_on: Mapped[date]
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Summary(SharedRow):
    """Reports of communes added up into one paper for the office further above."""

    __tablename__ = "summary"

    definition: Mapped[str]
    """Code of the report definition whose reports were added up."""
    period: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"), index=True)
    facts: Mapped[Any] = mapped_column(CanonicalJson())
    """Communes with their states and, by figure, what each said: exactly what the paper was made from."""
    counted_at: Mapped[datetime]


class Arrival(Base):
    """When a signed paper of a commune first came; later copies of it do not move the day."""

    __tablename__ = "arrival"

    office_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    document: Mapped[str] = mapped_column(Uid, primary_key=True)
    came_at: Mapped[datetime]
    header_hash: Mapped[str]
