"""The order of checks: each step is a function of its own, takes what the one before gave, and refuses with its code.

    inspect         EXC-01 size, EXC-02 form of the file, then header syntax and version EXC-03 to EXC-06
    check_sender    EXC-07 unknown key, EXC-08 signature, EXC-09 not compared, EXC-10 revoked, EXC-11 another office
    check_receiver  EXC-12
    check_body      EXC-13
    check_chain     EXC-14 duplicate, EXC-15 gap, EXC-16 fork, EXC-17 broken numbering    (chain.py)
    open_body       EXC-18 seal, EXC-19 form, EXC-20 bomb, EXC-21 another header, EXC-22 manifest
    read_changes    EXC-23 schema, EXC-24 ownership    (changes.py)

Nothing behind the signature is parsed before its key is known, compared and not revoked. Inspect a copy of your own,
never the file on a stick: what was checked must be what is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, ClassVar

from app.exchange import refusals
from app.exchange.container import BODY_NAME, HEADER_NAME, README_NAME, SIGNATURE_NAME
from app.exchange.contents import (
    HASH_NAME,
    LARGEST_MANIFEST,
    MANIFEST_NAME,
    MOST_ENTRIES,
    REQUIRED,
    Listed,
    read_manifest,
)
from app.exchange.flat_zip import CHUNK, Bomb, Entry, FlatZipReader, Limits, NotFlat, Sink
from app.exchange.header import LARGEST as LARGEST_HEADER
from app.exchange.header import Header, Kind, read_header
from app.kernel.files import file_problems
from app.kernel.problems import Problem
from app.kernel.progress import Progress
from app.kernel.words import _
from app.keys import sealing, sshsig
from app.keys.enrolment import KnownKey, KnownKeys
from app.keys.identity import SecretKeys
from app.keys.strict_json import WrongForm
from db.vocabulary import KeyState

_OUTER = (HEADER_NAME, SIGNATURE_NAME, README_NAME, BODY_NAME)
_LARGEST_README = 16 * 1024
_LARGEST_SIGNATURE = sshsig.LARGEST


@dataclass(frozen=True, kw_only=True)
class Caps:
    """How much a file may ask of this computer, in bytes and entries."""

    file: int = 1 << 30
    unpacked: int = 1 << 31
    in_memory: int = 256 << 20
    """All entries of a body together but photos, sound, papers and other files."""
    entries: int = MOST_ENTRIES


@dataclass(frozen=True, kw_only=True)
class Outer:
    """A file whose outside is sound: nothing in it is believed yet."""

    path: Path
    size: int
    sha256: str
    header: Header
    header_bytes: bytes
    signature: bytes
    body_offset: int
    body_length: int
    body_sha256: str
    readme_sha256: str

    @property
    def header_hash(self) -> str:
        """The name of this bundle in chains and receipts."""
        return hashlib.sha256(self.header_bytes).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Body:
    """An opened body whose manifest holds; ``parts`` are the entries kept in memory, by path."""

    listed: tuple[Listed, ...]
    parts: dict[str, bytes] = field(repr=False)

    def files(self) -> tuple[Listed, ...]:
        """The papers, photos, scans and recordings it brings; what they are called is for people."""
        return tuple(line for line in self.listed if line.type in ("file", "paper"))


def inspect(path: Path, caps: Caps | None = None, progress: Progress | None = None) -> Outer:
    """Reads the outside and the header of a file in one pass; raises EXC-01 to EXC-06, FIL problems, Cancelled."""
    caps, progress = caps or Caps(), progress or Progress()
    with file_problems(path):
        size = path.stat().st_size
        if size > caps.file:
            raise refusals.TOO_LARGE(size=size, most=caps.file)
        with path.open("rb") as stream:
            outside = _read_outside(stream, size, progress)
    header_bytes = bytes(outside.kept[HEADER_NAME])
    return Outer(
        path=path,
        size=outside.size,
        sha256=outside.digest.hexdigest(),
        header=read_header(header_bytes),
        header_bytes=header_bytes,
        signature=bytes(outside.kept[SIGNATURE_NAME]),
        body_offset=outside.body.offset,
        body_length=outside.body.size,
        body_sha256=outside.body_digest.hexdigest(),
        readme_sha256=hashlib.sha256(outside.kept[README_NAME]).hexdigest(),
    )


class _Outside:
    """What one pass over the outer file found."""

    most: ClassVar = {HEADER_NAME: LARGEST_HEADER, SIGNATURE_NAME: _LARGEST_SIGNATURE, README_NAME: _LARGEST_README}

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.body_digest = hashlib.sha256()
        self.size = 0
        self.kept: dict[str, bytearray] = {}
        self.body = Entry(BODY_NAME, 0, 0, 0, 0, 0)

    def open_entry(self, entry: Entry) -> Sink:
        expected = _OUTER[len(self.kept)] if len(self.kept) < len(_OUTER) else ""
        if entry.name != expected or entry.method != 0 or entry.size > self.most.get(entry.name, entry.size):
            raise NotFlat(_("mục “{name}” không có ở đây hoặc quá lớn").format(name=entry.name))
        self.kept[entry.name] = bytearray()
        if entry.name == BODY_NAME:
            self.body = entry
            return self.body_digest.update
        return self.kept[entry.name].extend


def _read_outside(stream: BinaryIO, size: int, progress: Progress) -> _Outside:
    outside = _Outside()
    reader = FlatZipReader(outside.open_entry, Limits(entries=len(_OUTER), unpacked=1 << 32))
    while chunk := stream.read(CHUNK):
        progress.check_cancelled()
        progress.step(outside.size, size, _("Kiểm tra tệp và chữ ký"))
        outside.digest.update(chunk)
        outside.size += len(chunk)
        reader.write(chunk)
    try:
        reader.finish()
        if len(outside.kept) < len(_OUTER):
            raise NotFlat(_("thiếu mục “{name}”").format(name=_OUTER[len(outside.kept)]))
    except NotFlat as error:
        raise refusals.NO_BUNDLE(reason=error.reason) from error
    return outside


def check_sender(outer: Outer, known: KnownKeys) -> KnownKey:
    """The key that signed; raises EXC-07 to EXC-11. A replaced or revoked key still counts up to its last sequence."""
    core = outer.header.core
    key = known(core.sender.key_id)
    if key is None:
        raise refusals.UNKNOWN_KEY(key_id=core.sender.key_id)
    try:
        sshsig.verify(outer.header_bytes, outer.signature, sshsig.BUNDLE, key.keys)
    except sshsig.SignatureWrong as error:
        raise refusals.SIGNATURE_WRONG() from error
    if key.state is KeyState.QUARANTINED:
        raise refusals.KEY_NOT_COMPARED(key_id=core.sender.key_id)
    if key.state is not KeyState.TRUSTED:
        last = key.valid_through or 0
        if core.kind is Kind.RECEIPT or core.last_sequence > last:
            raise refusals.KEY_REVOKED(key_id=core.sender.key_id, valid_through=last, last=core.last_sequence)
    office = (key.office.office_uid, key.office.office_code, key.office.writer_uid)
    if office != (core.sender.office_uid, core.sender.office_code, core.writer):
        raise refusals.WRONG_SENDER(key_id=core.sender.key_id)
    return key


def check_receiver(header: Header, own_key_ids: Collection[str]) -> None:
    """Raises EXC-12 unless one of the own keys is a receiver."""
    if not any(party.key_id in own_key_ids for party in header.core.receivers):
        names = ", ".join(party.office_code for party in header.core.receivers)
        raise refusals.NOT_FOR_US(receivers=names)


def check_body(outer: Outer) -> None:
    """Raises EXC-13 unless sealed body and DOC-TOI.txt are the ones the signed header names."""
    header = outer.header
    claimed = (header.body_length, header.body_sha256, header.readme_sha256)
    if claimed != (outer.body_length, outer.body_sha256, outer.readme_sha256):
        raise refusals.BODY_CHANGED()


def open_body(outer: Outer, own: SecretKeys, caps: Caps | None = None, progress: Progress | None = None) -> Body:
    """Opens the seal and checks everything in it; files are hashed, not kept.

    Raises EXC-13, EXC-18 to EXC-22, and Cancelled.
    """
    caps = caps or Caps()
    found = _Inside(caps)
    limits = Limits(entries=caps.entries, unpacked=caps.unpacked)
    _unseal(outer, own, FlatZipReader(found.open_entry, limits), _opening(progress))
    if bytes(found.parts.get(HASH_NAME, b"")) != f"{outer.header.core.hash}\n".encode():
        raise refusals.BODY_STRANGE()
    return Body(
        listed=_check_manifest(found, outer.header.core.kind), parts={k: bytes(v) for k, v in found.parts.items()}
    )


def extract(
    outer: Outer,
    own: SecretKeys,
    place: Callable[[str], Sink | None],
    caps: Caps | None = None,
    progress: Progress | None = None,
) -> None:
    """Opens the seal again and hands the content of each entry to where ``place(path)`` says; None leaves it out.

    Meant for the files of a body that ``open_body`` has found sound: they never stand in memory whole.
    """
    caps = caps or Caps()
    limits = Limits(entries=caps.entries, unpacked=caps.unpacked)
    reader = FlatZipReader(lambda entry: place(entry.name) or _nowhere, limits)
    _unseal(outer, own, reader, _opening(progress))


def _opening(progress: Progress | None) -> Callable[[int, int], None]:
    told = progress or Progress()

    def step(done: int, whole: int) -> None:
        told.check_cancelled()
        told.step(done, whole, _("Mở niêm phong"))

    return step


def _nowhere(_content: bytes) -> None:
    """Content nobody wants."""


class _Inside:
    """What one pass over the opened body found: small entries whole, of every entry size and hash."""

    def __init__(self, caps: Caps) -> None:
        self._left = caps.in_memory
        self.entries: list[Entry] = []
        self.digests: dict[str, hashlib._Hash] = {}
        self.parts: dict[str, bytearray] = {}

    def open_entry(self, entry: Entry) -> Sink:
        if (len(self.entries), entry.name) not in {(0, HASH_NAME), (1, MANIFEST_NAME)} and len(self.entries) < 2:
            raise NotFlat(_("“{name}” không đứng đầu").format(name=HASH_NAME))
        self.entries.append(entry)
        digest = self.digests[entry.name] = hashlib.sha256()
        if entry.name.startswith(("files/", "giay-to/")):
            return digest.update
        self._left -= entry.size
        if self._left < 0 or (entry.name == MANIFEST_NAME and entry.size > LARGEST_MANIFEST):
            raise Bomb(_("các bảng và thay đổi chiếm quá nhiều bộ nhớ"))
        part = self.parts[entry.name] = bytearray()

        def keep(content: bytes) -> None:
            digest.update(content)
            part.extend(content)

        return keep


def _check_manifest(found: _Inside, kind: Kind) -> tuple[Listed, ...]:
    try:
        listed = read_manifest(bytes(found.parts.get(MANIFEST_NAME, b"")))
    except WrongForm as error:
        raise refusals.MANIFEST_WRONG(reason=error.reason) from error
    entries = [(entry.name, entry.size, found.digests[entry.name].hexdigest()) for entry in found.entries[2:]]
    claimed = [(line.path, line.size, line.sha256) for line in listed]
    if entries != claimed:
        differing = min(set(entries) ^ set(claimed), default=entries[0])
        raise refusals.MANIFEST_WRONG(reason=_("mục “{name}”").format(name=differing[0]))
    if REQUIRED[kind] not in {line.path for line in listed}:
        raise refusals.MANIFEST_WRONG(reason=_("thiếu “{name}”").format(name=REQUIRED[kind]))
    return listed


def _unseal(outer: Outer, own: SecretKeys, reader: FlatZipReader, step: Callable[[int, int], None]) -> None:
    with file_problems(outer.path), outer.path.open("rb") as stream:
        sealed = _Slice(stream, outer.body_offset, outer.body_length, step)
        try:
            sealing.open_sealed(sealed, reader, own)
        except Problem as error:
            if error.kind is not sealing.NOT_OPENED:
                raise
            raise refusals.NOT_OPENED() from error
        sealed.read_to_the_end()
    if sealed.digest.hexdigest() != outer.header.body_sha256:
        raise refusals.BODY_CHANGED()  # the file changed after it was inspected
    try:
        reader.finish()
    except Bomb as error:
        raise refusals.BODY_BOMB(reason=error.reason) from error
    except NotFlat as error:
        raise refusals.BODY_WRONG(reason=error.reason) from error


class _Slice:
    """A stretch of a file to read once, hashed while it is read."""

    def __init__(self, stream: BinaryIO, offset: int, length: int, step: Callable[[int, int], None]) -> None:
        stream.seek(offset)
        self._stream = stream
        self._left = self._length = length
        self._step, self._next = step, 0
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        done = self._length - self._left
        if done >= self._next:
            self._step(done, self._length)
            self._next = done + CHUNK
        chunk = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(chunk)
        self.digest.update(chunk)
        return chunk

    def read_to_the_end(self) -> None:
        while self.read(CHUNK):
            pass
