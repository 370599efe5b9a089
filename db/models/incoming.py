"""Letters that came in: the working register of digital-transformation papers (decree 30/2020, appendix IV.VI)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid


class IncomingLetter(SharedRow):
    """A letter of another office, with its text as far as it could be read."""

    __tablename__ = "incoming_letter"
    searched = ("symbol", "type_name", "issuer", "subject", "note")

    arrival_number: Mapped[int | None]
    """Number in the clerk's book, where it was given."""
    arrived_on: Mapped[date] = mapped_column(index=True)
    symbol: Mapped[str]
    type_name: Mapped[str]
    issued_on: Mapped[date | None]
    issuer: Mapped[str]
    subject: Mapped[str]
    receiver: Mapped[str] = mapped_column(default="")
    """Unit or person the letter was handed to."""
    forwarded_on: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    citation: Mapped[str | None] = mapped_column(Uid, ForeignKey("citation.uid"))
    """The row by which papers cite this letter."""
    text: Mapped[str] = mapped_column(default="")
    """The text as it came (NFC), misplaced tone marks and all: sentences of duties point into it."""
    file_sha256: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
