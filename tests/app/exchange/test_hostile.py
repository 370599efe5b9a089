"""Whatever comes in, the answer is a refusal with a sentence: never a crash, never a hang, never a file elsewhere."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.container import header_around
from app.keys.strict_json import canonical
from tests.legacy.body_vectors import HASH, body
from tests.legacy.header_vectors import FIELDS, outer
from tests.support.bundles import FIRST, around, body_of, items
from tests.support.judging import judge

GOOD = around(body_of(FIRST, items(files=())))
PLAIN = body_of(FIRST, items(files=()))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mangled(draw, original: bytes) -> bytes:
    """Bytes with stretches cut out, put in, doubled or overwritten."""
    content = bytearray(original)
    for _step in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        content[start:end] = draw(st.binary(max_size=40) | st.just(bytes(content[end : end + 40])))
    return bytes(content)


def judged(folder, content: bytes, suffix: str = ".xaso") -> str:
    path = folder.mktemp("came") / f"file{suffix}"
    path.write_bytes(content)
    return judge(path)


@given(content=mangled(GOOD))
def test_a_mangled_file_is_refused(tmp_path_factory, content):
    assert content == GOOD or judged(tmp_path_factory, content) != ""


@given(content=mangled(PLAIN))
def test_a_mangled_body_under_a_good_signature_is_refused(tmp_path_factory, content):
    assert content == PLAIN or judged(tmp_path_factory, around(content)) != ""


@given(st.binary(max_size=3000), st.sampled_from([".xaso", ".xaso-phan", ".xaso-khoa"]))
def test_any_bytes_are_refused(tmp_path_factory, content, suffix):
    assert judged(tmp_path_factory, content, suffix) != ""


@given(st.sampled_from(sorted(FIELDS)), values)
def test_any_value_in_any_field_of_a_signed_header_is_refused_or_means_the_same(tmp_path_factory, name, value):
    content = outer(canonical({**FIELDS, name: value}))

    assert judged(tmp_path_factory, content) != "" or json.dumps(FIELDS[name]) == json.dumps(value)


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_a_body_that_goes_on_with_anything_is_refused(tmp_path_factory, pieces):
    assert judged(tmp_path_factory, around(body(HASH)[:-22] + b"".join(pieces))) != ""


def test_the_good_ones_are_good(tmp_path_factory):
    assert header_around(FIRST, 1, "ab" * 32).core == FIRST
    assert judged(tmp_path_factory, GOOD) == ""
