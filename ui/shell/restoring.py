"""Restoring a backup into an empty folder, on a new PC or beside damaged data."""

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
from ui.widgets.fields import TextField

NO_FILE = refused("WIN-08", N_("Chưa chọn tệp sao lưu."), next_step=N_("Chọn tệp có đuôi .backup."))


class RestoreForm(FormDialog):
    """Asks for the file, the folder and the password that was in use when the backup was made."""

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
        for name, field in (("backup_file", self.file), ("folder", self.folder), ("password", self.password)):
            self.add_field(name, field)
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
        backup, folder, password = Path(self.file.value()), Path(self.folder.value()), self.password.value()
        return lambda: _restore(backup, folder, password, self._clock)

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


def _restore(backup: Path, folder: Path, password: str, clock: Clock) -> Any:
    from app.backup import restore
    from app.folders import check_workspace_folder
    from app.workspace import Workspace

    check_workspace_folder(folder)
    restore(backup, folder, password, clock=clock)
    return Workspace.open(folder, password, clock=clock)
