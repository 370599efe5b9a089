"""The table of obligations and the tests that prove them keep to one another."""

from __future__ import annotations

import ast
import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.support.source_tree import ROOT

TABLE = ROOT / "tests" / "obligations.tsv"
MUST = (
    "0-01",
    "0-02",
    "0-04",
    "0-09",
    "0-10",
    "0-11",
    "0-12",
    "0-14",
    "0-15",
    "0-16",
    "0-17",
    "0-19",
    "0-20",
    "1-01",
    "1-02",
    "1-03",
    "1-04",
    "1-05",
    "1-06",
    "1-07",
    "1-08",
    "1-09",
    "1-10",
    "1-11",
    "1-20",
    "1-21",
    "1-22",
    "1-23",
    "1-24",
    "1-25",
    "1-26",
    "1-27",
    "1-28",
    "1-29",
    "3-11",
    "4-01",
    "4-02",
    "4-03",
    "4-04",
    "4-05",
    "4-06",
    "4-07",
    "4-08",
    "4-09",
    "4-10",
    "4-11",
    "4-12",
    "4-13",
    "4-14",
    "4-15",
    "4-16",
    "4-17",
    "4-18",
    "4-19",
    "4-20",
    "4-21",
    "4-22",
    "4-23",
    "4-24",
    "4-25",
    "4-26",
)
"""Rows about letters that came in, about setting up committee and teams, the papers that do it, and what goes up."""
_ROW = re.compile(r"(?<!\d)(\d_\d\d)(?!\d)")


@dataclass(frozen=True)
class Line:
    """One obligation, the tests that prove it, and what of it is not built yet."""

    row: str
    tests: tuple[str, ...]
    still_open: str


def lines() -> list[Line]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Line(each["row"], tuple(each["tests"].split()), each["still_open"])
            for each in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@cache
def functions_of(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def named_rows(function: str) -> set[str]:
    """The rows a test's name bears: ``test_rows_0_20_and_4_26_…`` bears two."""
    return {found.replace("_", "-") for found in _ROW.findall(function)}


def test_every_row_of_committee_and_teams_is_in_the_table_once() -> None:
    assert sorted(line.row for line in lines()) == sorted(MUST)


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.row)
def test_every_named_test_exists_and_bears_the_row(line: Line) -> None:
    assert line.tests, "a row without a test is not proved"
    for node in line.tests:
        file, _colons, function = node.partition("::")
        assert function in functions_of(file), f"{node} does not exist"
        assert line.row in named_rows(function), f"{node} does not bear {line.row} in its name"


def test_no_test_that_bears_a_row_is_left_out_of_the_table() -> None:
    listed = {(line.row, test) for line in lines() for test in line.tests}
    found = {
        (row, f"{file.relative_to(ROOT).as_posix()}::{function}")
        for file in Path(ROOT / "tests").rglob("test_*.py")
        for function in functions_of(file.relative_to(ROOT).as_posix())
        if function.startswith("test_")
        for row in named_rows(function)
        if row in MUST
    }
    assert found - listed == set()


def test_every_row_is_proved_on_a_real_store_or_by_its_rule() -> None:
    """What ends in a paper is proved by a scenario with a store and files, not by its parts alone."""
    papers = {"0-11", "0-20", "3-11", "4-13", "4-15", "4-20", "4-21", "4-22", "4-23", "4-24", "4-26"}
    proved = {line.row for line in lines() if any(test.startswith("tests/scenarios/") for test in line.tests)}
    assert papers <= proved
