"""What letters ask of a commune towards the office above, proved with two real stores and a folder between them.

Each test bears the row of the obligation it proves; ``tests/obligations.tsv`` lists them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.demo import MOMENT, SIGNED_ON
from app.difficulties.commands import AnswerDifficulty, CloseDifficulty, RaiseDifficulty, SendDifficulty
from app.documents.content import Paragraph, TableBlock
from app.documents.queries import documents
from app.duties.commands import MarkFulfilled
from app.duties.ready import offers
from app.exchange.enrolling import MakeOwnKeys
from app.intake.asking import AskForData, requests_from_above
from app.intake.queries import communes, missing_files, received, received_one
from app.intake.reviewing import ReturnRecord, requests_on
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.practice import PASSWORD
from app.reports.commands import PrepareReport
from app.reports.queries import report
from tests.support.report_log import activity, log, prepared, signed
from tests.support.stores import day
from tests.support.two_offices import Office, enrol, practice_superior

TWO = tuple[Office, Office, Path]


@pytest.fixture
def two(demo_data: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TWO]:
    """The practice commune after the Hà Trung letter was done, the office above it, and a stick."""
    clock.set(MOMENT)
    commune = Office(Path(shutil.copytree(demo_data, tmp_path / "du-lieu")), clock, PASSWORD)
    superior = practice_superior(tmp_path / "huyen", clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    try:
        commune.desk.do(MakeOwnKeys())
        enrol(commune, superior)
        yield commune, superior, stick
    finally:
        commune.desk.close()
        superior.desk.close()


def up_and_back(two: TWO) -> None:
    """A bundle up, its receipt down."""
    commune, superior, stick = two
    (came,) = superior.take_in(commune.bundle(stick))
    assert came.is_taken_in, came.sentence
    (answered,) = commune.take_in(superior.answer(came, stick))
    assert (answered.is_taken_in, answered.note) == (True, "")


def down(two: TWO) -> None:
    """A package down."""
    commune, superior, stick = two
    (came,) = commune.take_in(superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick))
    assert came.is_taken_in, came.sentence


def test_4_25_the_office_above_sees_the_founding_file_complete(two: TWO) -> None:
    commune, superior, _stick = two
    command = next(each.command for each in commune.desk.read(offers, SIGNED_ON) if each.command.duty.code == "R4")
    duty = commune.desk.do(replace(command, duty=replace(command.duty, owner_words="Văn phòng"))).value
    papers = [paper for paper in commune.desk.read(documents) if paper.issued_on is not None]
    handed = tuple(paper.uid for paper in papers)
    commune.desk.do(MarkFulfilled(duty=duty, handed_over_at=commune.clock.now(), documents=handed))

    up_and_back(two)

    (fulfilment,) = superior.desk.read(received, commune.uid, "fulfilment")
    package = [fulfilment.values["document"], *fulfilment.values["package"]]
    assert {uid for uid in package if uid} == set(handed) and fulfilment.values["duty"] == duty
    for paper in papers:
        seen = superior.desk.read(received_one, commune.uid, "document", paper.uid)
        assert seen is not None and seen.values["number"] == paper.number
        content = superior.desk.files.get(seen.values["pdf_sha256"])
        assert content == commune.desk.files.get(seen.values["pdf_sha256"])
    assert superior.desk.read(missing_files, superior.desk.files, commune.uid) == []
    teams = [row for row in superior.desk.read(received, commune.uid, "body") if row.values["kind"] == "team"]
    assert len(teams) == 12


def test_0_19_a_difficulty_goes_up_in_the_next_bundle(two: TWO) -> None:
    commune, superior, _stick = two
    up_and_back(two)
    raised = commune.desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện")).value

    up_and_back(two)

    (seen,) = superior.desk.read(received, commune.uid, "difficulty")
    assert (seen.uid, seen.values["title"], seen.values["addressee"]) == (raised, "Thôn chưa có sóng", "UBND huyện")


def test_0_09_a_difficulty_is_answered_from_above_and_its_close_is_seen_there(two: TWO) -> None:
    commune, superior, _stick = two
    raised = commune.desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện")).value
    commune.desk.do(SendDifficulty(uid=raised, sent_on=commune.clock.today(), how="gói gửi"))
    up_and_back(two)
    answer = "Đã đề nghị nhà mạng khảo sát."
    superior.desk.do(
        ReturnRecord(target_office=commune.uid, noun="difficulty", row_uid=raised, field="answer", comment=answer)
    )

    down(two)
    (request,) = commune.desk.read(requests_on, commune.uid, "difficulty", raised)
    today = commune.clock.today()
    commune.desk.do(AnswerDifficulty(uid=raised, answered_on=today, answer=request.comment))
    commune.desk.do(CloseDifficulty(uid=raised, closed_on=today))
    up_and_back(two)

    seen = superior.desk.read(received_one, commune.uid, "difficulty", raised)
    assert seen is not None
    assert (seen.values["state"], seen.values["answer"]) == ("closed", answer)


def test_1_29_the_office_above_has_the_report_with_its_figures_and_its_signed_paper(two: TWO) -> None:
    commune, superior, _stick = two
    log(commune.desk, activity(1, "2022-04-02", VNEID_ACTIVATED=12))
    commune.clock.set(day("2022-04-20"))
    view = signed(commune.desk, prepared(commune.desk), commune.clock.today())

    up_and_back(two)

    seen = superior.desk.read(received_one, commune.uid, "report", view.uid)
    assert seen is not None and seen.values["facts"]["figures"] == view.facts["figures"]
    paper = superior.desk.read(received_one, commune.uid, "document", view.paper.uid)
    assert paper is not None
    assert superior.desk.files.get(paper.values["pdf_sha256"]).startswith(b"%PDF")
    (row,) = superior.desk.read(communes)
    assert (row.office_uid, row.is_trusted, row.kept_back) == (commune.uid, True, 0)


def test_1_28_a_request_comes_down_is_answered_from_the_log_and_what_is_unknown_is_listed(two: TWO) -> None:
    commune, superior, _stick = two
    asked = AskForData(
        target_office=commune.uid,
        title="Báo cáo nhanh về Tổ công nghệ số",
        fields=("Tổ công nghệ số cộng đồng đang hoạt động", "Số trạm phát sóng 5G"),
        first_day=SIGNED_ON,
        last_day=SIGNED_ON,
        due_on=SIGNED_ON,
    )
    superior.desk.do(asked)
    down(two)
    (request,) = commune.desk.read(requests_from_above)
    assert (request.title, request.fields, request.due_on, request.report) == (asked.title, asked.fields, SIGNED_ON, "")
    uid = commune.desk.do(
        PrepareReport(definition="dot-xuat", period=request.period, asked=request.fields, request=request.uid)
    ).value
    (request,) = commune.desk.read(requests_from_above)
    assert request.report == uid
    view = commune.desk.read(report, uid)
    assert view is not None
    texts = [block.text for block in view.paper.content.blocks if isinstance(block, Paragraph)]
    assert "Các nội dung xã chưa có số liệu: Số trạm phát sóng 5G." in texts
    (table,) = [block for block in view.paper.content.blocks if isinstance(block, TableBlock)]
    assert table.rows == (("1", "Tổ công nghệ số cộng đồng đang hoạt động", "tổ", "12"),)
