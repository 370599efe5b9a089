"""Figures asked for from above, through both windows: asked in a form, answered with one button, followed up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.asked_above import AskedStage, asked_above
from app.documents.issuing import IssueDocument
from app.documents.readiness import readiness
from app.kernel.findings import warnings
from app.people.commands import AddPerson, PersonInput, PostInput
from app.vocabulary import OutboxState, PostKind
from tests.support.two_offices import two_offices
from tests.ui.exchange_pages import form, page_of
from tests.ui.walk_person import alt_letters
from ui.pages.intake.asking_form import AskingForm
from ui.pages.intake.page import IntakePage
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.prepare_form import PrepareForm
from ui.pages.send.page import SendPage
from ui.pages.today.page import TodayPage
from ui.pages.today.parts import AgendaRow


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def asked(offices, qtbot):
    """The office above asks through its window; the package has come down."""
    commune, superior, stick = offices
    chair = PostInput(kind=PostKind.CHAIRMAN, title="Chủ tịch UBND xã", hamlet=None, valid_from=None, valid_to=None)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Văn Mẫu"), posts=(chair,)))
    page = page_of(IntakePage, superior, qtbot)
    page.ask_button.click()
    asking = form(page, AskingForm)
    asking.what.set_value("Wi-Fi tại nhà văn hóa thôn")
    asking.save()
    assert asking.asked.error  # nothing is asked for yet
    asking.asked.set_value("- Số nhà văn hóa thôn có Wi-Fi\n- Số điểm truy cập")
    asking.due.set_value(commune.clock.today() + timedelta(days=3))
    asking.save()
    assert not asking.isVisible()
    page.prepare_package(page.communes.current())
    page.save_to(stick)
    commune.take_in(*stick.glob("*.xaso"))
    return commune, superior, stick


def stages(commune):
    return [each.stage for each in commune.desk.read(asked_above, commune.clock.today())]


def card(page):
    [only] = page.list.requests.cards
    return only


def test_a_request_is_answered_with_one_button_and_followed_until_it_arrived(asked, qtbot):
    commune, superior, stick = asked
    went: list[tuple[str, str]] = []
    today = page_of(TodayPage, commune, qtbot, went)
    row = next(each for each in today.findChildren(AgendaRow) if each.item.code == "REQUEST")
    assert row.item.title.startswith("Cấp trên yêu cầu số liệu “Wi-Fi tại nhà văn hóa thôn”, chậm nhất ngày ")
    assert (row.item.badge, row.button.text()) == ("còn 3 ngày", "Lập báo cáo")

    page = page_of(ReportsPage, commune, qtbot, went)
    assert card(page).title.text() == "Cấp trên yêu cầu: Wi-Fi tại nhà văn hóa thôn"
    assert "2 nội dung" in card(page).about.text() and "còn 3 ngày" in card(page).about.text()
    assert "chưa làm" in card(page).stage.text()

    row.button.click()
    assert went[-1][0] == "reports"
    page.select(went[-1][1])
    assert page.report.asked.stage is AskedStage.DRAFTED
    assert [each["label"] for each in page.report.view.facts["asked"]] == [
        "Số nhà văn hóa thôn có Wi-Fi",
        "Số điểm truy cập",
    ]
    assert "đã lập, chưa ký" in card(page).stage.text()
    assert "Trả lời yêu cầu “Wi-Fi tại nhà văn hóa thôn” của cấp trên: đã lập, chưa ký" in page.pane.about.text()

    # asked again, the same report is opened and no second one made
    made = page.report.view.uid
    page.select(went[-1][1])
    card(page).button.click()
    assert page.report.view.uid == made and len(page.list.grid.rows.rows) == 1

    paper, day = page.report.view.paper.uid, commune.clock.today()
    told = commune.desk.read(readiness, paper, day)
    commune.desk.do(
        IssueDocument(
            document=paper,
            issued_on=day,
            no_scan_reason="Chưa có máy quét",
            reason="Đã xem",
            confirmed_warnings=tuple(finding.code for finding in warnings(told)),
        )
    )
    page.context.changes.announce({"document"})
    assert page.pane.unsent.isVisible()
    page.pane.unsent.button.click()
    assert went[-1] == ("send", "")

    send = page_of(SendPage, commune, qtbot)
    commune.clock.move(timedelta(minutes=1))
    send.prepare()
    send.save_to(stick)
    page.context.changes.announce({"outgoing_bundle"})
    assert stages(commune) == [AskedStage.SENT]
    assert not page.list.requests.isVisible()
    assert "đã gửi, chờ biên nhận" in page.pane.about.text()

    intake = page_of(IntakePage, superior, qtbot)
    superior.clock.move(timedelta(minutes=1))
    intake.take_in([stick])
    intake.save_to(stick)
    send.take_in([stick])
    assert {view.state for view in send.seen.bundles if view.kind == "bundle"} == {OutboxState.CONFIRMED}
    page.context.changes.announce({"outgoing_bundle"})
    assert stages(commune) == [AskedStage.RECEIVED]
    assert [row[1] for row in _cells(page)] == ["cấp trên đã nhận"]


def test_the_form_offers_requests_and_fills_in_what_they_name(asked, qtbot):
    commune, _superior, _stick = asked
    page = page_of(ReportsPage, commune, qtbot)
    page.new()
    preparing = form(page, PrepareForm)
    [request] = commune.desk.read(asked_above, commune.clock.today())

    preparing.request.set_value(request.uid)
    preparing.request.changed.emit()

    assert preparing.kind().code == "dot-xuat"
    assert (preparing.first.value(), preparing.last.value()) == (request.request.first_day, request.request.last_day)
    assert preparing.asked.value() == "Số nhà văn hóa thôn có Wi-Fi\nSố điểm truy cập"
    command = preparing.command()
    assert (command.request, command.asked) == (request.uid, request.request.fields)
    assert {letter: words for letter, words in alt_letters(preparing).items() if len(words) > 1} == {}


def test_letters_of_the_page_are_its_own_while_something_is_asked(asked, qtbot):
    commune, _superior, _stick = asked
    page = page_of(ReportsPage, commune, qtbot)
    assert card(page).button.isVisible()
    card(page).button.click()
    assert page.report is not None
    assert {letter: words for letter, words in alt_letters(page).items() if len(words) > 1} == {}


def test_nothing_stands_there_while_nothing_is_asked(offices, qtbot):
    commune, _superior, _stick = offices
    page = page_of(ReportsPage, commune, qtbot)
    assert not page.list.requests.isVisible()
    page.new()
    assert form(page, PrepareForm).request.parent() is None


def test_the_form_of_the_office_above_says_what_is_missing(offices, qtbot):
    _commune, superior, _stick = offices
    page = page_of(IntakePage, superior, qtbot)
    page.ask_button.click()
    asking = form(page, AskingForm)
    asking.communes.offer([])
    asking.what.set_value("Camera an ninh")
    asking.asked.set_value("Số camera")
    asking.save()
    assert "Chưa chọn xã nào" in asking.communes.error
    assert {letter: words for letter, words in alt_letters(asking).items() if len(words) > 1} == {}


def _cells(page):
    rows = page.list.grid.rows
    return [[column.show(row) for column in rows.columns] for row in rows.rows]
