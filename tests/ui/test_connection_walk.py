"""Two windows that reach each other by real servers: entered, tried, sent, collected, answered; and without a line."""

from __future__ import annotations

import socket
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest

from app.carriers.security import Security
from app.connections.accounts import MailAccount, Way
from app.connections.commands import SaveMailAccount
from app.connections.passwords import RunPasswords
from app.connections.queries import mail_account
from app.kernel.words import choose_language
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from app.vocabulary import InboxState, OutboxState
from tests.carriers import conftest as servers_of_this_run
from tests.carriers.servers import PLAIN_PASSWORD, free_port
from tests.support.mail_between import account, by_mail, by_webdav
from tests.support.two_offices import two_offices
from tests.ui.exchange_pages import cells, form, page_of, shared_letters, told
from tests.ui.walk_person import alt_letters
from ui.pages.intake.page import IntakePage
from ui.pages.send.page import CONNECTION, SendPage
from ui.widgets.connection_forms import DavForm, MailForm, PlaceForm
from ui.widgets.password_form import PasswordForm

places, papers, imap = servers_of_this_run.places, servers_of_this_run.papers, servers_of_this_run.imap
post, dav = servers_of_this_run.post, servers_of_this_run.dav
office_of_mail = servers_of_this_run.office_of_mail


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        three[0].desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
        yield three[0], three[1]


def window(kind, office, qtbot):
    """A window of a computer without a safe for passwords."""
    page = page_of(kind, office, qtbot)
    page.courier._passwords = RunPasswords(lambda: None)
    return page


def type_password(page, password=PLAIN_PASSWORD):
    asked = form(page, PasswordForm)
    asked.password.set_value(password)
    asked.save()


def problems(page):
    return [notice.code for notice in page.notices.shown if notice.code]


def fill_mail(entered: MailForm, post, papers, box: str, receiver: str = "") -> None:
    entered.address.set_value(f"{box}@xa.example")
    entered.address.edit.editingFinished.emit()
    assert entered.smtp.host.value() == "mail.xa.example", "servers are proposed from the address"
    entered.receiver.set_value(receiver)
    entered.smtp.host.set_value("localhost")
    entered.smtp.port.set_value(str(post.ports["starttls"]))
    entered.smtp.security.set_value(Security.STARTTLS)
    entered.imap.host.set_value("localhost")
    entered.imap.port.set_value(str(post.mailboxes.tls_port))
    entered.user.set_value(box)
    entered.authority.set_value(str(papers.authority))


def test_the_whole_loop_by_mail_between_two_windows(offices, qtbot, clock, post, papers):
    commune, superior = offices
    low, high = (f"{name}-{uuid4().hex[:10]}" for name in ("xa", "huyen"))
    send, intake = window(SendPage, commune, qtbot), window(IntakePage, superior, qtbot)
    assert not send.network.send[Way.MAIL].isEnabled() and send.network.set_up.isEnabled()

    # the commune enters its mailbox; a wrong password is told before anything is saved
    send.network.set_up.trigger()
    assert send.tabs.currentIndex() == CONNECTION
    send.connection.mail.edit_button.click()
    entered = form(send, MailForm)
    fill_mail(entered, post, papers, low, f"{high}@tinh.example")
    entered.password.set_value("sai")
    entered.try_button.click()
    assert entered.tried.text().count("CAR-09") == 2
    assert commune.desk.read(mail_account).address == ""
    entered.password.set_value(PLAIN_PASSWORD)
    entered.try_button.click()
    assert "Gửi thư: đăng nhập được" in entered.tried.text() and "Nhận thư: đăng nhập được" in entered.tried.text()
    entered.save()
    assert f"Cấp trên: {high}@tinh.example" in send.connection.mail.told.text()
    assert "12,0 MB" in entered.tried.text()

    # the office above too, and where the commune is reached
    intake.connection.edit(Way.MAIL)
    entered = form(intake, MailForm)
    assert entered.receiver.isHidden()
    fill_mail(entered, post, papers, high)
    entered.password.set_value(PLAIN_PASSWORD)
    entered.save()
    intake.connection.place_button.click()
    place = form(intake, PlaceForm)
    place.mail.set_value("xa mẫu sơn")
    place.save()
    assert place.mail.error
    place.mail.set_value(f"{low}@xa.example")
    place.save()
    assert cells(intake.connection.grid)[0][1] == f"{low}@xa.example"

    # sent is not received
    clock.move(timedelta(minutes=1))
    send.prepare()
    assert send.network.send[Way.MAIL].isEnabled()
    send.network.send[Way.MAIL].trigger()
    assert send.outbox.current().state is OutboxState.HANDED_OVER
    assert any("Đã giao chưa phải là đã nhận" in line for line in told(send))
    assert "có biên nhận: chưa" in send.outbox.way.words[2]

    # collected above, answered by mail
    clock.move(timedelta(minutes=1))
    intake.network.collect[Way.MAIL].trigger()
    assert [line.view.state for line in intake.seen.files] == [InboxState.TAKEN_IN]
    assert intake.seen.files[0].view.file_name == send.outbox.current().file_name
    intake.network.send[Way.MAIL].trigger()
    assert not intake.network.send[Way.MAIL].isEnabled(), "nothing is left to go"

    # and the commune knows
    clock.move(timedelta(minutes=1))
    send.network.collect[Way.MAIL].trigger()
    assert send.outbox.current().state is OutboxState.CONFIRMED
    assert "có biên nhận" in cells(send.outbox.grid)[0][1]
    send.network.collect[Way.MAIL].trigger()
    assert "Không có tệp trao đổi nào" in send.taken.words.text()
    assert problems(send) == problems(intake) == []


def test_by_webdav_both_windows_use_one_folder(offices, qtbot, clock, dav, papers):
    commune, superior = offices
    folder = by_webdav(commune, superior, dav, papers)
    send, intake = window(SendPage, commune, qtbot), window(IntakePage, superior, qtbot)
    send.connection.dav.edit_button.click()
    entered = form(send, DavForm)
    entered.address.set_value("luu tru")
    entered.try_()
    assert "không phải địa chỉ một thư mục WebDAV" in entered.address.error
    entered.reject()
    entered.reject()

    send.prepare()
    send.network.send[Way.WEBDAV].trigger()
    type_password(send)
    assert send.outbox.current().state is OutboxState.HANDED_OVER
    assert [path.name for path in folder.iterdir()] == [send.outbox.current().file_name]

    clock.move(timedelta(minutes=1))
    intake.network.collect[Way.WEBDAV].trigger()
    type_password(intake)
    intake.network.send[Way.WEBDAV].trigger()
    send.network.collect[Way.WEBDAV].trigger()
    assert send.outbox.current().state is OutboxState.CONFIRMED


@pytest.fixture
def sender(offices, qtbot, clock, post, papers):
    """A commune's window with a mailbox entered and a bundle made."""
    by_mail(*offices, post, papers)
    page = window(SendPage, offices[0], qtbot)
    clock.move(timedelta(minutes=1))
    page.prepare()
    return page


def test_a_missing_password_is_asked_for_a_wrong_one_again_and_then_it_goes(sender, post):
    sender.network.send_by(Way.MAIL)
    asked = form(sender, PasswordForm)
    assert "localhost" in asked.findChild(object, "passwordTold").text()
    assert "chỉ được nhớ đến khi đóng chương trình" in asked.password._words.text()
    asked.save()
    assert asked.password.error
    type_password(sender, "sai")
    assert post.came == []
    assert "không chấp nhận" in form(sender, PasswordForm).findChild(object, "passwordTold").text()
    type_password(sender)

    assert sender.outbox.current().state is OutboxState.HANDED_OVER
    sender.network.collect_from(Way.MAIL)
    assert not [one for one in sender.findChildren(PasswordForm) if one.isVisible()], "one password for both servers"


def test_without_a_line_it_waits_says_when_and_goes_by_itself(sender, offices, clock, post, papers):
    commune, _superior = offices
    kept = commune.desk.read(mail_account)
    off = account(post, papers, kept.user, kept.receiver, smtp_port=free_port())
    commune.desk.do(SaveMailAccount(account=off))
    sender.network.send_by(Way.MAIL)

    assert problems(sender) == ["CAR-01"]
    waiting = sender.outbox.current()
    assert waiting.state is OutboxState.LEAVING
    assert "CAR-01" in sender.outbox.reason.text() and "tự thử lại lúc" in sender.outbox.reason.text()
    assert sender.again_button.isVisible()

    sender.notices.clear()
    sender.courier.look()
    assert sender.outbox.current().attempts == 1, "its time has not come"
    clock.set(waiting.next_try_at)
    sender.courier.look()
    sender.refresh()
    assert sender.outbox.current().attempts == 2
    assert told(sender) == [], "what fails by itself tells nobody twice"
    sender.again_button.click()
    assert sender.outbox.current().attempts == 3

    commune.desk.do(SaveMailAccount(account=kept))
    clock.set(sender.outbox.current().next_try_at)
    sender.courier.learn(Way.MAIL, PLAIN_PASSWORD, lambda: None)
    sender.courier.look()
    assert sender.outbox.current().state is OutboxState.HANDED_OVER
    assert not sender.again_button.isVisible()
    assert len(post.came) == 1


def test_receipts_that_wait_say_why_and_go_when_asked_again(offices, qtbot, clock, post, papers):
    commune, superior = offices
    by_mail(commune, superior, post, papers)
    intake = window(IntakePage, superior, qtbot)
    intake.take_in([bundle_of(commune)])
    intake.tabs.setCurrentWidget(intake.going)
    assert not intake.again_button.isVisible(), "nobody asked yet"
    intake.courier.learn(Way.MAIL, PLAIN_PASSWORD, lambda: None)
    post.answers["RCPT"] = "452 4.2.2 Over quota"

    intake.network.send_by(Way.MAIL)

    assert problems(intake) == ["CAR-14"]
    assert "Hộp thư của nơi nhận đã đầy" in intake.going.reason.text()
    assert "tự thử lại" not in intake.going.reason.text(), "only a call helps"
    post.answers.clear()
    intake.again_button.click()
    assert cells(intake.going.grid)[0][:2] == ["Biên nhận", "đã giao"]
    assert not intake.again_button.isVisible()


def bundle_of(office):
    """A bundle on a stick."""
    stick = office.folder.parent / "USB"
    stick.mkdir()
    return office.bundle(stick)


def test_letters_as_files_count_once_the_person_says_so(sender, tmp_path):
    sender.network.write_letters(tmp_path)

    (path,) = tmp_path.glob("*.eml")
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["X-Unsent"] == "1"
    sender.refresh()
    assert sender.outbox.current().state is OutboxState.LEAVING
    notice = next(each for each in sender.notices.shown if each.action is not None)
    notice.action()
    assert sender.outbox.current().state is OutboxState.HANDED_OVER


def test_a_connection_can_be_dropped(sender):
    sender.courier.learn(Way.MAIL, PLAIN_PASSWORD, lambda: None)
    sender.connection.mail.drop_button.click()
    sender.connection.question.yes.click()

    assert "Chưa nhập" in sender.connection.mail.told.text()
    assert not sender.network.send[Way.MAIL].isEnabled()
    assert not sender.courier.passwords._typed


def test_a_password_of_a_name_used_no_more_is_forgotten_and_of_the_same_one_stays(sender):
    sender.courier.learn(Way.MAIL, PLAIN_PASSWORD, lambda: None)
    kept = set(sender.courier.passwords._typed)
    sender.connection.edit(Way.MAIL)
    entered = form(sender, MailForm)
    entered.most.set_value("20")
    entered.save()
    assert set(sender.courier.passwords._typed) == kept

    sender.connection.edit(Way.MAIL)
    entered = form(sender, MailForm)
    entered.user.set_value("khac")
    entered.password.set_value("mới")
    entered.save()
    assert {each.user for each in sender.courier.passwords._typed} == {"khac"}


def test_nothing_speaks_to_a_network_that_nobody_asked_for(offices, qtbot, clock, monkeypatch):
    """No account, and an account nobody used yet: windows opened, looked at, left alone for a day."""

    def refuse(*_args, **_named):
        raise AssertionError("nobody asked for the network")

    commune, superior = offices
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for set_up in (False, True):
        if set_up:
            entered = account_of_nobody()
            commune.desk.do(SaveMailAccount(account=entered))
            superior.desk.do(SaveMailAccount(account=entered))
        send, intake = window(SendPage, commune, qtbot), window(IntakePage, superior, qtbot)
        send.prepare() if not set_up else send.refresh()
        for page in (send, intake):
            for place in range(page.tabs.count()):
                page.tabs.setCurrentIndex(place)
            clock.move(timedelta(days=1))
            page.courier.look()
            page.courier.send_again(page)
        assert problems(send) == problems(intake) == []
        assert send.outbox.current().attempts == 0


def account_of_nobody():
    return MailAccount(address="xa@xa.example", smtp_host="mail.xa.example", imap_host="mail.xa.example")


def test_ports_follow_the_encryption_and_the_other_way_round(sender):
    sender.connection.edit(Way.MAIL)
    entered = form(sender, MailForm)
    entered.smtp.port.set_value("587")
    entered.smtp.port.edit.editingFinished.emit()
    assert entered.smtp.security.value() is Security.STARTTLS
    entered.smtp.security.combo.set_value(Security.TLS)
    entered.smtp.security.combo.chosen.emit(Security.TLS)
    assert entered.smtp.port.value() == "465"
    entered.smtp.port.set_value("nhiều")
    entered.save()
    assert entered.smtp.port.error


@pytest.mark.parametrize("language", ["vi", "en"])
def test_letters_of_the_tab_and_of_each_form_are_its_own(offices, qtbot, language, post, papers):
    by_mail(*offices, post, papers)
    choose_language(language)
    try:
        for kind, office in ((SendPage, offices[0]), (IntakePage, offices[1])):
            page = window(kind, office, qtbot)
            assert shared_letters(page) == {}
            for way, entered in ((Way.MAIL, MailForm), (Way.WEBDAV, DavForm)):
                page.connection.edit(way)
                shown = form(page, entered)
                assert {k: v for k, v in alt_letters(shown).items() if len(v) > 1 or not k.isascii()} == {}
                shown.reject()
    finally:
        choose_language("vi")
