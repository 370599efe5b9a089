"""The to-do list of an office above: difficulties of communes that are late, due soon, given to nobody, answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.agenda import Agenda, agenda
from app.difficulties.commands import AnswerDifficulty, RaiseDifficulty, SendDifficulty
from app.intake.assigning import AnswerFromAbove, AssignDifficulty
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.findings import Severity
from tests.support.two_offices import Office, two_offices

TWO = tuple[Office, Office, Path]


@pytest.fixture
def two(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TWO]:
    """A commune whose difficulty lies in the office above."""
    with two_offices(empty_workspace, tmp_path, clock) as found:
        commune, superior, stick = found
        commune.desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện"))
        superior.take_in(commune.bundle(stick))
        yield found


def today(superior: Office) -> Agenda:
    return superior.desk.read(agenda, superior.clock.today())


def lines(found: Agenda) -> list[tuple[str, str, str]]:
    return [(item.code, item.page, item.button) for item in found.items if item.code.startswith("DIFFICULTY-")]


def give(two: TWO, days: int) -> dict[str, str]:
    commune, superior, _stick = two
    (uid,) = {item.target for item in today(superior).items if item.code == "DIFFICULTY-NEW"}
    about = {"target_office": commune.uid, "difficulty": uid}
    due_on = superior.clock.today() + timedelta(days=days)
    superior.desk.do(AssignDifficulty(**about, handler_words="Văn phòng", due_on=due_on))
    return about


def test_what_nobody_handles_is_told(two: TWO) -> None:
    found = today(two[1])

    assert lines(found) == [("DIFFICULTY-NEW", "intake", "Giao xử lý")]
    assert (found.waiting["intake"], found.late) == (1, 0)


def test_what_is_due_soon_is_told_and_what_has_time_is_not(two: TWO) -> None:
    superior = two[1]
    give(two, 10)
    assert lines(today(superior)) == []

    superior.clock.move(timedelta(days=8))

    assert lines(today(superior)) == [("DIFFICULTY-SOON", "intake", "Mở để trả lời")]


def test_what_is_late_stands_first_and_counts(two: TWO) -> None:
    superior = two[1]
    give(two, 1)
    superior.clock.move(timedelta(days=3))

    found = today(superior)

    first = found.items[0]
    assert (first.code, first.severity, found.late) == ("DIFFICULTY-LATE", Severity.ERROR, 1)
    assert "Văn phòng" in first.why and "quá 2 ngày" in first.why


def test_an_answer_that_lies_here_waits_for_its_package(two: TWO) -> None:
    superior = two[1]
    superior.desk.do(AnswerFromAbove(**give(two, 1), answer="Đã khảo sát."))

    found = today(superior)

    assert lines(found) == [("DIFFICULTY-ANSWERED", "intake", "Lập gói hướng dẫn")]
    assert found.waiting["intake"] == 0


def test_a_commune_is_not_asked(two: TWO) -> None:
    assert lines(today(two[0])) == []


def test_a_commune_is_told_that_its_difficulty_was_answered_until_it_wrote_that_down(two: TWO) -> None:
    commune, superior, stick = two
    about = give(two, 1)
    superior.desk.do(AnswerFromAbove(**about, answer="Đã khảo sát."))
    commune.take_in(superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick))

    found = [item for item in today(commune).items if item.code in ("ANSWERED-ABOVE", "SENT-BACK")]
    assert [(item.code, item.page, item.target) for item in found] == [
        ("ANSWERED-ABOVE", "difficulties", about["difficulty"])
    ]
    assert "Đã khảo sát." in found[0].why

    day = commune.clock.today()
    commune.desk.do(SendDifficulty(uid=about["difficulty"], sent_on=day, how="gói gửi"))
    commune.desk.do(AnswerDifficulty(uid=about["difficulty"], answered_on=day, answer="Đã khảo sát."))
    assert "ANSWERED-ABOVE" not in {item.code for item in today(commune).items}
