"""The yearly plan of public information as an official paper, its table made from the plan of themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.documents.content import BasisLine, Block, Heading, HeadingLevel, Paragraph, TableBlock, TableColumn
from app.documents.from_blocks import draft_from_blocks
from app.documents.texts import office_name, people_committee
from app.kernel.commands import Permission, handles
from app.kernel.numerals import two_digits
from app.kernel.text import fold
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.offices.queries import standing
from app.offices.views import OfficeView
from app.outreach import labels
from app.outreach.paper import EMPTY_PLAN
from app.outreach.planning import lines, months_words
from app.outreach.queries import plan, radio_rule
from app.outreach.radio import RadioRule
from app.outreach.themes import SourcePiece, theme, themes
from app.outreach.views import PlanView
from db.vocabulary import OutreachForm

TEMPLATE = "kh-tuyen-truyen"
_COLUMNS = (
    TableColumn(title="TT", weight=5, centered=True),
    TableColumn(title="Chủ đề", weight=30),
    TableColumn(title="Hình thức", weight=20),
    TableColumn(title="Nội dung, số lượng", weight=30),
    TableColumn(title="Thời gian", weight=24, centered=True),
)
_UNITS = {
    OutreachForm.RADIO: "chương trình",
    OutreachForm.WEBSITE: "tin, bài",
    OutreachForm.SOCIAL: "tin, bài",
    OutreachForm.DISPLAY: "lượt treo, lắp",
    OutreachForm.MEETING: "cuộc",
}


@dataclass(frozen=True, kw_only=True)
class ComposeOutreachPlan:
    """The commune's plan of public information for a year is drafted from the plan of themes."""

    year: int
    day: date


@handles(
    ComposeOutreachPlan,
    action="theme_plan.compose",
    needs=Permission.WRITE,
    sentence=N_("Đã soạn kế hoạch tuyên truyền năm {command.year}"),
)
def compose_outreach_plan(work: UnitOfWork, command: ComposeOutreachPlan) -> str:
    """Keeps a draft and gives its uid; Refused OUT-63 for an empty plan, OFF-01 without an office."""
    view = plan(work.session, command.year)
    if not view.cells:
        raise EMPTY_PLAN(field="year", year=command.year)
    office = standing(work.session, command.day).own
    return draft_from_blocks(
        work,
        template=TEMPLATE,
        day=command.day,
        subject=f"Tuyên truyền về chuyển đổi số năm {command.year}",
        blocks=tuple(_blocks(view, office, radio_rule(work.session), command.day)),
        bases=tuple(BasisLine(text=piece.words) for piece in _sources(office, command.day)),
    )


def _sources(office: OfficeView, day: date) -> list[SourcePiece]:
    """Texts of superiors that bind this commune, in force by the day of the paper."""
    places = {fold(office.province), fold(office.district)}
    return [
        piece
        for each in themes()
        for piece in each.sources
        if piece.issued_on <= day and (not piece.place or fold(piece.place) in places)
    ]


def _blocks(view: PlanView, office: OfficeView, rule: RadioRule, day: date) -> Iterator[Block]:
    yield Paragraph(
        text=f"{people_committee(office)} ban hành Kế hoạch tuyên truyền về chuyển đổi số năm {view.year} như sau:"
    )
    yield Heading(level=HeadingLevel.ROMAN, title="Mục đích, yêu cầu")
    yield Paragraph(
        text="1. Để cán bộ, công chức và Nhân dân hiểu đúng, đầy đủ về chuyển đổi số, tự giác tham gia và dùng được "
        "các dịch vụ số thiết yếu."
    )
    yield Paragraph(
        text="2. Nội dung thiết thực, gần gũi, phù hợp điều kiện của địa phương; mỗi hoạt động có người phụ trách, "
        "có minh chứng và được ghi vào sổ theo dõi."
    )
    yield Heading(level=HeadingLevel.ROMAN, title="Nội dung tuyên truyền")
    for place, each in enumerate(themes(), start=1):
        yield Paragraph(text=f"{place}. {each.name}: {each.text[:1].lower()}{each.text[1:]}")
        if each.sources and (pieces := [one for one in _sources(office, day) if one in each.sources]):
            yield Paragraph(text=f"Văn bản trọng tâm: {'; '.join(piece.words for piece in pieces)}.")
    yield Heading(level=HeadingLevel.ROMAN, title="Hình thức tuyên truyền")
    yield Paragraph(
        text=f"1. Chuyên mục phát thanh về chuyển đổi số: mỗi tháng 01 chương trình, phát lại ít nhất "
        f"{two_digits(rule.rebroadcasts)} lần trong tháng; loa ở các khu dân cư."
    )
    yield Paragraph(
        text=f"2. Trang thông tin điện tử {office_name(office)}: đăng, cập nhật “Cẩm nang chuyển đổi số”; tin, bài."
    )
    yield Paragraph(text="3. Mạng xã hội: trang Zalo, Facebook.")
    yield Paragraph(text="4. Cổ động trực quan: băng rôn, pa nô, áp phích tại nơi đông người qua lại.")
    yield Paragraph(text="5. Hội nghị, tập huấn, diễn đàn, sinh hoạt cộng đồng; lồng ghép trong các cuộc họp thôn.")
    yield Heading(level=HeadingLevel.ROMAN, title=f"Kế hoạch theo chủ đề năm {view.year}")
    yield _table(view)
    yield Heading(level=HeadingLevel.ROMAN, title="Tổ chức thực hiện")
    yield Paragraph(
        text=f"1. {office.drafting_unit or 'Bộ phận văn hóa - xã hội'} chủ trì thực hiện, theo dõi, tổng hợp kết quả; "
        "báo cáo 6 tháng, năm và khi có yêu cầu."
    )
    yield Paragraph(
        text="2. Đề nghị Ủy ban Mặt trận Tổ quốc và các đoàn thể phối hợp tuyên truyền tới đoàn viên, hội viên; biểu "
        "dương kịp thời tập thể, cá nhân đi đầu."
    )
    yield Paragraph(text="3. Các Tổ công nghệ số cộng đồng, các thôn lồng ghép nội dung trong các cuộc họp của thôn.")


def _table(view: PlanView) -> TableBlock:
    rows = []
    shown = ""
    for place, (code, form, text, planned, months) in enumerate(lines(view), start=1):
        count = f"{planned} {_UNITS[form]}" + (" mỗi tháng" if len(months) > 1 else "") if planned is not None else ""
        rows.append(
            (
                str(place),
                "" if code == shown else f"{code}. {theme(code).name}",
                labels.FORMS[form],
                ": ".join(filter(None, (count, text))),
                months_words(months).capitalize(),
            )
        )
        shown = code
    return TableBlock(columns=_COLUMNS, rows=tuple(rows))
