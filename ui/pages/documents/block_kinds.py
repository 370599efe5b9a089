"""Kinds of block by name: how they are called, numbered, made and turned into one another."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.content import (
    Article,
    Block,
    ChartBlock,
    Clause,
    Heading,
    HeadingLevel,
    Paragraph,
    Point,
    TableBlock,
)
from app.documents.counting import printed_blocks
from app.kernel.words import N_, _
from app.typesetting import model

KINDS = {
    "article": N_("Điều"),
    "clause": N_("Khoản"),
    "point": N_("Điểm"),
    "paragraph": N_("Đoạn văn"),
    "heading": N_("Tiêu đề mục"),
}
"""Kinds an officer adds, in the order of the menu."""
INDENT = {"article": 0, "clause": 14, "point": 28, "paragraph": 0, "heading": 0, "table": 0, "chart": 0}
"""How far a block stands in, in pixels, so that the eye sees what belongs to what."""
_LEVELS = {
    HeadingLevel.PART: N_("Phần"),
    HeadingLevel.CHAPTER: N_("Chương"),
    HeadingLevel.SECTION: N_("Mục"),
    HeadingLevel.SUBSECTION: N_("Tiểu mục"),
    HeadingLevel.ROMAN: N_("Mục"),
    HeadingLevel.ARABIC: N_("Mục"),
}
LEVEL_WORDS = {
    HeadingLevel.PART: N_("Phần I"),
    HeadingLevel.CHAPTER: N_("Chương I"),
    HeadingLevel.SECTION: N_("Mục 1"),
    HeadingLevel.SUBSECTION: N_("Tiểu mục 1"),
    HeadingLevel.ROMAN: N_("I."),
    HeadingLevel.ARABIC: N_("1."),
}


def headings_of(blocks: Sequence[Block]) -> list[str]:
    """What each block is called in the editor: Điều 1, Khoản 2, Điểm a, Mục I …; counted as it prints."""
    counted = printed_blocks(blocks, {}, ended=False)
    return [_heading(block, printed) for block, printed in zip(blocks, counted, strict=True)]


def made(kind: str, text: str = "", title: str = "", level: HeadingLevel = HeadingLevel.ROMAN) -> Block:
    """A block of a kind; what the kind has no place for is put before the text."""
    whole = "\n".join(part for part in (title, text) if part)
    if kind == "article":
        return Article(title=title, text=text)
    if kind == "clause":
        return Clause(title=title, text=text)
    if kind == "point":
        return Point(text=whole)
    if kind == "heading":
        return Heading(level=level, title=" ".join(whole.split()))
    return Paragraph(text=whole)


def turned(block: Block, kind: str) -> Block:
    """The block as another kind, its words kept; a table stays a table, a chart a chart."""
    if isinstance(block, TableBlock | ChartBlock):
        return block
    return made(kind, text=getattr(block, "text", ""), title=getattr(block, "title", ""))


def _heading(block: Block, printed: model.Block) -> str:
    if isinstance(printed, model.Article):
        return _("Điều {number}").format(number=printed.number)
    if isinstance(printed, model.Clause):
        return _("Khoản {number}").format(number=printed.number)
    if isinstance(printed, model.Point):
        return _("Điểm {letter}").format(letter=printed.letter)
    if isinstance(block, Heading) and isinstance(printed, model.Heading):
        return _("{level} {number}").format(level=_(_LEVELS[block.level]), number=printed.number)
    if isinstance(block, ChartBlock):
        return _("Biểu đồ")
    return _("Bảng") if isinstance(block, TableBlock) else _("Đoạn văn")
