"""The working register of letters that came in as a book: a year on paper and as a worksheet.

The ten columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục IV.VI. The official register is kept by the clerk (Văn
thư); this one follows the letters about digital transformation only and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.documents.office_style import style_of
from app.documents.texts import people_committee
from app.incoming.queries import letters
from app.incoming.views import LetterView
from app.kernel.days import show_day
from app.kernel.files import safe_name
from app.kernel.problems import refused
from app.kernel.words import N_
from app.offices.queries import standing
from app.typesetting import model
from app.typesetting.sheet import Sheet, SheetColumn, SheetRow

TITLE = "SỔ THEO DÕI VĂN BẢN ĐẾN"
NOTE = "(Sổ theo dõi văn bản về chuyển đổi số; sổ đăng ký văn bản đến chính thức do Văn thư lập)"

EMPTY_REGISTER = refused(
    "INC-09",
    N_("Năm {year} chưa ghi văn bản đến nào."),
    next_step=N_("Chọn năm khác, hoặc ghi văn bản đến vào sổ trước."),
)


@dataclass(frozen=True)
class _Column:
    """One of the ten columns: title, share of the sheet, width in characters, alignment."""

    title: str
    weight: float
    width: float
    align: model.Align = model.Align.LEFT


_COLUMNS = (
    _Column("Ngày đến", 19, 12, model.Align.CENTER),
    _Column("Số đến", 12, 8, model.Align.CENTER),
    _Column("Tác giả", 38, 28),
    _Column("Số, ký hiệu văn bản", 28, 18, model.Align.CENTER),
    _Column("Ngày tháng văn bản", 20, 13, model.Align.CENTER),
    _Column("Tên loại và trích yếu nội dung văn bản", 70, 50),
    _Column("Đơn vị hoặc người nhận", 30, 22),
    _Column("Ngày chuyển", 19, 12, model.Align.CENTER),
    _Column("Ký nhận", 15, 12),
    _Column("Ghi chú", 26, 22),
)


def register_pdf(session: Session, *, year: int) -> bytes:
    """The book as PDF: landscape A4, its header on every page. Refuses INC-09, OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    lines = _lines(session, year)
    return render_pdf(_paper(_office(session, year), year, lines), style=style_of(session))


def register_xlsx(session: Session, *, year: int) -> bytes:
    """The book as a worksheet with the same lines. Refuses INC-09, OFF-01."""
    from app.typesetting.render_xlsx import render_xlsx

    lines = _lines(session, year)
    return render_xlsx(_sheet(_office(session, year), year, lines))


def register_file_name(year: int, ending: str) -> str:
    """A name for the exported book."""
    return safe_name(f"So theo doi van ban den {year}.{ending}")


def _lines(session: Session, year: int) -> list[LetterView]:
    lines = sorted(letters(session, year=year), key=lambda line: (line.arrived_on, line.arrival_number or 0, line.uid))
    if not lines:
        raise EMPTY_REGISTER(field="year", year=year)
    return lines


def _office(session: Session, year: int) -> str:
    return people_committee(standing(session, date(year, 12, 31)).own).upper()


def _paper(office: str, year: int, lines: list[LetterView]) -> model.Document:
    return model.Document(
        title=f"Sổ theo dõi văn bản đến năm {year}",
        subject=f"Năm {year}",
        orientation=model.Orientation.LANDSCAPE,
        blocks=(
            model.Paragraph(
                text=(model.Run(text=office, bold=True),),
                align=model.Align.CENTER,
                first_line_indent=False,
                keep_with_next=True,
            ),
            model.TypeTitle(type_name=TITLE, subject=f"Năm {year}", with_rule=False),
            model.ReferenceLine(text=NOTE),
            model.Table(
                columns=tuple(
                    model.Column(title=f"{each.title}\n({place})", weight=each.weight, align=each.align)
                    for place, each in enumerate(_COLUMNS, start=1)
                ),
                rows=tuple(model.Row(cells=_cells(line)) for line in lines),
                cell_size=11,
            ),
            model.Paragraph(text=f"Sổ có {len(lines)} văn bản."),
        ),
    )


def _sheet(office: str, year: int, lines: list[LetterView]) -> Sheet:
    return Sheet(
        name=f"Văn bản đến {year}",
        title_lines=(office, TITLE, f"Năm {year}", NOTE),
        columns=tuple(
            SheetColumn(title=f"{each.title}\n({place})", width=each.width, align=each.align)
            for place, each in enumerate(_COLUMNS, start=1)
        ),
        rows=tuple(SheetRow(cells=tuple(cell or None for cell in _cells(line))) for line in lines),
    )


def _cells(line: LetterView) -> tuple[str, ...]:
    """The ten columns of one letter; the receipt is signed by pen."""
    return (
        show_day(line.arrived_on),
        f"{line.arrival_number:02}" if line.arrival_number else "",
        line.issuer,
        line.symbol,
        show_day(line.issued_on),
        line.named,
        line.receiver,
        show_day(line.forwarded_on),
        "",
        line.note,
    )
