"""What letters and plans ask for: duties, what fulfilled them, tasks with their resources, and models of tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import Cadence, DutyKind, DutyState, PeriodScheme, ResourceKind, TaskState


class Duty(SharedRow):
    """An obligation, once or again and again; its periods and last days are computed, never stored."""

    __tablename__ = "duty"
    searched = ("title", "receiver", "owner_words")

    letter: Mapped[str | None] = mapped_column(Uid, ForeignKey("incoming_letter.uid"), index=True)
    sentence: Mapped[str] = mapped_column(default="")
    """The words of the letter."""
    sentence_at: Mapped[int | None]
    """Where they begin in the letter's text, in characters."""
    code: Mapped[str] = mapped_column(default="")
    """Code of the ready-made duty it was taken from (resources/duties); empty where there is none."""
    source: Mapped[str] = mapped_column(default="")
    """Where it stands (symbol, date), where the letter itself is not kept."""
    title: Mapped[str]
    kind: Mapped[DutyKind]
    state: Mapped[DutyState]
    addressee: Mapped[str] = mapped_column(default="")
    """Whom the letter asks, in its words."""
    cadence: Mapped[Cadence]
    scheme: Mapped[PeriodScheme]
    cut_off_day: Mapped[int | None]
    """Last day counted into a month, for a scheme of the office's own (1-28)."""
    due_day: Mapped[int | None]
    """Day of the month named by the letter: 20 in "trước ngày 20"."""
    due_month_offset: Mapped[int] = mapped_column(default=0)
    """Months from the month in which the period ends to the month of ``due_day``."""
    due_on: Mapped[date | None]
    """The day a letter names for something done once."""
    exclusive: Mapped[bool] = mapped_column(default=True)
    """"Before" that day (the last day on time is the one before), else that day still counts."""
    receiver: Mapped[str] = mapped_column(default="")
    via: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")
    """Code of the report definition that fulfils it."""
    package: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Papers that must be handed over together, each by the code of its template."""
    owner: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    owner_words: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Fulfilment(SharedRow):
    """That a duty was done for one of its periods: when it was handed over, and what proves it."""

    __tablename__ = "fulfilment"
    __table_args__ = (UniqueConstraint("duty", "period"),)

    duty: Mapped[str] = mapped_column(Uid, ForeignKey("duty.uid"), index=True)
    period: Mapped[str]
    """Key of the period (``app.kernel.periods``), or ``once``."""
    handed_over_at: Mapped[datetime | None]
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    package: Mapped[Any] = mapped_column(CanonicalJson(), default=list)
    """Uids of the papers handed over together with ``document``, in order."""
    proof_noun: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    """Uid of what proves it where that is not a paper: a log entry, a bundle."""
    waived: Mapped[str] = mapped_column(default="")
    """Why nothing is owed for this period; empty where it is."""
    note: Mapped[str] = mapped_column(default="")


class WorkModel(SharedRow):
    """A superior's model of tasks in one version; a plan keeps the version it was made from."""

    __tablename__ = "work_model"
    __table_args__ = (UniqueConstraint("code", "version"),)

    code: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ModelItem(SharedRow):
    """One task of a model; ``code`` stays the same from version to version."""

    __tablename__ = "model_item"
    __table_args__ = (UniqueConstraint("model", "code"),)

    model: Mapped[str] = mapped_column(Uid, ForeignKey("work_model.uid"), index=True)
    code: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    ordinal: Mapped[int]
    left_out: Mapped[str] = mapped_column(default="")
    """Why the commune does not plan it; empty where it does or has not decided."""


class Task(SharedRow):
    """One thing to do, by one person or unit, until one day."""

    __tablename__ = "task"
    searched = ("title", "detail", "group", "owner_words", "result")

    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    year: Mapped[int] = mapped_column(index=True)
    group: Mapped[str] = mapped_column(default="")
    ordinal: Mapped[int] = mapped_column(default=0)
    state: Mapped[TaskState]
    due_on: Mapped[date | None] = mapped_column(index=True)
    owner: Mapped[str | None] = mapped_column(Uid, ForeignKey("person.uid"))
    owner_words: Mapped[str] = mapped_column(default="")
    """The unit or person as printed, where it is no one of the people kept."""
    duty: Mapped[str | None] = mapped_column(Uid, ForeignKey("duty.uid"), index=True)
    plan: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"), index=True)
    model_code: Mapped[str] = mapped_column(default="")
    """Code of the model's task it carries out; empty for a task of the commune's own."""
    carried_from: Mapped[str | None] = mapped_column(Uid, ForeignKey("task.uid"))
    result: Mapped[str] = mapped_column(default="")
    proof_noun: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    recheck_on: Mapped[date | None]
    """Day on which what was done should be looked at again."""


class Resource(SharedRow):
    """What a task or a year's plan needs, planned and used."""

    __tablename__ = "resource"

    year: Mapped[int] = mapped_column(index=True)
    task: Mapped[str | None] = mapped_column(Uid, ForeignKey("task.uid"))
    kind: Mapped[ResourceKind]
    title: Mapped[str]
    unit: Mapped[str]
    planned: Mapped[int | None]
    used: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
