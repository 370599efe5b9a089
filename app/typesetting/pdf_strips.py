"""Strips: horizontal bands of finished lines that pages are stacked from, and how paragraphs and columns become strips.

Measures are pt; inside a strip x runs from the sheet's left edge and y down from the strip's upper edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.typesetting.breaking import Line, break_lines
from app.typesetting.fonts import DESCENT, LINE, Face
from app.typesetting.forms import MM, Bands, Para, rule_length
from app.typesetting.model import Align

BLACK = "000000"
_CAPITAL = 0.66  # em; height of a capital letter, to centre a word in its frame
_FRAME = 0.75  # pt; weight of a frame

Placed: TypeAlias = tuple[float, float, str, Face, float, float, str]
"""x, y of the baseline, text, face, size, added width of each space, colour."""
Segment: TypeAlias = tuple[float, float, float, float, float, str]
"""A straight line: x0, y0, x1, y1, weight, colour."""


@dataclass(slots=True, eq=False)
class Strip:
    """What is never cut by a page: one line of text, one table row, one letterhead row.

    ``keep`` ties it to the next strip; ``header`` is what is printed again above it when it begins a page.
    """

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    texts: list[Placed] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    header: Strip | None = None
    breaks: bool = False
    drawing: tuple[float, Any] | None = None
    """A chart with the x of its left edge; as high as the strip."""


def placed_line(
    line: Line, size: float, align: Align, x: float, y: float, width: float, colour: str = BLACK
) -> list[Placed]:
    """The line's spans at their places between ``x`` and ``x + width``, baseline at ``y``."""
    added = 0.0
    if align is Align.JUSTIFY:
        if not line.is_last and (spaces := line.spaces):
            added = (width - line.width) / spaces
    elif align is Align.CENTER:
        x += (width - line.width) / 2
    elif align is Align.RIGHT:
        x += width - line.width
    if len(line.spans) == 1:
        text, face = line.spans[0]
        return [(x, y, text, face, size, added, colour)] if text else []
    return _placed_spans(line, size, x, y, added, colour)


def _placed_spans(line: Line, size: float, x: float, y: float, added: float, colour: str) -> list[Placed]:
    placed: list[Placed] = []
    for text, face in line.spans:
        placed.append((x, y, text, face, size, added, colour))
        x += face.widths[text] * size + added * (text.count(" ") + text.count("\xa0"))
    return placed


def para_strips(para: Para, x: float, width: float, kept_lines: int = 2) -> list[Strip]:
    """One strip for each line; fewer than ``kept_lines`` lines are never left alone on a page."""
    if para.box:
        return [_boxed(para, x, width)]
    left, first = para.left * MM, para.first * MM
    x, width = x + left, width - left
    lines = break_lines(para.spans, para.size, width, width - first)
    height = para.size * LINE * para.spacing
    baseline = height - para.size * DESCENT  # what a line has beyond its letters stands above them, as in offices
    strips = []
    for at, line in enumerate(lines):
        shift = 0.0 if at else first
        strips.append(
            Strip(
                height, texts=placed_line(line, para.size, para.align, x + shift, baseline, width - shift, para.colour)
            )
        )
    _tie(strips, kept_lines)
    strips[0].before, strips[-1].after, strips[-1].keep = para.before, para.after, para.keep
    if para.line_above:
        strips[0].segments.append((x, 0.0, x + width, 0.0, para.line_above, BLACK))
    if para.rule:
        _underline(strips[-1], para, x, width)
    return strips


def _tie(strips: Sequence[Strip], kept_lines: int) -> None:
    for at, strip in enumerate(strips[:-1]):
        strip.keep = at < kept_lines - 1 or at >= len(strips) - kept_lines


def _underline(strip: Strip, para: Para, x: float, width: float) -> None:
    rule = para.rule
    assert rule is not None
    length = rule_length(para.spans, para.size, width, rule)
    start = x + (width - length) / 2
    y = strip.height + rule.gap
    strip.segments.append((start, y, start + length, y, rule.weight, BLACK))
    strip.height = y + rule.weight


def _boxed(para: Para, x: float, width: float) -> Strip:
    assert para.box is not None
    wide, high = para.box[0] * MM, para.box[1] * MM
    (line,) = break_lines(para.spans, para.size, width)[:1]
    baseline = high / 2 + para.size * _CAPITAL / 2
    left = x + (width - wide) / 2
    right, colour = left + wide, para.colour
    edges = [(left, 0.0, right, 0.0), (left, high, right, high), (left, 0.0, left, high), (right, 0.0, right, high)]
    return Strip(
        high,
        before=para.before,
        after=para.after,
        keep=para.keep,
        texts=placed_line(line, para.size, para.align, x, baseline, width, colour),
        segments=[(*edge, _FRAME, colour) for edge in edges],
    )


def band_strips(bands: Bands, x: float, width: float, limit: float) -> list[Strip]:
    """One strip for each row of the two columns; a left column taller than ``limit`` runs on in single lines."""
    strips: list[Strip] = []
    for left, right in bands.rows:
        wide = width * bands.left_share
        left_strips = [strip for para in left for strip in para_strips(para, x, wide)]
        right_strips = [strip for para in right for strip in para_strips(para, x + wide, width - wide)]
        row, beside = Strip(0.0, keep=True), Strip(0.0)
        _stack(beside, right_strips)
        overflow = _stack(row, left_strips, max(limit, beside.height))
        row.height = max(row.height, beside.height)
        row.texts += beside.texts
        row.segments += beside.segments
        strips += [row, *overflow]
    strips[-1].keep = not bands.closes
    strips[-1].after = bands.after
    return strips


def _stack(row: Strip, column: Sequence[Strip], limit: float = float("inf")) -> list[Strip]:
    """Draws the column into the row from its top; returns what goes beyond ``limit``."""
    y = 0.0
    for at, strip in enumerate(column):
        y += strip.before
        if y + strip.height > limit:
            for rest in column[at:]:
                rest.keep = False
            return list(column[at:])
        row.texts += [(tx, ty + y, *rest) for tx, ty, *rest in strip.texts]  # type: ignore[misc]
        row.segments += [(x0, y0 + y, x1, y1 + y, weight, colour) for x0, y0, x1, y1, weight, colour in strip.segments]
        y += strip.height
        y += strip.after
        row.height = max(row.height, y)
    return []
