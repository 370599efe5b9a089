"""The same lines at the same places, drawn with nothing but reportlab: what a paper costs where nobody lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from app.typesetting import render_pdf
from app.typesetting.model import Document

Page = tuple[tuple[float, float], list[tuple[Any, ...]], list[tuple[float, list[tuple[float, ...]]]]]
"""Size, texts (font, size, x, y, space added, text), lines by weight."""


class _Recorder(Canvas):
    """Draws as ever, and remembers what was drawn."""

    pages: list[Page]

    def setPageSize(self, size: tuple[float, float]) -> None:  # noqa: N802  # reportlab's name
        super().setPageSize(size)
        if not hasattr(self, "pages"):
            self.pages = []
        self.pages.append((size, [], []))

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Any:  # noqa: N802
        return _Texts(super().beginText(x, y, direction), self.pages[-1][1])

    def drawText(self, text: Any) -> None:  # noqa: N802
        super().drawText(text.real)

    def lines(self, linelist: list[tuple[float, ...]]) -> None:
        super().lines(linelist)
        self.pages[-1][2].append((self._lineWidth, list(linelist)))


class _Texts:
    """The text object, with every line noted."""

    def __init__(self, real: Any, kept: list[tuple[Any, ...]]) -> None:
        self.real, self._kept = real, kept
        self._font, self._at, self._added = ("", 0.0), (0.0, 0.0), 0.0

    def setFont(self, name: str, size: float) -> None:  # noqa: N802
        self._font = (name, size)
        self.real.setFont(name, size)

    def setWordSpace(self, added: float) -> None:  # noqa: N802
        self._added = added
        self.real.setWordSpace(added)

    def setTextOrigin(self, x: float, y: float) -> None:  # noqa: N802
        self._at = (x, y)
        self.real.setTextOrigin(x, y)

    def textLine(self, text: str) -> None:  # noqa: N802
        self._kept.append((*self._font, *self._at, self._added, text))
        self.real.textLine(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def recorded(document: Document) -> list[Page]:
    """What our renderer draws for a document, page by page."""
    made: list[_Recorder] = []

    def canvas(*values: Any, **named: Any) -> _Recorder:
        made.append(_Recorder(*values, **named))
        return made[-1]

    with patch.object(render_pdf, "Canvas", canvas):
        render_pdf.render_pdf(document)
    return made[0].pages


def draw(pages: Sequence[Page]) -> bytes:
    """One file of these pages, each line by ``drawString``."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for size, texts, ruled in pages:
        canvas.setPageSize(size)
        font = None
        for name, points, x, y, added, text in texts:
            if font != (name, points):
                canvas.setFont(_plain(name), points)
                font = (name, points)
            canvas.drawString(x, y, text, wordSpace=added)
        for weight, lines in ruled:
            canvas.setLineWidth(weight)
            canvas.lines(lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def _plain(name: str) -> str:
    """The same face as reportlab embeds it by itself."""
    plain = f"Plain-{name}"
    font = TTFont(plain, str(resources.path(f"fonts/{name}.ttf")))
    font.face.name = plain.encode()  # by this reportlab would take it for the face already there
    pdfmetrics.registerFont(font)
    return plain
