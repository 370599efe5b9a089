"""The head of a letter: number and symbol, day, issuer, type and subject, addressees. Pure functions.

Source of the order: Nghị định 30/2020/NĐ-CP, Phụ lục I. Text taken out of a PDF may put both columns on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from app.incoming.reader_paragraphs import Paragraph
from app.incoming.reader_views import LetterHead
from app.incoming.reader_words import DEMAND, Words
from app.kernel.text import fold

TYPES = (
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
    "Kết luận",
    "Công văn",
)
"""Types of Nghị định 30/2020/NĐ-CP, Điều 7; a letter without a type's name is a "Công văn"."""
_NATION = re.compile(r"\s*C[ỘO]NG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VI[ỆÊ]T NAM.*|\s*Đ[ộo]c lập.{0,3}Tự do.*", re.IGNORECASE)
_NATION_FOLDED = "cong hoa xa hoi chu nghia viet nam"
_NUMBER = re.compile(
    r"\bSố\s*:\s*(?P<number>\d{0,5})\s*(?P<rest>(?:[/-]\s*[A-ZĐ0-9][\w&Đđ]*(?:\s?[-/]\s?[A-ZĐ][\w&Đđ]*)*)?)"
)
_PLACE_DAY = re.compile(
    r"(?P<place>[^\W\d_][^,\d\n]{1,40}), ngày\s*(?P<d>\d{1,2})?[ .…_]*tháng\s*(?P<m>\d{1,2})?[ .…_]*năm\s*(?P<y>\d{4})?"
)
_SUBJECT = re.compile(r"(?<!\w)(?:V/v|Về việc|v/v)\s*:?\s*(.+)")
_TO = re.compile(r"Kính gửi\s*:?\s*")
_OFFICE = re.compile(
    r"(?:ỦY$|ỦY BAN|UBND|SỞ|PHÒNG|BỘ|BAN|HUYỆN|TỈNH|THÀNH PHỐ|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|CỤC|CHI CỤC|TRUNG TÂM"
    r"|HỘI|ĐẢNG|VĂN PHÒNG|CÔNG AN)\b"
)


def read_head(
    before: Sequence[Paragraph], addressees: Sequence[str], spoken: Sequence[str], rules: Words
) -> LetterHead:
    """The head from the paragraphs above the body; the issuer, where not printed, is who speaks in the body."""
    lines = [line for paragraph in before for line in [_NATION.sub("", paragraph.text).strip()] if line]
    whole = "\n".join(lines)
    day, year = _day(whole)
    return LetterHead(
        symbol=_symbol(whole),
        issued_on=day,
        year=year,
        issuer=_issuer(lines) or _speaker(spoken, rules),
        type_name=_type(lines, bool(addressees)),
        subject=_subject(lines),
        addressees=tuple(addressees),
    )


def addressees_of(paragraphs: Sequence[Paragraph]) -> tuple[list[str], int | None, int]:
    """(addressees, index of "Kính gửi" or None, index of the first paragraph behind them)."""
    for place, paragraph in enumerate(paragraphs):
        match = _TO.match(paragraph.text)
        if not match:
            continue
        told = paragraph.text[match.end() :].strip()
        found = [told] if told else []
        behind = place + 1
        while behind < len(paragraphs) and paragraphs[behind].marks and found[:1] != [told]:
            found.append(paragraphs[behind].text)
            behind += 1
        return [one.strip(" ;,.") for one in found if one.strip(" ;,.")], place, behind
    return [], None, 0


def is_head_line(text: str) -> bool:
    """Whether a line belongs above the body: issuer, motto, number, day, subject, name of a type."""
    shouted = text.upper() == text and any(letter.isalpha() for letter in text)
    return bool(
        _NATION.match(text)
        or _NUMBER.match(text)
        or _PLACE_DAY.fullmatch(text.strip())
        or _SUBJECT.match(text)
        or shouted
    )


def _symbol(whole: str) -> str:
    match = _NUMBER.search(whole)
    if not match:
        return ""
    return re.sub(r"\s+", "", match["number"] + match["rest"])


def _day(whole: str) -> tuple[date | None, int | None]:
    match = _PLACE_DAY.search(whole)
    if not match:
        return None, None
    year = int(match["y"]) if match["y"] else None
    if not (year and match["d"] and match["m"]):
        return None, year
    try:
        return date(year, int(match["m"]), int(match["d"])), year
    except ValueError:
        return None, year


def _issuer(lines: Sequence[str]) -> str:
    """The shouted lines above the number: the last office with its place, as "Ủy ban nhân dân huyện …"."""
    shouted: list[str] = []
    for line in lines:
        if _NUMBER.match(line) or _SUBJECT.match(line):
            break
        if fold(line) in _NATION_FOLDED:
            continue
        if line.upper() == line and (_OFFICE.match(line) or shouted) and line.capitalize() not in TYPES:
            shouted.append(line)
    if not shouted:
        return ""
    first = len(shouted) - 1
    while first and not re.match(
        r"(?:ỦY BAN|UBND|SỞ|PHÒNG|BỘ|BAN|CỤC|CHI CỤC|TRUNG TÂM|HỘI|VĂN PHÒNG|CÔNG AN)\b", shouted[first]
    ):
        first -= 1
    first -= bool(first and shouted[first - 1] == "ỦY")  # a name broken after its first word
    return _calm(" ".join(shouted[first:]))


_LEVELS = {"huyện", "tỉnh", "xã", "phường", "quận", "thị", "thành", "trấn", "phố"}
_ONE_WORD = {"sở", "phòng", "bộ", "ban", "cục", "hội"}
_TWO_WORDS = {"trung tâm", "văn phòng", "chi cục", "công an"}


def _calm(line: str) -> str:
    """A shouted line in the usual letters: "Ủy ban nhân dân huyện Khe Sậy", "Sở Khoa học và Công nghệ"."""
    words_of = line.lower().split()
    out: list[str] = []
    place = False
    for number, word in enumerate(words_of):
        level = word in _LEVELS
        named = place and not level
        before = words_of[number - 1] if number else ""
        begins = number == 0 or before == "và" or (number == 1 and before in _ONE_WORD)
        begins = begins or (number == 2 and " ".join(words_of[:2]) in _TWO_WORDS)
        place = place or level
        capital = named or (begins and not level)
        out.append(word.upper() if word in {"ubnd", "hđnd"} else word[:1].upper() + word[1:] if capital else word)
    return " ".join(out)


def _speaker(spoken: Sequence[str], rules: Words) -> str:
    for sentence in spoken:
        match = DEMAND.search(sentence)
        if match is None or not rules.actor.match(sentence, match.end()):
            continue
        speakers = list(rules.actor.finditer(sentence, max(0, match.start() - 70), match.start()))
        speaker = next((one for one in speakers if sentence[one.start()].isupper()), None)
        if speaker and not re.search(r"[,;:.]", sentence[speaker.start() : match.start()]):
            return sentence[speaker.start() : match.start()].strip().removeprefix("Chủ tịch ").strip()
    return ""


def _type(lines: Sequence[str], is_letter: bool) -> str:
    for line in lines:
        bare = line.strip(" .:*").capitalize()
        if line.upper() == line and bare in TYPES:
            return bare
        begun = next((name for name in TYPES if line.startswith(name.upper() + " ")), "")
        if begun:
            return begun
    return "Công văn" if is_letter or any(_SUBJECT.match(line) for line in lines) else ""


def _subject(lines: Sequence[str]) -> str:
    for place, line in enumerate(lines):
        if match := _SUBJECT.search(line):
            return _PLACE_DAY.sub("", match[1]).strip(" .;")
        if line.upper() == line and line.strip(" .:").capitalize() in TYPES and place + 1 < len(lines):
            below = list(takewhile(str.isupper, lines[place + 1 :])) or lines[place + 1 : place + 2]
            words = " ".join(below).strip(" .;")
            return words.capitalize() if words.isupper() else words
    return ""
