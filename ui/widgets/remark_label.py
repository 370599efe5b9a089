"""A remark of the office above beside a field: a bar at its left tells it from hints and errors."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.core import tokens
from ui.core.theme import named, selectable, set_look


class RemarkLabel(QLabel):
    """Hidden while nothing is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, look="remark-open")
        selectable(self)
        self.setWordWrap(True)
        self.setContentsMargins(tokens.SPACE_S, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_XS)
        self.hide()

    def say(self, text: str, look: str = "remark-open", tip: str = "") -> None:
        """Shows a remark; "" takes it away."""
        self.setText(text)
        self.setToolTip(tip)
        set_look(self, look)
        self.setVisible(bool(text))
