"""For any log all cadences reconcile to the unit, missing never becomes 0, and every figure is that of its sources."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.activities.queries import figure_kinds
from app.documents.content import TableBlock
from app.interchange.form import FORMAT, VERSION
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.figures import Figure, joined
from app.kernel.periods import CALENDAR, ND09, Month, Period, Scheme, period_ending
from app.reports import making
from app.reports import sources as sources_read
from app.reports.commands import PrepareReport
from app.reports.facts import count, sums
from app.reports.making import ANNEX_ROWS
from app.reports.queries import report
from app.reports.sources import by_month, told
from app.workspace import Workspace
from db.models import Activity
from db.vocabulary import Cadence
from tests.conftest import examples

FIRST = date(2020, 12, 1)
CODES = {"VNEID": ("guided", "installed", "activated"), "DVC": ("guided", "filed"), "CKS": ("guided", "issued")}
AMOUNTS = st.one_of(st.none(), st.just("na"), st.integers(0, 500))


@st.composite
def entry(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(CODES)))
    return {
        "kind": kind,
        "held_on": (FIRST + timedelta(days=draw(st.integers(0, 440)))).isoformat(),
        "figures": {code: draw(AMOUNTS) for code in CODES[kind]},
        "forces": draw(st.lists(st.sampled_from(["youth_union", "team"]), unique=True)),
        "partners": [],
        "themes": [],
        "criteria": [],
    }


@st.composite
def airing(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["first", "rebroadcast", "relay"]))
    return {
        "aired_on": (FIRST + timedelta(days=draw(st.integers(0, 440)))).isoformat(),
        "aired_at": draw(st.sampled_from(["05:30", "17:00"])),
        "kind": kind,
        "minutes": draw(st.one_of(st.none(), st.integers(1, 30))),
    }


def loaded(workspace: Workspace, entries: list[dict[str, Any]], airings: list[dict[str, Any]]) -> None:
    numbered = [each | {"uid": str(UUID(int=place + 1))} for place, each in enumerate(entries)]
    on_air = [each | {"uid": str(UUID(int=10**6 + place))} for place, each in enumerate(airings)]
    programme = {
        "uid": str(UUID(int=10**9)),
        "title": "Chuyển đổi số quanh ta",
        "month": "2021-01",
        "themes": [],
        "origin": "own",
        "airings": on_air,
    }
    data = {"format": FORMAT, "version": VERSION, "activities": numbered, "programmes": [programme]}
    workspace.do(LoadData(data=parse(json.dumps(data))))


def over(workspace: Workspace, period: Period) -> dict[str, Figure]:
    found: dict[str, Figure] = workspace.read(count, period.first, period.last)
    return found


def adds_up(key: str) -> bool:
    """Counts of what happened add up over time; what stands on a day (teams, tasks open) does not."""
    return key.startswith(("activity.", "radio.minutes", "radio.rebroadcasts", "radio.relays"))


def check(workspace: Workspace, whole: Period, parts: list[Period]) -> None:
    once, apart = over(workspace, whole), [over(workspace, part) for part in parts]
    for key, figure in once.items():
        if adds_up(key):
            joint = joined(key, [each[key] for each in apart])
            assert (joint.value, joint.covered, joint.missing) == (figure.value, figure.covered, figure.missing), key
            assert joint.sources_hash == figure.sources_hash, key


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entry(), max_size=25), st.lists(airing(), max_size=12), st.sampled_from([CALENDAR, ND09]))
def test_months_make_quarters_half_years_and_the_year(
    workspace: Workspace, entries: list[dict[str, Any]], airings: list[dict[str, Any]], scheme: Scheme
) -> None:
    loaded(workspace, entries, airings)
    year = period_ending(Month(2021, 12), Cadence.YEARLY, scheme)
    halves = [period_ending(Month(2021, month), Cadence.HALF_YEARLY, scheme) for month in (6, 12)]
    quarters = [period_ending(Month(2021, month), Cadence.QUARTERLY, scheme) for month in (3, 6, 9, 12)]
    check(workspace, year, halves)
    check(workspace, year, quarters)
    check(workspace, year, list(year.months))
    check(workspace, halves[0], quarters[:2])
    nine = period_ending(Month(2021, 9), Cadence.NINE_MONTHS, scheme)
    check(workspace, nine.year_so_far, quarters[:3])
    workspace.undo()


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entry(), max_size=25))
def test_every_figure_is_counted_again_from_its_sources_and_missing_is_never_zero(
    workspace: Workspace, entries: list[dict[str, Any]]
) -> None:
    loaded(workspace, entries, [])
    year = period_ending(Month(2021, 12), Cadence.YEARLY, CALENDAR)
    found = over(workspace, year)
    rows = {row.uid: row for row in workspace.read(lambda session: session.query(Activity).all())}
    for kind, codes in CODES.items():
        for code in codes:
            figure = found[f"activity.{kind}.{code}"]
            amounts = [rows[source.uid].figures[code] for source in figure.sources]
            numbers = [amount for amount in amounts if isinstance(amount, int)]
            assert figure.value == (sum(numbers) if numbers else None)
            assert figure.missing == amounts.count(None)
            own = [each for each in entries if each["kind"] == kind and each["held_on"].startswith("2021")]
            assert len(figure.sources) == len(own)
    workspace.undo()


def test_every_figure_has_words_and_a_unit(workspace: Workspace) -> None:
    kinds = workspace.read(figure_kinds)
    assert all(kind.name and kind.unit for kind in kinds)
    assert len({kind.key for kind in kinds}) == len(kinds)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entry(), max_size=25), st.lists(airing(), max_size=6), st.data())
def test_sums_that_read_less_are_the_same_figures(
    workspace: Workspace, entries: list[dict[str, Any]], airings: list[dict[str, Any]], data: st.DataObject
) -> None:
    loaded(workspace, entries, airings)
    year = period_ending(Month(2021, 12), Cadence.YEARLY, CALENDAR)
    whole = workspace.read(sums, year.first, year.last)
    keys = tuple(data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=4)))

    fewer = workspace.read(sums, year.first, year.last, keys)

    assert set(keys) <= set(fewer)
    assert {key: whole[key] for key in fewer} == fewer
    workspace.undo()


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entry(), max_size=25), st.lists(airing(), max_size=6))
def test_months_of_sources_are_those_of_the_lines_told(
    workspace: Workspace, entries: list[dict[str, Any]], airings: list[dict[str, Any]]
) -> None:
    loaded(workspace, entries, airings)
    year = period_ending(Month(2021, 12), Cadence.YEARLY, CALENDAR)
    sources = [source for figure in over(workspace, year).values() for source in figure.sources]
    lines = workspace.read(told, sources)

    counts = workspace.read(by_month, sources)

    assert counts == Counter(((line.day or date.min).replace(day=1), line.noun) for line in lines)
    workspace.undo()


def test_a_long_annex_is_counted_without_a_line_for_each_entry(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"kind": "DVC", "figures": {"guided": 3}, "forces": [], "partners": [], "themes": [], "criteria": []}
    days = [FIRST + timedelta(days=place % 300) for place in range(ANNEX_ROWS + 60)]
    loaded(workspace, [one | {"held_on": day.isoformat()} for day in days], [])
    asked: list[str] = []
    tell = sources_read.told

    def watched(session: Any, sources: Any) -> list[Any]:
        asked.extend(source.noun for source in sources)
        return tell(session, sources)

    monkeypatch.setattr(sources_read, "told", watched)
    monkeypatch.setattr(making, "told", watched)
    uid = workspace.do(PrepareReport(definition="nam", period="2021")).value

    [annex] = workspace.read(report, uid).paper.content.annexes
    counted = annex.blocks[1]
    assert isinstance(counted, TableBlock)
    own = [int(found[1]) for row in counted.rows if (found := re.search(r"Hoạt động: (\d+)", row[1]))]
    period = workspace.read(report, uid).period
    assert sum(own) == sum(day in period for day in days) > 0
    assert len({row[0] for row in counted.rows}) == len(counted.rows)
    assert f"tổng hợp từ {sum(int(row[2]) for row in counted.rows)} mục" in annex.blocks[0].text
    assert "activity" not in asked
