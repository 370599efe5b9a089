"""The log of what teams and partners did, its evidence, and who was in touch with whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import ContactKind, EvidenceKind, PartnerKind


class ActivityKind(SharedRow):
    """A kind of activity added by the office or taken from a superior's catalogue; the usual ones are data files."""

    __tablename__ = "activity_kind"

    code: Mapped[str]
    name: Mapped[str]
    indicators: Mapped[Any] = mapped_column(CanonicalJson())
    """``[{"code", "name", "unit"}]``"""
    source: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Activity(SharedRow):
    """One entry of the log."""

    __tablename__ = "activity"
    searched = ("kind", "title", "place", "presenter", "note")
    __table_args__ = (Index("ix_activity_held_on_kind", "held_on", "kind"),)

    kind: Mapped[str]
    """Code of a kind; an unknown code is kept and shown as it is."""
    held_on: Mapped[date]
    title: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"), index=True)
    body: Mapped[str | None] = mapped_column(Uid, ForeignKey("body.uid"), index=True)
    presenter: Mapped[str] = mapped_column(default="")
    figures: Mapped[Any] = mapped_column(CanonicalJson())
    """Indicator code -> a whole number, null (missing) or "na" (not applicable); see ``app.kernel.figures``."""
    forces: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Codes of who took part (``app.activities.forces``): Youth Union, teams, Front …"""
    partners: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Uids of partners."""
    themes: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    criteria: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    letter: Mapped[str | None] = mapped_column(Uid, ForeignKey("incoming_letter.uid"))
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    note: Mapped[str] = mapped_column(default="")


class Evidence(SharedRow):
    """A file or address that proves a record of any noun."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_about", "about_noun", "about"),)

    about_noun: Mapped[str]
    about: Mapped[str] = mapped_column(Uid)
    kind: Mapped[EvidenceKind]
    sha256: Mapped[str] = mapped_column(default="")
    """Hash of the file kept; empty for an address."""
    source_sha256: Mapped[str] = mapped_column(default="", index=True)
    """Hash of the file as it came, by which the same photo is recognised."""
    name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[int | None]
    url: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None]
    with_position: Mapped[bool] = mapped_column(default=False)
    """Whether the place of a photo was kept on purpose."""
    caption: Mapped[str] = mapped_column(default="")


class Partner(SharedRow):
    """A firm or body outside the commune that takes part."""

    __tablename__ = "partner"
    searched = ("name", "contact_post", "note")

    kind: Mapped[PartnerKind]
    name: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    contact_post: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Channel(SharedRow):
    """A group or page through which the committee and the teams speak with each other or with households."""

    __tablename__ = "channel"
    searched = ("name", "purpose")

    network: Mapped[str]
    """``zalo``, ``facebook`` or another word."""
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    body: Mapped[str | None] = mapped_column(Uid, ForeignKey("body.uid"))
    members: Mapped[int | None]
    households: Mapped[int | None]
    daily: Mapped[bool] = mapped_column(default=False)
    """Whether an exchange every day is expected (Hà Trung letter, section 1)."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Contact(SharedRow):
    """An instruction, exchange or visit."""

    __tablename__ = "contact"
    searched = ("text",)
    __table_args__ = (Index("ix_contact_about", "about_noun", "about"),)

    kind: Mapped[ContactKind]
    about_noun: Mapped[str]
    """body, channel or partner."""
    about: Mapped[str] = mapped_column(Uid)
    held_on: Mapped[date]
    by: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    text: Mapped[str] = mapped_column(default="")
