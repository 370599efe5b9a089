"""The eight words: 2,048 Vietnamese words that stay apart whoever reads them aloud."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.text import fold, is_syllable
from app.keys.identity import PublicKeys
from app.keys.words import SIZE, word_list, words_of, wrong_words
from tests.support.keys import COMMUNE_KEYS, SUPERIOR_KEYS

keys = st.builds(PublicKeys, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))


MERGED = (
    ("^(gi|r|v)(?=[aeiouy])", "d"), ("^tr", "ch"), ("^s", "x"), ("^l", "n"), ("^q", "k"), ("^c(?!h)", "k"),
    ("(ng|nh)$", "n"), ("(ch|c)$", "t"), ("y", "i"),
)  # fmt: skip
"""Beginnings and ends of syllables that one region or another does not tell apart."""


def merged(word: str) -> str:
    """How a word may sound."""
    syllables = fold(word).split()
    for pattern, sound in MERGED:
        syllables = [re.sub(pattern, sound, syllable) for syllable in syllables]
    return " ".join(syllables)


def test_there_are_2048_words_of_two_vietnamese_syllables():
    words = word_list()

    assert len(words) == len(set(words)) == SIZE
    for word in words:
        assert unicodedata.is_normalized("NFC", word)
        assert word == word.lower()
        assert len(word) <= 12
        assert [is_syllable(syllable) for syllable in word.split(" ")] == [True, True], word


def test_no_two_words_are_the_same_without_tones_or_with_merged_sounds():
    assert len({fold(word).replace(" ", "") for word in word_list()}) == SIZE
    assert len({merged(word) for word in word_list()}) == SIZE


def test_the_words_of_a_key_never_change_between_versions():
    kept = "con hươu, chăm sóc, sách vở, muôn dân, mận hậu, tranh làng, tự hào, an nhiên"

    assert words_of(COMMUNE_KEYS.public) == tuple(kept.split(", "))


@given(keys)
def test_a_key_has_eight_words_that_agree_with_themselves(key):
    words = words_of(key)

    assert len(words) == 8
    assert words == words_of(key)
    assert wrong_words(key, words) == ()
    assert wrong_words(key, tuple(fold(word).upper() for word in words)) == ()


def test_what_was_heard_wrong_is_named_by_its_place():
    words = list(words_of(COMMUNE_KEYS.public))
    words[2] = "không phải"

    assert wrong_words(COMMUNE_KEYS.public, tuple(words)) == (3,)
    assert wrong_words(COMMUNE_KEYS.public, tuple(words[:6])) == (3, 7, 8)
    assert wrong_words(COMMUNE_KEYS.public, words_of(SUPERIOR_KEYS.public)) != ()


@given(keys, st.integers(0, 511))
def test_a_flipped_bit_of_a_key_changes_its_words_and_its_id(key, bit):
    content = bytearray(key.signing + key.sealing)
    content[bit // 8] ^= 1 << bit % 8
    other = PublicKeys(bytes(content[:32]), bytes(content[32:]))

    assert words_of(other) != words_of(key)
    assert other.key_id != key.key_id
