"""Difficulties of communes in the office above: given to somebody, given on, late, answered, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.difficulties.commands import CloseDifficulty, RaiseDifficulty
from app.intake.assigning import AnswerFromAbove, AssignDifficulty
from app.intake.handling import ReceivedDifficulty, Stage, difficulties_received, difficulties_to_handle
from app.intake.reviewing import WithdrawReview
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from tests.support.two_offices import Office, two_offices

TWO = tuple[Office, Office, Path]


@pytest.fixture
def two(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TWO]:
    """A commune whose difficulty lies in the office above."""
    with two_offices(empty_workspace, tmp_path, clock) as found:
        commune, superior, stick = found
        commune.desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện", wish="Khảo sát"))
        superior.take_in(commune.bundle(stick))
        yield found


def seen(superior: Office) -> ReceivedDifficulty:
    (found,) = superior.desk.read(difficulties_received)
    return found


def about(two: TWO) -> dict[str, str]:
    return {"target_office": two[0].uid, "difficulty": seen(two[1]).uid}


def test_what_is_given_on_keeps_its_history(two: TWO) -> None:
    _commune, superior, _stick = two
    superior.desk.do(AssignDifficulty(**about(two), handler_words="  Phòng Văn hóa "))
    superior.clock.move(timedelta(days=1))
    today = superior.clock.today()
    superior.desk.do(AssignDifficulty(**about(two), handler_words="Phòng Kinh tế", due_on=today, note="Gấp"))

    found = seen(superior)
    assert (found.handler_words, found.due_on) == ("Phòng Kinh tế", today)
    assert [step.words for step in found.steps] == [
        "xã ghi nhận",
        "giao Phòng Văn hóa",
        f"giao Phòng Kinh tế, hạn {today:%d/%m/%Y}. Gấp",
    ]
    superior.desk.undo()
    assert seen(superior).handler_words == "Phòng Văn hóa"


def test_late_ones_come_first(two: TWO) -> None:
    commune, superior, stick = two
    commune.desk.do(RaiseDifficulty(title="Thiếu máy tính", addressee="UBND huyện"))
    superior.take_in(commune.bundle(stick))
    uids = {each.title: each.uid for each in superior.desk.read(difficulties_received)}
    today = superior.clock.today()
    superior.desk.do(
        AssignDifficulty(
            target_office=commune.uid, difficulty=uids["Thiếu máy tính"], handler_words="Văn phòng", due_on=today
        )
    )

    waiting = superior.desk.read(difficulties_to_handle)

    assert [each.title for each in waiting] == ["Thiếu máy tính", "Thôn chưa có sóng"]
    assert [each.is_late(today + timedelta(days=1)) for each in waiting] == [True, False]


def test_a_withdrawn_answer_leaves_it_to_be_handled(two: TWO) -> None:
    superior = two[1]
    review = superior.desk.do(AnswerFromAbove(**about(two), answer="Đã khảo sát.")).value
    assert (seen(superior).stage, seen(superior).is_waiting) == (Stage.ANSWERED, False)

    superior.desk.do(WithdrawReview(review=review))

    assert (seen(superior).stage, seen(superior).answer) == (Stage.NEW, "")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"handler_words": "  "}, "SUM-01"),
        ({"handler_words": "Văn phòng", "due_on": "yesterday"}, "SUM-02"),
        ({"handler_words": "Văn phòng", "difficulty": "01800000-0000-7000-8000-000000000000"}, "RVW-01"),
    ],
)
def test_what_cannot_be_given_is_refused(two: TWO, given: dict[str, object], code: str) -> None:
    superior = two[1]
    if "due_on" in given:
        given = given | {"due_on": superior.clock.today() - timedelta(days=1)}

    with pytest.raises(Problem) as refused:
        superior.desk.do(AssignDifficulty(**(about(two) | given)))  # type: ignore[arg-type]

    assert refused.value.code == code
    assert seen(superior).stage is Stage.NEW


def test_what_the_commune_closed_is_neither_given_nor_answered(two: TWO) -> None:
    commune, superior, stick = two
    target = about(two)
    commune.desk.do(CloseDifficulty(uid=target["difficulty"], closed_on=commune.clock.today()))
    superior.take_in(commune.bundle(stick))

    for command in (AssignDifficulty(**target, handler_words="Văn phòng"), AnswerFromAbove(**target, answer="Xong.")):
        with pytest.raises(Problem, match="đã khép lại"):
            superior.desk.do(command)


def test_a_commune_itself_has_nothing_to_handle(two: TWO) -> None:
    assert two[0].desk.read(difficulties_to_handle) == []
