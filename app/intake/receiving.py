"""Files that came in: copied into the inbox first, by what they contain, so that nothing is lost whatever follows."""

from __future__ import annotations

from pathlib import Path

from app.exchange.splitting import SUFFIX as PART_SUFFIX
from app.kernel.files import FileStore, atomic_file, file_problems, sha256_of

_CHUNK = 1 << 20


def inbox_of(files: FileStore) -> Path:
    """The folder of everything that came in."""
    return files.root.parent / "inbox"


def keep(files: FileStore, source: Path) -> Path:
    """Copies a file into the inbox under its SHA-256, once; FIL problems. What is checked later is this copy."""
    return _keep_as(source, kept_path(files, sha256_of(source)))


def keep_part(files: FileStore, source: Path) -> Path:
    """Copies a part of a large file into the inbox under its SHA-256, until the others are there; FIL problems."""
    return _keep_as(source, inbox_of(files) / f"{sha256_of(source)}{PART_SUFFIX}")


def kept_parts(files: FileStore) -> list[Path]:
    """The parts that wait for others."""
    return sorted(inbox_of(files).glob(f"*{PART_SUFFIX}"))


def _keep_as(source: Path, target: Path) -> Path:
    digest = target.name.partition(".")[0]
    if target.is_file() and sha256_of(target) == digest:
        return target
    with file_problems(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with file_problems(source), source.open("rb") as stream, atomic_file(target) as out:
        while chunk := stream.read(_CHUNK):
            out.write(chunk)
    return target


def kept_path(files: FileStore, digest: str) -> Path:
    """Where a file that came in lies."""
    return inbox_of(files) / f"{digest}.xaso"
