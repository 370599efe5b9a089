"""People are listed by given name in the order of the Vietnamese alphabet and tones."""

from __future__ import annotations

import unicodedata
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from app.kernel.names import likely_same, sort_key, split_name, tidy_name
from app.kernel.problems import Refused

NAMES = st.lists(
    st.text(alphabet="aAăÂbcdđĐeêghnoôơuưyáàạãảếừ' -(", min_size=1, max_size=8), min_size=1, max_size=4
).map(" ".join)

IN_ORDER = [
    "Lê Văn An",
    "Nguyễn An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Nguyễn Văn An (A)",
    "Nguyễn Văn An (B)",
    "Trần An",
    "Ksor Anh",
    "Lê Ánh",
    "Nguyễn Văn Ân",
    "K' Brôi",
    "K'Brôi",
    "Bùi Văn Dũng",
    "Bùi Văn Đức",
    "Lò Thị Em",
    "Hà",
    "Trần Hà",
    "Lê Hả",
    "Lê Hã",
    "Lê Há",
    "An Hạ",
    "Lê Văn Hòa",
    "Lê Văn Hoà",
    "Vi Văn Lan",
    "H' Hen Niê",
    "Y Thông",
    "Lê Văn Ỷ",
]
WORDS_IN_ORDER = (
    "a à ả ã á ạ ai "
    "ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d da đ đa e è ê ề f g h i j k l m n o ô ồ ơ ờ p q r s t u "
    "ư ừ v w x y ỳ z"
)
"""Checked once against Intl.Collator("vi") of ICU, whose order vi-x-icu of PostgreSQL is too."""


def test_a_list_of_people_stands_in_vietnamese_order():
    keys = [sort_key(name) for name in IN_ORDER]
    assert keys == sorted(keys)


def test_single_words_stand_in_the_order_of_the_unicode_collation_for_vietnamese():
    keys = [sort_key(word) for word in WORDS_IN_ORDER.split()]
    assert all(one < other for one, other in pairwise(keys))


def test_sqlite_without_any_collation_gives_the_same_order():
    with closing(sqlite.connect(":memory:")) as store:
        store.execute("create table person (sort_key text)")
        store.executemany("insert into person values (?)", [(sort_key(name),) for name in reversed(IN_ORDER)])
        found = [key for (key,) in store.execute("select sort_key from person order by sort_key")]
    assert found == [sort_key(name) for name in IN_ORDER]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Hoà", "nguyễn văn  HÒA"),
        ("K'Brôi", "K’ Brôi"),
        ("Lê Á", unicodedata.normalize("NFD", "Lê Á")),
    ],
)
def test_spelling_variants_share_one_place(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Hương", ("", "", "Hương")),
        ("Lê Hương", ("Lê", "", "Hương")),
        ("Y Thông", ("Y", "", "Thông")),
        ("Nguyễn Thị Thu Hương", ("Nguyễn", "Thị Thu", "Hương")),
        ("H' Hen Niê", ("H'", "Hen", "Niê")),
        ("K'Brôi", ("K'", "", "Brôi")),
        ("Nguyễn Văn An (A)", ("Nguyễn", "Văn", "An")),
        ("", ("", "", "")),
    ],
)
def test_a_name_falls_into_family_middle_and_given_name(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize("typed", ["nguyễn văn an", "NGUYỄN VĂN AN", "H' Hen Niê", "K' Brôi", "Thuý", "Đặng-Trần Côn"])
def test_names_stay_as_typed(typed):
    assert tidy_name(unicodedata.normalize("NFD", f"  {typed} ")) == typed


def test_a_thousand_characters_are_no_name():
    with pytest.raises(Refused) as refusal:
        tidy_name("Nguyễn " * 143)
    assert (refusal.value.code, refusal.value.field) == ("TXT-01", "full_name")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Văn Hoà", "NGUYỄN VĂN HÒA", True),
        ("Nguyễn Văn An", "Nguyen Van An", True),
        ("H' Hen Niê", "H’Hen Niê", True),
        ("Trần Thị Hà", "Trần Thị Hạ", False),
        ("Lê An", "Lê Ân", False),
        ("Lê An", "Lê Anh", False),
        ("", "", False),
    ],
)
def test_likely_duplicates_are_noticed_and_differing_tones_are_not(one, other, same):
    assert likely_same(one, other) is same
    assert likely_same(other, one) is same


@given(NAMES)
def test_a_key_depends_on_letters_and_tones_alone(name):
    assert sort_key(name) == sort_key(unicodedata.normalize("NFD", name)) == sort_key(f" {name} ")
    assert sort_key(name).encode().decode() == sort_key(name)


@given(NAMES, NAMES)
def test_binary_order_of_stored_keys_is_the_order_of_the_strings(one, other):
    first, second = sort_key(one), sort_key(other)
    assert (first < second) == (first.encode() < second.encode())


@given(
    st.sampled_from(["Lan", "Hà", "Hạ", "Ân", "An", "Đức"]),
    st.sampled_from(["Lan", "Hà", "Hạ", "Ân", "An", "Đức"]),
    NAMES,
    NAMES,
)
def test_the_given_name_decides_before_everything_else(given_one, given_other, before_one, before_other):
    one = f"{before_one.replace('(', '')} {given_one}"
    other = f"{before_other.replace('(', '')} {given_other}"
    if given_one != given_other:
        assert (sort_key(one) < sort_key(other)) == (sort_key(given_one) < sort_key(given_other))
