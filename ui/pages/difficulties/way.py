"""The way of a difficulty as a row of steps: a mark, a word and a day for each, so that sent never looks received."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.difficulties.wording import Step, step, step_day
from ui.core import icons, tokens
from ui.core.theme import named, set_look

_CELL_PX = 124
"""Width a step needs; a row that is too narrow for all goes on below."""


class WayRow(QWidget):
    """Five steps side by side, in two rows where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "difficultyWay")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_S)
        self._grid.setVerticalSpacing(tokens.SPACE_XS)
        self._cells: list[_Cell] = []
        self._columns = 0

    @property
    def words(self) -> list[str]:
        """Each step as it reads: mark, word and day."""
        return [cell.accessibleName() for cell in self._cells]

    def show_way(self, steps: Sequence[Step]) -> None:
        """Shows these steps."""
        while len(self._cells) < len(steps):
            self._cells.append(_Cell(is_first=not self._cells))
            self._columns = 0
        for cell, each in zip(self._cells, steps, strict=True):
            cell.show_step(each)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _CELL_PX, super().minimumSizeHint().height())  # else it would never get narrow enough to wrap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        fits = len(self._cells) * _CELL_PX <= self.width()
        columns = len(self._cells) if fits else max(1, min(self.width() // _CELL_PX, 3))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)


class _Cell(QWidget):
    """One step: a tick where it was taken, an empty ring where not."""

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self._indent = 0 if is_first else 16 + tokens.SPACE_XS
        self._mark, self._word, self._day = QLabel(), QLabel(), named(QLabel(), look="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_XS)
        if not is_first:
            arrow = QLabel()
            icons.set_icon(arrow, "chevron-right", "quiet", 16)
            line.addWidget(arrow)
        line.addWidget(self._mark)
        line.addWidget(self._word, 1)
        column.addLayout(line)
        column.addWidget(self._day)

    def show_step(self, each: Step) -> None:
        """Shows one step."""
        icons.set_icon(self._mark, "ok" if each.taken else "circle", "accent" if each.taken else "quiet", 16)
        self._word.setText(step(each.state))
        set_look(self._word, "heading" if each.taken else "quiet")
        self._day.setText(step_day(each))
        self._day.setContentsMargins(self._indent + 16 + tokens.SPACE_XS, 0, 0, 0)
        self.setAccessibleName(f"{'✓' if each.taken else '○'} {step(each.state)}: {step_day(each)}")
