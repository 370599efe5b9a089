"""Forms of the head of a paper: letterhead, title of the type, title of an annex."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.typesetting import wording
from app.typesetting.breaking import Span
from app.typesetting.fonts import face
from app.typesetting.forms import MM, Bands, Form, Para
from app.typesetting.model import Annex, Letterhead, TypeTitle
from app.typesetting.nd30 import Look, RuleStyle, Style

_LAST_DAY = re.compile(r" (?=\d{1,2}/\d{1,2}/\d{4}$)")


def line(text: str, look: Look, *, before: float = 0.0, after: float = 0.0, rule: RuleStyle | None = None) -> Para:
    """A text of a head or closing in its look, kept with what follows."""
    return Para(
        spans=(Span(look.cased(text), look.bold, look.italic),),
        size=look.size,
        align=look.align,
        before=before,
        after=after,
        rule=rule,
        keep=True,
    )


def letterhead(head: Letterhead, style: Style) -> list[Form]:
    """Boxes 1 and 2 on one level, boxes 3 and 4 on the next."""
    return [head_bands(head, tuple(_nation(style)), style)]


def head_bands(head: Letterhead, beside_issuer: tuple[Para, ...], style: Style) -> Bands:
    """Who issues and what stands beside it, and below them number and place with date."""
    rows = [(tuple(_issuer(head, style)), beside_issuer)]
    below = (tuple(_number(head, style)), tuple(_place_date(head, style)))
    if any(below):
        rows.append(below)
    return Bands(rows=tuple(rows), left_share=style.letterhead.left_share, after=style.text.section_gap)


def _issuer(head: Letterhead, style: Style) -> Iterable[Para]:
    looks = style.letterhead
    if head.parent:
        yield line(head.parent, looks.parent)
    for text in head.issuer[:-1]:
        yield line(text, looks.issuer)
    for text in head.issuer[-1:]:
        yield line(text, looks.issuer, rule=looks.issuer_rule, after=looks.row_gap)


def _nation(style: Style) -> Iterable[Para]:
    looks = style.letterhead
    yield line(wording.NATION, looks.nation)
    yield line(wording.MOTTO, looks.motto, rule=looks.motto_rule, after=looks.row_gap)


def _number(head: Letterhead, style: Style) -> Iterable[Para]:
    looks = style.letterhead
    if head.with_number:
        yield line(wording.number_line(head), looks.number)
    if head.subject_line:
        yield line(wording.subject_line(head), looks.letter_subject, before=looks.letter_subject_gap)
    if head.urgency:
        words = looks.urgency.cased(head.urgency.text)
        box = looks.urgency_boxes.get(words) or _fitted_box(words, looks.urgency, style)
        yield _mark(words, looks.urgency, box, looks.urgency_colour, style)
    if head.circulation:
        words = looks.circulation.cased(head.circulation.text)
        yield _mark(words, looks.circulation, _fitted_box(words, looks.circulation, style), "000000", style)


def _fitted_box(words: str, look: Look, style: Style) -> tuple[float, float]:
    looks = style.letterhead
    return face(look.bold).width(words, look.size) / MM + 2 * looks.mark_padding, looks.mark_height


def _mark(words: str, look: Look, box: tuple[float, float], colour: str, style: Style) -> Para:
    return Para(
        spans=(Span(words, look.bold),),
        size=look.size,
        align=look.align,
        before=style.letterhead.row_gap,
        box=box,
        colour=colour,
        keep=True,
    )


def _place_date(head: Letterhead, style: Style) -> Iterable[Para]:
    if head.with_place_date:
        yield line(wording.place_date_line(head), style.letterhead.place_date)


def type_title(block: TypeTitle, style: Style) -> Iterable[Form]:
    """Box 5a: type, subject, and the rule of 1/3 to 1/2 of the subject's line."""
    looks, gap = style.title, style.text.section_gap
    yield line(block.type_name, looks.type_name, before=gap / 2, after=0.0 if block.subject else gap)
    if block.subject:
        yield line(_held(block.subject), looks.subject, after=gap, rule=looks.subject_rule if block.with_rule else None)


def _held(subject: str) -> str:
    """A day that ends a subject never stands on a line of its own: ``đến 31/03/2022`` stays together."""
    return _LAST_DAY.sub("\u00a0", subject)


def annex_title(annex: Annex, style: Style) -> Iterable[Form]:
    """``Phụ lục I``, the title in capitals, the reference in italics; a titled attachment gets box 5a instead."""
    looks, gap = style.title, style.text.section_gap
    if annex.number is not None:
        yield line(wording.annex_line(annex.number), looks.annex_number)
    if annex.letterhead and annex.title:
        yield from type_title(TypeTitle(type_name=annex.title, subject=annex.subtitle), style)
    elif annex.title:
        yield line(annex.title, looks.annex_title)
        if annex.subtitle:
            yield line(annex.subtitle, looks.annex_subtitle)
    if annex.reference:
        yield line(annex.reference, looks.reference, after=gap)
