"""Waiting grows, is spread but never random, and never hides what only a person can mend."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.carriers import problems
from app.carriers.retry import FIRST_WAIT, LONGEST_WAIT, MOST_STRANGE, SPREAD, Advice, advice, next_try_at, wait_after
from app.kernel.problems import catalogue
from tests.support.stores import START

FILE = sha256(b"bundle").hexdigest()
HASHES = st.binary(max_size=20).map(lambda content: sha256(content).hexdigest())


@given(HASHES, st.integers(1, 10_000))
def test_every_wait_lies_around_its_step(file, tries):
    step = min(FIRST_WAIT * 2 ** min(tries - 1, 20), LONGEST_WAIT)

    assert step * (1 - SPREAD) <= wait_after(file, tries) <= step * (1 + SPREAD)
    assert wait_after(file, tries) == wait_after(file, tries)


@given(HASHES)
def test_waits_grow_until_the_longest(file):
    waits = [wait_after(file, tries) for tries in range(1, 10)]

    assert all(later > sooner for sooner, later in pairwise(waits[:8]))
    assert wait_after(file, 500) <= LONGEST_WAIT * (1 + SPREAD)


def test_a_hundred_offices_do_not_call_in_step():
    moments = {next_try_at(sha256(bytes([number])).hexdigest(), 6, START) for number in range(100)}

    assert len(moments) > 80
    assert max(moments) - min(moments) > timedelta(minutes=8)


def test_the_next_try_is_a_moment_after_the_failure():
    assert next_try_at(FILE, 1, START) == next_try_at(FILE, 1, START)
    assert START < next_try_at(FILE, 1, START) <= START + timedelta(minutes=2)
    assert next_try_at(FILE, 1, START).microsecond == 0


def test_without_a_failure_there_is_nothing_to_wait_for():
    with pytest.raises(ValueError, match="nothing failed"):
        wait_after(FILE, 0)


BY_ITSELF = {"CAR-01", "CAR-02", "CAR-03", "CAR-04", "CAR-05", "CAR-07", "CAR-19"}


def carriers_kinds():
    return [kind for kind in catalogue() if kind.code.startswith("CAR-")]


@pytest.mark.parametrize("kind", carriers_kinds(), ids=lambda kind: kind.code)
def test_only_the_moods_of_a_network_are_waited_for(kind):
    values = dict.fromkeys(("place", "name", "needed", "limit", "free", "answer", "seconds", "size", "folder"), "x")

    expected = Advice.TRY_AGAIN if kind.code in BY_ITSELF else Advice.A_PERSON_MUST_ACT
    assert advice(kind(**values), 1) is expected


def test_an_oddity_that_does_not_pass_is_shown_to_a_person_in_the_end():
    assert advice(problems.STRANGE_ANSWER(place="x"), MOST_STRANGE - 1) is Advice.TRY_AGAIN
    assert advice(problems.STRANGE_ANSWER(place="x"), MOST_STRANGE) is Advice.A_PERSON_MUST_ACT
    assert advice(problems.NOT_REACHABLE(place="x"), 1000) is Advice.TRY_AGAIN


def test_every_problem_of_a_carrier_is_a_whole_sentence_with_a_next_step():
    values = dict.fromkeys(("place", "name", "needed", "limit", "free", "answer", "seconds", "size", "folder"), "x")
    kinds = carriers_kinds()

    assert [kind.code for kind in kinds] == [f"CAR-{number:02}" for number in range(1, len(kinds) + 1)]
    for kind in kinds:
        problem = kind(**values)
        assert problem.sentence.endswith("."), problem.sentence
        assert problem.next_step.endswith("."), problem.next_step
