"""What letters ask of a commune towards the office above, proved with two real stores and a folder between them.

Each test bears the row of the obligation it proves; ``tests/obligations.tsv`` lists them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from app.demo import MOMENT, SIGNED_ON
from app.difficulties.commands import AnswerDifficulty, CloseDifficulty, RaiseDifficulty, SendDifficulty
from app.documents.content import Paragraph, TableBlock
from app.documents.printing import pdf_of
from app.documents.queries import documents
from app.duties.commands import MarkFulfilled
from app.duties.ready import offers
from app.exchange.enrolling import MakeOwnKeys
from app.handled_above import handled_above
from app.intake.asking import AskForData, requests_from_above
from app.intake.assigning import AnswerFromAbove, AssignDifficulty
from app.intake.handling import Stage, difficulties_received, difficulties_to_handle
from app.intake.queries import communes, missing_files, received, received_one
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.overview.commands import PrepareSummary
from app.overview.gathering import overview
from app.overview.views import Sent
from app.overview.wording import coverage
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from app.practice import PASSWORD
from app.reports.commands import PrepareReport
from app.reports.queries import report
from tests.support.communes import entry, practice_commune, reported
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


def down(two: TWO) -> Path:
    """A package down; gives its receipt, which lies on the stick."""
    commune, superior, stick = two
    (came,) = commune.take_in(superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick))
    assert came.is_taken_in, came.sentence
    return commune.answer(came, stick)


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


def test_0_09_a_difficulty_is_given_to_somebody_answered_from_above_and_its_close_is_seen_there(two: TWO) -> None:
    commune, superior, _stick = two
    raised = commune.desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện")).value
    commune.desk.do(SendDifficulty(uid=raised, sent_on=commune.clock.today(), how="gói gửi"))
    up_and_back(two)
    about = {"target_office": commune.uid, "difficulty": raised}
    assert stage_of(superior) is Stage.NEW

    handler = superior.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Thử"))).value
    until = superior.clock.today() + timedelta(days=5)
    superior.desk.do(AssignDifficulty(**about, handler=handler, due_on=until))
    (seen,) = superior.desk.read(difficulties_to_handle)
    assert (seen.stage, seen.handler_words, seen.due_on) == (Stage.ASSIGNED, "Lê Thị Thử", until)
    assert not seen.is_late(until) and seen.is_late(until + timedelta(days=1))
    answer = "Đã đề nghị nhà mạng khảo sát."
    superior.desk.do(AnswerFromAbove(**about, answer=answer))
    assert stage_of(superior) is Stage.ANSWERED and superior.desk.read(difficulties_to_handle) == []

    receipt = down(two)
    assert stage_of(superior) is Stage.SENT_DOWN
    superior.take_in(receipt)
    assert stage_of(superior) is Stage.ARRIVED
    told = commune.desk.read(handled_above)[raised]
    assert (told.handler, told.due_on, told.answer) == ("Lê Thị Thử", until, answer)
    today = commune.clock.today()
    commune.desk.do(AnswerDifficulty(uid=raised, answered_on=today, answer=told.answer))
    commune.desk.do(CloseDifficulty(uid=raised, closed_on=today))
    up_and_back(two)

    (seen,) = superior.desk.read(difficulties_received)
    assert (seen.stage, seen.answer) == (Stage.CLOSED, answer)
    steps = [step.words for step in seen.steps]
    assert steps[:2] == ["xã ghi nhận", "xã gửi"] and f"trả lời: {answer}" in steps and "xã khép lại" in steps
    kept = superior.desk.read(received_one, commune.uid, "difficulty", raised)
    assert kept is not None
    assert (kept.values["state"], kept.values["answer"]) == ("closed", answer)


def stage_of(superior: Office) -> Stage:
    (seen,) = superior.desk.read(difficulties_received)
    return seen.stage


def test_1_29_the_office_above_takes_reports_in_adds_them_up_with_coverage_and_prints_its_own(
    two: TWO, tmp_path: Path
) -> None:
    commune, superior, stick = two
    log(commune.desk, activity(1, "2022-04-02", activated=12))
    commune.clock.set(day("2022-04-18"))
    view = signed(commune.desk, prepared(commune.desk), commune.clock.today())
    up_and_back(two)

    seen = superior.desk.read(received_one, commune.uid, "report", view.uid)
    assert seen is not None and seen.values["facts"]["figures"] == view.facts["figures"]
    paper = superior.desk.read(received_one, commune.uid, "document", view.paper.uid)
    assert paper is not None
    assert superior.desk.files.get(paper.values["pdf_sha256"]).startswith(b"%PDF")
    (row,) = superior.desk.read(communes)
    assert (row.office_uid, row.is_trusted, row.kept_back) == (commune.uid, True, 0)

    other = practice_commune(tmp_path / "xa-khac", "Hà Bình", commune.clock)
    silent = practice_commune(tmp_path / "xa-im", "Yên Dương", commune.clock)
    try:
        for each in (other, silent):
            enrol(each, superior)
        reported(other, entry(1, activated=30), on="2022-04-21")
        (came,) = superior.take_in(other.bundle(stick))
        assert came.is_taken_in, came.sentence
    finally:
        other.desk.close()
        silent.desk.close()
    sums = superior.desk.read(overview, "thang", view.period)
    assert {each.office_name: each.sent for each in sums.communes} == {
        "xã Mẫu Sơn": Sent.ON_TIME,
        "xã Hà Bình": Sent.LATE,
        "xã Yên Dương": Sent.NOTHING,
    }
    line = next(each for each in sums.lines if each.key == "activity.VNEID.activated")
    assert (line.value, coverage(line), line.without) == (42, "2/3 xã", ("xã Yên Dương",))

    uid = superior.desk.do(
        PrepareSummary(
            definition="thang", period=view.period.key, first_day=view.period.first, last_day=view.period.last
        )
    ).value
    pdf = superior.desk.read(pdf_of, superior.desk.files, uid)
    with pypdfium2.PdfDocument(pdf) as pages:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert "đã nhận báo cáo của 2/3 xã: 1 xã đúng hạn, 1 xã muộn" in text
    assert "Các xã chưa có trong số liệu tổng hợp: xã Yên Dương" in text
    assert "người 42 42 2/3 xã" in text


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
