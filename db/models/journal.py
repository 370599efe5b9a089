"""The two logs: audit entries for people (local, hash-chained) and change entries for machines (what bundles carry)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Uid
from db.types import CanonicalJson


class Writer(Base):
    """This installation as an author of changes; a restore starts a new epoch."""

    __tablename__ = "writer"

    uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    epoch: Mapped[int]
    last_sequence: Mapped[int]
    """Gapless per writer; 0 before the first change."""
    last_audit_hash: Mapped[str]


class AuditEntry(Base):
    """One command: who did what when, by ids and numbers only, chained by hash."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    details: Mapped[Any] = mapped_column(CanonicalJson())
    """Values of the action's sentence: ids, numbers and dates, never names or phones."""
    nouns: Mapped[str]
    """Kinds of rows that changed, separated by a space."""
    undoes: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"), index=True)
    previous_hash: Mapped[str]
    hash: Mapped[str]


class ChangeEntry(Base):
    """The state of one shared row after one command, in canonical JSON."""

    __tablename__ = "change_entry"
    __table_args__ = (
        UniqueConstraint("writer_uid", "sequence"),
        Index("ix_change_entry_row", "row_uid", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    writer_uid: Mapped[str] = mapped_column(Uid)
    epoch: Mapped[int]
    sequence: Mapped[int]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), index=True)
    noun: Mapped[str]
    row_uid: Mapped[str] = mapped_column(Uid)
    revision: Mapped[int]
    payload: Mapped[str]
    at: Mapped[datetime]
