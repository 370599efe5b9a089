"""How a legal text is cited, and what citations found in a text say against the table of citations.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 6. Pure functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import resources
from app.documents.content import BLANK
from app.documents.views import CitationView
from app.kernel.days import paper_day, show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.text import fold
from app.kernel.words import _

SOURCE = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 6"
CHECKED_NOTE = "Đã đối chiếu với bản gốc"
"""Begins what the note of a citation says once the officer compared it."""
REPLACE_TEXT = "text.replace"
"""Code of the fix that replaces ``old`` by ``new`` in the text at ``path``."""

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_SYMBOL = re.compile(
    r"(?<![\w/.-])(\d{1,5})(?:\s?/\s?(\d{4}))?\s?[/-]\s?([A-ZĐ][A-Za-zĐđ&]*\d{0,2}(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđ0-9&]*)*)"
    r"(?!\w)"
)
_SLASHED = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"
_WORDED = r"(?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}) năm (?P<y2>\d{4})"
_DAY = re.compile(rf"\s*,?\s*(?:của (?P<by>[^,;.:()\d]{{2,80}}?) )?ngày (?:{_SLASHED}|{_WORDED})")
_DANGLING = re.compile(r"\s*,?\s*ngày(?! *\d)")
_BY = re.compile(r"\s*,?\s*của ([^,;.:()\d]{2,90})")
_TITLE_BEGINS = re.compile(
    r" (?:về|ban hành|phê duyệt|hướng dẫn|quy định|giao|triển khai|sửa đổi|chỉ đạo|đã|để|là|yêu cầu)(?= |$)",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(r"(.*?\b(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b(?:\s[^\W\da-zđ]\w*)*)")
"""An issuer with its level and the name of its place; what follows in small letters belongs to the title."""
_SPELLED = {
    "ubnd": "uy ban nhan dan",
    "hđnd": "hoi dong nhan dan",
    "btv": "ban thuong vu",
    "stttt": "so thong tin va truyen thong",
    "ttg": "thu tuong chinh phu",
    "bttt": "bo thong tin va truyen thong",
}


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A citation found in a text: what it says and where it stands."""

    symbol: str
    day: date | None
    day_text: str
    issuer: str
    dangling: bool
    """Whether it says “ngày” and gives none."""
    start: int
    end: int

    @property
    def key(self) -> str:
        """What two spellings of one symbol share."""
        return symbol_key(self.symbol)


def symbol_key(symbol: str) -> str:
    """``03/CTr-UBND``, ``03-CTr/UBND`` and ``3/CTr -UBND`` give one key; ``30/2020/NĐ-CP`` keeps its year."""
    return "/".join(part.lstrip("0") for part in re.split(r"[\s/-]+", symbol.strip().upper()) if part)


def cite(citation: CitationView, full: bool = True, *, law_numbers: bool = False) -> str:
    """The citation as printed, without ``Căn cứ`` and final mark; a later one (``full=False``) names type and symbol.

    Laws and ordinances bear neither number nor issuer, unless ``law_numbers``. What the table lacks prints as a blank.
    """
    day = paper_day(citation.issued_on) if citation.issued_on else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    if citation.type_name in _LAWS:
        named = f"{citation.type_name} {citation.title}".strip()
        if law_numbers and citation.symbol:
            named += f" số {citation.symbol}"
        return f"{named} {day}" if full else named
    short = f"{citation.type_name} số {citation.symbol}"
    if not full:
        return short
    return f"{short} {day} của {citation.issuer or BLANK} {_continued(citation.title)}".strip()


def parse_citations(text: str) -> list[Mention]:
    """Every symbol in a text with the day and issuer said right behind it."""
    return [_mention(text, match) for match in _SYMBOL.finditer(text)]


@lru_cache(maxsize=1)
def known_citations() -> tuple[CitationView, ...]:
    """The table the program brings along (resources/rules/citations.json); a new store begins with it."""
    entries = json.loads(resources.path("rules/citations.json").read_text(encoding="utf-8"))["citations"]
    return tuple(_known(entry) for entry in entries)


def is_checked(symbol: str, issued_on: date | None, note: str) -> bool:
    """Whether a kept citation was compared with its original: mended by the officer, confirmed, or never in doubt."""
    doubted = any(
        not known.checked and known.symbol == symbol and known.issued_on == issued_on for known in known_citations()
    )
    return not doubted or CHECKED_NOTE in note


def find(symbol: str, citations: Iterable[CitationView]) -> CitationView | None:
    """The first entry with that symbol, however it is spelled."""
    key = symbol_key(symbol)
    return next((entry for entry in citations if symbol_key(entry.symbol) == key), None)


def citation_findings(
    texts: Iterable[tuple[str, str]], citations: Sequence[CitationView], *, day: date | None, uid: str = ""
) -> list[Finding]:
    """What texts (path, text) cite wrongly: date, issuer, no date, later than the paper, replaced, unknown."""
    table: dict[str, list[CitationView]] = {}
    for entry in citations:
        table.setdefault(symbol_key(entry.symbol), []).append(entry)
    by_uid = {entry.uid: entry for entry in citations}
    mentions = [(path, mention) for path, text in texts for mention in parse_citations(text)]
    dated = {mention.key for _path, mention in mentions if mention.day}
    findings: list[Finding] = []
    seen: set[str] = set()
    for path, mention in mentions:
        known = _matching(mention, table.get(mention.key, []))
        first = mention.key not in seen
        seen.add(mention.key)
        if known is not None:
            findings += _against(known, mention, path)
            if first:
                findings += judge(known, by_uid, day=day, field=path)
        elif first:
            findings.append(_unknown(mention, path))
            findings += _later(mention.symbol, mention.day, day, path)
        if mention.dangling or (first and mention.key not in dated):
            findings.append(_undated(mention, known, path))
    return [_of(finding, uid) for finding in findings + _two_dates(mentions)]


def judge(entry: CitationView, by_uid: dict[str, CitationView], *, day: date | None, field: str) -> list[Finding]:
    """What the table itself says against citing an entry in a paper of that day."""
    findings = _later(entry.symbol, entry.issued_on, day, field)
    if not entry.checked:
        findings.append(_unchecked(entry, field))
    if day is None:
        return findings
    newer = by_uid.get(entry.replaced_by or "")
    begun = (newer.valid_from or newer.issued_on) if newer else None
    if newer and begun and begun <= day:
        findings.append(
            _finding(
                "CIT-REPLACED",
                Severity.WARNING,
                _("{symbol} đã được thay thế bởi {newer} từ ngày {begun}.").format(
                    symbol=entry.symbol, newer=newer.symbol, begun=show_day(begun)
                ),
                field,
            )
        )
    elif entry.valid_to and entry.valid_to < day:
        findings.append(
            _finding(
                "CIT-EXPIRED",
                Severity.WARNING,
                _("{symbol} hết hiệu lực từ sau ngày {last}.").format(
                    symbol=entry.symbol, last=show_day(entry.valid_to)
                ),
                field,
            )
        )
    return findings


def _known(entry: dict[str, Any]) -> CitationView:
    def day(name: str) -> date | None:
        text = entry[name]
        return date.fromisoformat(text) if text else None

    symbol = entry["symbol"] or ""
    return CitationView(
        uid=symbol,
        symbol=symbol,
        type_name=entry["type_name"] or "",
        issued_on=day("issued_on"),
        issuer=entry["issuer"] or "",
        title=entry["title"] or "",
        replaced_by=entry["replaced_by"],
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        note=str(entry["note"] or ""),
        checked=entry.get("checked") is not False,
    )


def _continued(title: str) -> str:
    return title if not title or title[0].islower() else f"về {title}"


def _mention(text: str, match: re.Match[str]) -> Mention:
    rest = match.end()
    told = _DAY.match(text, rest)
    end = told.end() if told else rest
    by = told["by"] if told and told["by"] else ""
    dangling = None if told else _DANGLING.match(text, rest)
    if not by and (behind := _BY.match(text, dangling.end() if dangling else end)):
        by = _issuer_of(behind[1])
    return Mention(
        symbol=re.sub(r"\s+", "", match[0]),
        day=_real_day(told),
        day_text=told[0].strip(" ,") if told else "",
        issuer=by.strip(),
        dangling=dangling is not None,
        start=match.start(),
        end=end,
    )


def _issuer_of(behind: str) -> str:
    named = _TITLE_BEGINS.split(behind)[0]
    placed = _OF_A_PLACE.match(named)
    return placed[1] if placed else named


def _real_day(told: re.Match[str] | None) -> date | None:
    if told is None:
        return None
    try:
        return date(int(told["y"] or told["y2"]), int(told["m"] or told["m2"]), int(told["d"] or told["d2"]))
    except ValueError:
        return None


def _matching(mention: Mention, entries: list[CitationView]) -> CitationView | None:
    """The entry meant; none where day and issuer both name another paper of the same number."""
    same_day = [entry for entry in entries if mention.day and entry.issued_on == mention.day]
    if same_day:
        return same_day[0]
    agreeing = [entry for entry in entries if not mention.issuer or _same_issuer(mention.issuer, entry.issuer)]
    if agreeing:
        return agreeing[0]
    return entries[0] if entries and mention.day is None else None


def _same_issuer(said: str, known: str) -> bool:
    one, other = _issuer_words(said), _issuer_words(known)
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _issuer_words(issuer: str) -> list[str]:
    words = [_SPELLED.get(word.lower(), fold(word)) for word in re.findall(r"\w+", issuer)]
    folded = " ".join(words).replace("tt tt", "thong tin va truyen thong")
    return folded.removeprefix("chu tich ").split()


def _against(entry: CitationView, mention: Mention, path: str) -> list[Finding]:
    findings = []
    if mention.day and entry.issued_on and mention.day != entry.issued_on:
        right = "ngày " + show_day(entry.issued_on)
        findings.append(
            _finding(
                "CIT-DATE",
                Severity.WARNING,
                _("{symbol} ghi ngày {said}, bảng văn bản ghi ngày {known}.").format(
                    symbol=mention.symbol, said=show_day(mention.day), known=show_day(entry.issued_on)
                ),
                path,
                fix=_fix(path, mention.day_text, right),
            )
        )
    elif mention.day_text and mention.day is None:
        findings.append(
            _finding(
                "CIT-DATE",
                Severity.ERROR,
                _("{symbol}: không có “{said}”.").format(symbol=mention.symbol, said=mention.day_text),
                path,
            )
        )
    if mention.issuer and entry.issuer and not _same_issuer(mention.issuer, entry.issuer):
        findings.append(
            _finding(
                "CIT-ISSUER",
                Severity.WARNING,
                _("{symbol} ghi cơ quan ban hành là {said}, bảng văn bản ghi {known}.").format(
                    symbol=mention.symbol, said=mention.issuer, known=entry.issuer
                ),
                path,
                fix=_fix(path, mention.issuer, entry.issuer),
            )
        )
    return findings


def _later(symbol: str, issued: date | None, day: date | None, path: str) -> list[Finding]:
    if issued is None or day is None or issued <= day:
        return []
    return [
        _finding(
            "CIT-LATER",
            Severity.ERROR,
            _("{symbol} ban hành ngày {issued}, sau ngày của văn bản này ({day}).").format(
                symbol=symbol, issued=show_day(issued), day=show_day(day)
            ),
            path,
        )
    ]


def _unchecked(entry: CitationView, path: str) -> Finding:
    return _finding(
        "CIT-UNCHECKED",
        Severity.WARNING,
        _("{symbol} ngày {day}: cần kiểm tra, ngày này chưa được đối chiếu với bản gốc.").format(
            symbol=entry.symbol, day=show_day(entry.issued_on)
        ),
        path,
    )


def _undated(mention: Mention, entry: CitationView | None, path: str) -> Finding:
    fix = None
    if entry and entry.issued_on and not mention.dangling:
        fix = _fix(path, mention.symbol, f"{mention.symbol} ngày {show_day(entry.issued_on)}")
    return _finding(
        "CIT-NO-DATE",
        Severity.WARNING,
        _("{symbol} được viện dẫn mà không ghi ngày ban hành.").format(symbol=mention.symbol),
        path,
        fix=fix,
    )


def _unknown(mention: Mention, path: str) -> Finding:
    return _finding(
        "CIT-UNKNOWN",
        Severity.HINT,
        _("{symbol} chưa có trong bảng văn bản viện dẫn.").format(symbol=mention.symbol),
        path,
    )


def _two_dates(mentions: list[tuple[str, Mention]]) -> list[Finding]:
    days: dict[str, set[date]] = {}
    for _path, mention in mentions:
        if mention.day:
            days.setdefault(mention.key, set()).add(mention.day)
    found = []
    for path, mention in mentions:
        told = sorted(days.pop(mention.key, ()))
        if len(told) > 1:
            found.append(
                _finding(
                    "CIT-TWO-DATES",
                    Severity.WARNING,
                    _("{symbol} được ghi nhiều ngày khác nhau trong văn bản: {days}.").format(
                        symbol=mention.symbol, days=", ".join(map(show_day, told))
                    ),
                    path,
                )
            )
    return found


def _fix(path: str, old: str, new: str) -> Fix:
    return Fix(code=REPLACE_TEXT, label=_("Sửa giúp tôi"), values={"path": path, "old": old, "new": new})


def _finding(code: str, severity: Severity, message: str, path: str, *, fix: Fix | None = None) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        noun="document",
        field=path,
        fix=fix,
        source=SOURCE,
        rule=_("Căn cứ ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu."),
    )


def _of(finding: Finding, uid: str) -> Finding:
    return Finding(**{**vars(finding), "uid": uid}) if uid else finding
