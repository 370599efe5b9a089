"""The overview of a year: what is counted, what is compared, what is named, and that missing is never 0."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.difficulties.commands import RaiseDifficulty
from app.duties.commands import FinishTask, MarkFulfilled, WaivePeriod
from app.kernel.clock import VIETNAM, FixedClock
from app.outlook import Outlook, Panel, State, Tile, Tone, outlook
from app.practice import open_practice
from app.reports.facts import count
from app.workspace import Workspace
from db.vocabulary import PeriodScheme
from tests.app.duties.invented import add_task, confirm, monthly
from tests.app.outreach.invented import add_hamlets, air, meeting, programme
from tests.support.activities import hold
from tests.support.stores import LOGGED

TODAY = date(2022, 4, 5)


def seen(workspace: Workspace, *args: Any) -> Outlook:
    found: Outlook = workspace.read(outlook, TODAY, *args)
    return found


def tile(found: Outlook, key: str) -> Tile:
    return next(one for one in found.tiles if one.figure.key == key)


def panel(found: Outlook, code: str) -> Panel:
    return next(one for one in found.charts if one.code == code)


def states(found: Outlook, code: str) -> list[State]:
    return list(next(one for one in found.states if one.code == code).states)


def series(found: Outlook, code: str) -> dict[str, tuple[int | None, ...]]:
    chart = panel(found, code).chart
    assert chart is not None
    return {each.name: each.values for each in chart.series}


def guided(workspace: Workspace, day: date, people: int | str | None, **fields: Any) -> str:
    return hold(workspace, day, kind="VNEID", figures={"guided": people}, **fields)


def test_an_empty_store_has_nothing_to_show_and_one_duty_ends_that(workspace: Workspace) -> None:
    found = seen(workspace)
    assert found.is_empty and found.began is None and found.compared is None
    assert all(one.chart is None and one.notes for one in found.charts)
    assert all(not one.states and one.notes for one in found.states)
    assert tile(found, "activity.entries").told == "0"
    assert tile(found, "activity.all.citizens").told == "chưa có số"

    confirm(workspace, monthly())

    assert not seen(workspace).is_empty


def test_months_to_come_and_those_before_the_log_have_no_bar_and_an_idle_month_has_a_true_zero(
    workspace: Workspace,
) -> None:
    guided(workspace, date(2022, 2, 10), 12)
    guided(workspace, date(2022, 4, 4), None)

    found = seen(workspace)

    assert series(found, "entries") == {"Năm 2022": (None, 1, 0, 1, *[None] * 8)}
    assert series(found, "people") == {"Năm 2022": (None, 12, *[None] * 10)}
    assert "Tháng 4 mới tính đến ngày 05/04/2022." in panel(found, "entries").notes


def test_a_figure_says_how_many_entries_gave_a_number(workspace: Workspace) -> None:
    for amount in (20, None, "na", 5):
        guided(workspace, date(2022, 3, 1), amount)

    people = tile(seen(workspace), "activity.all.citizens")

    assert (people.told, people.unit, people.coverage) == ("25", "người", "2/3 mục có số")
    assert "2/3 mục có số; mục để trống không tính là 0." in panel(seen(workspace), "people").notes


def test_the_same_days_of_last_year_are_compared_and_only_where_something_was_kept(workspace: Workspace) -> None:
    guided(workspace, date(2022, 1, 15), 10)
    assert tile(seen(workspace), "activity.entries").before is None

    guided(workspace, date(2021, 4, 5), 4)
    guided(workspace, date(2021, 4, 6), 100)
    found = seen(workspace)

    assert found.compared == (date(2021, 1, 1), date(2021, 4, 5))
    assert found.compares_a_part and found.began == date(2021, 4, 5)
    people = tile(found, "activity.all.citizens")
    assert people.before is not None and (people.before.value, people.change) == (4, 6)
    assert series(found, "people")["Năm 2021"][3] == 104
    assert tile(found, "posts.count").before is None


def test_a_leap_day_is_compared_with_the_end_of_february(workspace: Workspace) -> None:
    guided(workspace, date(2023, 2, 28), 3)
    found: Outlook = workspace.read(outlook, date(2024, 2, 29))
    assert found.compared == (date(2023, 1, 1), date(2023, 2, 28))


def test_a_year_of_decree_09_runs_from_15_december_to_14_december(workspace: Workspace) -> None:
    for day in (date(2021, 12, 14), date(2021, 12, 15), date(2022, 1, 14), date(2022, 1, 15)):
        guided(workspace, day, 1)

    found = seen(workspace, 2022, PeriodScheme.ND09)

    assert (found.first, found.last) == (date(2021, 12, 15), TODAY)
    assert series(found, "entries")["Năm 2022"][:2] == (2, 1)
    assert seen(workspace, 2021, PeriodScheme.ND09).last == date(2021, 12, 14)


def test_years_reach_from_the_first_entry_to_the_one_that_runs(workspace: Workspace) -> None:
    guided(workspace, date(2020, 6, 1), 1)
    assert seen(workspace).years == (2022, 2021, 2020)
    assert seen(workspace, 2099).year == 2022


def test_hamlets_without_activities_are_named_and_what_belongs_to_all_is_told_apart(workspace: Workspace) -> None:
    dong, _bai, _cau = add_hamlets(workspace, "Đồng Mậu", "Bãi Sậy", "Cầu Vàng")
    guided(workspace, date(2022, 3, 1), 5, hamlet=dong)
    guided(workspace, date(2022, 3, 2), 5, hamlet=dong)
    guided(workspace, date(2022, 3, 3), 5)

    found = panel(seen(workspace), "hamlets")

    assert found.chart is not None
    assert (found.chart.labels, found.chart.series[0].values) == (("thôn Đồng Mậu",), (2,))
    assert found.notes == (
        "2 thôn chưa có hoạt động nào: thôn Bãi Sậy, thôn Cầu Vàng.",
        "1 hoạt động chung toàn xã, không tính cho thôn nào.",
    )


def test_forces_show_the_share_of_the_core_force_and_name_the_absent(workspace: Workspace) -> None:
    guided(workspace, date(2022, 3, 1), 5, forces=["youth", "teams"])
    guided(workspace, date(2022, 3, 2), 5, forces=["teams"])
    guided(workspace, date(2022, 3, 3), 5, forces=[])

    found = panel(seen(workspace), "forces")

    assert found.chart is not None and found.chart.series[0].values == (1, 2)
    assert "Đoàn Thanh niên (lực lượng nòng cốt): 1/3 hoạt động, 33 %." in found.notes
    assert "Mặt trận Tổ quốc" in found.notes[-1] and "Đoàn Thanh niên" not in found.notes[-1]


def test_radio_months_say_met_unmet_running_to_come_and_never_entered(workspace: Workspace) -> None:
    for month, days in (("2022-02", (1, 5, 9, 13)), ("2022-03", (1, 5))):
        number = int(month[-2:])
        air(workspace, programme(workspace, month), *(date(2022, number, day) for day in days))

    found = states(seen(workspace), "radio")

    assert [(one.badge, one.tone) for one in found[:5]] == [
        ("Chưa ghi", Tone.NEUTRAL),
        ("Đạt", Tone.OK),
        ("Không đạt", Tone.BAD),
        ("Chưa đạt", Tone.WARN),
        ("Chưa tới", Tone.NEUTRAL),
    ]
    assert "còn thiếu 2 lần phát lại (đã có 1/3)" in found[2].words
    assert next(one for one in seen(workspace).states if one.code == "radio").notes[0] == "Đạt 1/2 tháng đã qua."


def test_a_quarter_names_the_hamlets_that_were_not_reached(workspace: Workspace) -> None:
    dong, bai = add_hamlets(workspace, "Đồng Mậu", "Bãi Sậy")
    meeting(workspace, date(2022, 2, 1), hamlet=dong)
    meeting(workspace, date(2022, 2, 2), hamlet=bai, digital=False)
    meeting(workspace, date(2022, 4, 2), hamlet=dong)
    meeting(workspace, date(2022, 4, 3), hamlet=bai)

    found = states(seen(workspace), "coverage")

    assert (found[0].badge, found[0].tone, found[0].words) == ("1/2 thôn", Tone.BAD, "Không có: thôn Bãi Sậy.")
    assert (found[1].badge, found[1].tone) == ("2/2 thôn", Tone.OK)
    assert found[2].badge == found[3].badge == "Chưa tới"


def test_deadlines_are_kept_late_overdue_or_to_come_and_the_rest_is_told_in_words(workspace: Workspace) -> None:
    duty = confirm(workspace, monthly(valid_from=date(2022, 1, 1)))
    moments = {
        "2022-01": datetime(2022, 1, 19, 23, 59, tzinfo=VIETNAM),
        "2022-02": datetime(2022, 2, 20, tzinfo=VIETNAM),
    }
    for period, moment in moments.items():
        workspace.do(MarkFulfilled(duty=duty, period=period, handed_over_at=moment))
    late = add_task(workspace, "Tập huấn", due_on=date(2022, 3, 1))
    workspace.do(FinishTask(uid=late, done_on=date(2022, 3, 4)))
    add_task(workspace, "Kiểm tra", due_on=date(2022, 12, 31))

    found = panel(seen(workspace), "deadlines")

    assert found.chart is not None
    assert found.chart.labels == ("Đúng hạn", "Xong muộn", "Quá hạn, chưa xong", "Chưa đến hạn")
    assert series(seen(workspace), "deadlines") == {
        "Kỳ báo cáo, nhiệm vụ": (1, 1, 1, 9),
        "Công việc trong năm": (0, 1, 0, 1),
    }
    assert found.notes == ("1/4 mục đã đến hạn được làm đúng hạn.",)

    workspace.do(WaivePeriod(duty=duty, period="2022-03", reason="Huyện không yêu cầu"))

    assert series(seen(workspace), "deadlines")["Kỳ báo cáo, nhiệm vụ"] == (1, 1, 0, 9)
    assert "Không vẽ: 1 mục không phải làm." in panel(seen(workspace), "deadlines").notes


def test_open_difficulties_are_counted_at_the_end_and_open_their_page(workspace: Workspace) -> None:
    workspace.do(RaiseDifficulty(title="Sóng yếu", addressee="UBND huyện", raised_on=date(2022, 3, 1)))
    found = tile(seen(workspace), "difficulty.open")
    assert (found.told, found.place.page) == ("1", "difficulties")


@pytest.fixture(scope="module")
def practice(logged_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    copy = Path(shutil.copytree(logged_data, tmp_path_factory.mktemp("outlook") / "data"))
    with open_practice(copy, clock=FixedClock(LOGGED)) as opened:
        yield opened


@pytest.mark.parametrize("scheme", [PeriodScheme.CALENDAR, PeriodScheme.ND09])
def test_figures_are_those_that_reports_count(practice: Workspace, scheme: PeriodScheme) -> None:
    found: Outlook = practice.read(outlook, date(2026, 11, 22), 0, scheme)
    counted = practice.read(count, found.first, found.last)
    for one in found.tiles:
        same = counted[one.figure.key]
        assert (one.figure.value, one.figure.covered, one.figure.missing) == (same.value, same.covered, same.missing)
    for code, key in (("entries", "activity.entries"), ("people", "activity.all.citizens")):
        assert sum(value or 0 for value in series(found, code)["Năm 2026"]) == counted[key].value


def test_a_year_of_the_practice_commune_is_read_in_a_moment(practice: Workspace) -> None:
    practice.read(outlook, date(2026, 11, 22))  # the first one imports what it needs
    best = min(_seconds(practice) for _turn in range(3))
    assert best < 0.3, json.dumps({"seconds": best})


def _seconds(practice: Workspace) -> float:
    begun = time.perf_counter()
    practice.read(outlook, date(2026, 11, 22))
    return time.perf_counter() - begun
