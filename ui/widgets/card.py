"""Cards, and a flow of cards that fills as many columns as fit."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.core import tokens
from ui.core.theme import named


class Card(QFrame):
    """A white sheet with a heading; fill ``body``."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, look="card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        self.body.setSpacing(tokens.SPACE_S)
        self.heading = named(QLabel(heading), look="heading")
        self.heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if not heading:
            self.heading.hide()
        self.body.addWidget(self.heading)


class CardFlow(QWidget):
    """Cards side by side, at least ``least_width`` pixels each, row after row."""

    def __init__(self, least_width: int = 320, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_width = least_width
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.SPACE_M)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_cards(self, cards: list[QWidget]) -> None:
        """Shows these cards instead of those before."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._least_width), hint.height())  # else it would never get narrow enough

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        columns = max(1, (self.width() + tokens.SPACE_M) // (self._least_width + tokens.SPACE_M))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(self._cards) // columns + 1, 1)  # room left over lies below the cards
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
