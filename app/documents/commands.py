"""Drafting papers: made, edited, printed, thrown away; and what may still be done to signed ones.

Giving a number and freezing is ``app.documents.issuing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.bodies.effects import link_planned, unlink_planned
from app.documents.content import Content, Issuer, content_to_json
from app.documents.deciding import Decides, decides
from app.documents.freeze import form_sha256, to_json
from app.documents.numbering import COMMITTEE, OFFICE, series_for, symbol_of, with_number
from app.documents.printing import printed_paper
from app.documents.register import all_series, ensure_default_series, series_of
from app.documents.views import DocumentView
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.offices.queries import standing
from db.models import Body, Document, DocumentEffect
from db.vocabulary import DocumentState, DocumentType, ReplaceMode

OPEN_STATES = (DocumentState.DRAFT, DocumentState.PRINTED)

FROZEN = refused(
    "REG-10",
    N_("Văn bản {symbol} đã ký nên nội dung không sửa được nữa."),
    next_step=N_("Soạn quyết định mới thay thế hoặc sửa đổi, bổ sung văn bản này."),
)
NOT_SIGNED = refused(
    "REG-11",
    N_("Bước này chỉ làm được với văn bản đã ký và còn hiệu lực."),
    next_step=N_("Nếu văn bản vừa ký, hãy ghi số và ngày ban hành trước."),
)
BAD_SYMBOL = refused(
    "REG-12",
    N_("Ký hiệu “{symbol}” không đúng dạng."),
    next_step=N_("Ghi theo mẫu QĐ-UBND hoặc UBND-VHXH: chữ cái và chữ số, nối bằng dấu gạch ngang, không có dấu cách."),
)
FORMER_NOT_SIGNED = refused(
    "REG-13",
    N_("Văn bản được thay thế hoặc sửa đổi phải là văn bản đã ký và còn hiệu lực."),
    next_step=N_("Chọn một quyết định đã ký trong sổ đăng ký văn bản."),
)
NO_REPLACE_MODE = refused(
    "REG-14", N_("Chưa chọn thay thế hay sửa đổi, bổ sung văn bản trước."), next_step=N_("Chọn một trong hai cách.")
)
NO_SCAN = refused(
    "REG-15",
    N_("Không tìm thấy tệp quét của văn bản trong kho tệp."),
    next_step=N_("Chọn lại tệp PDF hoặc ảnh đã quét."),
)
END_BEFORE_START = refused(
    "REG-16", N_("Ngày hết hiệu lực {end} sớm hơn ngày ban hành {start}."), next_step=N_("Sửa lại ngày.")
)
NO_REASON = refused("REG-17", N_("Chưa ghi lý do."), next_step=N_("Ghi ngắn gọn lý do."))

_SYMBOL = re.compile(r"[^\W_]+(-[^\W_]+)*")


@dataclass(frozen=True, kw_only=True)
class CreateDocument:
    """A paper is drafted; without series and symbol it gets those usual for its type."""

    type: DocumentType
    template: str
    subject: str
    content: Content
    paper_date: date | None = None
    series: str = ""
    symbol: str = ""
    bodies: tuple[str, ...] = ()
    replaces: str | None = None
    replace_mode: ReplaceMode | None = None
    uid: str = ""
    """Given only where a file is loaded."""


@dataclass(frozen=True, kw_only=True)
class EditDocument:
    """A paper not yet signed gets new words; a printed one stays printed and is reported as changed since."""

    document: str
    subject: str
    content: Content
    paper_date: date | None
    series: str
    symbol: str
    bodies: tuple[str, ...]
    replaces: str | None = None
    replace_mode: ReplaceMode | None = None


@dataclass(frozen=True, kw_only=True)
class MarkPrinted:
    """A paper was printed for signing, with its number and date blank."""

    document: str


@dataclass(frozen=True, kw_only=True)
class DeleteDraft:
    """A paper that was never signed is thrown away."""

    document: str


@dataclass(frozen=True, kw_only=True)
class AttachScan:
    """The scan of a signed paper is added; the file already lies in the file store under its SHA-256."""

    document: str
    scan: str


@dataclass(frozen=True, kw_only=True)
class EndDocument:
    """A signed paper loses its effect from a day on without another taking its place; bodies are not touched by it."""

    document: str
    ended_on: date
    reason: str


def edit_of(view: DocumentView, **changes: Any) -> EditDocument:
    """The command that keeps a paper as it is but for the given fields."""
    kept = EditDocument(
        document=view.uid,
        subject=view.subject,
        content=view.content,
        paper_date=view.paper_date,
        series=view.series,
        symbol=view.symbol,
        bodies=view.bodies,
        replaces=view.replaces,
        replace_mode=view.replace_mode,
    )
    return replace(kept, **changes)


@handles(CreateDocument, action="document.create", needs=Permission.WRITE, sentence=N_("Đã soạn văn bản {result}"))
def create_document(work: UnitOfWork, command: CreateDocument) -> str:
    """Adds a draft and gives its uid; refuses REG-01, REG-12 … REG-14, KER-01 for an unknown body."""
    ensure_default_series(work)
    work.session.flush()
    symbol = _symbol(command.symbol or _usual_symbol(work, command))
    usual = series_for(command.type, symbol, all_series(work.session))
    series = series_of(work.session, command.series).code if command.series or usual is None else usual.code
    _check_former(work, command.replaces, command.replace_mode)
    row = work.new(
        Document,
        uid=command.uid,
        type=command.type,
        template=command.template,
        subject=_subject(command.subject),
        content=content_to_json(command.content),
        state=DocumentState.DRAFT,
        paper_date=command.paper_date or work.today,
        series=series,
        symbol=symbol,
        number=None,
        issued_on=None,
        printed_at=None,
        replaces=command.replaces,
        replace_mode=command.replace_mode,
        ended_on=None,
        end_reason="",
        frozen=None,
        frozen_sha256="",
        pdf_sha256="",
        scan_sha256="",
        no_scan_reason="",
    )
    _set_effects(work, row, command.bodies)
    _claim(work, row, command)
    return row.uid


@handles(EditDocument, action="document.edit", needs=Permission.WRITE, sentence=N_("Đã sửa văn bản {result}"))
def edit_document(work: UnitOfWork, command: EditDocument) -> str:
    """Changes a draft; refuses REG-10 for a signed paper, else as ``create_document``."""
    row = open_document(work, command.document)
    _check_former(work, command.replaces, command.replace_mode)
    row.subject, row.content = _subject(command.subject), content_to_json(command.content)
    row.paper_date = command.paper_date or row.paper_date or work.today
    row.series = series_of(work.session, command.series).code
    row.symbol = _symbol(command.symbol)
    row.replaces, row.replace_mode = command.replaces, command.replace_mode
    _set_effects(work, row, command.bodies)
    unlink_planned(work, document=row.uid)
    _claim(work, row, command)
    return row.uid


@handles(
    MarkPrinted, action="document.print", needs=Permission.WRITE, sentence=N_("Đã in văn bản {result} để trình ký")
)
def mark_printed(work: UnitOfWork, command: MarkPrinted) -> str:
    """Notes when and what was printed for signing; refuses REG-10 for a signed paper."""
    row = open_document(work, command.document)
    row.state, row.printed_at = DocumentState.PRINTED, work.now
    row.frozen_sha256 = form_sha256(to_json(printed_paper(work.session, row.uid)))
    return row.uid


@handles(DeleteDraft, action="document.delete", needs=Permission.WRITE, sentence=N_("Đã xóa bản nháp {result}"))
def delete_draft(work: UnitOfWork, command: DeleteDraft) -> str:
    """Marks a draft and what it meant to do as deleted; refuses REG-10 for a signed paper."""
    row = open_document(work, command.document)
    _set_effects(work, row, ())
    unlink_planned(work, document=row.uid)
    work.remove(row)
    return row.uid


@handles(
    AttachScan, action="document.scan", needs=Permission.WRITE, sentence=N_("Đã gắn bản quét vào văn bản {result}")
)
def attach_scan(work: UnitOfWork, command: AttachScan) -> str:
    """Adds or changes the scan of a signed paper; refuses REG-11 and REG-15."""
    row = signed_document(work, command.document)
    row.scan_sha256 = known_file(work, command.scan)
    return row.uid


@handles(
    EndDocument,
    action="document.end",
    needs=Permission.ISSUE,
    sentence=N_("Văn bản {result} hết hiệu lực từ {command.ended_on}"),
)
def end_document(work: UnitOfWork, command: EndDocument) -> str:
    """Ends a signed paper; refuses REG-11, REG-16 and REG-17."""
    row = signed_document(work, command.document)
    if row.issued_on is not None and command.ended_on < row.issued_on:
        raise END_BEFORE_START(field="ended_on", end=show_day(command.ended_on), start=show_day(row.issued_on))
    row.state, row.ended_on, row.end_reason = DocumentState.ENDED, command.ended_on, reason_of(command.reason)
    return row.uid


def open_document(work: UnitOfWork, uid: str) -> Document:
    """A paper that may still change; Refused REG-10 when it is signed."""
    row = work.get(Document, uid)
    if row.state not in OPEN_STATES:
        raise FROZEN(symbol=with_number(row.number, row.symbol))
    return row


def signed_document(work: UnitOfWork, uid: str) -> Document:
    """A signed paper still in force; Refused REG-11."""
    row = work.get(Document, uid)
    if row.state is not DocumentState.SIGNED:
        raise NOT_SIGNED()
    return row


def known_file(work: UnitOfWork, digest: str) -> str:
    """The SHA-256 of a file that the store holds; Refused REG-15."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest) or work.files.missing([digest]):
        raise NO_SCAN(field="scan")
    return digest


def reason_of(text: str, *, field: str = "reason") -> str:
    """A reason as kept; Refused REG-17 when there is none."""
    reason = clean_line(text, field=field, limit=500, label=_("Lý do"))
    if not reason:
        raise NO_REASON(field=field)
    return reason


def _check_former(work: UnitOfWork, former: str | None, mode: ReplaceMode | None) -> None:
    if former is None:
        return
    if mode is None:
        raise NO_REPLACE_MODE(field="replace_mode")
    if work.get(Document, former).state is not DocumentState.SIGNED:
        raise FORMER_NOT_SIGNED(field="replaces")


def _usual_symbol(work: UnitOfWork, command: CreateDocument) -> str:
    issuer = COMMITTEE if command.content.issuer is Issuer.COMMITTEE else OFFICE
    unit = ""
    if command.type is DocumentType.CV:
        unit = standing(work.session, command.paper_date or work.today).own.drafting_abbreviation
    return symbol_of(command.type, issuer=issuer, unit=unit)


def _symbol(text: str) -> str:
    symbol = clean_line(text, field="symbol", limit=60, label=_("Ký hiệu")).removeprefix("/")
    if not _SYMBOL.fullmatch(symbol):
        raise BAD_SYMBOL(field="symbol", symbol=symbol)
    return f"/{symbol}"


def _subject(text: str) -> str:
    return clean_line(text, field="subject", limit=500, label=_("Trích yếu"))


def _claim(work: UnitOfWork, row: Document, command: CreateDocument | EditDocument) -> None:
    """A decision on composition marks what is planned as its own, so that no other decision carries it out."""
    if decides(row.type, row.template, command.content) is Decides.COMPOSITION:
        work.session.flush()
        link_planned(work, document=row.uid, bodies=dict.fromkeys(command.bodies))


def _set_effects(work: UnitOfWork, row: Document, bodies: Iterable[str]) -> None:
    wanted = dict.fromkeys(bodies)
    for body in wanted:
        work.get(Body, body)
    known = {
        effect.body: effect
        for effect in work.session.scalars(select(DocumentEffect).where(DocumentEffect.document == row.uid))
    }
    for body, effect in known.items():
        if body not in wanted and effect.deleted_at is None:
            work.remove(effect)
        elif body in wanted and effect.deleted_at is not None:
            effect.deleted_at = None  # the pair is unique, marks included
    for body in wanted:
        if body not in known:
            work.new(DocumentEffect, document=row.uid, body=body)


__all__ = [
    "AttachScan",
    "CreateDocument",
    "DeleteDraft",
    "EditDocument",
    "EndDocument",
    "MarkPrinted",
    "edit_of",
]
