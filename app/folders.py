"""Where a workspace may live: on an internal disk with room; never on a stick, a network or in a cloud folder.

SQLite needs locks that hold and writes that stay where they were put. Sticks are pulled out, network shares lie about
locks, and cloud programs copy a database while it is being written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.kernel.drives import DriveKind, Machine
from app.kernel.files import atomic_write, file_problems, size_text
from app.kernel.problems import Problem, ProblemKind, refused
from app.kernel.words import N_, _
from app.workspace_places import default_workspace_folder

LEAST_FREE = 200 * 1024 * 1024
"""Bytes that must be free: a small store, its copy while migrating, and one backup."""

_ANOTHER = N_("Hãy chọn thư mục khác trên ổ đĩa trong của máy, ví dụ “{suggestion}”.")
REMOVABLE = refused(
    "FOL-01",
    N_("“{folder}” nằm trên ổ tháo rời (USB, thẻ nhớ): rút ra giữa chừng có thể làm hỏng dữ liệu."),
    next_step=_ANOTHER,
)
NETWORK = refused(
    "FOL-02",
    N_("“{folder}” nằm trên ổ mạng hoặc thư mục dùng chung ({filesystem}): ở đó dữ liệu không được khóa an toàn."),
    next_step=_ANOTHER,
)
CLOUD = refused(
    "FOL-03",
    N_("“{folder}” nằm trong thư mục đồng bộ của {service}: chương trình đồng bộ có thể làm hỏng dữ liệu."),
    next_step=_ANOTHER,
)
READ_ONLY = refused(
    "FOL-04",
    N_("Không ghi được vào “{folder}”."),
    next_step=N_("Hãy chọn thư mục khác, ví dụ “{suggestion}”, hoặc nhờ người quản trị máy cấp quyền ghi."),
)
TOO_LITTLE_SPACE = refused(
    "FOL-05",
    N_("Ổ đĩa chứa “{folder}” chỉ còn trống {free}, cần ít nhất {needed}."),
    next_step=N_("Hãy giải phóng chỗ trống rồi thử lại, hoặc chọn thư mục trên ổ đĩa khác."),
)
NOT_A_FOLDER = refused("FOL-06", N_("“{folder}” là một tệp, không phải thư mục."), next_step=_ANOTHER)
PRACTICE_MIXED = refused(
    "FOL-07", N_("“{folder}” chứa dữ liệu thực hành, không dùng làm dữ liệu thật được."), next_step=_ANOTHER
)
REAL_MIXED = refused(
    "FOL-08",
    N_("“{folder}” đã chứa dữ liệu hoặc tệp khác, không dùng để thực hành được."),
    next_step=N_("Hãy chọn một thư mục trống để thực hành."),
)


def check_workspace_folder(path: Path, machine: Machine | None = None) -> None:
    """Refuses a folder no workspace may live in, beside the field ``folder``; it need not exist yet.

    Raises FOL-01 to FOL-06; a folder the system cannot even look at raises FIL-02 or FIL-03.
    """
    machine = machine or Machine()
    if _is_unc(path):
        raise _refusal(NETWORK, path, filesystem="UNC")
    with file_problems(path):
        place = _nearest_existing(path)
        if not place.is_dir():
            raise _refusal(NOT_A_FOLDER, path)
        drive = machine.drive_of(place)
        if drive.kind is DriveKind.REMOVABLE:
            raise _refusal(REMOVABLE, path)
        if drive.kind is DriveKind.NETWORK:
            raise _refusal(NETWORK, path, filesystem=drive.filesystem)
        if service := cloud_service_of(path, machine.environment):
            raise _refusal(CLOUD, path, service=service)
        if not machine.can_write(place):
            raise _refusal(READ_ONLY, path)
        if (free := machine.free_bytes(place)) < LEAST_FREE:
            raise _refusal(TOO_LITTLE_SPACE, path, free=size_text(free), needed=size_text(LEAST_FREE))


def _refusal(kind: ProblemKind, folder: Path, **values: Any) -> Problem:
    return kind(field="folder", folder=str(folder), suggestion=str(default_workspace_folder()), **values)


def _is_unc(path: Path) -> bool:
    text = str(path).replace("/", "\\")
    if text.upper().startswith("\\\\?\\"):
        return text.upper().startswith("\\\\?\\UNC\\")
    return text.startswith("\\\\")


def _nearest_existing(path: Path) -> Path:
    whole = path.expanduser().resolve()
    return next((place for place in (whole, *whole.parents) if place.exists()), whole)


# --- cloud folders ----------------------------------------------------------------------------------------------------

_CLOUD_NAMES = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive của tôi": "Google Drive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "zalo received files": "Zalo",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_CLOUD_TRACES = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def cloud_service_of(path: Path, environment: Mapping[str, str]) -> str:
    """The service that synchronises a folder, told by names, by what lies in it or by the system; empty when none."""
    typed, whole = path.expanduser().absolute(), path.expanduser().resolve()
    for part in (*typed.parts, *whole.parts):
        if service := _service_named(part.casefold()):
            return service
    for variable in _ONEDRIVE_VARIABLES:
        if (root := environment.get(variable)) and whole.is_relative_to(Path(root).resolve()):
            return "OneDrive"
    return next((service for folder in (whole, *whole.parents) if (service := _service_leaving_traces(folder))), "")


def _service_named(part: str) -> str:
    for name, service in _CLOUD_NAMES.items():
        # "OneDrive - Sở VHTT" and "Dropbox (Cơ quan)" are the names such programs give by themselves
        if part == name or part.startswith((f"{name} -", f"{name} (")):
            return service
    return ""


def _service_leaving_traces(folder: Path) -> str:
    for pattern, service in _CLOUD_TRACES.items():
        try:
            found = list(folder.glob(pattern))
        except OSError:
            continue
        # Every home with Dropbox has a *folder* ~/.dropbox for its settings; only the file marks a synchronised place.
        if any(pattern != ".dropbox" or trace.is_file() for trace in found):
            return service
    return ""


# --- the practice commune ---------------------------------------------------------------------------------------------

PRACTICE_MARK = "THUC-HANH.txt"
"""A file with this name marks a folder of invented data for ever."""


def is_practice_folder(folder: Path) -> bool:
    """Whether a folder carries the mark of practice data."""
    return (folder / PRACTICE_MARK).is_file()


def check_practice(folder: Path, *, practice: bool) -> None:
    """Refuses to open practice data as real data (FOL-07) and to practise among other files (FOL-08)."""
    if is_practice_folder(folder):
        if not practice:
            raise _refusal(PRACTICE_MIXED, folder)
    elif practice and folder.is_dir() and any(folder.iterdir()):
        raise _refusal(REAL_MIXED, folder)


def make_practice_folder(folder: Path) -> None:
    """Makes an empty folder into one for practice, marked before anything else is in it; raises FOL-08 otherwise."""
    check_practice(folder, practice=True)
    with file_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
    words = _("Thư mục này chứa dữ liệu thực hành, không có thật. Không dùng cho công việc của cơ quan.")
    atomic_write(folder / PRACTICE_MARK, words.encode("utf-8-sig"))
