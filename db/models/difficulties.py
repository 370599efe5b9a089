"""Difficulties raised to the office above, and proposals with what became of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.vocabulary import DifficultyState, Outcome


class Difficulty(SharedRow):
    """What hinders the work, for someone else to help with."""

    __tablename__ = "difficulty"
    searched = ("title", "detail", "wish", "addressee", "answer")

    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    wish: Mapped[str] = mapped_column(default="")
    """What is asked of the addressee."""
    addressee: Mapped[str]
    area: Mapped[str] = mapped_column(default="")
    state: Mapped[DifficultyState] = mapped_column(index=True)
    raised_on: Mapped[date]
    raised_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"))
    sent_on: Mapped[date | None]
    sent_how: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answer_letter: Mapped[str | None] = mapped_column(Uid, ForeignKey("incoming_letter.uid"))
    closed_on: Mapped[date | None]
    closing_note: Mapped[str] = mapped_column(default="")


class Proposal(SharedRow):
    """A policy, mechanism or measure put before the committee or the office above."""

    __tablename__ = "proposal"
    searched = ("title", "detail", "outcome_words")

    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    addressee: Mapped[str]
    submitted_on: Mapped[date]
    by: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    outcome: Mapped[Outcome]
    outcome_on: Mapped[date | None]
    outcome_words: Mapped[str] = mapped_column(default="")
