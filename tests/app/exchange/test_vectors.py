"""The kept vectors: each is refused with the very code it was refused with when it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.judging import judge, state_after

FOLDER = Path(__file__).parents[2] / "legacy" / "vectors"
ROWS = [line.split("\t") for line in (FOLDER / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("name", "code", "before"), ROWS, ids=[row[0] for row in ROWS])
def test_a_kept_file_is_judged_as_ever(name, code, before):
    state = None if before == "-" else state_after(FOLDER / before)

    assert judge(FOLDER / name, state) == code.replace("-", "", code == "-")


def test_every_kept_file_stands_in_the_table_and_every_check_has_a_vector():
    kept = {path.name for path in FOLDER.iterdir()} - {"expected.tsv"}
    codes = Counter(code for _name, code, _before in ROWS)

    assert {name for name, _code, _before in ROWS} == kept
    assert {f"EXC-{number:02d}" for number in range(1, 28)} <= set(codes)
    assert sum(count for code, count in codes.items() if code != "-") >= 100
