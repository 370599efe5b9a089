"""One window per workspace: a lock of the operating system, which falls by itself when the process dies.

The lock file stays behind; only the lock on it counts. Inside stand the process number and the start, for people.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from app.kernel.clock import VIETNAM, Clock, SystemClock
from app.kernel.files import file_problems, try_to_lock
from app.kernel.problems import Problem, unavailable
from app.kernel.words import N_, _

ALREADY_OPEN = unavailable(
    "WSP-02",
    N_("Dữ liệu này đang mở ở cửa sổ khác{since}."),
    next_step=N_("Hãy dùng cửa sổ đang mở. Nếu không thấy cửa sổ nào, hãy kết thúc tiến trình số {pid} rồi thử lại."),
)

LOCK_NAME = "workspace.lock"


class WorkspaceLock:
    """Held from its making until ``release``; a second one, also in the same process, is told WSP-02.

    Making it raises FIL problems when the folder is missing or cannot be written.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.path = folder / LOCK_NAME
        self._clock = clock or SystemClock()
        self._file: BinaryIO | None = self._take()

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def _take(self) -> BinaryIO:
        with file_problems(self.path):
            file = self._open()
            try:
                if not try_to_lock(file):
                    raise _already_open(self.path)
                self._tell(file)
            except BaseException:
                file.close()
                raise
        return file

    def release(self) -> None:
        """Gives the lock back; does nothing when it is not held."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> WorkspaceLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _open(self) -> BinaryIO:
        # Neither "w" nor "a": the first would wipe the holder's text, the second cannot write at the beginning.
        return os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)

    def _tell(self, file: BinaryIO) -> None:
        text = json.dumps({"pid": os.getpid(), "started": self._clock.now().isoformat()})
        with suppress(OSError):  # on a full disk the lock itself still holds
            file.truncate(0)
            file.seek(0)
            file.write(text.encode())


def _already_open(path: Path) -> Problem:
    """What the holder told about itself, as far as it can be read."""
    pid, since = "?", ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(path.read_bytes()[:1000])
        moment = datetime.fromisoformat(told["started"]).astimezone(VIETNAM)
        pid = str(int(told["pid"]))
        since = " " + _("(từ {time})").format(time=f"{moment:%H:%M %d/%m/%Y}")
    return ALREADY_OPEN(pid=pid, since=since)
