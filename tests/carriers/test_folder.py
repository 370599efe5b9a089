"""Sticks and folders: full, broken, pulled out, the wrong one, with strange company; and never a false success."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.carriers import sticks
from app.carriers.carrier import Since, Unread, part_name, torn_name
from app.carriers.folder import FolderCarrier
from app.carriers.sticks import MARK, foreign_files, read_mark
from app.kernel.drives import Drive, DriveKind, Machine
from app.kernel.problems import Problem, Refused, Unavailable
from tests.carriers.conftest import NAME, QUIET, arrivals, make_file, sha256
from tests.carriers.failing_medium import CountedMedium, FailingMedium, FlippingMedium

SIZE = 700_000


@dataclass(frozen=True)
class OneStick(Machine):
    """A computer on which everything below ``top`` is one stick."""

    top: Path = Path()
    writable: bool = True
    filesystem: str = "vfat"

    def drive_of(self, folder: Path) -> Drive:
        on_it = folder.resolve().is_relative_to(self.top)
        return Drive(DriveKind.REMOVABLE if on_it else DriveKind.FIXED, self.filesystem if on_it else "ext4")

    def top_of(self, folder: Path) -> Path:
        return self.top

    def can_write(self, folder: Path) -> bool:
        return self.writable


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {MARK}


def calls_of_an_export(folder: Path, parcel: Path) -> list[str]:
    medium = CountedMedium()
    folder.mkdir()
    FolderCarrier(folder, medium=medium).send(parcel, NAME, QUIET)
    return medium.calls


# ---------------------------------------------------------------- failures at every call


@pytest.mark.parametrize("stays", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.ENODEV, errno.EROFS])
def test_no_failing_call_makes_a_false_success_or_a_torn_file(tmp_path, code, stays):
    parcel = make_file(tmp_path, SIZE)
    total = len(calls_of_an_export(tmp_path / "mau", parcel))
    assert total > 10
    codes = set()

    for at in range(1, total + 1):
        folder = tmp_path / f"usb-{at}"
        folder.mkdir()
        medium = FailingMedium(at=at, code=code, stays=stays)
        with pytest.raises(Unavailable) as problem:
            FolderCarrier(folder, medium=medium).send(parcel, NAME, QUIET)

        codes.add(problem.value.code)
        assert problem.value.next_step
        assert names(folder) <= {NAME} or all(torn_name(name) for name in names(folder) - {NAME})
        if (folder / NAME).exists():  # named and whole, only its safety could not be confirmed
            assert sha256(folder / NAME) == sha256(parcel)
            assert medium.calls[at - 1] == "sync_names"
        if not stays:
            assert names(folder) <= {NAME}  # a stick that answers again is left tidy
        again = FolderCarrier(folder).send(parcel, NAME, QUIET)
        assert again.sha256 == sha256(folder / NAME)
        assert names(folder) == {NAME}

    expected = {errno.ENOSPC: "CAR-24", errno.EIO: "CAR-25", errno.ENODEV: "CAR-25", errno.EROFS: "CAR-26"}
    assert codes == {expected[code]}


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_bit_turned_by_the_stick_is_found_before_success(tmp_path, usb, at):
    parcel = make_file(tmp_path, SIZE)

    with pytest.raises(Unavailable) as problem:
        FolderCarrier(usb, medium=FlippingMedium(at=at)).send(parcel, NAME, QUIET)

    assert problem.value.code == ("CAR-25" if at == 1 else "CAR-19")  # the first write is the stick's mark
    assert list(usb.iterdir()) == ([] if at == 1 else [usb / MARK])


def test_an_export_reads_back_after_it_was_synced_and_names_it_last(tmp_path):
    calls = calls_of_an_export(tmp_path / "usb", make_file(tmp_path, SIZE))

    own = calls[calls.index("free") :]  # before that the mark was written
    order = [call for number, call in enumerate(own) if number == 0 or own[number - 1] != call]
    assert order == ["free", "create", "write", "sync", "close", "read", "rename", "sync_names"]


def test_a_name_that_could_not_be_made_safe_is_made_safe_by_the_next_try(tmp_path, usb):
    parcel = make_file(tmp_path, SIZE)
    total = len(calls_of_an_export(tmp_path / "mau", parcel))
    with pytest.raises(Unavailable):
        FolderCarrier(usb, medium=FailingMedium(at=total, code=errno.EIO)).send(parcel, NAME, QUIET)
    medium = CountedMedium()

    assert FolderCarrier(usb, medium=medium).send(parcel, NAME, QUIET).already_there
    assert medium.calls[:3] == ["sync", "sync_names", "read"]


def test_reading_back_asks_the_device_and_not_the_memory(tmp_path, usb, monkeypatch):
    forgotten = []
    monkeypatch.setattr("app.carriers.medium.forget_cached", lambda handle: forgotten.append(os.fstat(handle).st_size))

    FolderCarrier(usb).send(make_file(tmp_path, SIZE), NAME, QUIET)

    assert SIZE in forgotten


def test_a_stick_that_loses_bytes_under_the_final_name_is_not_believed(tmp_path, usb):
    class Shortening(CountedMedium):
        def sync_names(self, folder: Path) -> None:
            super().sync_names(folder)
            if (folder / NAME).exists():
                os.truncate(folder / NAME, 10)

    with pytest.raises(Unavailable) as problem:
        FolderCarrier(usb, medium=Shortening()).send(make_file(tmp_path, SIZE), NAME, QUIET)

    assert problem.value.code == "CAR-19"
    assert names(usb) == set()


# ---------------------------------------------------------------- room


def test_too_little_room_is_told_before_anything_is_written(tmp_path, usb):
    class Full(CountedMedium):
        def free_bytes(self, folder: Path) -> int:
            return SIZE

    medium = Full()
    with pytest.raises(Unavailable) as problem:
        FolderCarrier(usb, medium=medium).send(make_file(tmp_path, SIZE), NAME, QUIET)

    assert problem.value.code == "CAR-24"
    assert "683,6 KB" in problem.value.sentence
    assert names(usb) == set()


def test_a_read_only_stick_is_told_by_check_and_by_send(tmp_path, usb):
    condition = FolderCarrier(usb, machine=OneStick(top=usb, writable=False)).check(QUIET)

    assert condition.writable is False
    assert [problem.code for problem in condition.problems] == ["CAR-26"]
    assert condition.removable


def test_a_folder_that_is_gone_is_told(tmp_path):
    carrier = FolderCarrier(tmp_path / "da rut")

    condition = carrier.check(QUIET)
    assert not condition.reachable
    assert [problem.code for problem in condition.problems] == ["CAR-25"]
    for work in (
        lambda: carrier.send(make_file(tmp_path), NAME, QUIET),
        lambda: list(carrier.collect(tmp_path, Since(), QUIET)),
    ):
        with pytest.raises(Unavailable) as problem:
            work()
        assert problem.value.code == "CAR-25"


# ---------------------------------------------------------------- torn files of earlier tries


def test_torn_files_of_earlier_tries_are_found_and_removed(tmp_path, usb):
    torn = part_name(NAME, "0123456789")
    other = part_name("14272-1-6.xaso", "89abcdef")
    for name in (torn, other):
        (usb / name).write_bytes(b"half")
    (usb / "14272-1-5.002-003.xaso-phan").write_bytes(b"one whole part of a large bundle")
    stick = FolderCarrier(usb, machine=OneStick(top=usb))
    assert stick.check(QUIET).torn == (torn, other)

    stick.send(make_file(tmp_path), NAME, QUIET)

    assert names(usb) == {NAME, "14272-1-5.002-003.xaso-phan"}


def test_in_a_shared_folder_what_another_pc_is_writing_now_stays(tmp_path, usb):
    mine, theirs = part_name(NAME, "0123456789"), part_name("14272-2-1.xaso", "89abcdef")
    for name in (mine, theirs):
        (usb / name).write_bytes(b"half")

    FolderCarrier(usb).send(make_file(tmp_path), NAME, QUIET)

    assert names(usb) == {NAME, theirs}


def test_a_link_put_in_the_way_is_never_written_through(tmp_path, usb):
    parcel, victim = make_file(tmp_path), tmp_path / "quan-trong.txt"
    victim.write_bytes(b"old")
    (usb / part_name(NAME, sha256(parcel))).symlink_to(victim)

    FolderCarrier(usb).send(parcel, NAME, QUIET)
    (usb / NAME).unlink()
    (usb / NAME).symlink_to(victim)
    with pytest.raises(Refused):
        FolderCarrier(usb).send(parcel, NAME, QUIET)

    assert victim.read_bytes() == b"old"
    assert arrivals(FolderCarrier(usb), tmp_path / "den") == []


# ---------------------------------------------------------------- which stick


def test_a_stick_is_known_again_by_its_mark(tmp_path, usb):
    sent = FolderCarrier(usb).send(make_file(tmp_path), NAME, QUIET)

    assert sent.stick == read_mark(usb) != ""
    assert json.loads((usb / MARK).read_text()) == {"format": 1, "stick": sent.stick}
    assert FolderCarrier(usb, expected=sent.stick).check(QUIET).problems == ()
    second = FolderCarrier(usb).send(make_file(tmp_path, seed=2), "14272-1-8.xaso", QUIET)
    assert second.stick == sent.stick


def test_on_a_stick_the_mark_lies_at_its_top(tmp_path, usb):
    folder = usb / "Gửi tỉnh"
    folder.mkdir()

    FolderCarrier(folder, machine=OneStick(top=usb)).send(make_file(tmp_path), NAME, QUIET)

    assert (usb / MARK).is_file()
    assert names(folder) == {NAME}


@pytest.mark.parametrize("mark", [None, "{}", "not json", '{"format": 1, "stick": "x"}', "[" * 4000, '{"format":1}'])
def test_the_wrong_stick_is_refused_both_ways(tmp_path, usb, mark):
    if mark is not None:
        (usb / MARK).write_text(mark)
    (usb / NAME).write_bytes(b"receipt")
    carrier = FolderCarrier(usb, expected="5b0e1f55-11f1-4b7e-9a59-000000000001")

    assert [problem.code for problem in carrier.check(QUIET).problems] == ["CAR-23"]
    with pytest.raises(Refused) as sending:
        carrier.send(make_file(tmp_path), "14272-1-9.xaso", QUIET)
    with pytest.raises(Refused) as collecting:
        list(carrier.collect(tmp_path / "den", Since(), QUIET))
    assert sending.value.code == collecting.value.code == "CAR-23"
    assert names(usb) == {NAME}


# ---------------------------------------------------------------- strange company


def test_files_that_could_run_are_reported_and_never_touched(tmp_path, usb):
    (usb / "Ảnh").mkdir()
    company = {
        "autorun.inf": b"[autorun]\nopen=virus.exe",
        "virus.exe": b"MZ",
        "Tai lieu.lnk": b"L",
        "bao cao.pdf .EXE": b"MZ",
        "gốc.xaso.scr": b"MZ",
        "Ảnh/anh\u202egpj.txt": b"x",
        "Ảnh/IMG1.JPG": b"x",
        "ke-hoach.docx": b"x",
        "danh-sach.xlsm": b"x",
    }
    for name, content in company.items():
        (usb / name).write_bytes(content)
    carrier = FolderCarrier(usb)

    found = carrier.check(QUIET).foreign
    carrier.send(make_file(tmp_path), NAME, QUIET)
    arrivals(carrier, tmp_path / "den")

    assert {one.name: one.starts_by_itself for one in found} == {
        "autorun.inf": True,
        "virus.exe": False,
        "Tai lieu.lnk": False,
        "bao cao.pdf .EXE": False,
        "gốc.xaso.scr": False,
        "Ảnh/anh\ufffdgpj.txt": False,
        "danh-sach.xlsm": False,
    }
    assert all((usb / name).read_bytes() == content for name, content in company.items())


def test_a_stick_with_very_many_files_is_looked_at_no_longer_than_needed(usb, monkeypatch):
    monkeypatch.setattr(sticks, "_MOST_ENTRIES", 100)
    folder = usb / "nhieu"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number}.exe").touch()

    assert len(foreign_files(usb)) == 99


# ---------------------------------------------------------------- collecting


def test_a_file_the_stick_cannot_read_does_not_stop_the_others(tmp_path, usb, monkeypatch):
    for name in ("a.xaso", "b.xaso", "c.xaso"):
        (usb / name).write_bytes(name.encode())
    real = Path.open

    def damaged(self: Path, *arguments, **named):
        if self == usb / "b.xaso":
            raise OSError(errno.EIO, "broken sector")
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", damaged)
    found = list(FolderCarrier(usb).collect(tmp_path / "den", Since(), QUIET))

    assert [one.name for one in found] == ["a.xaso", "b.xaso", "c.xaso"]
    assert [one.problem.code for one in found if isinstance(one, Unread)] == ["CAR-21"]
    assert [path.suffix for path in (tmp_path / "den").iterdir()] == [".xaso", ".xaso"]


def test_a_stick_pulled_out_while_collecting_keeps_what_already_came(tmp_path, usb, monkeypatch):
    for name in ("a.xaso", "b.xaso"):
        (usb / name).write_bytes(name.encode())
    real = Path.open

    def gone(self: Path, *arguments, **named):
        if self == usb / "b.xaso":
            raise OSError(errno.ENODEV, "gone")
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", gone)
    came = []
    with pytest.raises(Problem) as problem:
        came += FolderCarrier(usb).collect(tmp_path / "den", Since(), QUIET)
    monkeypatch.undo()

    assert problem.value.code == "CAR-25"
    assert [path.read_bytes() for path in (tmp_path / "den").iterdir()] == [b"a.xaso"]


def test_a_file_written_anew_under_its_old_name_comes_again(tmp_path, usb):
    (usb / "a.xaso").write_bytes(b"first")
    first = arrivals(FolderCarrier(usb), tmp_path / "den")
    (usb / "a.xaso").write_bytes(b"later")
    os.utime(usb / "a.xaso", (1, 1))

    second = arrivals(FolderCarrier(usb), tmp_path / "den", Since(marks=frozenset(one.mark for one in first)))

    assert [one.path.read_bytes() for one in second] == [b"later"]
    assert first[0].path.read_bytes() == b"first"


def test_sticks_that_are_plugged_in_are_found(tmp_path):
    """The mount table of a computer with one stick and one fixed disk."""
    sysfs, stick = tmp_path / "sys", tmp_path / "media" / "USB của xã"
    stick.mkdir(parents=True)
    for numbers, name, removable in (("8:17", "sdb1", "1"), ("8:1", "sda1", "0")):
        device = sysfs / "devices" / "pci" / "block" / name[:3] / name
        device.mkdir(parents=True)
        (device.parent / "removable").write_text(removable)
        (sysfs / "dev" / "block").mkdir(parents=True, exist_ok=True)
        (sysfs / "dev" / "block" / numbers).symlink_to(device)
    escaped = str(stick).replace(" ", "\\040")
    table = tmp_path / "mountinfo"
    table.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / /proc rw - proc proc rw\n"
        f"3 1 8:17 / {escaped} rw - vfat /dev/sdb1 rw\n",
        encoding="utf-8",
    )
    machine = Machine(mountinfo=table, sysfs=sysfs)

    assert machine.plugged_in() == (stick,)
    assert machine.top_of(stick) == stick.resolve()
    condition = FolderCarrier(stick, machine=machine).check(QUIET)
    assert condition.removable
    assert condition.largest == 4 * 1024**3 - 1
