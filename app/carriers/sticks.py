"""Which stick is it and what else lies on it: the mark by which it is known again, and files that could be run."""

from __future__ import annotations

import errno
import json
import re
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path

from app.carriers.carrier import Foreign, part_name
from app.carriers.medium import Medium

MARK = "xaso-thanh-nho.json"
"""A small file with nothing but the stick's id; it says nothing about an office."""
_FORMAT = 1
_MOST_BYTES = 4096
_MOST_ENTRIES = 3000
_RUNS = frozenset(
    {".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".msi", ".msp", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh"}
    | {".ps1", ".psm1", ".hta", ".cpl", ".jar", ".lnk", ".url", ".reg", ".dll", ".sh", ".apk", ".appx", ".application"}
    | {".docm", ".xlsm", ".pptm", ".gadget", ".inf", ".iso", ".img", ".vhd", ".desktop"}
)
"""Endings that run a program when opened; LNK and INF files are how sticks carry infections on."""
_STARTS_BY_ITSELF = frozenset({"autorun.inf", "autorun.exe", "autorun.sh", ".autorun", "autoopen"})
_TURNS_LETTERS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_mark(top: Path) -> str:
    """The id of a stick or folder, empty when it has none or a damaged one; OSError when the stick does not answer."""
    try:
        with (top / MARK).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
        return str(uuid.UUID(found["stick"])) if found["format"] == _FORMAT else ""
    except (FileNotFoundError, IsADirectoryError):
        return ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""


def write_mark(top: Path, medium: Medium) -> str:
    """Gives a stick or folder its id and returns it; OSError when that fails, and then no half mark is left."""
    stick = str(uuid.uuid4())
    part = top / part_name(MARK, stick)
    content = json.dumps({"format": _FORMAT, "stick": stick}).encode()
    try:
        with medium.create(part) as file:
            medium.write(file, content)
            medium.sync(file)
        if b"".join(medium.read_back(part)) != content:
            raise OSError(errno.EIO, "the mark reads back differently")
        medium.rename(part, top / MARK)
        medium.sync_names(top)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return stick


def foreign_files(top: Path) -> tuple[Foreign, ...]:
    """Files at the top of a stick and one folder below that could be run; only names are looked at."""
    found = []
    for place, _ in zip(_entries(top), range(_MOST_ENTRIES), strict=False):
        if reason := _could_run(place.name):
            starts = reason == "starts" and place.parent == top
            found.append(Foreign(name=_shown(place.relative_to(top)), starts_by_itself=starts))
    return tuple(sorted(found, key=lambda one: one.name))


def _entries(top: Path) -> Iterator[Path]:
    folders = []
    for place in top.iterdir():
        yield place
        if place.is_dir() and not place.is_symlink():
            folders.append(place)
    for folder in folders:
        try:
            yield from folder.iterdir()
        except OSError:
            continue  # "System Volume Information" and the like open to nobody


def _could_run(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().rstrip(" .")
    if plain in _STARTS_BY_ITSELF:
        return "starts"
    if _TURNS_LETTERS.search(name) or Path(plain).suffix in _RUNS:
        return "runs"
    return ""


def _shown(path: Path) -> str:
    """A name as it can be shown without turning letters around."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path.as_posix())[:200]
