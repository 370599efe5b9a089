"""Draws a Document as PDF: the paper as it is previewed, printed and kept; the same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.typesetting.charts import chart_drawing, chart_height
from app.typesetting.compose import compose
from app.typesetting.fonts import face
from app.typesetting.forms import MM, Bands, Break, Form, Para, SectionForm, sheet_of
from app.typesetting.model import Chart, Document, Table
from app.typesetting.nd30 import ND30, Style
from app.typesetting.pdf_pages import Pages
from app.typesetting.pdf_strips import Strip, band_strips, para_strips
from app.typesetting.pdf_table import table_strips

rl_config.useA85 = 0  # pages as bytes: as printable letters (ASCII85) they are a quarter longer and slower to write
_MADE_BY = "Xã Số"
_PDF_VERSION = (1, 4)  # the first with a language; the least that annex I part II allows
_LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def render_pdf(document: Document, *, style: Style = ND30) -> bytes:
    """The PDF of the whole document, annexes included, fonts embedded; raises TYP-01 where a font cannot be read."""
    sections = compose(document, style)
    out = BytesIO()
    canvas = _canvas(document, out)
    for section in sections:
        _draw(section, canvas, style, draft=document.draft_mark)
    canvas.save()
    return out.getvalue()


def _canvas(document: Document, out: BytesIO) -> Any:
    canvas = Canvas(
        out,
        invariant=1,
        pdfVersion=_PDF_VERSION,
        initialFontName=face().name,
        lang=_LANGUAGE_TAGS.get(document.language, document.language),
    )
    canvas.setTitle(document.title)
    canvas.setSubject(document.subject)
    canvas.setAuthor("")  # no personal name, no name of a machine in the properties
    canvas.setCreator(_MADE_BY)
    canvas.setProducer(_MADE_BY)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw(section: SectionForm, canvas: Any, style: Style, *, draft: bool) -> None:
    sheet = sheet_of(section.orientation, style)
    x, width = style.page.left * MM, sheet.text_width * MM
    height = (sheet.height - style.page.top - style.page.bottom) * MM
    foot = [strip for para in section.foot for strip in para_strips(para, x, width)]
    pages = Pages(canvas, sheet, style, draft=draft, foot=foot)
    pages.flow(_strips(section.forms, style, x, width, height))


def _strips(forms: Iterable[Form], style: Style, x: float, width: float, height: float) -> list[Strip]:
    strips: list[Strip] = []
    for form in forms:
        if isinstance(form, Para):
            strips += para_strips(form, x, width, style.text.kept_lines)
        elif isinstance(form, Table):
            strips += table_strips(form, style, x, width, height)
        elif isinstance(form, Bands):
            if form.closes:
                _tie_last(strips, style.text.kept_lines)
            strips += band_strips(form, x, width, height / 2)
        elif isinstance(form, Chart):
            strips.append(Strip(chart_height(form), after=style.table.gap, drawing=(x, chart_drawing(form, width))))
        elif isinstance(form, Break):
            strips.append(Strip(0.0, breaks=True))
    return strips


def _tie_last(strips: Sequence[Strip], count: int) -> None:
    """Ties the last lines or rows to the signature that follows, so that it never stands alone on a page."""
    for strip in strips[-count:]:
        if not strip.breaks:
            strip.keep = True
