"""What the computer says about its drives: fixed, removable or network, how much is free, which are plugged in.

All of it comes through ``Machine``, so that every answer can be tested with an invented mount table.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class DriveKind(StrEnum):
    """What kind of drive a folder lies on."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True)
class Drive:
    """The drive of a folder and the name of its file system."""

    kind: DriveKind
    filesystem: str


@dataclass(frozen=True)
class Machine:
    """What is asked of the computer; tests hand in invented tables, the program the real ones."""

    mountinfo: Path = Path("/proc/self/mountinfo")
    sysfs: Path = Path("/sys")
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def drive_of(self, folder: Path) -> Drive:
        """The drive under an existing folder."""
        if sys.platform == "win32":
            return _windows_drive(folder)
        return _linux_drive(folder, self.mountinfo, self.sysfs)

    def free_bytes(self, folder: Path) -> int:
        """Bytes this account may still write below an existing folder."""
        return shutil.disk_usage(folder).free

    def plugged_in(self) -> tuple[Path, ...]:
        """The tops of all removable drives that can be read now, such as ``E:\\`` or ``/media/can-bo/USB``."""
        if sys.platform == "win32":
            return _windows_removable_tops()
        tops = {mount.point for mount in _mounts(self.mountinfo) if mount.source.startswith("/dev/")}
        return tuple(top for top in sorted(tops) if top.is_dir() and self.drive_of(top).kind is DriveKind.REMOVABLE)

    def top_of(self, folder: Path) -> Path:
        """The top of the drive an existing folder lies on."""
        whole = folder.resolve()
        if sys.platform == "win32":
            return Path(whole.anchor)
        points = [mount.point for mount in _mounts(self.mountinfo) if whole.is_relative_to(mount.point)]
        return max(points, key=lambda point: len(point.parts), default=Path(whole.anchor))

    def can_write(self, folder: Path) -> bool:
        """Whether a file can really be made in an existing folder; permissions alone do not tell."""
        try:
            with tempfile.TemporaryFile(dir=folder):
                return True
        except OSError:
            return False


# --- drives of Linux --------------------------------------------------------------------------------------------------

_NETWORK_FILESYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "davfs2",
        "vboxsf",
        "prl_fs",
        "virtiofs",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.kio-fuse",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.vmhgfs-fuse",
        "fuse.google-drive-ocamlfuse",
    }
)


@dataclass(frozen=True)
class _Mount:
    numbers: str
    point: Path
    filesystem: str
    source: str


def _linux_drive(folder: Path, mountinfo: Path, sysfs: Path) -> Drive:
    over = [mount for mount in _mounts(mountinfo) if folder.is_relative_to(mount.point)]
    if not over:
        return Drive(DriveKind.FIXED, "")
    mount = max(reversed(over), key=lambda one: len(one.point.parts))  # of equal points the last one covers the others
    # 9p is a folder lent by another system (WSL, virtual machines), but some containers have it as their own root.
    if mount.filesystem in _NETWORK_FILESYSTEMS or (mount.filesystem == "9p" and mount.point != Path("/")):
        return Drive(DriveKind.NETWORK, mount.filesystem)
    device = _block_device(mount, sysfs)
    removable = device is not None and _is_removable(device)
    return Drive(DriveKind.REMOVABLE if removable else DriveKind.FIXED, mount.filesystem)


def _mounts(mountinfo: Path) -> list[_Mount]:
    try:
        lines = mountinfo.read_text("utf-8", "surrogateescape").splitlines()
    except FileNotFoundError:
        return []  # a system without this table
    mounts = []
    for line in lines:
        left, _dash, right = line.partition(" - ")
        fields, after = left.split(" "), right.split(" ")
        if len(fields) >= 5 and len(after) >= 2:
            mounts.append(_Mount(fields[2], Path(_unescaped(fields[4])), after[0], _unescaped(after[1])))
    return mounts


def _unescaped(text: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text


def _block_device(mount: _Mount, sysfs: Path) -> Path | None:
    # btrfs and others show numbers of no device; then the name of the source leads to it.
    places = (sysfs / "dev" / "block" / mount.numbers, sysfs / "class" / "block" / Path(mount.source).resolve().name)
    return next((place.resolve() for place in places if place.exists()), None)


def _is_removable(device: Path) -> bool:
    for place in (device, device.parent):  # a partition lies inside the folder of its disk
        mark = place / "removable"
        if mark.is_file() and mark.read_text().strip() == "1":
            return True
    if any(part.startswith("usb") and part[3:].isdigit() for part in device.parts):
        return True  # disks in a USB case call themselves fixed
    slaves = device / "slaves"  # an encrypted or joined volume stands on other devices
    return slaves.is_dir() and any(_is_removable(slave.resolve()) for slave in slaves.iterdir())


# --- the marked place: drives of Windows ------------------------------------------------------------------------------


def _windows_removable_tops() -> tuple[Path, ...]:
    import ctypes
    import string

    letters = getattr(ctypes, "windll").kernel32.GetLogicalDrives()  # noqa: B009  the attribute exists on Windows only
    tops = (Path(f"{letter}:\\") for place, letter in enumerate(string.ascii_uppercase) if letters >> place & 1)
    return tuple(top for top in tops if _windows_drive(top).kind is DriveKind.REMOVABLE and top.is_dir())


def _windows_drive(folder: Path) -> Drive:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  the attribute exists on Windows only
    kinds = {2: DriveKind.REMOVABLE, 4: DriveKind.NETWORK, 5: DriveKind.REMOVABLE}  # 5 is a CD
    kind = kinds.get(kernel.GetDriveTypeW(folder.anchor), DriveKind.FIXED)
    return Drive(kind, "SMB" if kind is DriveKind.NETWORK else "")
