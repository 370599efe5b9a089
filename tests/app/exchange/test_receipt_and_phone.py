"""Receipts as values and as twelve characters over the phone: bound to bundle, result and the two offices."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.phone import phone_code, result_of
from app.exchange.receipt import Receipt, RefusedRow, Result, read_receipt, write_receipt
from app.kernel.problems import Refused
from app.keys.identity import CROCKFORD
from tests.support.keys import AT, COMMUNE_KEYS, MAU_SON, STRANGER_KEYS, SUPERIOR_KEYS, uid

BUNDLE = "ab" * 32
PLAIN = Receipt(
    bundle=BUNDLE, writer=MAU_SON.writer_uid, epoch=1, first_sequence=1, last_sequence=3, result=Result.ACCEPTED,
    next_sequence=4, state_hash="cd" * 32, row_count=3, made_at=AT,
)  # fmt: skip
ROW = RefusedRow(noun="document", row_uid=uid(5), revision=2, reason="Thiếu ngày ký")
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(
    st.lists(hashes, max_size=3, unique=True),
    st.lists(st.integers(1, 10**6), max_size=4, unique=True),
    st.sampled_from(Result),
)
def test_a_receipt_comes_back(files, edges, result):
    edges = sorted(edges)[: len(edges) // 2 * 2]
    receipt = dataclasses.replace(
        PLAIN,
        files=tuple(sorted(files)),
        missing=tuple(zip(edges[::2], edges[1::2], strict=True)),
        result=result,
        code="EXC-13" if result is Result.REFUSED else "",
        refused_rows=(ROW,) if result is Result.PARTLY else (),
        directory_version=7,
    )

    assert read_receipt(write_receipt(receipt)) == receipt


def test_a_receipt_that_contradicts_itself_is_never_written():
    for wrong in (
        {"result": Result.REFUSED},
        {"code": "EXC-13"},
        {"refused_rows": (ROW,)},
        {"missing": ((4, 6), (5, 9))},
    ):
        with pytest.raises(ValueError, match=r"."):
            write_receipt(dataclasses.replace(PLAIN, **wrong))


@given(hashes, st.sampled_from(Result))
def test_both_offices_come_to_the_same_code_and_nobody_else(bundle, result):
    code = phone_code(bundle, result, SUPERIOR_KEYS, COMMUNE_KEYS.public)

    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert result_of(code, bundle, COMMUNE_KEYS, SUPERIOR_KEYS.public) is result
    with pytest.raises(Refused, match="EXC-31"):
        result_of(code, bundle, STRANGER_KEYS, SUPERIOR_KEYS.public)


def test_a_code_of_another_bundle_is_told_apart_from_a_mistyped_one():
    code = phone_code("cd" * 32, Result.ACCEPTED, SUPERIOR_KEYS, COMMUNE_KEYS.public)

    with pytest.raises(Refused, match="EXC-31") as told:
        result_of(code, BUNDLE, COMMUNE_KEYS, SUPERIOR_KEYS.public)
    assert told.value.field == "phone_code"


def test_as_it_is_heard_and_typed():
    code = phone_code("03" * 32, Result.PARTLY, SUPERIOR_KEYS, COMMUNE_KEYS.public)
    heard = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert result_of(f"  {heard} ", "03" * 32, COMMUNE_KEYS, SUPERIOR_KEYS.public) is Result.PARTLY


def refusal(typed: str) -> Refused:
    with pytest.raises(Refused, match="EXC-30") as told:
        result_of(typed, BUNDLE, COMMUNE_KEYS, SUPERIOR_KEYS.public)
    return told.value


CODE = phone_code(BUNDLE, Result.ACCEPTED, SUPERIOR_KEYS, COMMUNE_KEYS.public).replace("-", "")


def test_every_single_mistyped_character_is_noticed_and_named():
    for place in range(12):
        for letter in set(CROCKFORD) - {CODE[place]}:
            problem = refusal(CODE[:place] + letter + CODE[place + 1 :])
            assert f"ký tự thứ {place + 1}." in problem.sentence


def test_every_swap_of_two_characters_is_noticed():
    for one, other in combinations(range(12), 2):
        if CODE[one] == CODE[other]:
            continue
        letters = list(CODE)
        letters[one], letters[other] = letters[other], letters[one]
        refusal("".join(letters))


@given(st.sampled_from(list(combinations(range(12), 2))), st.sampled_from(CROCKFORD), st.sampled_from(CROCKFORD))
def test_any_two_mistyped_characters_are_noticed(places, first, second):
    letters = list(CODE)
    letters[places[0]], letters[places[1]] = first, second
    if "".join(letters) != CODE:
        refusal("".join(letters))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("", "đã nhập 0"), (CODE[:11], "đã nhập 11"), (CODE + "0", "đã nhập 13"), ("U" + CODE[1:], "“U”")],
)
def test_too_short_too_long_and_strange_letters_are_told(typed, hint):
    assert hint in refusal(typed).sentence


def test_the_code_of_a_receipt_never_changes_between_versions():
    assert CODE == "TAJJ4GB92DWZ"
