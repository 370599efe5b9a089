"""Ruled tables as WordprocessingML: repeated header, whole rows, the last rows kept with the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from app.typesetting.breaking import Span
from app.typesetting.docx_paragraphs import column_cell_xml, grid_xml, para_xml, twips
from app.typesetting.forms import MM, Bands, Para
from app.typesetting.grid import cell_size, column_widths
from app.typesetting.model import Align, Column, GroupRow, HeaderSpan, Row, Table, Text
from app.typesetting.nd30 import Style

_SAME_PLACE = 1.0  # pt


@dataclass(frozen=True, slots=True)
class _Frame:
    """The columns with their widths in pt, the grid columns each of them covers, and the letter size."""

    columns: Sequence[Column]
    widths: Sequence[float]
    spans: Sequence[int]
    size: float


def table_xml(table: Table, style: Style, width: float, closing: Bands | None = None) -> str:
    """The table ``width`` pt wide.

    A signature that closes the paper right after it becomes its last row, without borders: LibreOffice keeps rows of
    one table together, but not a table and what follows it.
    """
    widths = column_widths(table, style, width)
    edges = list(accumulate(widths))
    cuts = _cuts(edges, [width * closing.left_share, width] if closing else [])
    frame = _Frame(table.columns, widths, _spans_between(edges, cuts), cell_size(table, style))
    rows = [_header(table, frame)] if any(column.title for column in table.columns) else []
    free = len(table.rows) - (style.text.kept_lines if closing else 0)
    for at, row in enumerate(table.rows):
        rows.append(_group_row(row, frame) if isinstance(row, GroupRow) else _body_row(row, frame, keep=at >= free))
    if closing:
        rows += _closing_rows(closing, cuts, width, style)
    grid = [end - start for start, end in pairwise([0.0, *cuts])]
    return f"<w:tbl>{_properties(style, width)}{grid_xml(grid)}{''.join(rows)}</w:tbl>"


def _cuts(edges: Sequence[float], others: Sequence[float]) -> list[float]:
    """Where grid columns end: at every edge, and at the others unless an edge is as good as there."""
    return sorted([*edges, *(other for other in others if all(abs(other - edge) > _SAME_PLACE for edge in edges))])


def _spans_between(edges: Sequence[float], cuts: Sequence[float]) -> list[int]:
    """How many grid columns lie between one edge and the next."""
    places = [_place(edge, cuts) for edge in edges]
    return [place - before for before, place in pairwise([0, *places])]


def _place(edge: float, cuts: Sequence[float]) -> int:
    return min(range(len(cuts)), key=lambda at: abs(cuts[at] - edge)) + 1


def _closing_rows(closing: Bands, cuts: Sequence[float], width: float, style: Style) -> list[str]:
    left = width * closing.left_share
    spans = _spans_between([left, width], cuts)
    rows = []
    for at, columns in enumerate(closing.rows):
        edges = "".join(
            f'<w:{edge} w:val="nil"/>' for edge in (("left",) if at == 0 else ("top", "left")) + ("bottom", "right")
        )
        no_margins = "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in ("left", "right"))
        gap = style.table.gap if at == 0 else 0.0
        cells = "".join(
            column_cell_xml(
                [replace(para, before=para.before + gap) if para is column[0] else para for para in column],
                wide,
                f'<w:gridSpan w:val="{span}"/><w:tcBorders>{edges}</w:tcBorders><w:tcMar>{no_margins}</w:tcMar>',
            )
            for column, wide, span in zip(columns, (left, width - left), spans, strict=True)
        )
        rows.append(_row(cells))
    return rows


def _properties(style: Style, width: float) -> str:
    look = style.table
    border = f'w:val="single" w:sz="{round(look.border * 8)}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{edge} {border}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side, above = twips(look.padding_side * MM), twips(look.padding_above)
    margins = "".join(
        f'<w:{edge} w:w="{wide}" w:type="dxa"/>'
        for edge, wide in (("top", above), ("left", side), ("bottom", above), ("right", side))
    )
    return (
        f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _row(cells: str, *, header: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def _header(table: Table, frame: _Frame) -> str:
    every = list(zip(frame.columns, frame.widths, frame.spans, strict=True))
    if not table.upper_header:
        return _row("".join(_title(column.title, frame.size, wide, span) for column, wide, span in every), header=True)
    upper, lower, at = "", "", 0
    rest = len(every) - sum(span.columns for span in table.upper_header)
    for above in (*table.upper_header, *(HeaderSpan() for _missing in range(rest))):
        covered = every[at : at + above.columns]
        at += len(covered)
        if above.title and covered:
            upper += _title(
                above.title, frame.size, sum(wide for _c, wide, _s in covered), sum(span for _c, _w, span in covered)
            )
            lower += "".join(_title(column.title, frame.size, wide, span) for column, wide, span in covered)
        else:
            upper += "".join(_title(column.title, frame.size, wide, span, "restart") for column, wide, span in covered)
            lower += "".join(_title("", frame.size, wide, span, "continue") for _column, wide, span in covered)
    return _row(upper, header=True) + _row(lower, header=True)


def _title(text: str, size: float, width: float, span: int, merge: str = "") -> str:
    return _cell((Span(text, True),), size, Align.CENTER, width, span=span, merge=merge, keep=True, middle=True)


def _group_row(row: GroupRow, frame: _Frame) -> str:
    return _row(
        _cell((Span(row.text, True),), frame.size, row.align, sum(frame.widths), span=sum(frame.spans), keep=True)
    )


def _body_row(row: Row, frame: _Frame, *, keep: bool) -> str:
    cells = (*row.cells[: len(frame.columns)], *([""] * (len(frame.columns) - len(row.cells))))
    return _row(
        "".join(
            _cell(_spans(text, row.bold), frame.size, column.align, wide, span=span, keep=keep)
            for text, column, wide, span in zip(cells, frame.columns, frame.widths, frame.spans, strict=True)
        )
    )


def _spans(text: Text, bold: bool) -> tuple[Span, ...]:
    if isinstance(text, str):
        return (Span(text, bold),)
    return tuple(Span(run.text, run.bold or bold, run.italic) for run in text)


def _cell(
    spans: tuple[Span, ...],
    size: float,
    align: Align,
    width: float,
    *,
    span: int = 1,
    merge: str = "",
    keep: bool = False,
    middle: bool = False,
) -> str:
    look = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look += '<w:vAlign w:val="center"/>' if middle else ""
    para = Para(spans=spans, size=size, align=align, keep=keep)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{para_xml(para, width)}</w:tc>"
