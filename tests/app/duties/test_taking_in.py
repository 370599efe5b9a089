"""Pasted tables of tasks and of a model's items: previewed row by row, taken in by one command."""

from __future__ import annotations

from datetime import date

import pytest

from app.duties import queries
from app.duties.commands import AddWorkModel
from app.duties.taking_in import shown_items, shown_tasks
from app.importing.grid import read_clipboard
from tests.app.duties.invented import add_task

TASKS = (
    "TT\tNội dung công việc\tĐơn vị chủ trì\tThời gian hoàn thành\tLĩnh vực\n"
    "1\tLập Tổ công nghệ số\tCông chức Văn hóa\t30/6/2022\tTổ chức\n"
    "2\tLập ban chỉ đạo\tVăn phòng\t31/02/2022\tTổ chức\n"
    "3\tMở lớp kỹ năng số\tĐoàn Thanh niên\t\tKỹ năng\n"
    "4\tBáo cáo năm trước\t\t01/12/2021\t\n"
    "5\tTập huấn\t\t\t\n"
)


def test_rows_are_new_there_already_or_refused_with_the_reason_and_one_command_adds_the_new(workspace):
    add_task(workspace, "Mở lớp kỹ năng số")
    kept = workspace.read(queries.tasks, year=2022)

    shown = shown_tasks(read_clipboard(TASKS), 2022, kept)

    assert [row.state for row in shown.rows] == ["new", "refused", "same", "refused", "new"]
    assert "31/02/2022" in " ".join(shown.rows[1].messages.values())
    assert "sớm hơn năm 2022" in " ".join(shown.rows[3].messages.values())
    assert workspace.do(shown.tasks()).value == 2
    found = {task.title: task for task in workspace.read(queries.tasks, year=2022)}
    first = found["Lập Tổ công nghệ số"]
    assert (first.owner_name, first.due_on, first.group) == ("Công chức Văn hóa", date(2022, 6, 30), "Tổ chức")
    workspace.undo()
    assert len(workspace.read(queries.tasks, year=2022)) == 1


def test_tasks_without_headings_are_known_by_what_stands_in_their_columns(workspace):
    table = "NV1\tLập Tổ công nghệ số\tVăn phòng\t30/6/2022\nNV2\tTập huấn kỹ năng số\tĐoàn xã\t15/7/2022\n"

    shown = shown_tasks(read_clipboard(table), 2022, ())

    assert [(row.made.title, row.made.due_on) for row in shown.rows] == [
        ("Lập Tổ công nghệ số", date(2022, 6, 30)),
        ("Tập huấn kỹ năng số", date(2022, 7, 15)),
    ]


@pytest.mark.parametrize("codes", [("1", "2"), ("1.1", "1.2"), ("NV-01", "NV-02"), ("I", "II"), ("a)", "b)")])
@pytest.mark.parametrize("turned", [False, True])
def test_items_without_headings_are_known_by_their_codes(workspace, codes, turned):
    titles = ("Lập Ban Chỉ đạo", "Mở lớp kỹ năng số cho Tổ")
    pairs = [f"{title}\t{code}" if turned else f"{code}\t{title}" for code, title in zip(codes, titles, strict=True)]

    shown = shown_items(read_clipboard("\n".join(pairs)))

    assert [(item.code, item.title) for item in shown.items()] == list(zip(codes, titles, strict=True))
    assert any("đoán theo nội dung" in remark for remark in shown.remarks)


def test_the_items_of_a_model_are_read_with_their_codes_and_become_a_version(workspace):
    table = (
        "Mã\tNhiệm vụ\tNhóm\n1.1\tLập Ban Chỉ đạo\tTổ chức\n1.2\tLập Tổ\tTổ chức\n1.1\tLập lần nữa\t\n\tKhông mã\t\n"
    )

    shown = shown_items(read_clipboard(table))

    assert [row.state for row in shown.rows] == ["new", "new", "same", "refused"]
    uid = workspace.do(AddWorkModel(code="891-PL2", version="1", title="Mô hình", items=shown.items())).value
    assert [item.code for item in workspace.read(queries.coverage, uid, 2022).items] == ["1.1", "1.2"]
