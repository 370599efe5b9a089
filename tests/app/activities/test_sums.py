"""Sums without sources are the figures that are counted entry by entry, to the unit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.activities import queries
from app.kernel.clock import FixedClock
from app.kernel.figures import Figure
from app.partners.commands import AddPartner
from app.partners.rules import PartnerInput
from app.practice import open_practice
from app.workspace import Workspace
from db.vocabulary import PartnerKind
from tests.support.activities import hold

NOW = datetime(2026, 11, 17, 7, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "commune"
    open_practice(folder, clock=FixedClock(NOW), with_log=True).close()
    return folder


@pytest.fixture
def commune(logged: Path, tmp_path: Path) -> Iterator[Workspace]:
    with open_practice(Path(shutil.copytree(logged, tmp_path / "commune")), clock=FixedClock(NOW)) as opened:
        partner = str(opened.do(AddPartner(partner=PartnerInput(kind=PartnerKind.POST, name="Bưu cục thử"))).value)
        for figures in ({"guided": 3}, {"guided": 3}, {"guided": None}, {"guided": "na"}, {}, {"guided": 0}):
            hold(
                opened, date(2026, 11, 2), kind="VNEID", figures=figures, partners=[partner], forces=["youth", "front"]
            )
        yield opened


def bare(figures: dict[str, Figure]) -> dict[str, Figure]:
    return {key: replace(figure, sources=()) for key, figure in figures.items()}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 10, 15), date(2026, 11, 14)),
        (date(2025, 12, 15), date(2026, 11, 14)),
        (date(2024, 1, 1), date(2026, 12, 31)),
        (date(2030, 1, 1), date(2030, 1, 31)),
    ],
)
def test_sums_equal_what_is_counted_entry_by_entry(commune: Workspace, first: date, last: date) -> None:
    counted = commune.read(queries.figures, first, last)
    assert commune.read(queries.sums, first, last) == bare(counted)
    assert not any(figure.value == 0 and figure.missing and not figure.covered for figure in counted.values())


def test_sums_of_each_hamlet_equal_what_is_counted(commune: Workspace) -> None:
    days = (date(2026, 1, 1), date(2026, 11, 14))
    kinds = commune.read(queries.kinds)
    counted = commune.read(queries.by_hamlet, kinds, *days)
    summed = commune.read(queries.sums_by_hamlet, kinds, *days)
    assert summed == {hamlet: bare(figures) for hamlet, figures in counted.items()} and len(summed) > 2
