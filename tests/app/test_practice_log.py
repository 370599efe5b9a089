"""The practice commune has two years of log: believable, complete enough for every report, the same every time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import resources
from app.duties.queries import due
from app.duties.views import DueState
from app.interchange.form import schema
from app.kernel.clock import FixedClock
from app.kernel.periods import CALENDAR, Month, period_from_key
from app.kernel.problems import Refused
from app.outreach.queries import radio_month
from app.practice import open_practice
from app.practice_log import two_years
from app.reports.commands import PrepareReport
from app.reports.definitions import definitions
from app.reports.facts import count
from app.reports.queries import period_due, report
from app.workspace import Workspace
from tests.support.stores import LOGGED

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def practice(logged_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    copy = Path(shutil.copytree(logged_data, tmp_path_factory.mktemp("practice") / "data"))
    with open_practice(copy, clock=FixedClock(LOGGED)) as opened:
        yield opened


def test_the_log_is_the_same_every_time_and_in_the_documented_form() -> None:
    commune = json.loads(resources.path("practice/commune.json").read_text(encoding="utf-8"))
    made = two_years(TODAY, commune)
    assert made == two_years(TODAY, commune)
    jsonschema.validate(made, schema())
    assert all(row["held_on"] <= "2026-11-22" for row in made["activities"])
    assert {row["held_on"][:7] for row in made["activities"]} >= {"2024-12", "2025-06", "2026-11"}


def test_some_figures_are_missing_and_some_do_not_apply(practice: Workspace) -> None:
    year = period_from_key("2026", CALENDAR)
    figure = practice.read(count, year.first, year.last)["activity.VNEID.guided"]
    assert figure.value and figure.missing and figure.not_applicable


def test_only_the_quick_report_of_this_month_is_still_owed(practice: Workspace) -> None:
    owed = practice.read(due, TODAY)
    assert [(one.duty.report, one.key, one.remaining) for one in owed] == [("nhanh", "2026-11", 3)]
    past = practice.read(due, TODAY, done=True)
    assert {one.state for one in past} >= {DueState.DONE_ON_TIME, DueState.DONE_LATE}


def test_the_radio_rule_was_kept_in_every_past_month(practice: Workspace) -> None:
    for number in range(1, 11):
        month = practice.read(radio_month, Month(2026, number), TODAY)
        assert month.is_met, month


@pytest.mark.parametrize("code", [kind.code for kind in definitions()])
def test_every_kind_of_report_can_be_made_of_it(practice: Workspace, code: str) -> None:
    kind = next(each for each in definitions() if each.code == code)
    due = period_due(kind, TODAY)
    key = due.key if due else "2026-09-01/2026-11-20"
    uid = practice.do(PrepareReport(definition=code, period=key)).value
    view = practice.read(report, uid)
    assert view is not None and view.paper.content.blocks
    practice.undo()


def test_undo_never_takes_the_ground_away(practice: Workspace) -> None:
    with pytest.raises(Refused, match="UND-0"):
        practice.undo()
