"""Tab order as one reads: whatever was built or moved when, Tab goes through the page from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def order_tabs(root: QWidget) -> None:
    """Makes Tab follow the order of the layouts within a widget."""
    for before, after in pairwise(reading_order(root)):
        QWidget.setTabOrder(before, after)


def begin_at(form: QWidget, first: QWidget) -> None:
    """Tab order of a form as one reads, beginning in its first field: Enter must not meet a button by surprise."""
    order_tabs(form)
    first.setFocus(Qt.FocusReason.OtherFocusReason)


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Every widget that takes the focus by Tab, as one reads."""
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    for inner in _inner(root):
        if inner is not None:
            yield from reading_order(inner)


def _inner(root: QWidget) -> Iterator[QWidget | None]:
    if isinstance(root, QSplitter | QStackedWidget):
        yield from (root.widget(place) for place in range(root.count()))
    elif isinstance(root, QTabWidget):
        yield root.tabBar()
        yield from (root.widget(place) for place in range(root.count()))
    elif isinstance(root, QScrollArea):
        yield root.widget()
    elif (layout := root.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
