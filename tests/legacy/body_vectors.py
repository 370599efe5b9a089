"""Bundles sound outside whose sealed body is wrong: a commune that lies, or a program with a defect."""

from __future__ import annotations

import hashlib
import json
import struct
import unicodedata
import zlib
from collections.abc import Iterator

from app.exchange.changes import change_line
from app.exchange.contents import Listed, write_manifest
from app.exchange.flat_zip import Packed, pack, store, zip_chunks
from app.exchange.header import Kind
from app.exchange.receipt import Receipt, Result, write_receipt
from tests.legacy.header_vectors import outer
from tests.legacy.outer_vectors import other_zip
from tests.support.bundles import FIRST, around, body_of, change, core, items
from tests.support.keys import AT, COMMUNE_KEYS, MAU_SON, STRANGER_KEYS, uid

HASH = store("header.sha256", f"{FIRST.hash}\n".encode())
CHANGES = items(files=())[0].content
FILE = b"\x89PNG photo"
FILE_NAME = f"files/{hashlib.sha256(FILE).hexdigest()}"
LINE = change_line(change(1))


def body(*entries: Packed) -> bytes:
    """A body in our form out of any entries."""
    return b"".join(zip_chunks(entries))


def raw(name: str, content: bytes) -> Packed:
    """An entry of any name."""
    return Packed(name, 0, zlib.crc32(content), len(content), len(content), content)


def listed(path: str = "changes.jsonl", content: bytes = CHANGES, **fields) -> Listed:
    """A line of a manifest."""
    line = {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "type": "changes"}
    return Listed(**(line | fields))


def manifest(*lines: Listed) -> Packed:
    return pack("manifest.json", write_manifest(lines))


def vectors() -> Iterator[tuple[str, bytes, str]]:
    """(name, bytes, code)."""
    yield "seal-for-others", around(body_of(), readers=[STRANGER_KEYS.public, COMMUNE_KEYS.public]), "EXC-18"
    yield "seal-none", _unsealed(body_of()), "EXC-18"
    yield "seal-header-only", _unsealed(b"age-encryption.org/v1\n"), "EXC-18"
    for name, content, code in (*_forms(), *_manifests(), *_changes(), *_receipts()):
        made = core(kind=Kind.RECEIPT, first_sequence=0, last_sequence=0, period=None) if code == "EXC-25" else FIRST
        yield f"body-{name}", around(content, made), code


def _unsealed(content: bytes) -> bytes:
    from app.exchange.container import header_around

    header = header_around(FIRST, len(content), hashlib.sha256(content).hexdigest())
    return outer(header.to_bytes(), box=content)


def _forms() -> Iterator[tuple[str, bytes, str]]:
    good = body_of(FIRST, items(files=()))
    changes = pack("changes.jsonl", CHANGES)
    sound = manifest(listed())
    yield "empty", b"", "EXC-19"
    yield "text", b"hello", "EXC-19"
    yield "torn", good[:-1], "EXC-19"
    yield "trailing", good + b"\0", "EXC-19"
    yield "prepended", b"\0" + good, "EXC-19"
    yield "manifest-first", body(sound, HASH, changes), "EXC-19"
    yield "changes-first", body(changes, HASH, sound), "EXC-19"
    yield (
        "hash-twice",
        _renamed(body(HASH, raw("header.sha255", b"x"), sound), "header.sha255", "header.sha256"),
        "EXC-19",
    )
    yield (
        "entry-twice",
        _renamed(body(HASH, sound, changes, pack("changes.jsonk", CHANGES)), "changes.jsonk", "changes.jsonl"),
        "EXC-19",
    )
    yield (
        "entry-twice-in-capitals",
        _renamed(body(HASH, sound, changes, pack("changes.jsonk", CHANGES)), "changes.jsonk", "CHANGES.JSONL"),
        "EXC-19",
    )
    for name, path in (
        ("climbing", "../../changes.jsonl"), ("climbing-inside", "files/../../x"), ("absolute", "/etc/passwd"),
        ("drive", "C:/x"), ("backslash", "files\\x"), ("device", "files/nul.txt"), ("final-dot", "bang/a."),
        ("alternate-stream", "index.html:x"), ("line-break", "a\nb"), ("deep", "a/b/c/d/e"),
    ):  # fmt: skip
        yield f"name-{name}", body(HASH, sound, changes, raw(path, b"x")), "EXC-19"
    decomposed = unicodedata.normalize("NFD", "giấy-tờ.pdf")
    for name, path in (("decomposed", decomposed), ("composed", unicodedata.normalize("NFC", decomposed))):
        yield f"name-{name}", other_zip([("header.sha256", b"x"), (path, b"x")]), "EXC-19"
    yield (
        "symlink",
        other_zip([("header.sha256", b"/etc/passwd")], create_system=3, external_attr=0o120777 << 16),
        "EXC-19",
    )
    yield "deflate-damaged", body(HASH, sound, Packed("changes.jsonl", 8, 1, 20, 900, bytes(20))), "EXC-19"
    yield "deflate-with-more", _with_rest(sound), "EXC-19"
    yield "shorter-than-declared", body(HASH, Packed("manifest.json", 0, 0, 0, 9, b"")), "EXC-20"
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = zeros.compress(bytes(5_000_000)) + zeros.flush()
    crc = zlib.crc32(bytes(5_000_000))
    yield "bomb-declared", body(HASH, sound, Packed("changes.jsonl", 8, crc, len(bomb), 5_000_000, bomb)), "EXC-20"
    yield "bomb-undeclared", body(HASH, sound, Packed("changes.jsonl", 8, crc, len(bomb), 1000, bomb)), "EXC-20"
    yield "bomb-impossible", body(HASH, sound, Packed("changes.jsonl", 8, crc, 10, 50_000, bomb[:10])), "EXC-20"
    yield "bomb-of-entries", body(HASH, sound, *(raw(f"x-{n}", b"") for n in range(60))), "EXC-20"
    yield "bomb-in-memory", body(HASH, sound, *(Packed(f"x-{n}", 8, *_zeros(1_500_000)) for n in range(2))), "EXC-20"
    yield "of-another-header", body_of(core(last_sequence=4), items(files=())), "EXC-21"
    yield "hash-without-line-end", body(store("header.sha256", FIRST.hash.encode()), sound, changes), "EXC-21"
    yield "hash-of-zeros", body(store("header.sha256", b"0" * 64 + b"\n"), sound, changes), "EXC-21"


def _zeros(size: int) -> tuple[int, int, int, bytes]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    small = packer.compress(bytes(size)) + packer.flush()
    return zlib.crc32(bytes(size)), len(small), size, small


def _renamed(content: bytes, old: str, new: str) -> bytes:
    return content.replace(old.encode(), new.encode())


def _with_rest(sound: Packed) -> bytes:
    packed = pack("changes.jsonl", CHANGES)
    assert isinstance(packed.source, bytes)
    longer = Packed(
        "changes.jsonl", 8, packed.crc, packed.packed + 4, packed.size, packed.source + struct.pack("<I", 7)
    )
    return body(HASH, sound, longer)


def _manifests() -> Iterator[tuple[str, bytes, str]]:
    changes, photo = pack("changes.jsonl", CHANGES), store(FILE_NAME, FILE)
    of_photo = listed(FILE_NAME, FILE, type="file")
    text = write_manifest([listed()])

    def with_text(content: bytes) -> bytes:
        return body(HASH, pack("manifest.json", content), changes)

    cases = {
        "none": body(HASH),
        "empty-list": body(HASH, manifest(), changes),
        "entry-missing": body(HASH, manifest(listed(), of_photo), changes),
        "entry-unlisted": body(HASH, manifest(listed()), changes, photo),
        "other-order": body(HASH, manifest(of_photo, listed()), changes, photo),
        "listed-twice": body(HASH, manifest(listed(), listed()), changes),
        "size-wrong": body(HASH, manifest(listed(size=1)), changes),
        "hash-wrong": body(HASH, manifest(listed(sha256="0" * 64)), changes),
        "type-wrong": body(HASH, manifest(listed(type="file")), changes),
        "path-unknown": body(
            HASH, manifest(listed(), listed("run.exe", FILE, type="file")), changes, raw("run.exe", FILE)
        ),
        "file-under-another-hash": body(
            HASH,
            manifest(listed(), listed(f"files/{'0' * 64}", FILE, type="file")),
            changes,
            raw(f"files/{'0' * 64}", FILE),
        ),
        "file-with-strange-ending": _with_file(f"{FILE_NAME}.PNG", "file"),
        "file-with-two-endings": _with_file(f"{FILE_NAME}.png.exe", "file"),
        "paper-called-program": _with_file("giay-to/quyet-dinh.exe", "paper"),
        "without-changes": body(HASH, manifest(of_photo), photo),
        "no-json": with_text(b"changes.jsonl"),
        "doubled-key": with_text(text.replace(b'"size"', b'"size":1,"size"')),
        "unknown-field": with_text(text.replace(b'"version":1', b'"version":1,"x":1')),
        "version-2": with_text(text.replace(b'"version":1', b'"version":2')),
        "spaced": with_text(json.dumps(json.loads(text)).encode()),
    }
    for name, content in cases.items():
        yield f"manifest-{name}", content, "EXC-22"
    yield "good-paper", _with_file("giay-to/05-qd-ubnd-2026-11-05.pdf", "paper"), ""
    yield "good-file-with-ending", _with_file(f"{FILE_NAME}.png", "file"), ""


def _with_file(path: str, kind: str) -> bytes:
    lines = manifest(listed(), listed(path, FILE, type=kind))
    return body(HASH, lines, pack("changes.jsonl", CHANGES), raw(path, FILE))


def _changes() -> Iterator[tuple[str, bytes, str]]:
    def lines(content: bytes) -> bytes:
        from app.exchange.contents import Item

        return body_of(FIRST, [Item(path="changes.jsonl", content=content)])

    good = LINE.decode()
    wrong = {
        "no-json": b"person\n", "blank-line": LINE + b"\n", "without-last-line-end": LINE[:-1],
        "windows-lines": LINE[:-1] + b"\r\n", "spaced": good.replace(":", ": ").encode(),
        "doubled-key": good.replace('"epoch":1', '"epoch":1,"epoch":1').encode(),
        "doubled-key-in-row": good.replace('"deleted_at":null', '"deleted_at":null,"deleted_at":null').encode(),
        "unknown-field": good.replace('"epoch":1', '"epoch":1,"extra":1').encode(),
        "field-missing": good.replace('"epoch":1,', "").encode(), "sequence-zero": change_line(change(1, sequence=0)),
        "sequence-beyond": change_line(change(4)), "sequence-falling": change_line(change(2)) + LINE,
        "sequence-twice": LINE + LINE, "epoch-later": change_line(change(1, epoch=2)),
        "noun-unknown": change_line(change(1, noun="weapon")), "noun-strange": change_line(change(1, noun="per son")),
        "row-as-list": good.replace('"payload":{', '"payload":[{').replace("},", "}],", 1).encode(),
        "row-uid-differs": change_line(change(1, row_uid=uid(7))),
        "revision-differs": change_line(change(1, revision=2)),
        "revision-zero": change_line(change(1, revision=0, payload={"revision": 0})),
        "deleted-at-strange": change_line(change(1, payload={"deleted_at": "yesterday"})),
        "owner-missing": good.replace('"office_uid"', '"office_uix"').encode(),
        "owner-null": change_line(change(1, payload={"office_uid": None})),
        "not-utf8": LINE.replace("ễ".encode(), b"\xff"),
        "nan": change_line(change(1, payload={"n": 1})).replace(b'"n":1', b'"n":NaN'),
    }  # fmt: skip
    for name, content in wrong.items():
        yield f"changes-{name}", lines(content), "EXC-23"
    foreign = change_line(change(3, payload={"office_uid": uid(2)}))
    yield "changes-row-of-another-office", lines(foreign), "EXC-24"
    yield "changes-last-row-of-another-office", lines(LINE + change_line(change(2)) + foreign), "EXC-24"
    yield "good-no-changes", lines(b""), ""


def _receipts() -> Iterator[tuple[str, bytes, str]]:
    from app.exchange.contents import Item

    made = core(kind=Kind.RECEIPT, first_sequence=0, last_sequence=0, period=None)
    text = write_receipt(RECEIPT).decode()
    wrong = {
        "no-json": "accepted", "other-format": text.replace("xaso-receipt", "xaso-quittung"),
        "doubled-key": text.replace('"row_count"', '"row_count":1,"row_count"'),
        "unknown-field": text.replace('"epoch":1', '"epoch":1,"extra":1'),
        "result-unknown": text.replace('"accepted"', '"maybe"'), "bundle-short": text.replace("ab" * 32, "ab"),
        "refused-without-reason": text.replace('"accepted"', '"refused"'),
        "partly-without-rows": text.replace('"accepted"', '"partly"'),
        "missing-backwards": text.replace('"missing":[]', '"missing":[[5,4]]'),
        "missing-overlapping": text.replace('"missing":[]', '"missing":[[1,4],[4,6]]'),
        "missing-true": text.replace('"missing":[]', '"missing":[[true,4]]'),
        "files-unsorted": text.replace('"files":[]', f'"files":["{"b" * 64}","{"a" * 64}"]'),
        "next-zero": text.replace('"next_sequence":4', '"next_sequence":0'),
    }  # fmt: skip
    for name, content in wrong.items():
        yield f"receipt-{name}", body_of(made, [Item(path="receipt.json", content=content.encode())]), "EXC-25"


RECEIPT = Receipt(
    bundle="ab" * 32, writer=MAU_SON.writer_uid, epoch=1, first_sequence=1, last_sequence=3, result=Result.ACCEPTED,
    next_sequence=4, state_hash="cd" * 32, row_count=3, made_at=AT,
)  # fmt: skip
