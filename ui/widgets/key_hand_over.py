"""An installation is handed over: new password, new keys vouched for by the old ones, then a new sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.exchange.key_changes import RotateKeys
from app.kernel.words import _
from app.keys.slot import check_password_rules
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.widgets.recovery_form import SecretForm, check_password
from ui.widgets.secrets import NOT_THE_SAME


class HandOverForm(SecretForm):
    """The predecessor types the old password, the successor the new one."""

    handed_over = Signal(object)
    """The signed file that the other offices must get."""

    def __init__(self, workspace: Any, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.title = _("Bàn giao cho người kế nhiệm")
        self.save_words = _("&Bàn giao")
        super().__init__(tasks, parent)
        self._workspace = workspace
        told = _(
            "Người giữ khóa gõ mật khẩu đang dùng, người kế nhiệm tự đặt mật khẩu mới. Máy có khóa mới, khóa cũ ký "
            "xác nhận. Người cũ đã nghỉ thì mở máy bằng phiếu khôi phục rồi làm ở đây; máy cũ đã mất thì cấp trên ký "
            "bàn giao thay. Không hoàn tác được."
        )
        self.form.addWidget(named(QLabel(told, wordWrap=True), "stepTold"))
        self.old = self.secret("password", _("Mật khẩu đang &dùng"))
        self.new = self.secret("new_password", _("Mật khẩu &mới"), _("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ."))
        self.again = self.secret("again", _("N&hập lại mật khẩu mới"))
        self.form.addStretch(1)
        self.resize(560, 430)

    def command(self) -> Callable[[], bytes]:
        old, new, workspace = self.old.value(), self.new.value(), self._workspace
        check_password_rules(new, field="new_password")
        if new != self.again.value():
            raise NOT_THE_SAME(field="again")
        return lambda: _hand_over(workspace, old, new)

    def finished_with(self, result: Any) -> None:
        super().finished_with(result)
        self.handed_over.emit(result)


def _hand_over(workspace: Any, old: str, new: str) -> bytes:
    """Keys first: where they cannot be replaced, the password stays too."""
    check_password(workspace, old)
    record: bytes = workspace.do(RotateKeys(to_successor=True)).value
    workspace.change_password(old, new)
    return record
