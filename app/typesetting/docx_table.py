"""Ruled tables as WordprocessingML: repeated header, whole rows, the last rows kept with the signature."""

from __future__ import annotations

from collections.abc import Sequence

from app.typesetting.breaking import Span
from app.typesetting.docx_paragraphs import grid_xml, para_xml, twips
from app.typesetting.forms import MM, Para
from app.typesetting.grid import cell_size, column_widths
from app.typesetting.model import Align, Column, GroupRow, HeaderSpan, Row, Table, Text
from app.typesetting.nd30 import Style


def table_xml(table: Table, style: Style, width: float, kept_rows: int = 0) -> str:
    """The table ``width`` pt wide; its last ``kept_rows`` rows stay with what follows."""
    size, widths = cell_size(table, style), column_widths(table, style, width)
    rows = [_header(table, widths, size)] if any(column.title for column in table.columns) else []
    free = len(table.rows) - kept_rows
    for at, row in enumerate(table.rows):
        if isinstance(row, GroupRow):
            rows.append(_row(_cell((Span(row.text, True),), size, row.align, sum(widths), span=len(widths), keep=True)))
        else:
            rows.append(_body_row(row, table.columns, widths, size, keep=at >= free))
    return f"<w:tbl>{_properties(style, width)}{grid_xml(widths)}{''.join(rows)}</w:tbl>"


def _properties(style: Style, width: float) -> str:
    look = style.table
    border = f'w:val="single" w:sz="{round(look.border * 8)}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{edge} {border}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side, above = twips(look.padding_side * MM), twips(look.padding_above)
    margins = "".join(f'<w:{edge} w:w="{wide}" w:type="dxa"/>'
                      for edge, wide in (("top", above), ("left", side), ("bottom", above), ("right", side)))
    return (f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>")


def _row(cells: str, *, header: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def _header(table: Table, widths: Sequence[float], size: float) -> str:
    if not table.upper_header:
        return _row("".join(_title(column.title, size, wide)
                            for column, wide in zip(table.columns, widths, strict=True)), header=True)
    upper, lower, at = "", "", 0
    rest = len(widths) - sum(span.columns for span in table.upper_header)
    for span in (*table.upper_header, *(HeaderSpan() for _missing in range(rest))):
        end = min(at + span.columns, len(widths))
        columns = list(zip(table.columns[at:end], widths[at:end], strict=True))
        if span.title:
            upper += _title(span.title, size, sum(widths[at:end]), span=end - at)
            lower += "".join(_title(column.title, size, wide) for column, wide in columns)
        else:
            upper += "".join(_title(column.title, size, wide, merge="restart") for column, wide in columns)
            lower += "".join(_title("", size, wide, merge="continue") for _column, wide in columns)
        at = end
    return _row(upper, header=True) + _row(lower, header=True)


def _title(text: str, size: float, width: float, span: int = 1, merge: str = "") -> str:
    return _cell((Span(text, True),), size, Align.CENTER, width, span=span, merge=merge, keep=True, middle=True)


def _body_row(row: Row, columns: Sequence[Column], widths: Sequence[float], size: float, *, keep: bool) -> str:
    missing = len(columns) - len(row.cells)
    cells = (*row.cells[:len(columns)], *([""] * missing))
    return _row("".join(_cell(_spans(text, row.bold), size, column.align, wide, keep=keep)
                        for text, column, wide in zip(cells, columns, widths, strict=True)))


def _spans(text: Text, bold: bool) -> tuple[Span, ...]:
    if isinstance(text, str):
        return (Span(text, bold),)
    return tuple(Span(run.text, run.bold or bold, run.italic) for run in text)


def _cell(spans: tuple[Span, ...], size: float, align: Align, width: float, *, span: int = 1, merge: str = "",
          keep: bool = False, middle: bool = False) -> str:
    look = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look += '<w:vAlign w:val="center"/>' if middle else ""
    para = Para(spans=spans, size=size, align=align, keep=keep)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{para_xml(para, width)}</w:tc>"
