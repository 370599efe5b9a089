"""Difficulties and proposals in a real store: raised in four fields, sent is not received, age, figures, refusals."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.checking import everything_missing
from app.difficulties.commands import (
    AnswerDifficulty,
    CloseDifficulty,
    DecideProposal,
    EditDifficulty,
    RaiseDifficulty,
    ReceiveDifficulty,
    RemoveDifficulty,
    ReopenDifficulty,
    SendDifficulty,
    SubmitProposal,
)
from app.difficulties.queries import difficulties, difficulty, figures, open_during, proposals
from app.difficulties.views import DifficultyView
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.workspace import Workspace
from db.vocabulary import DifficultyState, Outcome
from tests.support.stores import day

TODAY = date(2022, 4, 5)
STEPS = {
    "send": SendDifficulty(uid="", sent_on=date(2022, 4, 6), how="Báo cáo tháng 4"),
    "receive": ReceiveDifficulty(uid="", received_on=date(2022, 4, 7)),
    "answer": AnswerDifficulty(uid="", answered_on=date(2022, 4, 12), answer="Sẽ bổ sung trạm phát sóng trong quý II."),
    "close": CloseDifficulty(uid="", closed_on=date(2022, 4, 20), note="Đã có sóng."),
}


@pytest.fixture
def raised(workspace: Workspace) -> str:
    uid: str = workspace.do(
        RaiseDifficulty(
            title="Thôn vùng trũng chưa có sóng 4G",
            wish="Đề nghị lắp thêm trạm phát sóng",
            addressee="UBND huyện (qua Phòng Văn hóa và Thông tin)",
        )
    ).value
    return uid


def seen(workspace: Workspace, uid: str) -> DifficultyView:
    view = workspace.read(difficulty, uid)
    assert view is not None
    return view


def take(workspace: Workspace, clock: FixedClock, uid: str, *steps: str) -> DifficultyView:
    clock.set(day("2022-04-25"))
    for step in steps:
        fields = {**STEPS[step].__dict__, "uid": uid}
        workspace.do(type(STEPS[step])(**fields))
    return seen(workspace, uid)


def test_row_0_19_three_fields_raise_a_difficulty_and_its_age_is_counted(
    workspace: Workspace, clock: FixedClock, raised: str
) -> None:
    view = seen(workspace, raised)
    assert (view.state, view.raised_on, view.age(TODAY)) == (DifficultyState.RAISED, TODAY, 0)
    assert view.age(TODAY + timedelta(days=9)) == 9
    found = workspace.read(everything_missing, TODAY + timedelta(days=3))
    assert [each.uid for each in found if each.code == "DIF-UNSENT"] == [raised]


def test_row_0_19_the_addressee_is_whoever_is_named(workspace: Workspace) -> None:
    uid = workspace.do(RaiseDifficulty(title="Thiếu máy quét", addressee="Sở Khoa học và Công nghệ")).value
    assert seen(workspace, uid).addressee == "Sở Khoa học và Công nghệ"


def test_sent_is_not_received_and_answered_is_not_closed(workspace: Workspace, clock: FixedClock, raised: str) -> None:
    sent = take(workspace, clock, raised, "send")
    assert (sent.state, sent.sent_on, sent.received_on) == (DifficultyState.SENT, date(2022, 4, 6), None)
    assert take(workspace, clock, raised, "receive").state is DifficultyState.RECEIVED
    answered = take(workspace, clock, raised, "answer")
    assert answered.state is DifficultyState.ANSWERED and answered.is_open
    closed = take(workspace, clock, raised, "close")
    assert (closed.is_open, closed.age(date(2023, 1, 1))) == (False, 15)


def test_an_answer_without_a_receipt_proves_that_it_was_received(
    workspace: Workspace, clock: FixedClock, raised: str
) -> None:
    assert take(workspace, clock, raised, "send", "answer").received_on == date(2022, 4, 12)


@pytest.mark.parametrize("taken", [(), ("send",), ("send", "receive"), ("send", "receive", "answer")], ids="-".join)
def test_a_difficulty_opened_again_stands_where_it_stood(
    workspace: Workspace, clock: FixedClock, raised: str, taken: tuple[str, ...]
) -> None:
    before = take(workspace, clock, raised, *taken).state
    take(workspace, clock, raised, "close")
    workspace.do(ReopenDifficulty(uid=raised))
    view = seen(workspace, raised)
    assert (view.state, view.closed_on) == (before, None)


def test_a_step_out_of_order_is_refused_and_changes_nothing(
    workspace: Workspace, clock: FixedClock, raised: str
) -> None:
    before = seen(workspace, raised)
    for step in ("receive", "answer"):
        with pytest.raises(Refused, match="DIF-05"):
            take(workspace, clock, raised, step)
    assert seen(workspace, raised) == before
    take(workspace, clock, raised, "send")
    with pytest.raises(Refused, match="DIF-05"):
        workspace.do(RemoveDifficulty(uid=raised))


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RaiseDifficulty(title="  ", addressee="UBND huyện"), "DIF-01", "title"),
        (RaiseDifficulty(title="Mất điện", addressee=""), "DIF-02", "addressee"),
        (RaiseDifficulty(title="Mất điện", addressee="X", raised_on=date(2022, 4, 6)), "DIF-03", "raised_on"),
        (RaiseDifficulty(title="M" * 301, addressee="X"), "TXT-01", "title"),
        (SubmitProposal(title="", addressee="X", submitted_on=TODAY), "DIF-07", "title"),
        (SubmitProposal(title="Mua máy", addressee=" ", submitted_on=TODAY), "DIF-02", "addressee"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    workspace: Workspace, command: object, code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        workspace.do(command)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert workspace.read(difficulties) == [] and workspace.read(proposals) == []


def test_days_run_forwards(workspace: Workspace, clock: FixedClock, raised: str) -> None:
    with pytest.raises(Refused, match="DIF-04"):
        workspace.do(SendDifficulty(uid=raised, sent_on=date(2022, 4, 4)))
    take(workspace, clock, raised, "send")
    view = seen(workspace, raised)
    with pytest.raises(Refused, match="DIF-04"):
        workspace.do(
            EditDifficulty(
                uid=raised,
                title=view.title,
                wish=view.wish,
                addressee=view.addressee,
                hamlet=None,
                detail="",
                area="",
                raised_on=date(2022, 4, 10),
            )
        )


def test_every_step_is_undone_in_one_go(workspace: Workspace, clock: FixedClock, raised: str) -> None:
    for step in STEPS:
        before = seen(workspace, raised)
        take(workspace, clock, raised, step)
        workspace.undo()
        assert seen(workspace, raised) == before
        take(workspace, clock, raised, step)


def test_a_report_tells_of_those_open_within_its_days(workspace: Workspace, clock: FixedClock, raised: str) -> None:
    take(workspace, clock, raised, *STEPS)
    clock.set(datetime.fromisoformat("2022-05-10T02:00:00+00:00"))
    later = workspace.do(RaiseDifficulty(title="Loa truyền thanh hỏng", addressee="UBND huyện")).value
    april = workspace.read(open_during, date(2022, 4, 1), date(2022, 4, 30))
    may = workspace.read(open_during, date(2022, 5, 1), date(2022, 5, 31))
    assert ([each.uid for each in april], [each.uid for each in may]) == ([raised], [later])


def test_figures_count_each_step_in_its_own_span(workspace: Workspace, clock: FixedClock, raised: str) -> None:
    take(workspace, clock, raised, *STEPS)
    early = workspace.read(figures, date(2022, 4, 1), date(2022, 4, 14))
    late = workspace.read(figures, date(2022, 4, 15), date(2022, 4, 30))
    counts = {key: (early[key].value, late[key].value) for key in early}
    assert counts["difficulty.raised"] == (1, 0)
    assert counts["difficulty.open"] == (1, 0)
    assert counts["difficulty.answered"] == (1, 0)
    assert counts["difficulty.closed"] == (0, 1)
    assert [source.uid for source in early["difficulty.raised"].sources] == [raised]


def test_row_4_06_a_proposal_is_kept_with_what_became_of_it(workspace: Workspace, clock: FixedClock) -> None:
    uid = workspace.do(
        SubmitProposal(title="Hỗ trợ phí chữ ký số cho hộ nghèo", addressee="Ủy ban nhân dân xã", submitted_on=TODAY)
    ).value
    (pending,) = workspace.read(proposals)
    assert (pending.outcome, pending.outcome_on) == (Outcome.PENDING, None)
    with pytest.raises(Refused, match="DIF-08"):
        workspace.do(DecideProposal(uid=uid, outcome=Outcome.PENDING, outcome_on=TODAY))
    clock.set(day("2022-05-01"))
    workspace.do(
        DecideProposal(uid=uid, outcome=Outcome.PARTLY, outcome_on=date(2022, 4, 28), words="Hỗ trợ một nửa phí.")
    )
    (decided,) = workspace.read(proposals)
    assert (decided.outcome, decided.outcome_words) == (Outcome.PARTLY, "Hỗ trợ một nửa phí.")
    april = workspace.read(figures, date(2022, 4, 1), date(2022, 4, 30))
    assert (april["proposal.submitted"].value, april["proposal.accepted"].value) == (1, 1)


def test_search_finds_without_tones(workspace: Workspace, raised: str) -> None:
    assert [each.uid for each in workspace.read(difficulties, text="vung trung")] == [raised]
    assert workspace.read(difficulties, text="vùng cao") == []
