"""Writes a Document as DOCX in "Times New Roman": the paper an officer may still edit in Word or LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml

from app.typesetting.archives import timeless
from app.typesetting.breaking import Span
from app.typesetting.compose import compose
from app.typesetting.docx_paragraphs import (
    NAMESPACES,
    bands_xml,
    page_break_xml,
    page_number_xml,
    para_xml,
    spacer_xml,
    twips,
)
from app.typesetting.docx_picture import Pictures
from app.typesetting.docx_skeleton import empty_docx
from app.typesetting.docx_table import table_xml
from app.typesetting.forms import MM, Bands, Break, Form, Para, SectionForm, sheet_of
from app.typesetting.model import Chart, Document, Orientation, Table
from app.typesetting.nd30 import ND30, Style

_LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def render_docx(document: Document, *, style: Style = ND30) -> bytes:
    """The DOCX of the whole document, one section for each annex; equal documents give equal bytes."""
    language = _LANGUAGE_TAGS.get(document.language, document.language)
    word = empty_docx(style.typeface, language)
    sections = compose(document, style)
    references = _margins(word.part, sections[0], style, draft=document.draft_mark)
    pictures = Pictures(word.part)
    bodies = [
        _section_xml(section, style, references[min(at, 1)], pictures, is_last=section is sections[-1])
        for at, section in enumerate(sections)
    ]
    filled = parse_xml(f"<w:body {NAMESPACES}>{''.join(bodies)}</w:body>")
    body = word.element.body
    body.getparent().replace(body, filled)
    _describe(word.core_properties, document, language)
    out = BytesIO()
    word.save(out)
    return timeless(out.getvalue())


def _describe(properties: Any, document: Document, language: str) -> None:
    """Title, subject and language only: no person, no program's default name, no moment of making."""
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title, properties.subject, properties.language = document.title[:255], document.subject[:255], language


def _margins(part: Any, first: SectionForm, style: Style, *, draft: bool) -> tuple[str, str]:
    """Makes headers and footers; returns the references of the first section and of the others."""
    width = sheet_of(first.orientation, style).text_width * MM
    mark = ""
    if draft:
        look = style.draft
        mark = para_xml(Para(spans=(Span(style.draft_word, look.bold),), size=look.size, align=look.align), width)
    later = _story(part.add_header_part(), page_number_xml(style.page.number.size) + mark)
    opening = _story(part.add_header_part(), mark or spacer_xml(1))
    heads = f'<w:headerReference w:type="default" r:id="{later}"/><w:headerReference w:type="first" r:id="{opening}"/>'
    if not first.foot:
        return heads, heads
    rule = style.letterhead.motto_rule
    border = f'<w:pBdr><w:top w:val="single" w:sz="{round(rule.weight * 8)}" w:space="0" w:color="000000"/></w:pBdr>'
    lines = "".join(para_xml(para, width) for para in first.foot).replace("<w:spacing", border + "<w:spacing", 1)
    foot = _story(part.add_footer_part(), lines)
    empty = _story(part.add_footer_part(), spacer_xml(1))
    return (
        heads + f'<w:footerReference w:type="first" r:id="{foot}"/>',
        heads + f'<w:footerReference w:type="first" r:id="{empty}"/>',
    )


def _story(made: tuple[Any, str], content: str) -> str:
    """Fills a header or footer part; returns its relationship id."""
    part, relation = made
    for element in list(part.element):
        part.element.remove(element)
    part.element.extend(list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")))
    return relation


def _section_xml(section: SectionForm, style: Style, references: str, pictures: Pictures, *, is_last: bool) -> str:
    width = sheet_of(section.orientation, style).text_width * MM
    around: Sequence[Form | None] = (None, *section.forms, None)
    content = "".join(
        pictures.xml(form, width, style.table.gap)
        if isinstance(form, Chart)
        else _form_xml(form, around[at], around[at + 2], style, width)
        for at, form in enumerate(section.forms)
    )
    properties = _section_properties(section, style, references)
    return content + (spacer_xml(1) + properties if is_last else spacer_xml(1, section=properties))


def _form_xml(form: Form, before: Form | None, following: Form | None, style: Style, width: float) -> str:
    if isinstance(form, Para):
        return para_xml(form, width)
    if isinstance(form, Table):
        closing = following if isinstance(following, Bands) and following.closes else None
        return table_xml(form, style, width, closing) + spacer_xml(1 if closing else style.table.gap)
    if isinstance(form, Bands):
        if form.closes and isinstance(before, Table):
            return ""  # already the table's last row
        spacer = spacer_xml(form.after) if form.after or isinstance(following, (Bands, Table)) else ""
        return bands_xml(form, width) + spacer
    assert isinstance(form, Break)
    return page_break_xml()


def _section_properties(section: SectionForm, style: Style, references: str) -> str:
    page, sheet = style.page, sheet_of(section.orientation, style)
    landscape = ' w:orient="landscape"' if section.orientation is Orientation.LANDSCAPE else ""
    top, right, bottom, left, head = (
        twips(length * MM) for length in (page.top, page.right, page.bottom, page.left, page.number_from_top)
    )
    wide, high = twips(sheet.width * MM), twips(sheet.height * MM)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{wide}" w:h="{high}"{landscape}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{head}" '
        f'w:footer="{bottom if section.foot else head}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
