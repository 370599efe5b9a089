"""The table of citable texts in the store: added, mended, replaced by later ones, and filled with the known ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.citing import CHECKED_NOTE, is_checked, known_citations
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import Citation
from db.uids import derived_uid

NAMELESS = refused(
    "CIT-01",
    N_("Văn bản trích dẫn thiếu tên loại và trích yếu."),
    next_step=N_("Ghi ít nhất tên loại và số, ký hiệu, hoặc tên loại và tên văn bản."),
)
ALREADY_KNOWN = refused(
    "CIT-02",
    N_("Bảng trích dẫn đã có văn bản {symbol} ngày {day}."),
    next_step=N_("Sửa văn bản đã có thay vì thêm mới."),
)
REPLACES_ITSELF = refused(
    "CIT-03",
    N_("Văn bản {symbol} không thể thay thế chính nó, kể cả qua văn bản khác."),
    next_step=N_("Chọn văn bản thay thế ban hành sau."),
)
ENDS_BEFORE = refused(
    "CIT-04", N_("Ngày hết hiệu lực {end} sớm hơn ngày có hiệu lực {start}."), next_step=N_("Kiểm tra lại hai ngày.")
)


@dataclass(frozen=True, kw_only=True)
class AddCitation:
    """A text or letter becomes citable."""

    symbol: str
    type_name: str
    issued_on: date | None
    issuer: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EditCitation:
    """What the table says of a text is mended; drafts cite it anew, signed papers keep what they say."""

    citation: str
    symbol: str
    type_name: str
    issued_on: date | None
    issuer: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplaceCitation:
    """A later text takes the place of an earlier one from a day on; ``by`` None takes that back."""

    citation: str
    by: str | None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveCitation:
    """A text added by mistake leaves the table."""

    citation: str


@dataclass(frozen=True, kw_only=True)
class ConfirmCitation:
    """The officer compared a citation with its original: what the table says of it holds."""

    citation: str


@dataclass(frozen=True, kw_only=True)
class LoadDefaultCitations:
    """The table gets the known legal texts and letters that it lacks."""


@handles(
    LoadDefaultCitations,
    action="citation.load",
    needs=Permission.WRITE,
    sentence=N_("Đã nạp {result} văn bản vào bảng trích dẫn"),
)
def load_known(work: UnitOfWork, _command: LoadDefaultCitations) -> int:
    """Loads what ``load_default_citations`` does, as a step of its own."""
    return load_default_citations(work)


@handles(AddCitation, action="citation.add", needs=Permission.WRITE, sentence=N_("Đã thêm trích dẫn {result}"))
def add_citation(work: UnitOfWork, command: AddCitation) -> str:
    """Adds a citation; Refused CIT-01, CIT-02 and CIT-04."""
    values = _values(command)
    _refuse_known(work.session, values)
    return work.new(Citation, replaced_by=None, **values).uid


@handles(EditCitation, action="citation.edit", needs=Permission.WRITE, sentence=N_("Đã sửa trích dẫn {result}"))
def edit_citation(work: UnitOfWork, command: EditCitation) -> str:
    """Changes a citation; Refused CIT-01, CIT-02 and CIT-04."""
    row = work.get(Citation, command.citation)
    values = _values(command)
    _refuse_known(work.session, values, but=row.uid)
    for name, value in values.items():
        setattr(row, name, value)
    return row.uid


@handles(
    ReplaceCitation,
    action="citation.replace",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi văn bản thay thế của trích dẫn {command.citation}"),
)
def replace_citation(work: UnitOfWork, command: ReplaceCitation) -> str:
    """Notes which text replaced another and that it ended the day before; Refused CIT-03."""
    row = work.get(Citation, command.citation)
    follower = work.get(Citation, command.by) if command.by else None
    while follower is not None:
        if follower.uid == row.uid:
            raise REPLACES_ITSELF(field="by", symbol=row.symbol or row.title)
        follower = work.get(Citation, follower.replaced_by) if follower.replaced_by else None
    row.replaced_by = command.by
    row.valid_to = date.fromordinal(command.on.toordinal() - 1) if command.by and command.on else None
    return row.uid


@handles(
    RemoveCitation, action="citation.remove", needs=Permission.WRITE, sentence=N_("Đã xóa trích dẫn {command.citation}")
)
def remove_citation(work: UnitOfWork, command: RemoveCitation) -> str:
    """Marks a citation as deleted; texts that it replaced stand alone again."""
    row = work.get(Citation, command.citation)
    for other in work.session.scalars(select(Citation).where(Citation.replaced_by == row.uid)):
        other.replaced_by = None
    work.remove(row)
    return row.uid


@handles(
    ConfirmCitation,
    action="citation.confirm",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi là trích dẫn {command.citation} được đối chiếu với bản gốc"),
)
def confirm_citation(work: UnitOfWork, command: ConfirmCitation) -> str:
    """Notes the day of the comparison in the citation's note; one that was never in doubt stays as it is."""
    row = work.get(Citation, command.citation)
    if not is_checked(row.symbol, row.issued_on, row.note):
        row.note = f"{row.note} {CHECKED_NOTE} ngày {show_day(work.today)}.".strip()
    return row.uid


def load_default_citations(work: UnitOfWork) -> int:
    """Adds the known legal texts and letters that the table lacks (same symbol and day) and tells how many.

    What the officer has changed stays: a known text is never written twice nor over.
    """
    known = known_citations()
    present = {_identity(row.symbol, row.title, row.issued_on): row for row in _rows(work.session)}
    kept: dict[str, Citation] = {}
    added = 0
    for entry in known:
        row = present.get(_identity(entry.symbol, entry.title, entry.issued_on))
        uid = derived_uid(work.own_office_uid, "citation", entry.uid)
        if row is None and (row := work.session.get(Citation, uid)) is not None:
            added += row.deleted_at is not None
            row.deleted_at = None  # taken out before, and asked for again
        elif row is None:
            row = work.new(
                Citation,
                uid=uid,
                replaced_by=None,
                symbol=entry.symbol,
                type_name=entry.type_name,
                issued_on=entry.issued_on,
                issuer=entry.issuer,
                title=entry.title,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
                note=entry.note,
            )
            added += 1
        kept.setdefault(entry.uid, row)
    work.session.flush()  # rows first, then what points from one to another
    for entry in known:
        if entry.replaced_by in kept and kept[entry.uid].replaced_by is None:
            kept[entry.uid].replaced_by = kept[entry.replaced_by].uid
    return added


def _values(command: AddCitation | EditCitation) -> dict[str, Any]:
    labels = {
        "symbol": _("Số, ký hiệu"),
        "type_name": _("Tên loại"),
        "issuer": _("Cơ quan ban hành"),
        "title": _("Trích yếu"),
        "note": _("Ghi chú"),
    }
    limits = {"symbol": 60, "type_name": 60}
    values: dict[str, Any] = {
        name: clean_line(getattr(command, name), field=name, limit=limits.get(name, 1000), label=label)
        for name, label in labels.items()
    }
    if not values["type_name"] or not (values["symbol"] or values["title"]):
        raise NAMELESS(field="type_name" if not values["type_name"] else "symbol")
    if command.valid_from and command.valid_to and command.valid_to < command.valid_from:
        raise ENDS_BEFORE(field="valid_to", start=show_day(command.valid_from), end=show_day(command.valid_to))
    return values | {"issued_on": command.issued_on, "valid_from": command.valid_from, "valid_to": command.valid_to}


def _refuse_known(session: Session, values: dict[str, Any], but: str = "") -> None:
    wanted = _identity(values["symbol"], values["title"], values["issued_on"])
    for row in _rows(session):
        if row.uid != but and _identity(row.symbol, row.title, row.issued_on) == wanted:
            raise ALREADY_KNOWN(
                field="symbol", symbol=row.symbol or row.title, day=show_day(row.issued_on) or _("chưa rõ")
            )


def _identity(symbol: str, title: str, issued_on: date | None) -> tuple[str, date | None]:
    """What makes two entries the same text: symbol and day; the title where a text has no symbol."""
    return fold(symbol or title), issued_on


def _rows(session: Session) -> list[Citation]:
    return list(session.scalars(select(Citation).where(Citation.deleted_at.is_(None))))
