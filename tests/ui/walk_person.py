"""An officer at the keyboard: presses, types and pastes into whatever window has the focus, and counts each act.

One typed field (with the Tab that leaves it), one key or chord, one paste counts one. Nothing here knows a widget to
act upon: keys go where the window system would send them, so what the keyboard does not reach fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

ENGLISH = re.compile(
    r"\b(the|and|of|ok|cancel|save|open|close|yes|no|print|apply|help|delete|add|new|file|edit|name|copy|paste|undo|"
    r"search|today|people|team|member|document|settings|error|warning|none|null|true|false|page|options)\b",
    re.I,
)
_PRESSED_MS = 130
FAR = 60
"""Tabs after which something counts as not reached."""


class Person:
    """Counts what a person does; every act is kept with its words for the record."""

    def __init__(self, album: Path | None = None) -> None:
        self.acts: list[str] = []
        self.album = album
        self.seen: dict[str, set[str]] = {}
        """Words that look English or unfilled, by the picture on which they stood."""
        self.letters: dict[str, list[str]] = {}
        """Alt letters that two things share or no keyboard has, by the picture on which they stood."""

    @property
    def count(self) -> int:
        """Interactions so far."""
        return len(self.acts)

    def window(self) -> QWidget:
        """The window in which keys arrive now."""
        window = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        assert window is not None, "no window takes keys"
        return window

    def focus(self) -> QWidget:
        """The widget in which keys arrive now."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.window()

    def press(self, keys: str, times: int = 1) -> None:
        """Presses a key or chord such as ``Ctrl+Return``; each press counts."""
        for _time in range(times):
            self.acts.append(keys)
            self._send(keys)

    def type(self, text: str) -> None:
        """Types into the field that has the focus."""
        self.acts.append(f"“{text if len(text) < 24 else text[:20] + '…'}”")
        self._type(text)

    def fill(self, *texts: str) -> None:
        """Types one field after the other; Tab goes with the field that it leaves."""
        for text in texts:
            self.type(text)
            self._send("Tab")

    def paste(self, text: str) -> None:
        """Pastes what was copied in another program."""
        QGuiApplication.clipboard().setText(text)
        self.acts.append("Ctrl+V")
        self._send("Ctrl+V")

    def tab_to(self, name: str) -> None:
        """Presses Tab until the widget of this name has the focus; each counts."""
        for _step in range(FAR):
            if self.focus().objectName() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab from here")

    def look(self, name: str) -> None:
        """Takes a picture of what is on the screen and reads every word in it."""
        settle()
        window = self.window()
        self.seen[name] = set(foreign_words(window))
        self.letters[name] = [
            f"{letter}: {words}"
            for letter, words in alt_letters(window).items()
            if len(words) > 1 or not letter.isascii()
        ]
        if self.album is not None:
            self.album.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(self.album / f"{len(self.seen):02d}-{name}.png"))

    def _send(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())
        if keys.startswith("Alt+"):
            QTest.qWait(_PRESSED_MS)  # a button pressed by its letter stays down for a moment before it acts
        settle()

    def _type(self, text: str) -> None:
        for char in text:  # QTest.keyClicks knows ASCII only
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char))
        settle()


def settle() -> None:
    """Lets the window answer; where a dialog went away, the window behind it takes the keys, as a desktop does it."""
    for _round in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if QApplication.activeWindow() is None:
        behind = [
            window
            for window in QApplication.topLevelWidgets()
            if window.isVisible() and window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
        ]
        if behind:
            behind[-1].activateWindow()
            QApplication.processEvents()


def visible_words(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every word a person sees in a window, with the widget that shows it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget, widget.placeholderText()
        elif isinstance(widget, QGroupBox):
            yield widget, widget.title()
        elif isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(tab)) for tab in range(widget.count()))
        yield widget, widget.toolTip()
    yield window, window.windowTitle()


def foreign_words(window: QWidget) -> Iterator[str]:
    """Texts that look English, carry an unfilled placeholder, or are not composed."""
    for _widget, text in visible_words(window):
        plain = re.sub(r"<[^>]*>|\((F\d+|Enter|Delete|Esc)\)", "", text).replace("&", "")
        is_keys = re.fullmatch(r"((Ctrl|Alt|Shift)\+)*\S+", plain) is not None
        is_english = ENGLISH.search(plain) is not None and not is_keys
        is_unfilled = re.search(r"\{\w*\}", plain) is not None
        if is_english or is_unfilled or not unicodedata.is_normalized("NFC", plain):
            yield plain


def alt_letters(window: QWidget) -> dict[str, list[str]]:
    """The words that each Alt letter belongs to, among what is shown and may be used."""
    found: dict[str, list[str]] = {}
    for widget in window.findChildren(QWidget):
        if not (widget.isVisible() and widget.isEnabled()):
            continue
        labels = isinstance(widget, QLabel) and widget.buddy() is not None
        words = widget.text() if labels or isinstance(widget, QAbstractButton) else ""
        for letter in re.findall(r"&([^&\s])", words):
            found.setdefault(letter.lower(), []).append(words)
    return found


def focus_order(person: Person, most: int = FAR) -> list[QWidget]:
    """The widgets that Tab visits in a window from the one that has the focus, until it comes round."""
    order: list[QWidget] = []
    for _step in range(most):
        focused = person.focus()
        if focused in order:
            break
        order.append(focused)
        person._send("Tab")
    return order
