"""A report's sections become blocks: sentences with their figures, the officer's words, tables and lists.

No fact, no sentence: where a figure a sentence names is missing, the sentence is not written at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from app.documents.content import Block, Heading, HeadingLevel, Paragraph, TableBlock, TableColumn
from app.kernel.figures import Figure, show_amount
from app.kernel.words import _
from app.reports.definitions import PLACEHOLDER, Definition, Section, Sentence
from app.reports.facts import Fact

_YEAR_CLAUSE = re.compile(r"; lũy kế từ đầu năm (?:\{[^}]*\}|[^.;{])*")
NOTHING = "Trong kỳ chưa ghi nhận số liệu."
"""Printed under a heading that has neither fact nor words; papers are Vietnamese in every language of the window."""

PARTLY = "(a/b): cộng từ a trong số b mục đã có số liệu; các mục còn lại chưa có số liệu."
"""Printed below a table in which a sum does not cover every entry."""

ANNEXED = "Nguồn của các số liệu được liệt kê trong phụ lục kèm theo."
"""Said wherever the list of sources is printed, as the text must name what is enclosed."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything a report is written from."""

    definition: Definition
    facts: Mapping[str, Fact]
    values: Mapping[str, str]
    """Office, superior, period … as words."""
    own_texts: Mapping[str, str]
    lists: Callable[[str], Sequence[Block]] = field(default=lambda _name: ())
    annexed: bool = False
    """Whether the sources are listed behind it."""
    charts: Callable[[Section], Sequence[Block]] = field(default=lambda _section: ())
    answers: Sequence[Block] = ()
    """What an ad hoc request asked for; it is told first."""
    with_year: bool = True
    """Whether figures since the year began say anything: not for a span that began in an earlier year."""


def written(material: Material) -> list[Block]:
    """The blocks of the report, headings counted by the paper itself."""
    blocks: list[Block] = [Paragraph(text=words(material.definition.opening, material.values)), *material.answers]
    for section in material.definition.sections:
        blocks += _section(section, HeadingLevel.ROMAN, material)
    if material.annexed:
        blocks.append(Paragraph(text=ANNEXED))
    if material.definition.closing:
        blocks.append(Paragraph(text=words(material.definition.closing, material.values)))
    return blocks


def printed_keys(definition: Definition, facts: Mapping[str, Fact], *, with_year: bool = True) -> set[str]:
    """Keys of the report's own figures that stand in its sentences, tables and charts."""
    found: set[str] = set()
    for section in definition.flat_sections:
        for sentence in section.sentences:
            said = sentence if with_year else without_year(sentence)
            if said is not None and sentence_text(said, facts):
                found |= {key for key, span in said.keys if span == ""}
        found |= {key for key, fact in facts.items() if is_among(key, section.table) and _says_something(fact)}
        found |= set(section.chart.keys) if section.chart is not None else set()
    return found


def words(text: str, values: Mapping[str, str]) -> str:
    """Text with the names in single braces that are values of the paper, such as ``{office}``."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def without_year(sentence: Sentence) -> Sentence | None:
    """The sentence without its clause about the year so far; None where it speaks of nothing else."""
    shorter = msgspec.structs.replace(sentence, text=_YEAR_CLAUSE.sub("", sentence.text))
    return None if any(span == "year" for _key, span in shorter.keys) else shorter


def sentence_text(sentence: Sentence, facts: Mapping[str, Fact]) -> str:
    """The sentence with its figures; empty where a figure is missing, or all are 0 and zeros say nothing."""
    figures = {key: _figure(facts, *key) for key in sentence.keys}
    if any(figure is None or figure.value is None for figure in figures.values()):
        return ""
    own = [figure.value for (_key, span), figure in figures.items() if figure is not None and span == ""]
    if sentence.only_zero and any(own):
        return ""
    if own and not any(own) and not (sentence.even_zero or sentence.only_zero):
        return ""
    shown = {key: show_amount(figure.value) for key, figure in figures.items() if figure is not None}
    return PLACEHOLDER.sub(lambda match: shown[match[1], match[2] or ""], sentence.text)


def table_of(patterns: Sequence[str], facts: Mapping[str, Fact], *, with_year: bool = True) -> TableBlock | None:
    """Indicators of these keys that have anything to say, with the year so far and the period before; None if none."""
    chosen = [fact for fact in facts.values() if is_among(fact.kind.key, patterns) and _says_something(fact)]
    if not chosen:
        return None
    columns = (
        TableColumn(title="TT", weight=6, centered=True),
        TableColumn(title="Chỉ tiêu", weight=40),
        TableColumn(title="Đơn vị", weight=13, centered=True),
        TableColumn(title="Trong kỳ", weight=14, centered=True),
        TableColumn(title="Lũy kế năm", weight=14, centered=True),
        TableColumn(title="Kỳ trước", weight=13, centered=True),
    )
    rows = tuple(
        (str(place), fact.kind.name, fact.kind.unit, shown(fact.now), shown(fact.year), shown(fact.previous))
        for place, fact in enumerate(chosen, start=1)
    )
    if with_year:
        return TableBlock(columns=columns, rows=rows)
    return TableBlock(columns=columns[:4] + columns[5:], rows=tuple(row[:4] + row[5:] for row in rows))


def shown(figure: Figure) -> str:
    """A figure as a table prints it: never 0 for what is missing, and what a partial sum covers."""
    if figure.value is None:
        return "chưa có số liệu" if figure.missing else "-"
    if figure.missing:
        return f"{show_amount(figure.value)} ({figure.covered}/{figure.covered + figure.missing})"
    return show_amount(figure.value)


def own_fields(definition: Definition) -> dict[str, str]:
    """Sections in which the officer writes, with the words of their fields."""
    return {section.code: _(section.own) for section in definition.flat_sections if section.own}


def _section(section: Section, level: HeadingLevel, material: Material) -> Iterator[Block]:
    inner = list(_inside(section, material))
    for each in section.sections:
        inner += _section(each, HeadingLevel.ARABIC, material)
    if section.optional and not inner:
        return
    yield Heading(level=level, title=section.title)
    yield from inner or [Paragraph(text=NOTHING)]


def _inside(section: Section, material: Material) -> Iterator[Block]:
    for sentence in section.sentences:
        said = sentence if material.with_year else without_year(sentence)
        text = sentence_text(said, material.facts) if said is not None else ""
        if text:
            yield Paragraph(text=words(text, material.values))
    for line in material.own_texts.get(section.code, "").splitlines():
        if line.strip():
            yield Paragraph(text=line.strip())
    if section.list is not None:
        yield from material.lists(section.list)
    if section.table:
        table = table_of(section.table, material.facts, with_year=material.with_year)
        if table is not None:
            yield table
            if any("(" in cell for row in table.rows for cell in row[3:]):
                yield Paragraph(text=PARTLY)
    if section.chart is not None:
        yield from material.charts(section)


def _figure(facts: Mapping[str, Fact], key: str, span: str) -> Figure | None:
    fact = facts.get(key)
    if fact is None:
        return None
    return {"": fact.now, "year": fact.year, "previous": fact.previous}[span]


def is_among(key: str, patterns: Sequence[str]) -> bool:
    """Whether a key is one of these, ``radio.*`` standing for all that begin so."""
    return any(key.startswith(each[:-1]) if each.endswith("*") else key == each for each in patterns)


def _says_something(fact: Fact) -> bool:
    figures = (fact.now, fact.year, fact.previous)
    return any(figure.value or figure.missing for figure in figures)
