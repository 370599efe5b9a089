"""A file in parts that fit a mailbox: each part says what it belongs to and is checked alone; any order joins.

A part is one line of canonical JSON, then its bytes; ``tail -n +2`` of all parts in order is the file again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.flat_zip import CHUNK
from app.exchange.refusals import NO_PART, PART_DAMAGED, PARTS_DISAGREE, PARTS_MISSING
from app.kernel.files import atomic_file, atomic_write, file_problems, sha256_of
from app.kernel.words import _
from app.keys.strict_json import SHA256, Fields, WrongForm, canonical, read_canonical

FORMAT = "xaso-part"
MESSAGE_LIMIT = 8_000_000
"""Bytes of a message most mailboxes take."""
MOST_PARTS = 999
SUFFIX = ".xaso-phan"
_MAIL_GROWTH = 1.4  # base64 with line breaks
_AROUND = 2048
"""Bytes of the letter and of the first line of a part, before they grow."""
_HEAD = 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}\.xaso")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as its first line tells it; ``start`` is where its bytes begin in ``path``."""

    path: Path
    name: str
    number: int
    parts: int
    offset: int
    length: int
    sha256: str
    total_length: int
    total_sha256: str
    start: int

    @property
    def whole(self) -> tuple[str, str, int, int]:
        """What all parts of one file agree on."""
        return self.name, self.total_sha256, self.total_length, self.parts


def split(path: Path, folder: Path, *, message_limit: int = MESSAGE_LIMIT) -> tuple[Path, ...]:
    """Parts of a file in ``folder`` that each fit a message; the file itself where it fits whole.

    ValueError for more than 999 parts or a name that is no bundle's; FIL problems from the disk.
    """
    room = int(message_limit / _MAIL_GROWTH) - _AROUND
    with file_problems(path):
        size = path.stat().st_size
    if size <= room:
        return (path,)
    count = -(-size // room) if room > 0 else MOST_PARTS + 1
    if count > MOST_PARTS or not _NAME.fullmatch(path.name):
        raise ValueError("too many parts, or not the name of a bundle")
    total = sha256_of(path)
    written = []
    with file_problems(path), path.open("rb") as stream:
        for number in range(1, count + 1):
            offset, content = stream.tell(), stream.read(room)
            head = {
                "format": FORMAT, "version": 1, "name": path.name, "part": number, "parts": count, "offset": offset,
                "length": len(content), "sha256": hashlib.sha256(content).hexdigest(),
                "total_length": size, "total_sha256": total,
            }  # fmt: skip
            target = folder / f"{path.stem}.{number:03d}-{count:03d}{SUFFIX}"
            atomic_write(target, canonical(head) + b"\n" + content)
            written.append(target)
    return tuple(written)


def read_part(path: Path) -> Part:
    """What a part says of itself, its bytes checked; raises EXC-26 (no part) or EXC-27 (damaged), and FIL problems."""
    with file_problems(path), path.open("rb") as stream:
        line = stream.readline(_HEAD)
        try:
            part = _part(Fields(read_canonical(line.removesuffix(b"\n"))), path, len(line))
        except WrongForm as error:
            raise NO_PART(name=path.name, reason=error.reason) from error
        if not line.endswith(b"\n") or _rest_differs(stream, part):
            raise PART_DAMAGED(name=part.name, part=part.number, parts=part.parts)
    return part


def _part(fields: Fields, path: Path, start: int) -> Part:
    fields.word("format", FORMAT)
    fields.number("version", least=1, most=1)
    part = Part(
        path=path,
        name=fields.match("name", _NAME),
        parts=fields.number("parts", least=1, most=MOST_PARTS),
        number=fields.number("part", least=1, most=MOST_PARTS),
        offset=fields.number("offset"),
        length=fields.number("length", least=1),
        sha256=fields.match("sha256", SHA256),
        total_length=fields.number("total_length", least=1),
        total_sha256=fields.match("total_sha256", SHA256),
        start=start,
    )
    fields.finish()
    if part.number > part.parts or part.offset + part.length > part.total_length:
        raise WrongForm(_("số phần hoặc kích thước không khớp nhau"))
    return part


def _rest_differs(stream: BinaryIO, part: Part) -> bool:
    digest, length = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        length += len(chunk)
    return (length, digest.hexdigest()) != (part.length, part.sha256)


def groups_of(parts: Iterable[Part]) -> tuple[tuple[Part, ...], ...]:
    """Parts by the file they belong to, each number once, in order."""
    found: dict[tuple[str, str, int, int], dict[tuple[int, str], Part]] = {}
    for part in parts:
        found.setdefault(part.whole, {}).setdefault((part.number, part.sha256), part)
    return tuple(tuple(group[key] for key in sorted(group)) for _whole, group in sorted(found.items()))


def missing_parts(group: Sequence[Part]) -> tuple[int, ...]:
    """Numbers of the parts that are not there."""
    return tuple(sorted(set(range(1, group[0].parts + 1)) - {part.number for part in group}))


def join(parts: Iterable[Part], target: Path) -> Path:
    """Writes the file again; raises EXC-28 naming what is missing, EXC-29 when the parts do not fit, FIL problems."""
    groups = groups_of(parts)
    if len(groups) != 1:
        name = groups[0][0].name if groups else target.name
        raise PARTS_DISAGREE(name=name, reason=_("có các phần của {count} tệp khác nhau").format(count=len(groups)))
    group = groups[0]
    first = group[0]
    if missing := missing_parts(group):
        raise PARTS_MISSING(name=first.name, missing=", ".join(map(str, missing)), parts=first.parts)
    _check_fit(group)
    digest = hashlib.sha256()
    with atomic_file(target, needed=first.total_length) as out:
        for part in group:
            for chunk in _content(part):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() != first.total_sha256:
            raise PARTS_DISAGREE(name=first.name, reason=_("tệp ghép được có nội dung khác"))
    return target


def _check_fit(group: Sequence[Part]) -> None:
    end = 0
    for expected, part in enumerate(group, start=1):
        if part.number != expected or part.offset != end:
            reason = _("phần {part} có hai nội dung hoặc không nối liền").format(part=part.number)
            raise PARTS_DISAGREE(name=part.name, reason=reason)
        end += part.length
    if end != group[0].total_length:
        raise PARTS_DISAGREE(name=group[0].name, reason=_("tổng kích thước không khớp"))


def _content(part: Part) -> Iterable[bytes]:
    with file_problems(part.path), part.path.open("rb") as stream:
        stream.seek(part.start)
        while chunk := stream.read(CHUNK):
            yield chunk
