"""Packages down and their receipts up: lost, doubled, late, replaced and forgotten, both offices agree in the end."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from app.exchange import refusals
from app.exchange.header import Kind
from app.exchange.queries import to_hand_over
from app.intake.asking import AskForData, requests_from_above
from app.intake.sending_down import NOTHING_DOWN, PreparePackage
from app.intake.views import CameIn
from app.kernel.problems import Problem
from db.models import DataRequest, OutgoingBundle, ReceivedRow
from db.vocabulary import InboxState, OutboxState
from tests.conftest import DEEP, PROFILE
from tests.support.road import Road, cheap_folder, lay_out

places = st.integers(0, 30)
EXAMPLES, STEPS = (int(os.environ.get("EXAMPLES", "300")), 30) if PROFILE == DEEP else (15, 18)
_ROUNDS = 8


class Down(Road):
    """The office above asks; packages go down, receipts for them come up."""

    def ask(self) -> None:
        self._made += 1
        asked = AskForData(
            target_office=self.commune.uid,
            title=f"Báo cáo nhanh số {self._made}",
            fields=("Số Tổ đang hoạt động",),
            first_day=date(2026, 3, 1),
            last_day=date(2026, 3, 31),
        )
        self.superior.desk.do(asked)

    def pack(self) -> bool:
        """Whether there was anything to tell the commune."""
        try:
            self.superior.desk.do(PreparePackage(office=self.commune.uid))
        except Problem as problem:
            assert problem.kind is NOTHING_DOWN
            return False
        return True

    def round(self) -> None:
        """Everything goes down, everything is answered."""
        self.pack()
        self.send(self.superior)
        while self.down:
            self.deliver(self.commune, 0)
        self.send(self.commune)
        while self.up:
            self.deliver(self.superior, 0)

    def agree(self) -> int:
        """Rounds until nothing is under way and every package still counted is confirmed."""
        for done in range(1, _ROUNDS + 1):
            self.ask()  # a package that comes is what tells an office of packages it lacks
            self.round()
            self.round()
            if not self.superior.desk.read(to_hand_over) and self.asked().items() <= self.known().items():
                return done
        raise AssertionError(f"not agreed after {_ROUNDS} rounds: {self.packages()}")

    def packages(self) -> list[tuple[int, int, str, str]]:
        query = select(OutgoingBundle).where(OutgoingBundle.kind == Kind.PACKAGE).order_by(OutgoingBundle.made_at)
        return self.superior.desk.read(
            lambda session: [
                (row.epoch, row.last_sequence, str(row.state), row.problem) for row in session.scalars(query)
            ]
        )

    def asked(self) -> dict[str, str]:
        """Requests above, by uid."""
        return self.superior.desk.read(
            lambda session: {row.uid: row.title for row in session.scalars(select(DataRequest))}
        )

    def known(self) -> dict[str, str]:
        """Requests of the office above that the commune knows."""
        query = select(ReceivedRow).where(ReceivedRow.noun == DataRequest.__tablename__)
        return self.commune.desk.read(
            lambda session: {row.row_uid: json.loads(row.payload)["title"] for row in session.scalars(query)}
        )


@pytest.fixture(scope="module")
def laid_out() -> Iterator[Path]:
    with cheap_folder() as folder:
        yield lay_out(Path(folder))


@pytest.fixture
def road(laid_out: Path, tmp_path: Path) -> Iterator[Down]:
    road = Down(laid_out, tmp_path)
    yield road
    road.close()


def carried(road: Down) -> list[CameIn]:
    """What lies on the way down is taken in by the commune."""
    came = [each for path in road.down for each in road.commune.take_in(path)]
    road.down.clear()
    return came


def test_a_package_is_given_until_its_receipt_says_that_it_came(road: Down) -> None:
    road.ask()
    road.pack()
    road.send(road.superior)
    assert [state for *_span, state, _problem in road.packages()] == [OutboxState.HANDED_OVER]
    (came,) = carried(road)
    assert came.is_taken_in and came.answer

    road.send(road.commune)
    assert [path.stat().st_size < 6_000 for path in road.up] == [True]
    road.deliver(road.superior, 0)

    assert [state for *_span, state, _problem in road.packages()] == [OutboxState.CONFIRMED]
    assert road.superior.desk.read(to_hand_over) == road.commune.desk.read(to_hand_over) == []


def test_a_lost_receipt_is_given_again_when_the_package_comes_again(road: Down) -> None:
    road.ask()
    road.pack()
    road.send(road.superior)
    carried(road)
    road.send(road.commune)
    road.lose(road.commune, 0)

    road.send(road.superior)
    (again,) = carried(road)
    assert again.state is InboxState.DUPLICATE
    road.send(road.commune)
    road.deliver(road.superior, 0)

    assert [state for *_span, state, _problem in road.packages()] == [OutboxState.CONFIRMED]


def test_a_package_that_was_lost_is_named_by_the_commune_and_goes_down_again(road: Down) -> None:
    road.ask()
    road.pack()
    road.send(road.superior)
    road.lose(road.superior, 0)
    road.ask()
    road.pack()
    road.send(road.superior)
    _first, second = sorted(road.down, key=lambda path: path.name)
    road.down[:] = [second]
    (waits,) = carried(road)
    assert waits.state is InboxState.WAITING
    road.send(road.commune)
    road.deliver(road.superior, 0)
    assert refusals.GAP.code in {problem for *_rest, problem in road.packages()}

    road.round()

    assert [state for *_span, state, _problem in road.packages()] == [OutboxState.CONFIRMED] * 2
    assert len(road.commune.desk.read(requests_from_above)) == 2


def test_a_package_that_left_unnoticed_and_was_replaced_does_not_stop_the_next(road: Down) -> None:
    road.ask()
    road.pack()
    road.send(road.superior, told=False)
    road.ask()
    road.pack()
    road.send(road.superior)

    road.agree()

    assert road.asked().items() <= road.known().items()


def test_a_commune_that_came_back_from_an_old_backup_is_given_its_packages_again(road: Down) -> None:
    road.add()
    road.trip()
    backup = road.backup(road.commune)
    road.ask()
    road.round()
    road.round()
    assert road.asked() == road.known()
    road.restore(road.commune, backup)
    assert road.known() == {}

    road.add()
    road.trip()

    assert road.asked() == road.known()
    road.send(road.commune)
    while road.up:
        road.deliver(road.superior, 0)
    assert road.superior.desk.read(to_hand_over) == []


class Talking(RuleBasedStateMachine):
    """An office above that asks, and everything that may happen on the road."""

    laid_out: Path

    @initialize()
    def begin(self) -> None:
        self.place = cheap_folder()
        self.road = Down(self.laid_out, Path(self.place.name))
        self.of_commune: list[Path] = []
        self.of_superior: list[Path] = []

    @rule()
    def ask(self) -> None:
        self.road.ask()

    @rule()
    def pack(self) -> None:
        self.road.pack()

    @rule(told=st.booleans())
    def hand_over(self, told: bool) -> None:
        self.road.send(self.road.superior, told=told)

    @rule()
    def a_whole_round(self) -> None:
        self.road.ask()
        self.road.round()

    @rule()
    def answer(self) -> None:
        self.road.send(self.road.commune)

    @precondition(lambda self: self.road.down)
    @rule(place=places, doubled=st.booleans())
    def package_arrives(self, place: int, doubled: bool) -> None:
        self.road.deliver(self.road.commune, place, keep=doubled)

    @precondition(lambda self: self.road.up)
    @rule(place=places, doubled=st.booleans())
    def receipt_arrives(self, place: int, doubled: bool) -> None:
        self.road.deliver(self.road.superior, place, keep=doubled)

    @rule(place=places)
    def package_lost(self, place: int) -> None:
        self.road.lose(self.road.superior, place)

    @rule(place=places)
    def receipt_lost(self, place: int) -> None:
        self.road.lose(self.road.commune, place)

    @precondition(lambda self: self.road.down)
    @rule(place=places)
    def commune_killed_while_taking_in(self, place: int) -> None:
        self.road.killed(self.road.commune, lambda: self.road.deliver(self.road.commune, place, keep=True))

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

    def teardown(self) -> None:
        if not hasattr(self, "road"):
            return
        try:
            self.road.agree()
        finally:
            self.road.close()
            self.place.cleanup()


@pytest.mark.timeout(7_200)
def test_both_offices_agree_on_what_was_asked(laid_out: Path) -> None:
    machine = type("TalkingOf", (Talking,), {"laid_out": laid_out})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
