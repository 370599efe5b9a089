"""Several of many, ticked in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from ui.core.theme import named
from ui.widgets.fields import Field
from ui.widgets.search_combo import Choice

_ROWS_SHOWN = 5
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TicksField(Field):
    """Several of many, ticked with the mouse or Space; all at once by one button."""

    def __init__(self, label: str, all_words: str, *, name: str, parent: QWidget | None = None) -> None:
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(label, self.list, name=name, parent=parent)
        self.all_button = named(QPushButton(all_words), f"{name}All", "link")
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(self.tick_all)
        self._below.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignRight)

    def offer(self, choices: Sequence[Choice], ticked: Iterable[str] = ()) -> None:
        """Shows these, some of them ticked."""
        wanted = set(ticked)
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.line)
            item.setData(Qt.ItemDataRole.UserRole, choice.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if choice.value in wanted else _UNCHECKED)
            self.list.addItem(item)
        rows = min(max(self.list.count(), 2), _ROWS_SHOWN)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 26) + 6)
        self.all_button.setVisible(len(choices) > 1)
        first = next((row for row, choice in enumerate(choices) if choice.value in wanted), 0)
        if choices:
            self.list.setCurrentRow(first)
            self.list.scrollToItem(self.list.item(first))

    def tick_all(self) -> None:
        """Ticks all, or none where all are ticked."""
        on = len(self.value()) < self.list.count()
        for item in self._items():
            item.setCheckState(_CHECKED if on else _UNCHECKED)
        self.changed.emit()

    def value(self) -> tuple[str, ...]:
        """Uids of those ticked, in their order."""
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items() if item.checkState() is _CHECKED
        )

    def typed(self) -> object:
        return self.value()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]
