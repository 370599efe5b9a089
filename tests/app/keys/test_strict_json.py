"""Strict JSON: one text for one value; whatever two readers could read differently is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.keys.strict_json import (
    DoubledKey,
    Fields,
    UnknownField,
    WrongForm,
    canonical,
    moment_of,
    moment_text,
    read_canonical,
)
from db.types import canonical_json

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
numbers = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_a_value_comes_back_and_is_written_as_the_store_writes_it(value):
    written = canonical(value)

    assert read_canonical(written) == value
    assert written == canonical_json(value).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"{} ", b' {"a":1}', b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":1.0e3}',
        b'{"a":-0}', b'{"a":"\\u00e1"}', b'{"a":"\\ud800"}', b'\xef\xbb\xbf{"a":1}', b'{"a":"\xff"}', b"[" * 100_000,
        b'{"a":1}\n', b'{"a":1e400}', b"1" * 5000, '{"a":"x"}'.encode("utf-16"), b'{"a":01}', b"{'a':1}",
    ],
)  # fmt: skip
def test_any_other_text_is_refused(content):
    with pytest.raises(WrongForm):
        read_canonical(content)


def test_a_doubled_field_is_named():
    with pytest.raises(DoubledKey, match="hai lần") as told:
        read_canonical(b'{"a":{"b":1,"b":1}}')
    assert "“b”" in told.value.reason


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ({"n": True}, lambda f: f.number("n")),
        ({"n": 1.0}, lambda f: f.number("n")),
        ({"n": -1}, lambda f: f.number("n")),
        ({"n": 2**53}, lambda f: f.number("n")),
        ({"n": None}, lambda f: f.number("n")),
        ({}, lambda f: f.number("n")),
        ({"n": "1"}, lambda f: f.optional_number("n")),
        ({"t": ""}, lambda f: f.text("t")),
        ({"t": "x" * 201}, lambda f: f.text("t")),
        ({"t": "Mẫu So\u031bn"}, lambda f: f.text("t")),
        ({"t": "hai\ndòng"}, lambda f: f.text("t")),
        ({"t": "ẩn\u202edấu"}, lambda f: f.text("t")),
        ({"t": ["x"]}, lambda f: f.text("t")),
        ({"w": "khác"}, lambda f: f.word("w", "một", "hai")),
        ({"w": ["một"]}, lambda f: f.word("w", "một")),
        ({"m": "2026-11-22T02:00:00Z"}, lambda f: f.moment("m")),
        ({"m": "2026-13-22T02:00:00.000000Z"}, lambda f: f.moment("m")),
        ({"m": 5}, lambda f: f.moment("m")),
        ({"l": {}}, lambda f: f.each("l", most=5)),
        ({"l": [1, 2]}, lambda f: f.each("l", most=1)),
        ({"l": [1]}, lambda f: f.every("l", most=1)),
        ({"i": []}, lambda f: f.inner("i")),
        ([], lambda f: f),
    ],
)
def test_a_field_of_another_type_or_size_is_refused(value, read):
    with pytest.raises(WrongForm):
        read(Fields(value))


def test_fields_nobody_asked_for_are_refused_unless_they_may_be_ignored():
    with pytest.raises(UnknownField, match="“c”"):
        Fields({"x-b": 1, "c": 2}).finish(ignored=lambda name: name.startswith("x-"))
    assert Fields({"x-b": 1}).finish(ignored=lambda name: name.startswith("x-")) == {"x-b": 1}
    assert Fields({"n": None}).optional_number("n") is None


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)), st.integers(-14, 14))
def test_moments_come_back_from_every_zone(moment, hours):
    assert moment_of(moment_text(moment.astimezone(timezone(timedelta(hours=hours))))) == moment
