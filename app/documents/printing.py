"""Papers as files: PDF, DOCX and their lists as XLSX; drafts are made anew, signed papers come from what was frozen.

A draft prints DỰ THẢO; for signing it prints without that mark and with number and day blank for the pen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.documents import freeze
from app.documents.content import Content
from app.documents.copy_kinds import NAMES, copy_kind
from app.documents.deciding import Decides
from app.documents.inputs import DraftInputs, draft_day, draft_inputs
from app.documents.numbering import number_text
from app.documents.office_style import style_of
from app.documents.paper import PaperInputs, paper_of
from app.documents.queries import document, document_row
from app.documents.rosters import roster_pdf, roster_xlsx
from app.documents.texts import TYPE_NAMES
from app.kernel.files import FileStore, safe_name
from app.kernel.problems import refused
from app.kernel.settings import read_setting
from app.kernel.words import N_
from app.settings import DRAFT_MARK
from app.typesetting import model
from app.typesetting.sheet import Sheet, SheetColumn, SheetGroup, SheetRow
from db.vocabulary import DocumentState

__all__ = [
    "changed_since_printed",
    "docx_of",
    "file_name",
    "paper_as_it_is",
    "paper_from",
    "pdf_of",
    "printed_paper",
    "roster_pdf",
    "roster_xlsx",
    "xlsx_of",
]

NO_LIST = refused(
    "REG-40",
    N_("Văn bản này không có danh sách nào để xuất ra bảng tính."),
    next_step=N_("Chọn văn bản có danh sách kèm theo, như quyết định thành lập Tổ."),
)

_CHARACTERS = 130
"""Width of a landscape sheet in characters, shared out by the weights of a table's columns."""


def pdf_of(session: Session, files: FileStore, uid: str, *, for_signing: bool = False) -> bytes:
    """The PDF of a paper: the frozen bytes of a signed one, else the draft as of its day.

    ``for_signing`` leaves DỰ THẢO out before the paper is marked as printed. Refuses KER-01, OFF-01; FIL-09, FIL-10.
    """
    from app.typesetting.render_pdf import render_pdf

    row = document_row(session, uid)
    if row.frozen is not None:
        return freeze.reprint(row, files)
    return render_pdf(_draft(session, uid, for_signing=for_signing), style=style_of(session))


def docx_of(session: Session, _files: FileStore, uid: str, *, for_signing: bool = False) -> bytes:
    """The same paper as DOCX; that of a signed paper is drawn from its frozen text."""
    from app.typesetting.render_docx import render_docx

    return render_docx(paper_as_it_is(session, uid, for_signing=for_signing), style=style_of(session))


def xlsx_of(session: Session, _files: FileStore, uid: str) -> bytes:
    """The list of a paper as a worksheet, cell by cell as it is printed. Refuses REG-40 where there is none."""
    from app.typesetting.render_xlsx import render_xlsx

    return render_xlsx(_sheet_of(paper_as_it_is(session, uid)))


def file_name(session: Session, uid: str, ending: str) -> str:
    """A name for the exported file: type, number and day, never a person's name."""
    view = document(session, uid)
    number = f"{number_text(view.number)}{view.symbol.replace('/', '-')}" if view.number else "du-thao"
    day = f" {view.issued_on:%Y-%m-%d}" if view.issued_on else ""
    copied = copy_kind(view.template)
    return safe_name(f"{NAMES[copied] if copied else TYPE_NAMES[view.type]} {number}{day}.{ending}")


def paper_as_it_is(session: Session, uid: str, *, for_signing: bool = False) -> model.Document:
    """The paper model: of a signed paper as frozen, else as drafted. Refuses KER-01, OFF-01; DOC-20."""
    row = document_row(session, uid)
    if row.frozen is not None:
        return freeze.paper_of(row.frozen)
    return _draft(session, uid, for_signing=for_signing)


def printed_paper(session: Session, uid: str) -> model.Document:
    """The paper as it prints for signing."""
    return _draft(session, uid, for_signing=True)


def changed_since_printed(session: Session, uid: str) -> bool:
    """Whether a paper printed for signing would print differently now; always no for drafts and signed papers."""
    row = document_row(session, uid)
    if row.state is not DocumentState.PRINTED:
        return False
    return freeze.form_sha256(freeze.to_json(printed_paper(session, uid))) != row.frozen_sha256


def paper_from(
    inputs: DraftInputs, *, number: int | None = None, issued_on: date | None = None, draft_mark: bool = False
) -> model.Document:
    """The paper of gathered inputs, with number and day once they are known."""
    view = inputs.document
    return paper_of(
        PaperInputs(
            type=view.type,
            subject=view.subject,
            content=_with_present_names(inputs),
            standing=inputs.standing,
            symbol=view.symbol,
            number=number,
            issued_on=issued_on,
            bodies=inputs.context,
            hamlets=inputs.hamlets,
            citations=inputs.citations,
            as_of=as_of(inputs),
            law_numbers=inputs.law_numbers,
            draft_mark=draft_mark,
        )
    )


def as_of(inputs: DraftInputs) -> date | None:
    """A paper that decides no composition lists who is in force on its day, where a signed decision says so."""
    settled = (
        inputs.decides is not Decides.COMPOSITION
        and inputs.bodies
        and all(body.valid_from is not None and body.valid_from <= inputs.day for body in inputs.bodies)
    )
    return inputs.day if settled else None


def _draft(session: Session, uid: str, *, for_signing: bool) -> model.Document:
    view = document(session, uid)
    marked = (view.state is DocumentState.DRAFT and not for_signing) and read_setting(session, DRAFT_MARK)
    return paper_from(draft_inputs(session, uid, draft_day(view)), draft_mark=marked)


def _with_present_names(inputs: DraftInputs) -> Content:
    """The content with the signer's name as it is written today, where the signer is known."""
    signing = inputs.document.content.signing
    if inputs.signer is None or inputs.signer.full_name == signing.name:
        return inputs.document.content
    return replace(inputs.document.content, signing=replace(signing, name=inputs.signer.full_name))


def _sheet_of(paper: model.Document) -> Sheet:
    """The first list of a paper as a worksheet, every cell as it is printed."""
    for title, table in _tables(paper):
        total = sum(column.weight for column in table.columns)
        rows = tuple(
            SheetGroup(text=row.text)
            if isinstance(row, model.GroupRow)
            else SheetRow(cells=tuple(_value(place, cell) for place, cell in enumerate(row.cells)), bold=row.bold)
            for row in table.rows
        )
        columns = tuple(
            SheetColumn(title=column.title, align=column.align, width=max(6.0, _CHARACTERS * column.weight / total))
            for column in table.columns
        )
        return Sheet(name="Danh sách", columns=columns, rows=rows, title_lines=tuple(filter(None, title)))
    raise NO_LIST()


def _tables(paper: model.Document) -> Iterator[tuple[tuple[str, ...], model.Table]]:
    for annex in paper.annexes:
        for block in annex.blocks:
            if isinstance(block, model.Table):
                yield (annex.title, annex.subtitle, annex.reference), block
    for block in paper.blocks:
        if isinstance(block, model.Table):
            yield (paper.title,), block


def _value(place: int, cell: model.Text) -> str | int | None:
    """Text stays text, phones with their zero; only the running number of the first column is a number."""
    text = cell if isinstance(cell, str) else "".join(run.text for run in cell)
    return int(text) if place == 0 and text.isdecimal() else text or None
