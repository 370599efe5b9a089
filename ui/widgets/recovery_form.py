"""A new sealed sheet: the password is asked once more, then the code is shown and two of its groups are asked back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.widgets.fields import TextField
from ui.widgets.recovery_sheet import SealedSheet, SheetMade, make_sheet, note_kept
from ui.widgets.secrets import warn_of_caps_lock


class SecretForm(FormDialog):
    """A form whose work takes a moment and is no command of the journal: what it asks for must not be kept there."""

    succeeded = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._perform = self._work

    def secret(self, name: str, label: str, hint: str = "") -> TextField:
        """Adds a field for something secret."""
        field = TextField(label, name=name, secret=True, hint=hint)
        warn_of_caps_lock(field, field.edit, hint)
        self.add_field(name, field)
        return field

    def finished_with(self, _result: Any) -> None:
        """Called when the work was done."""
        self.accept()
        self.succeeded.emit()

    def _work(self, work: Callable[[], Any]) -> None:
        self._tasks.run(
            lambda _progress: work(),
            self.title,
            then=self.finished_with,
            failed=self.show_problem,
            button=self.save_button,
        )


class NewRecoveryCode(SecretForm):
    """Asks for the password, then shows the new sheet; the one made before no longer opens anything here."""

    def __init__(self, workspace: Any, tasks: Tasks, notices: Notices, parent: QWidget | None = None) -> None:
        self.title = _("Lập phiếu khôi phục mới")
        self.save_words = _("Lập &phiếu")
        super().__init__(tasks, parent)
        self._workspace, self._notices = workspace, notices
        told = _(
            "Phiếu cũ và tệp giữ khóa cũ sẽ không mở được dữ liệu này nữa: hãy hủy chúng sau khi đã cất phiếu mới. "
            "Không ai lập lại được phiếu khi đã quên cả mật khẩu."
        )
        self.form.addWidget(QLabel(told, wordWrap=True))
        self.password = self.secret("password", _("Mật khẩu đang &dùng"))
        self.code_shown: RecoveryCodeShown | None = None
        self.form.addStretch(1)
        self.resize(460, 230)

    def command(self) -> Any:
        password = self.password.value()
        return lambda: _new_sheet(self._workspace, password)

    def finished_with(self, result: Any) -> None:
        shown = RecoveryCodeShown(result, self._notices, parent=self.parentWidget())
        self.code_shown = shown
        shown.accepted.connect(self._kept)
        shown.open()
        super().finished_with(result)

    def _kept(self) -> None:
        self._tasks.run(
            lambda _progress: note_kept(self._workspace), self.title, then=lambda _done: self.succeeded.emit()
        )


class RecoveryCodeShown(QDialog):
    """The code, once, to be printed or copied by hand; Esc asks once more before it is gone."""

    def __init__(self, made: SheetMade, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "RecoveryCodeShown")
        self.setWindowTitle(_("Phiếu khôi phục mới"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = made.code
        self._sure_to_leave = False
        self.sheet = SealedSheet(made)
        self.sheet.told.connect(notices.info)
        self.sheet.failed.connect(self._tell)
        self.message = named(QLabel(wordWrap=True), "formMessage")
        self.message.hide()
        self.done_button = named(QPushButton(_("Đã &cất xong")), "closeCode", "primary")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(lambda _checked=False: self.finish())
        self._lay_out()
        self.resize(560, min(self.sizeHint().height(), self.screen().availableGeometry().height() * 9 // 10))

    def finish(self) -> None:
        """Closes once the two groups are right."""
        for field in self.sheet.asked.values():
            field.clear_error()
        try:
            self.sheet.check()
        except Problem as problem:
            field = self.sheet.fields()[problem.field]
            field.set_error(f"{problem.sentence} {problem.next_step}")
            field.setFocus()
            return
        self.accept()

    def reject(self) -> None:
        """Leaves without the two groups, asked once more."""
        if self._sure_to_leave:
            super().reject()
            return
        self._sure_to_leave = True
        self.message.setText(_("Mã này không hiện lại được. Nhấn Esc lần nữa nếu đã cất phiếu."))
        self.message.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _tell(self, problem: Problem) -> None:
        self.message.setText(f"{problem.sentence} {problem.next_step}")
        self.message.show()

    def _lay_out(self) -> None:
        content = named(QWidget(), "formContent")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, tokens.SPACE_XS, 0)
        inner.addWidget(self.sheet)
        inner.addStretch(1)
        scroll = named(QScrollArea(widgetResizable=True), "formScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        line = QHBoxLayout()
        line.addWidget(self.message, 1)
        line.addStretch(1)
        line.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(scroll, 1)
        column.addLayout(line)


def check_password(workspace: Any, password: str, field: str = "password") -> None:
    """Refused KEY-01 or KEY-05 unless it opens this store."""
    from app.keys.slot import open_slot

    open_slot(workspace.places.slot, password, workspace.clock, field=field)


def _new_sheet(workspace: Any, password: str) -> SheetMade:
    check_password(workspace, password)
    return make_sheet(workspace)
