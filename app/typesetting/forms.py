"""What both renderers draw: paragraphs with all their measures, two-column bands, tables, page breaks, sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.typesetting.breaking import Span, break_lines
from app.typesetting.model import Align, Chart, Orientation, Table
from app.typesetting.nd30 import RuleStyle, Style

MM = 72 / 25.4  # pt in a millimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph: sizes, gaps in pt; indents in mm; ``box`` is a frame of width and height in mm."""

    spans: tuple[Span, ...]
    size: float
    align: Align = Align.JUSTIFY
    first: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    keep: bool = False
    rule: RuleStyle | None = None
    box: tuple[float, float] | None = None
    colour: str = "000000"
    line_above: float = 0.0
    """Weight in pt of a line above it across the whole width; 0 draws none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Rows of a left and a right column without lines: the letterhead, the signatures."""

    rows: tuple[tuple[tuple[Para, ...], tuple[Para, ...]], ...]
    left_share: float
    closes: bool = False
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """A new page of the same section."""


Form: TypeAlias = Para | Bands | Table | Chart | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionForm:
    """Pages numbered from 1 on one kind of sheet; ``foot`` stands at the foot of its first page."""

    forms: tuple[Form, ...]
    orientation: Orientation
    foot: tuple[Para, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSize:
    """The paper and the text area of a section, in mm."""

    width: float
    height: float
    text_width: float


def sheet_of(orientation: Orientation, style: Style) -> SheetSize:
    """A4 as it lies; the four margins stay where the reader's top, bottom, left and right are."""
    page = style.page
    wide, high = (page.width, page.height) if orientation is Orientation.PORTRAIT else (page.height, page.width)
    return SheetSize(wide, high, wide - page.left - page.right)


def rule_length(spans: Sequence[Span], size: float, width: float, rule: RuleStyle) -> float:
    """Length in pt of the line under a text set in ``width`` pt.

    The decree measures it against "the line of text": the last one, just above. Where the text has several lines, the
    length is moved as near to the same share of the longest line as that allows, which looks right under both.
    """
    lines = break_lines(spans, size, width)
    last, longest = lines[-1].width, max(line.width for line in lines)
    wanted = longest * (rule.least + rule.most) / 2
    return min(max(wanted, last * rule.least), last * rule.most)
