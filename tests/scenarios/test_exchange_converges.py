"""Two real stores, and everything that happens to sticks: at rest, both sides hold the same rows, byte for byte.

Bundles come in any order, twice or never, receipts are lost, the commune comes back from old backups, twice from the
same. The deep profile draws many more and longer histories.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import Any

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
from sqlalchemy import select

from app.backup import restore
from app.exchange.content import content_for
from app.exchange.outbox import PrepareBundle
from app.exchange.queries import outbox, to_hand_over
from app.exchange.state import State
from app.intake.applying import counted_anew, state_of
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.people.commands import AddPerson, ChangePerson, PersonInput, RemovePerson
from db.models import Person, ReceivedRow
from db.vocabulary import OutboxState
from tests.conftest import DEEP, PROFILE
from tests.support.stores import PASSWORD, START
from tests.support.two_offices import Office, enrol, set_up_commune, set_up_superior

WORDS = ("Một", "Hai", "Ba", "Bốn", "Năm")
_numbers = itertools.count()


class Exchange(RuleBasedStateMachine):
    """A commune, the office above it, and the files under way between them."""

    template: Path
    """Folder with stores ``xa`` and ``huyen`` that know each other."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(dir=self.template.parent, prefix="history-"))
        self.clock = FixedClock(START)
        self.commune = Office(Path(shutil.copytree(self.template / "xa", self.place / "xa")), self.clock)
        self.superior = Office(Path(shutil.copytree(self.template / "huyen", self.place / "huyen")), self.clock)
        self.stick = self.place / "stick"
        self.stick.mkdir()
        self.sent: list[Path] = []
        self.receipts: list[Path] = []
        self.backups: list[Path] = []

    @initialize()
    def first_bundle(self) -> None:
        self.add("Một")
        self.make()

    @rule(word=st.sampled_from(WORDS))
    def add(self, word: str) -> None:
        self.commune.desk.do(AddPerson(person=PersonInput(full_name=f"Vi Văn {word}")))

    @rule(word=st.sampled_from(WORDS), which=st.integers(0, 9), gone=st.booleans())
    def change(self, word: str, which: int, gone: bool) -> None:
        query = select(Person.uid).where(Person.deleted_at.is_(None)).order_by(Person.uid)
        people = self.commune.desk.read(lambda session: session.scalars(query).all())
        if people:
            uid = people[which % len(people)]
            command: Any = ChangePerson(uid=uid, person=PersonInput(full_name=f"Vi Thị {word}"))
            self.commune.desk.do(RemovePerson(uid=uid) if gone else command)

    @rule()
    def make(self) -> None:
        try:
            uid = self.commune.desk.do(PrepareBundle()).value
        except Problem as problem:
            assert problem.code == "OBX-01"
            return
        self.sent.append(self._put(self.commune, uid))

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 30), answered=st.booleans())
    def deliver(self, which: int, answered: bool) -> None:
        for came in self.superior.take_in(self.sent[which % len(self.sent)]):
            if came.answer and answered:
                self.receipts.append(self._put(self.superior, came.answer))

    @precondition(lambda self: self.receipts)
    @rule(which=st.integers(0, 30))
    def answer(self, which: int) -> None:
        self.commune.take_in(self.receipts[which % len(self.receipts)])

    @rule()
    def back_up(self) -> None:
        self.backups.append(self.commune.desk.backup(self.place / f"{next(_numbers)}.backup").path)

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 5))
    def come_back(self, which: int) -> None:
        """The commune's computer dies; it comes back from one of its copies in another folder."""
        self.commune.desk.close()
        folder = self.place / f"xa-{next(_numbers)}"
        restore(self.backups[which % len(self.backups)], folder, PASSWORD, clock=self.clock)
        self.commune.folder = folder
        self.commune.open()

    @invariant()
    def the_state_above_is_the_sum_of_its_rows(self) -> None:
        state = self.superior.desk.read(state_of, self.commune.uid)
        assert state == self.superior.desk.read(counted_anew, self.commune.uid)

    def teardown(self) -> None:
        try:
            self._settle()
        finally:
            self.commune.desk.close()
            self.superior.desk.close()
            shutil.rmtree(self.place)

    def _settle(self) -> None:
        """The road is good again: whatever is open is handed over and answered until nothing is."""
        for _round in range(12):
            self.make()
            for view in self.commune.desk.read(to_hand_over):
                for came in self.superior.take_in(self._put(self.commune, view.uid)):
                    if came.answer:
                        self.commune.take_in(self._put(self.superior, came.answer))
            if not self.commune.desk.read(to_hand_over) and self._own() == self._held():
                break
        assert self._own() == self._held()
        states = {view.state for view in self.commune.desk.read(outbox) if view.kind == "bundle"}
        assert OutboxState.HANDED_OVER not in states and OutboxState.PREPARED not in states

    def _own(self) -> State:
        return self.commune.desk.read(lambda session: content_for(session, None).state)

    def _held(self) -> State:
        return self.superior.desk.read(state_of, self.commune.uid)

    def _put(self, office: Office, uid: str) -> Path:
        folder = self.stick / str(next(_numbers))
        folder.mkdir()
        return office.put(uid, folder)


@pytest.fixture(scope="module")
def enrolled(empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.workspace import Workspace
    from tests.support.stores import CHEAP

    place, clock = tmp_path_factory.mktemp("converge") / "template", FixedClock(START)
    place.mkdir()
    commune = Office(Path(shutil.copytree(empty_workspace, place / "xa")), clock)
    Workspace.create(place / "huyen", PASSWORD, clock=clock, cost=CHEAP).close()
    superior = Office(place / "huyen", clock)
    set_up_commune(commune)
    set_up_superior(superior)
    enrol(commune, superior)
    for office in (commune, superior):
        office.desk.close()
    return place


@pytest.mark.timeout(0)
def test_whatever_happens_on_the_way_both_sides_end_with_the_same_rows(enrolled: Path) -> None:
    Exchange.template = enrolled
    deep = PROFILE == DEEP
    run_state_machine_as_test(
        Exchange,
        settings=settings(
            max_examples=1000 if deep else 8,
            stateful_step_count=30 if deep else 14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("order", [(5, 4, 3, 2, 1, 0), (3, 0, 5, 1, 4, 2), (0, 2, 1, 5, 3, 4)])
def test_six_bundles_in_another_order_through_real_stores(enrolled: Path, order: tuple[int, ...]) -> None:
    Exchange.template = enrolled
    history = Exchange()
    try:
        for word in (*WORDS, "Sáu"):
            history.add(word)
            history.make()
        for which in (*order, *order[:3]):
            history.superior.take_in(history.sent[which])
        assert history._own() == history._held()
        rows = history.superior.desk.read(
            lambda session: session.scalars(select(ReceivedRow.payload).where(ReceivedRow.noun == "person")).all()
        )
        assert len(rows) == 6
    finally:
        history.teardown()
