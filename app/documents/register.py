"""The number register in the store: series, the numbers taken, and the next one; voided numbers stay taken for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.documents import numbering
from app.documents.numbering import DEFAULT_SERIES, SeriesView, check_number, next_number, number_text, with_number
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import Document, NumberSeries, RegisterEntry
from db.uids import derived_uid
from db.vocabulary import DocumentType

NO_SERIES = refused(
    "REG-01",
    N_("Không có sổ số “{series}”."),
    next_step=N_("Chọn một sổ số trong trang Cài đặt, mục Sổ đăng ký văn bản."),
)
SERIES_IN_USE = refused(
    "REG-02",
    N_("{series} đã cấp số {number} năm {year} nên không đổi được số bắt đầu."),
    next_step=N_("Giữ nguyên số bắt đầu; đánh dấu bỏ các số do văn thư cấp cho văn bản khác khi ban hành."),
)
SERIES_CODE = refused(
    "REG-03", N_("Mã sổ số phải có từ 1 đến 20 chữ cái hoặc chữ số không dấu."), next_step=N_("Đặt mã ngắn, ví dụ QD.")
)
UNKNOWN_TYPE = refused(
    "REG-04", N_("Không có loại văn bản “{type}”."), next_step=N_("Chọn loại văn bản trong danh sách.")
)


@dataclass(frozen=True, kw_only=True)
class SaveSeries:
    """The office says which types of paper share a series, and where its paper register had arrived."""

    code: str
    title: str
    types: tuple[str, ...]
    first_number: int = 1
    first_year: int | None = None


@handles(SaveSeries, action="series.save", needs=Permission.ADMIN, sentence=N_("Đã lưu sổ số {command.code}"))
def save_series(work: UnitOfWork, command: SaveSeries) -> str:
    """Adds or changes a series; a type given to it leaves the series it was in. Refuses REG-02 … REG-04, NUM-01."""
    ensure_default_series(work)
    if not (command.code.isascii() and command.code.isalnum() and len(command.code) <= 20):
        raise SERIES_CODE(field="code")
    for kind in command.types:
        if kind not in list(DocumentType):
            raise UNKNOWN_TYPE(field="types", type=kind)
    if not 1 <= command.first_number <= numbering.LARGEST:
        raise numbering.IMPOSSIBLE(field="first_number", number=command.first_number, largest=numbering.LARGEST)
    row = _row(work.session, command.code)
    if row is None:
        row = work.new(NumberSeries, code=command.code, title="", types=[], first_number=1, first_year=work.today.year)
    first_year = command.first_year or row.first_year
    _check_start(work.session, row, command.first_number, first_year)
    _move_types(work.session, command)
    row.title = clean_line(command.title, field="title", limit=120, label=_("Tên sổ"))
    row.types = list(command.types)
    row.first_number, row.first_year = command.first_number, first_year
    return row.uid


def _check_start(session: Session, row: NumberSeries, first_number: int, first_year: int | None) -> None:
    if (first_number, first_year) == (row.first_number, row.first_year):
        return
    taken = session.scalars(
        select(RegisterEntry)
        .where(RegisterEntry.series == row.code, RegisterEntry.year >= (row.first_year or 0))
        .order_by(RegisterEntry.year, RegisterEntry.number.desc())
    ).first()
    if taken is not None:
        raise SERIES_IN_USE(
            field="first_number", series=_(row.title), number=number_text(taken.number), year=taken.year
        )


def _move_types(session: Session, command: SaveSeries) -> None:
    for other in _rows(session):
        kept = [kind for kind in other.types if kind not in command.types]
        if other.code != command.code and kept != other.types:
            other.types = kept


def ensure_default_series(work: UnitOfWork) -> None:
    """Adds the default series that the store lacks; the year of their making is the first the program numbers."""
    known = {row.code for row in _rows(work.session)}
    for series in DEFAULT_SERIES:
        uid = derived_uid(work.own_office_uid, "number_series", series.code)
        gone = work.session.get(NumberSeries, uid) if series.code not in known else None
        if gone is not None:
            gone.deleted_at = None  # its step was undone
        elif series.code not in known:
            work.new(
                NumberSeries,
                uid=uid,
                code=series.code,
                title=series.title,
                types=[kind.value for kind in series.types],
                first_number=1,
                first_year=work.today.year,
            )


def all_series(session: Session) -> list[SeriesView]:
    """Every series, the default ones first."""
    return [_view(row) for row in _rows(session)]


def series_of(session: Session, code: str) -> SeriesView:
    """The series of a code; Refused REG-01."""
    row = _row(session, code)
    if row is None:
        raise NO_SERIES(field="series", series=code)
    return _view(row)


def taken_numbers(session: Session, series: str, year: int) -> dict[int, RegisterEntry]:
    """Every number of a series and year that was given, kept aside or voided."""
    rows = session.scalars(select(RegisterEntry).where(RegisterEntry.series == series, RegisterEntry.year == year))
    return {row.number: row for row in rows}


def next_free(session: Session, series: str, year: int) -> int:
    """The number the next paper of a series and year will get; Refused REG-01."""
    return next_number(series_of(session, series), year, taken_numbers(session, series, year))


def dated_numbers(session: Session, series: str, year: int) -> dict[int, date]:
    """The days on which the living numbers of a series and year were issued."""
    rows = session.execute(
        select(RegisterEntry.number, Document.issued_on)
        .join(Document, Document.uid == RegisterEntry.document)
        .where(RegisterEntry.series == series, RegisterEntry.year == year, RegisterEntry.voided_on.is_(None))
    )
    return {number: day for number, day in rows if day is not None}


def take_number(
    work: UnitOfWork, document: Document, *, year: int, number: int | None = None, skip_reason: str = ""
) -> RegisterEntry:
    """Gives the paper a number: the next one, or the wanted one where that is free and leaves no gap.

    With ``skip_reason`` the numbers before it are entered as voided for that reason. Refuses REG-01, NUM-01 … NUM-03.
    """
    series = series_of(work.session, document.series)
    taken = taken_numbers(work.session, series.code, year)
    if number is None:
        number = next_number(series, year, taken)
    holder = _holder(work.session, taken[number]) if number in taken else ""
    for skipped in check_number(
        number, series=series, year=year, taken=taken, holder=holder, may_skip=bool(skip_reason)
    ):
        work.new(
            RegisterEntry,
            series=series.code,
            year=year,
            number=skipped,
            document=None,
            voided_on=work.today,
            void_reason=skip_reason,
        )
    entry = work.new(
        RegisterEntry,
        series=series.code,
        year=year,
        number=number,
        document=document.uid,
        voided_on=None,
        void_reason="",
    )
    try:
        work.session.flush()
    except IntegrityError as error:  # another writer of a shared store was faster between our reading and writing
        raise numbering.TAKEN(
            field="number",
            number=number_text(number),
            year=year,
            series=_(series.title),
            holder=_("một văn bản khác"),
            next=number_text(number + 1),
        ) from error
    return entry


def _holder(session: Session, entry: RegisterEntry) -> str:
    """What the register says of a number, for the one who wanted it."""
    document = session.get(Document, entry.document) if entry.document else None
    if entry.voided_on is not None:
        return _("một số đã hủy ngày {day}").format(day=show_day(entry.voided_on))
    if document is None:
        return _("một số đã giữ lại")
    return _("văn bản {symbol} ngày {day}: {subject}").format(
        symbol=with_number(entry.number, document.symbol), day=show_day(document.issued_on), subject=document.subject
    )


def _rows(session: Session) -> list[NumberSeries]:
    order = {series.code: place for place, series in enumerate(DEFAULT_SERIES)}
    rows = session.scalars(select(NumberSeries).where(NumberSeries.deleted_at.is_(None)))
    return sorted(rows, key=lambda row: (order.get(row.code, len(order)), row.code))


def _row(session: Session, code: str) -> NumberSeries | None:
    return next((row for row in _rows(session) if row.code == code), None)


def _view(row: NumberSeries) -> SeriesView:
    return SeriesView(
        uid=row.uid,
        code=row.code,
        title=row.title,
        types=tuple(row.types),
        first_number=row.first_number,
        first_year=row.first_year,
    )
