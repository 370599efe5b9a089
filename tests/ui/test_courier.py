"""What goes and comes over a network in the lanes of a real window: it can be stopped, it ends with the window."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.connections.accounts import Way
from app.connections.commands import SaveMailAccount
from app.connections.passwords import RunPasswords
from app.connections.queries import mail_account
from app.exchange.outbox import PrepareBundle
from app.exchange.queries import outbox
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from app.vocabulary import OutboxState
from tests.carriers import conftest as servers_of_this_run
from tests.carriers.nuisance import Harm, nuisance
from tests.carriers.servers import PLAIN_PASSWORD, free_port
from tests.support.mail_between import account, by_mail
from tests.support.two_offices import two_offices
from tests.ui.exchange_pages import form, page_of
from ui.core.changes import Changes
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.send.page import SendPage
from ui.widgets.courier import Courier
from ui.widgets.password_form import PasswordForm

places, papers, imap = servers_of_this_run.places, servers_of_this_run.papers, servers_of_this_run.imap
post, office_of_mail = servers_of_this_run.post, servers_of_this_run.office_of_mail


@pytest.fixture
def commune(empty_workspace, tmp_path, clock, post, papers):
    """A commune with a mailbox and a bundle made."""
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, _stick):
        commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh")))
        by_mail(commune, superior, post, papers)
        clock.move(timedelta(minutes=1))
        commune.desk.do(PrepareBundle())
        yield commune


@pytest.fixture
def lanes(commune, qtbot):
    """The courier of a window with its lanes, and a button that was pressed."""
    from PySide6.QtWidgets import QPushButton

    button = QPushButton()
    qtbot.addWidget(button)
    changes, notices = Changes(), Notices()
    tasks = Tasks(commune.desk, changes, notices)
    courier = Courier(tasks, changes, notices, commune.clock)
    courier.open(commune.desk)
    courier._passwords = RunPasswords(lambda: None)
    courier.learn(Way.MAIL, PLAIN_PASSWORD, lambda: None)
    qtbot.waitUntil(tasks.is_idle)
    yield courier, tasks, notices, button
    courier.stop()
    tasks.close()


def state(commune):
    return commune.desk.read(outbox)[0].state


def test_sending_does_not_hold_the_window_and_tells_when_it_went(lanes, commune, qtbot):
    courier, tasks, notices, button = lanes

    courier.send(button, Way.MAIL, above=True, button=button)
    assert not button.isEnabled() and state(commune) is OutboxState.PREPARED

    qtbot.waitUntil(tasks.is_idle, timeout=20_000)
    assert button.isEnabled()
    assert state(commune) is OutboxState.HANDED_OVER
    assert "Máy chủ thư đã nhận 1 tệp" in notices.shown[-1].text


def test_a_server_that_hangs_can_be_given_up_and_nothing_is_said_to_have_gone(lanes, commune, qtbot, post, papers):
    courier, tasks, notices, button = lanes
    kept = commune.desk.read(mail_account)
    with nuisance(post.ports["starttls"], Harm.HANG, at=10) as line:
        hanging = account(post, papers, kept.user, kept.receiver, smtp_port=line.port)
        commune.desk.do(SaveMailAccount(account=hanging))
        running = []
        tasks.long_work.connect(running.append)
        courier.send(button, Way.MAIL, above=True, button=button)
        qtbot.waitUntil(lambda: bool(running), timeout=10_000)
        running[0].cancel()
        qtbot.waitUntil(tasks.is_idle, timeout=10_000)

    assert state(commune) is OutboxState.LEAVING, "bytes may have gone"
    assert notices.shown == []
    assert button.isEnabled() and post.came == []


def test_closing_the_window_does_not_wait_for_a_server(lanes, commune, qtbot, post, papers):
    courier, tasks, _notices, button = lanes
    kept = commune.desk.read(mail_account)
    with nuisance(post.ports["starttls"], Harm.HANG, at=10) as line:
        hanging = account(post, papers, kept.user, kept.receiver, smtp_port=line.port)
        commune.desk.do(SaveMailAccount(account=hanging))
        courier.send(button, Way.MAIL, above=True)
        qtbot.waitUntil(lambda: state(commune) is OutboxState.LEAVING, timeout=10_000)
        courier.stop()
        qtbot.waitUntil(tasks.is_idle, timeout=5_000)


def test_a_retry_after_the_program_was_started_anew_asks_for_the_password_without_a_form_in_the_way(
    commune, qtbot, clock, post, papers
):
    kept = commune.desk.read(mail_account)
    off = account(post, papers, kept.user, kept.receiver, smtp_port=free_port())
    commune.desk.do(SaveMailAccount(account=off))
    page = page_of(SendPage, commune, qtbot)
    page.courier._passwords = RunPasswords(lambda: None)
    page.network.send_by(Way.MAIL)
    commune.desk.do(SaveMailAccount(account=kept))
    page.notices.clear()
    clock.set(page.outbox.current().next_try_at)

    page.courier.look()

    assert not [one for one in page.findChildren(PasswordForm) if one.isVisible()]
    (notice,) = page.notices.shown
    assert notice.action_label == "Nhập mật khẩu…" and "Có tệp chờ gửi" in notice.text
    page.courier.look()
    assert page.outbox.current().attempts == 2, "it waits for a person now"

    with qtbot.waitActive(page):
        page.activateWindow()
    notice.action()
    asked = form(page, PasswordForm)
    asked.password.set_value(PLAIN_PASSWORD)
    asked.save()
    assert page.outbox.current().state is OutboxState.HANDED_OVER
    assert len(post.came) == 1
