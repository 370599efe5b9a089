"""The way of a difficulty as a row of steps: a mark, a word and a day for each, so that sent never looks received."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.difficulties.wording import Step, step, step_day
from ui.core import icons, tokens
from ui.core.theme import named, set_look


class WayRow(QWidget):
    """Five steps side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "difficultyWay")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.SPACE_S)
        self._cells: list[_Cell] = []

    @property
    def words(self) -> list[str]:
        """Each step as it reads: mark, word and day."""
        return [cell.accessibleName() for cell in self._cells]

    def show_way(self, steps: Sequence[Step]) -> None:
        """Shows these steps."""
        while len(self._cells) < len(steps):
            self._add_cell()
        for cell, each in zip(self._cells, steps, strict=True):
            cell.show_step(each)

    def _add_cell(self) -> None:
        if self._cells:
            arrow = QLabel()
            icons.set_icon(arrow, "chevron-right", "quiet", 16)
            self._row.addWidget(arrow, 0, Qt.AlignmentFlag.AlignTop)
        cell = _Cell()
        self._cells.append(cell)
        self._row.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)


class _Cell(QWidget):
    """One step: a tick where it was taken, an empty ring where not."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._word, self._day = QLabel(), QLabel(), named(QLabel(), look="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_XS)
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
        self._day.setContentsMargins(16 + tokens.SPACE_XS, 0, 0, 0)
        self.setAccessibleName(f"{'✓' if each.taken else '○'} {step(each.state)}: {step_day(each)}")
