"""Column widths and letter size of a table, the same for PDF and DOCX."""

from __future__ import annotations

from app.typesetting.fonts import Face, face
from app.typesetting.forms import MM
from app.typesetting.model import Row, Table
from app.typesetting.nd30 import Style

_GREEDIEST = 0.4  # share of the table that one long word may claim for its column
_SMALLEST = 0.01  # a column of no weight still exists


def cell_size(table: Table, style: Style) -> float:
    """Letter size of the cells in pt: the table's own within the style's range, else the style's."""
    low, high = style.table.sizes
    return min(max(table.cell_size, low), high) if table.cell_size else style.table.cell.size


def column_widths(table: Table, style: Style, width: float) -> list[float]:
    """Widths in pt adding up to ``width``: by weight, but a column's longest word is not cut if avoidable."""
    weights = [max(column.weight, _SMALLEST) for column in table.columns]
    widths = [weight / sum(weights) * width for weight in weights]
    least = _least_widths(table, style, width)
    short = [at for at, wide in enumerate(widths) if wide < least[at]]
    if not short or sum(least) > width:
        return widths
    rich = [at for at in range(len(widths)) if at not in short]
    lacking = sum(least[at] - widths[at] for at in short)
    spare = sum(widths[at] - least[at] for at in rich)
    for at in short:
        widths[at] = least[at]
    for at in rich:
        widths[at] -= lacking * (widths[at] - least[at]) / spare
    return widths


def _least_widths(table: Table, style: Style, width: float) -> list[float]:
    """What each column needs for its longest word, in pt."""
    size, padding = cell_size(table, style), 2 * style.table.padding_side * MM
    bold, regular = face(bold=True), face()
    needed = [_longest_word(column.title, bold) for column in table.columns]
    for row in table.rows:
        if isinstance(row, Row):
            its_face = bold if row.bold else regular
            for at, cell in enumerate(row.cells[: len(needed)]):
                text = cell if isinstance(cell, str) else " ".join(run.text for run in cell)
                needed[at] = max(needed[at], _longest_word(text, its_face))
    return [min(need * size + padding + 0.1, width * _GREEDIEST) for need in needed]


def _longest_word(text: str, its_face: Face) -> float:
    widths = its_face.widths
    return max([widths[word] for word in text.split()], default=0.0)
