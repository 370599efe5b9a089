"""Two windows on one store: whatever their order, numbers run 1..n without gap and without doubles."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import queries
from app.documents.register import next_free, taken_numbers
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.offices.commands import SetUpOffice
from app.workspace import Workspace
from db.vocabulary import OfficeKind, OfficeRelation
from tests.app.documents import writer_process
from tests.conftest import examples
from tests.support.stores import PASSWORD, START

SCRIPT = Path(__file__).with_name("writer_process.py")
ROOT = Path(__file__).parents[3]
LETTERS, YEAR = "VB", 2022


def numbers(workspace: Workspace) -> list[int]:
    return [line.number for line in workspace.read(queries.register, year=YEAR, series=LETTERS)]


@pytest.mark.parametrize("seed", ["sáng", *(pytest.param(each, marks=pytest.mark.deep) for each in ("trưa", "chiều"))])
def test_two_processes_at_once_leave_no_gap_and_no_double(workspace, workspace_folder, seed):
    windows = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), str(workspace_folder), f"{seed}{name}", "8"],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in ("một", "hai")
    ]
    for window in windows:
        assert window.stdout is not None and window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    outcomes = []
    for window in windows:
        told, _error = window.communicate(timeout=120)
        assert window.returncode == 0
        outcomes += [json.loads(line) for line in told.splitlines()]
    given_out = [outcome["number"] for outcome in outcomes if "number" in outcome]
    refused = [outcome["refused"] for outcome in outcomes if "refused" in outcome]
    assert len(given_out) + len(refused) == 16
    assert set(refused) <= {"NUM-02", "NUM-03"}, "only a taken number and a gap are refused"
    assert sorted(given_out) == numbers(workspace) == list(range(1, len(given_out) + 1))
    assert len(given_out) >= 4


_STEPS = st.tuples(st.sampled_from([0, 1]), st.one_of(st.none(), st.integers(1, 8)), st.booleans())


@settings(max_examples=examples(8))
@given(steps=st.lists(_STEPS, min_size=2, max_size=8))
def test_any_interleaving_of_two_windows_keeps_the_register_whole(steps, tmp_path_factory, office_folder):
    folder = Path(shutil.copytree(office_folder, tmp_path_factory.mktemp("two") / "workspace"))
    windows = [Workspace.open(folder, PASSWORD, clock=FixedClock(START), lock=False) for _window in range(2)]
    try:
        taken: dict[int, bool] = {}
        for which, wish, skips in steps:
            expected = max(taken, default=0) + 1
            number = wish if wish is not None else expected
            allowed = number not in taken and (number == expected or skips)
            try:
                got = writer_process.issue(
                    windows[which], number=wish, skip_reason="Văn thư cấp cho văn bản khác" if skips else ""
                )
            except Refused as refused:
                assert not allowed and refused.code in ("NUM-02", "NUM-03")
                continue
            assert allowed and got == number
            taken |= dict.fromkeys(range(expected, number), False) | {number: True}
        seen = windows[0].read(taken_numbers, LETTERS, YEAR)
        assert {each: entry.document is not None for each, entry in seen.items()} == taken
        assert sorted(seen) == list(range(1, len(seen) + 1))
        if taken:
            assert windows[1].read(next_free, LETTERS, YEAR) == len(seen) + 1
    finally:
        for window in windows:
            window.close()


@pytest.fixture(scope="module")
def office_folder(empty_workspace, tmp_path_factory) -> Path:
    """A closed workspace in which the office is set up."""
    folder = Path(shutil.copytree(empty_workspace, tmp_path_factory.mktemp("office") / "workspace"))
    with Workspace.open(folder, PASSWORD, clock=FixedClock(START)) as opened:
        opened.do(
            SetUpOffice(
                relation=OfficeRelation.OWN,
                kind=OfficeKind.XA,
                name="Mẫu Sơn",
                province="Thanh Hóa",
                district="Hà Trung",
                drafting_unit="Công chức Văn hóa - Xã hội",
                drafting_abbreviation="VHXH",
                valid_from=date(2010, 1, 1),
            )
        )
    return folder
