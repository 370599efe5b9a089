"""A workspace folder is refused on sticks, networks and in cloud folders, and taken on any internal disk."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import folders
from app.folders import (
    check_practice,
    check_workspace_folder,
    cloud_service_of,
    is_practice_folder,
    make_practice_folder,
)
from app.kernel import drives
from app.kernel.drives import DriveKind, Machine
from app.kernel.problems import Refused
from app.workspace_places import default_workspace_folder


@dataclass(frozen=True)
class Invented(Machine):
    """A computer with an invented mount table; what it cannot invent is plenty of room."""

    free: int = 10 * 1024**3
    writable: bool = True

    def free_bytes(self, folder: Path) -> int:
        return self.free

    def can_write(self, folder: Path) -> bool:
        return self.writable


class Computer:
    """Builds the tables of /proc and /sys as Linux would show them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sysfs = root / "sys"
        self.lines = ["22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw"]
        (self.sysfs / "dev" / "block").mkdir(parents=True)
        (self.sysfs / "class" / "block").mkdir(parents=True)

    def mount(self, point: Path, filesystem: str, *, numbers: str = "0:77", source: str = "none") -> None:
        written = str(point).replace("\\", "\\134").replace(" ", "\\040")
        self.lines.append(f"40 22 {numbers} / {written} rw,nosuid shared:2 master:1 - {filesystem} {source} rw")

    def disk(
        self, name: str, numbers: str, *, at: str = "pci0000:00", removable: str = "0", partition: str = ""
    ) -> Path:
        device = self.sysfs / "devices" / at / "block" / name
        device.mkdir(parents=True)
        (device / "removable").write_text(removable + "\n")
        if partition:
            device = device / partition
            device.mkdir()
        (self.sysfs / "dev" / "block" / numbers).symlink_to(device)
        (self.sysfs / "class" / "block" / device.name).symlink_to(device)
        return device

    def machine(self, **named) -> Invented:
        table = self.root / "mountinfo"
        table.write_text("\n".join(self.lines) + "\n")
        return Invented(mountinfo=table, sysfs=self.sysfs, environment=named.pop("environment", {}), **named)


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    if sys.platform == "win32":
        pytest.skip("the tables of Linux")
    return Computer(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "o dia"
    folder.mkdir()
    return folder


def refusal(folder: Path, machine: Machine) -> Refused:
    with pytest.raises(Refused) as told:
        check_workspace_folder(folder, machine)
    problem = told.value
    assert problem.field == "folder"
    assert str(folder) in problem.sentence
    assert problem.next_step
    assert "{" not in problem.sentence + problem.next_step
    return problem


@pytest.mark.parametrize("filesystem", ["ext4", "overlay", "tmpfs", "btrfs", "xfs", "fuseblk", "zfs"])
def test_an_internal_disk_and_a_container_are_taken(computer, place, filesystem):
    computer.mount(place, filesystem, source="/dev/vda9")
    check_workspace_folder(place / "moi" / "xaso", computer.machine())
    assert list(place.iterdir()) == []


def test_this_very_computer_takes_a_folder_for_its_tests(tmp_path):
    check_workspace_folder(tmp_path, replace(Machine(), environment={}))


@pytest.mark.parametrize(
    "filesystem", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "davfs", "fuse.rclone", "9p", "vboxsf"]
)
def test_a_network_or_lent_folder_is_refused_and_named(computer, place, filesystem):
    computer.mount(place, filesystem, source="//may-chu/chung")
    problem = refusal(place / "xaso", computer.machine())
    assert problem.code == "FOL-02"
    assert filesystem in problem.sentence


def test_a_container_whose_own_root_is_9p_is_taken(computer, place):
    computer.lines = ["22 1 0:12 / / rw - 9p none rw"]
    check_workspace_folder(place, computer.machine())


@pytest.mark.parametrize("typed", ["//may-chu/chung/xaso", r"\\may-chu\chung\xaso", r"\\?\UNC\may-chu\chung"])
def test_a_unc_path_is_refused_without_asking_the_network(computer, typed):
    assert refusal(Path(typed), computer.machine()).code == "FOL-02"


def test_a_long_path_of_windows_is_no_unc_path():
    assert not folders._is_unc(Path(r"\\?\C:\Users\canbo\xaso"))


@pytest.mark.parametrize("partition", ["", "sdb1"])
def test_a_stick_is_refused_with_and_without_a_partition(computer, place, partition):
    computer.disk("sdb", "8:17", removable="1", partition=partition)
    computer.mount(place, "vfat", numbers="8:17", source="/dev/sdb1")
    assert refusal(place / "xaso", computer.machine()).code == "FOL-01"


def test_a_disk_in_a_usb_case_is_refused_though_it_calls_itself_fixed(computer, place):
    computer.disk("sdc", "8:33", at="pci0000:00/usb2/2-1", partition="sdc1")
    computer.mount(place, "ext4", numbers="8:33", source="/dev/sdc1")
    assert refusal(place, computer.machine()).code == "FOL-01"


def test_an_encrypted_stick_is_found_below_its_mapper(computer, place):
    stick = computer.disk("sdb", "8:17", removable="1", partition="sdb1")
    mapper = computer.disk("dm-0", "253:0", at="virtual")
    (mapper / "slaves").mkdir()
    (mapper / "slaves" / "sdb1").symlink_to(stick)
    computer.mount(place, "ext4", numbers="253:0", source="/dev/mapper/luks")
    assert refusal(place, computer.machine()).code == "FOL-01"


def test_a_stick_with_btrfs_is_found_by_the_name_of_its_source(computer, place):
    computer.disk("sdz", "8:99", removable="1", partition="sdz9")
    computer.mount(place, "btrfs", numbers="0:51", source="/dev/sdz9")
    assert refusal(place, computer.machine()).code == "FOL-01"


def test_an_internal_partition_is_taken(computer, place):
    computer.disk("sda", "8:1", partition="sda1")
    computer.mount(place, "ext4", numbers="8:1", source="/dev/sda1")
    check_workspace_folder(place, computer.machine())


def test_the_nearest_and_last_mount_decides(computer, place):
    computer.mount(place, "ext4")
    computer.mount(place, "nfs4")  # mounted over it
    computer.mount(place.parent, "ext4")
    assert computer.machine().drive_of(place / "a").kind is DriveKind.NETWORK
    assert computer.machine().drive_of(place.parent / "o dia khac").kind is DriveKind.FIXED


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(2, DriveKind.REMOVABLE), (3, DriveKind.FIXED), (4, DriveKind.NETWORK), (5, DriveKind.REMOVABLE)],
)
def test_what_windows_says_about_a_drive_is_understood(tmp_path, monkeypatch, answer, kind):
    kernel = SimpleNamespace(GetDriveTypeW=lambda anchor: answer if anchor == tmp_path.anchor else 1)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert drives._windows_drive(tmp_path).kind is kind


def test_a_system_without_a_mount_table_is_trusted(tmp_path):
    machine = Invented(mountinfo=tmp_path / "none", sysfs=tmp_path / "none", environment={})
    check_workspace_folder(tmp_path, machine)


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - UBND xã", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Drive của tôi", "Google Drive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Cơ quan)", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Zalo Received Files", "Zalo"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(computer, place, name, service):
    problem = refusal(place / name / "xaso", computer.machine())
    assert problem.code == "FOL-03"
    assert service in problem.sentence


@pytest.mark.parametrize("name", ["Dropboxes", "onedrive-cu", "nextcloudy", "Zalo"])
def test_a_folder_with_a_similar_name_is_taken(computer, place, name):
    check_workspace_folder(place / name, computer.machine())


@pytest.mark.parametrize(
    ("trace", "service"),
    [
        (".dropbox", "Dropbox"),
        (".sync_3f9a.db", "Nextcloud"),
        ("._sync_3f9a.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_a_cloud_folder_with_another_name_is_known_by_what_lies_in_it(computer, place, trace, service):
    (place / trace).write_bytes(b"")
    problem = refusal(place / "du lieu" / "xaso", computer.machine())
    assert problem.code == "FOL-03"
    assert service in problem.sentence


def test_the_settings_folder_of_dropbox_in_the_home_makes_the_home_no_cloud_folder(computer, place):
    (place / ".dropbox").mkdir()
    check_workspace_folder(place / "xaso", computer.machine())


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial"])
def test_the_folder_that_the_system_names_as_onedrive_is_refused(computer, place, variable):
    machine = computer.machine(environment={variable: str(place)})
    assert refusal(place / "Documents", machine).code == "FOL-03"
    assert cloud_service_of(place.parent, machine.environment) == ""


def test_a_link_into_a_cloud_folder_is_seen_through(computer, place):
    (place / "Dropbox").mkdir()
    (place / "tat").symlink_to(place / "Dropbox")
    assert refusal(place / "tat" / "xaso", computer.machine()).code == "FOL-03"


def test_a_read_only_folder_is_refused(computer, place):
    assert refusal(place, computer.machine(writable=False)).code == "FOL-04"


def test_whether_a_folder_can_be_written_is_tried_and_leaves_nothing(tmp_path):
    assert Machine().can_write(tmp_path)
    assert not Machine().can_write(tmp_path / "khong-co")
    assert list(tmp_path.iterdir()) == []


def test_too_little_room_is_refused_with_both_sizes(computer, place):
    sentence = refusal(place, computer.machine(free=199 * 1024 * 1024)).sentence
    assert "199,0 MB" in sentence
    assert "200,0 MB" in sentence
    check_workspace_folder(place, computer.machine(free=200 * 1024 * 1024))


def test_a_file_is_no_folder(computer, place):
    (place / "xaso").write_text("một tệp")
    assert refusal(place / "xaso", computer.machine()).code == "FOL-06"


def test_practice_and_real_data_have_two_folders():
    real, practice = default_workspace_folder(), default_workspace_folder(practice=True)
    assert real != practice
    assert real.is_absolute()
    assert not practice.is_relative_to(real)
    assert not real.is_relative_to(practice)


def test_a_practice_folder_never_opens_as_real_data(tmp_path):
    make_practice_folder(tmp_path / "tap")
    assert is_practice_folder(tmp_path / "tap")
    check_practice(tmp_path / "tap", practice=True)
    with pytest.raises(Refused) as told:
        check_practice(tmp_path / "tap", practice=False)
    assert (told.value.code, told.value.field) == ("FOL-07", "folder")


def test_a_folder_with_real_data_is_never_made_into_practice(tmp_path):
    (tmp_path / "xaso.db").write_bytes(b"data")
    with pytest.raises(Refused) as told:
        make_practice_folder(tmp_path)
    assert told.value.code == "FOL-08"
    assert not is_practice_folder(tmp_path)
    check_practice(tmp_path, practice=False)


def test_a_practice_folder_made_twice_stays_one(tmp_path):
    make_practice_folder(tmp_path)
    (tmp_path / "xaso.db").write_bytes(b"invented")
    make_practice_folder(tmp_path)
    assert is_practice_folder(tmp_path)
