"""Eight Vietnamese words that stand for a key: read over the phone, compared with the stamped paper.

The 2,048 words stay apart when tones are dropped and where regions merge sounds (s/x, ch/tr, d/gi/r, l/n, -n/-ng).
Eight of them are 88 bits. List and rule are part of the format and never change.
"""

from __future__ import annotations

import hashlib
from functools import cache

import resources
from app.kernel.text import fold
from app.keys.identity import PublicKeys

COUNT = 8
SIZE = 2048


@cache
def word_list() -> tuple[str, ...]:
    """All words in the order of the file; the place of a word is its number."""
    return tuple(resources.path("keys/words.txt").read_text(encoding="utf-8").split("\n")[:SIZE])


def words_of(key: PublicKeys) -> tuple[str, ...]:
    """The eight words of a key."""
    digest = hashlib.sha256(b"xaso words 1" + key.signing + key.sealing).digest()
    number = int.from_bytes(digest[:11])
    return tuple(word_list()[(number >> 11 * place) & (SIZE - 1)] for place in reversed(range(COUNT)))


def wrong_words(key: PublicKeys, typed: tuple[str, ...]) -> tuple[int, ...]:
    """Places (1 to 8) where typed words differ from the key's; tones, spaces and letter case do not matter."""
    own = words_of(key)
    heard = [_bare(word) for word in typed] + [""] * COUNT
    return tuple(place for place, word in enumerate(own, start=1) if _bare(word) != heard[place - 1])


def _bare(word: str) -> str:
    return fold(word).replace(" ", "")
