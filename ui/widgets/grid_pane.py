"""A grid with its filter line, its count and what it says when it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid


class FilterLine(QLineEdit):
    """Filters a grid as one types; Esc clears, arrow down goes into the list."""

    def __init__(self, grid: Grid, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        named(self, f"{grid.objectName()}Filter")
        self.setPlaceholderText(placeholder or _("Lọc danh sách…"))
        self.setAccessibleName(self.placeholderText())
        self.setClearButtonEnabled(True)
        picture = self.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(picture, "search", "quiet")
        self.textChanged.connect(grid.rows.set_filter)
        grid.filter_asked.connect(self.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down and self._grid.rows.rowCount():
            self._grid.setFocus()
            if not self._grid.currentIndex().isValid():
                self._grid.selectRow(0)
        else:
            super().keyPressEvent(event)


class GridPane(QWidget):
    """Filter line and count above, the grid below; an empty list shows ``empty`` instead."""

    def __init__(
        self, grid: Grid, *, placeholder: str = "", empty: EmptyState | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.grid = grid
        self.empty = empty
        self.filter = FilterLine(grid, placeholder)
        self.count = named(QLabel(), f"{grid.objectName()}Count", "small")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(tokens.SPACE_S)
        self.tools.addWidget(self.filter, 1)
        self.tools.addWidget(self.count)
        self._stack = QStackedWidget()
        self._stack.addWidget(grid)
        if empty is not None:
            self._stack.addWidget(empty)
        self._nothing_fits = named(
            QLabel(
                _("Không có dòng nào khớp với nội dung lọc. Nhấn Esc trong ô lọc để bỏ lọc."),
                wordWrap=True,
                alignment=Qt.AlignmentFlag.AlignCenter,
            ),
            look="quiet",
        )
        self._stack.addWidget(self._nothing_fits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addLayout(self.tools)
        layout.addWidget(self._stack, 1)
        grid.rows.modelReset.connect(self._on_rows)
        grid.rows.rowsInserted.connect(lambda *_where: self._on_rows())
        self._count_rows()
        self._turn_to(grid)

    def _on_rows(self) -> None:
        self._count_rows()
        shown: QWidget = self.grid
        if not self.grid.rows.total and self.empty is not None:
            shown = self.empty
        elif not self.grid.rows.rowCount() and self.filter.text():
            shown = self._nothing_fits
        self._turn_to(shown)

    def _turn_to(self, shown: QWidget) -> None:
        """Shows one of the three; the others ask for no room meanwhile, so that a full page fits a low screen."""
        for part in (self.grid, self.empty, self._nothing_fits):
            if part is None:
                continue
            policy = QSizePolicy.Policy.Expanding if part is shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(shown)

    def _count_rows(self) -> None:
        shown, total = self.grid.rows.rowCount(), self.grid.rows.total
        text = _("{total} dòng").format(total=total)
        if shown != total:
            text = _("{shown} trong {total} dòng").format(shown=shown, total=total)
        self.count.setText(text if total else "")
