"""The message for Zalo: what is due in plain words, the same words for the same records, short enough to be logged."""

from __future__ import annotations

from datetime import date

import pytest

from app.contacts.message import Message, MessageWish, compose_message
from app.contacts.rules import TEXT_LIMIT
from app.duties.commands import FinishTask, MarkFulfilled
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.workspace import Workspace
from tests.app.duties.invented import add_task, confirm, monthly, person

TODAY = date(2022, 4, 5)


def composed(workspace: Workspace, wish: MessageWish | None = None, day: date = TODAY) -> Message:
    found: Message = workspace.read(compose_message, day, wish)
    return found


def test_row_4_10_the_weeks_duties_and_tasks_are_ready_to_paste(workspace: Workspace) -> None:
    confirm(workspace, monthly(title="Báo cáo nhanh", due_day=10, valid_from=date(2022, 4, 1)))
    add_task(workspace, "Ra quân cài VNeID", due_on=date(2022, 4, 8), owner=person(workspace))
    message = composed(workspace, MessageWish(until=date(2022, 4, 7)))
    assert message.text.splitlines() == [
        "UBND xã Mẫu Sơn - CÔNG VIỆC CHUYỂN ĐỔI SỐ (từ 05/04/2022 đến 12/04/2022)",
        "Kính gửi các đồng chí Tổ trưởng Tổ công nghệ số cộng đồng,",
        "",
        "1. BÁO CÁO, NHIỆM VỤ ĐẾN HẠN:",
        "- Báo cáo nhanh, tháng 4 năm 2022: chậm nhất thứ Bảy 09/04/2022, gửi UBND huyện Triệu Sơn.",
        "",
        "2. CÔNG VIỆC ĐẾN HẠN:",
        "- Ra quân cài VNeID (Lò Thị Thử): hạn thứ Sáu 08/04/2022.",
        "",
        "Đề nghị các Tổ gửi số liệu và ảnh trước hết thứ Năm, ngày 07/04/2022.",
        "Khó khăn, vướng mắc xin báo ngay để xã tổng hợp. Trân trọng!",
    ]
    assert message.things == 2
    assert composed(workspace, MessageWish(until=date(2022, 4, 7))) == message


def test_what_is_done_or_far_away_is_not_spoken_of(workspace: Workspace, clock: FixedClock) -> None:
    uid = confirm(workspace, monthly(due_day=10, valid_from=date(2022, 4, 1)))
    task = add_task(workspace, "Lập Tổ", due_on=date(2022, 4, 6))
    add_task(workspace, "Sơ kết năm", due_on=date(2022, 12, 30))
    assert composed(workspace).things == 2
    workspace.do(MarkFulfilled(duty=uid, period="2022-04", handed_over_at=clock.now(), note="thư điện tử"))
    workspace.do(FinishTask(uid=task, done_on=TODAY, result="xong"))
    message = composed(workspace)
    assert message.things == 0
    assert "không có báo cáo, công việc nào đến hạn" in message.text


def test_late_periods_of_one_duty_are_one_line_and_can_be_left_out(workspace: Workspace) -> None:
    confirm(workspace, monthly(valid_from=date(2022, 1, 1)))
    add_task(workspace, "Nộp ảnh", due_on=date(2022, 4, 1))
    message = composed(workspace)
    assert "1. ĐÃ QUÁ HẠN:" in message.text
    assert "tháng 1 năm 2022 và 2 kỳ sau: hạn 19/01/2022." in message.text
    assert message.text.count("\n- ") == 2
    without = composed(workspace, MessageWish(with_late=False))
    assert without.things == 0 and "Nộp ảnh" not in without.text


def test_tasks_can_be_left_out_and_the_addressee_is_whoever_is_named(workspace: Workspace) -> None:
    add_task(workspace, "Nộp ảnh", due_on=TODAY)
    message = composed(workspace, MessageWish(to="nhóm Zalo Thôn Đông", with_tasks=False))
    assert "Nộp ảnh" not in message.text
    assert "Kính gửi nhóm Zalo Thôn Đông," in message.text


@pytest.mark.parametrize("times", [2, 55])
def test_a_message_can_always_be_logged_and_keeps_its_end(workspace: Workspace, times: int) -> None:
    for number in range(30):
        add_task(workspace, f"Việc {number} " + "rất dài " * times, due_on=date(2022, 4, 6 if number % 2 else 1))
    message = composed(workspace, MessageWish(to="các Tổ " * 200))
    assert len(message.text) <= TEXT_LIMIT
    assert message.text.endswith("Trân trọng!")
    assert "việc khác." in message.text and message.things == 30


def test_without_an_office_the_step_to_take_is_told(empty: Workspace) -> None:
    with pytest.raises(Refused, match="OFF-01"):
        composed(empty)
