"""The page of channels and contacts over a real store: silent teams first, one log for several, a message to paste."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.contacts.commands import KeepChannel, LogContacts
from app.contacts.queries import channels, contacts
from app.demo import SIGNED_ON
from app.kernel.words import choose_language
from app.partners.commands import AddPartner, PartnerInput
from app.vocabulary import ContactKind
from tests.app.duties.invented import add_task, confirm, monthly
from tests.support.stores import day
from tests.ui.walk_person import alt_letters
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.contacts.forms import ChannelForm, LogForm
from ui.pages.contacts.message_dialog import ALL_TEAMS, MessageDialog
from ui.pages.contacts.page import ContactsPage

LATER = date(2022, 5, 10)


def shown_over(qtbot, workspace, went=None):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    asked = went if went is not None else []
    context = Context(
        workspace, tasks, changes, notices, workspace.clock, lambda *where: asked.append(where), SettingsInMemory()
    )
    page = ContactsPage(context)
    qtbot.addWidget(page)
    page.resize(1150, 650)
    page.show()
    return page


@pytest.fixture
def page(qtbot, workspace):
    """xã Mẫu Sơn without teams."""
    return shown_over(qtbot, workspace)


@pytest.fixture
def with_teams(qtbot, demo_workspace, clock):
    """Twelve teams of the practice commune, a month after their decision."""
    clock.set(day("2022-05-10"))
    return shown_over(qtbot, demo_workspace)


@pytest.fixture(params=["vi", "en"])
def spoken(request):
    """Both languages of the window, one after the other."""
    choose_language(request.param)
    yield request.param
    choose_language("vi")


def form(page, kind=QDialog):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def words(part):
    return [[column.show(row) for column in part.grid.rows.columns] for row in part.grid.rows.rows]


def add_channel(page, name="Tổ công nghệ số Mẫu Sơn", **fields):
    given = {"valid_from": date(2022, 4, 1), "members": 38, "daily": True} | fields
    return page.context.workspace.do(KeepChannel(name=name, **given)).value


def test_row_0_12_silent_teams_stand_first_and_one_click_logs_with_the_member_who_supports_them(with_teams):
    page = with_teams
    first = words(page.teams)[0]
    assert first[1] == "chưa lần nào, đã 32 ngày"
    assert "12 Tổ đã 30 ngày trở lên chưa trao đổi" in page.subtitle_label.text()
    assert len(words(page.teams)) == 12
    line = page.teams.grid.rows.rows[0]
    assert first[3] == line.supporter_name != ""

    page.teams.log_button.click()
    dialog = form(page, LogForm)
    assert dialog.about.value() == (line.uid,)
    assert dialog.by.value() == line.supporter
    dialog.save()
    assert dialog.text.error
    dialog.text.set_value("Ra quân VNeID cuối tuần.")
    dialog.save()

    [kept] = page.context.workspace.read(contacts)
    assert (kept.about, kept.kind, kept.held_on, kept.by) == (
        line.uid,
        ContactKind.INSTRUCTION,
        LATER,
        line.supporter,
    )
    assert words(page.teams)[-1][1] == "hôm nay"
    assert "11 Tổ" in page.subtitle_label.text()


def test_one_entry_is_for_several_and_one_undo_takes_it_back(with_teams):
    page = with_teams
    page.teams.grid.selectAll()
    assert "các Tổ đã chọn" in page.teams.log_button.text()
    page.log_button.click()
    dialog = form(page, LogForm)
    assert len(dialog.about.value()) == 12
    dialog.text.set_value("Báo cáo trước ngày 14.")
    dialog.save()
    assert len(page.context.workspace.read(contacts)) == 12
    assert page.teams.foot.text() == ""
    page.tasks.undo()
    assert page.context.workspace.read(contacts) == []


def test_without_anybody_ticked_it_is_refused_at_the_list(with_teams):
    page = with_teams
    page.log_with("body", ())
    dialog = form(page, LogForm)
    dialog.text.set_value("Nhắc việc")
    dialog.save()
    assert "Chưa chọn" in dialog.about.error
    dialog.about.all_button.click()
    assert len(dialog.about.value()) == 12
    dialog.about.all_button.click()
    assert dialog.about.value() == ()


def test_an_exchange_with_a_partner_is_logged_and_read_again(page):
    partner = page.context.workspace.do(AddPartner(partner=PartnerInput(name="VNPT Hà Trung"))).value
    page.refresh()
    page.log_with("partner", ())
    dialog = form(page, LogForm)
    assert dialog.about.value() == (partner,)
    assert dialog.kind.value() is ContactKind.CONSULT
    dialog.text.set_value("Hỏi lịch lắp trạm.\nHẹn tuần sau.")
    dialog.save()
    page.tabs.setCurrentIndex(2)
    assert words(page.log) == [["05/04/2022", "VNPT Hà Trung", "xin ý kiến, phối hợp", "Hỏi lịch lắp trạm.", ""]]
    assert page.log.foot.text() == "Hỏi lịch lắp trạm.\nHẹn tuần sau."
    page.log.remove_button.click()
    assert words(page.log) == []
    page.tasks.undo()
    assert len(words(page.log)) == 1


def test_row_4_10_a_channel_is_registered_and_shows_the_days_without_exchange(page):
    page.channel_button.click()
    dialog = form(page, ChannelForm)
    dialog.save()
    assert dialog.name.error
    dialog.name.set_value("Zalo Thôn Đông")
    dialog.members.set_value("ba mươi")
    dialog.save()
    assert "ba mươi" in dialog.members.error
    dialog.members.set_value("38")
    dialog.daily.set_value(True)
    dialog.valid_from.set_value(date(2022, 4, 1))
    dialog.save()

    [view] = page.context.workspace.read(channels)
    assert (view.network, view.members, view.households, view.daily) == ("zalo", 38, None, True)
    [row] = words(page.channels)
    assert row == ["Zalo Thôn Đông", "Zalo", "38", "", "hằng ngày", "chưa lần nào, đã 4 ngày", ""]
    assert "1 kênh hằng ngày im lặng từ 3 ngày" in page.subtitle_label.text()

    page.channels.log_button.click()
    log = form(page, LogForm)
    assert log.about.value() == (view.uid,)
    log.text.set_value("Nhắc gửi số liệu.")
    log.save()
    assert words(page.channels)[0][5:] == ["đã trao đổi hôm nay", "05/04/2022"]
    assert page.subtitle_label.text() == ""


def test_a_channel_given_up_is_shown_on_demand_and_is_not_written_to(page):
    uid = add_channel(page)
    page.refresh()
    page.tabs.setCurrentIndex(1)
    page.channels.edit()
    dialog = form(page, ChannelForm)
    assert (dialog.name.value(), dialog.members.value()) == ("Tổ công nghệ số Mẫu Sơn", "38")
    dialog.valid_to.set_value(date(2022, 4, 2))
    dialog.save()
    assert words(page.channels) == []
    page.select(uid)
    assert page.channels.with_ended.isChecked()
    assert words(page.channels)[0][5] == "thôi dùng từ 02/04/2022"
    assert not page.channels.log_button.isEnabled()
    page.channels.remove_button.click()
    assert page.context.workspace.read(channels) == []


def test_row_4_10_the_message_is_copied_and_then_logged_on_its_channel(page):
    confirm(page.context.workspace, monthly(title="Báo cáo nhanh", due_day=10, valid_from=date(2022, 4, 1)))
    add_task(page.context.workspace, "Ra quân cài VNeID", due_on=date(2022, 4, 8))
    uid = add_channel(page)
    page.refresh()
    page.message_button.click()
    dialog = form(page, MessageDialog)
    assert dialog.to.value() == uid
    assert not dialog.log_button.isVisible()
    assert "Báo cáo nhanh" in dialog.text.value() and "Ra quân" in dialog.text.value()
    dialog.until.set_value(date(2022, 4, 7))
    dialog.until.changed.emit()
    assert "trước hết thứ Năm, ngày 07/04/2022" in dialog.text.value()

    dialog.copy_button.click()
    text = dialog.text.value()
    assert QGuiApplication.clipboard().text() == text
    dialog.log_button.click()
    log = form(page, LogForm)
    assert (log.noun.value(), log.about.value(), log.text.value()) == ("channel", (uid,), text)
    log.save()

    [kept] = page.context.workspace.read(contacts, about=uid)
    assert kept.text == text


def test_what_was_written_by_hand_stays_until_asked_for_anew(page):
    add_task(page.context.workspace, "Nộp ảnh", due_on=date(2022, 4, 8))
    page.message_button.click()
    dialog = form(page, MessageDialog)
    dialog.text.set_value("Lời của xã.")
    dialog.with_tasks.set_value(False)
    assert dialog.text.value() == "Lời của xã."
    assert dialog.again_button.isVisible()
    dialog.again_button.click()
    assert "không có báo cáo, công việc nào đến hạn" in dialog.text.value()
    assert not dialog.again_button.isVisible()


def test_a_message_to_all_teams_is_logged_with_each_of_them(with_teams):
    page = with_teams
    page.message_button.click()
    dialog = form(page, MessageDialog)
    assert dialog.to.value() == ALL_TEAMS
    dialog.copy()
    dialog.log()
    form(page, LogForm).save()
    assert len(page.context.workspace.read(contacts)) == 12


def test_before_the_office_is_set_up_the_message_says_what_to_do(qtbot, empty):
    page = shown_over(qtbot, empty)
    page.compose()
    assert "Chưa có thông tin cơ quan" in form(page, MessageDialog).told.text()


def test_without_teams_the_page_leads_to_them(qtbot, workspace):
    went = []
    page = shown_over(qtbot, workspace, went)
    assert page.teams.empty.isVisible()
    page.teams.empty.button.click()
    assert went == [("teams", "")]


def test_ctrl_n_without_teams_says_what_is_lacking_and_begins_an_exchange_once_there_is_somebody(qtbot, workspace):
    went = []
    page = shown_over(qtbot, workspace, went)

    page.new()
    assert went == [] and not page.findChildren(LogForm)
    assert "Chưa có Tổ, kênh hay đối tác nào" in page.context.notices.shown[-1].text

    add_channel(page)
    page.refresh()
    page.tabs.setCurrentIndex(0)
    page.new()
    assert went == [] and form(page, LogForm).noun.value() == "channel"


def test_what_hom_nay_points_at_is_selected(with_teams):
    page = with_teams
    last = page.teams.grid.rows.rows[-1].uid
    page.tabs.setCurrentIndex(2)
    page.select(last)
    assert (page.tabs.currentIndex(), page.teams.grid.current().uid) == (0, last)


def test_enter_on_a_team_opens_its_form(with_teams, qtbot):
    page = with_teams
    page.teams.grid.setFocus()
    qtbot.keyClick(page.teams.grid, Qt.Key.Key_Return)
    assert form(page, LogForm).about.value() == (page.teams.grid.current().uid,)


def test_everything_has_a_letter_of_its_own(spoken, with_teams):
    page = with_teams
    add_channel(page)
    page.tasks.do(
        LogContacts(
            kind=ContactKind.EXCHANGE,
            about_noun="body",
            about=(page.teams.grid.rows.rows[0].uid,),
            held_on=SIGNED_ON,
            text="Nhắc",
        )
    )
    page.refresh()
    for place in range(3):
        page.tabs.setCurrentIndex(place)
        assert shared(page) == {}
    page.message_button.click()
    dialog = form(page, MessageDialog)
    dialog.copy()
    dialog.again_button.show()
    assert shared(dialog) == {}
    dialog.reject()
    for begin in (page.log_button.click, page.channels.new):
        begin()
        opened = form(page)
        assert shared(opened) == {}
        opened._sure_to_leave = True
        opened.reject()


def shared(widget):
    return {letter: said for letter, said in alt_letters(widget).items() if len(said) > 1 or not letter.isascii()}
