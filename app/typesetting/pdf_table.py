"""Table rows as strips: cells broken into lines, ruled, the header ready to be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.typesetting.breaking import Line, Span, break_lines
from app.typesetting.fonts import DESCENT, LINE
from app.typesetting.forms import MM
from app.typesetting.grid import cell_size, column_widths
from app.typesetting.model import Align, Column, GroupRow, HeaderSpan, Row, Table, Text
from app.typesetting.nd30 import Style
from app.typesetting.pdf_strips import BLACK, Strip, placed_line


@dataclass(frozen=True, slots=True)
class _Grid:
    """The measures of one table, pt: column edges, letter size, line height, padding, weight of the lines.

    A row is as high as its lines, its padding and one border, as office programs count it.
    """

    edges: tuple[float, ...]
    size: float
    line: float
    side: float
    above: float
    weight: float

    def height(self, lines: int) -> float:
        """Height of a row of so many lines."""
        return lines * self.line + 2 * self.above + self.weight


def table_strips(table: Table, style: Style, x: float, width: float, page_height: float) -> list[Strip]:
    """The header and all rows; a row higher than a page is cut into several, any other stays whole."""
    grid = _grid(table, style, x, width)
    header = _header(table, grid)
    room = page_height - header.height
    strips = [header]
    for row in table.rows:
        found = [_group(row, grid)] if isinstance(row, GroupRow) else _row(row, table.columns, grid, room)
        for strip in found:
            strip.header = header
        strips += found
    strips[-1].after = style.table.gap
    return strips


def _grid(table: Table, style: Style, x: float, width: float) -> _Grid:
    edges = [x]
    for wide in column_widths(table, style, width):
        edges.append(edges[-1] + wide)
    size = cell_size(table, style)
    look = style.table
    return _Grid(tuple(edges), size, size * LINE, look.padding_side * MM, look.padding_above, look.border)


def _header(table: Table, grid: _Grid) -> Strip:
    """One strip of one or two levels; without any title only the upper line of the table."""
    strip = Strip(0.0, keep=True)
    left, right = grid.edges[0], grid.edges[-1]
    strip.segments.append((left, 0.0, right, 0.0, grid.weight, BLACK))
    if not any(column.title for column in table.columns):
        return strip
    titles = [_broken(column.title, grid, at, bold=True) for at, column in enumerate(table.columns)]
    upper = _upper_cells(table.upper_header, len(table.columns))
    upper_lines = [
        break_lines((Span(title, True),), grid.size, _inner(grid, start, end)) for title, start, end in upper
    ]
    top = max((len(lines) for (title, _s, _e), lines in zip(upper, upper_lines, strict=True) if title), default=0)
    split = grid.height(top) if top else 0.0
    strip.height = split + grid.height(max(len(lines) for lines in titles))
    covered = _draw_upper(strip, upper, upper_lines, grid, split)
    for at, lines in enumerate(titles):
        start = split if at in covered else 0.0
        _draw_cell(strip, lines, grid, at, at + 1, Align.CENTER, start, strip.height, centred=True)
        _upright(strip, grid, at + 1, start, strip.height)
    _upright(strip, grid, 0, 0.0, strip.height)
    strip.segments.append((left, strip.height, right, strip.height, grid.weight, BLACK))
    return strip


def _upper_cells(spans: Sequence[HeaderSpan], count: int) -> list[tuple[str, int, int]]:
    """Title, first and end column of each titled upper cell."""
    cells, at = [], 0
    for span in spans:
        end = min(at + span.columns, count)
        if span.title and end > at:
            cells.append((span.title, at, end))
        at = end
    return cells


def _draw_upper(
    strip: Strip, cells: Sequence[tuple[str, int, int]], broken: Sequence[list[Line]], grid: _Grid, split: float
) -> set[int]:
    """Draws the upper level; returns the columns that lie under it."""
    covered: set[int] = set()
    for (_title, start, end), lines in zip(cells, broken, strict=True):
        covered |= set(range(start, end))
        _draw_cell(strip, lines, grid, start, end, Align.CENTER, 0.0, split, centred=True)
        strip.segments.append((grid.edges[start], split, grid.edges[end], split, grid.weight, BLACK))
        _upright(strip, grid, end, 0.0, split)
    return covered


def _group(row: GroupRow, grid: _Grid) -> Strip:
    last = len(grid.edges) - 1
    lines = break_lines((Span(row.text, True),), grid.size, _inner(grid, 0, last))
    strip = Strip(grid.height(len(lines)), keep=True)
    _draw_cell(strip, lines, grid, 0, last, row.align, 0.0, strip.height)
    for edge in (0, last):
        _upright(strip, grid, edge, 0.0, strip.height)
    _close(strip, grid)
    return strip


def _row(row: Row, columns: Sequence[Column], grid: _Grid, room: float) -> list[Strip]:
    cells = [_broken(text, grid, at, row.bold) for at, text in enumerate(row.cells[: len(columns)])]
    count = max(map(len, cells), default=1)
    most = max(int((room - grid.height(0)) // grid.line), 1)
    return [
        _row_strip([lines[begin : begin + most] for lines in cells], min(most, count - begin), columns, grid)
        for begin in range(0, count, most)
    ]


def _row_strip(cells: Sequence[list[Line]], count: int, columns: Sequence[Column], grid: _Grid) -> Strip:
    strip = Strip(grid.height(count))
    for at, lines in enumerate(cells):
        _draw_cell(strip, lines, grid, at, at + 1, columns[at].align, 0.0, strip.height)
    for edge in range(len(grid.edges)):
        _upright(strip, grid, edge, 0.0, strip.height)
    _close(strip, grid)
    return strip


def _broken(text: Text, grid: _Grid, at: int, bold: bool = False) -> list[Line]:
    spans = (
        (Span(text, bold),)
        if isinstance(text, str)
        else tuple(Span(run.text, run.bold or bold, run.italic) for run in text) or (Span(""),)
    )
    return break_lines(spans, grid.size, _inner(grid, at, at + 1))


def _inner(grid: _Grid, start: int, end: int) -> float:
    return grid.edges[end] - grid.edges[start] - 2 * grid.side


def _draw_cell(
    strip: Strip,
    lines: Sequence[Line],
    grid: _Grid,
    start: int,
    end: int,
    align: Align,
    top: float,
    bottom: float,
    *,
    centred: bool = False,
) -> None:
    x, width = grid.edges[start] + grid.side, _inner(grid, start, end)
    y = top + grid.above + grid.weight / 2
    if centred:
        y = top + (bottom - top - len(lines) * grid.line) / 2
    for line in lines:
        strip.texts += placed_line(line, grid.size, align, x, y + grid.size * (LINE - DESCENT), width)
        y += grid.line


def _upright(strip: Strip, grid: _Grid, edge: int, top: float, bottom: float) -> None:
    x = grid.edges[edge]
    strip.segments.append((x, top, x, bottom, grid.weight, BLACK))


def _close(strip: Strip, grid: _Grid) -> None:
    strip.segments.append((grid.edges[0], strip.height, grid.edges[-1], strip.height, grid.weight, BLACK))
