"""Panes side by side that remember their sizes, and lie one above the other where the window is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.core.context import Settings
from ui.core.theme import named

STACKED_HEIGHT = 300


class Panes(QSplitter):
    """A splitter for list, editor and paper; each pane says how many pixels it needs at least."""

    def __init__(self, settings: Settings, key: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        named(self, f"panes_{key}")
        self._settings, self._key = settings, f"panes.{key}"
        self._panes: list[QWidget] = []
        self._least: list[int] = []
        self._restored: set[Qt.Orientation] = set()
        self.setChildrenCollapsible(False)
        self._save_later = QTimer(self, singleShot=True, interval=400)
        self._save_later.timeout.connect(self._save)
        self.splitterMoved.connect(lambda *_where: self._save_later.start())

    def add_pane(self, pane: QWidget, least: int, stretch: int = 1) -> None:
        """Adds a pane that needs ``least`` pixels of width and takes ``stretch`` parts of what is left."""
        self._panes.append(pane)
        self._least.append(least)
        self.addWidget(pane)
        self.setStretchFactor(self.count() - 1, stretch)
        pane.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())  # else it would never get narrow enough to turn

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < sum(self._least)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation() or wanted not in self._restored:
            self._turn(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One of stacked panes is as high as what came into it needs: the page scrolls, nothing is cut."""
        stacked = self.orientation() == Qt.Orientation.Vertical
        if stacked and event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            watched.setMinimumHeight(self._least_height(watched))
        return super().eventFilter(watched, event)

    def _least_height(self, pane: QWidget) -> int:
        return max(STACKED_HEIGHT, pane.minimumSizeHint().height())

    def _turn(self, wanted: Qt.Orientation) -> None:
        self.setOrientation(wanted)
        stacked = wanted == Qt.Orientation.Vertical
        for pane, least in zip(self._panes, self._least, strict=True):
            pane.setMinimumSize(0 if stacked else least, self._least_height(pane) if stacked else 0)
        kept = self._settings.get(self._name())
        if kept:
            self.restoreState(QByteArray.fromBase64(str(kept).encode()))
        self._restored.add(wanted)

    def _save(self) -> None:
        self._settings.set(self._name(), bytes(self.saveState().toBase64().data()).decode())

    def _name(self) -> str:
        return f"{self._key}.{'stacked' if self.orientation() == Qt.Orientation.Vertical else 'beside'}"
