"""Tab order as one reads: whatever was built or moved when, Tab goes through the page from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from ui.core import tokens


def order_tabs(root: QWidget) -> None:
    """Makes Tab follow the order of the layouts within a widget."""
    for before, after in pairwise(reading_order(root)):
        QWidget.setTabOrder(before, after)


def begin_at(form: QWidget, first: QWidget) -> None:
    """Tab order of a form as one reads, beginning in its first field: Enter must not meet a button by surprise."""
    order_tabs(form)
    first.setFocus(Qt.FocusReason.OtherFocusReason)


def move_focus(root: QWidget, *further: QWidget, forward: bool) -> bool:
    """Moves the focus one step in the order in which one reads ``root`` and then what floats over it.

    Qt's own chain keeps the order of making, and closes into a ring within a form when it is rearranged often.
    """
    everything = [widget for part in (root, *further) for widget in reading_order(part)]
    target = next(filter(takes_tab, _from_here(everything, QApplication.focusWidget(), forward=forward)), None)
    if target is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    bring_into_sight(target)
    return True


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here now: of buttons of which one is chosen, only at that one."""
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is None or not group.exclusive() or group.checkedButton() in (None, widget)


def _from_here(order: list[QWidget], focused: QWidget | None, *, forward: bool) -> list[QWidget]:
    """All widgets once, beginning after the focused one, which may just have been hidden; or within a focused page."""
    inside = [place for place, widget in enumerate(order) if focused is not None and focused.isAncestorOf(widget)]
    here = order.index(focused) + int(forward) if focused in order else None
    first = here if here is not None else (inside or [0])[0]
    turned = order[first:] + order[:first]
    return turned if forward else turned[::-1]


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls whatever the widget lies in until it is seen; of a list, the row under the cursor."""
    spot = widget.rect()
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        row = widget.visualRect(widget.currentIndex())
        spot = QRect(widget.viewport().mapTo(widget, QPoint(0, row.top())), QSize(1, row.height()))
    area = widget.parentWidget()
    while area is not None:
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            middle = widget.mapTo(inside, spot.center())
            room = min(spot.height(), area.viewport().height()) // 2 + tokens.SPACE_S
            area.ensureVisible(middle.x(), middle.y(), 0, room)
        area = area.parentWidget()


class FocusFollower(QObject):
    """Keeps the focus of one page or form in sight when it was set by keyboard or by the program, not by a click."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if self._root.isVisible() and self._root.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: bring_into_sight(now))  # what it lies in may still be laid out


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
