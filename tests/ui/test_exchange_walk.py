"""Two windows, a commune's and that of the office above: enrolled, sent, returned, corrected, sent again, receipted."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.people.commands import AddPerson
from app.people.queries import people
from app.people.rules import PersonInput
from app.vocabulary import InboxState, OutboxState, ReviewState
from app.workspace import Workspace
from tests.support.source_tree import ROOT
from tests.support.stores import CHEAP, PASSWORD
from tests.support.two_offices import Office, set_up_commune, set_up_superior
from tests.ui.exchange_pages import WholeWindow, cells, form, told
from ui.pages.intake.forms import ReturnForm
from ui.pages.intake.page import FILES, RECORDS
from ui.pages.today.parts import AgendaRow
from ui.widgets.words_form import WordsForm

ALBUM = ROOT / "artefacts" / "walk-exchange"


@pytest.fixture
def pair(empty_workspace, tmp_path, clock):
    """A commune and the office above it that have never met."""
    commune = Office(Path(shutil.copytree(empty_workspace, tmp_path / "xa")), clock)
    Workspace.create(tmp_path / "huyen", PASSWORD, clock=clock, cost=CHEAP).close()
    superior = Office(tmp_path / "huyen", clock)
    set_up_commune(commune)
    set_up_superior(superior)
    yield commune, superior
    commune.desk.close()
    superior.desk.close()


def test_the_whole_loop_by_stick_between_two_windows(pair, qtbot, tmp_path, clock):
    commune, superior = pair
    stick = tmp_path / "USB"
    stick.mkdir()
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
    shutil.rmtree(ALBUM, ignore_errors=True)
    below, above = WholeWindow(commune, qtbot, ALBUM), WholeWindow(superior, qtbot, ALBUM)
    send, intake = below.go("send"), above.go("intake")
    below.look("chua-co-khoa")
    above.look("chua-co-xa")

    # keys, both ways
    send.key.save_to(stick / "khoa-xa.xaso-khoa")
    intake.key.save_to(stick / "khoa-huyen.xaso-khoa")
    send.take_in([stick / "khoa-huyen.xaso-khoa"])
    intake.take_in([stick / "khoa-xa.xaso-khoa"])
    assert not send.prepare_button.isEnabled()
    for page, other in ((send, superior), (intake, commune)):
        key = page.seen.waiting if page is send else page.communes.current().waiting_key
        page.compare(key if page is send else page.communes.current())
        words = form(page, WordsForm)
        words.words.set_value("ao sen " * 8)
        words.save()
        assert "ENR" not in words.words.error and words.words.error
        words.words.set_value(", ".join(other.words()))
        (below if page is send else above).look("so-tam-tu")
        words.save()
    assert send.seen.trusted is not None

    # what goes is said, then it goes
    assert "1 người" in send.content.people.text() and "1 số điện thoại" in send.content.people.text()
    below.look("se-gui-nhung-gi")
    clock.move(timedelta(minutes=1))
    send.prepare()
    assert send.outbox.current().state is OutboxState.PREPARED
    send.save_to(stick)
    assert send.outbox.current().state is OutboxState.HANDED_OVER
    assert "đã nhận" not in cells(send.outbox.grid)[0][1]
    assert any("đọc lại đúng từng byte" in line for line in told(send))
    assert "ENR" not in send.taken.words.text()
    below.look("da-giao-chua-nhan")

    # the office above takes it in and looks at it
    clock.move(timedelta(minutes=1))
    intake.take_in([stick])
    assert intake.tabs.currentIndex() == FILES
    assert [line.view.state for line in intake.seen.files] == [InboxState.TAKEN_IN]
    above.look("tep-da-nhan")
    intake.show_records(intake.communes.current())
    assert intake.tabs.currentIndex() == RECORDS
    intake.records.kinds.select_uid("person")
    assert [line.title for line in intake.records.records.rows.rows] == ["Lê Thị Hạnh"]
    assert ["Điện thoại", "0912345678"] in cells(intake.records.fields)

    above.look("du-lieu-xa-da-gui")

    # sent back, with the receipt
    intake.records.send_back()
    back = form(intake, ReturnForm)
    back.save()
    assert back.comment.error
    back.field.set_value("phone")
    back.comment.set_value("Số này thiếu một chữ số")
    above.look("tra-lai-de-sua")
    back.save()
    intake.prepare_package(intake.communes.current())
    intake.save_to(stick)
    assert {view.state for view in intake.seen.going} == {OutboxState.HANDED_OVER}

    # the commune learns that it arrived, and what to correct
    clock.move(timedelta(minutes=1))
    send.take_in([stick])
    assert send.outbox.current().state is OutboxState.CONFIRMED
    assert "✓ có biên nhận" in send.outbox.way.words[2]
    [line] = send.seen.requests
    assert (line.title, line.field, line.state) == ("Lê Thị Hạnh", "Điện thoại", ReviewState.RETURNED)
    [person] = [view for view in commune.desk.read(people) if view.full_name == "Lê Thị Hạnh"]
    below.look("da-nhan-co-bien-nhan")
    today = below.go("today")
    below.look("hom-nay-bi-tra-lai")
    row = next(each for each in today.findChildren(AgendaRow) if each.item.code == "SENT-BACK")
    assert row.item.title == "Cấp trên trả lại 1 bản ghi để sửa"
    assert "mục Điện thoại: Số này thiếu một chữ số" in row.item.why
    row.button.click()
    assert below.window.current_page_id() == "people"
    below.go("send").requests.open_record()
    assert below.window.current_page_id() == "people"

    # the record is opened at its field, with the comment beside it
    desk = below.page()
    qtbot.waitUntil(desk.editor.phone.edit.hasFocus)
    assert desk.editor.uid == person.uid
    assert desk.editor.phone.remark.startswith("Cấp trên trả lại ngày ")
    assert desk.editor.phone.remark.endswith(": Số này thiếu một chữ số")
    assert not desk.editor.remarks.isVisible()
    mark = desk.rows.mark_of(desk.grid.current())
    assert (mark.icon, mark.tint, mark.short) == ("flag", "warn", "cấp trên trả lại")
    below.look("mo-dung-cho-phai-sua")

    # corrected there; it waits to go up, then goes, and is settled by the receipt
    desk.editor.phone.edit.setText("0987654321")
    desk.editor.save()
    assert desk.editor.phone.remark.startswith("Đã sửa, chờ gửi lại.")
    assert desk.rows.mark_of(desk.grid.current()).short == "đã sửa, chờ gửi lại"
    below.look("da-sua-cho-gui-lai")
    below.go("send")
    assert send.seen.open_requests == 0
    clock.move(timedelta(minutes=1))
    send.prepare()
    send.save_to(stick)
    below.go("people")
    assert desk.rows.mark_of(desk.grid.current()).short == "đã gửi lại, chờ nhận"
    intake.take_in([stick])
    assert [line.state for line in intake.seen.reviews] == [ReviewState.CORRECTED]
    intake.save_to(stick)
    below.go("send").take_in([stick])
    assert {view.state for view in send.seen.bundles if view.kind == "bundle"} == {OutboxState.CONFIRMED}
    assert not [view for view in send.seen.bundles if view.kind == "bundle" and view.is_to_hand_over]
    below.look("moi-goi-da-nhan")
    below.go("people")
    assert desk.rows.mark_of(desk.grid.current()) is None
    assert desk.editor.phone.remark == ""
    below.go("today")
    qtbot.waitUntil(lambda: "SENT-BACK" not in {each.item.code for each in today.findChildren(AgendaRow)})
    assert not [
        notice for page in (send, intake, desk, today) for notice in page.notices.shown if notice.kind == "defect"
    ]
