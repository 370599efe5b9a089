"""The password of a server, asked for when it is missing or was not accepted; then what was asked for goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from app.carriers.problems import PASSWORD_NEEDED
from app.connections.passwords import PASSWORD_EMPTY
from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import TextField


class PasswordForm(FormDialog):
    """One secret field; where the password will lie is said below it."""

    def __init__(
        self,
        problem: Problem,
        learn: Callable[[str], object],
        whether_kept: Callable[[Callable[[bool], object]], object],
        parent: QWidget | None = None,
    ) -> None:
        self.title = _("Mật khẩu để kết nối")
        self.save_words = _("T&iếp tục")
        super().__init__(parent)
        self._learned = learn
        told = problem.sentence if problem.kind is PASSWORD_NEEDED else f"{problem.sentence} {problem.next_step}"
        self.form.addWidget(named(QLabel(told, wordWrap=True), "passwordTold"))
        self.password = TextField(_("&Mật khẩu"), name="password", secret=True)
        self.add_field("password", self.password)
        self.form.addStretch(1)
        self._perform = self._learn
        whether_kept(self._say_where)
        self.resize(480, 240)

    def command(self) -> str:
        if not self.password.value():
            raise PASSWORD_EMPTY(field="password")
        return self.password.value()

    def _learn(self, password: Any) -> None:
        self.accept()
        self._learned(str(password))

    def _say_where(self, kept: bool) -> None:
        self.password.set_hint(where_kept(kept))


def where_kept(kept: bool) -> str:
    """Where a password lies, in words."""
    if kept:
        return _("Mật khẩu được cất trong kho mật khẩu của máy, không nằm trong dữ liệu hay bản sao lưu của Xã Số.")
    return _("Máy này không có kho mật khẩu an toàn: mật khẩu chỉ được nhớ đến khi đóng chương trình.")
