"""A sentence in place, with a button where it asks something; nothing modal for what a line can say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named, selectable


class QuestionLine(QFrame):
    """Hidden until something is said or asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "questionLine", "banner-warning")
        self._answer: Callable[[], object] | None = None
        self.words = selectable(named(QLabel(wordWrap=True), "questionWords"))
        self.yes = named(QPushButton(), "questionYes")
        self.no = named(QPushButton(_("Thôi")), "questionNo")
        sign = QLabel()
        icons.set_icon(sign, "warning", "warn")
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        line.addWidget(sign)
        line.addWidget(self.words, 1)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.yes.clicked.connect(lambda _checked=False: self._on_yes())
        self.no.clicked.connect(lambda _checked=False: self.put_away())
        self.hide()

    def ask(self, sentence: str, yes: str, answer: Callable[[], object]) -> None:
        """Asks; ``answer`` is called when the person agrees."""
        self._answer = answer
        self.words.setText(sentence)
        self.yes.setText(yes)
        self.yes.show()
        self.no.setText(_("Thôi"))
        self.show()
        self.yes.setFocus()

    def say(self, sentence: str) -> None:
        """Tells something that asks for nothing."""
        self._answer = None
        self.words.setText(sentence)
        self.yes.hide()
        self.no.setText(_("Đóng"))
        self.show()

    def put_away(self) -> None:
        """Hides the line."""
        self._answer = None
        self.hide()

    def _on_yes(self) -> None:
        answer, self._answer = self._answer, None
        self.hide()
        if answer is not None:
            answer()
