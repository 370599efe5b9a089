"""Vietnamese text from before Unicode: TCVN3 (ABC, .VnTime fonts), VNI and Windows-1258, recognised by its syllables.

Old lists hold letters of another alphabet that only an old font shows right. The reading in which most marked words
are Vietnamese syllables wins; plain Unicode wins a tie.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from app.kernel.text import TONES, is_syllable

_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ",
    "àảãáạ",
    "ằẳẵắ",
    "ặầẩẫấậè",
    "ẻẽéẹềểễếệìỉ",
    "ĩíịò",
    "ỏõóọồổỗốộờởỡớợù",
    "ủũúụừửữứựỳỷỹýỵ",
)
_TCVN3_STARTS = (0xA1, 0xB5, 0xBB, 0xC6, 0xCE, 0xDC, 0xE1, 0xF1)
_TCVN3 = {
    start + step: letter
    for start, letters in zip(_TCVN3_STARTS, _TCVN3_LETTERS, strict=True)
    for step, letter in enumerate(letters)
}

_VNI_MARKS = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        table |= {base + sign: _VNI_SINGLE.get(base, base) + tone for sign, tone in _VNI_MARKS.items()}
    for base in "aeo":
        table |= {base + sign: base + "\u0302" + tone for sign, tone in _VNI_HAT.items()}
    table |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVE.items()}
    capitals = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items()}
    return table | capitals | {key.upper(): letter.upper() for key, letter in table.items()}


_VNI = _vni_table()
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Text whose characters are really TCVN3 bytes, turned into Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text whose characters are really VNI byte pairs, turned into Unicode."""
    return unicodedata.normalize("NFC", _VNI_SIGN.sub(lambda sign: _VNI[sign[0]], text))


CONVERSIONS: tuple[tuple[str, Callable[[str], str]], ...] = (("TCVN3", from_tcvn3), ("VNI", from_vni))


def legacy_font_of(texts: Iterable[str]) -> tuple[str, Callable[[str], str]] | None:
    """The old font in which texts were typed, with the conversion; None where they are sound Unicode."""
    sample = ""
    for text in texts:
        if not text.isascii():
            sample += text + "\n"
        if len(sample) > _SAMPLE:
            break
    best, conversion = plausibility(unicodedata.normalize("NFC", sample)), None  # decomposed letters are sound Unicode
    for name, convert in CONVERSIONS:
        if (score := plausibility(convert(sample))) > best + 1:
            best, conversion = score, (name, convert)
    return conversion


def decode(raw: bytes) -> tuple[str, str]:
    """Text of a file and the name of its encoding: by byte order mark, then UTF-8, then the most Vietnamese reading."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    latin = raw.decode("latin-1")
    readings = [("cp1258", unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace")))]
    readings += [(name, convert(latin)) for name, convert in CONVERSIONS]
    encoding, text = max(readings, key=lambda reading: plausibility(reading[1][:_SAMPLE]))
    return text, encoding


def plausibility(text: str) -> int:
    """Vietnamese syllables among the words with a mark, less the words that are none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    broken = sum(text.count(sign) for sign in "\ufffd" + TONES)
    return sum(1 if is_syllable(word) else -1 for word in words) - broken
