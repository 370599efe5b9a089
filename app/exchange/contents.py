"""What a sealed body may hold: every path with its type, and the manifest that names them all."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.flat_zip import CHUNK, Packed, is_safe_name, pack, store, stored
from app.exchange.header import Core, Kind
from app.kernel.progress import Progress
from app.kernel.words import _
from app.keys.strict_json import SHA256, Fields, WrongForm, canonical, read_canonical

HASH_NAME = "header.sha256"
MANIFEST_NAME = "manifest.json"
LARGEST_MANIFEST = 16 * 1024 * 1024
MOST_ENTRIES = 60_000

CHANGES, RECEIPT, DIRECTORY = "changes.jsonl", "receipt.json", "directory.xaso-khoa"
REQUIRED = {Kind.BUNDLE: CHANGES, Kind.PACKAGE: CHANGES, Kind.RECEIPT: RECEIPT}
"""What each kind cannot do without."""

_TYPES = (
    (re.compile(r"changes\.jsonl"), "changes"),
    (re.compile(r"receipt\.json"), "receipt"),
    (re.compile(r"directory\.xaso-khoa"), "key-directory"),
    (re.compile(r"files/[0-9a-f]{64}(?:\.[a-z0-9]{1,5})?"), "file"),
    (re.compile(r"package/[a-z0-9-]{1,60}\.json"), "package"),
    (re.compile(r"index\.html"), "summary"),
    (re.compile(r"giay-to/[a-z0-9-]{1,60}\.pdf"), "paper"),
    (re.compile(r"bang/[a-z0-9-]{1,60}\.csv"), "table"),
    (re.compile(r"datapackage\.json"), "data-package"),
    (re.compile(r"x-[a-z0-9-]{1,60}(?:/[a-z0-9.-]{1,60})?"), "extension"),
)
_KEPT_AS_IS = {"file", "paper"}
"""Photos, sound and PDF are packed already."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry to put into a body: bytes, or a file on disk that must not change meanwhile."""

    path: str
    content: bytes | Path


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One line of the manifest."""

    path: str
    size: int
    sha256: str
    type: str


def type_of(path: str) -> str | None:
    """What an entry is by its path; None for a path this version does not know."""
    if not is_safe_name(path):
        return None
    return next((kind for pattern, kind in _TYPES if pattern.fullmatch(path)), None)


def pack_body(core: Core, items: Sequence[Item], progress: Progress | None = None) -> tuple[Packed, ...]:
    """The entries of a body in order: hash of the core, manifest, then the items as given.

    ValueError for a path of no type, content that does not have the hash its path claims, or a missing required entry.
    """
    if REQUIRED[core.kind] not in {item.path for item in items}:
        raise ValueError(f"a {core.kind} needs {REQUIRED[core.kind]}")
    progress = progress or Progress()
    listed, packed = [], []
    for number, item in enumerate(items):
        progress.check_cancelled()
        progress.step(number, len(items), _("Nén các bảng và tệp"))
        line, entry = _packed(item)
        listed.append(line)
        packed.append(entry)
    return store(HASH_NAME, f"{core.hash}\n".encode()), pack(MANIFEST_NAME, write_manifest(listed)), *packed


def _packed(item: Item) -> tuple[Listed, Packed]:
    """Reads the content once for its line of the manifest and its place in the zip."""
    kind = type_of(item.path)
    if kind is None:
        raise ValueError(f"no entry of a body: {item.path!r}")
    digest, crc, size = hashlib.sha256(), 0, 0
    for chunk in _chunks(item.content):
        digest.update(chunk)
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    if kind == "file" and not _is_named_by(item.path, digest.hexdigest()):
        raise ValueError(f"the content of {item.path} has another hash")
    line = Listed(path=item.path, size=size, sha256=digest.hexdigest(), type=kind)
    if isinstance(item.content, Path) or kind in _KEPT_AS_IS:
        return line, stored(item.path, item.content, crc, size)
    return line, pack(item.path, item.content)


def _is_named_by(path: str, digest: str) -> bool:
    return path.partition(".")[0] == f"files/{digest}"


def _chunks(content: bytes | Path) -> Iterable[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def write_manifest(listed: Iterable[Listed]) -> bytes:
    """``manifest.json``: canonical JSON."""
    return canonical({"format": "xaso-manifest", "version": 1, "entries": [vars(line) for line in listed]})


def read_manifest(content: bytes) -> tuple[Listed, ...]:
    """Reads ``manifest.json`` back; raises WrongForm."""
    fields = Fields(read_canonical(content))
    fields.word("format", "xaso-manifest")
    fields.number("version", least=1, most=1)
    listed = tuple(_line(item) for item in fields.every("entries", most=MOST_ENTRIES))
    fields.finish()
    return listed


def _line(fields: Fields) -> Listed:
    path = fields.text("path", most=330)
    line = Listed(
        path=path,
        size=fields.number("size"),
        sha256=fields.match("sha256", SHA256),
        type=fields.word("type", type_of(path) or ""),
    )
    fields.finish()
    if line.type == "file" and not _is_named_by(path, line.sha256):
        raise WrongForm(_("mục “{path}” không mang tên theo nội dung").format(path=path))
    return line
