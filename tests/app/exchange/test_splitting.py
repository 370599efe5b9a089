"""A bundle in parts: any order joins, what is missing or damaged is named, each part fits its message."""

from __future__ import annotations

import base64
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.splitting import MESSAGE_LIMIT, groups_of, join, missing_parts, read_part, split
from app.kernel.problems import Refused

NAME = "14563-00000000000b-1.00000003.xaso"


def parted(folder, content: bytes, limit: int = 10_000, name: str = NAME):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return split(folder / name, folder, message_limit=limit)


@settings(max_examples=25)
@given(st.integers(6_200, 60_000), st.randoms(use_true_random=False))
def test_parts_join_in_any_order_with_repeats(tmp_path_factory, size, chance):
    folder = tmp_path_factory.mktemp("parts")
    content = random.Random(size).randbytes(size)
    parts = [read_part(path) for path in parted(folder, content)]
    chance.shuffle(parts)

    joined = join([*parts, parts[0]], folder / "again.xaso")

    assert joined.read_bytes() == content
    assert all(len(base64.encodebytes(part.path.read_bytes())) < 10_000 for part in parts)


def test_a_file_that_fits_is_not_split(tmp_path):
    (tmp_path / NAME).write_bytes(bytes(5_000_000))

    assert split(tmp_path / NAME, tmp_path) == (tmp_path / NAME,)


def test_parts_of_the_default_size_fit_a_mailbox(tmp_path):
    paths = parted(tmp_path, random.Random(1).randbytes(12_000_000), MESSAGE_LIMIT)

    assert len(paths) == 3
    assert all(len(base64.encodebytes(path.read_bytes())) < 8_000_000 for path in paths)


def test_the_missing_part_is_named(tmp_path):
    parts = [read_part(path) for path in parted(tmp_path, bytes(20_000))]

    assert missing_parts(parts[:1]) == tuple(range(2, len(parts) + 1))
    with pytest.raises(Refused, match="EXC-28") as told:
        join(parts[1:3], tmp_path / "again.xaso")
    assert told.value.values["missing"] == "1, 4"
    assert not (tmp_path / "again.xaso").exists()


def test_a_damaged_part_is_named(tmp_path):
    path = parted(tmp_path, bytes(20_000))[1]
    content = bytearray(path.read_bytes())
    for place in (len(content) - 1, len(content) - 3000):
        content[place] ^= 1
        path.write_bytes(content)
        with pytest.raises(Refused, match="EXC-27") as told:
            read_part(path)
        assert (told.value.values["part"], told.value.values["parts"]) == (2, 4)
        content[place] ^= 1


def test_parts_of_two_files_are_told_apart_and_not_joined(tmp_path):
    one = [read_part(path) for path in parted(tmp_path / "a", bytes(20_000))]
    other = [
        read_part(path) for path in parted(tmp_path / "b", bytes(20_001), name="14566-00000000000c-1.00000001.xaso")
    ]

    assert sorted(map(len, groups_of([*one, *other]))) == [4, 4]
    with pytest.raises(Refused, match="EXC-29"):
        join([*one, *other], tmp_path / "again.xaso")
    with pytest.raises(Refused, match="EXC-29"):
        join([], tmp_path / "again.xaso")


def test_two_contents_for_one_number_and_a_forged_whole_are_refused(tmp_path):
    import dataclasses

    one = [read_part(path) for path in parted(tmp_path / "a", bytes(20_000))]
    other = [read_part(path) for path in parted(tmp_path / "b", b"\1" * 20_000)]
    claimed = [dataclasses.replace(part, total_sha256=one[0].total_sha256) for part in other]

    for parts in ([*one, claimed[2]], [*one[:3], claimed[3]], claimed):
        with pytest.raises(Refused, match="EXC-29"):
            join(parts, tmp_path / "again.xaso")
    assert not (tmp_path / "again.xaso").exists()


def test_only_a_bundle_is_split_and_never_into_a_thousand(tmp_path):
    with pytest.raises(ValueError, match="name"):
        parted(tmp_path, bytes(20_000), name="thư viện ảnh.zip")
    with pytest.raises(ValueError, match="many"):
        parted(tmp_path, bytes(20_000), limit=1450)
