"""A box of several lines that is as tall as its text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class GrowingText(QPlainTextEdit):
    """Grows from ``lines`` to ``most_lines``, then scrolls; Tab goes to the next field."""

    def __init__(self, *, lines: int = 2, most_lines: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most_lines = lines, most_lines
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()  # let the page scroll; the box has nothing to scroll

    def _fit(self) -> None:
        shown = round(self.document().documentLayout().documentSize().height())
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if shown > self._most_lines else never)
        lines = min(max(shown, self._lines), self._most_lines)
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 2
        height = lines * self.fontMetrics().lineSpacing() + frame
        if height != self.height():
            self.setFixedHeight(height)
