"""What is owed: by duty or as usual, one report of each kind, days cut as the superior cuts them, handed over."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

import resources
from app.duties.commands import ConfirmDuty, DutyInput, MarkFulfilled
from app.duties.views import DueState
from app.kernel.clock import VIETNAM, FixedClock
from app.reports.commands import period_of_key
from app.reports.definitions import definition, definitions
from app.reports.owing import Owed, ReportHead, heads, owed, titled
from app.reports.queries import facts_of, report
from app.workspace import Workspace
from db.vocabulary import Cadence, DutyKind, PeriodScheme
from tests.support.report_log import activity, log, prepared, seen, signed
from tests.support.stores import day

TODAY = date(2022, 4, 18)


@pytest.fixture
def commune(demo_workspace: Workspace, clock: FixedClock) -> Workspace:
    clock.set(day("2022-04-18"))
    log(demo_workspace, activity(1, "2022-04-10", guided=12), activity(2, "2022-04-17", guided=30))
    return demo_workspace


def monthly(workspace: Workspace, **more: Any) -> str:
    fields: dict[str, Any] = {
        "title": "Báo cáo hằng tháng",
        "kind": DutyKind.REPORT,
        "cadence": Cadence.MONTHLY,
        "due_day": 20,
        "report": "thang",
        "valid_from": date(2022, 4, 1),
    }
    return str(workspace.do(ConfirmDuty(duty=DutyInput(**(fields | more)))).value)


def kinds(workspace: Workspace, on: date = TODAY) -> dict[str, Owed]:
    found = workspace.read(owed, on)
    assert len({each.kind.code for each in found}) == len(found)
    return {each.kind.code: each for each in found}


def head_of(workspace: Workspace, uid: str, on: date = TODAY) -> ReportHead:
    return next(each for each in workspace.read(heads, on) if each.uid == uid)


def test_a_duty_makes_its_report_due_with_the_last_day_of_the_letter(commune: Workspace) -> None:
    duty = monthly(commune)
    due = kinds(commune)["thang"]
    assert (due.title, due.duty, due.state) == ("Báo cáo tháng 4 – hạn 19/04", duty, DueState.SOON)
    assert (due.period.first, due.period.last) == (date(2022, 3, 15), date(2022, 4, 14))


def test_without_a_duty_the_usual_last_day_of_its_kind_counts(commune: Workspace) -> None:
    due = kinds(commune)
    assert {code: each.last_day for code, each in due.items()} == {
        "thang": date(2022, 4, 19),
        "nhanh": date(2022, 4, 25),
    }
    assert kinds(commune, date(2022, 4, 20))["thang"].state is DueState.LATE
    assert "thang" not in kinds(commune, date(2022, 5, 4))


def test_what_was_begun_is_opened_and_what_was_handed_over_is_owed_no_more(commune: Workspace) -> None:
    duty = monthly(commune)
    view = prepared(commune)
    assert view.duty == duty
    assert kinds(commune)["thang"].report == view.uid
    assert head_of(commune, view.uid).state_words == "nháp"
    signed(commune, view, TODAY)
    assert head_of(commune, view.uid).state_words == "đã ký, chưa nộp"
    at = datetime(2022, 4, 18, 8, 30, tzinfo=VIETNAM)
    commune.do(
        MarkFulfilled(duty=duty, period="2022-04", handed_over_at=at, documents=(view.paper.uid,)),
    )
    assert head_of(commune, view.uid).state_words == "đã nộp đúng hạn"
    assert "thang" not in kinds(commune)


def test_a_superior_who_cuts_months_otherwise_gets_other_days(commune: Workspace) -> None:
    monthly(commune, scheme=PeriodScheme.CUSTOM, cut_off_day=17)
    view = prepared(commune)
    assert (view.period.first, view.period.last) == (date(2022, 3, 18), date(2022, 4, 17))
    assert view.period.label == "tháng 4 năm 2022"
    assert commune.read(facts_of, view)["activity.VNEID.guided"].now.value == 42
    assert kinds(commune)["thang"].report == view.uid


def test_a_report_once_made_keeps_its_days_when_the_duty_changes(commune: Workspace) -> None:
    view = prepared(commune)
    monthly(commune, scheme=PeriodScheme.CALENDAR)
    again = commune.read(report, view.uid)
    assert again is not None and again.period == view.period == seen(commune, view.uid).period


@pytest.mark.parametrize(
    ("code", "key", "words"),
    [
        ("nhanh", "2022-04", "Báo cáo nhanh tháng 4 năm 2022"),
        ("quy", "2022-Q1", "Báo cáo quý I năm 2022"),
        ("sau-thang", "2022-H1", "Báo cáo 6 tháng đầu năm 2022"),
        ("tuyen-truyen-nam", "2022", "Báo cáo tuyên truyền năm 2022"),
        ("dot-xuat", "2022-04-01/2022-04-09", "Báo cáo đột xuất từ 01/04/2022 đến 09/04/2022"),
    ],
)
def test_reports_are_called_by_their_period(code: str, key: str, words: str) -> None:
    kind = definition(code)
    assert titled(kind, period_of_key(kind, key)) == words


def test_ready_made_duties_name_reports_that_there_are() -> None:
    read = json.loads((resources.path("duties") / "duties.json").read_text(encoding="utf-8"))
    named = {each["code"]: each.get("report", "") for each in read["duties"]}
    assert {code for code in named.values() if code} <= {kind.code for kind in definitions()}
    assert named["R1-thang"] == "thang" and named["R2"] == "nhanh" and named["R4"] == "ho-so"
    for each in read["duties"]:
        if each.get("report") and each["cadence"] not in ("once", "on_request"):
            assert definition(each["report"]).cadence == each["cadence"], each["code"]
