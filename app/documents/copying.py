"""Copies of signed papers: sao y, sao lục, trích sao, each numbered in the series of copies and frozen at once.

Source: Nghị định 30/2020/NĐ-CP, Điều 25 and Phụ lục I, phần II; Phụ lục III, mẫu 3.1. The PDF of a sao y or sao lục
begins with the very bytes of the paper it copies; an extract is set anew with the head of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.documents import freeze
from app.documents.content import Content, Recipient, Signing, content_to_json
from app.documents.copy_kinds import ABBREVIATIONS, COPIES_SERIES, HEADINGS, NAMES, CopyKind, copy_kind
from app.documents.issuing import IN_FUTURE, Issued
from app.documents.numbering import OFFICE, number_text, with_number
from app.documents.office_style import style_of
from app.documents.paper import recipient_lines
from app.documents.queries import document_row
from app.documents.register import ensure_default_series, take_number
from app.documents.texts import office_name
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.offices.queries import standing
from app.offices.views import Standing
from app.typesetting import model
from db.models import Document
from db.vocabulary import DocumentState

NOT_FOR_COPYING = refused(
    "COP-01",
    N_("Chỉ sao được văn bản đã ký và chưa hủy số."),
    next_step=N_("Ghi số và ngày cho văn bản trước, rồi làm bản sao."),
)
COPY_OF_COPY = refused(
    "COP-02",
    N_("{kind} phải làm từ bản gốc, không làm từ một bản sao."),
    next_step=N_("Mở văn bản gốc rồi làm bản sao; từ bản sao y chỉ làm được bản sao lục."),
)
ONLY_FROM_COPY = refused(
    "COP-03",
    N_("Bản sao lục phải làm từ một bản sao y."),
    next_step=N_("Làm bản sao y trước, hoặc mở bản sao y đã có."),
)
BEFORE_PAPER = refused(
    "COP-04",
    N_("Ngày sao {day} sớm hơn ngày {issued} của văn bản được sao."),
    next_step=N_("Sửa lại ngày sao."),
)
NOTHING_CHOSEN = refused(
    "COP-05", N_("Chưa chọn phần nào của văn bản để trích sao."), next_step=N_("Đánh dấu ít nhất một phần.")
)
NO_SIGNER = refused("COP-06", N_("Chưa ghi người ký bản sao."), next_step=N_("Chọn người ký, hoặc ghi họ và tên."))

_LASTING = (DocumentState.SIGNED, DocumentState.REPLACED)
_HEAD = (model.TypeTitle, model.AuthorityLine, model.Basis, model.DecisionWord, model.Addressees, model.ReferenceLine)
_BEGINS = (model.Article, model.Heading)
_SHOWN = 70
"""Characters of a part's text that tell it from the others."""


@dataclass(frozen=True, kw_only=True)
class MakeCopy:
    """A signed paper is copied under the next number of the copies' series."""

    document: str
    kind: CopyKind
    issued_on: date
    signing: Signing
    recipients: tuple[Recipient, ...] = ()
    archive: str = "VT"
    number: int | None = None
    skip_reason: str = ""
    parts: tuple[int, ...] = ()
    """What an extract takes, as places in ``parts_of``."""
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class PaperPart:
    """A part of a paper that an extract may take: an article with all that belongs to it, or a whole annex."""

    label: str
    blocks: tuple[model.Block, ...] = ()
    annex: model.Annex | None = None


@handles(
    MakeCopy,
    action="document.copy",
    needs=Permission.ISSUE,
    undoable=False,
    sentence=N_("Đã làm bản sao số {result.symbol}, ngày {result.issued_on}"),
)
def make_copy(work: UnitOfWork, command: MakeCopy) -> Issued:
    """Numbers and freezes a copy; refuses COP-01 … COP-06, REG-01, REG-22, NUM-01 … NUM-03, OFF-01."""
    source = work.get(Document, command.document)
    _refuse(work, source, command)
    ensure_default_series(work)
    work.session.flush()
    row = _row(work, source, command)
    entry = take_number(
        work,
        row,
        year=command.issued_on.year,
        number=command.number,
        skip_reason=command.skip_reason.strip(),
    )
    row.number = entry.number
    place = standing(work.session, command.issued_on)
    _freeze(work, row, source, command, place)
    return Issued(
        document=row.uid,
        entry=entry.uid,
        number=entry.number,
        issued_on=command.issued_on,
        symbol=with_number(entry.number, row.symbol),
        pdf_sha256=row.pdf_sha256,
    )


def parts_of(session: Session, uid: str) -> tuple[PaperPart, ...]:
    """The parts of a signed paper from which an extract is made; none while it is not signed."""
    row = document_row(session, uid)
    return tuple(_parts(freeze.paper_of(row.frozen))) if row.frozen is not None else ()


def _refuse(work: UnitOfWork, source: Document, command: MakeCopy) -> None:
    copied = copy_kind(source.template)
    if source.frozen is None or source.state not in _LASTING or source.issued_on is None:
        raise NOT_FOR_COPYING()
    if command.kind is CopyKind.FROM_COPY and copied is not CopyKind.FULL:
        raise ONLY_FROM_COPY(field="kind")
    if command.kind is not CopyKind.FROM_COPY and copied is not None:
        raise COPY_OF_COPY(field="kind", kind=_(NAMES[command.kind]))
    if command.issued_on > work.today:
        raise IN_FUTURE(field="issued_on", day=show_day(command.issued_on), today=show_day(work.today))
    if command.issued_on < source.issued_on:
        raise BEFORE_PAPER(field="issued_on", day=show_day(command.issued_on), issued=show_day(source.issued_on))
    if command.kind is CopyKind.EXTRACT and not command.parts:
        raise NOTHING_CHOSEN(field="parts")
    if not command.signing.name.strip():
        raise NO_SIGNER(field="signer")


def _row(work: UnitOfWork, source: Document, command: MakeCopy) -> Document:
    content = Content(
        signing=command.signing, recipients=command.recipients, archive=command.archive, copies=command.copies
    )
    return work.new(
        Document,
        type=source.type,
        template=command.kind.value,
        subject=_subject(source),
        content=content_to_json(content),
        state=DocumentState.SIGNED,
        paper_date=command.issued_on,
        series=COPIES_SERIES,
        symbol=f"/{ABBREVIATIONS[command.kind]}-{OFFICE}",
        number=None,
        issued_on=command.issued_on,
        printed_at=None,
        replaces=source.uid,
        replace_mode=None,
        ended_on=None,
        end_reason="",
        frozen=None,
        frozen_sha256="",
        pdf_sha256="",
        scan_sha256="",
        no_scan_reason="Bản sao",
    )


def _subject(source: Document) -> str:
    """What is copied: number, day and subject of the paper itself, of a sao lục too."""
    if copy_kind(source.template):
        return source.subject
    return f"số {with_number(source.number, source.symbol)} ngày {show_day(source.issued_on)}: {source.subject}"


def _freeze(work: UnitOfWork, row: Document, source: Document, command: MakeCopy, place: Standing) -> None:
    """Keeps the copy's text and PDF; the file lies on the disk before the row that names it."""
    from app.typesetting.render_pdf import render_pdf

    style, block = style_of(work.session), _block(row, command, place)
    assert source.frozen is not None  # refused before
    paper = freeze.paper_of(source.frozen)
    if command.kind is CopyKind.EXTRACT:
        paper = with_block(_extract(paper, command.parts), block)
        data = render_pdf(paper, style=style)
    else:
        from app.typesetting.pdf_append import append_block, last_sheet

        paper = with_block(paper, block)
        original = freeze.reprint(source, work.files)
        wide, high = last_sheet(original)
        lies = model.Orientation.LANDSCAPE if wide > high else model.Orientation.PORTRAIT
        alone = render_pdf(model.Document(title="", orientation=lies, blocks=(block,)), style=style)
        data = append_block(original, alone, style=style)
    form = freeze.frozen_form(paper, standing=place, bodies=(), day=command.issued_on)
    row.pdf_sha256 = work.files.put(data)
    row.frozen, row.frozen_sha256 = form, freeze.form_sha256(form)


def _block(row: Document, command: MakeCopy, place: Standing) -> model.CopyBlock:
    own, signing = place.own, command.signing
    return model.CopyBlock(
        word=HEADINGS[command.kind],
        head=model.Letterhead(
            issuer=("ỦY BAN NHÂN DÂN", office_name(own).upper()),
            number_text=number_text(row.number),
            symbol=row.symbol,
            place=own.place or own.name,
            day=command.issued_on,
        ),
        signature=model.Signature(formula=signing.titles, signer=signing.name, second_office=signing.second_office),
        recipients=recipient_lines(command.recipients, command.archive),
    )


def with_block(paper: model.Document, block: model.CopyBlock) -> model.Document:
    """The paper with the block after its last line, which may be that of an annex."""
    if not paper.annexes:
        return replace(paper, blocks=(*paper.blocks, block))
    last = paper.annexes[-1]
    return replace(paper, annexes=(*paper.annexes[:-1], replace(last, blocks=(*last.blocks, block))))


def _extract(paper: model.Document, wanted: Sequence[int]) -> model.Document:
    """The paper with its head, the wanted parts, and who signed it."""
    parts = [part for place, part in enumerate(_parts(paper)) if place in wanted]
    if not parts:
        raise NOTHING_CHOSEN(field="parts")
    head = tuple(block for block in paper.blocks if isinstance(block, _HEAD))
    closing = tuple(_signed(block) for block in paper.blocks if isinstance(block, model.SignatureBlock))
    return replace(
        paper,
        blocks=(*head, *(block for part in parts for block in part.blocks), *closing),
        annexes=tuple(part.annex for part in parts if part.annex is not None),
    )


def _signed(block: model.SignatureBlock) -> model.SignatureBlock:
    """The closing of the paper, saying that the paper itself bears the signature."""
    return replace(block, signature=replace(block.signature, note="(Đã ký)"))


def _parts(paper: model.Document) -> Iterator[PaperPart]:
    body = [block for block in paper.blocks if not isinstance(block, (*_HEAD, model.SignatureBlock, model.CopyBlock))]
    grouped = any(isinstance(block, _BEGINS) for block in body)
    group: list[model.Block] = []
    for block in body:
        if group and (isinstance(block, _BEGINS) or not grouped):
            yield PaperPart(label=_label(group[0]), blocks=tuple(group))
            group = []
        group.append(block)
    if group:
        yield PaperPart(label=_label(group[0]), blocks=tuple(group))
    for place, annex in enumerate(paper.annexes, start=1):
        title = " ".join(part for part in (annex.title, annex.subtitle) if part) or f"Phụ lục {place}"
        yield PaperPart(label=title[:_SHOWN], annex=annex)


def _label(block: model.Block) -> str:
    number = "Điều {}." if isinstance(block, model.Article) else ""
    text = getattr(block, "title", "") or getattr(block, "text", "")
    plain = text if isinstance(text, str) else "".join(run.text for run in text)
    words = f"{number.format(getattr(block, 'number', ''))} {plain}".strip() or "Bảng"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
