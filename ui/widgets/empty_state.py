"""What an empty list says: one sentence, one button that begins, one link to the handbook."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named

LOW = 480
"""Height of a window in pixels below which nothing is shown that says nothing."""


class EmptyState(QWidget):
    """Teaches where nothing is yet."""

    begun = Signal()
    other_begun = Signal()
    """The second way to begin was chosen."""
    help_asked = Signal()

    def __init__(
        self,
        sentence: str,
        button: str = "",
        *,
        icon: str = "info",
        handbook: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        icons.set_icon(self._picture, icon, "quiet", 32)
        self.sentence = named(QLabel(sentence, wordWrap=True), "emptySentence")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMaximumWidth(480)
        self.sentence.setMinimumWidth(240)
        self.button = named(QPushButton(button), "emptyButton", "primary")
        if not button:
            self.button.hide()
        self.button.clicked.connect(lambda _checked=False: self.begun.emit())
        self.other = named(QPushButton(), "emptyOther")
        self.other.clicked.connect(lambda _checked=False: self.other_begun.emit())
        self.other.hide()
        self.link = named(QPushButton(_("Xem hướng dẫn (F1)")), "emptyHelp", "link")
        if not handbook:
            self.link.hide()
        self.link.clicked.connect(lambda _checked=False: self.help_asked.emit())
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L)
        layout.setSpacing(tokens.SPACE_S)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._centred(self.sentence))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window, as at 200 %, words and button need the room of the picture."""
        super().resizeEvent(event)
        is_low = self.window().height() < LOW
        self._picture.setHidden(is_low)
        self._column.setStretch(0, 0 if is_low else 2)

    def offer(self, button: str, other: str = "") -> None:
        """Changes what the button begins, and offers a second way where there is one."""
        self.button.setText(button)
        self.other.setText(other)
        self.other.setVisible(bool(other))

    def _centred(self, words: QLabel) -> QHBoxLayout:
        line = QHBoxLayout()  # an alignment would make the layout forget that wrapped words need height
        line.addStretch(1)
        line.addWidget(words, 8)
        line.addStretch(1)
        return line
