"""Where a collected file lands: written beside, made durable, and only then called by its name."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from app.carriers.carrier import part_name
from app.kernel.files import file_problems, replace_patiently, safe_name, sync_folder


class Landing:
    """One file on its way into the caller's folder; left without ``finish``, it leaves no trace.

    With a ``token`` the half-written file stays for a later try, which goes on where this one stopped.
    """

    def __init__(self, into: Path, name: str, token: str = "") -> None:
        self._into = into
        self._name = safe_name(name)
        self._part = into / part_name(self._name[:60], token or secrets.token_hex(4))
        self._keep = bool(token)
        self._seen = hashlib.sha256()
        self._file: BinaryIO | None = None
        self.size = 0

    def __enter__(self) -> Self:
        with file_problems(self._part):
            self._into.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("ab+" if self._keep else "xb+")
            self._file.seek(0)
            while chunk := self._file.read(1 << 18):
                self._count(chunk)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.close()
        if not (self._keep and kind is not None):
            with suppress(OSError):
                self._part.unlink(missing_ok=True)

    @property
    def _open(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("a landing is used inside with")
        return self._file

    def _count(self, chunk: bytes) -> None:
        self._seen.update(chunk)
        self.size += len(chunk)

    def write(self, chunk: bytes) -> None:
        """Adds bytes at the end; raises the problems FIL-01 to FIL-08."""
        with file_problems(self._part):
            self._open.write(chunk)
        self._count(chunk)

    def start_again(self) -> None:
        """Forgets the bytes written so far."""
        with file_problems(self._part):
            self._open.truncate(0)
            self._open.seek(0)
        self._seen, self.size = hashlib.sha256(), 0

    def finish(self) -> tuple[Path, str]:
        """The durable file and its SHA-256; its name begins with the hash, so that no two files can collide."""
        digest = self._seen.hexdigest()
        target = self._into / f"{digest[:16]}-{self._name}"
        with file_problems(target):
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            replace_patiently(self._part, target)
            sync_folder(self._into)
        return target, digest
