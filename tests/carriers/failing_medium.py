"""A stick that fails at the n-th call, as a full, broken or pulled one does; one that ends its program with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.carriers.medium import Medium


@dataclass
class CountedMedium(Medium):
    """Counts every call that touches the stick and lets ``strike`` decide what happens at each."""

    calls: list[str] = field(default_factory=list)

    def strike(self, call: str) -> None:
        """Raises what this call should fail with; the base lets everything pass."""

    def _call(self, call: str) -> None:
        self.calls.append(call)
        self.strike(call)

    def create(self, part: Path) -> BinaryIO:
        self._call("create")
        return super().create(part)

    def write(self, file: BinaryIO, chunk: bytes) -> None:
        # Torn in the middle of a chunk, as a stick pulled out is.
        super().write(file, chunk[: len(chunk) // 2])
        self._call("write")
        super().write(file, chunk[len(chunk) // 2 :])

    def sync(self, file: BinaryIO) -> None:
        self._call("sync")
        super().sync(file)

    def close(self, file: BinaryIO) -> None:
        self._call("close")
        super().close(file)

    def read_back(self, path: Path) -> Iterator[bytes]:
        self._call("read")
        for chunk in super().read_back(path):
            yield chunk
            self._call("read")

    def rename(self, part: Path, target: Path) -> None:
        self._call("rename")
        super().rename(part, target)

    def sync_names(self, folder: Path) -> None:
        self._call("sync_names")
        super().sync_names(folder)

    def remove(self, path: Path) -> None:
        self._call("remove")
        super().remove(path)

    def free_bytes(self, folder: Path) -> int:
        self._call("free")
        return super().free_bytes(folder)


@dataclass
class FailingMedium(CountedMedium):
    """Fails with ``code`` at the n-th call; a stick that is gone stays gone."""

    at: int = 0
    code: int = 0
    stays: bool = False

    def strike(self, call: str) -> None:
        if len(self.calls) == self.at or (self.stays and len(self.calls) > self.at):
            raise OSError(self.code, os.strerror(self.code))


@dataclass
class FlippingMedium(CountedMedium):
    """Keeps the n-th written chunk with one bit turned, and says nothing."""

    at: int = 1

    def write(self, file: BinaryIO, chunk: bytes) -> None:
        self._call("write")
        if self.calls.count("write") == self.at:
            chunk = bytes([chunk[0] ^ 0x10]) + chunk[1:]
        Medium.write(self, file, chunk)


@dataclass
class DyingMedium(CountedMedium):
    """Ends its own program by SIGKILL at the n-th call."""

    at: int = 0

    def strike(self, call: str) -> None:
        if len(self.calls) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
