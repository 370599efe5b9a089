"""Sealing: every recipient opens it, nobody else does, Debian's age reads and writes the same."""

from __future__ import annotations

import io
import subprocess
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Cancelled, Refused
from app.keys.sealing import age_recipient, open_sealed, seal
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, SUPERIOR_KEYS, age_identity, tool

BOTH = (SUPERIOR_KEYS.public, COMMUNE_KEYS.public)


def sealed(content: bytes, *recipients) -> bytes:
    target = io.BytesIO()
    seal(io.BytesIO(content), target, recipients or BOTH)
    return target.getvalue()


def opened(content: bytes, own) -> bytes:
    target = io.BytesIO()
    open_sealed(io.BytesIO(content), target, own)
    return target.getvalue()


@given(st.binary(max_size=200_000))
def test_the_receiver_and_the_sender_open_it_and_a_stranger_does_not(content):
    box = sealed(content)

    assert opened(box, SUPERIOR_KEYS) == opened(box, COMMUNE_KEYS) == content
    with pytest.raises(Refused, match="KEY-13"):
        opened(box, STRANGER_KEYS)


def test_nothing_is_sealed_for_nobody():
    with pytest.raises(ValueError, match="nobody"):
        seal(io.BytesIO(b"x"), io.BytesIO(), ())


def test_torn_and_flipped_seals_are_refused():
    box = sealed("Mẫu Sơn".encode() * 30)
    for end in (0, 10, 200, len(box) - 1):
        with pytest.raises(Refused, match="KEY-13"):
            opened(box[:end], SUPERIOR_KEYS)
    for place in range(0, len(box), 7):
        flipped = bytearray(box)
        flipped[place] ^= 4
        try:
            assert opened(bytes(flipped), SUPERIOR_KEYS) == "Mẫu Sơn".encode() * 30  # another reader's line was hit
        except Refused as problem:
            assert problem.code == "KEY-13"


class Failing:
    """A stream that raises after some bytes."""

    def __init__(self, error: BaseException, room: int) -> None:
        self.error, self.room = error, room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise self.error
        return len(data)

    def read(self, size: int = -1) -> bytes:
        self.room -= size
        if self.room < 0:
            raise self.error
        return bytes(size)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("ours"), Cancelled()])
@pytest.mark.parametrize("room", [0, 200_000])
def test_what_a_stream_raises_leaves_as_it_was_raised(error, room):
    with pytest.raises(type(error)) as opening:
        open_sealed(io.BytesIO(sealed(bytes(500_000))), Failing(error, room), SUPERIOR_KEYS)
    with pytest.raises(type(error)) as writing:
        seal(io.BytesIO(bytes(500_000)), Failing(error, room), BOTH)
    with pytest.raises(type(error)) as reading:
        seal(Failing(error, room), io.BytesIO(), BOTH)
    assert opening.value is writing.value is reading.value is error


def test_debians_age_opens_ours_and_we_open_its(tmp_path):
    age = tool("age")
    content = "Biên bản họp thôn Đồng Mậu\n".encode() * 5000
    (tmp_path / "ours.age").write_bytes(sealed(content))

    theirs = subprocess.run(
        [age, "-d", "-i", age_identity(tmp_path, SUPERIOR_KEYS), tmp_path / "ours.age"],
        capture_output=True,
        timeout=30,
        check=False,
    )
    box = subprocess.run(
        [age, "-r", age_recipient(COMMUNE_KEYS.public), "-r", age_recipient(SUPERIOR_KEYS.public)],
        input=content,
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert (theirs.returncode, theirs.stdout) == (0, content), theirs.stderr
    assert opened(box.stdout, SUPERIOR_KEYS) == content


def test_big_content_is_sealed_and_opened_in_small_memory(tmp_path):
    big, box, again = (tmp_path / name for name in ("big", "box", "again"))
    big.write_bytes(bytes(24_000_000))
    tracemalloc.start()
    with big.open("rb") as source, box.open("wb") as target:
        seal(source, target, BOTH)
    with box.open("rb") as source, again.open("wb") as target:
        open_sealed(source, target, COMMUNE_KEYS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert again.stat().st_size == 24_000_000
    assert peak < 8_000_000
