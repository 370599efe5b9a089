"""Changing the password."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.kernel.words import _
from app.workspace import Workspace
from ui.core.tasks import Tasks
from ui.widgets.recovery_form import SecretForm
from ui.widgets.secrets import NOT_THE_SAME


class PasswordForm(SecretForm):
    """Old password once, new one twice."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.title = _("Đổi mật khẩu")
        super().__init__(tasks, parent)
        self._workspace = workspace
        self.old = self.secret("old_password", _("Mật khẩu đang &dùng"))
        self.new = self.secret("new_password", _("Mật khẩu &mới"), _("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ."))
        self.again = self.secret("again", _("N&hập lại mật khẩu mới"))
        self.form.addStretch(1)
        self.resize(460, 330)

    def command(self) -> Any:
        old, new = self.old.value(), self.new.value()
        if new != self.again.value():
            raise NOT_THE_SAME(field="again")
        return lambda: self._workspace.change_password(old, new)
