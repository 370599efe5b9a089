"""Files that are either old and whole or new and whole: atomic writing, the store of attachments, and safe names.

This is the one marked place for calls that differ between Windows and POSIX when bytes go to a disk. Every OSError met
here leaves as a Problem; nobody above needs to know an errno.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import secrets
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.kernel.problems import Problem, ProblemKind, unavailable
from app.kernel.words import N_, _

DISK_FULL = unavailable(
    "FIL-01",
    N_("Không đủ chỗ trống cho tệp “{name}”: còn {free}, cần {needed}."),
    next_step=N_("Hãy giải phóng chỗ trống hoặc chọn ổ đĩa khác rồi thử lại. Không có gì bị ghi dở."),
)
NOT_PERMITTED = unavailable(
    "FIL-02",
    N_("Không được phép đọc hoặc ghi tệp “{name}”: thư mục chỉ cho đọc hoặc thiếu quyền."),
    next_step=N_("Hãy chọn thư mục khác hoặc nhờ người quản trị máy cấp quyền rồi thử lại. Không có gì bị ghi dở."),
)
DEVICE_GONE = unavailable(
    "FIL-03",
    N_("Thiết bị chứa tệp “{name}” không trả lời: có thể đã bị rút ra hoặc bị lỗi."),
    next_step=N_("Hãy cắm lại thiết bị hoặc chọn ổ đĩa khác rồi thử lại. Không có gì bị ghi dở."),
)
PATH_TOO_LONG = unavailable(
    "FIL-04",
    N_("Tên hoặc đường dẫn của tệp “{name}” quá dài."),
    next_step=N_("Hãy đặt tên ngắn hơn hoặc chọn thư mục gần gốc ổ đĩa hơn. Không có gì bị ghi dở."),
)
NOT_FOUND = unavailable(
    "FIL-05",
    N_("Không tìm thấy tệp hoặc thư mục “{name}”."),
    next_step=N_("Hãy kiểm tra thư mục còn ở chỗ cũ rồi thử lại. Không có gì bị ghi dở."),
)
IN_USE = unavailable(
    "FIL-06",
    N_("Tệp “{name}” đang được chương trình khác mở hoặc sửa."),
    next_step=N_("Hãy đóng tệp ở chương trình kia (Word, Excel, …) rồi thử lại. Không có gì bị ghi dở."),
)
READ_BACK_DIFFERS = unavailable(
    "FIL-07",
    N_("Đã ghi tệp “{name}” nhưng đọc lại thấy khác: thiết bị có thể bị hỏng."),
    next_step=N_("Hãy dùng thiết bị khác rồi thử lại. Tệp cũ, nếu có, vẫn còn nguyên."),
)
NOT_WRITABLE = unavailable(
    "FIL-08",
    N_("Không đọc hoặc ghi được tệp “{name}” (mã hệ thống {reason})."),
    next_step=N_("Hãy chọn chỗ khác rồi thử lại. Không có gì bị ghi dở."),
)
CONTENT_DAMAGED = unavailable(
    "FIL-09",
    N_("Tệp đính kèm {short} trong kho đã bị hỏng hoặc bị sửa."),
    next_step=N_("Hãy khôi phục từ bản sao lưu, hoặc đính kèm lại tệp gốc."),
)
CONTENT_MISSING = unavailable(
    "FIL-10",
    N_("Tệp đính kèm {short} không còn trong kho."),
    next_step=N_("Hãy khôi phục từ bản sao lưu, hoặc đính kèm lại tệp gốc."),
)

_BY_ERRNO: dict[int, ProblemKind] = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EACCES: NOT_PERMITTED,
    errno.EPERM: NOT_PERMITTED,
    errno.EROFS: NOT_PERMITTED,
    errno.EIO: DEVICE_GONE,
    errno.ENODEV: DEVICE_GONE,
    errno.ENXIO: DEVICE_GONE,
    errno.ESTALE: DEVICE_GONE,
    errno.ENAMETOOLONG: PATH_TOO_LONG,
    errno.ENOENT: NOT_FOUND,
    errno.ENOTDIR: NOT_FOUND,
    errno.EBUSY: IN_USE,
    errno.ETXTBSY: IN_USE,
}
# Windows folds many of its own codes into EACCES and EINVAL, so its codes are looked up first.
_BY_WINERROR: dict[int, ProblemKind] = {
    39: DISK_FULL,
    112: DISK_FULL,
    19: NOT_PERMITTED,
    206: PATH_TOO_LONG,
    32: IN_USE,
    33: IN_USE,
    21: DEVICE_GONE,
    31: DEVICE_GONE,
    55: DEVICE_GONE,
    433: DEVICE_GONE,
    1117: DEVICE_GONE,
    1167: DEVICE_GONE,
}
_WINDOWS_PATH_LIMIT = 260


def problem_of(error: OSError, path: Path, *, needed: int = 0) -> Problem:
    """The problem that tells a person what ``error`` means for ``path``; ``needed`` is in bytes, 0 when unknown."""
    kind = _kind_of(error, path)
    if kind is DISK_FULL:
        free = 0 if error.errno == errno.EDQUOT else _free_bytes(path.parent)
        return kind(name=path.name, free=size_text(free), needed=size_text(max(needed, free + 1)))
    return kind(name=path.name, reason=errno.errorcode.get(error.errno or 0, str(error.errno)))


def _kind_of(error: OSError, path: Path) -> ProblemKind:
    kind = _BY_WINERROR.get(getattr(error, "winerror", None) or 0) or _BY_ERRNO.get(error.errno or 0, NOT_WRITABLE)
    if kind is NOT_FOUND and sys.platform == "win32" and len(str(path.absolute())) >= _WINDOWS_PATH_LIMIT:
        return PATH_TOO_LONG  # Windows says "not found" of a path it cannot even spell
    return kind


@contextmanager
def file_problems(path: Path, *, needed: int = 0) -> Iterator[None]:
    """Translates every OSError of its body into a Problem about ``path``."""
    try:
        yield
    except OSError as error:
        raise problem_of(error, path, needed=needed) from error


def size_text(size: int) -> str:
    """A size in bytes as people read it, such as ``12,3 MB``."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}".replace(".", ",")
        amount /= 1024
    return f"{amount:.1f} GB".replace(".", ",")


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


# --- the marked place: calls that differ between systems --------------------------------------------------------------


def sync_folder(folder: Path) -> None:
    """Makes renames inside a folder survive a power cut; Windows journals them itself and cannot be asked to."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems on sticks cannot sync a folder
            raise
    finally:
        os.close(handle)


def replace_patiently(part: Path, target: Path) -> None:
    """Renames over ``target``, waiting a moment where a virus scanner holds the new file; raises OSError."""
    patience = 10 if sys.platform == "win32" else 0  # virus scanners hold a new file for a moment there
    while True:
        try:
            part.replace(target)
        except PermissionError:
            if not patience:
                raise
            patience -= 1
            time.sleep(0.05)
        else:
            return


def forget_cached(handle: int) -> None:
    """Lets the next read come from the device instead of memory, where the system can do so."""
    if sys.platform != "win32" and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


_LOCKED_BYTE = 1 << 20  # far behind any text: Windows forbids others even to read a locked byte
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def try_to_lock(file: BinaryIO) -> bool:
    """Locks an open file for this process until it is closed or the process dies; False when somebody holds it.

    Raises OSError for every other failure.
    """
    try:
        _lock(file)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- atomic writing ---------------------------------------------------------------------------------------------------


class _PartFile(io.FileIO):
    """The unbuffered `.part`: its own write errors become problems, other OSErrors of the writing body stay theirs."""

    def __init__(self, part: Path, target: Path, needed: int) -> None:
        super().__init__(part, "xb+")
        self._target = target
        self._needed = needed

    def write(self, data: object, /) -> int | None:  # type: ignore[override]
        with file_problems(self._target, needed=self._needed):
            return super().write(data)  # type: ignore[arg-type]


def _part_beside(target: Path) -> Path:
    # A token keeps two writers apart; the cut keeps 60 letters of 4 bytes plus the token under 255 bytes.
    return target.with_name(f"{target.name[:60]}.{secrets.token_hex(4)}.part")


@contextmanager
def atomic_file(target: Path, *, verify: bool = False, needed: int = 0, sync_name: bool = True) -> Iterator[BinaryIO]:
    """A seekable binary stream that becomes ``target`` when the body ends well and leaves no trace when it does not.

    ``verify`` reads the bytes back from the device before the rename (sticks lie); ``needed`` is the expected size in
    bytes for the message of a full disk. Without ``sync_name`` the caller syncs the folder itself, once for many files.
    Raises the problems FIL-01 to FIL-08.
    """
    part = _part_beside(target)
    with file_problems(target, needed=needed):
        raw = _PartFile(part, target, needed)
    stream = io.BufferedRandom(raw)
    try:
        yield stream
        with file_problems(target, needed=needed):
            _settle(stream, part, target, verify=verify)
            replace_patiently(part, target)
    except BaseException:
        with suppress(Exception):
            stream.close()
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    if sync_name:
        with file_problems(target):
            sync_folder(target.parent)


def _settle(stream: io.BufferedRandom, part: Path, target: Path, *, verify: bool) -> None:
    stream.flush()
    written = _digest(part) if verify else ""
    os.fsync(stream.fileno())
    if verify:
        forget_cached(stream.fileno())
        if _digest(part) != written:
            raise READ_BACK_DIFFERS(name=target.name)
    stream.close()


def atomic_write(target: Path, content: bytes, *, verify: bool = False) -> None:
    """Writes a whole file at once, or leaves the old one as it was; raises the problems FIL-01 to FIL-08."""
    with atomic_file(target, verify=verify, needed=len(content)) as stream:
        stream.write(content)


def sweep_parts(folder: Path) -> int:
    """Removes what a power cut left half written below a folder and tells how many files that were.

    Call it only while nobody writes there, such as right after the workspace lock was taken.
    """
    swept = 0
    for part in sorted(folder.rglob("*.part")):
        with suppress(OSError):
            part.unlink()
            swept += 1
    return swept


def _digest(path: Path) -> str:
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, 64 lower-case hexadecimal digits; raises FIL-02, FIL-03 or FIL-05."""
    with file_problems(path):
        return _digest(path)


# --- attachments ------------------------------------------------------------------------------------------------------


class FileStore:
    """Photos, scans and recordings by their content: ``<root>/ab/<sha256>``; equal content is kept once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, digest: str) -> Path:
        """Where content with this SHA-256 lies or would lie; ValueError when it is no SHA-256."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError("not a lower-case SHA-256")
        return self.root / digest[:2] / digest

    def put(self, content: bytes | Path) -> str:
        """Stores bytes or the content of a file durably and returns its SHA-256; a damaged older copy is mended."""
        digest = sha256_of(content) if isinstance(content, Path) else hashlib.sha256(content).hexdigest()
        target = self.path_of(digest)
        if not target.is_file() or sha256_of(target) != digest:
            self._prepare(target)
            if isinstance(content, Path):
                _copy(content, target, digest)
            else:
                atomic_write(target, content)
        return digest

    def _prepare(self, target: Path) -> None:
        if target.parent.is_dir():
            return
        with file_problems(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(self.root)

    def get(self, digest: str) -> bytes:
        """The bytes, checked against their name; raises FIL-09 when damaged, FIL-10 when missing."""
        path = self.path_of(digest)
        if not path.is_file():
            raise CONTENT_MISSING(short=digest[:8])
        with file_problems(path):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise CONTENT_DAMAGED(short=digest[:8])
        return content

    def missing(self, wanted: Iterable[str]) -> set[str]:
        """Those of the wanted SHA-256 that the store does not hold."""
        return {digest for digest in wanted if not self.path_of(digest).is_file()}

    def sweep(self) -> int:
        """Removes half-written files of an earlier run and tells how many; call it under the workspace lock."""
        return sweep_parts(self.root)


def _copy(source: Path, target: Path, digest: str) -> None:
    with file_problems(source):
        size = source.stat().st_size
        reader = source.open("rb")
    seen = hashlib.sha256()
    with reader, atomic_file(target, needed=size) as out:
        while chunk := _read(reader, source):
            seen.update(chunk)
            out.write(chunk)
        if seen.hexdigest() != digest:  # somebody saved the source between the two readings
            raise IN_USE(name=source.name)


def _read(reader: BinaryIO, source: Path) -> bytes:
    with file_problems(source):
        return reader.read(1 << 20)


# --- names people see -------------------------------------------------------------------------------------------------

_NAME_LENGTH = 120
_NAME_BYTES = 240  # file systems count 255 bytes, and one Vietnamese letter takes up to three
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """A file name that Windows and Linux both take, close to ``text``, at most 120 letters, its extension kept."""
    whole = unicodedata.normalize("NFC", text)
    whole = re.sub(r"\s+", " ", whole)  # before control letters go: a line break is a gap, not nothing
    whole = "".join(letter for letter in whole if unicodedata.category(letter)[0] != "C")
    whole = re.sub(r'[<>:"/\\|?*]+', "-", whole)
    whole = re.sub(r" +", " ", unicodedata.normalize("NFC", whole)).strip(" .")
    if _RESERVED.match(whole):
        whole = f"_{whole}"
    return _shortened(whole) or _("Không tên")


def _shortened(name: str) -> str:
    if _fits(name):
        return name
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    ending = found.group() if found else ""
    stem = name.removesuffix(ending)
    kept = len(stem)
    while not _fits(stem[:kept] + ending) or (kept < len(stem) and unicodedata.combining(stem[kept])):
        kept -= 1  # a letter goes together with the marks that stand on it
    return stem[:kept].rstrip(" .") + ending


def _fits(name: str) -> bool:
    return len(name) <= _NAME_LENGTH and len(name.encode()) <= _NAME_BYTES
