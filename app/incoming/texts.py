"""A letter's text as it is kept: composed letters and one kind of line end, nothing else changed; what it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.documents.citing import Mention, parse_citations, symbol_key
from app.documents.views import CitationView
from app.incoming.reader_head import TYPES
from app.incoming.reader_text import MendedLine
from app.incoming.views import CitedText

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_TYPE_BEFORE = re.compile(
    rf"(?P<type>Chương trình hành động|{'|'.join(sorted(TYPES, key=len, reverse=True))}|Nghị định|Thông tư|Luật)"
    r"\s+(?:số\s+)?$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:của [^,;.:()\d]{2,90}?\s+)?(?P<title>(?:về|ban hành|phê duyệt|hướng dẫn|quy định|giao)\b[^;(.]{3,300}?)"
    r"(?=[;(.]|, (?:Ủy|UBND|Sở|đề nghị|yêu cầu)|$)"
)
_NAMES = {"chương trình hành động": "Chương trình hành động"}


def kept_text(text: str) -> str:
    """The text in normal form C with plain line ends; tone marks, spaces and lines stay as they came."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", plain)).rstrip("\n")


def readable(lines: Sequence[MendedLine]) -> str:
    """The mended lines joined, for finding what they cite."""
    return " ".join(line.traced.text.strip() for line in lines if line.came.strip())


def cited_texts(joined: str, known: Sequence[CitationView], own_symbol: str = "") -> list[CitedText]:
    """Each text a letter (``readable``) names once, however its symbol is spelled; its fullest mention speaks."""
    best: dict[str, Mention] = {}
    for mention in parse_citations(joined):
        if mention.key == symbol_key(own_symbol) or not re.search(r"[A-ZĐ]{2}", mention.symbol):
            continue
        held = best.get(mention.key)
        if held is None or _fullness(mention) > _fullness(held):
            best[mention.key] = mention
    return [_cited(joined, mention, known) for mention in best.values()]


def known_as(symbol: str, issued_on: object, known: Sequence[CitationView]) -> CitationView | None:
    """The entry of the table that is meant: same symbol however spelled, and the same day where both say one."""
    key = symbol_key(symbol)
    same = [entry for entry in known if symbol_key(entry.symbol) == key] if key else []
    exact = [entry for entry in same if entry.issued_on == issued_on]
    open_ = [entry for entry in same if issued_on is None or entry.issued_on is None]
    return next(iter(exact or open_), None)


def _fullness(mention: Mention) -> tuple[bool, bool]:
    return mention.day is not None, bool(mention.issuer)


def _cited(joined: str, mention: Mention, known: Sequence[CitationView]) -> CitedText:
    entry = known_as(mention.symbol, mention.day, known)
    if entry is not None:
        return CitedText(
            symbol=entry.symbol,
            type_name=entry.type_name,
            issued_on=entry.issued_on,
            issuer=entry.issuer,
            title=entry.title,
            citation=entry.uid,
        )
    kind = _TYPE_BEFORE.search(joined[max(0, mention.start - 40) : mention.start])
    title = _TITLE.match(joined, mention.end)
    told = kind["type"].lower() if kind else ""
    return CitedText(
        symbol=mention.symbol,
        type_name=_NAMES.get(told, told.capitalize()) or "Văn bản",
        issued_on=mention.day,
        issuer=mention.issuer,
        title=title["title"].strip(" ,") if title else "",
        citation=None,
    )
