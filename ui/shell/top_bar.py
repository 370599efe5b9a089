"""The bar at the top: which office this is, search everywhere, and what the person should always see."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named
from ui.widgets.badge import Badge


class SearchBox(QLineEdit):
    """Searches everything; Esc empties it, Enter and arrow down go to what was found."""

    asked = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "searchBox")
        self.setPlaceholderText(_("Tìm văn bản, người, hoạt động…  Ctrl+K"))
        self.setAccessibleName(_("Tìm trong toàn bộ dữ liệu"))
        self.setClearButtonEnabled(True)
        picture = self.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(picture, "search", "quiet")
        self.textEdited.connect(lambda text: self.asked.emit(text.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.asked.emit("")
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Name of the program and the office, search, chips."""

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "topBar")
        self.setFixedHeight(48)
        self.office = named(QLabel(office), "officeName")
        self.search = SearchBox()
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(400)
        self._chips: dict[str, Badge] = {}
        self._right = QHBoxLayout()
        self._right.setSpacing(tokens.SPACE_S)
        self._right.addStretch(1)
        left = QHBoxLayout()
        left.setSpacing(tokens.SPACE_M)
        left.addWidget(named(QLabel(_("Xã Số")), "programName"))
        left.addWidget(self.office)
        left.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_M + 2, 0, tokens.SPACE_M + 2, 0)
        line.setSpacing(tokens.SPACE_M)
        line.addLayout(left, 3)
        line.addWidget(self.search, 4)
        line.addLayout(self._right, 3)

    def set_chip(self, name: str, words: str, tone: str = "neutral") -> None:
        """Shows a chip of this name (backup, receipts …); empty words take it away."""
        if name not in self._chips:
            self._chips[name] = named(Badge("", tone, self), f"chip_{name}")
            self._right.addWidget(self._chips[name])
        self._chips[name].say(words, tone)
