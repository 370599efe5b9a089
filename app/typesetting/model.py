"""What a paper says, as blocks; how it looks is nd30.py's business and drawing it the renderers'.

The boxes are those of decree 30/2020/NĐ-CP, annex I part IV ("ô số"). Texts are Vietnamese, already worded by the
caller; a ``\\n`` inside a text forces a line break. Papers are Vietnamese, whatever language the window speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from app.typesetting.plain import Plain


class Align(StrEnum):
    """Where text stands between its edges."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Orientation(StrEnum):
    """How an A4 sheet lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, kw_only=True)
class Run(Plain):
    """A stretch of text in one weight and slant."""

    text: str
    bold: bool = False
    italic: bool = False


Text: TypeAlias = str | tuple[Run, ...]
"""Plain text, or runs one after the other without a gap."""


@dataclass(frozen=True, kw_only=True)
class UrgencyMark(Plain):
    """Box 10b: HỎA TỐC, THƯỢNG KHẨN or KHẨN in a red rectangle."""

    text: str


@dataclass(frozen=True, kw_only=True)
class CirculationMark(Plain):
    """Box 11: XEM XONG TRẢ LẠI or LƯU HÀNH NỘI BỘ in a rectangle."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Letterhead(Plain):
    """Boxes 1-4, 5b, 10b and 11: who issues, the national title, number, place and date.

    ``number_text`` '' and ``day`` None print the blank forms that are filled in by pen; ``year`` and ``month`` are then
    printed where known. ``subject_line`` is the ``V/v …`` of a công văn (box 5b). Minutes have no place and date
    (``with_place_date=False``); a document attached to a decision has no number either (``with_number=False``).
    """

    issuer: tuple[str, ...]
    parent: str = ""
    number_text: str = ""
    symbol: str = ""
    place: str = ""
    day: date | None = None
    year: int | None = None
    month: int | None = None
    subject_line: str = ""
    with_place_date: bool = True
    with_number: bool = True
    urgency: UrgencyMark | None = None
    circulation: CirculationMark | None = None


@dataclass(frozen=True, kw_only=True)
class TypeTitle(Plain):
    """Box 5a: the type of the document in capitals and its subject (trích yếu), with the rule under it."""

    type_name: str
    subject: str = ""
    with_rule: bool = True


@dataclass(frozen=True, kw_only=True)
class ReferenceLine(Plain):
    """The italic ``(Kèm theo Quyết định số …)`` under the title of an annex or attached document."""

    text: str


@dataclass(frozen=True, kw_only=True)
class AuthorityLine(Plain):
    """Who decides, in capitals: ``CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …``."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Basis(Plain):
    """One căn cứ: italic, one per paragraph, its final ``;`` or ``.`` included."""

    text: str


@dataclass(frozen=True, kw_only=True)
class DecisionWord(Plain):
    """The centred bold ``QUYẾT ĐỊNH:`` before the first article."""

    text: str = "QUYẾT ĐỊNH:"


@dataclass(frozen=True, kw_only=True)
class Addressees(Plain):
    """Box 9a, Kính gửi: one name on the same line; several each on an own line, dashes under the colon.

    Names come without dash and without final mark for several (the printer sets ``- …;`` and a last ``.``).
    """

    names: tuple[str, ...]
    word: str = "Kính gửi:"


@dataclass(frozen=True, kw_only=True)
class Paragraph(Plain):
    """Body text; ``indent`` is the number of steps (1 cm or 1.27 cm) the whole paragraph moves right."""

    text: Text
    align: Align = Align.JUSTIFY
    first_line_indent: bool = True
    indent: int = 0
    keep_with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Article(Plain):
    """Điều: with a title that line is bold and ``text`` follows in its own paragraph, else ``text`` runs on."""

    number: int | str
    title: str = ""
    text: Text = ""


@dataclass(frozen=True, kw_only=True)
class Clause(Plain):
    """Khoản ``1.``: with a title that line is bold and ``text`` follows in its own paragraph, else ``text`` runs on."""

    number: int | str
    title: str = ""
    text: Text = ""


@dataclass(frozen=True, kw_only=True)
class Point(Plain):
    """Điểm ``a)``."""

    letter: str
    text: Text


class HeadingLevel(StrEnum):
    """Phần, Chương, Mục, Tiểu mục are centred; ``I.`` and ``1.`` head the parts of reports, plans and notices."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ROMAN = "roman"
    ARABIC = "arabic"


@dataclass(frozen=True, kw_only=True)
class Heading(Plain):
    """A heading; ``number`` is given bare (``II``, ``3``), the word and the full stop are the printer's."""

    level: HeadingLevel
    title: str
    number: int | str = ""


@dataclass(frozen=True, kw_only=True)
class Column(Plain):
    """A column: its header, its share of the table's width, and where its cells' text stands."""

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True)
class HeaderSpan(Plain):
    """A cell of the upper header row over ``columns`` columns; '' joins the column's own title upwards."""

    title: str = ""
    columns: int = 1


@dataclass(frozen=True, kw_only=True)
class Row(Plain):
    """One row, a text for each column; missing last cells print empty."""

    cells: tuple[Text, ...]
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupRow(Plain):
    """A bold sub-header over all columns, kept with the row after it."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True)
class Table(Plain):
    """A ruled table whose header repeats on every page; ``cell_size`` in pt, 11-13 (0: the style's)."""

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...] = ()
    upper_header: tuple[HeaderSpan, ...] = ()
    cell_size: float = 0.0


class ChartForm(StrEnum):
    """Columns for what follows in time, rows for places with long names."""

    COLUMNS = "columns"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class ChartSeries(Plain):
    """One figure for each label of a chart; None where it is missing."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class Chart(Plain):
    """A bar chart with its title; ``height`` in mm, for columns only."""

    title: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    form: ChartForm = ChartForm.COLUMNS
    height: float = 55.0


@dataclass(frozen=True, kw_only=True)
class Signature(Plain):
    """Box 7: lines such as ``TM. ỦY BAN NHÂN DÂN`` / ``CHỦ TỊCH``, a second office above the name, the name."""

    formula: tuple[str, ...]
    signer: str = ""
    second_office: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftsmanMark(Plain):
    """Box 12: the drafter's initials and the number of copies, ``PL.(300)``."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SignatureBlock(Plain):
    """Boxes 7, 9b and 12: Nơi nhận on the left, signature on the right; never alone on a page.

    ``recipients`` are whole items as printed: ``- Như Điều 3;`` … ``- Lưu: VT, VHXH.``. With ``left`` (minutes) two
    signatures stand side by side and the recipients below them.
    """

    signature: Signature
    left: Signature | None = None
    recipients: tuple[str, ...] = ()
    draftsman: DraftsmanMark | None = None


@dataclass(frozen=True, kw_only=True)
class CopyBlock(Plain):
    """What makes a paper a copy (annex III template 3.1): under a line across the page who copied it, how and when.

    ``word`` is SAO Y, SAO LỤC or TRÍCH SAO. Number, day and month may be open as in a letterhead.
    """

    word: str
    head: Letterhead
    signature: Signature
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows begins a new page of the same numbering."""


Block: TypeAlias = (
    TypeTitle
    | ReferenceLine
    | AuthorityLine
    | Basis
    | DecisionWord
    | Addressees
    | Paragraph
    | Article
    | Clause
    | Point
    | Heading
    | Table
    | Chart
    | SignatureBlock
    | CopyBlock
    | PageBreak
)


@dataclass(frozen=True, kw_only=True)
class Annex(Plain):
    """An annex on its own pages with its own page numbers.

    ``number`` None prints no "Phụ lục" line (a roster, an attached document), '' ``Phụ lục``, 'I' ``Phụ lục I``.
    A document attached to an indirect decision brings its own ``letterhead`` and a TypeTitle among its blocks.
    """

    blocks: tuple[Block, ...]
    number: str | None = None
    title: str = ""
    subtitle: str = ""
    reference: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    letterhead: Letterhead | None = None


@dataclass(frozen=True, kw_only=True)
class Document(Plain):
    """A whole paper; ``title`` and ``subject`` go into the file's properties only."""

    title: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    subject: str = ""
    language: str = "vi"
    annexes: tuple[Annex, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    draft_mark: bool = False
    address: tuple[str, ...] = ()
