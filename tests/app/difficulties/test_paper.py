"""The printed list of open difficulties, and the words of their way."""

from __future__ import annotations

from datetime import date

import pytest

from app.difficulties.commands import AnswerDifficulty, CloseDifficulty, RaiseDifficulty, SendDifficulty
from app.difficulties.paper import TITLE, open_paper, open_pdf
from app.difficulties.queries import difficulty
from app.difficulties.wording import age, state, step_day, usual_addressee, way
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.offices.queries import standing
from app.typesetting import model
from app.workspace import Workspace
from db.vocabulary import DifficultyState
from tests.support.stores import day

TODAY = date(2022, 4, 5)


def raised(workspace: Workspace, title: str, addressee: str = "UBND huyện Hà Trung") -> str:
    uid: str = workspace.do(RaiseDifficulty(title=title, addressee=addressee, wish="Đề nghị hỗ trợ")).value
    return uid


def rows_of(workspace: Workspace, on: date) -> list[model.Row | model.GroupRow]:
    paper = workspace.read(open_paper, day=on)
    return next(list(block.rows) for block in paper.blocks if isinstance(block, model.Table))


def test_the_list_has_what_is_open_by_addressee_with_its_state_and_age(workspace: Workspace, clock: FixedClock) -> None:
    first, closed = raised(workspace, "Mất sóng"), raised(workspace, "Mất điện")
    clock.set(day("2022-04-15"))
    raised(workspace, "Thiếu máy quét", "Sở Tài chính")
    workspace.do(SendDifficulty(uid=first, sent_on=date(2022, 4, 8)))
    workspace.do(CloseDifficulty(uid=closed, closed_on=date(2022, 4, 9)))
    rows = rows_of(workspace, date(2022, 4, 15))
    assert [row.text if isinstance(row, model.GroupRow) else row.cells for row in rows] == [
        "Nơi nhận: UBND huyện Hà Trung",
        (
            "1",
            "Mất sóng",
            "Đề nghị hỗ trợ",
            "Toàn xã",
            "05/04/2022",
            "Đã gửi, chờ xác nhận (ngày 08/04/2022)",
            "10",
        ),
        "Nơi nhận: Sở Tài chính",
        ("2", "Thiếu máy quét", "Đề nghị hỗ trợ", "Toàn xã", "15/04/2022", "Đã ghi nhận, chưa gửi", "0"),
    ]


def test_an_answer_stands_in_the_list_and_the_list_is_a_pdf(workspace: Workspace, clock: FixedClock) -> None:
    uid = raised(workspace, "Mất sóng")
    workspace.do(SendDifficulty(uid=uid, sent_on=TODAY))
    workspace.do(AnswerDifficulty(uid=uid, answered_on=TODAY, answer="Lắp trạm trong quý II."))
    (_group, row) = rows_of(workspace, TODAY)
    assert isinstance(row, model.Row)
    assert row.cells[5] == "Đã trả lời, chưa khép lại (ngày 05/04/2022): Lắp trạm trong quý II."
    assert workspace.read(open_pdf, day=TODAY).startswith(b"%PDF")
    paper = workspace.read(open_paper, day=TODAY)
    assert any(isinstance(block, model.TypeTitle) and block.type_name == TITLE for block in paper.blocks)


def test_with_nothing_open_there_is_nothing_to_print(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="DIF-61"):
        workspace.read(open_pdf, day=TODAY)


def test_row_0_19_the_usual_addressee_is_the_superior_with_its_route(workspace: Workspace) -> None:
    before, after = (workspace.read(standing, on) for on in (TODAY, date(2025, 7, 1)))
    assert usual_addressee(before) == "UBND huyện Hà Trung (qua Phòng Văn hóa và Thông tin)"
    assert usual_addressee(after) == "UBND tỉnh Thanh Hóa (qua Sở Khoa học và Công nghệ)"


def test_the_way_tells_each_step_with_its_day_and_what_was_passed_by(workspace: Workspace, clock: FixedClock) -> None:
    uid = raised(workspace, "Mất sóng")
    clock.set(day("2022-04-15"))
    workspace.do(SendDifficulty(uid=uid, sent_on=date(2022, 4, 8)))
    view = workspace.read(difficulty, uid)
    assert view is not None
    assert [(each.taken, step_day(each)) for each in way(view)] == [
        (True, "05/04/2022"),
        (True, "08/04/2022"),
        (False, "chưa"),
        (False, "chưa"),
        (False, "chưa"),
    ]
    assert age(view, date(2022, 4, 15)) == "10 ngày"
    workspace.do(CloseDifficulty(uid=uid, closed_on=date(2022, 4, 12)))
    view = workspace.read(difficulty, uid)
    assert view is not None
    assert [step_day(each) for each in way(view)][2:] == ["bỏ qua", "bỏ qua", "12/04/2022"]
    assert age(view, date(2023, 1, 1)) == "hết 7 ngày"


def test_no_state_reads_as_if_it_were_a_later_one() -> None:
    sent = state(DifficultyState.SENT)
    assert "đã nhận" not in sent and sent.startswith("đã gửi")
    assert len({state(kind) for kind in DifficultyState}) == len(DifficultyState)
