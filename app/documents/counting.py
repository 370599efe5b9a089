"""Blocks of content become blocks of the printed model: articles, clauses, points and headings get their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.documents import content as made
from app.documents.content import HeadingLevel, with_figures
from app.kernel.numerals import POINT_LETTERS, point_letter, roman
from app.typesetting import model

_WITHIN = (
    HeadingLevel.PART,
    HeadingLevel.CHAPTER,
    HeadingLevel.SECTION,
    HeadingLevel.SUBSECTION,
    HeadingLevel.ROMAN,
    HeadingLevel.ARABIC,
)
"""From the outermost to the innermost: a heading begins all levels inside it anew."""
_ROMAN_LEVELS = (HeadingLevel.PART, HeadingLevel.CHAPTER, HeadingLevel.ROMAN)
_UNENDED = (":", ";", ",")
END = "./."


def printed_blocks(blocks: Sequence[made.Block], figures: Mapping[str, str], *, ended: bool) -> list[model.Block]:
    """The numbered blocks with their derived figures; ``ended`` puts ``./.`` behind the last text (decree 30/2020)."""
    counting = _Counting(dict(figures))
    last = max(
        (place for place, block in enumerate(blocks) if not isinstance(block, (made.TableBlock, made.ChartBlock))),
        default=-1,
    )
    return [
        counting.printed(_ended(block) if ended and place == last == len(blocks) - 1 else block)
        for place, block in enumerate(blocks)
    ]


def ended_text(text: str) -> str:
    """The text with ``./.`` in the place of its own final mark."""
    bare = text.rstrip()
    return bare if bare.endswith(END) else bare.rstrip(".;, ") + END


def _ended(block: made.Block) -> made.Block:
    match block:
        case made.Article(title=title, text=text):
            return made.Article(title=title, text=ended_text(text))
        case made.Clause(title=title, text=text):
            return made.Clause(title=title, text=ended_text(text))
        case made.Point(text=text):
            return made.Point(text=ended_text(text))
        case made.Paragraph(text=text, centered=centered):
            return made.Paragraph(text=ended_text(text), centered=centered)
        case _:
            return block


class _Counting:
    """Where the count stands while the blocks of one text are gone through."""

    def __init__(self, figures: dict[str, str]) -> None:
        self.figures = figures
        self.articles = self.clauses = self.points = 0
        self.headings = dict.fromkeys(_WITHIN, 0)

    def printed(self, block: made.Block) -> model.Block:
        match block:
            case made.Article() | made.Clause() | made.Point():
                return self._numbered(block)
            case made.Heading(level=level, title=title):
                return self._heading(level, title)
            case made.TableBlock():
                return self._table(block)
            case made.ChartBlock():
                return _chart(block)
            case made.Paragraph(text=text, centered=centered):
                return model.Paragraph(
                    text=self._text(text),
                    first_line_indent=not centered,
                    align=model.Align.CENTER if centered else model.Align.JUSTIFY,
                )

    def _numbered(self, block: made.Article | made.Clause | made.Point) -> model.Block:
        match block:
            case made.Article(title=title, text=text):
                self.articles, self.clauses, self.points = self.articles + 1, 0, 0
                return model.Article(number=self.articles, title=self._text(title), text=self._text(text))
            case made.Clause(title=title, text=text):
                self.clauses, self.points = self.clauses + 1, 0
                return model.Clause(number=self.clauses, title=self._text(title), text=self._text(text))
            case made.Point(text=text):
                self.points += 1
                return model.Point(letter=_letter(self.points), text=self._text(text))

    def _text(self, text: str) -> str:
        return with_figures(text, self.figures)

    def _heading(self, level: HeadingLevel, title: str) -> model.Heading:
        self.headings[level] += 1
        for inner in _WITHIN[_WITHIN.index(level) + 1 :]:
            self.headings[inner] = 0
        self.clauses = self.points = 0
        number = self.headings[level]
        return model.Heading(
            level=model.HeadingLevel(level.value),
            title=self._text(title),
            number=roman(number) if level in _ROMAN_LEVELS else number,
        )

    def _table(self, block: made.TableBlock) -> model.Table:
        columns = tuple(
            model.Column(
                title=column.title,
                weight=max(column.weight, 1),
                align=model.Align.CENTER if column.centered else model.Align.LEFT,
            )
            for column in block.columns
        )
        return model.Table(
            columns=columns,
            rows=tuple(model.Row(cells=tuple(map(self._text, row[: len(columns)]))) for row in block.rows),
        )


def _chart(block: made.ChartBlock) -> model.Chart:
    return model.Chart(
        title=block.title,
        labels=block.labels,
        series=tuple(model.ChartSeries(name=line.name, values=line.values) for line in block.lines),
        form=model.ChartForm.ROWS if block.by_place else model.ChartForm.COLUMNS,
    )


def _letter(number: int) -> str:
    """Beyond y the letters begin again doubled, so that a long draft still prints."""
    rounds, place = divmod(number - 1, len(POINT_LETTERS))
    return point_letter(place + 1) * (rounds + 1)
