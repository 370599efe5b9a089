"""Sequence and chain: in any order, twice, late, or never; a fork is named, a gap says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations

import pytest

from app.exchange.chain import ChainState, after, check_chain
from app.exchange.container import header_around
from app.exchange.header import Header, Kind
from app.kernel.problems import Refused
from tests.support.bundles import core


def header(first: int, last: int, previous: Header | None = None, seal: str = "aa") -> Header:
    return header_around(
        core(first_sequence=first, last_sequence=last, previous=previous.hash if previous else ""), 10, seal * 32
    )


ONE = header(1, 3)
TWO = header(4, 4, ONE)
THREE = header(5, 9, TWO)


@dataclass
class Intake:
    """Keeps what waits and tries it again, as a receiver does."""

    state: ChainState = field(default_factory=ChainState)
    waiting: list[Header] = field(default_factory=list)
    order: list[Header] = field(default_factory=list)

    def come(self, came: Header) -> str:
        try:
            check_chain(came, self.state)
        except Refused as problem:
            if problem.code == "EXC-15" and came not in self.waiting:
                self.waiting.append(came)
                self.state = ChainState(
                    **{**vars(self.state), "followers": {**self.state.followers, came.core.previous: came.hash}}
                )
            return problem.code
        self.state = after(self.state, came)
        self.order.append(came)
        for other in [waiting for waiting in self.waiting if waiting.core.previous == came.hash]:
            self.waiting.remove(other)
            self.come(other)
        return ""


@pytest.mark.parametrize("order", list(permutations([ONE, TWO, THREE, TWO, ONE], 5)))
def test_whatever_the_order_the_chain_is_taken_in_once_and_in_its_own(order):
    intake = Intake()
    for came in order:
        assert intake.come(came) in {"", "EXC-14", "EXC-15"}

    assert intake.order == [ONE, TWO, THREE]
    assert (intake.state.last_sequence, intake.state.last_hash) == (9, THREE.hash)


def test_a_gap_says_what_is_missing():
    with pytest.raises(Refused) as told:
        check_chain(THREE, after(ChainState(), ONE))

    assert (told.value.code, told.value.values["missing_first"], told.value.values["missing_last"]) == ("EXC-15", 4, 4)


def test_two_headers_after_one_are_a_fork_even_while_the_first_still_waits():
    other = header(4, 6, ONE, seal="bb")
    for first, second in ((TWO, other), (other, TWO)):
        intake = Intake()
        assert [intake.come(ONE), intake.come(first), intake.come(second)] == ["", "", "EXC-16"]
        early = Intake()
        assert [early.come(first), early.come(second), early.come(ONE)] == ["EXC-15", "EXC-16", ""]
        assert early.order == [ONE, first]


def test_a_second_beginning_and_a_branch_off_an_older_header_are_forks():
    state = after(after(after(ChainState(), ONE), TWO), THREE)
    for branch in (header(1, 3, seal="bb"), header(4, 4, ONE, seal="bb"), header(5, 5, TWO, seal="bb")):
        with pytest.raises(Refused, match="EXC-16"):
            check_chain(branch, state)


def test_numbers_that_jump_or_overlap_behind_the_right_header_break_the_chain():
    state = after(ChainState(), ONE)
    for wrong in (header(5, 6, ONE), header(3, 6, ONE)):
        with pytest.raises(Refused, match="EXC-17"):
            check_chain(wrong, state)


def test_a_receipt_stands_outside_every_chain():
    receipt = header_around(core(kind=Kind.RECEIPT, first_sequence=0, last_sequence=0), 10, "aa" * 32)

    check_chain(receipt, after(ChainState(), ONE))
