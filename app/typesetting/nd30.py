"""Every number of decree 30/2020/NĐ-CP (annex I) that a printed paper obeys, as one frozen style.

Lengths are millimetres, letters and gaps points. Each value names its place in the annex: "II.1" is annex I part II
point 1, "box 5a" the ô số of part IV. Values marked *ours* are the printer's own choice where the decree is silent.
A style outside the decree's range cannot be made: it raises ValueError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.typesetting.model import Align

Range = tuple[float, float]


def _within(name: str, value: float, allowed: Range) -> None:
    if not allowed[0] <= value <= allowed[1]:
        raise ValueError(f"{name} = {value} lies outside {allowed[0]}-{allowed[1]} of decree 30/2020")


@dataclass(frozen=True, kw_only=True)
class Look:
    """The letters of one component: size in pt with the decree's range, weight, slant, case, alignment."""

    size: float
    allowed: Range
    bold: bool = False
    italic: bool = False
    upper: bool = False
    align: Align = Align.CENTER

    def __post_init__(self) -> None:
        _within("size", self.size, self.allowed)

    def cased(self, text: str) -> str:
        """The text in the case this component is printed in."""
        return text.upper() if self.upper else text


@dataclass(frozen=True, kw_only=True)
class PageStyle:
    """Paper, margins and page number (part I: paper, margins, page number)."""

    width: float = 210.0  # I.1 A4
    height: float = 297.0  # I.1 A4
    top: float = 20.0  # I.3, 20-25
    bottom: float = 20.0  # I.3, 20-25
    left: float = 30.0  # I.3, 30-35
    right: float = 15.0  # I.3, 15-20
    number: Look = Look(size=13, allowed=(13, 14))  # I.7: Arabic digits, upright, centred in the top margin
    number_from_top: float = 9.0  # ours: upper edge of the page number's line, inside the top margin
    first_number_shown: int = 2  # I.7: the first page's number is hidden

    def __post_init__(self) -> None:
        _within("top", self.top, (20, 25))
        _within("bottom", self.bottom, (20, 25))
        _within("left", self.left, (30, 35))
        _within("right", self.right, (15, 20))


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """Paragraphs of the body (part II.6, box 6)."""

    first_line_indent: float = 12.7  # II.6.d: 1 cm or 1.27 cm
    paragraph_gap: float = 6.0  # II.6.d: at least 6 pt
    line_spacing: float = 1.0  # II.6.d: single to 1.5 lines
    section_gap: float = 12.0  # ours: above and below a title block
    kept_lines: int = 2  # ours: lines or rows that stay with the signature, and lines of a paragraph never left alone

    def __post_init__(self) -> None:
        _within("first_line_indent", self.first_line_indent, (10, 12.7))
        _within("paragraph_gap", self.paragraph_gap, (6, 18))
        _within("line_spacing", self.line_spacing, (1, 1.5))


@dataclass(frozen=True, kw_only=True)
class RuleStyle:
    """A line under text: its share of the text line's length, its weight and distance in pt."""

    least: float
    most: float
    weight: float = 0.75  # ours: a fine solid line
    gap: float = 2.0  # ours


@dataclass(frozen=True, kw_only=True)
class LetterheadStyle:
    """Boxes 1-4, 5b, 10b and 11."""

    left_share: float = 0.42  # part IV diagram: narrower left column, 40-45 %
    nation: Look = Look(size=12, allowed=(12, 13), bold=True, upper=True)  # box 1, II.1.a
    motto: Look = Look(size=13, allowed=(13, 14), bold=True)  # box 1, II.1.b
    motto_rule: RuleStyle = RuleStyle(least=1.0, most=1.0)  # II.1.b: as long as the text line
    parent: Look = Look(size=12, allowed=(12, 13), upper=True)  # box 2, II.2
    issuer: Look = Look(size=12, allowed=(12, 13), bold=True, upper=True)  # box 2, II.2
    issuer_rule: RuleStyle = RuleStyle(least=1 / 3, most=1 / 2)  # II.2: 1/3 to 1/2 of the line
    number: Look = Look(size=13, allowed=(13, 13))  # box 3, II.3.b
    place_date: Look = Look(size=13, allowed=(13, 14), italic=True)  # box 4, II.4.b
    letter_subject: Look = Look(size=12, allowed=(12, 13))  # box 5b, II.5.b
    letter_subject_gap: float = 6.0  # II.5.b: 6 pt under the number
    urgency: Look = Look(size=13, allowed=(13, 14), bold=True, upper=True)  # box 10b, III.2
    urgency_colour: str = "FF0000"  # III.2: red
    urgency_boxes: Mapping[str, tuple[float, float]] = field(  # III.2: 30x8, 40x8, 20x8 mm
        default_factory=lambda: MappingProxyType(
            {"HỎA TỐC": (30.0, 8.0), "THƯỢNG KHẨN": (40.0, 8.0), "KHẨN": (20.0, 8.0)}
        )
    )
    circulation: Look = Look(size=13, allowed=(13, 14), bold=True, upper=True)  # box 11, III.3
    mark_height: float = 8.0  # III.2; ours for box 11
    mark_padding: float = 4.0  # ours: white left and right of the words in box 11
    row_gap: float = 6.0  # ours: between boxes 1-2 and boxes 3-4


@dataclass(frozen=True, kw_only=True)
class TitleStyle:
    """Box 5a and the titles of annexes."""

    type_name: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # box 5a, II.5.b
    subject: Look = Look(size=14, allowed=(13, 14), bold=True)  # box 5a, II.5.b
    subject_rule: RuleStyle = RuleStyle(least=1 / 3, most=1 / 2)  # II.5.b
    annex_number: Look = Look(size=14, allowed=(14, 14), bold=True)  # III.1: "Phụ lục I"
    annex_title: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # III.1
    annex_subtitle: Look = Look(size=14, allowed=(13, 14), bold=True)  # III.1
    reference: Look = Look(size=14, allowed=(13, 14), italic=True)  # III.1: (Kèm theo …)
    authority: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # annex III template 1.2
    decision_word: Look = Look(size=14, allowed=(13, 14), bold=True)  # annex III template 1.2


@dataclass(frozen=True, kw_only=True)
class BodyStyle:
    """Box 6 and the levels of II.6; a level's size is the body's."""

    text: Look = Look(size=14, allowed=(13, 14), align=Align.JUSTIFY)  # box 6, II.6.d
    basis: Look = Look(size=14, allowed=(13, 14), italic=True, align=Align.JUSTIFY)  # II.6.a
    division: Look = Look(size=14, allowed=(13, 14), bold=True)  # II.6: "Chương I"
    division_title: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # II.6: title on the next line
    article: Look = Look(size=14, allowed=(13, 14), bold=True, align=Align.JUSTIFY)  # II.6: word, number, title
    roman: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True, align=Align.JUSTIFY)  # II.6 variant
    arabic: Look = Look(size=14, allowed=(13, 14), bold=True, align=Align.JUSTIFY)  # II.6 variant
    addressees: Look = Look(size=14, allowed=(13, 14))  # box 9a


@dataclass(frozen=True, kw_only=True)
class ClosingStyle:
    """Boxes 7, 9b, 12 and 13."""

    left_share: float = 0.5  # part IV diagram: the signature stands in the right half
    formula: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # box 7a
    second_office: Look = Look(size=14, allowed=(13, 14), bold=True)  # box 7b, above the name
    signer: Look = Look(size=14, allowed=(13, 14), bold=True)  # box 7b
    note: Look = Look(size=13, allowed=(13, 14), italic=True)  # ours: (Ký, ghi rõ họ tên) in minutes
    signature_space: float = 72.0  # ours: pt left for the signature and the seal (box 7c, 8)
    recipients_word: Look = Look(size=12, allowed=(12, 12), bold=True, italic=True, align=Align.LEFT)  # box 9b
    recipients: Look = Look(size=11, allowed=(11, 11), align=Align.LEFT)  # box 9b
    draftsman: Look = Look(size=11, allowed=(11, 11), upper=True, align=Align.LEFT)  # box 12, III.4
    address: Look = Look(size=11, allowed=(11, 12))  # box 13, III.5, under a line across the page
    digital_signature_note: Look = Look(size=10, allowed=(10, 10), align=Align.RIGHT)  # II.8: signed separate file


@dataclass(frozen=True, kw_only=True)
class CopyStyle:
    """The block that makes a paper a copy (annex III template 3.1); its other parts look as in a letterhead."""

    word: Look = Look(size=14, allowed=(13, 14), bold=True, upper=True)  # SAO Y, SAO LỤC, TRÍCH SAO
    line_weight: float = 0.75  # ours: the line across the page above it
    gap: float = 12.0  # ours: pt between the copied text and the line, and between the line and the block


@dataclass(frozen=True, kw_only=True)
class TableStyle:
    """Tables: the decree gives no number; 11-13 pt is usual in offices (*ours*)."""

    cell: Look = Look(size=12, allowed=(11, 13), align=Align.LEFT)
    header: Look = Look(size=12, allowed=(11, 13), bold=True)
    sizes: Range = (11, 13)
    padding_side: float = 1.4  # mm
    padding_above: float = 2.0  # pt
    border: float = 0.5  # pt
    gap: float = 8.0  # pt under the table
    chart: Look = Look(size=12, allowed=(11, 13), bold=True)  # title above a chart (*ours*)


@dataclass(frozen=True, kw_only=True)
class Style:
    """All of it; ``ND30`` is the one the office prints with."""

    page: PageStyle = PageStyle()
    text: TextStyle = TextStyle()
    letterhead: LetterheadStyle = field(default_factory=LetterheadStyle)
    title: TitleStyle = TitleStyle()
    body: BodyStyle = BodyStyle()
    closing: ClosingStyle = ClosingStyle()
    table: TableStyle = TableStyle()
    copy: CopyStyle = CopyStyle()
    draft: Look = Look(size=12, allowed=(11, 14), bold=True, upper=True, align=Align.RIGHT)  # ours
    draft_word: str = "DỰ THẢO"
    typeface: str = "Times New Roman"  # I.4


ND30 = Style()
