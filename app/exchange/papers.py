"""Files of a bundle as a person opens them: each once, under a name with its ending, told by the record that names it.

A PDF stands as ``giay-to/<name>.pdf``, everything else as ``files/<hash>.<ending>``. The manifest tells the hash of
both, by which the receiver keeps them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from app.documents.numbering import with_number
from app.evidence.rules import AUDIO, PICTURES, SCANS, TEXTS, sort_of
from app.exchange.content import FILE_COLUMNS, Content
from app.exchange.flat_zip import is_safe_name
from app.kernel.days import show_day
from app.kernel.files import FileStore, file_problems
from app.kernel.problems import Refused
from app.kernel.text import fold

_HEAD = 32
_LONGEST = 50
_ENDINGS = {
    media_type: ending for table in (TEXTS, SCANS, AUDIO, PICTURES) for ending, media_type in reversed(table.items())
}


@dataclass(frozen=True, kw_only=True)
class Attached:
    """One file that goes, where it stands in the body, and what the page says of it in Vietnamese."""

    digest: str
    path: str
    words: str


@dataclass(frozen=True)
class _Told:
    """What the first record that names a file says of it."""

    words: str
    name: str = ""
    """As a name of a file, its ending left out."""
    file_name: str = ""


def attached(content: Content, files: FileStore) -> tuple[Attached, ...]:
    """The files that go and are there, papers first."""
    missing, told = files.missing(content.files), _told(content)
    taken: set[str] = set()
    found = [
        _attached(digest, told.get(digest, _Told(f"{digest[:16]}…")), files, taken)
        for digest in content.files
        if digest not in missing
    ]
    return tuple(sorted(found, key=lambda each: (not each.path.startswith("giay-to/"), each.path)))


def _attached(digest: str, told: _Told, files: FileStore, taken: set[str]) -> Attached:
    ending = _ending(told.file_name, files, digest)
    path = f"files/{digest}.{ending}" if ending else f"files/{digest}"
    if ending == "pdf":
        path = f"giay-to/{_free_name(told.name or 'tep', taken)}.pdf"
    return Attached(digest=digest, path=path, words=told.words)


def _ending(file_name: str, files: FileStore, digest: str) -> str:
    """By the first bytes, then by the name it came with; none for what is no picture, sound, scan or text."""
    path = files.path_of(digest)
    with file_problems(path), path.open("rb") as stream:
        head = stream.read(_HEAD)
    try:
        return _ENDINGS.get(sort_of(file_name, head).media_type, "")
    except Refused:
        return ""


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name in the form entries of a body have; the second of that name gets a number."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(wanted)).strip("-")[:_LONGEST].strip("-")
    name = plain if is_safe_name(f"{plain}.pdf") else f"tep-{plain}".strip("-")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _told(content: Content) -> dict[str, _Told]:
    """Of each file what the first record that names it says, in the order of the journal."""
    found: dict[str, _Told] = {}
    wanted = set(content.files)
    for change in content.changes if wanted else ():
        if "sha256" in change.payload:
            row = json.loads(change.payload)
            for column in FILE_COLUMNS:
                if row.get(column) in wanted:
                    found.setdefault(row[column], _of(change.noun, column, row))
    return found


def _of(noun: str, column: str, row: Mapping[str, object]) -> _Told:
    if noun == "document":
        return _of_document(row, is_scan=column == "scan_sha256")
    if noun == "incoming_letter":
        name = _text(row, "file_name")
        return _Told(f"Văn bản đến: {name}", f"den {PurePath(name).stem}", name)
    name = _text(row, "name")
    words = " – ".join(filter(None, (_text(row, "caption"), name)))
    return _Told(f"Minh chứng: {words}", PurePath(name).stem, name)


def _of_document(row: Mapping[str, object], *, is_scan: bool) -> _Told:
    day, number = _text(row, "issued_on"), row.get("number")
    symbol = with_number(number, _text(row, "symbol")) if isinstance(number, int) else ""
    dated = f"ngày {show_day(date.fromisoformat(day))}" if day else ""
    words = ": ".join(_filled((" ".join(_filled((symbol and f"Số {symbol}", dated))), _text(row, "subject"))))
    name = " ".join(_filled((symbol or _text(row, "type"), day, "ban quet" if is_scan else "")))
    return _Told(f"{words} (bản quét)" if is_scan else words, name)


def _filled(words: Iterable[str]) -> list[str]:
    return [word for word in words if word]


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
