"""Whatever happens on the road and to the computers, both offices end with the same rows, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.vocabulary import OutboxState
from tests.conftest import DEEP, PROFILE
from tests.support.road import Road, cheap_folder, lay_out

places = st.integers(0, 30)
EXAMPLES, STEPS = (int(os.environ.get("EXAMPLES", "1000")), 30) if PROFILE == DEEP else (20, 20)


@pytest.fixture(autouse=True)
def little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seasons clear nearly everything here."""
    monkeypatch.setattr("app.exchange.clearing.KEEP_LAST", 1)
    monkeypatch.setattr("app.exchange.compacting.WORTH_IT", 1)
    monkeypatch.setattr("app.exchange.compacting.UNDO_STEPS", 3)


@pytest.fixture(scope="module")
def laid_out() -> Iterator[Path]:
    with cheap_folder() as folder:
        yield lay_out(Path(folder))


class Exchange(RuleBasedStateMachine):
    """A commune that works and sends, an office above that takes in and answers, and all that may go wrong."""

    laid_out: Path

    @initialize()
    def begin(self) -> None:
        self.place = cheap_folder()
        self.road = Road(self.laid_out, Path(self.place.name))
        self.of_commune: list[Path] = []
        self.of_superior: list[Path] = []

    @rule()
    def add(self) -> None:
        self.road.add()

    @rule(place=places)
    def change(self, place: int) -> None:
        self.road.change(place)

    @rule(place=places)
    def remove(self, place: int) -> None:
        self.road.remove(place)

    @rule()
    def prepare(self) -> None:
        self.road.prepare()

    @rule()
    def a_whole_trip_up_and_back(self) -> None:
        self.road.add()
        self.road.trip()

    @rule()
    def hand_over(self) -> None:
        self.road.send(self.road.commune)

    @rule()
    def die_between_noting_and_copying_it(self) -> None:
        self.road.begin(self.road.commune)

    @rule()
    def die_between_copying_and_noting_it(self) -> None:
        self.road.send(self.road.commune, told=False)

    @rule(place=places)
    def bundle_lost(self, place: int) -> None:
        self.road.lose(self.road.commune, place)

    @precondition(lambda self: self.road.up)
    @rule(place=places, doubled=st.booleans())
    def bundle_arrives(self, place: int, doubled: bool) -> None:
        self.road.deliver(self.road.superior, place, keep=doubled)

    @rule()
    def answer(self) -> None:
        self.road.send(self.road.superior)

    @rule(place=places)
    def receipt_lost(self, place: int) -> None:
        self.road.lose(self.road.superior, place)

    @precondition(lambda self: self.road.down)
    @rule(place=places, doubled=st.booleans())
    def receipt_arrives(self, place: int, doubled: bool) -> None:
        self.road.deliver(self.road.commune, place, keep=doubled)

    @rule()
    def commune_killed_while_making_a_bundle(self) -> None:
        self.road.killed(self.road.commune, self.road.prepare)

    @precondition(lambda self: self.road.up)
    @rule(place=places)
    def superior_killed_while_taking_in(self, place: int) -> None:
        self.road.killed(self.road.superior, lambda: self.road.deliver(self.road.superior, place, keep=True))

    @precondition(lambda self: self.road.down)
    @rule(place=places)
    def commune_killed_while_taking_in_a_receipt(self, place: int) -> None:
        self.road.killed(self.road.commune, lambda: self.road.deliver(self.road.commune, place, keep=True))

    @rule()
    def a_season_goes_by(self) -> None:
        self.road.season()

    @rule()
    def copy_of_the_commune(self) -> None:
        self.of_commune.append(self.road.backup(self.road.commune))

    @rule()
    def copy_of_the_superior(self) -> None:
        self.of_superior.append(self.road.backup(self.road.superior))

    @precondition(lambda self: self.of_commune)
    @rule(place=places)
    def commune_comes_back_from_an_old_copy(self, place: int) -> None:
        self.road.restore(self.road.commune, self.of_commune[place % len(self.of_commune)])

    @precondition(lambda self: self.of_superior)
    @rule(place=places)
    def superior_comes_back_from_an_old_copy(self, place: int) -> None:
        self.road.restore(self.road.superior, self.of_superior[place % len(self.of_superior)])

    @invariant()
    def nothing_is_called_received_that_never_was(self) -> None:
        assert self.road.unproven() == set()

    def teardown(self) -> None:
        if not hasattr(self, "road"):
            return
        try:
            self.road.settle()
            own, counted, anew = self.road.states()
            assert (own.hash, own.count) == (counted.hash, counted.count) == (anew.hash, anew.count)
            assert self.road.unproven() == set()
        finally:
            self.road.close()
            self.place.cleanup()


@pytest.mark.timeout(7_200)
def test_both_offices_end_with_the_same_rows(laid_out: Path) -> None:
    machine = type("ExchangeOf", (Exchange,), {"laid_out": laid_out})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(scope="module")
def six_sent(laid_out: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Both offices after the commune handed over six bundles of which none has come yet, and these in their order."""
    with cheap_folder() as folder:
        road = Road(laid_out, Path(folder))
        bundles = []
        for place in range(6):
            road.add()
            road.change(place)
            bundles.append(road.commune.bundle(Path(folder)))
        road.close()
        yield road.folder, bundles


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("first", range(6))
def test_six_bundles_in_any_order_end_in_the_same_rows(six_sent: tuple[Path, list[Path]], first: int) -> None:
    """All 720 orders in the deep profile, with drawn losses, doubles and lost receipts."""
    laid_out, bundles = six_sent
    orders = [order for order in permutations(range(6)) if order[0] == first]
    for order in orders if PROFILE == DEEP else orders[::60]:
        chance = random.Random(repr(order))  # drawn, and the same in every run
        with cheap_folder() as folder, closing(Road(laid_out, Path(folder))) as road:
            road.up = [bundles[number] for number in order if chance.random() < 0.8]
            road.up += chance.choices(bundles, k=chance.randint(0, 3))
            while road.up:
                road.deliver(road.superior, 0)
                road.send(road.superior)
                while road.down:
                    if chance.random() < 0.5:
                        road.lose(road.superior, 0)
                    else:
                        road.deliver(road.commune, 0)

            road.settle()

            own, counted, anew = road.states()
            assert own == counted == anew, order
            assert road.unproven() == set()


def test_an_office_above_that_lost_what_it_had_confirmed_is_sent_it_again(laid_out: Path, tmp_path: Path) -> None:
    road = Road(laid_out, tmp_path)
    backup = road.backup(road.superior)
    for _bundle in range(2):
        road.add()
        road.trip()
    road.restore(road.superior, backup)

    road.settle()

    own, counted, anew = road.states()
    road.close()
    assert own == counted == anew


def test_a_receipt_is_made_anew_where_it_stayed_behind_on_the_old_computer(laid_out: Path, tmp_path: Path) -> None:
    road = Road(laid_out, tmp_path)
    road.add()
    road.prepare()
    road.send(road.commune)
    road.deliver(road.superior, 0, keep=True)
    road.restore(road.superior, road.backup(road.superior))

    road.deliver(road.superior, 0)
    road.send(road.superior)
    road.deliver(road.commune, 0)

    states = [row.state for row in road.bundles()]
    road.close()
    assert states == [OutboxState.CONFIRMED]


def test_copies_gone_from_the_outbox_as_well_lead_to_a_full_bundle(laid_out: Path, tmp_path: Path) -> None:
    road = Road(laid_out, tmp_path)
    backup = road.backup(road.superior)
    road.add()
    road.trip()
    shutil.rmtree(road.commune.folder / "outbox")
    road.restore(road.superior, backup)

    road.settle()

    own, counted, _anew = road.states()
    road.close()
    assert own == counted
