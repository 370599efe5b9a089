"""Papers we issue, their number register, what they do to bodies, and the table of citations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import SharedRow, Uid
from db.types import CanonicalJson
from db.vocabulary import DocumentState, DocumentType, ReplaceMode


class Document(SharedRow):
    """A paper from draft to its end; from signing on its text, figures and PDF are frozen."""

    __tablename__ = "document"
    searched = ("number", "symbol", "type", "subject", "issued_on")
    shelf = "papers"

    type: Mapped[DocumentType]
    template: Mapped[str]
    subject: Mapped[str]
    content: Mapped[Any] = mapped_column(CanonicalJson())
    """The structure the officer edits (see app.documents.content)."""
    state: Mapped[DocumentState]
    paper_date: Mapped[date | None]
    """Day the draft is written for: it chooses the regime and the names; the printed day stays blank until signed."""
    series: Mapped[str]
    symbol: Mapped[str]
    number: Mapped[int | None]
    issued_on: Mapped[date | None]
    printed_at: Mapped[datetime | None]
    replaces: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    replace_mode: Mapped[ReplaceMode | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="")
    frozen: Mapped[Any | None] = mapped_column(CanonicalJson())
    """At signing: the resolved paper with its roster snapshot."""
    frozen_sha256: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str] = mapped_column(default="")
    scan_sha256: Mapped[str] = mapped_column(default="")
    no_scan_reason: Mapped[str] = mapped_column(default="")


class DocumentEffect(SharedRow):
    """What a decision does to a body once it is signed."""

    __tablename__ = "document_effect"
    __table_args__ = (UniqueConstraint("document", "body"),)

    document: Mapped[str] = mapped_column(Uid, ForeignKey("document.uid"), index=True)
    body: Mapped[str] = mapped_column(Uid, ForeignKey("body.uid"), index=True)


class NumberSeries(SharedRow):
    """A series of numbers, anew each year; which types share one is the office's choice (decree 30, article 15)."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    types: Mapped[Any] = mapped_column(CanonicalJson())
    first_number: Mapped[int] = mapped_column(default=1)
    """First number this program gives in the first year, where a paper register already ran."""
    first_year: Mapped[int | None]


class RegisterEntry(SharedRow):
    """One number of a series and year: taken once, voided with a reason, never given again."""

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("series", "year", "number"),)

    series: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    document: Mapped[str | None] = mapped_column(Uid, ForeignKey("document.uid"))
    voided_on: Mapped[date | None]
    void_reason: Mapped[str] = mapped_column(default="")


class Citation(SharedRow):
    """A legal text or letter that papers cite; every citation is written from here."""

    __tablename__ = "citation"
    searched = ("symbol", "type_name", "title", "issuer", "issued_on")
    shelf = "papers"

    symbol: Mapped[str] = mapped_column(index=True)
    type_name: Mapped[str]
    issued_on: Mapped[date | None]
    issuer: Mapped[str]
    title: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(Uid, ForeignKey("citation.uid"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
