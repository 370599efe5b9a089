"""Changing the password, and making a new recovery code after the password was asked once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from app.workspace import Workspace
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.shell.recovery_sheet import CodeGroups, print_sheet, save_sheet, sheet_pdf
from ui.shell.start_window import warn_of_caps_lock
from ui.shell.unlock import NOT_THE_SAME
from ui.widgets.fields import TextField


class _SecretForm(FormDialog):
    """A form whose work takes a moment and is no command of the journal: what it asks for must not be kept there."""

    succeeded = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._perform = self._work

    def _work(self, work: Callable[[], Any]) -> None:
        self._tasks.run(
            lambda _progress: work(), self.title, then=self._finished, failed=self.show_problem, button=self.save_button
        )

    def _finished(self, _result: Any) -> None:
        self.accept()
        self.succeeded.emit()

    def _secret(self, name: str, label: str, hint: str = "") -> TextField:
        field = TextField(label, name=name, secret=True, hint=hint)
        warn_of_caps_lock(field, field.edit, hint)
        self.add_field(name, field)
        return field


class PasswordForm(_SecretForm):
    """Old password once, new one twice."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.title = _("Đổi mật khẩu")
        super().__init__(tasks, parent)
        self._workspace = workspace
        self.old = self._secret("old_password", _("Mật khẩu đang &dùng"))
        self.new = self._secret("new_password", _("Mật khẩu &mới"), _("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ."))
        self.again = self._secret("again", _("N&hập lại mật khẩu mới"))
        self.form.addStretch(1)
        self.resize(460, 330)

    def command(self) -> Any:
        old, new = self.old.value(), self.new.value()
        if new != self.again.value():
            raise NOT_THE_SAME(field="again")
        return lambda: self._workspace.change_password(old, new)


class NewRecoveryCode(_SecretForm):
    """Asks for the password, then shows the new code; the sheet made before no longer opens anything."""

    def __init__(self, workspace: Workspace, tasks: Tasks, notices: Notices, parent: QWidget | None = None) -> None:
        self.title = _("Tạo mã khôi phục mới")
        self.save_words = _("Tạo &mã")
        super().__init__(tasks, parent)
        self._workspace, self._notices = workspace, notices
        self.form.addWidget(
            QLabel(_("Tờ mã cũ sẽ không dùng được nữa, hãy hủy tờ đó sau khi in tờ mới."), wordWrap=True)
        )
        self.password = self._secret("password", _("Mật khẩu đang &dùng"))
        self.code_shown: RecoveryCodeShown | None = None
        self.form.addStretch(1)
        self.resize(460, 230)

    def command(self) -> Any:
        password = self.password.value()
        return lambda: _new_code(self._workspace, password)

    def _finished(self, result: Any) -> None:
        shown = RecoveryCodeShown(str(result), self._notices, parent=self.parentWidget())
        self.code_shown = shown
        super()._finished(result)
        shown.open()


class RecoveryCodeShown(QDialog):
    """The code, once, to be printed or copied by hand."""

    def __init__(self, code: str, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "RecoveryCodeShown")
        self.setWindowTitle(_("Mã khôi phục mới"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code, self._notices = code, notices
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(
            QLabel(_("Hãy in hoặc chép ra giấy rồi cất ở tủ có khóa. Mã chỉ hiện một lần."), wordWrap=True)
        )
        column.addWidget(CodeGroups(code))
        line = QHBoxLayout()
        for words, name, look, slot in (
            (_("&In tờ mã"), "printCode", "primary", self._print),
            (_("&Lưu PDF…"), "saveCode", "", self._save),
            (_("Đã &cất xong, đóng"), "closeCode", "", self.accept),
        ):
            button = named(QPushButton(words), name, look)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        column.addLayout(line)

    def _print(self) -> None:
        self._with_problems_told(lambda: print_sheet(self, sheet_pdf(self.code, "")))

    def _save(self) -> None:
        self._with_problems_told(lambda: save_sheet(self, sheet_pdf(self.code, "")))

    def _with_problems_told(self, work: Callable[[], Any]) -> None:
        try:
            work()
        except Problem as problem:
            self._notices.problem(problem)


def _new_code(workspace: Workspace, password: str) -> str:
    from app.keys.slot import make_recovery_code, open_slot

    slot = workspace.places.slot
    return make_recovery_code(slot, open_slot(slot, password, workspace.clock))
