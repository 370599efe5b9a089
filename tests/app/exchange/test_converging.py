"""State and merge: whatever order, doubling, loss or detour, both sides end with the same rows, byte for byte."""

from __future__ import annotations

import hashlib
import itertools
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import refusals
from app.exchange.chain import ChainState, after, check_chain
from app.exchange.header import Core, Header, Kind, Party
from app.exchange.merge import latest, merge, owner_of, rank, strangers
from app.exchange.state import Form, State, form_hash
from app.kernel.problems import Problem
from tests.support.keys import COMMUNE_KEYS, HA_TRUNG, MAU_SON, SUPERIOR_KEYS, uid

AT = datetime(2026, 11, 22, tzinfo=UTC)


def form(number: int, revision: int, word: str = "", noun: str = "person") -> Form:
    payload = f'{{"name":"{word}","office_uid":"{uid(1)}","revision":{revision},"uid":"{uid(number)}"}}'
    return Form(noun=noun, uid=uid(number), revision=revision, payload=payload)


forms = st.builds(
    form, st.integers(1, 6), st.integers(1, 4), st.sampled_from(["", "a", "ă", "â", "b"]), st.sampled_from(["a", "b"])
)


# ---------------------------------------------------------------- the state


def test_the_state_is_written_down_so_that_others_can_compute_it() -> None:
    """SHA-256 of "person LF uid LF 3 LF payload", as any tool computes it."""
    one = Form(noun="person", uid=uid(7), revision=3, payload='{"a":1}')

    assert form_hash(one) == hashlib.sha256(f'person\n{uid(7)}\n3\n{{"a":1}}'.encode()).hexdigest()
    rows = [one]
    assert (State() + rows).hash == form_hash(one)


@given(st.lists(forms, unique=True), st.randoms(use_true_random=False))
def test_the_state_does_not_know_the_order_and_forgets_what_is_taken_out(
    rows: list[Form], chance: random.Random
) -> None:
    shuffled = chance.sample(rows, len(rows))

    assert State() + rows == State() + shuffled
    assert (State() + rows) - shuffled == State()
    assert State.of((State() + rows).hash, len(rows)) == State() + rows


def test_a_thousand_rows_cost_the_same_whatever_is_held() -> None:
    rows = [form(number, 1) for number in range(1000)]
    newer = [form(number, 2) for number in range(1000)]
    small, large = State() + rows, State(12345, 100_000_000) + rows

    def cost(state: State) -> float:
        start = time.perf_counter()
        (state - rows) + newer
        return time.perf_counter() - start

    best = [min(cost(state) for _ in range(5)) for state in (small, large)]
    assert best[1] < best[0] * 3


# ---------------------------------------------------------------- the merge


@given(st.lists(forms), st.randoms(use_true_random=False))
def test_merging_in_any_order_piece_by_piece_and_twice_ends_in_the_same_rows(
    came: list[Form], chance: random.Random
) -> None:
    wanted = latest(came)
    held: dict = {}
    state = State()
    for piece in [*chance.sample(came, len(came)), *came]:
        merged = merge(held, state, [piece])
        held |= merged.rows
        state = merged.state

    assert held == wanted
    assert state == State() + wanted.values()


def test_the_greater_revision_stands_and_of_two_writers_the_greater_payload() -> None:
    old, one, other = form(1, 1), form(1, 2, "a"), form(1, 2, "b")

    assert latest([other, old, one]) == latest([one, other, old]) == {("person", uid(1)): other}
    assert rank(old) < rank(one) < rank(other)


def test_a_row_that_names_another_owner_or_another_row_belongs_to_nobody_who_sends_it() -> None:
    own, other = form(1, 1), Form(noun="person", uid=uid(1), revision=1, payload='{"office_uid":"x"}')
    torn = Form(noun="person", uid=uid(1), revision=1, payload="{")

    assert owner_of(own) == uid(1)
    assert strangers([own, other, torn], uid(1)) == (other, torn)
    assert strangers([own], uid(2)) == (own,)


# ---------------------------------------------------------------- all orders of six bundles


@dataclass
class Above:
    """The office above, reduced to chain and merge."""

    chain: ChainState = field(default_factory=ChainState)
    waiting: dict[str, tuple[Header, list[Form]]] = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    state: State = field(default_factory=State)

    def take_in(self, header: Header, came: list[Form]) -> int:
        """The last sequence held without a gap, as a receipt would say."""
        try:
            check_chain(header, self.chain)
        except Problem as problem:
            assert problem.kind in (refusals.DUPLICATE, refusals.GAP)
            if problem.kind is refusals.GAP:
                self.waiting[header.core.previous] = (header, came)
            return self.chain.last_sequence
        merged = merge(self.rows, self.state, came)
        self.rows |= merged.rows
        self.state = merged.state
        self.chain = after(self.chain, header)
        follower = self.waiting.pop(header.hash, None)
        return self.take_in(*follower) if follower else self.chain.last_sequence


def six_bundles(chance: random.Random) -> list[tuple[Header, list[Form]]]:
    made: list[tuple[Header, list[Form]]] = []
    revisions: dict[int, int] = {}
    first = 1
    for _bundle in range(6):
        touched = chance.sample(range(1, 9), chance.randint(1, 5))
        for number in touched:
            revisions[number] = revisions.get(number, 0) + chance.randint(1, 3)
        last = first + len(touched) - 1
        made.append((header(first, last, made[-1][0].hash if made else ""), [form(n, revisions[n]) for n in touched]))
        first = last + 1
    return made


def header(first: int, last: int, previous: str) -> Header:
    def party(card, keys):
        return Party(office_uid=card.office_uid, office_code=card.office_code, key_id=keys.key_id)

    core = Core(
        kind=Kind.BUNDLE,
        sender=party(MAU_SON, COMMUNE_KEYS),
        receivers=(party(HA_TRUNG, SUPERIOR_KEYS),),
        writer=MAU_SON.writer_uid,
        epoch=1,
        first_sequence=first,
        last_sequence=last,
        previous=previous,
        made_at=AT,
    )
    return Header(core=core, body_length=1, body_sha256="0" * 64, readme_sha256="0" * 64)


@pytest.mark.parametrize("first", range(6))
def test_all_720_orders_with_doubles_losses_and_lost_receipts_end_in_the_same_state(first: int) -> None:
    for order in itertools.permutations(range(6)):
        if order[0] != first:
            continue
        chance = random.Random(repr(order))  # drawn, and the same in every run
        bundles = six_bundles(chance)
        wanted = latest(form for _header, came in bundles for form in came)
        above, confirmed = Above(), 0
        for attempt in range(40):
            road = [n for n in order if bundles[n][0].core.last_sequence > confirmed]
            if attempt == 0:
                road += chance.choices(range(6), k=chance.randint(0, 4))
            for number in road:
                if chance.random() < 0.4:
                    continue  # lost on the way
                answer = above.take_in(*bundles[number])
                if chance.random() > 0.4:
                    confirmed = max(confirmed, answer)  # else the receipt was lost
            if confirmed == bundles[-1][0].core.last_sequence:
                break

        assert confirmed == bundles[-1][0].core.last_sequence, "every bundle is confirmed in the end"
        assert above.rows == wanted
        assert above.state == State() + wanted.values()
