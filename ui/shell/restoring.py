"""Restoring a backup into an empty folder, on a new PC or beside damaged data; by password or by the sealed sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.kernel.clock import Clock
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.tasks import Tasks
from ui.shell.start_window import button
from ui.widgets.fields import CheckField, TextField
from ui.widgets.secrets import NOT_THE_SAME

NO_FILE = refused("WIN-08", N_("Chưa chọn tệp sao lưu."), next_step=N_("Chọn tệp có đuôi .backup."))


class RestoreForm(FormDialog):
    """Asks for the file, the folder, and the password of that time, or the sheet and a new password."""

    restored = Signal(object)

    def __init__(self, folder: Path, clock: Clock, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.title = _("Khôi phục từ bản sao lưu")
        self.save_words = _("&Khôi phục")
        super().__init__(parent)
        self._clock = clock
        self.file = TextField(
            _("Tệp &sao lưu"), name="backup_file", hint=_("Tệp đuôi .backup trên USB hoặc trong thư mục backups.")
        )
        self.folder = TextField(
            _("Khôi phục vào t&hư mục"), name="folder", hint=_("Thư mục phải trống; dữ liệu đang có không bị ghi đè.")
        )
        self.folder.set_value(str(folder))
        self.password = TextField(_("&Mật khẩu khi sao lưu"), name="password", secret=True)
        self.by_sheet = CheckField(_("&Quên mật khẩu, có phiếu khôi phục"), name="by_sheet")
        self.code = TextField(
            _("Mã trên &phiếu khôi phục"),
            name="recovery_code",
            placeholder="123456 123456 …",
            hint=_("8 nhóm, mỗi nhóm 6 chữ số."),
        )
        self.new = TextField(
            _("Mật khẩu mớ&i"), name="new_password", secret=True, hint=_("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ.")
        )
        self.again = TextField(_("Gõ lại mật khẩ&u mới"), name="again", secret=True)
        for name, field in (
            ("backup_file", self.file),
            ("folder", self.folder),
            ("password", self.password),
            ("by_sheet", self.by_sheet),
            ("recovery_code", self.code),
            ("new_password", self.new),
            ("again", self.again),
        ):
            self.add_field(name, field)
        self.by_sheet.changed.connect(self._show_way)
        self._show_way()
        line = QHBoxLayout()
        line.addWidget(button(_("&Chọn tệp…"), "chooseBackup", "", self._choose))
        line.addStretch(1)
        self.form.insertLayout(1, line)
        self.form.addStretch(1)
        self.resize(520, 400)
        self._tasks = tasks
        self._perform = self._restore

    def command(self) -> Any:
        if not self.file.value():
            raise NO_FILE(field="backup_file")
        backup, folder = Path(self.file.value()), Path(self.folder.value())
        if not self.by_sheet.value():
            password = self.password.value()
            return lambda: _restore(backup, folder, password, self._clock)
        code, new = self.code.value(), self.new.value()
        if new != self.again.value():
            raise NOT_THE_SAME(field="again")
        return lambda: _restore(backup, folder, new, self._clock, code)

    def _show_way(self) -> None:
        by_sheet = self.by_sheet.value()
        self.password.setVisible(not by_sheet)
        for field in (self.code, self.new, self.again):
            field.setVisible(by_sheet)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Chọn tệp sao lưu"), "", _("Bản sao lưu") + " (*.backup)")
        if name:
            self.file.set_value(name)

    def _restore(self, work: Callable[[], Any]) -> None:
        self._tasks.run(
            lambda _progress: work(),
            _("Đang khôi phục…"),
            then=self._done,
            failed=self.show_problem,
            button=self.save_button,
        )

    def _done(self, workspace: Any) -> None:
        self.accept()
        self.restored.emit(workspace)


def _restore(backup: Path, folder: Path, password: str, clock: Clock, code: str | None = None) -> Any:
    """The open workspace; with a code the password is the new one."""
    from app.backup import restore, restore_with_code
    from app.folders import check_workspace_folder
    from app.workspace import Workspace

    check_workspace_folder(folder)
    if code is not None:
        restore_with_code(backup, folder, code, password, clock=clock)
    else:
        restore(backup, folder, password, clock=clock)
    return Workspace.open(folder, password, clock=clock)
