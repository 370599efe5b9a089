"""A table within a paper: its cells typed in place, rows added and taken away."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.documents.content import TableBlock
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named


class TableEditor(QWidget):
    """The rows of one ruled table."""

    changed = Signal()

    def __init__(self, block: TableBlock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block = block
        self.table = named(QTableWidget(len(block.rows), len(block.columns)), "blockTable")
        self.table.setHorizontalHeaderLabels([column.title for column in block.columns])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(_("Bảng trong văn bản"))
        for row, cells in enumerate(block.rows):
            for column, text in enumerate(cells[: len(block.columns)]):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        self._fit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(self._buttons())

    def value(self) -> TableBlock:
        """The table as it stands."""
        return replace(
            self._block,
            rows=tuple(
                tuple(self._text(row, column) for column in range(self.table.columnCount()))
                for row in range(self.table.rowCount())
            ),
        )

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for words, name, slot in ((_("Thêm dòng"), "addRow", self._add), (_("Bớt dòng"), "removeRow", self._remove)):
            button = named(QPushButton(words), name, "link")
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _add(self) -> None:
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        self.table.insertRow(row)
        self.table.setCurrentCell(row, 0)
        self._fit()
        self.changed.emit()

    def _remove(self) -> None:
        row = self.table.currentRow() if self.table.currentRow() >= 0 else self.table.rowCount() - 1
        if row >= 0:
            self.table.removeRow(row)
            self._fit()
            self.changed.emit()

    def _fit(self) -> None:
        rows = min(max(self.table.rowCount(), 1), 10)
        self.table.setFixedHeight(rows * tokens.ROW_PX + self.table.horizontalHeader().sizeHint().height() + 4)
