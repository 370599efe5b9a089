"""A line above a report that points something out, with a button where it can be settled; it never takes the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.core import icons, tokens
from ui.core.theme import named, selectable


class Mark(QFrame):
    """Hidden until something is to be pointed out."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, "banner-warning")
        self._do: Callable[[], object] | None = None
        self.words = selectable(named(QLabel(wordWrap=True), f"{name}Words"))
        self.button = named(QPushButton(), f"{name}Button")
        self.button.clicked.connect(lambda _checked=False: self._on_button())
        sign = QLabel()
        icons.set_icon(sign, "warning", "warn")
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_S, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_XS)
        line.addWidget(sign)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.hide()

    def tell(self, sentence: str, button: str = "", do: Callable[[], object] | None = None) -> None:
        """Points something out; an empty sentence takes the line away."""
        self._do = do
        self.words.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setVisible(bool(sentence))

    def _on_button(self) -> None:
        if self._do is not None:
            self._do()
