"""Any changed bit is noticed: every bit of a small bundle, a sample of a 64 KiB one, all of it in the deep profile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.bundles import bundle, items
from tests.support.judging import judge


def unnoticed(original: bytes, copy: Path, bits: range) -> list[int]:
    """Places of bits whose flip nobody noticed; the copy is changed in place, one bit at a time."""
    copy.write_bytes(original)
    passed = []
    with copy.open("r+b", buffering=0) as stream:
        for bit in bits:
            place, mask = bit >> 3, 1 << (bit & 7)
            stream.seek(place)
            stream.write(bytes([original[place] ^ mask]))
            if judge(copy) == "":
                passed.append(bit)
            stream.seek(place)
            stream.write(original[place : place + 1])
    assert copy.read_bytes() == original
    assert judge(copy) == ""
    return passed


def test_every_bit_of_a_small_bundle(tmp_path):
    original = bundle(tmp_path, content=items(files=())).path.read_bytes()

    assert unnoticed(original, tmp_path / "copy.xaso", range(len(original) * 8)) == []


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("step", [1] if os.environ.get("PROFILE") == "deep" else [997])
def test_bits_of_a_bundle_of_64_kib(tmp_path, step):
    original = bundle(tmp_path, content=items(files=[os.urandom(62_000)])).path.read_bytes()
    assert 64 * 1024 <= len(original) <= 70_000

    assert unnoticed(original, tmp_path / "copy.xaso", range(0, len(original) * 8, step)) == []
