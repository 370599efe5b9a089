"""Words that break into lines are shown whole: a low window scrolls the page, it never cuts them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class KeptWhole(QObject):
    """Gives a part the least height that its words need at the width it has."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._fit)  # not while a layout is under way
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._part.layout()
        if layout is not None and layout.hasHeightForWidth():
            self._part.setMinimumHeight(layout.totalHeightForWidth(self._part.width()))
