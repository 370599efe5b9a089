"""The places at the left: icon and words, in sections; folded to icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named
from ui.shell.catalog import Entry
from ui.widgets.badge import Badge


class Navigation(QFrame):
    """Chooses a page; arrows move within, Tab goes on to the page."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "navigation")
        self.setAccessibleName(_("Các trang"))
        self._places: dict[str, _Place] = {}
        self._headings: list[QWidget] = []
        self._rules: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._folded = False
        self._current = ""
        content = named(QWidget(), "navigationContent")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        self._layout.setSpacing(1)
        self._fill(entries)
        self._layout.addStretch(1)
        self._scroll = scroll = named(QScrollArea(widgetResizable=True), "navigationScroll")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scroll)
        self.set_folded(False)

    def set_current(self, page_id: str) -> None:
        """Marks a place as the one being shown."""
        for place_id, place in self._places.items():
            place.mark(current=place_id == page_id)
        self._current = page_id
        self._bring_into_sight()

    def set_folded(self, folded: bool) -> None:
        """Shows icons only, with the words as tool tips."""
        self._folded = folded
        self.setFixedWidth(tokens.NAVIGATION_FOLDED_PX if folded else tokens.NAVIGATION_PX)
        for heading in self._headings:
            heading.setVisible(not folded)
        for rule in self._rules:
            rule.setVisible(folded)
        for place in self._places.values():
            place.fold(folded=folded)

    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self._folded

    def set_count(self, page_id: str, count: int) -> None:
        """Shows how many things wait at a place; 0 shows nothing."""
        self._places[page_id].set_count(count)

    def button(self, page_id: str) -> QToolButton:
        """The button of a place."""
        return self._places[page_id]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self._places.values())
        focused = self.focusWidget()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and focused in buttons:
            buttons[(buttons.index(focused) + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._bring_into_sight)  # the places are laid out after this

    def _bring_into_sight(self) -> None:
        """On a low screen the places scroll; the one being shown is always seen."""
        if self._current in self._places:
            self._scroll.ensureWidgetVisible(self._places[self._current], 0, tokens.ROW_PX)
            self._scroll.horizontalScrollBar().setValue(0)

    def _fill(self, entries: Iterable[Entry]) -> None:
        section = ""
        for entry in entries:
            if entry.section != section:
                section = entry.section
                self._add_heading(_(section))
            place = _Place(entry)
            place.clicked.connect(lambda _checked=False, page_id=entry.id: self.chosen.emit(page_id))
            self._group.addButton(place)
            self._places[entry.id] = place
            self._layout.addWidget(place)

    def _add_heading(self, words: str) -> None:
        heading = named(QLabel(words), look="section")
        rule = named(QFrame(), look="rule")
        for part, parts in ((heading, self._headings), (rule, self._rules)):
            self._layout.addWidget(part)
            parts.append(part)


class _Place(QToolButton):
    """One place: icon, words, and how many things wait there."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        named(self, f"place_{entry.id}", "place")
        self._entry = entry
        self.setText(" " + entry.words)
        self.setToolTip(entry.words)
        self.setAccessibleName(entry.words)
        self.setCheckable(True)
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._badge = Badge("", "bad", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, tokens.SPACE_S, 0)
        line.addStretch(1)
        line.addWidget(self._badge)
        self._count = 0
        self.mark(current=False)

    def mark(self, *, current: bool) -> None:
        self.setChecked(current)
        icons.set_icon(self, self._entry.icon, "accent" if current else "quiet")

    def fold(self, *, folded: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(style)
        self._badge.setVisible(bool(self._count) and not folded)

    def set_count(self, count: int) -> None:
        self._count = count
        self._badge.say(str(count) if count else "", "bad")
        self._badge.setVisible(bool(count) and self.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly)
        waiting = _("{page}, {count} việc chờ").format(page=self._entry.words, count=count)
        self.setToolTip(waiting if count else self._entry.words)
        self.setAccessibleName(waiting if count else self._entry.words)
