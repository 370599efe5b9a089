"""What can be done with letters that came in; a letter is citable from the moment it is registered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.documents.commands import create_document
from app.documents.content import BasisLine
from app.documents.drafting import DraftDocument, drafted
from app.documents.queries import citations
from app.incoming.queries import arrival_numbers, next_arrival_number, same_letters, text_of, understood
from app.incoming.rules import NUMBER_TAKEN, SAME_LETTER, LetterInput, letter_fields
from app.incoming.texts import cited_texts, known_as
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Citation, Duty, IncomingLetter
from db.vocabulary import DutyState

__all__ = [
    "DraftFromLetter",
    "EditLetter",
    "KeepCitedTexts",
    "LetterInput",
    "RegisterLetter",
    "RemoveLetter",
]

HAS_DUTIES = refused(
    "INC-08",
    N_("Văn bản này đang có {count} nhiệm vụ nên chưa bỏ được."),
    next_step=N_("Bỏ các nhiệm vụ của văn bản ở trang Nhiệm vụ và thời hạn trước."),
)


@dataclass(frozen=True, kw_only=True)
class RegisterLetter:
    """A letter is written into the working register; ``two_letters`` says that a like one is another letter."""

    letter: LetterInput
    two_letters: bool = False


@dataclass(frozen=True, kw_only=True)
class EditLetter:
    """What the register says of a letter is corrected; an empty text or file leaves those kept."""

    uid: str
    letter: LetterInput
    two_letters: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveLetter:
    """A letter registered by mistake is taken out; its entry in the table of citations stays."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class KeepCitedTexts:
    """The texts a letter rests on join the table of citations, each once; those already there stay as they are."""

    letter: str


@dataclass(frozen=True, kw_only=True)
class DraftFromLetter:
    """A paper is composed from a template and cites the letter among its bases."""

    letter: str
    template: str
    day: date
    signer: str | None = None


@handles(
    RegisterLetter,
    action="incoming.register",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi văn bản đến vào sổ theo dõi"),
)
def register_letter(work: UnitOfWork, command: RegisterLetter) -> str:
    """Keeps the letter and makes it citable; Refused INC-01 to INC-07 with the field."""
    fields = letter_fields(command.letter, work.today)
    if not command.two_letters:
        _refuse_same(work, fields["symbol"], fields["issuer"])
    _refuse_number(work, fields["arrival_number"], fields["arrived_on"])
    row = work.new(IncomingLetter, citation=None, **fields)
    row.citation = _citation_of(work, row)
    work.session.flush()
    return row.uid


@handles(EditLetter, action="incoming.edit", needs=Permission.WRITE, sentence=N_("Đã sửa một văn bản đến"))
def edit_letter(work: UnitOfWork, command: EditLetter) -> str:
    """Corrects the columns; Refused as ``RegisterLetter``. The text is changed while no duty points into it."""
    row = work.get(IncomingLetter, command.uid)
    fields = letter_fields(command.letter, work.today)
    if not command.two_letters:
        _refuse_same(work, fields["symbol"], fields["issuer"], but=row.uid)
    _refuse_number(work, fields["arrival_number"], fields["arrived_on"], but=row.uid)
    for name in ("text", "file_sha256", "file_name"):
        fields[name] = fields[name] or getattr(row, name)
    if fields["text"] != row.text and _duties(work, row.uid, dropped=True):
        fields["text"] = row.text
    for name, value in fields.items():
        setattr(row, name, value)
    row.citation = _citation_of(work, row)
    return row.uid


@handles(RemoveLetter, action="incoming.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một văn bản đến"))
def remove_letter(work: UnitOfWork, command: RemoveLetter) -> str:
    """Takes the letter out; Refused INC-08 while duties rest on it."""
    row = work.get(IncomingLetter, command.uid)
    if living := _duties(work, row.uid):
        raise HAS_DUTIES(count=living)
    work.remove(row)
    return row.uid


@handles(
    KeepCitedTexts,
    action="incoming.keep_cited",
    needs=Permission.WRITE,
    sentence=N_("Đã thêm {result} văn bản vào bảng viện dẫn"),
)
def keep_cited_texts(work: UnitOfWork, command: KeepCitedTexts) -> int:
    """Adds what the table lacks and tells how many; three spellings of one symbol are one entry."""
    row = work.get(IncomingLetter, command.letter)
    joined, added = understood(text_of(work.session, row.uid))[1], 0
    for text in cited_texts(joined, citations(work.session), row.symbol):
        if text.citation is None:
            _add_citation(work, text.symbol, text.type_name, text.issued_on, text.issuer, text.title)
            added += 1
    return added


@handles(
    DraftFromLetter,
    action="incoming.draft",
    needs=Permission.WRITE,
    sentence=N_("Đã soạn một văn bản theo văn bản đến"),
)
def draft_from_letter(work: UnitOfWork, command: DraftFromLetter) -> str:
    """Composes the draft with the letter as its last basis; Refused as ``DraftDocument``."""
    row = work.get(IncomingLetter, command.letter)
    creation = drafted(work, DraftDocument(template=command.template, day=command.day, signer=command.signer))
    bases = creation.content.bases
    if row.citation and row.citation not in {basis.citation for basis in bases}:
        bases = (*bases, BasisLine(citation=row.citation))
    uid: str = create_document(work, replace(creation, content=replace(creation.content, bases=bases)))
    return uid


def _refuse_same(work: UnitOfWork, symbol: str, issuer: str, but: str = "") -> None:
    for same in same_letters(work.session, symbol, issuer, but=but):
        raise SAME_LETTER(field="symbol", symbol=same.symbol, issuer=same.issuer, arrived=show_day(same.arrived_on))


def _refuse_number(work: UnitOfWork, number: int | None, arrived: date, but: str = "") -> None:
    taken = arrival_numbers(work.session, arrived.year)
    if number is None or taken.get(number, but) == but:
        return
    symbol = work.get(IncomingLetter, taken[number]).symbol
    free = next_arrival_number(work.session, arrived.year)
    raise NUMBER_TAKEN(field="arrival_number", number=number, year=arrived.year, symbol=symbol, free=free)


def _citation_of(work: UnitOfWork, row: IncomingLetter) -> str | None:
    """The entry by which the letter is cited: the one there is, completed where it lacked something, or a new one."""
    if not any(char.isdigit() for char in row.symbol.partition("/")[0]):
        return row.citation  # a number left blank cannot be cited yet
    entry = known_as(row.symbol, row.issued_on, citations(work.session))
    if entry is None:
        return _add_citation(work, row.symbol, row.type_name, row.issued_on, row.issuer, row.subject)
    kept = work.get(Citation, entry.uid)
    kept.issued_on = kept.issued_on or row.issued_on
    kept.issuer = kept.issuer or row.issuer
    kept.title = kept.title or row.subject
    return kept.uid


def _add_citation(
    work: UnitOfWork, symbol: str, type_name: str, issued_on: date | None, issuer: str, title: str
) -> str:
    row = work.new(
        Citation,
        symbol=symbol,
        type_name=type_name or "Văn bản",
        issued_on=issued_on,
        issuer=issuer,
        title=title,
        replaced_by=None,
        valid_from=None,
        valid_to=None,
        note="",
    )
    work.session.flush()
    return row.uid


def _duties(work: UnitOfWork, letter: str, *, dropped: bool = False) -> int:
    query = select(Duty.uid).where(Duty.letter == letter, Duty.deleted_at.is_(None))
    if not dropped:
        query = query.where(Duty.state != DutyState.DROPPED)
    return len(work.session.scalars(query).all())
