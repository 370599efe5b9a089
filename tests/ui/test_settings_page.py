"""Settings hold at once; passwords, recovery codes, backups and verifying work over a real store."""

import pytest
from PySide6.QtWidgets import QFileDialog

from app import settings
from app.kernel.files import DISK_FULL
from app.kernel.settings import read_setting
from app.keys.slot import open_with_recovery
from app.offices.commands import AddHamlet
from app.vocabulary import HamletKind
from app.workspace import Workspace
from tests.support.stores import CHEAP, PASSWORD
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.secrets import PasswordForm
from ui.shell.backups import Backups, LastBackup
from ui.widgets.recovery_form import NewRecoveryCode, RecoveryCodeShown


@pytest.fixture
def page(qtbot, workspace, monkeypatch):
    monkeypatch.setattr("app.keys.slot.calibrated", lambda: CHEAP)
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    backups = Backups(workspace, tasks)
    shown = SettingsPage(
        Context(workspace, tasks, changes, notices, workspace.clock, lambda *_where: None, SettingsInMemory()), backups
    )
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    backups.stop()
    tasks.close()


def kept(page, kind):
    return page.workspace.read(read_setting, kind)


def disk_full():
    return DISK_FULL(name="x.backup", free="1 MB", needed="9 MB")


def told(page):
    return [notice.text for notice in page.notices.shown]


def dialog(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def choose(field, words):
    field.combo.setText("")
    field.combo._open("")
    line = next(row for row, choice in enumerate(field.combo._fitting) if choice.text == words)
    field.combo._choose(field.combo._lines.index(line))


def test_a_chosen_language_is_kept_and_announced(qtbot, page):
    with qtbot.waitSignal(page.context.changes.changed) as heard:
        choose(page.looks.fields["language"], "English")

    assert heard.args == [frozenset({"setting"})]
    assert kept(page, settings.LANGUAGE) == "en"


def test_a_chosen_theme_is_kept(page):
    choose(page.looks.fields["theme"], "Tối")

    assert kept(page, settings.THEME) == "dark"


@pytest.mark.parametrize("typed", ["14", "21", "", "hai mươi", "-15", "1" * 5000])
def test_a_margin_the_decree_does_not_allow_is_refused_beside_its_field(page, typed):
    field = page.papers.fields["right_margin"]
    field.set_value(typed)
    field.edit.editingFinished.emit()

    assert "15 đến 20" in field.error
    assert kept(page, settings.RIGHT_MARGIN) == 20


def test_a_margin_within_the_decree_is_kept(page):
    field = page.papers.fields["right_margin"]
    field.set_value("15")
    field.edit.editingFinished.emit()

    assert (field.error, kept(page, settings.RIGHT_MARGIN)) == ("", 15)


def test_the_name_of_the_team_is_not_empty(page):
    field = page.papers.fields["team_name"]
    field.set_value("  ")
    field.edit.editingFinished.emit()
    assert "không được để trống" in field.error

    field.set_value("Tổ chuyển đổi số cộng đồng")
    field.edit.editingFinished.emit()

    assert kept(page, settings.TEAM_NAME) == "Tổ chuyển đổi số cộng đồng"


def test_boxes_are_kept_and_showing_a_value_writes_nothing(page):
    before = page.workspace.changes_since_backup
    page.refresh()
    assert page.workspace.changes_since_backup == before

    page.papers.fields["draft_mark"].box.click()
    page.papers.fields["roster_phones"].box.click()

    assert (kept(page, settings.DRAFT_MARK), kept(page, settings.ROSTER_PHONES)) == (False, True)


def test_a_new_password_opens_and_the_old_one_no_longer(page, clock):
    page._change_password()
    form = dialog(page, PasswordForm)
    form.old.set_value("khong-phai-no")
    form.new.set_value("mat-khau-moi")
    form.again.set_value("mat-khau-moi")
    form.save()
    assert "không đúng" in form.old.error
    form.old.set_value(PASSWORD)
    form.new.set_value("ngan")
    form.again.set_value("ngan")
    form.save()
    assert "ít nhất 8" in form.new.error

    form.new.set_value("mat-khau-moi")
    form.again.set_value("mat-khau-moi")
    form.save()

    assert not form.isVisible()
    Workspace.open(page.workspace.places.folder, "mat-khau-moi", clock=clock, lock=False).close()


def test_a_new_recovery_code_is_shown_once_after_the_password(page):
    page._new_code()
    form = dialog(page, NewRecoveryCode)
    form.password.set_value("khong-phai-no")
    form.save()
    assert "không đúng" in form.password.error

    form.password.set_value(PASSWORD)
    form.save()

    code = dialog(page, RecoveryCodeShown).code
    assert len(open_with_recovery(page.workspace.places.slot, code)) == 32


def test_a_backup_to_a_stick_is_told_with_its_name(page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "ban-sao"), ""))

    page.backup_to.click()

    assert (tmp_path / "ban-sao.backup").is_file()
    assert "ban-sao.backup" in told(page)[-1]


def test_the_time_of_the_last_backup_is_shown(page):
    assert "Chưa có" in page.backup_words.text()

    page.backup_now.click()

    assert "09:00 05/04/2022" in page.backup_words.text()


def test_a_changed_workspace_is_backed_up_by_itself_and_only_then(page):
    made = []
    page.backups.made.connect(made.append)
    page.backups.make()
    page.backups.look()
    assert len(made) == 1
    page.tasks.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu"))
    page.backups.look()
    assert len(made) == 1

    from datetime import timedelta

    page.workspace.clock.move(timedelta(minutes=31))
    page.backups._busy = False
    page.backups.look()

    assert len(made) == 2


def test_verifying_tells_that_all_is_whole_or_what_is_not(page, monkeypatch):
    page.verify_button.click()
    assert "nguyên vẹn" in told(page)[-1]

    monkeypatch.setattr(type(page.workspace), "verify", lambda _workspace: ["file abc"])
    page.verify_button.click()

    assert "1 chỗ hỏng" in told(page)[-1]


def test_the_last_backup_goes_by_itself_when_it_is_made(qtbot, page):
    last = LastBackup(page.workspace, page.tasks)
    qtbot.addWidget(last)
    with qtbot.waitSignal(last.finished):
        last.show()

    assert page.workspace.backed_up_at is not None


def test_a_last_backup_that_fails_is_told_and_may_be_tried_again(qtbot, page, monkeypatch):
    backup, full = type(page.workspace).backup, disk_full()
    problems = [full, ValueError("a defect")]

    def failing(workspace, target=None, progress=None):
        if problems:
            raise problems.pop(0)
        return backup(workspace, target, progress)

    monkeypatch.setattr(type(page.workspace), "backup", failing)
    last = LastBackup(page.workspace, page.tasks)
    qtbot.addWidget(last)
    last.show()
    assert last.isVisible() and "Chưa sao lưu được" in last.words.text() and full.sentence in last.words.text()
    assert last.retry.isVisible() and last.bar.isHidden()
    last.retry.click()
    assert "Chưa sao lưu được" in last.words.text() and last.retry.isVisible()
    with qtbot.waitSignal(last.finished):
        last.retry.click()
    assert page.workspace.backed_up_at is not None and last.result() == LastBackup.DialogCode.Accepted


def test_a_last_backup_that_fails_may_be_left_out(qtbot, page, monkeypatch):
    monkeypatch.setattr(type(page.workspace), "backup", lambda *_args: (_ for _ in ()).throw(disk_full()))
    last = LastBackup(page.workspace, page.tasks)
    qtbot.addWidget(last)
    last.show()
    with qtbot.waitSignal(last.finished):
        last.leave.click()
    assert last.result() == LastBackup.DialogCode.Rejected


def test_versions_and_licences_are_told(page):
    words = page.findChild(object, "licenceWords").text()

    assert "LGPL-3.0" in words
    assert "SQLCipher" in words
