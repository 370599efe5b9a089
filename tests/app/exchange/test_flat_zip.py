"""Zip in one form: other tools read it, it reads what it wrote in pieces of any size, and nothing else."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.flat_zip import (
    CHUNK,
    Entry,
    FlatZipReader,
    Limits,
    NotFlat,
    is_safe_name,
    pack,
    store,
    stored,
    zip_chunks,
)

names = st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(is_safe_name)
contents = st.dictionaries(names, st.binary(max_size=3000) | st.just(b"abc" * 1000), max_size=6)
LIMITS = Limits(entries=100, unpacked=50_000_000)


def written(entries: dict[str, bytes]) -> bytes:
    return b"".join(zip_chunks([pack(name, content) for name, content in entries.items()]))


def read(content: bytes, piece: int = 1 << 16) -> dict[str, bytes]:
    found: dict[str, bytearray] = {}

    def open_entry(entry: Entry):
        found[entry.name] = bytearray()
        return found[entry.name].extend

    reader = FlatZipReader(open_entry, LIMITS)
    for start in range(0, len(content), piece):
        reader.write(content[start : start + piece])
    reader.finish()
    return {name: bytes(part) for name, part in found.items()}


@given(contents, st.integers(1, 5000))
def test_what_was_written_is_read_in_pieces_of_any_size(entries, piece):
    assert read(written(entries), piece) == entries


@given(contents)
def test_other_tools_read_it(entries):
    with zipfile.ZipFile(io.BytesIO(written(entries))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == entries


@given(contents.filter(bool), st.data())
def test_whatever_byte_changes_or_is_cut_or_added_is_noticed(entries, data):
    content = written(entries)
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = bytearray(content)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    for wrong in (content[:place], content + b"\0", b"\0" + content):
        with pytest.raises(NotFlat):
            read(wrong)
    with suppress(NotFlat):
        assert read(bytes(flipped)) == entries  # unused bits behind a deflated entry say nothing


def test_content_of_exactly_one_piece_and_much_more_comes_back():
    entries = {f"zeros-{size}": bytes(size) for size in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)}

    assert read(written(entries)) == entries


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../x", "a/../b", "/x", "x/", "a//b", "a/b/c/d/e", "con", "a/NUL.txt", "com1", "x.",
        "a./b", "x y",
        "đầu", "a:b", "a\\b", "x\n", "-x", "a\0b", "x" * 81,
    ],
)  # fmt: skip
def test_a_name_some_system_would_unpack_elsewhere_is_not_written(name):
    assert not is_safe_name(name)
    with pytest.raises(ValueError, match="name"):
        store(name, b"")


def test_a_name_twice_and_a_file_that_changes_meanwhile_are_refused(tmp_path):
    with pytest.raises(ValueError, match="twice"):
        b"".join(zip_chunks([store("a", b""), store("A", b"")]))
    file = tmp_path / "photo"
    file.write_bytes(b"before")
    entry = stored("photo", file, crc32(b"before"), 6)
    file.write_bytes(b"after that")
    with pytest.raises(ValueError, match="changed"):
        b"".join(zip_chunks([entry]))
