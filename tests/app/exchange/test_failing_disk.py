"""A disk that fails at any single step of making a bundle: never a torn file under the final name, no false success."""

from __future__ import annotations

import errno
import random

import pytest

from app.exchange import container
from app.kernel import files
from app.kernel.problems import Unavailable
from tests.support.bundles import FIRST, bundle, items
from tests.support.judging import judge

CONTENT = items(files=[random.Random(7).randbytes(150_000)])


class Disk:
    """Counts writes, fsyncs and renames, and fails at one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps, self.fails_at, self.error = 0, 0, errno.ENOSPC
        for owner, name in ((files.os, "fsync"), (files.os, "replace"), (container._Hashing, "write")):
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))
        real = files._PartFile.write

        def write(part, data):
            with files.file_problems(part._target):  # where the file itself translates what the system says
                self._count()
            return real(part, data)

        monkeypatch.setattr(files._PartFile, "write", write)

    def _count(self) -> None:
        self.steps += 1
        if self.steps == self.fails_at:
            raise OSError(self.error, "the disk failed")

    def _counted(self, real):
        def step(*arguments, **named):
            self._count()
            return real(*arguments, **named)

        return step


def test_any_single_failing_step(tmp_path, monkeypatch):
    disk = Disk(monkeypatch)
    bundle(tmp_path, FIRST, CONTENT)
    steps = disk.steps
    assert steps >= 8
    for error, codes in ((errno.ENOSPC, {"FIL-01"}), (errno.EIO, {"FIL-03"})):
        for fails_at in range(1, steps + 1):
            folder = tmp_path / f"{error}-{fails_at}"
            folder.mkdir()
            disk.steps, disk.fails_at, disk.error = 0, fails_at, error
            with pytest.raises(Unavailable) as told:
                bundle(folder, FIRST, CONTENT)
            disk.fails_at = 0
            left = [path.name for path in folder.iterdir()]
            assert told.value.code in codes
            assert left == [] or (left == ["goi.xaso"] and judge(folder / "goi.xaso") == "")
