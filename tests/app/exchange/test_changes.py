"""Lines of changes: what is read the short way is what the long way would have read, and refused like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.exchange import changes
from app.exchange.changes import change_line, read_with_columns
from app.kernel.problems import Problem
from tests.support.bundles import change, core

LINE = change_line(change(1, payload={"full_name": 'Lò "Văn" Mẫu', "born": None, "note": '},"revision":1,"row_uid":"'}))
LONG_WAY = re.compile(rb"(?!)")
"""A usual look that no line has."""


def read(line: bytes) -> object:
    """What comes of one line: its change and columns, or why it is refused."""
    try:
        return list(read_with_columns(line, core()))
    except Problem as problem:
        return problem.code, str(problem)


def both_ways(line: bytes) -> tuple[object, object]:
    short = read(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "_USUAL", LONG_WAY)
        return short, read(line)


def test_a_line_of_the_program_takes_the_short_way():
    assert changes._USUAL.fullmatch(LINE[:-1])
    short, long = both_ways(LINE)
    assert short == long == [(change(1, payload=short[0][1]), short[0][1])]


@given(st.integers(0, len(LINE) - 1), st.integers(0, 3), st.sampled_from([b"", b"0", b"1", b" ", b'"', b"}", b"\xff"]))
@example(LINE.index(b'"epoch":1') + 8, 1, b"1.0")
@example(LINE.index(b'"epoch":1') + 8, 1, b"01")
@example(LINE.index(b"-11-"), 3, b"-13")
@example(LINE.index(b'"revision":1'), 12, b'"revision":true')
def test_no_change_of_a_line_passes_one_way_and_not_the_other(place, taken, put):
    short, long = both_ways(LINE[:place] + put + LINE[place + taken :])

    assert short == long


def test_a_row_is_never_told_in_a_message():
    assert "Lò" not in repr(change(1, payload={"full_name": "Lò Văn Mẫu"}))
