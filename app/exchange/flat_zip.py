"""Zip in one exact form: any unzip opens it, and each list of entries has one spelling, so nothing can hide in it.

Entries follow each other without a gap from byte 0; no extra fields, comments, attributes, data descriptors, flags,
encryption or zip64; every date is 1/1/1980. Reading is one pass forwards (an unsealed body never touches the disk):
each header is compared with what the writer would have written, and after the last entry exactly the one possible
central directory must follow.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.kernel.words import _

NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,79}/){0,3}[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")
LARGEST = 0xFFFF_FFFE
MOST_ENTRIES = 0xFFFE
CHUNK = 1 << 18

_STORED, _DEFLATED = 0, 8
_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_DATE = 1 << 5 | 1  # 1/1/1980, the first day a zip can tell
_BEST_RATIO = 1032  # deflate cannot pack tighter
_RESERVED = re.compile(r"(?i)(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|/|$)|\.(?:/|$)")


class NotFlat(ValueError):
    """A file is no zip of this form; ``reason`` is Vietnamese."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Bomb(NotFlat):
    """It would unpack to more than allowed."""


@dataclass(frozen=True)
class Entry:
    """One entry as its header tells it; ``offset`` is where its bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one zip may ask of this computer."""

    entries: int
    unpacked: int


# --- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Packed:
    """An entry ready to be written: its sizes are known, its bytes in memory (packed) or still in a file (stored)."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    source: bytes | Path

    def chunks(self) -> Iterator[bytes]:
        """The bytes as they stand in the zip."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def pack(name: str, content: bytes) -> Packed:
    """An entry of bytes, deflated where that helps."""
    # Short chance repetitions between names and numbers are not worth their room: filtered is smaller here, and faster.
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED)
    small = packer.compress(content) + packer.flush()
    method, source = (_DEFLATED, small) if len(small) < len(content) else (_STORED, content)
    return Packed(_checked(name), method, zlib.crc32(content), len(source), len(content), source)


def store(name: str, content: bytes) -> Packed:
    """An entry of bytes that stay as they are."""
    return stored(name, content, zlib.crc32(content), len(content))


def stored(name: str, source: bytes | Path, crc: int, size: int) -> Packed:
    """The same of bytes or a file whose sum and size are known."""
    return Packed(_checked(name), _STORED, crc, size, size, source)


def zip_chunks(entries: Iterable[Packed]) -> Iterator[bytes]:
    """The whole zip, piece by piece; ValueError for a doubled name, too many entries or too many bytes."""
    done: list[Entry] = []
    names: set[str] = set()
    offset = 0
    for packed in entries:
        head = _local(Entry(packed.name, packed.method, packed.crc, packed.packed, packed.size, 0))
        offset += len(head)
        entry = Entry(packed.name, packed.method, packed.crc, packed.packed, packed.size, offset)
        if entry.name.lower() in names or offset + entry.packed > LARGEST or len(done) >= MOST_ENTRIES:
            raise ValueError("a name stands twice, or the zip grows too large")
        yield head
        offset += entry.packed
        written = 0
        for chunk in packed.chunks():
            written += len(chunk)
            yield chunk
        if written != entry.packed:
            raise ValueError(f"{entry.name} changed while it was written")
        names.add(entry.name.lower())
        done.append(entry)
    yield _tail(done, offset)


def _checked(name: str) -> str:
    if not is_safe_name(name):
        raise ValueError(f"not a name for an entry: {name!r}")
    return name


def is_safe_name(name: str) -> bool:
    """Whether every system can unpack this name where it belongs: ASCII, at most three folders, nothing reserved."""
    return NAME.fullmatch(name) is not None and not _RESERVED.search(name)


def _local(entry: Entry) -> bytes:
    numbers = (20, 0, entry.method, 0, _DATE, entry.crc, entry.packed, entry.size, len(entry.name), 0)
    return _LOCAL + struct.pack("<HHHHHIIIHH", *numbers) + entry.name.encode()


def _tail(entries: Iterable[Entry], start: int) -> bytes:
    records = []
    for entry in entries:
        numbers = (20, 20, 0, entry.method, 0, _DATE, entry.crc, entry.packed, entry.size, len(entry.name))
        where = entry.offset - 30 - len(entry.name)
        records.append(
            _CENTRAL + struct.pack("<HHHHHHIIIHHHHHII", *numbers, 0, 0, 0, 0, 0, where) + entry.name.encode()
        )
    directory = b"".join(records)
    return directory + _END + struct.pack("<HHHHIIH", 0, 0, len(records), len(records), len(directory), start, 0)


# --- reading ----------------------------------------------------------------------------------------------------------

Sink = Callable[[bytes], None]


class FlatZipReader:
    """Takes the bytes of a zip in pieces; ``open_entry`` is asked for each entry where its unpacked bytes shall go.

    The first thing wrong is kept and raised by ``finish``; what comes after it is ignored.
    """

    def __init__(self, open_entry: Callable[[Entry], Sink], limits: Limits) -> None:
        self._open_entry = open_entry
        self._limits = limits
        self._buffer = bytearray()
        self._entries: list[Entry] = []
        self._names: set[str] = set()
        self._at = 0
        self._problem: NotFlat | None = None
        self._whole = False
        self._steps = self._read()
        next(self._steps)

    def write(self, data: bytes) -> int:
        """Takes the next bytes, like a file does."""
        size = len(data)
        if self._problem is None and size:
            self._buffer += data
            try:
                next(self._steps)
            except NotFlat as problem:
                self._problem = problem
        return size

    def flush(self) -> None:
        """Nothing waits."""

    def finish(self) -> tuple[Entry, ...]:
        """All entries, once every byte came; raises NotFlat or Bomb."""
        if self._problem is not None:
            raise self._problem
        if not self._whole:
            raise NotFlat(_("tệp bị cắt cụt"))
        return tuple(self._entries)

    def _take(self, size: int) -> Generator[None, None, bytes]:
        while len(self._buffer) < size:
            yield
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._at += size
        return taken

    def _read(self) -> Generator[None, None, None]:
        unpacked = 0
        while (mark := (yield from self._take(4))) == _LOCAL:
            entry = yield from self._header()
            unpacked += entry.size
            self._check_size(entry, unpacked)
            self._entries.append(entry)
            yield from self._content(entry, self._open_entry(entry))
        tail = _tail(self._entries, self._at - 4)
        rest = yield from self._take(len(tail) - 4)
        if mark + rest != tail:
            raise NotFlat(_("mục lục không đúng dạng chuẩn"))
        self._whole = True
        while not self._buffer:
            yield
        self._whole = False
        raise NotFlat(_("có dữ liệu thừa ở cuối tệp"))

    def _header(self) -> Generator[None, None, Entry]:
        fixed = yield from self._take(26)
        _v, _flags, method, _time, _date, crc, packed, size, length, _extra = struct.unpack("<HHHHHIIIHH", fixed)
        if length > 330:
            raise NotFlat(_("tên mục quá dài"))
        raw = yield from self._take(length)
        name = raw.decode("ascii", "replace")
        if not is_safe_name(name):
            raise NotFlat(_("tên mục không được phép: {name}").format(name=ascii(name[:80])))
        entry = Entry(name, method, crc, packed, size, self._at)
        if _local(entry) != _LOCAL + fixed + raw or method not in {_STORED, _DEFLATED}:
            raise NotFlat(_("mục “{name}” không ở dạng chuẩn").format(name=name))
        if name.lower() in self._names:
            raise NotFlat(_("mục “{name}” có hai lần").format(name=name))
        self._names.add(name.lower())
        return entry

    def _check_size(self, entry: Entry, unpacked: int) -> None:
        if _is_impossible(entry):
            raise Bomb(_("mục “{name}” khai kích thước không thể có").format(name=entry.name))
        if unpacked > self._limits.unpacked or len(self._entries) >= self._limits.entries:
            raise Bomb(_("quá nhiều mục hoặc tổng kích thước vượt mức cho phép"))

    def _content(self, entry: Entry, sink: Sink) -> Generator[None, None, None]:
        left, crc, size = entry.packed, 0, 0
        unpacker = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
        while left:
            while not self._buffer:
                yield
            piece = bytes(self._buffer[: min(left, CHUNK)])
            del self._buffer[: len(piece)]
            self._at += len(piece)
            left -= len(piece)
            for content in _unpacked(unpacker, piece):
                crc, size = zlib.crc32(content, crc), size + len(content)
                if size > entry.size:
                    raise Bomb(_("mục “{name}” dài hơn kích thước đã khai").format(name=entry.name))
                sink(content)
        if (crc, size) != (entry.crc, entry.size) or (unpacker and not unpacker.eof):
            raise NotFlat(_("mục “{name}” bị hỏng").format(name=entry.name))


def _is_impossible(entry: Entry) -> bool:
    if entry.method == _STORED:
        return entry.size != entry.packed
    return entry.size > entry.packed * _BEST_RATIO


def _unpacked(unpacker: zlib._Decompress | None, piece: bytes) -> Iterator[bytes]:
    if unpacker is None:
        yield piece
        return
    more = True
    while more:
        if _has_ended(unpacker):
            raise NotFlat(_("có dữ liệu thừa trong một mục"))
        try:
            content = unpacker.decompress(piece, CHUNK)
        except zlib.error as error:
            raise NotFlat(_("một mục nén bị hỏng")) from error
        if unpacker.unused_data:
            raise NotFlat(_("có dữ liệu thừa trong một mục"))
        yield content
        piece = unpacker.unconsumed_tail
        more = bool(piece) or (len(content) == CHUNK and not _has_ended(unpacker))


def _has_ended(unpacker: zlib._Decompress) -> bool:
    return unpacker.eof
