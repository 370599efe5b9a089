"""Whatever one operation does wrong: no false success, nothing torn to collect, and the next try succeeds."""

from __future__ import annotations

import time

import pytest

from app.carriers.carrier import Since
from app.carriers.memory import Fault, MemoryCarrier
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from tests.carriers.conftest import NAME, QUIET, arrivals, sha256

OPERATIONS = 3
"""Put, read back, name."""


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("at", range(1, OPERATIONS + 1))
def test_one_fault_while_sending(parcel, tmp_path, at, fault):
    carrier = MemoryCarrier({at: fault}, patience=0.05)
    harmless = fault is Fault.FLIP and at == OPERATIONS  # naming moves no bytes

    try:
        sent = carrier.send(parcel, NAME, QUIET)
    except Problem as problem:
        assert not harmless
        assert problem.next_step
        assert problem.code != "CAR-04" or NAME in carrier.shelf
    else:
        assert harmless
        assert sent.sha256 == sha256(parcel)
    assert NAME not in carrier.shelf or carrier.shelf[NAME] == parcel.read_bytes()

    assert carrier.send(parcel, NAME, QUIET).sha256 == sha256(parcel)
    assert [one.sha256 for one in arrivals(carrier, tmp_path)] == [sha256(parcel)]


FAULTS_OF_COLLECTING = [
    *((1, fault) for fault in (Fault.REFUSE, Fault.HANG)),  # listing moves no bytes that could be torn
    *((at, fault) for at in (2, 3) for fault in (Fault.REFUSE, Fault.TEAR, Fault.HANG, Fault.SWALLOW)),
]


@pytest.mark.parametrize(("at", "fault"), FAULTS_OF_COLLECTING)
def test_one_fault_while_collecting_keeps_what_came_before(tmp_path, at, fault):
    carrier = MemoryCarrier(shelf={"a.xaso": b"a", "b.xaso": b"b"}, faults={at: fault}, patience=0.05)
    coming = carrier.collect(tmp_path, Since(), QUIET)

    came = [next(coming).name for _ in range(at - 2)]
    with pytest.raises(Problem):
        next(coming)

    assert came == ["a.xaso"][: at - 2]
    assert len(list(tmp_path.iterdir())) == len(came)


def test_a_turned_bit_while_collecting_is_left_to_the_checks_of_the_bundle(tmp_path):
    carrier = MemoryCarrier(shelf={"a.xaso": b"abc"}, faults={2: Fault.FLIP})

    (came,) = arrivals(carrier, tmp_path)

    assert came.path.read_bytes() == b"acc"
    assert came.sha256 == sha256(came.path)  # it says what came, not what was meant


def test_a_hanging_carrier_can_be_cancelled(parcel):
    carrier = MemoryCarrier({1: Fault.HANG}, patience=60)
    started = time.monotonic()

    with pytest.raises(Cancelled):
        carrier.send(parcel, NAME, Progress(is_cancelled=lambda: time.monotonic() - started > 0.1))

    assert time.monotonic() - started < 2
    assert carrier.shelf == {}


def test_check_tells_what_would_stop_a_send():
    condition = MemoryCarrier({1: Fault.REFUSE}).check(QUIET)

    assert not condition.reachable
    assert [problem.code for problem in condition.problems] == ["CAR-12"]
