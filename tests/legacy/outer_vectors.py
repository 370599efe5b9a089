"""Files whose outside is wrong: torn, padded, respelled zips, names that climb out, entries too many or too few."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator

from app.exchange.container import header_around
from app.exchange.flat_zip import Packed, store, zip_chunks
from app.exchange.readme import readme_of
from app.keys import sshsig
from tests.support.bundles import FIRST, READERS, body_of, items, sealed
from tests.support.keys import COMMUNE_KEYS

BODY = body_of(FIRST, items(files=()))
NAMES = ("header.json", "header.json.sig", "DOC-TOI.txt", "body.age")


def parts() -> dict[str, bytes]:
    """The four entries of a sound bundle."""
    box = sealed(BODY, READERS)
    header = header_around(FIRST, len(box), hashlib.sha256(box).hexdigest()).to_bytes()
    signature = sshsig.sign(header, COMMUNE_KEYS, sshsig.BUNDLE)
    return dict(zip(NAMES, (header, signature, readme_of(FIRST), box), strict=True))


def flat(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip in our form, whatever its names."""
    packed = (dataclasses.replace(store("x", content), name=name) for name, content in entries)
    return b"".join(zip_chunks(packed))


def other_zip(entries: Iterable[tuple[str, bytes]], **changed: object) -> bytes:
    """A zip as Python writes it; keywords change every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.external_attr = 0
            for field, value in changed.items():
                setattr(info, field, value)
            archive.writestr(info, content)
    return out.getvalue()


class _OneWay(io.RawIOBase):
    """A target that cannot go back: zip then writes data descriptors."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.content += data
        return len(data)


def described(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip with data descriptors."""
    target = _OneWay()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return bytes(target.content)


def vectors() -> Iterator[tuple[str, bytes, str]]:
    """(name, bytes, code)."""
    good = parts()
    whole = flat(good.items())
    yield "good-bundle", whole, ""
    yield "outer-too-large", bytes(200_001), "EXC-01"
    for name, content in _no_bundles(good, whole):
        yield f"outer-{name}", content, "EXC-02"


def _no_bundles(good: dict[str, bytes], whole: bytes) -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "one-byte", b"P"
    yield "text", "Kính gửi cấp trên".encode()
    yield "empty-zip", b"PK\5\6" + bytes(18)
    # Each bears the place at which the kept one is torn: how long a file becomes depends on how tightly it is packed.
    for kept, end in ((3, 3), (29, 29), (200, 200), (1664, len(whole) // 2), (3299, -30), (3328, -1)):
        yield f"torn-at-{kept}", whole[:end]
    yield "prepended-byte", b"\0" + whole
    yield "prepended-program", b"#!/bin/sh\nexit\n" + whole
    yield "trailing-byte", whole + b"\0"
    yield "trailing-zip", whole + whole
    yield "comment", whole[:-2] + struct.pack("<H", 3) + b"abc"
    yield "comment-length-only", whole[:-2] + struct.pack("<H", 1)
    yield "second-directory", whole + whole[whole.index(b"PK\1\2") :]
    yield "gap-between-entries", whole.replace(b"PK\3\4", b"\0PK\3\4", 2)[1:]
    yield "dated", other_zip(good.items(), date_time=(2026, 11, 22, 9, 0, 0))
    yield "unix", other_zip(good.items(), create_system=3)
    yield "symlink", other_zip(good.items(), create_system=3, external_attr=0o120777 << 16)
    yield "attributes", other_zip(good.items(), external_attr=0x10)
    yield "extra-field", other_zip(good.items(), extra=b"\xfe\xca\0\0")
    yield "entry-comment", other_zip(good.items(), comment=b"x")
    yield "deflated", other_zip(good.items(), compress_type=zipfile.ZIP_DEFLATED)
    yield "bzip2", other_zip(good.items(), compress_type=zipfile.ZIP_BZIP2)
    yield "encrypted-flag", whole.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0", 1)
    yield "utf8-flag", whole.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\0\x08", 1)
    yield "data-descriptors", described(good.items())
    yield "zip64-size", _with(whole, 18, b"\xff\xff\xff\xff\xff\xff\xff\xff")
    yield "zip64-end", _zip64_end(whole)
    yield "size-larger-than-file", _with(whole, 18, struct.pack("<II", 1 << 30, 1 << 30))
    yield "stored-sizes-differ", _with(whole, 22, struct.pack("<I", 5))
    yield "wrong-crc", _with(whole, 14, b"\0\0\0\0")
    yield "name-only-in-directory", _directory(whole, b"header.json", b"HEADER.JSON")
    yield "directory-offset", _directory(whole, whole[-6:-2], struct.pack("<I", 1))
    yield "count-of-entries", whole[:-14] + struct.pack("<HH", 3, 3) + whole[-10:]
    yield "second-disk", whole[:-18] + struct.pack("<HH", 1, 1) + whole[-14:]
    for name in NAMES:
        yield f"without-{name.lower().replace('.', '-')}", flat((n, c) for n, c in good.items() if n != name)
    yield "other-order", flat(reversed(good.items()))
    yield (
        "doubled-header",
        flat([*list(good.items())[:1], ("header.jsom", b"{}"), *list(good.items())[1:]]).replace(
            b"header.jsom", b"header.json"
        ),
    )
    yield "fifth-entry", flat([*good.items(), ("more.txt", b"x")])
    for name, entry in (
        ("climbing", "../header.json"), ("absolute", "/header.json"), ("drive", "C:header.json"),
        ("backslash", "..\\header.json"), ("dot", "./header.json"), ("upper-case", "HEADER.JSON"), ("folder", "a/"),
        ("nothing", ""), ("reserved", "con"), ("long", "x" * 300),
    ):  # fmt: skip
        yield f"name-{name}", flat([(entry, good["header.json"]), *list(good.items())[1:]])
    nfd = unicodedata.normalize("NFD", "đầu-gói.json")
    yield "name-decomposed", other_zip([(nfd, good["header.json"]), *list(good.items())[1:]])
    yield "name-composed", other_zip([("đầu-gói.json", good["header.json"]), *list(good.items())[1:]])
    yield "large-header", flat([("header.json", b" " * 65_537), *list(good.items())[1:]])
    yield "large-signature", flat([*list(good.items())[:1], ("header.json.sig", b" " * 2049), *list(good.items())[2:]])
    yield (
        "large-readme",
        flat([*list(good.items())[:2], ("DOC-TOI.txt", b" " * 16_385), ("body.age", good["body.age"])]),
    )
    yield "deflated-bomb", b"".join(zip_chunks([Packed("header.json", 8, 0, 10, 1 << 31, bytes(10))]))


def _with(content: bytes, at: int, changed: bytes) -> bytes:
    return content[:at] + changed + content[at + len(changed) :]


def _directory(content: bytes, old: bytes, new: bytes) -> bytes:
    start = content.index(b"PK\1\2")
    return content[:start] + content[start:].replace(old, new, 1)


def _zip64_end(content: bytes) -> bytes:
    record = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 4, 4, 0, 0)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(content) - 22, 1)
    return content[:-22] + record + locator + content[-22:]
