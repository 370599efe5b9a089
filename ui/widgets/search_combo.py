"""A choice found by typing: a list opens below, but the typed text is never touched until a choice is made.

Qt's own completer completes inline and takes key presses for its popup; both eat what Unikey sends. Here the list never
takes the focus, and the text changes only when the person chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from app.kernel.text import fold, nfc
from app.kernel.words import _
from ui.core import icons
from ui.core.folding import matches
from ui.core.theme import named

MOST_SHOWN = 200
ROWS_SHOWN = 9


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its value, its words, and a quiet note that tells namesakes apart."""

    value: Any
    text: str
    note: str = ""

    @property
    def line(self) -> str:
        """Words and note as the list shows them."""
        return f"{self.text} · {self.note}" if self.note else self.text


class SearchCombo(QLineEdit):
    """A line of text with a list of choices that fit what was typed."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        placeholder: str = "",
        free: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.free = free
        """Whether words that are no choice count, too: then Tab leaves them as they were typed."""
        self._choices: tuple[Choice, ...] = tuple(choices)
        self._choice: Choice | None = None
        self._fitting: list[Choice] = []
        self._lines = QStringListModel(self)
        self._list = self._build_list()
        self.setPlaceholderText(placeholder or _("Gõ để tìm, hoặc nhấn ↓"))
        self.textEdited.connect(self._on_typed)
        opener = QAction(_("Mở danh sách (↓)"), self)
        icons.set_icon(opener, "chevron-down", "quiet")
        opener.triggered.connect(self._toggle)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> Any:
        """Value of the choice made, None for none."""
        return self._choice.value if self._choice else None

    def set_value(self, value: Any) -> None:
        """Makes a choice by its value, silently."""
        self._choice = next((choice for choice in self._choices if choice.value == value), None)
        self.setText(self._choice.text if self._choice else "")

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offers other choices; keeps the one made where it is still offered."""
        value = self.value()
        self._choices = tuple(choices)
        self._choice = next((choice for choice in self._choices if value is not None and choice.value == value), None)

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._handle_list_key(event.key()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is marked in the list and goes on, as officers know it; Qt sends it to no key event."""
        if not self.free and self.is_open() and self._list.currentIndex().isValid():
            self._choose(self._list.currentIndex())
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._list.hide()
        if self._choice is None:
            self._take_exact()

    def hideEvent(self, event: QHideEvent) -> None:
        self._list.hide()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.text() and not self.is_open():
            self._open("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._list.hide()

    def _handle_list_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.is_open():
                self._move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._open("" if self._choice else self.text())
            return True
        if not self.is_open():
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.currentIndex().isValid():
            self._choose(self._list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self._list.hide()
            return True
        return False

    def _on_typed(self, text: str) -> None:
        had = self._choice is not None
        self._choice = None
        self._open(text)
        if had:
            self.chosen.emit(None)

    def _open(self, query: str) -> None:
        fitting = [choice for choice in self._choices if matches(query, choice.line)]
        self._fitting = fitting[:MOST_SHOWN]
        self._lines.setStringList([choice.line for choice in self._fitting])
        if not self._fitting:
            self._list.hide()
            return
        if query:
            self._list.setCurrentIndex(self._lines.index(0))
        self._place()
        self._list.show()

    def _place(self) -> None:
        row = max(self._list.sizeHintForRow(0), 28)
        height = row * min(len(self._fitting), ROWS_SHOWN) + 4
        at = self.mapToGlobal(QPoint(0, self.height() + 2))
        if at.y() + height > self.screen().availableGeometry().bottom():
            at = self.mapToGlobal(QPoint(0, -height - 2))
        self._list.setGeometry(at.x(), at.y(), max(self.width(), 260), height)

    def _move(self, by: int) -> None:
        row = self._list.currentIndex().row() + by
        self._list.setCurrentIndex(self._lines.index(min(max(row, 0), len(self._fitting) - 1)))

    def _toggle(self) -> None:
        if self.is_open():
            self._list.hide()
        else:
            self.setFocus()
            self._open("")

    def _choose(self, index: QModelIndex) -> None:
        self._choice = self._fitting[index.row()]
        self._list.hide()
        self.setText(self._choice.text)
        self.chosen.emit(self._choice.value)

    def _take_exact(self) -> None:
        typed = nfc(self.text())
        exact = [choice for choice in self._choices if nfc(choice.text) == typed]
        alike = exact or [choice for choice in self._choices if typed and fold(choice.text) == fold(typed)]
        if len(alike) == 1:
            self._choice = alike[0]
            self.setText(alike[0].text)
            self.chosen.emit(alike[0].value)

    def _build_list(self) -> QListView:
        shown = named(QListView(self), "choices", "popup")
        # a tool tip window never becomes active: the typing stays here, on Windows as well
        shown.setWindowFlags(Qt.WindowType.ToolTip)
        shown.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setModel(self._lines)
        shown.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        shown.setUniformItemSizes(True)
        shown.clicked.connect(self._choose)
        return shown
