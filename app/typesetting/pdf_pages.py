"""Stacks strips on pages: keeps what belongs together, repeats table headers, numbers the pages, draws on a canvas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.typesetting.breaking import Span, break_lines
from app.typesetting.fonts import ASCENT, Face
from app.typesetting.forms import MM, SheetSize
from app.typesetting.nd30 import Look, Style
from app.typesetting.pdf_strips import BLACK, Placed, Segment, Strip, placed_line

_EDGE = 0.01  # pt; rounding must not push an exact fit to the next page


class Pages:
    """The pages of one section, numbered from 1, drawn one after the other on ``canvas``."""

    def __init__(self, canvas: Any, sheet: SheetSize, style: Style, *, draft: bool, foot: Sequence[Strip] = ()) -> None:
        self._canvas, self._sheet, self._style, self._draft, self._foot = canvas, sheet, style, draft, foot
        self._x = style.page.left * MM
        self._width = sheet.text_width * MM
        self._top = style.page.top * MM
        self._number = 0
        self._begin()

    def flow(self, strips: Iterable[Strip]) -> None:
        """Places the strips one below the other and finishes the last page."""
        for chunk in _chunks(strips):
            if chunk[0].breaks:
                self._turn(chunk[0])
            else:
                self._place(chunk)
        self._finish()

    def _place(self, chunk: Sequence[Strip]) -> None:
        needed = _height(chunk)
        header = chunk[0].header
        fresh = needed + (header.height if header else 0.0) <= self._full
        if fresh and self._y > self._top and self._y + chunk[0].before + needed > self._bottom + _EDGE:
            self._turn(chunk[0])
        for strip in chunk:
            before = strip.before if self._y > self._top else 0.0
            if self._y + before + strip.height > self._bottom + _EDGE and self._y > self._top:
                self._turn(strip)
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        if self._y > self._top:
            self._y += strip.before
        y = self._y
        self._texts += [
            (x, ty + y, text, face, size, added, colour) for x, ty, text, face, size, added, colour in strip.texts
        ]
        for segment in strip.segments:
            self._rule(segment, y)
        if strip.drawing is not None:
            self._drawings.append((strip.drawing[0], y + strip.height, strip.drawing[1]))
        self._y += strip.height + strip.after

    def _rule(self, segment: Segment, y: float) -> None:
        """Remembers a line; an upright one that continues the one above it only makes that one longer."""
        x0, y0, x1, y1, weight, colour = segment
        y0, y1 = y0 + y, y1 + y
        if x0 == x1:
            above = self._uprights.get(x0)
            if above is not None and abs(self._segments[above][3] - y0) < _EDGE:
                self._segments[above] = (x0, self._segments[above][1], x1, y1, weight, colour)
                return
            self._uprights[x0] = len(self._segments)
        self._segments.append((x0, y0, x1, y1, weight, colour))

    def _turn(self, strip: Strip) -> None:
        self._finish()
        self._begin()
        if strip.header:
            self._put(strip.header)

    def _begin(self) -> None:
        self._number += 1
        self._texts: list[Placed] = []
        self._segments: list[Segment] = []
        self._drawings: list[tuple[float, float, Any]] = []
        self._uprights: dict[float, int] = {}
        self._y = self._top
        self._bottom = (self._sheet.height - self._style.page.bottom) * MM
        self._full = self._bottom - self._top
        self._head()
        if self._number == 1 and self._foot:
            self._draw_foot()

    def _head(self) -> None:
        page = self._style.page
        if self._number >= page.first_number_shown:
            self._in_top_margin(str(self._number), page.number)
        if self._draft:
            self._in_top_margin(self._style.draft_word, self._style.draft)

    def _in_top_margin(self, text: str, look: Look) -> None:
        y = self._style.page.number_from_top * MM + look.size * ASCENT
        (line,) = break_lines((Span(text, look.bold, look.italic),), look.size, self._width)
        self._texts += placed_line(line, look.size, look.align, self._x, y, self._width)

    def _draw_foot(self) -> None:
        self._bottom -= sum(strip.height for strip in self._foot)
        y = self._bottom
        self._segments.append((self._x, y, self._x + self._width, y, self._style.letterhead.motto_rule.weight, BLACK))
        for strip in self._foot:
            self._texts += [(x, ty + y, *rest) for x, ty, *rest in strip.texts]  # type: ignore[misc]
            y += strip.height
        self._full = self._bottom - self._top

    def _finish(self) -> None:
        height = self._sheet.height * MM
        canvas = self._canvas
        canvas.setPageSize((self._sheet.width * MM, height))
        draw_texts(canvas, self._texts, height)
        draw_segments(canvas, self._segments, height)
        for x, y, drawing in self._drawings:
            drawing.drawOn(canvas, x, height - y)
        canvas.showPage()


def _chunks(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    chunk: list[Strip] = []
    for strip in strips:
        chunk.append(strip)
        if not strip.keep:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _height(chunk: Sequence[Strip]) -> float:
    """Height of the chunk without the gaps before its first and after its last strip."""
    return sum(strip.height + strip.before + strip.after for strip in chunk) - chunk[0].before - chunk[-1].after


def draw_texts(canvas: Any, texts: Iterable[Placed], height: float) -> None:
    """Draws the texts, in the order given, on a page ``height`` pt high."""
    page = canvas.beginText()
    font: tuple[Face, float] | None = None
    shown_colour, spacing = BLACK, 0.0
    for x, y, text, face, size, added, colour in texts:
        if font is None or font[0] is not face or font[1] != size:
            page.setFont(face.name, size)
            font = (face, size)
        if added != spacing:
            page.setWordSpace(added)
            spacing = added
        if colour != shown_colour:
            page.setFillColorRGB(*_rgb(colour))
            shown_colour = colour
        page.setTextOrigin(x, height - y)
        page.textLine(text)
    canvas.drawText(page)


def draw_segments(canvas: Any, segments: Iterable[Segment], height: float) -> None:
    """Draws the straight lines, weight by weight and colour by colour."""
    groups: dict[tuple[float, str], list[tuple[float, float, float, float]]] = {}
    for x0, y0, x1, y1, weight, colour in segments:
        groups.setdefault((weight, colour), []).append((x0, height - y0, x1, height - y1))
    for (weight, colour), lines in groups.items():
        canvas.setLineWidth(weight)
        canvas.setStrokeColorRGB(*_rgb(colour))
        canvas.lines(lines)


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[0:2], 16) / 255, int(colour[2:4], 16) / 255, int(colour[4:6], 16) / 255
