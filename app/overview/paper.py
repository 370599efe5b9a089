"""Added-up figures as a paper: coverage in a sentence, who is lacking, the table, the list of communes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.documents.content import AnnexPart, Block, Heading, HeadingLevel, Paragraph, TableBlock, TableColumn
from app.documents.values import values_for
from app.intake.handling import difficulties_received
from app.kernel.days import show_day
from app.kernel.words import on_paper
from app.offices.queries import standing
from app.overview.views import Overview, SumLine
from app.overview.wording import (
    coverage,
    coverage_sentence,
    lacking_words,
    late_words,
    remark,
    sent_words,
    total,
)

MOST_DIFFICULTIES = 20
"""Difficulties named one by one; of more the number is told."""


def written(session: Session, seen: Overview, day: date) -> tuple[str, tuple[Block, ...], tuple[AnnexPart, ...]]:
    """Subject, blocks and annexes; papers are Vietnamese in every language of the window."""
    with on_paper():
        values = values_for(standing(session, day), committee=None, teams=(), hamlets=(), day=day)
        subject = f"Tổng hợp kết quả thực hiện nhiệm vụ chuyển đổi số của các xã {seen.period.label}"
        blocks = (
            *_opening(seen, values),
            *_sending(seen, day),
            *_figures(seen),
            *_difficulties(session, seen),
            *_closing(seen, values),
        )
        return subject, blocks, (_communes(seen),)


def _opening(seen: Overview, values: dict[str, str]) -> Iterator[Block]:
    above, via = values.get("superior", ""), values.get("superior_via", "")
    whom = f" {above} (qua {via})" if above and via else f" {above}" if above else ""
    days = f"từ ngày {show_day(seen.period.first)} đến ngày {show_day(seen.period.last)}"
    yield Paragraph(
        text=f"{values['office']} báo cáo{whom} kết quả thực hiện nhiệm vụ chuyển đổi số của các xã "
        f"{seen.period.label} ({days}), tổng hợp từ “{seen.name}” của các xã, như sau:"
    )


def _sending(seen: Overview, day: date) -> Iterator[Block]:
    yield Heading(level=HeadingLevel.ROMAN, title="Tình hình gửi báo cáo của các xã")
    yield Paragraph(text=f"Tính đến ngày {show_day(day)}: {_begun_small(coverage_sentence(seen))}")
    if late := late_words(seen):
        yield Paragraph(text=f"Các xã gửi muộn: {late}.")
    if seen.lacking:
        yield Paragraph(text=f"Các xã chưa có trong số liệu tổng hợp: {lacking_words(seen.lacking)}.")
        yield Paragraph(
            text=f"Số liệu dưới đây cộng từ báo cáo đã ký của {len(seen.counted)}/{len(seen.communes)} xã; "
            "xã chưa có báo cáo không tính là 0."
        )
    yield Paragraph(text="Danh sách các xã được liệt kê trong phụ lục kèm theo.")


def _figures(seen: Overview) -> Iterator[Block]:
    yield Heading(level=HeadingLevel.ROMAN, title="Số liệu tổng hợp")
    lines = [line for line in seen.lines if line.value or line.year]
    if not lines:
        yield Paragraph(text="Các báo cáo đã nhận không có số liệu phát sinh trong kỳ.")
        return
    columns = (
        TableColumn(title="TT", weight=6, centered=True),
        TableColumn(title="Chỉ tiêu", weight=41),
        TableColumn(title="Đơn vị", weight=13, centered=True),
        TableColumn(title="Trong kỳ", weight=13, centered=True),
        TableColumn(title="Lũy kế năm", weight=13, centered=True),
        TableColumn(title="Số xã có số liệu", weight=14, centered=True),
    )
    rows = tuple(
        (str(place), line.name, line.unit, total(line), total(line, year=True), coverage(line))
        for place, line in enumerate(lines, start=1)
    )
    yield TableBlock(columns=columns, rows=rows)
    yield from _partly(lines)


def _partly(lines: list[SumLine]) -> Iterator[Block]:
    names = dict.fromkeys(name for line in lines for name in line.partly)
    if names:
        yield Paragraph(
            text=f"Báo cáo của {', '.join(names)} còn mục nhật ký chưa ghi số; số liệu của các xã này cộng từ những "
            "mục đã có số."
        )


def _difficulties(session: Session, seen: Overview) -> Iterator[Block]:
    """What communes raised by the end of the period and have not closed."""
    found = [
        each for each in difficulties_received(session) if each.raised_on <= seen.period.last and not each.is_closed
    ]
    if not found:
        return
    yield Heading(level=HeadingLevel.ROMAN, title="Khó khăn, vướng mắc các xã phản ánh")
    yield Paragraph(text=f"Các xã còn {len(found)} khó khăn, vướng mắc chưa khép lại:")
    for each in found[:MOST_DIFFICULTIES]:
        yield Paragraph(text=f"- {each.office_name}: {each.title}")
    if len(found) > MOST_DIFFICULTIES:
        yield Paragraph(text=f"và {len(found) - MOST_DIFFICULTIES} khó khăn, vướng mắc khác.")


def _closing(seen: Overview, values: dict[str, str]) -> Iterator[Block]:
    yield Paragraph(
        text=f"Trên đây là báo cáo tổng hợp kết quả thực hiện nhiệm vụ chuyển đổi số của các xã {seen.period.label} "
        f"của {values['office']}."
    )


def _communes(seen: Overview) -> AnnexPart:
    columns = (
        TableColumn(title="TT", weight=6, centered=True),
        TableColumn(title="Xã", weight=24),
        TableColumn(title="Tình trạng", weight=24),
        TableColumn(title="Số, ngày báo cáo", weight=22),
        TableColumn(title="Ngày nhận", weight=12, centered=True),
        TableColumn(title="Hạn", weight=12, centered=True),
    )
    rows = tuple(
        (
            str(place),
            each.office_name,
            "; ".join(part for part in (sent_words(each.sent), remark(each)) if part),
            f"{each.number} ngày {show_day(each.signed_on)}" if each.signed_on else "",
            show_day(each.came_on),
            show_day(each.last_day),
        )
        for place, each in enumerate(seen.communes, start=1)
    )
    table = TableBlock(columns=columns, rows=rows)
    return AnnexPart(kind="text", title="Tình hình gửi báo cáo của các xã", blocks=(table,))


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
