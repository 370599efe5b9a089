"""One window per workspace; a killed process leaves no lock behind."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.instance import LOCK_NAME, WorkspaceLock
from app.kernel import files
from app.kernel.clock import FixedClock
from app.kernel.problems import Unavailable

ROOT = Path(__file__).resolve().parents[2]
NOW = FixedClock(datetime(2025, 8, 1, 2, 5, tzinfo=UTC))

HOLDER = """
import sys, time
from pathlib import Path
from app.instance import WorkspaceLock
lock = WorkspaceLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(120)
"""


def told_taken(folder: Path) -> Unavailable:
    with pytest.raises(Unavailable) as told:
        WorkspaceLock(folder, NOW)
    assert told.value.code == "WSP-02"
    assert "{" not in told.value.sentence + told.value.next_step
    return told.value


def test_a_second_window_is_told_since_when_the_first_is_open(tmp_path):
    with WorkspaceLock(tmp_path, NOW):
        problem = told_taken(tmp_path)
    assert problem.sentence == "Dữ liệu này đang mở ở cửa sổ khác (từ 09:05 01/08/2025)."
    assert "tiến trình số" in problem.next_step


def test_a_released_lock_can_be_taken_again(tmp_path):
    lock = WorkspaceLock(tmp_path, NOW)
    lock.release()
    lock.release()
    assert not lock.is_held
    with WorkspaceLock(tmp_path, NOW) as again:
        assert again.is_held


def test_two_folders_do_not_disturb_each_other(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with WorkspaceLock(tmp_path / "a", NOW), WorkspaceLock(tmp_path / "b", NOW) as second:
        assert second.is_held


def test_a_refused_second_window_does_not_take_the_lock_from_the_first(tmp_path):
    with WorkspaceLock(tmp_path, NOW):
        told_taken(tmp_path)
        told_taken(tmp_path)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"pid": "x", "started": "y"}', b"\xff" * 5000])
def test_an_unreadable_note_of_the_holder_does_not_matter(tmp_path, text):
    with WorkspaceLock(tmp_path, NOW):
        (tmp_path / LOCK_NAME).write_bytes(text)
        assert told_taken(tmp_path).sentence == "Dữ liệu này đang mở ở cửa sổ khác."


def test_an_old_lock_file_alone_locks_nothing(tmp_path):
    (tmp_path / LOCK_NAME).write_text('{"pid": 1, "started": "2020-01-01T00:00:00+00:00"}')
    with WorkspaceLock(tmp_path, NOW) as lock:
        assert lock.is_held


def test_a_killed_process_frees_the_workspace(tmp_path):
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with child:
        try:
            assert child.stdout.readline() == "held\n"
            assert str(child.pid) in told_taken(tmp_path).next_step
        finally:
            child.kill()
        child.wait()
        with WorkspaceLock(tmp_path, NOW) as lock:
            assert lock.is_held


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(Unavailable) as told:
        WorkspaceLock(tmp_path / "khong-co", NOW)
    assert told.value.code == "FIL-05"


def test_a_file_system_without_locks_is_told_and_not_taken_for_a_second_window(tmp_path, monkeypatch):
    def no_locks(_file):
        raise OSError(files.errno.ENOLCK, "no locks")

    monkeypatch.setattr(files, "_lock", no_locks)
    with pytest.raises(Unavailable) as told:
        WorkspaceLock(tmp_path, NOW)
    assert told.value.code == "FIL-08"
