"""People's names: kept as typed, sorted the Vietnamese way by given name, and compared for likely duplicates."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.kernel.text import TONES, clean_line, fold, fold_with_tones, nfc

NAME_LIMIT = 120
"""Longest stored name in characters: the longest Vietnamese and minority names known stay below 60."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WEIGHT = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONE = {tone: str(place) for place, tone in enumerate(TONES, start=1)}
_OTHER_MARK = "6"
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032`\u00b4", "'"))
_BARRED = str.maketrans({"ƀ": "b\u0335"})


def tidy_name(text: str, *, field: str = "full_name", label: str = "") -> str:
    """The name as it is stored: normal form C and single spaces; letters, case and tone places stay as typed."""
    return clean_line(text, field=field, limit=NAME_LIMIT, label=label or "Họ và tên")


def split_name(full_name: str) -> tuple[str, str, str]:
    """Family name (họ), middle names (đệm) and given name (tên, the last word); a single word is the given name.

    The written prefix of names such as ``K'Brôi`` or ``H' Hen Niê`` counts as a word of its own, so that both spellings
    sort together. A note in brackets at the end (``Nguyễn Văn An (A)``) is no part of the name.
    """
    words = _words(full_name)[0]
    family = words[0] if len(words) > 1 else ""
    return family, " ".join(words[1:-1]), words[-1] if words else ""


def sort_key(full_name: str) -> str:
    """A plain string whose binary order is the Vietnamese order: given name, then family name, then middle names.

    Each part is compared first by letters (a ă â b c d đ e ê …), then by tones (ngang, huyền, hỏi, ngã, sắc, nặng):
    the order of CLDR ``vi`` for words, applied part by part, because a list keeps all *Hà* before the first *Hạ*.
    Case and tone place do not count. Equal keys are possible; pages of a list add the uid.
    """
    words, note = _words(full_name.lower())
    family, middle = (words[:1], words[1:-1]) if len(words) > 1 else ([], [])
    parts = (words[-1:], family, middle, note)
    return " ".join(_part_key(part) for part in parts).rstrip()


def likely_same(one: str, other: str) -> bool:
    """Whether two names may well be one person's: same but for case, spacing, tone place, apostrophe or missing tones.

    Two names that both carry tones and differ in them (Hà, Hạ) are two names.
    """
    first, second = _compared(one), _compared(other)
    if first == second or not first or not second:
        return first == second != ""
    bare = _squeezed(fold(one))
    return bare in (first, second) and bare == _squeezed(fold(other))


@lru_cache(maxsize=32_768)
def _compared(name: str) -> str:
    return _squeezed(fold_with_tones(name))


def _squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _words(full_name: str) -> tuple[list[str], list[str]]:
    """The words of the name, and those of a note in brackets after it."""
    name, bracket, note = nfc(full_name).translate(_APOSTROPHES).partition("(")
    words = re.sub(r"'(?=\w)", "' ", name).split()
    return words, (note.replace(")", " ").split() if bracket else [])


def _part_key(words: list[str]) -> str:
    keys = [_word_key(word) for word in words]
    return "!".join(letters for letters, _ in keys) + " " + "!".join(tones for _, tones in keys).rstrip("0!")


@lru_cache(maxsize=8192)
def _word_key(word: str) -> tuple[str, str]:
    """Weights of the letters and, position by position, of their tones; every weight stands above space and ``!``."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", fold_with_tones(word).translate(_BARRED)):
        if not unicodedata.combining(char):
            letters.append(char)
            tones.append("0")
        elif not letters:
            continue
        elif char in _TONE:
            tones[-1] = _TONE[char]
        elif (joined := unicodedata.normalize("NFC", letters[-1] + char)) in _WEIGHT:
            letters[-1] = joined
        else:
            tones[-1] = _OTHER_MARK
    return "".join(map(_weight, letters)), "".join(tones)


def _weight(letter: str) -> str:
    if letter in _WEIGHT:
        return _WEIGHT[letter]
    if letter.isdigit() and letter.isascii():
        return letter
    return "~" + letter if letter.isalnum() else "-"
