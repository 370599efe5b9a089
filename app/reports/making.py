"""How a report's text is made from definition, period and log; the same for a first draft and for counting anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.documents.content import AnnexPart, Block, Content, Paragraph, TableBlock, TableColumn, content_to_json
from app.documents.values import values_for
from app.kernel.days import show_day
from app.kernel.figures import Source, show_amount
from app.kernel.periods import Period
from app.kernel.words import on_paper
from app.offices.queries import standing
from app.reports.asked import asked_blocks
from app.reports.charting import chart_blocks
from app.reports.definitions import Definition
from app.reports.facts import Fact, gather, kept
from app.reports.lists import Lists
from app.reports.narrative import Material, printed_keys, words, written
from app.reports.sources import by_month, told
from app.reports.views import AskedField, SourceLine
from db.vocabulary import CountMode

ANNEX_ROWS = 400
"""Longest list of sources printed behind a report; of a longer one the months are told, the whole goes beside it."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report's words and what they were made from."""

    subject: str
    blocks: tuple[Block, ...]
    annexes: tuple[AnnexPart, ...]
    facts: dict[str, Any]


def make(
    session: Session,
    definition: Definition,
    period: Period,
    day: date,
    *,
    own_texts: Mapping[str, str],
    asked: Sequence[AskedField] = (),
) -> Made:
    """Counts and writes; figures of a cumulative report run from the year's beginning."""
    with on_paper():
        counted = period.year_so_far if definition.count_mode is CountMode.CUMULATIVE else period
        facts = gather(session, counted)
        values = values_for(standing(session, day), committee=None, teams=(), hamlets=(), day=day)
        values["period"] = period.label
        values["days"] = f"từ ngày {show_day(period.first)} đến ngày {show_day(period.last)}"
        with_year = counted.first >= counted.year_so_far.first
        printed = {*printed_keys(definition, facts, with_year=with_year), *(each.key for each in asked if each.key)}
        annexes = _annexes(session, definition, {key: fact for key, fact in facts.items() if key in printed})
        material = Material(
            definition=definition,
            facts=facts,
            values=values,
            own_texts=own_texts,
            lists=Lists(session=session, period=period, day=min(day, period.last)),
            charts=lambda section: chart_blocks(session, section, period),
            annexed=bool(annexes),
            answers=asked_blocks(asked, facts),
            with_year=with_year,
        )
        blocks = written(material)
        return Made(subject=words(definition.subject, values), blocks=tuple(blocks), annexes=annexes, facts=kept(facts))


def text_hash(content: Content) -> str:
    """What tells whether somebody changed blocks or annexes by hand since they were made."""
    written = content_to_json(content)
    return hashlib.sha256(repr((written["blocks"], written["annexes"])).encode()).hexdigest()


def sources_of(facts: Mapping[str, Fact]) -> list[Source]:
    """Every record any figure of the report was counted from, each once."""
    met = {id(source): source for fact in facts.values() for source in fact.now.sources}  # most stand in many figures
    return list(dict.fromkeys(met.values()))


def _annexes(session: Session, definition: Definition, facts: Mapping[str, Fact]) -> tuple[AnnexPart, ...]:
    if not definition.annex:
        return ()
    sources = sources_of(facts)
    counts = by_month(session, sources) if len(sources) > ANNEX_ROWS else {}
    blocks: tuple[Block, ...]
    if (many := sum(counts.values())) > ANNEX_ROWS:
        summary = f"Báo cáo tổng hợp từ {show_amount(many)} mục; danh sách đầy đủ kèm theo dưới dạng bảng tính."
        blocks = (Paragraph(text=summary), _months_table(counts))
    elif lines := told(session, sources):
        blocks = (_table(lines),)
    else:
        return ()
    return (AnnexPart(kind="text", title="Nguồn số liệu của báo cáo", blocks=blocks),)


def _table(lines: Sequence[SourceLine]) -> TableBlock:
    columns = (
        TableColumn(title="TT", weight=7, centered=True),
        TableColumn(title="Ngày", weight=14, centered=True),
        TableColumn(title="Nội dung", weight=51),
        TableColumn(title="Nơi, nguồn", weight=28),
    )
    rows = tuple((str(place), show_day(line.day), line.what, line.where) for place, line in enumerate(lines, start=1))
    return TableBlock(columns=columns, rows=rows)


def _months_table(counts: Mapping[tuple[date, str], int]) -> TableBlock:
    """A row for each month, so that a year or two stand on one sheet."""
    columns = (
        TableColumn(title="Tháng", weight=14, centered=True),
        TableColumn(title="Số mục theo loại", weight=70),
        TableColumn(title="Cộng", weight=16, centered=True),
    )
    months: dict[date, list[tuple[str, int]]] = {}
    for (month, noun), count in sorted(counts.items()):
        months.setdefault(month, []).append((NOUN_WORDS.get(noun, noun), count))
    rows = tuple(
        (
            f"{month.month}/{month.year}" if month.year > 1 else "chung",
            "; ".join(f"{words}: {show_amount(count)}" for words, count in found),
            show_amount(sum(count for _words, count in found)),
        )
        for month, found in months.items()
    )
    return TableBlock(columns=columns, rows=rows)


NOUN_WORDS = {
    "activity": "Hoạt động",
    "document": "Văn bản đi",
    "incoming_letter": "Văn bản đến",
    "hamlet": "Thôn",
    "body": "Ban, Tổ",
    "task": "Nhiệm vụ",
    "resource": "Nguồn lực",
    "programme": "Chương trình phát thanh",
    "airing": "Lượt phát",
    "online_post": "Tin, bài",
    "display": "Cổ động trực quan",
    "meeting": "Hội nghị, cuộc họp",
    "praise": "Biểu dương",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Đề xuất",
    "channel": "Kênh trao đổi",
    "contact": "Lượt trao đổi",
}
"""Kinds of records as the annex names them; papers are Vietnamese in every language of the window."""
