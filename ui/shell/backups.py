"""Backups as the window makes them: by themselves while working, once more when it closes, and told in the top bar."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.kernel.problems import Cancelled, Problem
from app.kernel.words import _
from ui.core import tokens
from ui.core.tasks import Running, Tasks
from ui.core.theme import named, set_look

_log = logging.getLogger(__name__)
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

    def __init__(self, workspace: Keeper | None, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._busy = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if workspace is not None:
            self.open(workspace)

    def open(self, workspace: Keeper) -> None:
        """Begins to look after a workspace, where it was not open from the beginning."""
        self._workspace = workspace
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
    """Stands while the last copy is made after the window was closed; it may be left out, nothing is lost.

    When the copy cannot be made it says why, and waits: the person tries again or leaves without it.
    """

    def __init__(self, workspace: Keeper, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._running: Running | None = None
        named(self, "LastBackup")
        self.setWindowTitle(_("Xã Số"))
        self.setMinimumWidth(420)
        self._build()
        self.attempt()

    def attempt(self) -> None:
        """Makes the copy, or tries again to."""
        self.words.setText(
            _("Đang sao lưu các thay đổi trước khi đóng. Bạn có thể tắt máy sau khi cửa sổ này biến mất.")
        )
        set_look(self.words, "")
        self.retry.hide()
        self.bar.setMaximum(0)
        self.bar.show()
        running = self._tasks.run(
            lambda progress: _failure_of(self._workspace, progress), _("Đang sao lưu dữ liệu"), then=self._ended
        )
        running.stepped.connect(self._step)
        self._running = running
        running.ended.connect(self._rest)

    def reject(self) -> None:
        """Leaves without the copy."""
        if self._running is not None:
            self._running.cancel()
        super().reject()

    def _step(self, done: int, total: int, _what: str) -> None:
        self.bar.setMaximum(total)
        self.bar.setValue(done)

    def _rest(self) -> None:
        self._running = None

    def _ended(self, failure: Exception | None) -> None:
        if failure is None:
            QTimer.singleShot(0, self, self.accept)
            return
        told = f"{failure.sentence} {failure.next_step}".strip() if isinstance(failure, Problem) else ""
        first = _("Chưa sao lưu được các thay đổi. Dữ liệu đã lưu trên máy này vẫn còn nguyên.")
        self.words.setText(f"{first}\n{told}".strip())
        set_look(self.words, "bad")
        self.bar.hide()
        self.retry.show()
        self.retry.setFocus()
        self.adjustSize()

    def _build(self) -> None:
        self.words = named(QLabel(wordWrap=True), "backupTold")
        self.bar = QProgressBar(maximum=0, textVisible=False)
        self.retry = named(QPushButton(_("&Thử lại")), "retryBackup", "primary")
        self.leave = named(QPushButton(_("Đóng &không sao lưu")), "leaveBackup", "link")
        self.retry.clicked.connect(lambda _checked=False: self.attempt())
        self.leave.clicked.connect(lambda _checked=False: self.reject())
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        for part in (self.words, self.bar, self.retry, self.leave):
            column.addWidget(part)


def _failure_of(workspace: Keeper, progress: Any) -> Exception | None:
    """What kept the copy from being made: nobody else could tell it, the window with its banners is gone."""
    try:
        workspace.backup(None, progress)
    except Cancelled:
        raise
    except Exception as failure:  # noqa: BLE001 - a defect, too, is told here; the log has its story
        _log.exception("last backup")
        return failure
    return None
