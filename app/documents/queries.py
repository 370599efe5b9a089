"""Questions about papers, their register and the citations they are written from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from app.documents.citing import is_checked
from app.documents.content import content_from_json
from app.documents.copy_kinds import NAMES, copy_kind
from app.documents.numbering import number_text, with_number
from app.documents.register import all_series, dated_numbers, next_free, series_of, taken_numbers
from app.documents.views import CitationView, DocumentView, RegisterLine
from app.kernel.text import fold
from app.kernel.words import _
from app.kernel.work import NOT_FOUND
from app.labels import document_type
from db.models import Citation, Document, DocumentEffect, RegisterEntry
from db.vocabulary import DocumentState, DocumentType

__all__ = [
    "all_series",
    "citations",
    "dated_numbers",
    "document",
    "documents",
    "effects",
    "next_free",
    "papers_for_body",
    "register",
    "series_of",
    "taken_numbers",
    "type_words",
]


def documents(
    session: Session, *, year: int | None = None, state: DocumentState | None = None, text: str = ""
) -> list[DocumentView]:
    """Papers, newest first: those of a year (of issue, else of the draft's day), in a state, holding a text."""
    query = select(Document).where(Document.deleted_at.is_(None)).options(defer(Document.frozen))  # long, unseen here
    if state is not None:
        query = query.where(Document.state == state)
    rows = [row for row in session.scalars(query) if _is_of_year(row, year) and _holds(row, text)]
    frozen = set(session.scalars(select(Document.uid).where(Document.frozen.is_not(None))))
    bodies = _bodies_of(session, (row.uid for row in rows))
    rows.sort(key=_newest_first, reverse=True)
    return [_view(row, bodies.get(row.uid, ()), is_frozen=row.uid in frozen) for row in rows]


def document(session: Session, uid: str) -> DocumentView:
    """One paper; Refused KER-01 when it is gone."""
    return view_of(session, document_row(session, uid))


def document_row(session: Session, uid: str) -> Document:
    """The stored paper, for this noun's own modules; Refused KER-01 when it is gone."""
    row = session.get(Document, uid)
    if row is None or row.deleted_at is not None:
        raise NOT_FOUND()
    return row


def effects(session: Session, document_uid: str) -> tuple[str, ...]:
    """Uids of the bodies a paper begins, changes or assigns duties in, in no meaningful order."""
    return _bodies_of(session, [document_uid]).get(document_uid, ())


def papers_for_body(session: Session, body: str) -> list[DocumentView]:
    """Every paper about a body, newest first."""
    uids = session.scalars(
        select(DocumentEffect.document).where(DocumentEffect.body == body, DocumentEffect.deleted_at.is_(None))
    ).all()
    return [view for view in documents(session) if view.uid in set(uids)]


def citations(session: Session, *, text: str = "") -> list[CitationView]:
    """Citable texts, newest first, undated last; ``text`` is looked for in symbol, title and issuer without tones."""
    rows = session.scalars(select(Citation).where(Citation.deleted_at.is_(None)))
    wanted = fold(text)
    found = [
        citation_view(row) for row in rows if wanted in fold(f"{row.symbol} {row.type_name} {row.title} {row.issuer}")
    ]
    return sorted(found, key=lambda view: (view.issued_on or date.min, view.symbol), reverse=True)


def register(session: Session, *, year: int, series: str) -> list[RegisterLine]:
    """The outgoing register of a series and year in the order of numbers, voided and kept-aside numbers included."""
    entries = taken_numbers(session, series, year)
    return [_line(session, entries[number]) for number in sorted(entries)]


def missing_numbers(session: Session, *, year: int, series: str) -> list[int]:
    """Numbers that the register lacks between the first of the year and the last; empty in a sound register."""
    kept = series_of(session, series)
    taken = set(taken_numbers(session, series, year))
    if kept.is_kept_on_paper(year) or not taken:
        return []
    return [number for number in range(kept.start(year), max(taken) + 1) if number not in taken]


def register_years(session: Session) -> list[int]:
    """Years with at least one number, newest first."""
    return sorted(set(session.scalars(select(RegisterEntry.year).distinct())), reverse=True)


def view_of(session: Session, row: Document) -> DocumentView:
    """The view of a stored paper, for this noun's own modules."""
    return _view(row, effects(session, row.uid), is_frozen=row.frozen is not None)


def citation_view(row: Citation) -> CitationView:
    """The view of a stored citation."""
    return CitationView(
        uid=row.uid,
        symbol=row.symbol,
        type_name=row.type_name,
        issued_on=row.issued_on,
        issuer=row.issuer,
        title=row.title,
        replaced_by=row.replaced_by,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
        checked=is_checked(row.symbol, row.issued_on, row.note),
    )


def _is_of_year(row: Document, year: int | None) -> bool:
    day = row.issued_on or row.paper_date
    return year is None or (day is not None and day.year == year)


def _holds(row: Document, text: str) -> bool:
    return fold(text) in fold(
        f"{with_number(row.number, row.symbol)} {type_words(row.type, row.template)} {row.subject}"
    )


def type_words(kind: DocumentType, template: str) -> str:
    """What a paper is, in the language of the window: its type, of a copy also how it was made."""
    copied = copy_kind(template)
    return f"{_(NAMES[copied])} {document_type(kind)}" if copied else document_type(kind)


def _newest_first(row: Document) -> tuple[bool, date, int, str]:
    """Drafts before signed papers, then by day, number and age."""
    return row.issued_on is None, row.issued_on or row.paper_date or date.min, row.number or 0, row.uid


def _bodies_of(session: Session, uids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = set(uids)
    rows = session.execute(
        select(DocumentEffect.document, DocumentEffect.body)
        .where(DocumentEffect.deleted_at.is_(None))
        .order_by(DocumentEffect.uid)
    )
    found: dict[str, tuple[str, ...]] = {}
    for paper, body in rows:
        if paper in wanted:
            found[paper] = (*found.get(paper, ()), body)
    return found


def _view(row: Document, bodies: tuple[str, ...], *, is_frozen: bool) -> DocumentView:
    return DocumentView(
        uid=row.uid,
        revision=row.revision,
        type=row.type,
        template=row.template,
        subject=row.subject,
        content=content_from_json(row.content),
        state=row.state,
        paper_date=row.paper_date,
        series=row.series,
        symbol=row.symbol,
        number=row.number,
        issued_on=row.issued_on,
        printed_at=row.printed_at,
        replaces=row.replaces,
        replace_mode=row.replace_mode,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        is_frozen=is_frozen,
        frozen_sha256=row.frozen_sha256,
        pdf_sha256=row.pdf_sha256,
        scan_sha256=row.scan_sha256,
        no_scan_reason=row.no_scan_reason,
        bodies=bodies,
    )


def _line(session: Session, entry: RegisterEntry) -> RegisterLine:
    row = session.get(Document, entry.document) if entry.document else None
    signer, recipients = _closing(row.frozen) if row is not None and row.frozen else ("", "")
    return RegisterLine(
        uid=entry.uid,
        series=entry.series,
        year=entry.year,
        number=entry.number,
        symbol=with_number(entry.number, row.symbol) if row else number_text(entry.number),
        issued_on=row.issued_on if row else None,
        subject=f"{type_words(row.type, row.template)} {row.subject}".rstrip() if row else "",
        signer=signer,
        recipients=recipients,
        document=entry.document,
        voided_on=entry.voided_on,
        void_reason=entry.void_reason,
        type=row.type if row else None,
        template=row.template if row else "",
        words=row.subject if row else "",
        copies=int(row.content.get("copies") or 0) if row else 0,
    )


def _closing(frozen: dict[str, Any]) -> tuple[str, str]:
    """Signer and recipients as the signed paper names them; of a copy those of the copy."""
    parts = (frozen["paper"], *frozen["paper"]["annexes"])
    blocks = [block for part in parts for block in part["blocks"]]
    for kind in ("CopyBlock", "SignatureBlock"):
        for block in reversed(blocks):
            if block.get("_") == kind:
                recipients = " ".join(item.removeprefix("- ") for item in block["recipients"])
                return block["signature"]["signer"], recipients
    return "", ""
