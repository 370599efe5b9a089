"""What is shown of papers, their register and citations: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.documents.content import Content
from db.vocabulary import DocumentState, DocumentType, ReplaceMode


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """A paper in its present state."""

    uid: str
    revision: int
    type: DocumentType
    template: str
    subject: str
    content: Content
    state: DocumentState
    paper_date: date | None
    series: str
    symbol: str
    number: int | None
    issued_on: date | None
    printed_at: datetime | None
    replaces: str | None
    replace_mode: ReplaceMode | None
    ended_on: date | None
    end_reason: str
    is_frozen: bool
    frozen_sha256: str
    pdf_sha256: str
    scan_sha256: str
    no_scan_reason: str
    bodies: tuple[str, ...]
    """Bodies that this decision begins, changes or assigns duties in."""


@dataclass(frozen=True, kw_only=True)
class CitationView:
    """A citable legal text or letter."""

    uid: str
    symbol: str
    type_name: str
    issued_on: date | None
    issuer: str
    title: str
    replaced_by: str | None
    valid_from: date | None
    valid_to: date | None
    note: str
    checked: bool = True
    """False while what the program brought along was compared with no original: nobody should rely on it unseen."""


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One number of the outgoing register (decree 30/2020, appendix IV.I)."""

    uid: str
    series: str
    year: int
    number: int
    symbol: str
    issued_on: date | None
    subject: str
    signer: str
    recipients: str
    document: str | None
    voided_on: date | None
    void_reason: str
    type: DocumentType | None = None
    template: str = ""
    words: str = ""
    """The subject alone, without the name of the type."""
    copies: int = 0
    """Number of copies made, 0 where it was not said."""
