"""What others do with the same rows: restic, git bundle, and zip + age; each as its manual says, in fresh processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.timing import taken

_FILES = 256


def write_rows(folder: Path, rows: Mapping[str, str]) -> None:
    """The rows as lines of JSON in 256 files by the end of their uid, sorted: what versioning tools like best."""
    shelves: dict[int, list[str]] = defaultdict(list)
    for uid, payload in sorted(rows.items()):
        shelves[int(uid[-2:], 16) % _FILES].append(payload)
    folder.mkdir(parents=True, exist_ok=True)
    for number, lines in shelves.items():
        (folder / f"{number:02x}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def missing(*programs: str) -> list[str]:
    """Programs that are not on this computer."""
    return [program for program in programs if shutil.which(program) is None]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds and bytes."""

    seconds: float
    size: int


class Restic:
    """A repository on the stick: backed up by the one, restored by the other. Encrypted, not signed."""

    name = "restic backup + restore"

    def __init__(self, place: Path) -> None:
        self._place, self._repository = place, place / "restic"
        self._run("init")

    def carry(self, rows: Mapping[str, str]) -> Cost:
        """One trip of all rows as they are now; only what changed costs."""
        source, before = self._place / "restic-rows", _size(self._repository)
        write_rows(source, rows)
        seconds = taken(lambda: (self._run("backup", str(source)), self._restore()))
        return Cost(seconds=seconds, size=_size(self._repository) - before)

    def _restore(self) -> None:
        self._run("restore", "latest", "--target", str(self._place / "restic-above"))

    def _run(self, *words: str) -> None:
        own = {"RESTIC_REPOSITORY": str(self._repository), "RESTIC_PASSWORD": "thu-nghiem"}
        cache = {"RESTIC_CACHE_DIR": str(self._place / "restic-cache")}
        run("restic", "--quiet", *words, env=own | cache)


class Git:
    """Two repositories and a bundle between them. Neither encrypted nor signed."""

    name = "git commit + bundle + fetch"

    def __init__(self, place: Path) -> None:
        self._below, self._above, self._file = place / "git-below", place / "git-above", place / "changes.bundle"
        for folder in (self._below, self._above):
            self._run(folder.parent, "init", "-q", "-b", "main", str(folder))
        self._known = ""

    def carry(self, rows: Mapping[str, str]) -> Cost:
        """One trip: committed, bundled since the last one, fetched and checked out above."""
        write_rows(self._below, rows)
        seconds = taken(self._trip)
        self._known = self._run(self._below, "rev-parse", "HEAD").strip()
        return Cost(seconds=seconds, size=self._file.stat().st_size)

    def _trip(self) -> None:
        self._run(self._below, "add", "-A")
        self._run(self._below, "commit", "-q", "-m", "rows")
        since = [f"^{self._known}"] if self._known else []
        self._run(self._below, "bundle", "create", "-q", str(self._file), "main", *since)
        self._run(self._above, "bundle", "verify", "-q", str(self._file))
        self._run(self._above, "fetch", "-q", str(self._file), "main")
        self._run(self._above, "reset", "-q", "--hard", "FETCH_HEAD")

    def _run(self, folder: Path, *words: str) -> str:
        who = {
            f"GIT_{role}_{what}": "test@xa.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        return run("git", "-C", str(folder), "-c", "gc.auto=0", *words, env=who | alone)


class ZipAge:
    """One zip with everything, sealed with age: the way without a program of one's own. Not signed."""

    name = "zip + age"

    def __init__(self, place: Path) -> None:
        self._place, self._key = place, place / "age.key"
        run("age-keygen", "-o", str(self._key))
        self._receiver = self._key.read_text().split("public key: ")[1].split()[0]

    def make(self, folder: Path) -> Cost:
        """Packs and seals; photos are not packed again."""
        packed, sealed = self._place / "all.zip", self._place / "all.zip.age"
        seconds = taken(
            lambda: (
                run("zip", "-q", "-r", "-n", ".jpg", str(packed), ".", folder=folder),
                run("age", "-r", self._receiver, "-o", str(sealed), str(packed)),
                os.sync(),
            )
        )
        packed.unlink()
        return Cost(seconds=seconds, size=sealed.stat().st_size)

    def open(self) -> float:
        """Seconds of opening and unpacking it."""
        packed = self._place / "came.zip"
        return taken(
            lambda: (
                run("age", "-d", "-i", str(self._key), "-o", str(packed), str(self._place / "all.zip.age")),
                shutil.unpack_archive(packed, self._place / "came"),
            )
        )


def run(*words: str, env: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """What a program says; an exception when it fails."""
    whole = {**os.environ, **(env or {})}
    return subprocess.run(words, env=whole, cwd=folder, check=True, capture_output=True, text=True).stdout


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
