"""The tools of one line in a list that is edited in place: move, remove, and what else its menu offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.kernel.words import _
from ui.core import icons
from ui.core.theme import named

Extra = tuple[str, str, Callable[[], object]]
"""Words, icon and what to do."""


class RowTools(QWidget):
    """Buttons for the mouse, and one menu that holds the same for the keyboard."""

    moved = Signal(int)
    """-1 up, 1 down."""
    removed = Signal()

    def __init__(
        self, what: str, extras: Callable[[], Sequence[Extra]] = tuple, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._extras = extras
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for words, icon, slot in (
            (_("Chuyển lên"), "up", lambda: self.moved.emit(-1)),
            (_("Chuyển xuống"), "down", lambda: self.moved.emit(1)),
            (_("Bỏ"), "remove", self.removed.emit),
        ):
            button = self._button(words, icon)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menu beside it is reached by Tab and does the same
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        self.menu_button = named(self._button(_("Việc khác"), "more"), f"{name}Menu" if name else "")
        self.say(what)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self.menu_button)
        menu.aboutToShow.connect(lambda: self.fill(menu))
        self.menu_button.setMenu(menu)
        line.addWidget(self.menu_button)

    def say(self, what: str) -> None:
        """Tells screen readers what the menu is about."""
        self.menu_button.setAccessibleName(_("Việc với {what}").format(what=what))

    def fill(self, menu: QMenu) -> None:
        """Puts the actions of this moment into the menu."""
        menu.clear()
        own: tuple[Extra, ...] = (
            (_("Chuyển &lên") + "\tAlt+↑", "up", lambda: self.moved.emit(-1)),
            (_("Chuyển &xuống") + "\tAlt+↓", "down", lambda: self.moved.emit(1)),
            (_("&Bỏ"), "remove", self.removed.emit),
        )
        extras = tuple(self._extras())
        for place, (words, icon, slot) in enumerate((*extras, *own)):
            if place == len(extras) and extras:
                menu.addSeparator()
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())

    def _button(self, words: str, icon: str) -> QToolButton:
        button = QToolButton()
        icons.set_icon(button, icon, "quiet", 16)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button
