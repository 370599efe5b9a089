"""Backups as the window makes them: by themselves while working, once more when it closes, and told in the top bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import tokens
from ui.core.tasks import Running, Tasks
from ui.core.theme import named

LOOK_EVERY_MS = 60_000


class Keeper(Protocol):
    """What a workspace knows of its backups."""

    changes_since_backup: int
    backed_up_at: Any

    @property
    def is_backup_due(self) -> bool: ...

    def backup(self, target: Path | None = None, progress: Any = None) -> Any: ...


class Backups(QObject):
    """Looks each minute whether a copy is due and makes it in the lane of files."""

    made = Signal(object)
    """When the last verified copy was made."""

    def __init__(self, workspace: Keeper, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._busy = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Makes a copy when one is due and none is under way."""
        if not self._busy and self._workspace.is_backup_due:
            self.make()

    def make(
        self, target: Path | None = None, then: Callable[[Any], object] | None = None, button: QPushButton | None = None
    ) -> Running:
        """Makes a copy now, among the generations or with all files at ``target``."""
        self._busy = True

        def done(copy: Any) -> None:
            self.made.emit(copy.at)
            if then is not None:
                then(copy)

        running = self._tasks.run(
            lambda progress: self._workspace.backup(target, progress),
            _("Đang sao lưu dữ liệu"),
            then=done,
            button=button,
        )
        running.destroyed.connect(self._rest)
        return running

    def stop(self) -> None:
        """Makes no more copies by itself."""
        self._timer.stop()

    def _rest(self) -> None:
        self._busy = False


class LastBackup(QDialog):
    """Stands while the last copy is made after the window was closed; it may be left out, nothing is lost."""

    def __init__(self, workspace: Keeper, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "LastBackup")
        self.setWindowTitle(_("Xã Số"))
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(
            QLabel(
                _("Đang sao lưu các thay đổi trước khi đóng. Bạn có thể tắt máy sau khi cửa sổ này biến mất."),
                wordWrap=True,
            )
        )
        bar = QProgressBar(maximum=0, textVisible=False)
        column.addWidget(bar)
        self.leave = named(QPushButton(_("Đóng &không sao lưu")), "leaveBackup", "link")
        column.addWidget(self.leave)
        running = tasks.run(
            lambda progress: workspace.backup(None, progress),
            _("Đang sao lưu dữ liệu"),
            failed=lambda _problem: self.reject(),
        )
        running.stepped.connect(lambda _done, total, _what: bar.setMaximum(total))
        running.stepped.connect(lambda done, _total, _what: bar.setValue(done))
        running.destroyed.connect(self._copied)
        self.leave.clicked.connect(running.cancel)
        self.leave.clicked.connect(self.reject)

    def _copied(self) -> None:
        QTimer.singleShot(0, self, self.accept)
