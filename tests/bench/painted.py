"""Sees when a window has been painted."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PAINTS = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)


class Painted(QObject):
    """Tells once, after the first painting at which ``ready`` holds: when everything of that painting is done."""

    seen = Signal(float)

    def __init__(self, window: QWidget, ready: Callable[[], bool] = lambda: True) -> None:
        super().__init__(window)
        self._ready, self._done = ready, False
        window.installEventFilter(self)  # the window alone: watching every widget would be timed, too

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if not self._done and event.type() in _PAINTS and self._ready():
            self._done = True
            QTimer.singleShot(0, self, lambda: self.seen.emit(time.perf_counter()))
        return False
