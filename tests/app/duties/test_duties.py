"""Duties in a real store: confirmed, edited, ended, fulfilled, waived, undone; and every refusal in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.checking import everything_missing
from app.duties import queries
from app.duties.commands import (
    ClearFulfilment,
    ConfirmDuties,
    ConfirmDuty,
    DropDuty,
    DropSentence,
    DutyArose,
    DutyInput,
    EditDuty,
    EndDuty,
    MarkFulfilled,
    ReadDeadlines,
    WaivePeriod,
    WaivePeriods,
)
from app.duties.ready import offers
from app.duties.rules import findings, remark
from app.duties.views import DueState
from app.duties.wording import deadline
from app.kernel.problems import Refused
from app.kernel.words import choose_language
from db.models import IncomingLetter
from db.vocabulary import Cadence, DutyState, PeriodScheme
from tests.app.duties.invented import confirm, monthly, person


def due(workspace, day="2022-04-05", **kw):
    return workspace.read(queries.due, date.fromisoformat(day), **kw)


def states(workspace, day="2022-04-05", **kw):
    return [(view.key, view.state) for view in due(workspace, day, **kw)]


@pytest.fixture
def letter(workspace):
    """A letter as the register of incoming letters keeps it."""
    from dataclasses import dataclass

    from app.kernel import commands

    @dataclass(frozen=True)
    class KeepLetter:
        """Stands in for the register."""

    def keep(work, _command):
        row = work.new(
            IncomingLetter,
            arrived_on=date(2022, 4, 4),
            symbol="559/UBND-VHTT",
            type_name="Công văn",
            issued_on=date(2022, 4, 1),
            issuer="UBND huyện Hà Trung",
            subject="thành lập Ban Chỉ đạo",
        )
        work.session.flush()
        return row.uid

    commands.handles(KeepLetter, action="test.letter", needs=commands.Permission.WRITE, sentence="x")(keep)
    try:
        yield workspace.do(KeepLetter()).value
    finally:
        del commands._by_command[KeepLetter], commands._by_action["test.letter"]


def test_a_confirmed_duty_is_due_and_its_last_day_is_the_nineteenth(workspace):
    confirm(workspace, monthly())

    [march, april] = due(workspace, ahead=14)

    assert (march.key, march.last_day, march.state, march.remaining) == (
        "2022-03",
        date(2022, 3, 19),
        DueState.LATE,
        -17,
    )
    assert (april.last_day, april.state, april.remaining) == (date(2022, 4, 19), DueState.WAITING, 14)


def test_a_duty_from_a_letter_begins_on_the_letters_day_and_keeps_its_sentence(workspace, letter):
    workspace.do(
        ConfirmDuty(
            duty=monthly(valid_from=None, due_day=26),
            letter=letter,
            sentence="báo cáo nhanh … trước ngày 26 hàng tháng",
            sentence_at=1812,
        )
    )

    [kept] = workspace.read(queries.duties, letter=letter)

    assert kept.valid_from == date(2022, 4, 1)
    assert (kept.sentence, kept.sentence_at) == ("báo cáo nhanh … trước ngày 26 hàng tháng", 1812)
    assert deadline(kept) == "trước ngày 26 hằng tháng"


def test_a_sentence_that_asks_nothing_is_kept_as_dropped_and_is_never_due(workspace, letter):
    workspace.do(DropSentence(letter=letter, sentence="Hoạt động theo Công văn số 557/STTTT-CNTT", sentence_at=10))

    [kept] = workspace.read(queries.duties, letter=letter, dropped=True)

    assert kept.state is DutyState.DROPPED
    assert workspace.read(queries.duties, letter=letter) == []
    assert due(workspace, ahead=400, done=True) == []


def test_several_duties_are_confirmed_all_or_none(workspace):
    wrong = ConfirmDuty(duty=monthly(due_day=32))

    with pytest.raises(Refused):
        workspace.do(ConfirmDuties(duties=(ConfirmDuty(duty=monthly()), wrong)))

    assert workspace.read(queries.duties) == []


def test_a_dropped_duty_is_no_longer_due_until_that_is_undone(workspace):
    uid = confirm(workspace, monthly())

    workspace.do(DropDuty(uid=uid, reason="nhập nhầm"))

    assert due(workspace, ahead=30) == []
    workspace.undo()
    assert len(due(workspace, ahead=14)) == 2


def test_an_ended_duty_owes_what_closed_until_then_and_nothing_after(workspace):
    uid = confirm(workspace, monthly(valid_from=date(2025, 5, 1)))

    workspace.do(EndDuty(uid=uid, last_day=date(2025, 6, 30)))

    assert [view.key for view in due(workspace, "2025-12-31")] == ["2025-05", "2025-06"]


def test_the_reading_of_deadlines_is_switched_for_one_receiver_and_leaves_the_others(workspace):
    confirm(workspace, monthly())
    confirm(workspace, monthly(title="Báo cáo nhanh", due_day=26, receiver="BCĐ huyện Hà Trung"))

    outcome = workspace.do(ReadDeadlines(receiver="UBND huyện Triệu Sơn", exclusive=False))

    assert outcome.value == 1
    assert {view.last_day.day for view in due(workspace, ahead=30) if view.key == "2022-04"} == {20, 25}
    workspace.undo()
    assert {view.last_day.day for view in due(workspace, ahead=30) if view.key == "2022-04"} == {19, 25}


def test_what_was_handed_over_is_on_time_or_late_by_its_moment_and_can_be_taken_back(workspace, clock):
    uid = confirm(workspace, monthly())

    workspace.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=clock.now(), note="nộp trực tiếp"))

    assert states(workspace, done=True) == [("2022-03", DueState.DONE_LATE)]
    workspace.do(ClearFulfilment(duty=uid, period="2022-03"))
    assert states(workspace, done=True) == [("2022-03", DueState.LATE)]
    workspace.do(
        MarkFulfilled(duty=uid, period="2022-03", handed_over_at=datetime(2022, 3, 19, 16, 59, 59, tzinfo=UTC))
    )
    assert states(workspace, done=True) == [("2022-03", DueState.DONE_ON_TIME)]


def test_undo_of_a_fulfilment_that_lives_again_opens_the_period(workspace, clock):
    uid = confirm(workspace, monthly())
    workspace.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=clock.now()))
    workspace.do(ClearFulfilment(duty=uid, period="2022-03"))
    workspace.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=clock.now()))

    workspace.undo()

    assert states(workspace) == [("2022-03", DueState.LATE)]


def test_what_lies_ready_without_a_moment_is_not_yet_handed_over(workspace):
    uid = confirm(workspace, monthly())

    workspace.do(MarkFulfilled(duty=uid, period="2022-03", proof_noun="activity", proof="uid-of-an-entry"))

    [view] = due(workspace)
    assert view.state is DueState.LATE
    assert view.fulfilment.has_proof


def test_old_periods_are_waived_together_for_one_reason_with_one_undo(workspace):
    uid = confirm(workspace, monthly(valid_from=date(2022, 1, 1)))

    outcome = workspace.do(
        WaivePeriods(duty=uid, periods=("2022-01", "2022-02", "2022-03"), reason="chưa dùng phần mềm")
    )

    assert outcome.value == 3
    assert due(workspace) == []
    assert {view.state for view in due(workspace, done=True)} == {DueState.WAIVED}
    workspace.undo()
    assert len(due(workspace)) == 3


def test_a_conditional_duty_becomes_a_task_when_it_arises(workspace):
    uid = confirm(workspace, monthly(title="Phản ánh khó khăn", cadence=Cadence.CONDITIONAL, condition="khi có"))

    workspace.do(DutyArose(duty=uid, day=date(2022, 4, 5), due_on=date(2022, 4, 8), detail="mất sóng thôn Đồng Mậu"))

    [task] = workspace.read(queries.tasks_due, date(2022, 4, 5))
    assert (task.title, task.duty, task.owner_name) == ("Phản ánh khó khăn", uid, "Công chức Văn hóa - Xã hội")
    assert due(workspace, ahead=400) == []


# ---------------------------------------------------------------- findings


def test_a_duty_without_anybody_in_charge_is_found_and_named(workspace):
    uid = confirm(workspace, monthly(owner_words=""))

    [found] = workspace.read(findings, date(2022, 4, 5))

    assert (found.code, found.uid) == ("DUT-OWNER", uid)
    assert "Báo cáo kết quả triển khai hằng tháng" in found.message
    assert any(one.code == "DUT-OWNER" for one in workspace.read(everything_missing, date(2022, 4, 5)))
    workspace.do(EditDuty(uid=uid, duty=monthly(owner_words="", owner=person(workspace))))
    assert workspace.read(findings, date(2022, 4, 5)) == []
    assert workspace.read(queries.duties)[0].owner_name == "Lò Thị Thử"


def test_the_same_duty_twice_at_one_time_is_found_and_one_after_the_other_is_not(workspace):
    confirm(workspace, monthly(valid_to=date(2025, 6, 30)))
    second = confirm(workspace, monthly(valid_from=date(2025, 7, 1)))
    assert workspace.read(findings, date(2022, 4, 5)) == []

    workspace.do(EditDuty(uid=second, duty=monthly(valid_from=date(2025, 6, 1))))

    [found] = workspace.read(findings, date(2022, 4, 5))
    assert found.code == "DUT-OVERLAP"
    assert "01/06/2025" in found.message


def test_a_deadline_before_the_data_close_is_remarked_upon(workspace):
    confirm(workspace, monthly(due_day=10))
    [kept] = workspace.read(queries.duties)

    assert "14/03/2022" in remark(kept)
    workspace.do(EditDuty(uid=kept.uid, duty=monthly()))
    assert remark(workspace.read(queries.duties)[0]) == ""


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("duty", "code", "field"),
    [
        (monthly(title="  "), "DUT-01", "title"),
        (monthly(due_day=0), "DUT-02", "due_day"),
        (monthly(due_day=32), "DUT-02", "due_day"),
        (monthly(due_day=-5), "DUT-02", "due_day"),
        (monthly(cadence=Cadence.WEEKLY, due_day=8), "DUT-02", "due_day"),
        (monthly(scheme=PeriodScheme.CUSTOM), "DUT-03", "cut_off_day"),
        (monthly(scheme=PeriodScheme.CUSTOM, cut_off_day=0), "DUT-03", "cut_off_day"),
        (monthly(scheme=PeriodScheme.CUSTOM, cut_off_day=29), "DUT-03", "cut_off_day"),
        (monthly(due_month_offset=-1), "DUT-04", "due_month_offset"),
        (monthly(due_month_offset=13), "DUT-04", "due_month_offset"),
        (monthly(valid_to=date(2022, 2, 28)), "DUT-05", "valid_to"),
        (monthly(title="x" * 501), "TXT-01", "title"),
        (monthly(owner="0190-no-such"), "KER-01", ""),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(workspace, duty, code, field):
    with pytest.raises(Refused) as refused:
        confirm(workspace, duty)

    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.sentence and refused.value.next_step
    assert workspace.read(queries.duties) == []


def test_a_period_the_duty_has_not_is_refused(workspace, clock):
    uid = confirm(workspace, monthly())

    for key in ("once", "2022-Q1", "2022-13", ""):
        with pytest.raises(Refused, match="DUT-10"):
            workspace.do(MarkFulfilled(duty=uid, period=key, handed_over_at=clock.now()))


def test_a_moment_to_come_is_refused_as_when_the_clock_was_set_back(workspace, clock):
    uid = confirm(workspace, monthly())
    handed_over = clock.now()
    clock.move(timedelta(days=-30))

    with pytest.raises(Refused, match="DUT-11"):
        workspace.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=handed_over))


def test_waiving_without_a_reason_and_ending_before_the_beginning_are_refused(workspace):
    uid = confirm(workspace, monthly())

    with pytest.raises(Refused, match="DUT-13"):
        workspace.do(WaivePeriod(duty=uid, period="2022-03", reason=" "))
    with pytest.raises(Refused, match="DUT-14"):
        workspace.do(EndDuty(uid=uid, last_day=date(2022, 2, 1)))


# ---------------------------------------------------------------- ready-made


def test_every_ready_made_duty_can_be_taken_and_names_its_source(workspace):
    found = workspace.read(offers, date(2022, 4, 5))

    workspace.do(ConfirmDuties(duties=tuple(offer.command for offer in found)))

    kept = {view.code: view for view in workspace.read(queries.duties)}
    assert set(kept) == {"R1-thang", "R1-quy", "R2", "R3-6thang", "R3-nam", "R3-dotxuat", "R4", "R5"}
    assert all(view.source and view.sentence and view.receiver for view in kept.values())
    assert (kept["R1-thang"].due_day, kept["R2"].due_day) == (20, 26)
    assert kept["R2"].receiver == "Ban Chỉ đạo chuyển đổi số huyện Hà Trung"
    assert kept["R2"].via == "Phòng Văn hóa và Thông tin"
    assert all(view.valid_to == date(2025, 6, 30) for view in kept.values())
    assert all(offer.is_taken for offer in workspace.read(offers, date(2022, 4, 5)))


def test_since_the_districts_are_gone_the_province_receives_and_the_days_are_to_be_compared(workspace, clock):
    clock.move(timedelta(days=365 * 4))
    found = workspace.read(offers, clock.today())

    assert "R4" not in {offer.command.duty.code for offer in found}
    assert {offer.command.duty.valid_to for offer in found} == {None}
    assert all("01/7/2025" in offer.remark for offer in found)
    assert found[0].command.duty.receiver == "UBND tỉnh Thanh Hóa"
    assert all(offer.command.duty.valid_from == clock.today().replace(day=1) for offer in found)


def test_deadlines_are_told_in_words(workspace):
    choose_language("vi")
    for fields in (
        {},
        {"exclusive": False},
        {"cadence": Cadence.QUARTERLY, "due_month_offset": 1},
        {"cadence": Cadence.WEEKLY, "due_day": 5},
        {"cadence": Cadence.ONCE, "due_on": date(2022, 4, 10)},
        {"due_day": None},
    ):
        confirm(workspace, monthly(valid_from=date(2022, 4, 1), **fields))

    assert sorted(deadline(view) for view in workspace.read(queries.duties)) == [
        "",
        "trước ngày 10/04/2022",
        "trước ngày 20 của tháng sau kỳ báo cáo",
        "trước ngày 20 hằng tháng",
        "trước thứ Sáu hằng tuần",
        "đến hết ngày 20 hằng tháng",
    ]


def test_a_duty_input_says_what_a_letter_usually_leaves_out():
    assert DutyInput(title="x").exclusive
    assert DutyInput(title="x").scheme is PeriodScheme.ND09
