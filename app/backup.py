"""Backups: a verified copy of the store with its password slot, made while the store is in use, kept in generations."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.backup_files import generations, new_backup_path, prune
from app.kernel.clock import Clock
from app.kernel.files import atomic_file, file_problems, sha256_of
from app.kernel.journal import RESTORED_EPOCH
from app.kernel.problems import refused, unavailable
from app.kernel.progress import Progress
from app.kernel.settings import write_setting
from app.kernel.words import N_
from app.keys.slot import check_password_rules, open_slot, open_with_recovery, reset_password
from app.keys.wrapping import StoreKey
from app.store_problems import store_problems
from app.workspace_places import Places, exists
from db.engine import Store, check_integrity
from db.models import Document, Writer

FORMAT = "xaso-backup"
VERSION = 1
EVERY = timedelta(minutes=30)
"""A changed workspace is copied at least this often."""

COPY_NOT_WHOLE = unavailable(
    "BAK-01",
    N_("Bản sao lưu vừa tạo không qua được bước kiểm tra nên đã bỏ."),
    next_step=N_("Kiểm tra ổ đĩa, chọn nơi lưu khác rồi thử lại. Dữ liệu đang dùng không bị ảnh hưởng."),
)
NOT_A_BACKUP = refused(
    "BAK-02",
    N_("Tệp “{name}” không phải bản sao lưu của Xã Số hoặc đã hỏng."),
    next_step=N_("Chọn tệp sao lưu khác (đuôi .backup)."),
)
FOLDER_TAKEN = refused(
    "BAK-03",
    N_("Thư mục khôi phục đã có dữ liệu."),
    next_step=N_("Chọn thư mục trống; dữ liệu đang có không bị ghi đè."),
)
BACKUP_TOO_NEW = unavailable(
    "BAK-04",
    N_("Bản sao lưu được tạo bởi phiên bản Xã Số mới hơn."),
    next_step=N_("Cài phiên bản mới rồi khôi phục lại."),
)


@dataclass(frozen=True, kw_only=True)
class BackupMade:
    """A backup that was written, read back and opened."""

    path: Path
    at: datetime
    size: int


def make_backup(
    places: Places,
    copy_store: Callable[[Path], None],
    key: bytes,
    *,
    clock: Clock,
    target: Path | None = None,
    progress: Progress | None = None,
) -> BackupMade:
    """Copies the store online, opens the copy to verify it, and keeps it among the generations or at ``target``.

    A copy at ``target`` also carries the files (photos, scans, papers); generations lie beside them and need not.
    Raises BAK-01 when the copy is not whole, FIL-* when the disk refuses; nothing stays half done.
    """
    now = clock.now()
    places.backups.mkdir(parents=True, exist_ok=True)
    path = target or new_backup_path(places.backups, now)
    with tempfile.TemporaryDirectory(dir=places.backups, prefix=".making-") as folder:
        copy = Path(folder) / "xaso.db"
        copy_store(copy)
        if check_integrity(copy, key):
            raise COPY_NOT_WHOLE()
        _pack(path, copy, places, now, with_files=target is not None, progress=progress or Progress())
    if target is None:
        prune(places.backups, [path])
    return BackupMade(path=path, at=now, size=path.stat().st_size)


def copy_before_upgrade(places: Places, key: bytes, clock: Clock) -> Path:
    """The copy that precedes a migration."""

    def copy_store(target: Path) -> None:
        store = Store(places.store, key)
        try:
            store.copy_to(target)
        finally:
            store.dispose()

    return make_backup(places, copy_store, key, clock=clock).path


def restore(backup: Path, folder: Path, password: str, *, clock: Clock, files_from: Path | None = None) -> Path:
    """Unpacks a backup into an empty folder and opens it with the password; the writer starts a new epoch.

    Raises BAK-02 for a file that is no backup, BAK-03 for a folder in use, KEY-01 for a wrong password.
    """
    return _restore(backup, folder, lambda slot: open_slot(slot, password, clock), files_from)


def restore_with_code(backup: Path, folder: Path, code: str, new_password: str, *, clock: Clock) -> Path:
    """The same with the code on the sealed sheet; the new password opens what was restored.

    Raises KEY-04, KEY-06, KEY-08, KEY-09, KEY-11, BAK-02, BAK-03.
    """
    check_password_rules(new_password, field="new_password")

    def opened(slot: Path) -> StoreKey:
        key = open_with_recovery(slot, code)
        reset_password(slot, key, new_password, clock)
        return key

    return _restore(backup, folder, opened, None)


def _restore(backup: Path, folder: Path, opened: Callable[[Path], StoreKey], files_from: Path | None) -> Path:
    if exists(folder):
        raise FOLDER_TAKEN(field="folder")
    folder.mkdir(parents=True, exist_ok=True)
    places = Places(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as name:
        unpacked = Places(Path(name))
        _unpack(backup, unpacked.folder)
        key = opened(unpacked.slot)
        if check_integrity(unpacked.store, key):
            raise NOT_A_BACKUP(name=backup.name)
        _start_new_epoch(unpacked.store, key)
        _move_in(unpacked, places, files_from)
    return folder


def newest_backup(places: Places) -> datetime | None:
    """When the newest generation was made; none before the first."""
    moments = generations(places.backups)
    return max(moments) if moments else None


def _pack(path: Path, copy: Path, places: Places, now: datetime, *, with_files: bool, progress: Progress) -> None:
    files = [file for file in sorted(places.files.glob("*/*")) if file.suffix != ".part"]
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        "store_sha256": sha256_of(copy),
        "files": [file.name for file in files],
        "with_files": with_files,
    }
    with atomic_file(path, verify=True, needed=copy.stat().st_size) as out, zipfile.ZipFile(out, "w") as pack:
        pack.writestr("manifest.json", json.dumps(manifest))
        pack.write(copy, "xaso.db")
        pack.write(places.slot, "slot.json")
        for done, file in enumerate(files if with_files else ()):
            progress.check_cancelled()
            progress.step(done, len(files), file.name[:8])
            pack.write(file, f"files/{file.parent.name}/{file.name}")


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with file_problems(backup), zipfile.ZipFile(backup) as pack:
            manifest = json.loads(pack.read("manifest.json"))
            if manifest.get("format") != FORMAT:
                raise NOT_A_BACKUP(name=backup.name)
            if manifest["version"] > VERSION:
                raise BACKUP_TOO_NEW()
            wanted = {"xaso.db", "slot.json"} | {f"files/{name[:2]}/{name}" for name in manifest["files"]}
            for member in wanted & set(pack.namelist()):
                target = folder / member
                target.parent.mkdir(parents=True, exist_ok=True)
                with pack.open(member) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out)
            if sha256_of(folder / "xaso.db") != manifest["store_sha256"]:
                raise NOT_A_BACKUP(name=backup.name)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, FileNotFoundError, EOFError) as error:
        raise NOT_A_BACKUP(name=backup.name) from error


def _start_new_epoch(path: Path, key: bytes) -> None:
    store = Store(path, key)
    try:
        with store_problems(path), Session(store.writer) as session:
            writer = session.scalars(select(Writer)).one()
            writer.epoch += 1
            write_setting(session, RESTORED_EPOCH, writer.epoch)
            session.commit()
    finally:
        store.dispose()


def _move_in(unpacked: Places, places: Places, files_from: Path | None) -> None:
    if unpacked.files.is_dir():
        unpacked.files.replace(places.files)
    elif files_from is not None and files_from.is_dir() and files_from != places.files:
        shutil.copytree(files_from, places.files, dirs_exist_ok=True)
    unpacked.slot.replace(places.slot)
    unpacked.store.replace(places.store)


def missing_files(session: Session, places: Places) -> list[str]:
    """Hashes that papers name but whose files are not there."""
    columns = (Document.pdf_sha256, Document.scan_sha256)
    wanted = {digest for column in columns for digest in session.scalars(select(column)) if digest}
    return sorted(digest for digest in wanted if not (places.files / digest[:2] / digest).is_file())
