"""The page of the office above: reports added up with what they cover; difficulties given to somebody and answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.difficulties.commands import RaiseDifficulty, SendDifficulty
from app.intake.assigning import AnswerFromAbove, AssignDifficulty
from app.intake.handling import Stage, difficulties_received
from app.intake.sending_down import PreparePackage
from app.overview.views import Sent
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from tests.support.communes import district, entry, reported
from tests.support.report_log import log
from tests.support.stores import day
from tests.ui.exchange_pages import cells, form, page_of, shared_letters, told
from ui.pages.difficulties.forms import AnswerForm as TakenAnswer
from ui.pages.difficulties.page import DifficultiesPage
from ui.pages.intake.handling_forms import AnswerForm, AssignForm
from ui.pages.intake.page import DIFFICULTIES, GOING, RECORDS, SUMS, IntakePage

REPORTED, LOGGED, SILENT = "Mẫu Sơn", "Hà Bình", "Yên Dương"
ACTIVATED = "activity.VNEID.activated"


@pytest.fixture
def april(tmp_path, clock):
    """Three communes after April 2022: one reported and raised a difficulty, one sent its log, one nothing."""
    clock.set(day("2022-04-10"))
    with district(tmp_path, clock, REPORTED, LOGGED, SILENT) as found:
        log(found.communes[LOGGED].desk, entry(1, activated=99))
        reported(found.communes[REPORTED], entry(1, activated=12), on="2022-04-18")
        found.communes[REPORTED].desk.do(RaiseDifficulty(title="Thôn chưa có sóng", addressee="UBND huyện"))
        found.come(REPORTED)
        found.come(LOGGED)
        yield found


@pytest.fixture
def went():
    return []


@pytest.fixture
def page(april, qtbot, went):
    shown = page_of(IntakePage, april.superior, qtbot, went)
    assert shown.sums.seen is None  # read once it is in sight
    shown.select("sums")
    return shown


def line_of(page, key=ACTIVATED):
    return next(line for line in page.sums.sums.rows.rows if line.key == key)


def test_who_sent_and_what_the_sums_cover_is_shown(page):
    assert page.tabs.currentIndex() == SUMS
    assert "1/3 xã: 1 xã đúng hạn" in page.sums.told.text() and f"xã {SILENT}" in page.sums.told.text()
    assert {row.office_name: row.sent for row in page.sums.communes.rows.rows} == {
        f"xã {REPORTED}": Sent.ON_TIME,
        f"xã {LOGGED}": Sent.LOG_ONLY,
        f"xã {SILENT}": Sent.NOTHING,
    }
    page.sums.sums.select_uid(line_of(page).uid)
    row = cells(page.sums.sums)[page.sums.sums.rows.rows.index(line_of(page))]
    assert row[1:5] == ["12", "12", "người", "1/3 xã"]
    assert f"xã {REPORTED}: 12" in page.sums.parts.text()
    assert "Chưa có số liệu: xã Hà Bình; xã Yên Dương" in page.sums.parts.text()


def test_a_missing_figure_is_never_shown_as_0(page):
    missing = [line for line in page.sums.sums.rows.rows if line.value is None and line.adds_up]

    assert missing
    shown = dict(zip((line.uid for line in page.sums.sums.rows.rows), cells(page.sums.sums), strict=True))
    assert {shown[line.uid][1] for line in missing} == {"chưa có"}


def test_another_period_is_chosen_and_says_that_nothing_came(page):
    place = next(place for place in range(page.sums.period.count()) if "tháng 3" in page.sums.period.itemText(place))
    page.sums.period.setCurrentIndex(place)
    page.sums.period.activated.emit(place)

    assert "0/3 xã" in page.sums.told.text()
    assert page.sums.empty.isVisibleTo(page.sums) and not page.sums.prepare_button.isEnabled()


def test_the_paper_further_up_opens_as_a_draft(page, went):
    page.sums.prepare()

    [(where, uid)] = went
    assert where == "documents" and uid


def test_the_table_goes_into_excel(page, april, tmp_path):
    page.sums.copy()
    assert "Chỉ tiêu\tTrong kỳ" in QGuiApplication.clipboard().text()
    assert "\t12\t12\tngười\t1/3 xã" in QGuiApplication.clipboard().text()

    from functools import partial

    from ui.pages.intake.sums_loading import sums_workbook

    target = tmp_path / "tong-hop.xlsx"
    page.sums.files.save_to(partial(sums_workbook, page.sums.seen.kind, page.sums.seen.offer), target, "xlsx")
    assert target.read_bytes().startswith(b"PK")


def test_a_figure_leads_to_the_report_it_came_in(page):
    page.sums.communes.select_uid(next(row.uid for row in page.sums.communes.rows.rows if row.report))
    page.sums.report_button.click()

    assert page.tabs.currentIndex() == RECORDS
    assert page.records.kinds.current().noun == "report"
    assert page.records.records.current().uid == next(row.report for row in page.sums.communes.rows.rows if row.report)


def test_a_difficulty_is_given_to_somebody_answered_and_packed(page, april, clock):
    handler = april.superior.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Thử"))).value
    page.select("difficulties")
    assert page.tabs.currentIndex() == DIFFICULTIES
    assert page.difficulties.current().stage is Stage.NEW

    page.difficulties.assign()
    asked = form(page, AssignForm)
    asked.handler.set_value(handler)
    asked.due_on.set_value(clock.today() + timedelta(days=2))
    asked.save()
    assert cells(page.difficulties.grid)[0][3] == "Lê Thị Thử"
    clock.move(timedelta(days=3))
    page.refresh()
    assert page.difficulties.badge.text() == "quá hạn" and "giao Lê Thị Thử" in page.difficulties.history.text()

    page.difficulties.go_on()
    answer = form(page, AnswerForm)
    answer.answer.set_value("Đã đề nghị nhà mạng khảo sát.")
    answer.save()
    assert page.difficulties.current().stage is Stage.ANSWERED
    page.difficulties.package_button.click()

    assert page.tabs.currentIndex() == GOING
    assert cells(page.going.grid)[0][0] == "Gói hướng dẫn"


def test_nobody_named_is_said_at_the_field(page):
    page.select("difficulties")
    page.difficulties.assign()
    asked = form(page, AssignForm)
    asked.save()

    assert asked.isVisible()
    assert any("Chưa ghi người xử lý" in label.text() for label in asked.handler.findChildren(QLabel))
    assert told(page) == []


def test_letters_of_each_tab_are_its_own(page):
    assert shared_letters(page) == {}


def test_without_communes_the_parts_say_what_to_do(qtbot, workspace, clock):
    class Lone:
        desk = workspace

    lone = Lone()
    lone.clock = clock
    page = page_of(IntakePage, lone, qtbot)
    page.tabs.setCurrentIndex(SUMS)

    assert "Chưa xã nào đăng ký khóa" in page.sums.told.text()
    assert "Nhận gói của các xã" in page.sums.empty.sentence.text()
    page.tabs.setCurrentIndex(DIFFICULTIES)
    assert page.difficulties.empty.isVisible()


def test_what_the_office_above_does_is_seen_in_the_commune_and_its_answer_is_taken_over(april, qtbot):
    commune, superior = april.communes[REPORTED], april.superior
    (view,) = superior.desk.read(difficulties_received)
    about = {"target_office": commune.uid, "difficulty": view.uid}
    commune.desk.do(SendDifficulty(uid=view.uid, sent_on=commune.clock.today(), how="gói gửi"))
    superior.desk.do(AssignDifficulty(**about, handler_words="Phòng Văn hóa", due_on=superior.clock.today()))
    superior.desk.do(AnswerFromAbove(**about, answer="Đã khảo sát."))
    package = superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, april.stick)
    commune.take_in(package)

    shown = page_of(DifficultiesPage, commune, qtbot)
    words = shown.difficulties.words.text()
    assert "Cấp trên giao: Phòng Văn hóa, hạn" in words and "Cấp trên trả lời: Đã khảo sát." in words
    shown.difficulties.answer()
    asked = form(shown, TakenAnswer)
    asked.save()

    assert shown.difficulties.current().answer == "Đã khảo sát."
    assert "Cấp trên trả lời" not in shown.difficulties.words.text()
