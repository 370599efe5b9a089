"""The few calls by which a file gets onto a stick for good: the one place of this room that touches disks.

Each call is a method, so that a test can let the n-th one fail as real sticks do. OSErrors leave as they are;
``folder`` tells a person what they mean.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.carriers.carrier import CHUNK
from app.kernel.files import forget_cached, replace_patiently, sync_folder


class Medium:
    """A stick, a disk or a shared folder, as the system offers it."""

    def create(self, part: Path) -> BinaryIO:
        """A new unbuffered file in place of an older half-written one; a link somebody put there is not followed."""
        part.unlink(missing_ok=True)
        return part.open("xb", buffering=0)

    def write(self, file: BinaryIO, chunk: bytes) -> None:
        """Writes all of the chunk: one call to the system may take less than it was given."""
        rest = memoryview(chunk)
        while rest:
            rest = rest[file.write(rest) :]

    def sync(self, file: BinaryIO) -> None:
        """Waits until the device says that the bytes of the file are kept."""
        os.fsync(file.fileno())

    def close(self, file: BinaryIO) -> None:
        """Closes; some network folders report a full disk only here."""
        file.close()

    def sync_again(self, path: Path) -> None:
        """The same for a file that was written earlier, and for its name."""
        with path.open("rb+", buffering=0) as file:  # Windows flushes only what may be written
            self.sync(file)
        self.sync_names(path.parent)

    def read_back(self, path: Path) -> Iterator[bytes]:
        """The bytes as the device gives them back; where the system cannot drop its memory of them, they come from it.

        Linux drops it; Windows does not offer to without reading around its cache.
        """
        with path.open("rb", buffering=0) as file:
            forget_cached(file.fileno())
            while chunk := file.read(CHUNK):
                yield chunk

    def rename(self, part: Path, target: Path) -> None:
        """Gives a whole file its final name."""
        replace_patiently(part, target)

    def sync_names(self, folder: Path) -> None:
        """Makes a new name in a folder survive the stick being pulled out."""
        sync_folder(folder)

    def remove(self, path: Path) -> None:
        """Removes a file; one that is not there is fine."""
        path.unlink(missing_ok=True)

    def free_bytes(self, folder: Path) -> int:
        """Bytes that may still be written there."""
        return shutil.disk_usage(folder).free
