"""Parts of the overview: a figure that opens its page, a card with a chart, a list of states."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.figures import show_amount
from app.kernel.words import _
from app.outlook import Panel, Place, StatePanel, Tile
from ui.core import tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView

_BADGE_PAD = 3


class TileButton(QPushButton):
    """A figure with its unit, what it covers, and the year before; a click opens the records behind it."""

    def __init__(self, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"tile-{tile.figure.key}", "tile")
        self.tile = tile
        self._words = column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        column.setSpacing(2)
        column.addWidget(named(QLabel(tile.name, wordWrap=True), look="quiet"))
        column.addLayout(self._figure(tile))
        for words, look in ((tile.note, "small"), (tile.coverage, "warn"), (compared(tile), "small")):
            if words:
                column.addWidget(named(QLabel(words, wordWrap=True), look=look))
        column.addStretch(1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        told = (f"{tile.name}: {tile.told} {tile.unit}", tile.note, tile.coverage, compared(tile))
        self.setAccessibleName("; ".join(part for part in told if part))
        self.setToolTip(_("Mở các mục đã ghi"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._words.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._words.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.totalHeightForWidth(width)

    def _figure(self, tile: Tile) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_XS + 2)
        known = tile.figure.value is not None
        line.addWidget(named(QLabel(tile.told), look="title" if known else "warn"))
        if known:
            line.addWidget(named(QLabel(tile.unit), look="quiet"), 1, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        return line


class PanelCard(Card):
    """A heading that opens its page, a chart, and what must be said beside it."""

    opened = Signal(object)
    """The Place where the records stand."""

    def __init__(self, context: Context, code: str, parent: QWidget | None = None) -> None:
        super().__init__("-", parent)
        named(self, f"panel-{code}")
        self._place: Place | None = None
        self.chart = ChartView(context)
        self.notes = named(QLabel(wordWrap=True), "panelNotes", "quiet")
        self.open_button = _open_button()
        self.open_button.clicked.connect(lambda _checked=False: self.opened.emit(self._place))
        _head(self, self.open_button)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.notes)
        self.body.addStretch(1)

    def show_panel(self, panel: Panel) -> None:
        """Shows the panel as it is now."""
        self._place = panel.place
        self.heading.setText(panel.title)
        self.open_button.setAccessibleName(_("Mở các mục đã ghi: {title}").format(title=panel.title))
        self.chart.set_chart(panel.chart)
        self.chart.setVisible(panel.chart is not None)
        self.notes.setText("\n".join(panel.notes))
        self.notes.setVisible(bool(panel.notes))


class StateCard(Card):
    """Periods of the year, each with a word of state and a sentence."""

    opened = Signal(object)
    """The Place where the records stand."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__("-", parent)
        named(self, f"panel-{code}")
        self._place: Place | None = None
        self.notes = named(QLabel(wordWrap=True), "panelNotes", "quiet")
        self.open_button = _open_button()
        self.open_button.clicked.connect(lambda _checked=False: self.opened.emit(self._place))
        _head(self, self.open_button)
        self.list = QWidget()
        self.body.addWidget(self.notes)
        self.body.addWidget(self.list)
        self.body.addStretch(1)

    def show_panel(self, panel: StatePanel) -> None:
        """Shows the states as they are now."""
        self._place = panel.place
        self.heading.setText(panel.title)
        self.open_button.setAccessibleName(_("Mở các mục đã ghi: {title}").format(title=panel.title))
        self.notes.setText("\n".join(panel.notes))
        fresh = _state_list(panel)
        self.body.replaceWidget(self.list, fresh)
        self.list.hide()
        self.list.deleteLater()
        self.list = fresh


def compared(tile: Tile) -> str:
    """``năm trước 281 (−1)`` for the same days; empty where nothing was kept then."""
    if tile.before is None:
        return ""
    if tile.before.value is None or tile.change is None:
        return _("năm trước chưa có số")
    sign = "+" if tile.change > 0 else "−" if tile.change < 0 else "±"
    return _("năm trước {before} ({change})").format(
        before=show_amount(tile.before.value), change=sign + show_amount(abs(tile.change))
    )


def _open_button() -> QPushButton:
    return named(QPushButton(_("Mở")), "openPanel", "link")


def _head(card: Card, button: QPushButton) -> None:
    """Puts the button beside the heading."""
    card.body.removeWidget(card.heading)
    line = QHBoxLayout()
    line.addWidget(card.heading, 1)
    line.addWidget(button)
    card.body.insertLayout(0, line)


def _state_list(panel: StatePanel) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_M)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    top = Qt.AlignmentFlag.AlignTop
    for row, state in enumerate(panel.states):
        label, badge = QLabel(state.label, made), Badge(state.badge, state.tone.value, made)
        words = named(QLabel(state.words, made, wordWrap=True), look="quiet")
        for part in (label, words):
            part.setContentsMargins(0, _BADGE_PAD, 0, 0)  # on one line with the word in the badge
        for column, cell in enumerate((label, badge, words)):
            grid.addWidget(cell, row, column, top)
    grid.setColumnStretch(2, 1)
    return made
