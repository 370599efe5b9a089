"""Tasks, resources and models of tasks in a real store; and every refusal in words."""

from __future__ import annotations

from datetime import date

import pytest

from app.duties import queries
from app.duties.commands import (
    AddResource,
    AddTasks,
    AddWorkModel,
    CarryOver,
    EditResource,
    EditTask,
    FinishTask,
    LeaveOut,
    PlanFromModel,
    RemoveResource,
    RemoveTask,
    ReopenTask,
    ResourceInput,
    StartTask,
    TaskInput,
)
from app.duties.modelling import ItemInput
from app.duties.paper import status_paper, status_pdf
from app.duties.plan import resource_table
from app.duties.ready import model_heads, task_sets
from app.duties.wording import task_standing
from app.kernel.problems import Refused
from app.kernel.words import choose_language
from app.typesetting.model import GroupRow, Row, Table
from db.vocabulary import ResourceKind, TaskState
from tests.app.duties.invented import add_task

MONEY = ResourceInput(
    year=2022, kind=ResourceKind.MONEY, title="Tập huấn các Tổ", unit="đồng", planned=12_000_000, source="Ngân sách xã"
)


def tasks(workspace, year=2022):
    return workspace.read(queries.tasks, year=year)


def titles(workspace, year=2022):
    return [task.title for task in tasks(workspace, year)]


def test_tasks_stand_in_the_order_in_which_they_were_added_and_are_counted_by_year(workspace):
    for title, year in (("Lập Tổ", 2022), ("Tập huấn", 2022), ("Sơ kết", 2023)):
        add_task(workspace, title, year)

    assert titles(workspace) == ["Lập Tổ", "Tập huấn"]
    assert workspace.read(queries.years_of_tasks) == [2023, 2022]


def test_a_task_is_started_done_and_opened_again(workspace, clock):
    uid = add_task(workspace, "Lập Tổ", due_on=date(2022, 4, 1))
    assert [task.uid for task in workspace.read(queries.tasks_due, clock.today())] == [uid]
    assert task_standing(tasks(workspace)[0], clock.today()) == "chưa làm, chậm 4 ngày"

    workspace.do(StartTask(uid=uid))
    workspace.do(FinishTask(uid=uid, result="đã lập 8 Tổ"))

    [task] = tasks(workspace)
    assert (task.state, task.done_on, task.result) == (TaskState.DONE, date(2022, 4, 5), "đã lập 8 Tổ")
    assert workspace.read(queries.tasks_due, clock.today()) == []
    workspace.do(ReopenTask(uid=uid))
    assert tasks(workspace)[0].is_late(clock.today())


def test_several_tasks_are_added_all_or_none(workspace):
    with pytest.raises(Refused, match="DUT-01"):
        workspace.do(AddTasks(tasks=(TaskInput(title="Lập Tổ", year=2022), TaskInput(title="", year=2022))))
    assert tasks(workspace) == []

    assert workspace.do(AddTasks(tasks=task_sets(2022)[0].tasks)).value == 7
    assert {task.group for task in tasks(workspace)} == {"Tuyên truyền"}
    workspace.undo()
    assert tasks(workspace) == []


# ---------------------------------------------------------------- from year to year


def test_what_is_open_goes_on_in_the_next_year_and_nothing_goes_twice(workspace):
    open_ = add_task(workspace, "Phủ sóng thôn Đồng Mậu", due_on=date(2022, 10, 31))
    done = add_task(workspace, "Lập Tổ")
    workspace.do(FinishTask(uid=done))

    assert workspace.do(CarryOver(from_year=2022, to_year=2023)).value == 1

    [copied] = tasks(workspace, 2023)
    assert (copied.title, copied.due_on, copied.carried_from) == (
        "Phủ sóng thôn Đồng Mậu",
        date(2023, 10, 31),
        open_,
    )
    assert tasks(workspace)[0].carried_to == copied.uid
    assert not tasks(workspace)[0].is_open
    for year in (2023, 2024):
        with pytest.raises(Refused, match="DUT-25"):
            workspace.do(CarryOver(from_year=2022, to_year=year))
    workspace.do(CarryOver(from_year=2023, to_year=2024))
    assert titles(workspace, 2024) == ["Phủ sóng thôn Đồng Mậu"]


def test_undone_and_removed_copies_may_be_carried_again(workspace):
    add_task(workspace, "Phủ sóng")
    workspace.do(CarryOver(from_year=2022, to_year=2023))
    workspace.undo()
    assert tasks(workspace, 2023) == []

    workspace.do(CarryOver(from_year=2022, to_year=2023))
    workspace.do(RemoveTask(uid=tasks(workspace, 2023)[0].uid))
    workspace.do(CarryOver(from_year=2022, to_year=2023))

    assert titles(workspace, 2023) == ["Phủ sóng"]


def test_the_29th_of_february_goes_on_as_the_28th(workspace):
    add_task(workspace, "Báo cáo", 2024, due_on=date(2024, 2, 29))

    workspace.do(CarryOver(from_year=2024, to_year=2025))

    assert tasks(workspace, 2025)[0].due_on == date(2025, 2, 28)


def test_only_the_chosen_tasks_go_on(workspace):
    add_task(workspace, "Phủ sóng")
    second = add_task(workspace, "Lắp màn hình")

    workspace.do(CarryOver(from_year=2022, to_year=2023, tasks=(second,)))

    assert titles(workspace, 2023) == ["Lắp màn hình"]


# ---------------------------------------------------------------- resources


def test_resources_are_planned_and_used_and_missing_is_not_zero(workspace):
    money = workspace.do(AddResource(resource=MONEY)).value
    workspace.do(
        AddResource(resource=ResourceInput(year=2022, kind=ResourceKind.EQUIPMENT, title="Loa", unit="chiếc", used=0))
    )

    found = workspace.read(queries.resources_of, 2022)

    assert [(line.kind, line.planned, line.used) for line in found] == [
        (ResourceKind.MONEY, 12_000_000, None),
        (ResourceKind.EQUIPMENT, None, 0),
    ]
    workspace.do(RemoveResource(uid=money))
    assert len(workspace.read(queries.resources_of, 2022)) == 1
    workspace.undo()
    assert len(workspace.read(queries.resources_of, 2022)) == 2


def test_a_removed_task_takes_its_resources_along_and_undo_brings_both_back(workspace):
    task = add_task(workspace, "Tập huấn")
    uid = workspace.do(AddResource(resource=MONEY)).value
    workspace.do(
        EditResource(
            uid=uid,
            resource=ResourceInput(
                year=2022, kind=ResourceKind.MONEY, title="Tập huấn", unit="đồng", planned=1, task=task
            ),
        )
    )
    assert workspace.read(queries.resources_of, 2022)[0].task_title == "Tập huấn"

    workspace.do(RemoveTask(uid=task))

    assert workspace.read(queries.resources_of, 2022) == []
    workspace.undo()
    assert len(workspace.read(queries.resources_of, 2022)) == 1


# ---------------------------------------------------------------- models


def model(workspace, version, *items, **fields):
    given = tuple(ItemInput(code=code, title=title) for code, title in items)
    return workspace.do(AddWorkModel(code="891-PL2", version=version, title="Mô hình cấp xã", items=given, **fields))


def test_the_list_of_a_model_is_brought_by_the_officer_for_only_its_name_is_known():
    [head] = model_heads()

    assert head.code == "891-PL2"
    assert "891/STTTT-CNTT" in head.source
    assert not hasattr(head, "items")


def test_a_reason_given_for_one_version_holds_for_the_same_item_of_the_next(workspace):
    first = model(workspace, "1", ("1.1", "Lập Ban Chỉ đạo"), ("1.2", "Phủ sóng 5G")).value
    items = workspace.read(queries.coverage, first, 2022).items
    workspace.do(LeaveOut(item=items[1].uid, reason="thuộc nhà mạng"))

    second = model(workspace, "2", ("1.2", "Phủ sóng 5G"), ("1.3", "Chữ ký số")).value

    assert [item.left_out for item in workspace.read(queries.coverage, second, 2022).items] == ["thuộc nhà mạng", ""]
    assert {one.version for one in workspace.read(queries.work_models)} == {"1", "2"}


def test_planning_twice_from_a_model_adds_nothing_twice(workspace):
    uid = model(workspace, "1", ("1.1", "Lập Ban Chỉ đạo"), ("1.2", "Lập Tổ")).value
    assert workspace.do(PlanFromModel(model=uid, year=2022)).value == 2

    with pytest.raises(Refused, match="DUT-46"):
        workspace.do(PlanFromModel(model=uid, year=2022))

    assert titles(workspace) == ["Lập Ban Chỉ đạo", "Lập Tổ"]


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((), "DUT-41"),
        ((("1.1", "Lập Tổ"), ("1.1", "Lập Ban")), "DUT-43"),
        ((("", "Lập Tổ"),), "DUT-44"),
        ((("1.1", " "),), "DUT-44"),
    ],
)
def test_a_list_that_is_no_model_is_refused(workspace, items, code):
    with pytest.raises(Refused, match=code):
        model(workspace, "1", *items)


def test_a_version_is_kept_once_and_needs_its_name(workspace):
    model(workspace, "1", ("1.1", "Lập Tổ"))

    with pytest.raises(Refused, match="DUT-42"):
        model(workspace, "1", ("1.1", "Lập Tổ"))
    with pytest.raises(Refused, match="DUT-45"):
        model(workspace, " ", ("1.1", "Lập Tổ"))


# ---------------------------------------------------------------- the sheet


def test_the_status_sheet_groups_by_owner_in_vietnamese_order_and_counts(workspace, clock):
    add_task(workspace, "Lập Tổ", owner_words="Vi Thị Ban", due_on=date(2022, 4, 1))
    done = add_task(workspace, "Tập huấn", owner_words="Hà Văn Anh")
    add_task(workspace, "Chưa ai nhận")
    workspace.do(FinishTask(uid=done, result="12 lượt người"))

    paper = workspace.read(status_paper, year=2022, day=clock.today())

    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row.text for row in table.rows if isinstance(row, GroupRow)] == [
        "Hà Văn Anh (1/1 hoàn thành)",
        "Vi Thị Ban (0/1 hoàn thành)",
        "Chưa phân công (0/1 hoàn thành)",
    ]
    cells = [row.cells for row in table.rows if isinstance(row, Row)]
    assert cells[0] == ("1", "Tập huấn", "", "hoàn thành", "Xong ngày 05/04/2022. 12 lượt người")
    assert cells[1][3] == "chưa làm, chậm 4 ngày"
    assert paper.blocks[-1].text.endswith("1 hoàn thành, 0 đang làm, 2 chưa làm, 0 không thực hiện; 1 quá hạn.")
    assert workspace.read(status_pdf, year=2022, day=clock.today()).startswith(b"%PDF")
    with pytest.raises(Refused, match="DUT-61"):
        workspace.read(status_pdf, year=2030, day=clock.today())


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("task", "code", "field"),
    [
        (TaskInput(title="", year=2022), "DUT-01", "title"),
        (TaskInput(title="x", year=1022), "DUT-22", "year"),
        (TaskInput(title="x", year=2022, due_on=date(2021, 12, 31)), "DUT-21", "due_on"),
        (TaskInput(title="x", year=2022, owner="0190-no-such"), "KER-01", ""),
        (TaskInput(title="x", year=2022, duty="0190-no-such"), "KER-01", ""),
    ],
)
def test_a_task_that_cannot_be_is_refused_beside_its_field(workspace, task, code, field):
    uid = add_task(workspace, "Lập Tổ")

    with pytest.raises(Refused) as refused:
        workspace.do(EditTask(uid=uid, task=task))

    assert (refused.value.code, refused.value.field) == (code, field)
    assert titles(workspace) == ["Lập Tổ"]


def test_a_day_to_come_and_an_undone_task_without_a_reason_are_refused(workspace):
    uid = add_task(workspace, "Lập Tổ")

    with pytest.raises(Refused, match="DUT-23"):
        workspace.do(FinishTask(uid=uid, done_on=date(2022, 4, 6)))
    with pytest.raises(Refused, match="DUT-24"):
        workspace.do(FinishTask(uid=uid, state=TaskState.NOT_APPLICABLE))
    with pytest.raises(Refused, match="DUT-26"):
        workspace.do(CarryOver(from_year=2022, to_year=2022))
    with pytest.raises(Refused, match="DUT-27"):
        workspace.do(AddTasks(tasks=()))


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": ""}, "DUT-31", "title"),
        ({"planned": -1}, "DUT-32", "planned"),
        ({"used": 10**18}, "DUT-32", "used"),
        ({"unit": " "}, "DUT-33", "unit"),
        ({"year": 3000}, "DUT-22", "year"),
    ],
)
def test_a_resource_that_cannot_be_is_refused_beside_its_field(workspace, fields, code, field):
    given = {"year": 2022, "kind": ResourceKind.MONEY, "title": "Tập huấn", "unit": "đồng"} | fields

    with pytest.raises(Refused) as refused:
        workspace.do(AddResource(resource=ResourceInput(**given)))

    assert (refused.value.code, refused.value.field) == (code, field)


def test_papers_stay_vietnamese_when_the_window_speaks_english(workspace, clock):
    add_task(workspace, "Lập Tổ", due_on=date(2022, 4, 1))
    workspace.do(AddResource(resource=MONEY))
    choose_language("en")
    try:
        shown = task_standing(tasks(workspace)[0], clock.today())
        paper = workspace.read(status_paper, year=2022, day=clock.today())
        [table] = resource_table(workspace.read(queries.resources_of, 2022), with_used=True)
    finally:
        choose_language("vi")

    assert shown == "not begun, 4 days late"
    [rows] = [block.rows for block in paper.blocks if isinstance(block, Table)]
    assert rows[1].cells[3] == "chưa làm, chậm 4 ngày"
    assert table.rows[0][2] == "Kinh phí"
