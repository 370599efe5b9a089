"""Public information: radio with its airings, posts, displays, meetings, praise, and the plan of themes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import AiringKind, MeetingKind, Origin, OutreachForm, PostChannel


class Programme(SharedRow):
    """A radio programme; its script and audio are evidence of it."""

    __tablename__ = "programme"
    searched = ("title",)

    title: Mapped[str]
    month: Mapped[str] = mapped_column(index=True)
    """The month it is made for, ``yyyy-mm``."""
    themes: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    forces: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Codes of who took part beside the office (``app.outreach.themes``): Front, Youth Union, teams …"""
    model: Mapped[str | None] = mapped_column(Uid, ForeignKey("work_model.uid"))
    """The model of digital transformation it tells of (theme N5)."""
    origin: Mapped[Origin]
    seconds: Mapped[int | None]
    script: Mapped[str] = mapped_column(default="")
    editor: Mapped[str] = mapped_column(default="")
    presenter: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    letter: Mapped[str | None] = mapped_column(Uid, ForeignKey("incoming_letter.uid"))
    note: Mapped[str] = mapped_column(default="")


class Airing(SharedRow):
    """One time a programme was heard from one group of loudspeakers."""

    __tablename__ = "airing"

    programme: Mapped[str] = mapped_column(Uid, ForeignKey("programme.uid"), index=True)
    aired_on: Mapped[date] = mapped_column(index=True)
    aired_at: Mapped[str] = mapped_column(default="")
    """``HH:MM``, empty where not noted."""
    kind: Mapped[AiringKind]
    loudspeaker: Mapped[str] = mapped_column(default="")
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"))
    minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class OnlinePost(SharedRow):
    """What was put on a website or a social network."""

    __tablename__ = "online_post"
    searched = ("title", "genre", "note")

    channel: Mapped[PostChannel]
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    posted_on: Mapped[date] = mapped_column(index=True)
    genre: Mapped[str] = mapped_column(default="")
    themes: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    forces: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Codes of who took part beside the office (``app.outreach.themes``): Front, Youth Union, teams …"""
    model: Mapped[str | None] = mapped_column(Uid, ForeignKey("work_model.uid"))
    """The model of digital transformation it tells of (theme N5)."""
    reach: Mapped[int | None]
    handbook: Mapped[bool] = mapped_column(default=False)
    """The ministry's "Cẩm nang chuyển đổi số" on the commune's page."""
    rechecked_on: Mapped[date | None]
    body: Mapped[str | None] = mapped_column(Uid, ForeignKey("body.uid"))
    note: Mapped[str] = mapped_column(default="")


class Display(SharedRow):
    """A banner or panel."""

    __tablename__ = "display"
    searched = ("title", "place", "note")

    title: Mapped[str]
    form: Mapped[str] = mapped_column(default="")
    place: Mapped[str]
    size: Mapped[str] = mapped_column(default="")
    count: Mapped[int | None]
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"))
    put_up_on: Mapped[date] = mapped_column(index=True)
    taken_down_on: Mapped[date | None]
    themes: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    note: Mapped[str] = mapped_column(default="")


class Meeting(SharedRow):
    """A conference, class, forum or hamlet meeting."""

    __tablename__ = "meeting"
    searched = ("title", "place", "speaker", "note")

    kind: Mapped[MeetingKind]
    title: Mapped[str]
    held_on: Mapped[date] = mapped_column(index=True)
    held_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    hamlet: Mapped[str | None] = mapped_column(Uid, ForeignKey("hamlet.uid"), index=True)
    digital: Mapped[bool] = mapped_column(default=True)
    """Whether digital topics were on the agenda ("lồng ghép")."""
    themes: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    forces: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Codes of who took part beside the office (``app.outreach.themes``): Front, Youth Union, teams …"""
    model: Mapped[str | None] = mapped_column(Uid, ForeignKey("work_model.uid"))
    """The model of digital transformation it tells of (theme N5)."""
    invited: Mapped[int | None]
    attended: Mapped[int | None]
    speaker: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    note: Mapped[str] = mapped_column(default="")


class Praise(SharedRow):
    """Who was praised for what: the lag from act to praise shows whether it was timely."""

    __tablename__ = "praise"
    searched = ("whom", "act", "form")

    whom: Mapped[str]
    collective: Mapped[bool] = mapped_column(default=False)
    act: Mapped[str]
    acted_on: Mapped[date]
    praised_on: Mapped[date | None] = mapped_column(index=True)
    form: Mapped[str] = mapped_column(default="")
    """How: on the radio, a post, a certificate."""
    about_noun: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    """The programme, post or meeting in which it was said."""


class ThemePlan(SharedRow):
    """What is planned for one theme in one form and month of a year."""

    __tablename__ = "theme_plan"
    __table_args__ = (UniqueConstraint("office_uid", "year", "month", "theme", "form"),)

    year: Mapped[int]
    month: Mapped[int]
    theme: Mapped[str]
    form: Mapped[OutreachForm]
    text: Mapped[str] = mapped_column(default="")
    planned: Mapped[int | None]
