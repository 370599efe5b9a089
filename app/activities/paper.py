"""The paper form on which a hamlet writes its month by hand; what stands on it is typed back row by row.

Papers are Vietnamese, whatever language the window speaks.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.activities.queries import kinds
from app.activities.typed_rows import UNITS
from app.activities.views import KindView
from app.documents.office_style import style_of
from app.documents.texts import office_name
from app.kernel.files import safe_name
from app.kernel.periods import Month
from app.offices.queries import hamlet, hamlets, standing
from app.offices.views import HamletView, OfficeView
from app.typesetting import model

ROWS = 17
"""Rows that fill both sides of one sheet beside the words below, tall enough to write in."""
_CENTER = model.Align.CENTER
_HEAD = {
    "người": "Số người",
    "hộ": "Số hộ",
    "lượt người": "Lượt người",
    "hồ sơ": "Hồ sơ",
    "cuộc": "Số cuộc",
    "hộ kinh doanh": "Hộ KD",
    "doanh nghiệp": "DN",
}


def form_pdf(session: Session, *, month: Month, hamlet_uid: str | None = None, rows: int = ROWS) -> bytes:
    """The form of one hamlet, or of every hamlet one after the other; landscape A4. Refuses OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    office = standing(session, month.day(31)).own
    chosen = hamlet(session, hamlet_uid) if hamlet_uid else None
    places: list[HamletView | None] = [chosen] if hamlet_uid else [*hamlets(session, on=month.day(1))] or [None]
    offered = kinds(session, on=month.day(1))
    blocks: list[model.Block] = []
    for place in places:
        if blocks:
            blocks.append(model.PageBreak())
        blocks += _form(place, month, offered, rows)
    document = model.Document(
        title=f"Phiếu ghi hoạt động {month.key}",
        orientation=model.Orientation.LANDSCAPE,
        letterhead=_letterhead(office, month),
        blocks=tuple(blocks),
    )
    return render_pdf(document, style=style_of(session))


def form_name(month: Month) -> str:
    """A name for the file of the form."""
    return safe_name(f"Phieu ghi hoat dong {month.key}.pdf")


def _letterhead(office: OfficeView, month: Month) -> model.Letterhead:
    return model.Letterhead(
        issuer=("ỦY BAN NHÂN DÂN", office_name(office).upper()),
        place=office.place or office.name,
        year=month.year,
        month=month.number,
        with_number=False,
    )


def _form(place: HamletView | None, month: Month, offered: list[KindView], rows: int) -> list[model.Block]:
    where = place.label if place else "…" * 12
    columns = [
        model.Column(title="Ngày", weight=6, align=_CENTER),
        model.Column(title="Loại (mã)", weight=13),
        model.Column(title="Nội dung, địa điểm", weight=30),
        *(model.Column(title=_HEAD[unit], weight=7, align=_CENTER) for unit in UNITS),
        model.Column(title="Ghi chú, lực lượng, đối tác", weight=20),
    ]
    blank = model.Row(cells=("\n ", *[""] * (len(columns) - 1)))
    codes = "; ".join(f"{kind.code}: {kind.name}" for kind in offered)
    return [
        model.TypeTitle(
            type_name="PHIẾU GHI HOẠT ĐỘNG CHUYỂN ĐỔI SỐ",
            subject=f"Tổ công nghệ số cộng đồng {where}, tháng {month.number} năm {month.year}",
        ),
        model.Table(columns=tuple(columns), rows=(blank,) * rows, cell_size=11),
        model.Paragraph(
            text=(
                model.Run(text="Cách ghi: ", bold=True),
                model.Run(
                    text="mỗi việc một dòng; chỉ ghi số đếm được, chưa có số thì để trống, "
                    "không áp dụng thì ghi dấu gạch (-); kèm ảnh gửi qua Zalo."
                ),
            ),
            first_line_indent=False,
        ),
        model.Paragraph(
            text=(model.Run(text="Mã loại: ", bold=True), model.Run(text=f"{codes}.")), first_line_indent=False
        ),
        model.SignatureBlock(
            left=model.Signature(formula=("NGƯỜI GHI",)), signature=model.Signature(formula=("TỔ TRƯỞNG",))
        ),
    ]
