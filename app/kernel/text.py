"""Vietnamese text as it is stored and searched: one normal form, tone marks in one place, a fold for searching.

Pure functions. Everything a person types or pastes passes ``clean_line`` or ``clean_block`` before it is stored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.kernel.problems import refused
from app.kernel.words import N_, _

TOO_LONG = refused(
    "TXT-01",
    N_("{label} dài {length} ký tự, tối đa {limit} ký tự."),
    next_step=N_("Rút gọn nội dung; kiểm tra xem có dán nhầm cả đoạn văn vào ô này không."),
)

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining tone marks in Vietnamese order: huyền, hỏi, ngã, sắc, nặng (the level tone has none)."""

_LOOKALIKE = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
"""Old fonts and keyboards wrote the Icelandic or African letter that looks like Đ; no search would find it."""

_STRAY = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, zero-width and direction marks, lone surrogates: unseen, unsearchable, some unstorable."""

_ONSET = re.compile("(?:ngh|ng|nh|gh|gi(?=[aăâeêoôơuưy])|kh|ph|th|tr|ch|qu(?=[aăâeêioôơyư])|[bcdđghklmnprstvx])?")
_RHYME = re.compile(
    "(?P<vowels>iêu|yêu|uyê|uya|uyu|oai|oay|oao|oeo|uôi|uây|ươi|ươu|ia|iê|iu|yê|ai|ao|au|ay|âu|ây|eo|êu|oa|oă|oe|oi|ôi|"
    "ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|[aăâeêioôơuưy])(?P<coda>ch|nh|ng|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")


def nfc(text: str) -> str:
    """One line of text in normal form C: unseen characters gone, whitespace collapsed and trimmed, real Đ."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _STRAY.sub("", text).translate(_LOOKALIKE)).split())


def fold(text: str) -> str:
    """The search form: lower case, đ as d, all marks off; so the place of a tone no longer matters. Idempotent."""
    bare = unicodedata.normalize("NFD", nfc(text).lower())
    return nfc("".join("d" if char == "đ" else char for char in bare if not unicodedata.combining(char)))


def fold_with_tones(text: str) -> str:
    """The search form for a query that has tones: lower case, every tone in its usual place, marks kept."""
    return mend_tone_place(nfc(text).lower())


def has_tones(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (tone, hat, horn, bar): then a search should respect them."""
    return fold(text) != nfc(text).lower()


def mend_tone_place(text: str) -> str:
    """Puts each tone where the usual style has it (``hoà`` and ``tóan`` become ``hòa`` and ``toán``).

    Only complete Vietnamese syllables with one tone are touched; other words and all spacing stay as they are.
    """
    text = unicodedata.normalize("NFC", text)
    return text if text.isascii() else _WORD.sub(lambda match: _mend_word(match[0]), text)


@lru_cache(maxsize=8192)
def _mend_word(word: str) -> str:
    letters, tones = _without_tones(word)
    places = [place for place, tone in enumerate(tones) if tone]
    if len(places) != 1:
        return word
    right = _tone_place(letters.lower())
    if right is None or right == places[0]:
        return word
    letter = unicodedata.normalize("NFC", letters[right] + tones[places[0]])
    return letters[:right] + letter + letters[right + 1 :]


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable with at most one tone: how legacy encodings are told apart."""
    letters, tones = _without_tones(unicodedata.normalize("NFC", word))
    return sum(map(bool, tones)) <= 1 and _tone_place(letters.lower()) is not None


def _without_tones(word: str) -> tuple[str, list[str]]:
    letters, tones = [], []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        tone = next((part for part in parts if part in TONES), "")
        letters.append(unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else char)
        tones.append(tone)
    return "".join(letters), tones


def _tone_place(syllable: str) -> int | None:
    """Index of the letter that bears the tone of a toneless lower-case syllable; None for what is no syllable."""
    for start in dict.fromkeys((_ONSET.match(syllable).end(), 0)):  # type: ignore[union-attr]  # always matches
        rhyme = _RHYME.fullmatch(syllable, start)
        if rhyme:
            return start + _bearer(rhyme["vowels"], closed=rhyme["coda"] is not None)
    return None


def _bearer(vowels: str, *, closed: bool) -> int:
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 3:
        return 1
    return len(vowels) - 1 if closed else 0


def clean_line(text: str, *, field: str, limit: int, label: str = "") -> str:
    """One stored line of at most ``limit`` characters; refuses TXT-01 naming ``label``, the words of the field."""
    line = nfc(text)
    _check_length(line, field, limit, label)
    return line


def clean_block(text: str, *, field: str, limit: int, label: str = "") -> str:
    """Stored text of several lines: each line cleaned, never more than one empty line in a row; refuses TXT-01."""
    lines = "\n".join(nfc(line) for line in text.splitlines())
    block = re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
    _check_length(block, field, limit, label)
    return block


def _check_length(text: str, field: str, limit: int, label: str) -> None:
    if len(text) > limit:
        raise TOO_LONG(field=field, label=label or _("Nội dung"), length=len(text), limit=limit)
