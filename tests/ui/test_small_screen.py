"""Where a page is larger than the screen, what has the focus is scrolled into sight."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.core.row_model import Column, RowModel
from ui.core.tab_order import FocusFollower
from ui.widgets.grid import Grid


@pytest.fixture
def frame(qtbot):
    """Twenty fields and a list below them, in a window that shows a few."""
    page = QWidget()
    column = QVBoxLayout(page)
    for _number in range(20):
        column.addWidget(QLineEdit())
    grid = Grid(RowModel((Column("Thôn", str),)))
    grid.setFixedHeight(600)
    grid.rows.set_rows([f"Thôn {number}" for number in range(15)])
    column.addWidget(grid)
    follower = FocusFollower(page)
    shown = QScrollArea(widgetResizable=True)
    qtbot.addWidget(shown)
    shown.setWidget(page)
    shown.resize(400, 250)
    with qtbot.waitActive(shown):
        shown.show()
    assert follower.parent() is page
    return shown


def top_and_height(frame, widget, row=None):
    """Where the widget, or a row of the list, begins in what is shown, and its height."""
    rect = widget.rect() if row is None else widget.visualRect(widget.model().index(row, 0))
    start = widget.viewport() if row is not None else widget
    return start.mapTo(frame.viewport(), QPoint(0, rect.top())).y(), rect.height()


def is_seen(frame, *what):
    top, height = top_and_height(frame, *what)
    return top >= 0 and top + height <= frame.viewport().height()


def test_a_field_that_the_program_puts_the_cursor_into_is_seen(qtbot, frame):
    last = frame.findChildren(QLineEdit)[-1]
    assert not is_seen(frame, last)

    last.setFocus()

    qtbot.waitUntil(lambda: is_seen(frame, last))


def test_the_row_under_the_cursor_is_seen_in_a_list_taller_than_the_screen(qtbot, frame):
    grid = frame.findChild(Grid)
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)

    grid.selectRow(14)
    qtbot.waitUntil(lambda: is_seen(frame, grid, 14))
    grid.selectRow(0)
    qtbot.waitUntil(lambda: is_seen(frame, grid, 0))
