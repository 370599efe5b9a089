"""The wait after wrong passwords survives restarts and clocks set back, and never locks the owner out."""

from __future__ import annotations

import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.kernel import files
from app.kernel.clock import FixedClock
from app.keys.attempts import Attempts, delay_after

NOW = datetime(2025, 8, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def slot(tmp_path: Path) -> Path:
    return tmp_path / "slot.json"


def failed(slot: Path, clock: FixedClock, times: int) -> None:
    for _number in range(times):
        Attempts(slot, clock).count_failure()


def test_the_wait_doubles_up_to_five_minutes():
    assert [delay_after(count) for count in range(13)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert delay_after(10**6) == 300


def test_the_count_survives_a_restart(slot):
    failed(slot, FixedClock(NOW), 6)
    assert Attempts(slot, FixedClock(NOW)).seconds_to_wait() == 8
    assert Attempts(slot, FixedClock(NOW + timedelta(seconds=7.5))).seconds_to_wait() == 1
    assert Attempts(slot, FixedClock(NOW + timedelta(seconds=8))).seconds_to_wait() == 0


def test_a_clock_set_back_begins_the_same_wait_anew_and_no_longer_one(slot):
    failed(slot, FixedClock(NOW), 6)
    earlier = FixedClock(NOW - timedelta(days=400))
    assert Attempts(slot, earlier).seconds_to_wait() == 8
    earlier.move(timedelta(seconds=5))
    assert Attempts(slot, earlier).seconds_to_wait() == 3


def test_the_file_says_how_often_and_when_and_nothing_else(slot):
    failed(slot, FixedClock(NOW), 2)
    content = json.loads(slot.with_name("attempts.json").read_text())
    assert content == {"count": 2, "last": "2025-08-01T02:00:00+00:00"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 40,
        b"[]",
        b"7",
        b"{}",
        b'{"count": "x", "last": 1}',
        b'{"count": -5, "last": "2025-08-01"}',
        b'{"count": 5, "last": "2025-08-01T02:00:00"}',
        b"\xff",
        b'{"count": 9e99, "last": "2025-08-01T02:00:00+00:00"}',
    ],
)
def test_a_damaged_count_lets_the_owner_in_and_counts_anew(slot, content):
    slot.with_name("attempts.json").write_bytes(content)
    attempts = Attempts(slot, FixedClock(NOW))
    assert attempts.seconds_to_wait() == 0
    assert attempts.count_failure() == 0


def test_a_full_disk_does_not_hide_that_the_password_was_wrong(slot, monkeypatch):
    def fail(*_args, **_named):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(files.os, "fsync", fail)
    assert Attempts(slot, FixedClock(NOW)).count_failure() == 0
    assert list(slot.parent.iterdir()) == []
