"""Unlocking the workspace: the password, the wait after wrong ones, and the recovery code when it is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.kernel.clock import Clock
from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named, selectable
from ui.shell.start_window import StartWindow, button
from ui.widgets.fields import TextField
from ui.widgets.secrets import NOT_THE_SAME, warn_of_caps_lock

_LOAD_AHEAD_AFTER_MS = 50
"""The window is painted first."""


class UnlockWindow(StartWindow):
    """Asks for the password until the workspace opens; Enter opens, for here nothing is being composed."""

    ready = Signal()
    """What the main window needs has been loaded."""

    def __init__(self, folder: Path, clock: Clock, *, inline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(inline=inline, parent=parent)
        self.folder, self._clock = folder, clock
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0
        self.heading.setText(_("Mở dữ liệu của cơ quan"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._build_password())
        self.content.addWidget(self.pages, 1)
        self.resize(520, 400)
        self.password.setFocus()
        QTimer.singleShot(_LOAD_AHEAD_AFTER_MS, self, self._get_ready)

    def unlock(self) -> None:
        """Tries the password."""
        if self._seconds:
            return
        typed = self.password.value()
        self.work(
            _("Đang mở dữ liệu…"),
            lambda: open_with_password(self.folder, typed, self._clock),
            self.finish,
            self.open_button,
        )

    def load_more(self) -> None:
        """Loads what only the first page needs, unless the person already pressed Enter and waits for the window."""
        if self.isVisible() and self.tasks.is_idle():
            self.tasks.prepare(_load_more_ahead)

    def _get_ready(self) -> None:
        if self.isVisible():  # the lanes of a window that is gone are closed
            self.tasks.prepare(_load_ahead, then=self._tell_ready)

    def _tell_ready(self, _loaded: object) -> None:
        self.ready.emit()

    def recover(self) -> None:
        """Tries the recovery code and sets the new password."""
        new = self.new_password.value()
        if new != self.new_again.value():
            self.new_password.clear_error()
            problem = NOT_THE_SAME(field="new_again")
            self.show_refusal(problem)
            return
        code = self.code.value()
        self.work(
            _("Đang kiểm tra mã khôi phục…"),
            lambda: open_with_code(self.folder, code, new, self._clock),
            self.finish,
            self.recover_button,
        )

    def show_refusal(self, problem: Problem) -> bool:
        seconds = problem.values.get("seconds")
        if problem.field == "password" and isinstance(seconds, int) and seconds:
            self._seconds = seconds
            self._wait.start()
        taken = super().show_refusal(problem)
        if problem.field == "password":
            self.password.edit.selectAll()
        self._show_wait()
        return taken

    def show_recovery(self, *, wanted: bool) -> None:
        """Turns between the password and the recovery code."""
        if self.pages.count() == 1:  # few ever need the second page, and everybody waits for the first
            self.pages.addWidget(self._build_recovery())
        self.pages.setCurrentIndex(1 if wanted else 0)
        (self.code if wanted else self.password).setFocus()

    def _count_down(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        self._show_wait()
        if not self._seconds:
            self._wait.stop()
            self.password.clear_error()
            self.password.setFocus()

    def _show_wait(self) -> None:
        self.open_button.setEnabled(not self._seconds)
        waiting = _("Mở sau {seconds} giây").format(seconds=self._seconds)
        self.open_button.setText(waiting if self._seconds else _("&Mở"))

    def _build_password(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        self.password = TextField(_("Mật &khẩu"), name="password", secret=True)
        warn_of_caps_lock(self.password, self.password.edit)
        self.password.edit.returnPressed.connect(self.unlock)
        self.fields["password"] = self.password
        self.show_password = named(QCheckBox(_("&Hiện mật khẩu")), "showPassword")
        self.show_password.toggled.connect(
            lambda on: self.password.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        )
        self.open_button = button(_("&Mở"), "openButton", "primary", self.unlock)
        row = QHBoxLayout()
        row.addWidget(self.show_password)
        row.addStretch(1)
        row.addWidget(self.open_button)
        words = QLabel(_("Dữ liệu ở: {folder}").format(folder=self.folder), wordWrap=True)
        where = selectable(named(words, "folderWords", "small"))
        self.forgot = button(
            _("&Quên mật khẩu? Dùng mã khôi phục"), "forgotButton", "link", lambda: self.show_recovery(wanted=True)
        )
        self.practice = button(_("Mở &xã thực hành"), "practiceButton", "link", self.practice_asked.emit)
        column.addWidget(self.password)
        column.addLayout(row)
        column.addWidget(where)
        column.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.forgot)
        below.addStretch(1)
        below.addWidget(self.practice)
        column.addLayout(below)
        return page

    def _build_recovery(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        self.code = TextField(
            _("Mã trên &phiếu khôi phục"),
            name="recovery_code",
            placeholder="123456 123456 …",
            hint=_("8 nhóm, mỗi nhóm 6 chữ số."),
        )
        self.new_password = TextField(
            _("Mật khẩu &mới"), name="new_password", secret=True, hint=_("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ.")
        )
        self.new_again = TextField(_("Nhập &lại mật khẩu mới"), name="new_again", secret=True)
        for name, field in (
            ("recovery_code", self.code),
            ("new_password", self.new_password),
            ("new_again", self.new_again),
        ):
            self.fields[name] = field
            column.addWidget(field)
        self.new_again.edit.returnPressed.connect(self.recover)
        self.recover_button = button(_("Đặ&t mật khẩu mới và mở"), "recoverButton", "primary", self.recover)
        self.back = button(_("&Quay lại"), "backButton", "", lambda: self.show_recovery(wanted=False))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.recover_button)
        row.addWidget(self.back)
        column.addStretch(1)
        column.addLayout(row)
        return page


def _load_ahead() -> None:
    from app.ahead import load_ahead

    load_ahead()
    import ui.pages.today.page
    import ui.shell.ahead
    import ui.shell.backups
    import ui.shell.search_popup  # noqa: F401  # and with it the main window


def _load_more_ahead() -> None:
    from app.ahead import load_more_ahead

    load_more_ahead()


def open_with_password(folder: Path, password: str, clock: Clock) -> Any:
    """The open workspace; practice data never open as real data."""
    from app.folders import check_practice
    from app.workspace import Workspace

    check_practice(folder, practice=False)
    return Workspace.open(folder, password, clock=clock)


def open_with_code(folder: Path, code: str, new_password: str, clock: Clock) -> Any:
    """Sets a new password by the recovery code, then opens the workspace with it."""
    from app.keys.slot import check_password_rules, open_with_recovery, reset_password
    from app.workspace_places import Places

    slot = Places(folder).slot
    check_password_rules(new_password, field="new_password")
    reset_password(slot, open_with_recovery(slot, code), new_password, clock)
    return open_with_password(folder, new_password, clock)


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, tokens.SPACE_S)
    column.setSpacing(tokens.SPACE_M)
    return column
