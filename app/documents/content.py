"""What a paper says, as the structure an officer edits: kept as JSON until the paper is signed.

Articles, clauses, points and headings carry no numbers: they are counted when the paper is made
(``app.documents.paper``). Texts may hold derived figures such as ``{teams}``, which are looked up in the bodies the
paper is about; ``FIGURES`` names them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from app.documents.strict_json import from_json, to_json
from app.kernel.words import N_
from db.vocabulary import SigningForm

FIGURES = {
    "teams": N_("số Tổ, lấy từ danh sách"),
    "members": N_("số thành viên các Tổ, lấy từ danh sách"),
    "hamlets": N_("số thôn, lấy từ danh sách thôn"),
    "committee_members": N_("số thành viên Ban Chỉ đạo, lấy từ danh sách"),
    "last_article": N_("số của Điều cuối cùng"),
    "articles": N_("số Điều của văn bản"),
}
"""Derived figures a text may name in braces, with what the window says about each."""

BLANK = "……"
"""What a template value that is not known prints as: seen, searched for, never silently missing."""

_FIGURE = re.compile(r"\{([a-z_]+)\}")


class Issuer(StrEnum):
    """Whose name stands top left: the people's committee, the steering committee, or a unit of the former."""

    OFFICE = "office"
    COMMITTEE = "committee"
    UNIT = "unit"


class Authority(StrEnum):
    """Who decides, as printed above the bases of a decision; none on other papers (decree 30/2020, appendix III)."""

    NONE = "none"
    HEAD = "head"
    COLLECTIVE = "collective"
    COMMITTEE = "committee"
    COMMITTEE_HEAD = "committee_head"


class Urgency(StrEnum):
    """Box 10b."""

    NONE = ""
    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    IMMEDIATE = "HỎA TỐC"


class Circulation(StrEnum):
    """Box 11."""

    NONE = ""
    RETURN = "XEM XONG TRẢ LẠI"
    INTERNAL = "LƯU HÀNH NỘI BỘ"


class HeadingLevel(StrEnum):
    """Headings of regulations (chapter …) and of plans and reports (``I.``, ``1.``)."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ROMAN = "roman"
    ARABIC = "arabic"


class RosterMode(StrEnum):
    """Which personal data a list prints: less for what may be put on a board, phones only on request."""

    PUBLIC = "public"
    DECISION = "decision"
    SUPERIOR = "superior"
    INTERNAL = "internal"


@dataclass(frozen=True, kw_only=True)
class Article:
    """Điều: counted through the whole paper."""

    kind: Literal["article"] = "article"
    title: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Khoản: counted within its article or heading."""

    kind: Literal["clause"] = "clause"
    title: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """Điểm: lettered within its clause or article."""

    kind: Literal["point"] = "point"
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Plain text, with the dash of a list already in it where wanted."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    centered: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading, counted within the next higher one."""

    kind: Literal["heading"] = "heading"
    level: HeadingLevel
    title: str


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """A column's title and its share of the width, in parts."""

    title: str
    weight: int = 10
    centered: bool = False


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    """A ruled table of texts; a row with fewer texts than columns ends in empty cells."""

    kind: Literal["table"] = "table"
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChartLine:
    """One figure for each label of a chart; None where it is missing."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class ChartBlock:
    """A bar chart of counted figures: columns for months, rows for places."""

    kind: Literal["chart"] = "chart"
    title: str
    labels: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    by_place: bool = False


Block: TypeAlias = Article | Clause | Point | Paragraph | Heading | TableBlock | ChartBlock


@dataclass(frozen=True, kw_only=True)
class BasisLine:
    """One căn cứ, without its final mark: written from the citation table, or as typed where ``text`` is given."""

    citation: str | None = None
    """Uid of the citation."""
    text: str = ""
    full: bool = True
    """First citation of a text: with date, issuer and title."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One line of Nơi nhận without dash and final mark; ``purpose`` such as ``để b/c`` is printed in brackets."""

    text: str
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Who signs and how: the formula's lines, a second office above the name, the name as printed."""

    form: SigningForm
    titles: tuple[str, ...]
    person: str | None = None
    """Uid of the person; none where only a name was typed."""
    name: str = ""
    second_office: str = ""


@dataclass(frozen=True, kw_only=True)
class AnnexPart:
    """A list made from bodies, or an attached text with its own title block."""

    kind: Literal["roster", "assignment", "committee_list", "text"]
    title: str = ""
    subtitle: str = ""
    mode: RosterMode = RosterMode.DECISION
    with_phones: bool = False
    """Phones are printed only when asked for, even where the mode allows them."""
    bodies: tuple[str, ...] = ()
    """Uids; empty means all bodies the paper is about."""
    numbered: bool = False
    """Prints a ``Phụ lục`` line with a Roman number where there are several."""
    landscape: bool = False
    own_header: bool = False
    """An attached document of an indirect decision brings its own head (decree 30/2020, template 1.3)."""
    type_name: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What minutes say around their text (decree 30/2020, template 1.9)."""

    began: str = ""
    ended: str = ""
    place: str = ""
    attendees: tuple[str, ...] = ()
    absent: str = ""
    chair: str = ""
    secretary: str = ""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What an invitation says (decree 30/2020, template 1.7)."""

    invitees: tuple[str, ...] = ()
    purpose: str = ""
    chair: str = ""
    time: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """A whole paper but for its subject, number and date, which the document itself keeps."""

    signing: Signing
    issuer: Issuer = Issuer.OFFICE
    issuer_name: str = ""
    """Name of the committee or unit where it issues; its parent is the people's committee."""
    authority: Authority = Authority.NONE
    bases: tuple[BasisLine, ...] = ()
    proposal: str = ""
    """Last basis, ``Theo đề nghị của …`` without final mark."""
    blocks: tuple[Block, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    archive: str = ""
    """What follows ``Lưu: ``, such as ``VT, VHXH``."""
    annexes: tuple[AnnexPart, ...] = ()
    minutes: Minutes | None = None
    invitation: Invitation | None = None
    urgency: Urgency = Urgency.NONE
    circulation: Circulation = Circulation.NONE
    draftsman: str = ""
    """The drafter's initials of box 12."""
    copies: int = 0
    """Number of copies of box 12; 0 prints none."""


def content_from_json(value: object) -> Content:
    """The content as kept in the store or in a file; refuses DOC-10 … DOC-13 naming the path of what is wrong."""
    content: Content = from_json(Content, value, "content")
    return content


def content_to_json(content: Content) -> dict[str, Any]:
    """Plain JSON with every field, the inverse of ``content_from_json``."""
    written: dict[str, Any] = to_json(content)
    return written


def figures_in(text: str) -> tuple[str, ...]:
    """Names in braces within a text, known or not, in order."""
    return tuple(_FIGURE.findall(text))


def with_figures(text: str, figures: dict[str, str]) -> str:
    """The text with its derived figures written; a name without a figure stays as it is, for the rules to report."""
    return _FIGURE.sub(lambda match: figures.get(match[1], match[0]), text) if "{" in text else text


def texts_of(content: Content) -> list[tuple[str, str]]:
    """Every text a person may edit, with the path under which the editor shows it, in printing order."""
    found: list[tuple[str, str]] = []
    _collect(to_json(content), "", found)
    return [(path, text) for path, text in found if path not in _CHOICES]


_CHOICES = {"issuer", "authority", "urgency", "circulation", "signing.form", "signing.person"}
_CHOICE_ENDS = ("mode", "kind", "level", "citation", "bodies")


def _collect(value: object, path: str, found: list[tuple[str, str]]) -> None:
    if isinstance(value, str) and value:
        found.append((path, value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _CHOICE_ENDS:
                _collect(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _collect(inner, f"{path}[{place}]", found)
