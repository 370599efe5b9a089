"""A chart as people read it: the drawing of the paper, the same numbers as a table, both to be copied."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.kernel.figures import show_amount
from app.kernel.words import _
from app.typesetting.model import Chart
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.chart_canvas import ChartCanvas
from ui.widgets.clipboard_table import copy_table
from ui.widgets.grid import Grid

_MOST_ROWS = 14
"""Rows of numbers shown without scrolling."""


@dataclass(frozen=True)
class _Line:
    """One month or place with a number of each series."""

    uid: str
    label: str
    values: tuple[int | None, ...]


class ChartView(QWidget):
    """The drawing, and below it a switch to the numbers; Ctrl+C copies the table, Ctrl+Shift+C the picture."""

    copied = Signal(str)
    """What was copied, in words."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.chart: Chart | None = None
        self.grid: Grid | None = None
        self.canvas = named(ChartCanvas(context.tasks), "chartCanvas")
        self.canvas.failed.connect(self._on_failed)
        self.nothing = named(QLabel(_("Chưa có số liệu."), wordWrap=True), "chartNothing", "quiet")
        self.failure = named(QLabel(wordWrap=True), "chartFailure", "warn")
        self.numbers_button = named(QPushButton(_("Số liệu")), "chartNumbers", "link")
        self.numbers_button.setCheckable(True)
        self.numbers_button.toggled.connect(self.show_numbers)
        self.more_button = named(QToolButton(), "chartCopy")
        icons.set_icon(self.more_button, "copy", "accent")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self._menu())
        self._lay_out()
        self.set_chart(None)

    def set_chart(self, chart: Chart | None) -> None:
        """Shows a chart; one without any number, or none, says so."""
        self.chart = chart if chart is not None and has_numbers(chart) else None
        shown = self.chart is not None
        for part in (self.canvas, self.numbers_button, self.more_button):
            part.setVisible(shown)
        self.nothing.setVisible(not shown)
        self.failure.hide()
        self.canvas.set_chart(self.chart)
        self._drop_grid()
        if self.chart is None:
            self.numbers_button.setChecked(False)
            return
        title = self.chart.title
        self.canvas.setAccessibleName(_("Biểu đồ: {title}").format(title=title))
        self.canvas.setAccessibleDescription(told(self.chart))
        self.numbers_button.setAccessibleName(_("Số liệu của biểu đồ: {title}").format(title=title))
        self.more_button.setAccessibleName(_("Sao chép biểu đồ: {title}").format(title=title))
        self.more_button.setToolTip(_("Sao chép bảng số liệu hoặc hình"))
        self.show_numbers(self.numbers_button.isChecked())

    def show_numbers(self, shown: bool) -> None:
        """Shows the numbers below the drawing, or hides them."""
        self.numbers_button.setText(_("Ẩn số liệu") if shown else _("Số liệu"))
        self.numbers_button.setChecked(shown)
        if shown and self.grid is None and self.chart is not None:
            self.grid = _grid_of(self.chart)
            self._column.addWidget(self.grid)
        if self.grid is not None:
            self.grid.setVisible(shown)

    def copy_numbers(self) -> None:
        """Puts the numbers with their headings on the clipboard, for Excel and Word."""
        if self.chart is not None:
            copy_table(cells(self.chart))
            self._say(_("Đã sao chép bảng số liệu."))

    def copy_picture(self) -> None:
        """Puts the drawing with its title on the clipboard."""
        picture = self.canvas.picture()
        if picture is not None:
            QGuiApplication.clipboard().setImage(picture)
            self._say(_("Đã sao chép hình biểu đồ."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_C and event.modifiers() == control:
            self.copy_numbers()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == control | shift:
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chart is not None:
            self.more_button.menu().exec(event.globalPos())

    def _say(self, words: str) -> None:
        self.context.notices.success(words)
        self.copied.emit(words)

    def _on_failed(self, error: Exception) -> None:
        """The numbers stand in for a drawing that could not be made."""
        self.canvas.hide()
        self.failure.setText(_("Không vẽ được biểu đồ này; số liệu ở bảng dưới."))
        self.failure.show()
        self.show_numbers(True)
        self.context.notices.defect(error)

    def _drop_grid(self) -> None:
        if self.grid is not None:
            self._column.removeWidget(self.grid)
            self.grid.hide()
            self.grid.deleteLater()
            self.grid = None

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Sao chép bảng số liệu\tCtrl+C"), self.copy_numbers)
        menu.addAction(_("Sao chép hình\tCtrl+Shift+C"), self.copy_picture)
        return menu

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_XS)
        for part in (self.canvas, self.nothing, self.failure):
            self._column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.numbers_button)
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        self._column.addLayout(foot)


def has_numbers(chart: Chart) -> bool:
    """Whether any month or place has a number at all."""
    return any(value is not None for series in chart.series for value in series.values)


def cells(chart: Chart) -> list[list[str]]:
    """The chart as a table with headings; a missing number stays blank."""
    heads = ["", *(series.name for series in chart.series)]
    return [heads, *([line.label, *map(show_amount, line.values)] for line in _lines(chart))]


def told(chart: Chart) -> str:
    """The chart in words: every label with its numbers, what is missing said to be missing."""
    return "; ".join(f"{line.label}: {_told_values(chart, line)}" for line in _lines(chart)) + "."


def _told_values(chart: Chart, line: _Line) -> str:
    said = [show_amount(value) if value is not None else _("chưa có số") for value in line.values]
    if len(chart.series) == 1:
        return said[0]
    return ", ".join(f"{series.name} {value}" for series, value in zip(chart.series, said, strict=True))


def _lines(chart: Chart) -> list[_Line]:
    return [
        _Line(str(place), label, tuple(series.values[place] for series in chart.series))
        for place, label in enumerate(chart.labels)
    ]


def _grid_of(chart: Chart) -> Grid:
    rows = RowModel[_Line](
        [Column("", lambda line: line.label), *(_number_column(at, one.name) for at, one in enumerate(chart.series))]
    )
    grid = Grid(rows, name="chartTable")
    grid.setAccessibleName(_("Số liệu của biểu đồ: {title}").format(title=chart.title))
    rows.set_rows(_lines(chart))
    shown = min(len(chart.labels), _MOST_ROWS) + 1
    grid.setFixedHeight(shown * tokens.ROW_PX + tokens.SPACE_S)
    return grid


def _number_column(at: int, name: str) -> Column[_Line]:
    return Column(
        name,
        lambda line: show_amount(line.values[at]),
        sort=lambda line: -1 if (value := line.values[at]) is None else value,
        number=True,
        width=110,
    )
