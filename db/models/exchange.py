"""Exchange between offices: keys, what was sent, what came in, and the rows of other offices as they sent them.

All but reviews belong to this installation alone: they are never journaled and never travel.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import InboxState, KeyState, OutboxState, ReviewState


class OwnKey(Base):
    """A key pair set of this installation; the store around it is encrypted."""

    __tablename__ = "own_key"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class OfficeKey(Base):
    """A key of another office, or of another installation of this one."""

    __tablename__ = "office_key"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    office_uid: Mapped[str] = mapped_column(Uid, index=True)
    office_code: Mapped[str] = mapped_column(default="")
    office_name: Mapped[str]
    role: Mapped[str]
    """``superior``, ``subordinate`` or ``own``."""
    writer_uid: Mapped[str] = mapped_column(Uid)
    signing: Mapped[bytes] = mapped_column(LargeBinary)
    sealing: Mapped[bytes] = mapped_column(LargeBinary)
    """The public keys."""
    enrolment: Mapped[bytes] = mapped_column(LargeBinary)
    """The signed file it came in."""
    state: Mapped[KeyState]
    came_at: Mapped[datetime]
    compared_at: Mapped[datetime | None]
    replaced_by: Mapped[str] = mapped_column(default="")
    revoked_after: Mapped[int | None]
    """Last sequence it still counts for."""


class OutgoingBundle(Base):
    """One bundle, receipt or package that was made, and how far it has come."""

    __tablename__ = "outgoing_bundle"
    __table_args__ = (UniqueConstraint("header_hash"),)

    uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    kind: Mapped[str]
    receiver_key: Mapped[str] = mapped_column(index=True)
    receiver_office: Mapped[str] = mapped_column(Uid, index=True)
    writer_uid: Mapped[str] = mapped_column(Uid)
    epoch: Mapped[int]
    first_sequence: Mapped[int]
    last_sequence: Mapped[int]
    header_hash: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    size: Mapped[int]
    parts: Mapped[int] = mapped_column(default=1)
    state_hash: Mapped[str] = mapped_column(default="")
    row_count: Mapped[int] = mapped_column(default=0)
    state: Mapped[OutboxState]
    made_at: Mapped[datetime]
    carrier: Mapped[str] = mapped_column(default="")
    handed_over_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    """Code of the last problem."""


class IncomingBundle(Base):
    """One file that came in, whatever became of it; its bytes lie in the folder ``inbox``."""

    __tablename__ = "incoming_bundle"

    file_sha256: Mapped[str] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    header_hash: Mapped[str] = mapped_column(default="", index=True)
    sender_key: Mapped[str] = mapped_column(default="")
    office_uid: Mapped[str] = mapped_column(Uid, default="", index=True)
    """Empty until the signature holds."""
    office_code: Mapped[str] = mapped_column(default="")
    writer_uid: Mapped[str] = mapped_column(Uid, default="")
    epoch: Mapped[int] = mapped_column(default=0)
    first_sequence: Mapped[int] = mapped_column(default=0)
    last_sequence: Mapped[int] = mapped_column(default=0)
    previous_hash: Mapped[str] = mapped_column(default="")
    came_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    state: Mapped[InboxState] = mapped_column(index=True)
    problem: Mapped[str] = mapped_column(default="")
    """Code of why it is not taken in."""
    details: Mapped[str] = mapped_column(default="")
    receipt: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The answer given, so that a duplicate is answered alike."""
    answer: Mapped[str] = mapped_column(Uid, default="")
    """Uid of its file in the outbox."""


class IncomingChain(Base):
    """How far the chain of one writer of another office has been taken in."""

    __tablename__ = "incoming_chain"

    writer_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``bundle`` or ``package``: an office sends bundles up or packages down, never both to one receiver."""
    office_uid: Mapped[str] = mapped_column(Uid, index=True)
    last_sequence: Mapped[int]
    last_hash: Mapped[str]


class ReceivedRow(Base):
    """A row of another office in its latest form; only bundles of that office change it."""

    __tablename__ = "received_row"
    __table_args__ = (Index("ix_received_row_writer", "office_uid", "writer_uid", "epoch"),)

    office_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    noun: Mapped[str] = mapped_column(primary_key=True)
    row_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    revision: Mapped[int]
    payload: Mapped[str] = mapped_column(Text)
    """Byte for byte as it was sent, for the hash over all rows."""
    writer_uid: Mapped[str] = mapped_column(Uid)
    epoch: Mapped[int]
    header_hash: Mapped[str]
    problem: Mapped[str] = mapped_column(default="")
    """Code of why it is kept as it came and yet not shown as a record; it counts in the state all the same."""


class ReceivedState(Base):
    """The hash over all rows of one office and how many they are: both sides must come to the same."""

    __tablename__ = "received_state"

    office_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    state_hash: Mapped[str]
    row_count: Mapped[int]


class RowRemark(Base):
    """What a receipt said of one record of ours: refused, and why."""

    __tablename__ = "row_remark"

    noun: Mapped[str] = mapped_column(primary_key=True)
    row_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    revision: Mapped[int]
    reason: Mapped[str]
    header_hash: Mapped[str]
    came_at: Mapped[datetime]


class Review(SharedRow):
    """What the office above says of one record of a commune: a remark beside it, never a change of it."""

    __tablename__ = "review"

    target_office: Mapped[str] = mapped_column(Uid, index=True)
    noun: Mapped[str]
    row_uid: Mapped[str] = mapped_column(Uid, index=True)
    row_revision: Mapped[int]
    field: Mapped[str] = mapped_column(default="")
    comment: Mapped[str]
    state: Mapped[ReviewState]


class DataRequest(SharedRow):
    """What the office above asks a commune to tell ad hoc: named fields over a span of days, until a day."""

    __tablename__ = "data_request"

    target_office: Mapped[str] = mapped_column(Uid, index=True)
    title: Mapped[str]
    fields: Mapped[Any] = mapped_column(CanonicalJson())
    """Names of what is asked, in order."""
    first_day: Mapped[date]
    last_day: Mapped[date]
    due_on: Mapped[date | None]
