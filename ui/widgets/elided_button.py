"""A button whose words may be longer than its place: they end in dots and stand whole in its tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QToolTip

_LEAST_PX = 120


class ElidedButton(QPushButton):
    """Never asks for more width than it is given; ``text`` stays whole."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST_PX), hint.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = self.shown_text()

    def shown_text(self) -> str:
        """The words as far as they fit."""
        plain = QStyleOptionButton()
        super().initStyleOption(plain)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, plain, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + 8  # what styles put between sign and words
        flag = Qt.TextFlag.TextShowMnemonic.value
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room, flag)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.shown_text() != self.text():
            words = self.text().replace("&", "")
            QToolTip.showText(event.globalPos(), f"{words}\n{self.toolTip()}".strip(), self)
            return True
        return super().event(event)
