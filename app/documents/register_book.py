"""The working register of outgoing papers as a book: every number of a series and year, on paper and as a worksheet.

The ten columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục IV.I. The official register is kept by the clerk (Văn
thư); this one follows the papers of this program only and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.documents.copy_kinds import NAMES, copy_kind
from app.documents.numbering import number_text
from app.documents.office_style import style_of
from app.documents.queries import register
from app.documents.register import series_of
from app.documents.texts import TYPE_NAMES, people_committee
from app.documents.views import RegisterLine
from app.kernel.days import show_day
from app.kernel.files import safe_name
from app.kernel.problems import refused
from app.kernel.words import N_
from app.offices.queries import standing
from app.typesetting import model
from app.typesetting.sheet import Sheet, SheetColumn, SheetRow

TITLE = "SỔ THEO DÕI VĂN BẢN ĐI"
NOTE = "(Sổ theo dõi văn bản soạn bằng phần mềm; sổ đăng ký văn bản chính thức do Văn thư lập)"

EMPTY_REGISTER = refused(
    "REG-43",
    N_("Sổ “{series}” năm {year} chưa có số nào để in."),
    next_step=N_("Chọn năm hoặc sổ khác; số được ghi vào sổ khi ghi số, ngày cho văn bản đã ký."),
)


@dataclass(frozen=True)
class _Column:
    """One of the ten columns: title, share of the sheet, width in characters, alignment."""

    title: str
    weight: float
    width: float
    align: model.Align = model.Align.LEFT


_COLUMNS = (
    _Column("Số, ký hiệu văn bản", 22, 17, model.Align.CENTER),
    _Column("Ngày tháng văn bản", 19, 13, model.Align.CENTER),
    _Column("Tên loại và trích yếu nội dung", 60, 44),
    _Column("Người ký", 27, 20),
    _Column("Nơi nhận văn bản", 40, 34),
    _Column("Đơn vị, người nhận bản lưu", 24, 16),
    _Column("Số lượng bản", 13, 9, model.Align.CENTER),
    _Column("Ngày chuyển", 17, 12, model.Align.CENTER),
    _Column("Ký nhận", 15, 12),
    _Column("Ghi chú", 26, 22),
)


@dataclass(frozen=True, kw_only=True)
class _Book:
    """One series in one year with the office that keeps it."""

    office: str
    series: str
    year: int
    lines: tuple[RegisterLine, ...]


def register_pdf(session: Session, *, year: int, series: str) -> bytes:
    """The book as PDF: landscape A4, its header on every page. Refuses REG-01, REG-43, OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    return render_pdf(_paper(_book(session, year, series)), style=style_of(session))


def register_xlsx(session: Session, *, year: int, series: str) -> bytes:
    """The book as a worksheet with the same lines. Refuses REG-01, REG-43, OFF-01."""
    from app.typesetting.render_xlsx import render_xlsx

    return render_xlsx(_sheet(_book(session, year, series)))


def register_file_name(year: int, series: str, ending: str) -> str:
    """A name for the exported book."""
    return safe_name(f"So theo doi van ban di {series} {year}.{ending}")


def kept_by(recipients: str) -> str:
    """Who keeps the file copy: what the list of recipients says behind Lưu."""
    _before, found, archive = recipients.partition("Lưu:")
    return archive.strip().rstrip(".") if found else ""


def _book(session: Session, year: int, series: str) -> _Book:
    kept = series_of(session, series)
    lines = tuple(register(session, year=year, series=series))
    if not lines:
        raise EMPTY_REGISTER(field="year", series=kept.title, year=year)
    office = standing(session, date(year, 12, 31)).own
    return _Book(office=people_committee(office).upper(), series=kept.title, year=year, lines=lines)


def _paper(book: _Book) -> model.Document:
    office = model.Run(text=book.office, bold=True)
    return model.Document(
        title=f"Sổ theo dõi văn bản đi năm {book.year}",
        subject=book.series,
        orientation=model.Orientation.LANDSCAPE,
        blocks=(
            model.Paragraph(text=(office,), align=model.Align.CENTER, first_line_indent=False, keep_with_next=True),
            model.TypeTitle(type_name=TITLE, subject=f"Năm {book.year} - {book.series}", with_rule=False),
            model.ReferenceLine(text=NOTE),
            model.Table(
                columns=tuple(
                    model.Column(title=f"{each.title}\n({place})", weight=each.weight, align=each.align)
                    for place, each in enumerate(_COLUMNS, start=1)
                ),
                rows=tuple(model.Row(cells=_cells(line)) for line in book.lines),
                cell_size=11,
            ),
            model.Paragraph(text=_sum(book)),
        ),
    )


def _sheet(book: _Book) -> Sheet:
    return Sheet(
        name=f"Văn bản đi {book.year}",
        title_lines=(book.office, TITLE, f"Năm {book.year} - {book.series}", NOTE),
        columns=tuple(
            SheetColumn(title=f"{each.title}\n({place})", width=each.width, align=each.align)
            for place, each in enumerate(_COLUMNS, start=1)
        ),
        rows=tuple(SheetRow(cells=tuple(cell or None for cell in _cells(line))) for line in book.lines),
    )


def _sum(book: _Book) -> str:
    voided = sum(line.voided_on is not None for line in book.lines)
    first, last = (number_text(line.number) for line in (book.lines[0], book.lines[-1]))
    return f"Sổ có {len(book.lines)} số, từ số {first} đến số {last}; trong đó {voided} số đã hủy."


def _cells(line: RegisterLine) -> tuple[str, ...]:
    """The ten columns of one number; the day of handing over and the receipt are filled in by pen."""
    return (
        line.symbol,
        show_day(line.issued_on),
        _subject(line),
        line.signer,
        line.recipients,
        kept_by(line.recipients),
        str(line.copies or ""),
        "",
        "",
        f"Đã hủy ngày {show_day(line.voided_on)}: {line.void_reason}" if line.voided_on else "",
    )


def _subject(line: RegisterLine) -> str:
    """Type and subject in Vietnamese, whatever language the window speaks."""
    if line.type is None:
        return ""
    kind = copy_kind(line.template)
    name = f"{NAMES[kind]} {TYPE_NAMES[line.type]}" if kind else TYPE_NAMES[line.type]
    return f"{name} {line.words}".rstrip()
