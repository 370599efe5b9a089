"""Files of a body go to their places one after the other, and only what bears the right name gets there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.exchange.opening import Outer, inspect
from app.intake import checking
from app.intake.checking import Checked, keep_files, opened
from app.kernel.files import FileStore
from app.kernel.problems import Refused
from tests.support.bundles import bundle, items
from tests.support.keys import COMMUNE_KEYS, MAU_SON, SUPERIOR_KEYS, known

PHOTOS = [bytes([number]) * 3000 for number in range(40)]


def came(folder: Path) -> Checked:
    path = bundle(folder, content=items(files=PHOTOS)).path
    return Checked(outer=inspect(path), sender=known(MAU_SON, COMMUNE_KEYS), own=SUPERIOR_KEYS)


def test_however_many_files_come_one_is_open_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system lets a program open a few hundred; a first bundle may bring thousands of photos."""
    files, checked = FileStore(tmp_path / "files"), came(tmp_path)
    right, open_now, most = checking.atomic_file, 0, 0

    @contextmanager
    def counted(target: Path, **more: Any) -> Iterator[Any]:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        with right(target, **more) as stream:
            yield stream
        open_now -= 1

    monkeypatch.setattr(checking, "atomic_file", counted)
    kept = keep_files(checked, opened(checked), files)

    assert most == 1
    assert sorted(files.get(digest) for digest in kept) == PHOTOS


def test_a_body_that_changes_after_it_was_checked_leaves_no_wrong_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, checked = FileStore(tmp_path / "files"), came(tmp_path)
    body = opened(checked)
    right = checking.extract

    def bent(outer: Outer, own: Any, place: Any, **more: Any) -> None:
        def turned(path: str) -> Any:
            take = place(path)
            return take and (lambda content: take(content[::-1][:-1] + b"!"))

        right(outer, own, turned, **more)

    monkeypatch.setattr(checking, "extract", bent)
    with pytest.raises(Refused, match="EXC-13"):
        keep_files(checked, body, files)

    assert not [path for path in tmp_path.joinpath("files").rglob("*") if path.is_file()]


def test_each_folder_is_made_to_last_once_and_the_one_above_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that name a file are confirmed above only where a power cut cannot take the file's name away."""
    files, checked = FileStore(tmp_path / "files"), came(tmp_path)
    lasting: list[Path] = []
    monkeypatch.setattr(checking, "sync_folder", lasting.append)

    kept = keep_files(checked, opened(checked), files)

    assert sorted(lasting) == sorted({files.root, *(files.path_of(digest).parent for digest in kept)})
