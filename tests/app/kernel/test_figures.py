"""Figures: missing is not zero, what does not apply is neither, and sums say what they cover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.figures import (
    NOT_APPLICABLE,
    Amount,
    Source,
    counted,
    hashed,
    joined,
    parse_amount,
    show_amount,
    summed,
)
from app.kernel.problems import Refused

AMOUNTS: st.SearchStrategy[Amount] = st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10**6))


def entries(amounts: list[Amount]) -> list[tuple[Source, Amount]]:
    return [(Source(noun="activity", uid=f"{place:04}"), amount) for place, amount in enumerate(amounts)]


@given(st.lists(AMOUNTS))
def test_a_sum_counts_numbers_only_and_says_what_it_covers(amounts: list[Amount]) -> None:
    figure = summed("x", entries(amounts))
    numbers = [amount for amount in amounts if isinstance(amount, int)]
    assert figure.value == (sum(numbers) if numbers else None)
    assert (figure.covered, figure.missing) == (len(numbers), amounts.count(None))
    assert figure.covered + figure.missing + figure.not_applicable == len(amounts) == len(figure.sources)


@given(st.lists(st.lists(AMOUNTS), max_size=5))
def test_sums_of_parts_join_to_the_sum_of_the_whole(parts: list[list[Amount]]) -> None:
    whole = [amount for part in parts for amount in part]
    joint = joined("x", [summed("x", entries(part)) for part in parts])
    once = summed("x", entries(whole))
    assert (joint.value, joint.covered, joint.missing) == (once.value, once.covered, once.missing)


def test_no_records_are_a_true_zero_but_a_sum_of_nothing_is_missing() -> None:
    assert counted("x", []).value == 0
    assert summed("x", []).value is None
    assert summed("x", entries([None, None])).value is None


def test_a_list_of_sources_has_one_hash_in_any_order() -> None:
    one, other = Source(noun="airing", uid="a"), Source(noun="airing", uid="b")
    assert hashed([one, other]) == hashed([other, one]) != hashed([one])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        (None, None),
        ("  ", None),
        ("-", "na"),
        ("x", "na"),
        ("0", 0),
        ("1.234", 1234),
        ("12 500", 12500),
        (12.0, 12),
        (7, 7),
        ("1.234.567", 1234567),
    ],
)
def test_amounts_are_read_as_officers_type_them(typed: object, amount: Amount) -> None:
    assert parse_amount(typed, field="guided", label="Số người") == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mười", "FIG-01"),
        ("1.5", "FIG-01"),
        (1.5, "FIG-01"),
        ("1.23", "FIG-01"),
        ("-5", "FIG-02"),
        ("9" * 14, "FIG-03"),
        ("9" * 30, "FIG-01"),
        ("²", "FIG-01"),
    ],
)
def test_what_is_no_count_is_refused_at_its_field(typed: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_amount(typed, field="guided", label="Số người")
    assert (refused.value.code, refused.value.field) == (code, "guided")


@pytest.mark.parametrize(("amount", "words"), [(None, ""), ("na", "-"), (0, "0"), (1234567, "1.234.567")])
def test_amounts_are_shown_as_papers_write_them(amount: Amount, words: str) -> None:
    assert show_amount(amount) == words
