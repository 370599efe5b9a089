"""Paragraphs and two-column bands as WordprocessingML text; lengths go in as pt or mm and come out as twips."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from app.typesetting.breaking import Span
from app.typesetting.forms import MM, Bands, Para, rule_length
from app.typesetting.model import Align

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SINGLE = 240  # w:line of single spacing


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def runs_xml(spans: Sequence[Span], size: float, colour: str = "000000") -> str:
    """The spans as runs; a forced line break becomes ``w:br``."""
    parts = []
    for span in spans:
        look = ("<w:b/><w:bCs/>" if span.bold else "") + ("<w:i/><w:iCs/>" if span.italic else "")
        half = round(size * 2)
        look += f'<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        text = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, span.text.split("\n")))
        parts.append(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')
    return "".join(parts)


def para_xml(para: Para, width: float) -> str:
    """The paragraph, and under it the rule as the border of an empty one; ``width`` in pt is the column's."""
    if para.box:
        return _boxed(para, width)
    ruled = para.rule is not None
    above = _line_above(para.line_above) if para.line_above else ""
    xml = _paragraph(
        runs_xml(para.spans, para.size, para.colour),
        size=para.size,
        align=para.align,
        left=para.left * MM,
        first=para.first * MM,
        before=para.before,
        after=0.0 if ruled else para.after,
        line=f'{round(_SINGLE * para.spacing)}" w:lineRule="auto',
        keep=para.keep,
        border=above,
    )
    return xml + _rule(para, width) if ruled else xml


def _line_above(weight: float) -> str:
    return f'<w:pBdr><w:top w:val="single" w:sz="{round(weight * 8)}" w:space="0" w:color="000000"/></w:pBdr>'


def spacer_xml(height: float, *, keep: bool = False, section: str = "") -> str:
    """An empty paragraph ``height`` pt high (at least 1); ``section`` is a w:sectPr that ends a section here."""
    line = f'{max(twips(height), 20)}" w:lineRule="exact'
    return _paragraph("", size=1, align=Align.LEFT, line=line, keep=keep, section=section)


def page_break_xml() -> str:
    """An empty paragraph after which a new page begins."""
    return _paragraph('<w:r><w:br w:type="page"/></w:r>', size=1, align=Align.LEFT, line='20" w:lineRule="exact')


def page_number_xml(size: float) -> str:
    """A centred paragraph with the number of the page."""
    half = round(size * 2)
    look = f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>2</w:t></w:r></w:fldSimple>'
    return _paragraph(field, size=size, align=Align.CENTER)


def bands_xml(bands: Bands, width: float) -> str:
    """A table without lines; grid and cells both have widths, else LibreOffice wraps the national title."""
    left = width * bands.left_share
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{column_cell_xml(row[0], left)}"
        f"{column_cell_xml(row[1], width - left)}</w:tr>"
        for row in bands.rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{grid_xml((left, width - left))}{rows}</w:tbl>"
    )


def grid_xml(widths: Sequence[float]) -> str:
    """``w:tblGrid`` of columns given in pt."""
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{twips(wide)}"/>' for wide in widths) + "</w:tblGrid>"


def column_cell_xml(column: Sequence[Para], width: float, look: str = "") -> str:
    """A cell ``width`` pt wide with the paragraphs of a column; ``look`` is further w:tcPr content."""
    content = "".join(para_xml(para, width) for para in column) or spacer_xml(1)
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'


def _rule(para: Para, width: float) -> str:
    rule = para.rule
    assert rule is not None
    inner = width - para.left * MM
    side = (inner - rule_length(para.spans, para.size, inner, rule)) / 2
    border = _line_above(rule.weight)
    return _paragraph(
        "",
        size=1,
        align=Align.LEFT,
        border=border,
        left=para.left * MM + side,
        right=side,
        before=rule.gap,
        after=para.after,
        line='20" w:lineRule="exact',
        keep=para.keep,
    )


def _boxed(para: Para, width: float) -> str:
    assert para.box is not None
    wide, high = para.box[0] * MM, para.box[1] * MM
    side = (width - wide) / 2
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="0" w:color="{para.colour}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return _paragraph(
        runs_xml(para.spans, para.size, para.colour),
        size=para.size,
        align=para.align,
        before=para.before,
        after=para.after,
        left=side,
        right=side,
        border=f"<w:pBdr>{edges}</w:pBdr>",
        line=f'{twips(high)}" w:lineRule="exact',
        keep=para.keep,
    )


def _paragraph(
    content: str,
    *,
    size: float,
    align: Align,
    left: float = 0.0,
    right: float = 0.0,
    first: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
    line: str = f'{_SINGLE}" w:lineRule="auto',
    keep: bool = False,
    border: str = "",
    section: str = "",
) -> str:
    half = round(size * 2)
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}<w:widowControl/>{border}"
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{line}"/>'
        f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:firstLine="{twips(first)}"/>'
        f'<w:jc w:val="{_JUSTIFICATION[align]}"/>'
        f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>{section}</w:pPr>{content}</w:p>'
    )
