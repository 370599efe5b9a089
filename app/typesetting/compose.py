"""Turns the block model into forms: what each block looks like under the style, the same for PDF and DOCX."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.typesetting import wording
from app.typesetting.breaking import Span
from app.typesetting.compose_close import address_foot, signature_block
from app.typesetting.compose_copy import copy_block
from app.typesetting.compose_head import annex_title, letterhead, line, type_title
from app.typesetting.fonts import face
from app.typesetting.forms import MM, Bands, Break, Form, Para, SectionForm, sheet_of
from app.typesetting.model import (
    Addressees,
    Align,
    Annex,
    Article,
    AuthorityLine,
    Basis,
    Block,
    Chart,
    Clause,
    CopyBlock,
    DecisionWord,
    Document,
    Heading,
    HeadingLevel,
    PageBreak,
    Paragraph,
    Point,
    ReferenceLine,
    SignatureBlock,
    Table,
    Text,
    TypeTitle,
)
from app.typesetting.nd30 import Look, Style


def compose(document: Document, style: Style) -> list[SectionForm]:
    """The document and its annexes, each a section with its own page numbers."""
    width = sheet_of(document.orientation, style).text_width
    head = letterhead(document.letterhead, style) if document.letterhead else []
    forms = _closed([*head, *_forms(document.blocks, style, width)])
    foot = address_foot(document.address, style)
    return [
        SectionForm(forms=forms, orientation=document.orientation, foot=foot),
        *[_annex(annex, style) for annex in document.annexes],
    ]


def _annex(annex: Annex, style: Style) -> SectionForm:
    width = sheet_of(annex.orientation, style).text_width
    head = letterhead(annex.letterhead, style) if annex.letterhead else []
    return SectionForm(
        forms=_closed([*head, *annex_title(annex, style), *_forms(annex.blocks, style, width)]),
        orientation=annex.orientation,
    )


def _closed(forms: list[Form]) -> tuple[Form, ...]:
    """Keeps the paragraph before a closing band with it; tables are kept by the renderers row by row."""
    for at, form in enumerate(forms[1:], start=1):
        before = forms[at - 1]
        if isinstance(form, Bands) and form.closes and isinstance(before, Para):
            forms[at - 1] = replace(before, keep=True)
    return tuple(forms)


def _forms(blocks: Iterable[Block], style: Style, width: float) -> Iterable[Form]:
    for block in blocks:
        if isinstance(block, Table):
            if block.columns:  # a row without cells would be a damaged file to Word
                yield block
        elif isinstance(block, Chart):
            if block.labels and block.series:
                yield replace(_centred(block.title, style.table.chart, style, before=style.table.gap), keep=True)
                yield block
        elif isinstance(block, PageBreak):
            yield Break()
        elif isinstance(block, Addressees):
            yield from _addressees(block, style, width)
        else:
            yield from _WAYS[type(block)](block, style)


def spans_of(text: Text, *, bold: bool = False, italic: bool = False) -> tuple[Span, ...]:
    """The text's runs, ``bold`` and ``italic`` added to each."""
    if isinstance(text, str):
        return (Span(text, bold, italic),)
    return tuple(Span(run.text, run.bold or bold, run.italic or italic) for run in text)


def _body(spans: tuple[Span, ...], style: Style, look: Look | None = None, *, keep: bool = False) -> Para:
    return Para(
        spans=spans,
        size=(look or style.body.text).size,
        align=(look or style.body.text).align,
        first=style.text.first_line_indent,
        after=style.text.paragraph_gap,
        spacing=style.text.line_spacing,
        keep=keep,
    )


def _centred(text: str, look: Look, style: Style, *, before: float = 0.0, after: float | None = None) -> Para:
    return line(text, look, before=before, after=style.text.paragraph_gap if after is None else after)


def _paragraph(block: Paragraph, style: Style) -> Iterable[Form]:
    step = style.text.first_line_indent
    first = step if block.first_line_indent and block.align in (Align.JUSTIFY, Align.LEFT) else 0.0
    yield replace(
        _body(spans_of(block.text), style),
        align=block.align,
        first=first,
        left=step * block.indent,
        keep=block.keep_with_next,
    )


def _basis(block: Basis, style: Style) -> Iterable[Form]:
    yield _body((Span(block.text, italic=True),), style, style.body.basis)


def _authority(block: AuthorityLine, style: Style) -> Iterable[Form]:
    gap = style.text.section_gap
    yield _centred(block.text, style.title.authority, style, after=gap)


def _decision_word(block: DecisionWord, style: Style) -> Iterable[Form]:
    yield _centred(block.text, style.title.decision_word, style, before=style.text.paragraph_gap)


def _reference(block: ReferenceLine, style: Style) -> Iterable[Form]:
    yield _centred(block.text, style.title.reference, style, after=style.text.section_gap)


def _article(block: Article, style: Style) -> Iterable[Form]:
    return _numbered(f"Điều {block.number}.", block.title, block.text, style, bold_number=True)


def _clause(block: Clause, style: Style) -> Iterable[Form]:
    return _numbered(f"{block.number}.", block.title, block.text, style, bold_number=False)


def _numbered(number: str, title: str, text: Text, style: Style, *, bold_number: bool) -> Iterable[Form]:
    if not title:
        yield _body(_led(Span(f"{number} ", bold_number), spans_of(text)), style)
        return
    yield _body((Span(f"{number} {title}", True),), style, style.body.article, keep=True)
    if text:
        yield _body(spans_of(text), style)


def _led(lead: Span, runs: tuple[Span, ...]) -> tuple[Span, ...]:
    """The number before the text, one span where both look the same."""
    if runs and (runs[0].bold, runs[0].italic) == (lead.bold, lead.italic):
        return (Span(lead.text + runs[0].text, lead.bold, lead.italic), *runs[1:])
    return (lead, *runs)


def _point(block: Point, style: Style) -> Iterable[Form]:
    return _numbered(f"{block.letter})", "", block.text, style, bold_number=False)


def _heading(block: Heading, style: Style) -> Iterable[Form]:
    body, gap = style.body, style.text.paragraph_gap
    if wording.is_division(block):
        yield _centred(wording.division_line(block), body.division, style, before=gap, after=0.0)
        yield _centred(block.title, body.division_title, style)
        return
    look = body.roman if block.level is HeadingLevel.ROMAN else body.arabic
    number = f"{block.number}. " if block.number != "" else ""
    yield _body((Span(f"{number}{look.cased(block.title)}", look.bold, look.italic),), style, look, keep=True)


def _addressees(block: Addressees, style: Style, width: float) -> Iterable[Form]:
    look, gap = style.body.addressees, style.text.section_gap
    if len(block.names) <= 1:
        yield _centred(" ".join((block.word, *block.names)), look, style, before=gap, after=gap)
        return
    items = wording.addressee_items(block.names)
    colon = face().width(block.word.removesuffix(":"), look.size) / MM
    widest = max(face().width(item, look.size) for item in items) / MM
    start = max(style.text.first_line_indent, (width - colon - widest) / 2)
    yield Para(spans=(Span(block.word),), size=look.size, align=Align.LEFT, left=start, before=gap, keep=True)
    for item in items:
        last = item is items[-1]
        yield Para(
            spans=(Span(item),),
            size=look.size,
            align=Align.LEFT,
            left=start + colon,
            after=gap if last else 0.0,
            keep=True,
        )


_WAYS: dict[type[Any], Callable[[Any, Style], Iterable[Form]]] = {
    TypeTitle: type_title,
    ReferenceLine: _reference,
    AuthorityLine: _authority,
    Basis: _basis,
    DecisionWord: _decision_word,
    Paragraph: _paragraph,
    Article: _article,
    Clause: _clause,
    Point: _point,
    Heading: _heading,
    SignatureBlock: signature_block,
    CopyBlock: copy_block,
}
