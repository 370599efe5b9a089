"""A word of state on a soft ground: nháp, đã in, đã ký, còn 3 ngày."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.core.theme import set_look

TONES = ("neutral", "ok", "warn", "bad")


class Badge(QLabel):
    """A short word; the tone colours it, the word says it."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def say(self, text: str, tone: str = "neutral") -> None:
        """Changes word and tone; an empty word hides the badge."""
        self.setText(text)
        set_look(self, f"badge-{tone if tone in TONES else 'neutral'}")
        if self.parentWidget() is not None or not text:  # shown without a parent it would be a window of its own
            self.setVisible(bool(text))
