"""The password slot: one store key, opened by a password or a recovery code, and refused in words otherwise."""

from __future__ import annotations

import errno
import json
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import files
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem, Refused, Unavailable
from app.keys import slot, wrapping
from app.keys.slot import (
    change_password,
    create_slot,
    has_recovery,
    make_recovery_code,
    open_slot,
    open_with_recovery,
    reset_password,
)
from app.keys.wrapping import Cost, StoreKey, calibrated

CHEAP = Cost(memory_kib=8, time_cost=1, parallelism=1)
PASSWORD = "hoa sữa tháng mười"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2025, 8, 1, 2, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slot.json"


def refusal(call, *args, **named) -> Problem:
    with pytest.raises(Problem) as told:
        call(*args, **named)
    problem = told.value
    assert problem.next_step
    assert "{" not in problem.sentence + problem.next_step
    return problem


def edited(path: Path, change) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_the_right_password_gives_the_same_random_key_each_time(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    assert len(key) == 32
    assert open_slot(path, PASSWORD, clock) == key == open_slot(path, PASSWORD, clock)
    assert create_slot(path.with_name("other.json"), PASSWORD, cost=CHEAP) != key


def test_neither_the_key_nor_the_password_stands_in_the_file_or_in_a_traceback(path):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    content = path.read_bytes()
    assert bytes(key) not in content
    assert key.hex() not in content.decode()
    assert PASSWORD.encode() not in content
    assert repr(key) == str(key) == f"{key}" == "StoreKey(…)"


def test_a_wrong_password_is_refused_and_the_wait_grows(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    waits = []
    for _number in range(13):
        problem = refusal(open_slot, path, "sai mật khẩu", clock)
        assert (type(problem), problem.code, problem.field) == (Refused, "KEY-01", "password")
        waits.append(problem.values["seconds"])
        clock.move(timedelta(seconds=waits[-1]))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert open_slot(path, PASSWORD, clock) == key


def test_the_first_wrong_password_speaks_of_no_wait_and_a_later_one_does(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    first, _second, third = (refusal(open_slot, path, "sai mật khẩu", clock) for _number in range(3))
    assert first.sentence == "Mật khẩu không đúng."
    assert third.sentence == "Mật khẩu không đúng. Phải đợi 1 giây trước lần nhập tiếp theo."


def test_while_waiting_even_the_right_password_is_refused_with_the_seconds_that_remain(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    for _number in range(5):
        refusal(open_slot, path, "sai mật khẩu", clock)
        clock.move(timedelta(seconds=4))
    refusal(open_slot, path, "sai mật khẩu", clock)  # the sixth: eight seconds
    clock.move(timedelta(seconds=3))

    problem = refusal(open_slot, path, PASSWORD, clock)
    assert (problem.code, problem.values["seconds"]) == ("KEY-05", 5)

    clock.move(timedelta(seconds=5))
    assert open_slot(path, PASSWORD, clock) == key


def test_a_right_password_makes_the_count_begin_anew(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    refusal(open_slot, path, "sai mật khẩu", clock)
    refusal(open_slot, path, "sai mật khẩu", clock)
    open_slot(path, PASSWORD, clock)
    assert refusal(open_slot, path, "sai mật khẩu", clock).values["seconds"] == 0


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        (unicodedata.normalize("NFD", PASSWORD), PASSWORD),
        ("hòa bình xã ta", "hoà bình xã ta"),
        ("THÚY khỏe", "THUÝ khoẻ"),
        (unicodedata.normalize("NFD", "hòa thuận"), "hoà thuận"),
    ],
)
def test_the_ways_input_methods_compose_one_password_all_open_it(path, clock, typed, also):
    key = create_slot(path, typed, cost=CHEAP)
    assert open_slot(path, also, clock) == key


@pytest.mark.parametrize("other", [PASSWORD.upper(), PASSWORD + " ", "hoa sưa tháng mười", ""])
def test_another_password_stays_another_password(path, clock, other):
    create_slot(path, PASSWORD, cost=CHEAP)
    assert refusal(open_slot, path, other, clock).code == "KEY-01"


@pytest.mark.parametrize("weak", ["", "1234567", " " * 12, "\u00a0" * 9, unicodedata.normalize("NFD", "mật mã")])
def test_a_weak_password_is_refused_before_anything_is_written(path, weak):
    problem = refusal(create_slot, path, weak, cost=CHEAP)
    assert (problem.code, problem.field) == ("KEY-04", "password")
    assert list(path.parent.iterdir()) == []


def test_a_slot_is_never_overwritten_because_its_key_would_be_lost(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    assert refusal(create_slot, path, "mật khẩu khác", cost=CHEAP).code == "KEY-10"
    assert open_slot(path, PASSWORD, clock) == key


def test_a_changed_password_opens_the_same_key_and_the_old_one_no_longer(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    change_password(path, PASSWORD, "lúa chín vàng đồng", clock, cost=CHEAP)
    assert open_slot(path, "lúa chín vàng đồng", clock) == key
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-01"


def test_changing_needs_the_old_password_and_a_good_new_one(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    before = path.read_bytes()
    wrong = refusal(change_password, path, "không phải nó", "lúa chín vàng đồng", clock, cost=CHEAP)
    weak = refusal(change_password, path, PASSWORD, "ngắn", clock, cost=CHEAP)
    assert (wrong.code, wrong.field) == ("KEY-01", "old_password")
    assert (weak.code, weak.field) == ("KEY-04", "new_password")
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_while_changing_keeps_the_old_password(path, clock, monkeypatch, step):
    key = create_slot(path, PASSWORD, cost=CHEAP)

    def fail(*_args, **_named):
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(files.os, step, fail)
        assert refusal(change_password, path, PASSWORD, "lúa chín vàng đồng", clock, cost=CHEAP).code == "FIL-01"

    assert open_slot(path, PASSWORD, clock) == key
    assert [found.name for found in path.parent.iterdir()] == ["slot.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 500,
        b"{",
        b"[]",
        b"null",
        b'{"format": "xaso-slot"}',
        b'{"format": "xaso-slot", "version": 1}',
        b'{"format": "xaso-slot", "version": 0, "entries": []}',
        b'{"format": "xaso-slot", "version": 1, "entries": [7]}',
        b'{"format": "xaso-slot", "version": 1, "entries": [{"kind": "password", "salt": "\\ud800"}]}',
        b"[" * 60_000,
        b" " * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_damaged_slot_is_unavailable_and_stays_as_it_is(path, clock, content):
    path.write_bytes(content)
    problem = refusal(open_slot, path, PASSWORD, clock)
    assert (type(problem), problem.code) == (Unavailable, "KEY-02")
    assert path.read_bytes() == content


def test_a_missing_slot_is_unavailable(path, clock):
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-02"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("salt", "AAAA"),
        ("sealed", "!"),
        ("memory_kib", 1 << 40),
        ("memory_kib", True),
        ("time_cost", 0),
        ("kdf", "none"),
        ("parallelism", 2),
    ],
)
def test_a_damaged_entry_is_told_apart_from_a_wrong_password_and_is_no_failed_try(path, clock, name, value):
    create_slot(path, PASSWORD, cost=CHEAP)

    def change(content):
        entry = content["entries"][0]
        entry[name] = value
        bare = {key: kept for key, kept in entry.items() if key != "checksum"}
        entry["checksum"] = wrapping._checksum(bare)  # even when somebody made the checksum fit

    edited(path, change)
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-02"
    assert not path.with_name("attempts.json").exists()


def test_one_flipped_letter_is_damage_not_a_wrong_password(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    sealed = json.loads(path.read_text())["entries"][0]["sealed"]
    flipped = ("A" if sealed[0] != "A" else "B") + sealed[1:]
    edited(path, lambda content: content["entries"][0].update(sealed=flipped))
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-02"


def test_a_newer_slot_is_left_untouched(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    edited(path, lambda content: content.update(version=2))
    before = path.read_bytes()
    for call in (
        lambda: open_slot(path, PASSWORD, clock),
        lambda: make_recovery_code(path, key, cost=CHEAP),
        lambda: change_password(path, PASSWORD, "lúa chín vàng đồng", clock, cost=CHEAP),
    ):
        problem = refusal(call)
        assert (type(problem), problem.code) == (Unavailable, "KEY-03")
    assert path.read_bytes() == before


def test_the_recovery_code_opens_the_same_key_and_sets_a_new_password(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    code = make_recovery_code(path, key, cost=CHEAP)
    assert has_recovery(path)
    assert code.replace(" ", "") not in path.read_text()

    opened = open_with_recovery(path, code)
    reset_password(path, opened, "lúa chín vàng đồng", clock, cost=CHEAP)

    assert opened == key == open_slot(path, "lúa chín vàng đồng", clock)
    assert open_with_recovery(path, code.replace(" ", "-")) == key
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-01"


def test_the_recovery_code_opens_where_the_password_entry_is_damaged(path, clock):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    code = make_recovery_code(path, key, cost=CHEAP)
    edited(path, lambda content: content["entries"][0].update(salt=""))
    assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-02"
    assert open_with_recovery(path, code) == key


def test_a_new_recovery_code_replaces_the_old_one(path):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    old = make_recovery_code(path, key, cost=CHEAP)
    new = make_recovery_code(path, key, cost=CHEAP)
    assert open_with_recovery(path, new) == key
    assert refusal(open_with_recovery, path, old).code == "KEY-06"


def test_without_a_recovery_code_that_is_told(path):
    key = create_slot(path, PASSWORD, cost=CHEAP)
    code = make_recovery_code(path, key, cost=CHEAP)
    edited(path, lambda content: content["entries"].pop())
    assert not has_recovery(path)
    assert refusal(open_with_recovery, path, code).code == "KEY-11"


def test_a_key_of_another_store_never_enters_the_slot(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="does not belong"):
        make_recovery_code(path, StoreKey(b"\0" * 32), cost=CHEAP)
    with pytest.raises(ValueError, match="does not belong"):
        reset_password(path, StoreKey(b"\0" * 32), "lúa chín vàng đồng", clock, cost=CHEAP)
    assert path.read_bytes() == before


def test_entries_of_a_later_kind_are_kept(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    edited(path, lambda content: content["entries"].append({"kind": "smartcard", "reader": 1}))
    change_password(path, PASSWORD, "lúa chín vàng đồng", clock, cost=CHEAP)
    assert {"kind": "smartcard", "reader": 1} in json.loads(path.read_text())["entries"]


def test_the_real_cost_has_a_floor_and_a_ceiling_and_aims_at_half_a_second(monkeypatch):
    monkeypatch.setattr(wrapping, "_derive", lambda *_args: b"")

    def measured(seconds: float) -> Cost:
        ticks = iter((0.0, seconds))
        return calibrated(lambda: next(ticks))

    assert measured(0.25) == Cost(memory_kib=65536, time_cost=6, parallelism=2)
    assert measured(20.0).time_cost == 3
    assert measured(0.0).time_cost == 16


def test_a_slot_at_the_real_cost_opens(path, clock):
    key = create_slot(path, PASSWORD)
    entry = json.loads(path.read_text())["entries"][0]
    assert entry["memory_kib"] >= 64 * 1024
    assert entry["time_cost"] >= 3
    assert open_slot(path, PASSWORD, clock) == key


def test_too_little_memory_is_told(path, clock):
    create_slot(path, PASSWORD, cost=CHEAP)
    from argon2 import low_level
    from argon2.exceptions import HashingError

    def starved(*_args, **_named):
        raise HashingError("Memory allocation error")

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(low_level, "hash_secret_raw", starved)
        assert refusal(open_slot, path, PASSWORD, clock).code == "KEY-07"


@given(st.text(min_size=8, max_size=40).filter(lambda text: len(unicodedata.normalize("NFC", text)) >= 8))
def test_every_form_of_unicode_gives_one_secret(password):
    forms = {slot._secret(unicodedata.normalize(form, password)) for form in ("NFC", "NFD")}
    assert len(forms) == 1
