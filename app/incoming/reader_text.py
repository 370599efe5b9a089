"""A letter's text made readable while every character remembers where it stood in the text as it came.

Text taken out of a PDF or typed in old ways has decomposed letters, tone marks on the wrong letter, spaces inside words
and before commas, lines cut by the page, and lines repeated over a page break. Pure functions; the original stays.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.kernel.text import TONES, is_syllable, mend_tone_place

_SUSPECT = re.compile(
    r"[\u0300-\u036f*#ñ\u1e00-\u1e9f\u00d0\u0189\u00f0\u0256\u00a0]| [,;:.)?!…]|(?<!\S)[^\W\d_aeiouy]{1,3} |\s{2}|\t"
)
_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_STRAY_TONE = re.compile(rf"(?<=[^\W\d_])(\s)([{TONES}])")
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f][^\W\d_]*)*")
_LONE_ONSET = re.compile(r"(?<![\w.,/-])([bcdđghklmnpqrstvx]{1,3}) ([^\W\d_]{1,6})(?!\w)")
_LONE_CODA = re.compile(
    r"(?<!\w)([^\W\d_]{1,5}) (c[\u0300-\u036f]?h|n[\u0300-\u036f]?[hg]|[cmnpt][\u0300-\u036f]?)(?![\w\u0300-\u036f])"
)
LONGEST_WORD = 24
"""Characters of a word, its marks counted apart, beyond which nothing is mended: no syllable is so long."""
_MARKDOWN = re.compile(r"^\s*#{1,6} |\*\*+|(?<=\S)\*|\*(?=\S)")
_SPACE_BEFORE_STOP = re.compile(r"(?<=\S) +(?=[,;:.)?!…])")
_COMMA_WITHOUT_SPACE = re.compile(r"(?<=[\w)]),(?=[^\W\d_])")
_SPACES = re.compile(r" {2,}")
_LOOKALIKE = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})


@dataclass(slots=True)
class Traced:
    """A text whose every character knows the place it came from."""

    text: str
    origin: array[int] = field(default_factory=lambda: array("q"))

    def sub(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
        """Replaces each match; new characters point to the old ones in order."""
        if not pattern.search(self.text):
            return
        parts, origin, last = [], array("q"), 0
        for match in pattern.finditer(self.text):
            put, start, length = new(match), match.start(), match.end() - match.start()
            if put == match[0]:
                continue  # most words are sound: their places go along with the piece around them
            parts += [self.text[last:start], put]
            origin += self.origin[last:start]
            origin.extend(self.origin[start + min(place, length - 1)] for place in range(len(put)))
            last = match.end()
        self.text = "".join([*parts, self.text[last:]])
        self.origin = origin + self.origin[last:]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of this text stood in the text as it came."""
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(slots=True)
class MendedLine:
    """A line as it came, counted from 1, with where it begins and what it reads like."""

    number: int
    at: int
    came: str
    traced: Traced


def mended_lines(text: str) -> list[MendedLine]:
    """Every line of a text made readable: done once for all who read it."""
    return [MendedLine(number, at, line, mend_line(line, at)) for number, at, line in lines_of(text)]


def first_lines(lines: list[MendedLine], most: int) -> list[MendedLine]:
    """The lines within the first ``most`` characters; one that reaches beyond is cut there."""
    found = [line for line in lines if line.at < most]
    if found and found[-1].at + len(found[-1].came) > most:
        last = found[-1]
        came = last.came[: most - last.at]
        found[-1] = MendedLine(last.number, last.at, came, mend_line(came, last.at))
    return found


def mend_line(line: str, at: int = 0) -> Traced:
    """One line made readable; ``at`` is where it begins in the whole text."""
    traced = Traced(line, array("q", range(at, at + len(line))))
    if line.isascii() and not _SUSPECT.search(line):
        return traced
    if _SUSPECT.search(line):
        _mend_suspect(traced)
    placed = mend_tone_place(traced.text)
    traced.text = placed if len(placed) == len(traced.text) else traced.text
    return traced


def _mend_suspect(traced: Traced) -> None:
    traced.text = traced.text.translate(_LOOKALIKE).replace("\u00a0", " ").replace("\t", " ")
    traced.sub(_MARKDOWN, lambda _found: "")
    traced.sub(_STRAY_TONE, lambda found: found[2] + found[1])
    traced.sub(_CLUSTER, lambda found: unicodedata.normalize("NFC", found[0]))
    traced.sub(_LONE_CODA, _joined)
    traced.sub(_LONE_ONSET, _joined)
    traced.sub(_WORD, lambda found: settle_tone(found[0]))
    traced.sub(_SPACE_BEFORE_STOP, lambda _found: "")
    traced.sub(_COMMA_WITHOUT_SPACE, lambda _found: ", ")
    traced.sub(_SPACES, lambda _found: " ")


def _joined(match: re.Match[str]) -> str:
    """Two pieces of one syllable put together; as they were where no syllable comes of it."""
    one = settle_tone(match[1] + match[2])
    return one if one.islower() and is_syllable(one) else match[0]


@lru_cache(maxsize=8192)
def settle_tone(word: str) -> str:
    """A word with its one tone on the letter that bears it, also where it stood on a consonant."""
    if len(word) > LONGEST_WORD:
        return word
    parts = unicodedata.normalize("NFD", word)
    tones = {char for char in parts if char in TONES}
    composed = unicodedata.normalize("NFC", word)
    whole = not any(map(unicodedata.combining, composed))
    if len(tones) != 1 or (whole and is_syllable(composed)):
        return composed if len(tones) <= 1 else word
    bare = unicodedata.normalize("NFC", "".join(char for char in parts if char not in TONES))
    tone = tones.pop()
    for place, letter in enumerate(bare):
        if unicodedata.normalize("NFD", letter)[0].lower() in "aeiouy":
            tried = mend_tone_place(unicodedata.normalize("NFC", bare[: place + 1] + tone) + bare[place + 1 :])
            if is_syllable(tried):
                return tried
    return composed


def lines_of(text: str) -> Iterator[tuple[int, int, str]]:
    """(number from 1, place in the text, line without its end); lines end as editors count them."""
    at = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r|\f", text), 1):
        yield number, at, line
        at += len(line) + (2 if text.startswith("\r\n", at + len(line)) else 1)
