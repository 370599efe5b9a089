"""A stick, a network folder or any folder: written beside, read back from the device, and only then given its name."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.carriers import problems
from app.carriers.carrier import (
    LARGEST,
    Arrival,
    Collected,
    Condition,
    HandedOver,
    Measured,
    Proof,
    Since,
    Unread,
    check_name,
    chunks_of,
    is_ours,
    measure,
    part_name,
    torn_name,
)
from app.carriers.landing import Landing
from app.carriers.medium import Medium
from app.carriers.sticks import foreign_files, read_mark, write_mark
from app.kernel import files
from app.kernel.drives import DriveKind, Machine
from app.kernel.files import problem_of, size_text
from app.kernel.problems import Problem
from app.kernel.progress import Progress
from app.kernel.words import _

RESERVE = 64 * 1024
"""Bytes left free beside a file: the mark, and what the file system needs for names."""
MOST_FILES = 20_000
"""Files of one folder that are looked at; more than that is no exchange folder."""


class FolderCarrier:
    """Carries by a folder; with ``expected`` only by the stick of that id."""

    def __init__(
        self, folder: Path, *, expected: str = "", machine: Machine | None = None, medium: Medium | None = None
    ) -> None:
        self.folder = folder
        self._expected = expected
        self._machine = machine or Machine()
        self._medium = medium or Medium()

    @property
    def place(self) -> str:
        """The folder as people know it."""
        return self.folder.name or str(self.folder)

    # --- before -------------------------------------------------------------------------------------------------------

    def check(self, progress: Progress) -> Condition:
        """What can be said now; a try to write is made, nothing is left."""
        progress.check_cancelled()
        try:
            with self._translated(""):
                return self._condition()
        except Problem as problem:
            return Condition(place=self.place, reachable=False, problems=(problem,))

    def _condition(self) -> Condition:
        if not self.folder.is_dir():
            raise problems.STICK_GONE(place=self.place)
        top = self._top()
        stick = read_mark(top)
        writable = self._machine.can_write(self.folder)
        found: list[Problem] = []
        if not self._is_right(stick):
            found.append(problems.WRONG_STICK())
        if not writable:
            found.append(problems.NOT_WRITABLE(place=self.place))
        return Condition(
            place=self.place,
            reachable=True,
            writable=writable,
            free=self._medium.free_bytes(self.folder),
            largest=LARGEST if self._machine.drive_of(top).filesystem in {"vfat", "msdos", "FAT32"} else None,
            removable=self._machine.drive_of(top).kind is DriveKind.REMOVABLE,
            stick=stick,
            torn=tuple(sorted(part.name for part in self._torn())),
            foreign=foreign_files(top),
            problems=tuple(found),
        )

    def _top(self) -> Path:
        """Where the mark lies: at the top of a stick, so that any folder on it is known; else in the folder itself."""
        removable = self._machine.drive_of(self.folder.resolve()).kind is DriveKind.REMOVABLE
        return self._machine.top_of(self.folder) if removable else self.folder

    def _is_right(self, stick: str) -> bool:
        return not self._expected or stick == self._expected

    def _torn(self) -> list[Path]:
        return [path for path in self._entries() if torn_name(path.name)]

    def _entries(self) -> list[Path]:
        return [path for path, _ in zip(self.folder.iterdir(), range(MOST_FILES), strict=False)]

    # --- sending ------------------------------------------------------------------------------------------------------

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """Writes, syncs, reads back and names the file; raises CAR-17 to CAR-26 or FIL-04/06/08, or Cancelled."""
        check_name(name)
        measured = measure(path, progress)
        with self._translated(name, measured.size):
            stick = self._known_stick()
            target = self.folder / name
            already = self._is_there(target, measured, progress)
            if not already:
                self._sweep(name)
                self._check_room(name, measured.size)
                self._write(path, target, measured, progress)
        return HandedOver(
            proof=Proof.READ_BACK,
            place=self.place,
            name=name,
            size=measured.size,
            sha256=measured.sha256,
            stick=stick,
            already_there=already,
        )

    def _known_stick(self) -> str:
        if not self.folder.is_dir():
            raise problems.STICK_GONE(place=self.place)
        top = self._top()
        stick = read_mark(top)
        if not self._is_right(stick):
            raise problems.WRONG_STICK()
        return stick or write_mark(top, self._medium)

    def _is_there(self, target: Path, measured: Measured, progress: Progress) -> bool:
        """Whether an earlier try already brought this very file there; a different one of that name is kept."""
        if not target.exists() and not target.is_symlink():
            return False
        if not target.is_file() or target.is_symlink() or target.stat().st_size != measured.size:
            raise problems.DIFFERENT_THERE(place=self.place, name=target.name)
        self._medium.sync_again(target)  # the earlier try may have stopped before it could
        if self._read_back(target, measured.size, progress) != measured.sha256:
            raise problems.DIFFERENT_THERE(place=self.place, name=target.name)
        return True

    def _sweep(self, name: str) -> None:
        """Removes what earlier tries left; in a folder shared with others only what was meant for this name."""
        own_stick = self._machine.drive_of(self.folder.resolve()).kind is DriveKind.REMOVABLE
        for part in self._torn():
            if own_stick or torn_name(part.name) == name:
                self._medium.remove(part)

    def _check_room(self, name: str, size: int) -> None:
        if size > LARGEST:
            limit, needed = size_text(LARGEST), size_text(size)
            raise problems.TOO_LARGE(name=name, needed=needed, limit=limit, place=self.place)
        free = self._medium.free_bytes(self.folder)
        if free < size + RESERVE:
            needed = size_text(size + RESERVE)
            raise problems.STICK_FULL(place=self.place, name=name, free=size_text(free), needed=needed)

    def _write(self, path: Path, target: Path, measured: Measured, progress: Progress) -> None:
        part = target.with_name(part_name(target.name, measured.sha256))
        try:
            self._fill(path, part, measured, progress)
            if self._read_back(part, measured.size, progress) != measured.sha256:
                raise problems.READ_BACK_DIFFERS(place=self.place, name=target.name)
            progress.check_cancelled()
            self._medium.rename(part, target)
        except BaseException:
            with suppress(OSError):
                self._medium.remove(part)
            raise
        self._medium.sync_names(self.folder)
        if target.stat().st_size != measured.size:
            self._medium.remove(target)
            raise problems.READ_BACK_DIFFERS(place=self.place, name=target.name)

    def _fill(self, path: Path, part: Path, measured: Measured, progress: Progress) -> None:
        seen, done = hashlib.sha256(), 0
        file = self._medium.create(part)
        try:
            for chunk in chunks_of(path, progress):
                self._medium.write(file, chunk)
                seen.update(chunk)
                done += len(chunk)
                progress.step(done, 2 * measured.size, _("Đang ghi {name}").format(name=path.name))
            if seen.hexdigest() != measured.sha256:
                raise problems.SOURCE_CHANGED(name=path.name)
            self._medium.sync(file)
            self._medium.close(file)
        except BaseException:
            with suppress(OSError):
                file.close()
            raise

    def _read_back(self, path: Path, size: int, progress: Progress) -> str:
        seen, done = hashlib.sha256(), 0
        for chunk in self._medium.read_back(path):
            progress.check_cancelled()
            seen.update(chunk)
            done += len(chunk)
            progress.step(min(size + done, 2 * size), 2 * size, _("Đang đọc lại để kiểm tra"))
        return seen.hexdigest()

    # --- collecting ---------------------------------------------------------------------------------------------------

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """Copies files not yet marked, by name; links and folders are left alone. Raises CAR-23 or CAR-25."""
        progress.check_cancelled()
        with self._translated(""):
            if not self.folder.is_dir():
                raise problems.STICK_GONE(place=self.place)
            if not self._is_right(read_mark(self._top())):
                raise problems.WRONG_STICK()
            found = sorted(path for path in self._entries() if is_ours(path.name) and not path.is_symlink())
        for number, path in enumerate(found):
            progress.check_cancelled()
            progress.step(number, len(found), path.name)
            with self._translated(path.name):
                if not path.is_file():
                    continue
                state = path.stat()
            mark = f"{path.name}|{state.st_size}|{state.st_mtime_ns}"
            if mark not in since.marks:
                yield self._copied(path, state.st_size, mark, into, progress)

    def _copied(self, path: Path, size: int, mark: str, into: Path, progress: Progress) -> Collected:
        if size > LARGEST:
            return self._unread(path, mark, self._too_large(path, size))
        with Landing(into, path.name) as landing:
            try:
                with path.open("rb", buffering=0) as source:
                    while chunk := source.read(1 << 18):
                        progress.check_cancelled()
                        landing.write(chunk)
            except OSError as error:
                if error.errno in {errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE}:
                    raise problems.STICK_GONE(place=self.place) from error
                return self._unread(path, mark, problems.UNREADABLE_THERE(name=path.name, place=self.place))
            landed, digest = landing.finish()
            size = landing.size
        return Arrival(name=path.name, path=landed, size=size, sha256=digest, origin=self.place, mark=mark)

    def _unread(self, path: Path, mark: str, problem: Problem) -> Unread:
        return Unread(name=path.name, origin=self.place, problem=problem, mark=mark)

    def _too_large(self, path: Path, size: int) -> Problem:
        limit = size_text(LARGEST)
        return problems.TOO_LARGE_THERE(name=path.name, place=self.place, size=size_text(size), limit=limit)

    # --- what the system says -----------------------------------------------------------------------------------------

    @contextmanager
    def _translated(self, name: str, needed: int = 0) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._problem_of(error, name, needed) from error

    def _problem_of(self, error: OSError, name: str, needed: int) -> Problem:
        general = problem_of(error, self.folder / name, needed=needed)
        if error.errno == errno.EFBIG:
            limit = size_text(LARGEST)
            return problems.TOO_LARGE(name=name, needed=size_text(needed), limit=limit, place=self.place)
        if general.kind is files.DISK_FULL:
            free, wanted = general.values["free"], general.values["needed"]
            return problems.STICK_FULL(place=self.place, name=name, free=free, needed=wanted)
        if general.kind in {files.DEVICE_GONE, files.NOT_FOUND}:
            return problems.STICK_GONE(place=self.place)
        return problems.NOT_WRITABLE(place=self.place) if general.kind is files.NOT_PERMITTED else general
