"""The base of every page: a heading with its buttons, a body, and the manners the shell relies on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.tab_order import FocusFollower
from ui.core.theme import named, set_look


class Page(QWidget):
    """Shows records of some nouns and refreshes itself when a command changed one of them.

    A page sets ``title``, ``shows`` and ``handbook``, fills ``self.body`` and answers ``refresh``. Hidden pages wait:
    they refresh when they are shown next.
    """

    title = ""
    shows: frozenset[str] = frozenset()
    handbook = ""
    """Id of the handbook page that F1 opens."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.context = context
        self.tasks = context.tasks
        self.notices = context.notices
        self._stale, self._day = True, context.clock.today()
        self._build_frame()
        self._follower = FocusFollower(self)
        context.changes.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Asks for the records anew; called on the GUI thread when the page is shown and something changed."""

    def select(self, uid: str) -> None:
        """Selects the record of this uid, as soon as it is there."""

    def new(self) -> None:
        """Begins a new record (Ctrl+N)."""

    def print_(self) -> None:
        """Prints what the page shows (Ctrl+P)."""

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Changes the heading and the quiet line beneath it."""
        self.title_label.setText(title)
        self.subtitle_label.setText(subtitle)
        self.subtitle_label.setVisible(bool(subtitle))
        self._arrange_heading()

    def add_button(
        self, text: str, icon: str = "", slot: Callable[[], object] | None = None, *, primary: bool = False
    ) -> QPushButton:
        """Adds a button at the right of the heading; ``text`` carries its Alt letter as ``&``."""
        button = QPushButton(text)
        if primary:
            set_look(button, "primary")
        if icon:
            icons.set_icon(button, icon, "on_accent" if primary else "accent")
        if slot is not None:
            button.clicked.connect(lambda _checked=False: slot())  # a slot of a page takes no "checked"
        self.buttons.addWidget(button)
        return button

    def refresh_when_shown(self) -> None:
        """Marks the page as out of date; a visible page refreshes at once."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_heading()

    def heightForWidth(self, width: int) -> int:
        """What its frame gives it, where the page can do with that: it scrolls as a whole only on a low screen."""
        layout, frame = self.layout(), self.parentWidget()
        wanted = layout.heightForWidth(width) if layout is not None else -1
        if layout is None or frame is None or frame.height() < tokens.LOW_PX:
            return wanted
        return min(wanted, max(frame.height(), layout.minimumHeightForWidth(width)))

    def _arrange_heading(self) -> None:
        """Buttons stand below a title that they would squeeze into more than two lines."""
        words = self.title_label.fontMetrics().horizontalAdvance(self.title_label.text())
        frame = self.parentWidget()  # a page is never narrower than its heading wants, the window may be
        width = min(self.width(), frame.width()) if frame is not None else self.width()
        left = width - 2 * tokens.SPACE_L - self.buttons.sizeHint().width() - tokens.SPACE_M
        squeezed = self.buttons.count() > 0 and words > 2 * max(left, 1) * 9 // 10
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._heading.setDirection(below if squeezed else beside)

    def _refresh_if_stale(self) -> None:
        today = self.context.clock.today()
        if self._stale or today != self._day:  # the window may stand open overnight
            self._stale, self._day = False, today
            self.refresh()

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if self.shows & nouns:
            self.refresh_when_shown()

    def _build_frame(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_L)
        outer.setSpacing(tokens.SPACE_M)
        outer.addLayout(self._build_heading())
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.SPACE_M)
        outer.addLayout(self.body, 1)

    def _build_heading(self) -> QBoxLayout:
        self.title_label = named(QLabel(self.title), "pageTitle")
        self.title_label.setWordWrap(True)
        self.subtitle_label = named(QLabel(), "pageSubtitle")
        self.subtitle_label.setWordWrap(True)
        self.subtitle_label.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title_label)
        words.addWidget(self.subtitle_label)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(tokens.SPACE_S)
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(tokens.SPACE_M)
        self._heading.addLayout(words, 1)
        self._heading.addLayout(self.buttons)
        return self._heading
