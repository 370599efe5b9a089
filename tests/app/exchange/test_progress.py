"""Long work tells how far it is, and stopping it anywhere leaves everything as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exchange.outbox import MarkHandedOver, PrepareBundle, outbox_of
from app.exchange.queries import outbox
from app.intake.applying import counted_anew, state_of
from app.intake.collecting import collect
from app.intake.queries import inbox
from app.kernel.clock import FixedClock
from app.kernel.problems import Cancelled
from app.kernel.progress import Progress
from app.people.commands import AddPerson, PersonInput
from tests.support.two_offices import Office, two_offices


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office]]:
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, _stick):
        commune.desk.do(AddPerson(person=PersonInput(full_name="Vi Văn Canh")))
        yield commune, superior


class Watcher:
    """Sees what is told, and asks to stop at the n-th question."""

    def __init__(self, stop_at: int = 0) -> None:
        self.asked, self.stop_at = 0, stop_at
        self.told: list[tuple[int, int, str]] = []
        self.progress = Progress(lambda *told: self.told.append(told), self._is_cancelled)

    def _is_cancelled(self) -> bool:
        self.asked += 1
        return self.asked == self.stop_at


def lying_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def rising(told: list[tuple[int, int, str]]) -> bool:
    shares = [done / total for done, total, _what in told]
    return shares == sorted(shares) and shares[0] == 0 and 0.75 <= shares[-1] <= 1 and all(what for *_, what in told)


def test_making_a_bundle_tells_its_way_and_stops_anywhere_without_a_trace(offices: tuple[Office, Office]) -> None:
    commune, _superior = offices
    folder = outbox_of(commune.desk.files)
    whole = Watcher()
    first = commune.desk.do(PrepareBundle(), whole.progress).value
    before = commune.desk.read(outbox), lying_in(folder)

    assert rising(whole.told)
    assert whole.asked >= 5
    for place in range(1, whole.asked + 1):
        with pytest.raises(Cancelled):
            commune.desk.do(PrepareBundle(), Watcher(place).progress)
        assert (commune.desk.read(outbox), lying_in(folder)) == before
    assert commune.desk.do(PrepareBundle()).value != first


def test_taking_in_tells_its_way_and_stops_anywhere_until_it_is_taken_in_after_all(
    offices: tuple[Office, Office],
) -> None:
    commune, superior = offices
    bundle = commune.desk.do(PrepareBundle()).value
    commune.desk.do(MarkHandedOver(bundle=bundle, carrier="usb"))
    path = outbox_of(commune.desk.files) / f"{bundle}.xaso"
    answers, place = outbox_of(superior.desk.files), 0
    before = lying_in(answers)

    while True:
        place += 1
        watcher = Watcher(place)
        try:
            (came,) = collect(superior.desk, [path], watcher.progress)
        except Cancelled:
            assert superior.desk.read(state_of, commune.uid).count == 0
            assert superior.desk.read(counted_anew, commune.uid).count == 0
            assert superior.desk.read(inbox) == []
            assert lying_in(answers) == before
            continue
        break

    assert came.is_taken_in
    assert place >= 6
    assert rising(watcher.told)
    assert superior.desk.read(state_of, commune.uid).count == came.rows > 0
