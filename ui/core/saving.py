"""Drafts that save themselves: a moment after typing pauses, and before anything that needs them stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.kernel.problems import Problem, Refused
from ui.core.tasks import Tasks

PAUSE_MS = 800
"""Long enough not to save within a word, short enough that the printed page seems to follow."""

Then = Callable[[], object]


class DraftKeeper(QObject):
    """Stores what is typed; ``make`` gives the command, or raises Refused naming a field that cannot be read."""

    saved = Signal()
    refused = Signal(object)
    """A Problem: what is typed cannot be stored yet."""

    def __init__(self, tasks: Tasks, make: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._make = tasks, make
        self.dirty = False
        """Whether something typed is not stored yet."""
        self._under_way = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something was typed."""
        self.dirty = True
        self._pause.start()

    def forget(self) -> None:
        """Nothing typed is to be stored: another paper is shown."""
        self.dirty = False
        self._pause.stop()

    def flush(self, then: Then | None = None) -> None:
        """Stores what is typed now, then goes on; where it cannot be stored, what was to follow does not happen."""
        self._pause.stop()
        if not self.dirty and not self._under_way:
            if then is not None:
                then()
            return
        try:
            command = self._make()
        except Refused as problem:
            self.refused.emit(problem)
            return
        self.dirty = False
        self._under_way += 1
        self._tasks.do(command, then=lambda _outcome: self._done(then), failed=self._failed, quiet=True)

    def _done(self, then: Then | None) -> None:
        self._under_way = max(0, self._under_way - 1)
        self.saved.emit()
        if then is not None:
            then()

    def _failed(self, problem: Problem) -> bool:
        self._under_way, self.dirty = max(0, self._under_way - 1), True
        self.refused.emit(problem)
        return True
