"""The folder of a camera or of Zalo's downloads: the photos in it that prove nothing yet, newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.evidence.photos import thumbnails
from app.evidence.rules import PICTURES
from app.kernel.files import file_problems, sha256_of
from app.kernel.progress import Progress

MOST = 48


@dataclass(frozen=True, kw_only=True)
class CameraPhoto:
    """A photo in the folder."""

    path: Path
    thumbnail: bytes
    """A small JPEG made by us, empty where the file cannot be shown."""


def unused_photos(
    folder: Path,
    used: Callable[[Sequence[str]], Collection[str]],
    progress: Progress | None = None,
    *,
    most: int = MOST,
) -> list[CameraPhoto]:
    """At most ``most`` photos that prove nothing yet, newest first; ``used`` tells which hashes prove something.

    Only as many files are read as are shown; Unavailable FIL-* where the folder is gone.
    """
    watching = progress or Progress()
    chosen: list[Path] = []
    newest = _newest_first(folder)
    for start in range(0, len(newest), most):
        part = newest[start : start + most]
        hashes = []
        for path in part:
            watching.check_cancelled()
            watching.step(len(chosen), most, path.name)
            hashes.append(sha256_of(path))
        taken = set(used(hashes))
        chosen += [path for path, digest in zip(part, hashes, strict=True) if digest not in taken]
        if len(chosen) >= most:
            break
    chosen = chosen[:most]
    small = thumbnails(chosen) if chosen else []
    return [CameraPhoto(path=path, thumbnail=content) for path, content in zip(chosen, small, strict=True)]


def _newest_first(folder: Path) -> list[Path]:
    with file_problems(folder):
        files = [path for path in folder.iterdir() if path.suffix.casefold().lstrip(".") in PICTURES]
        return sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
