"""Reports: a paper, the period it covers, and the figures it was made from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import CountMode


class Report(SharedRow):
    """A report beside its paper: what was asked, what was counted, what the officer wrote."""

    __tablename__ = "report"

    definition: Mapped[str]
    """Code of a report definition (resources/reports)."""
    period: Mapped[str]
    """Key of the period, or the span of an ad hoc report."""
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    count_mode: Mapped[CountMode]
    receiver: Mapped[str] = mapped_column(default="")
    duty: Mapped[str | None] = mapped_column(Uid, ForeignKey("duty.uid"))
    letter: Mapped[str | None] = mapped_column(Uid, ForeignKey("incoming_letter.uid"))
    request: Mapped[str] = mapped_column(default="")
    """Uid of the request from above that it answers; the row itself belongs to the office above."""
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"), index=True)
    previous: Mapped[str | None] = mapped_column(Uid, ForeignKey("report.uid"))
    facts: Mapped[Any] = mapped_column(CanonicalJson())
    """Figures by key as counted when it was made, each with how many entries it covers and a hash of their list."""
    own_texts: Mapped[Any] = mapped_column(CanonicalJson(), default=dict)
    """Section -> what the officer wrote there; never overwritten by counting anew."""
    counted_at: Mapped[datetime]
