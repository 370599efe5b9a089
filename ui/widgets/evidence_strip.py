"""Pictures and files side by side; Enter opens, Delete takes away, Ctrl+V pastes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from ui.core import icons, tokens

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Tile:
    """One picture or file of the strip."""

    key: str
    words: str
    icon: str
    record: Any


class EvidenceStrip(QListWidget):
    """A list of tiles; the pictures come later, when they are read."""

    opened = Signal(object)
    remove_asked = Signal(object)
    paste_asked = Signal()
    menu_asked = Signal(object, object)
    """Tile and place on the screen."""

    def __init__(self, picture: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: dict[str, Tile] = {}
        self._pictures: dict[str, QIcon] = {}
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(picture)
        self.setGridSize(QSize(picture.width() + 16, picture.height() + self.fontMetrics().height() + 14))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.opened.emit(self._tiles[item.data(_KEY)]))
        self._fit()

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows these tiles instead of those before; pictures already read stay."""
        current = self.currentRow()
        self._tiles = {tile.key: tile for tile in tiles}
        self._pictures = {key: picture for key, picture in self._pictures.items() if key in self._tiles}
        self.clear()
        for tile in tiles:
            item = QListWidgetItem(self._pictures.get(tile.key) or icons.icon(tile.icon, "quiet"), tile.words)
            item.setData(_KEY, tile.key)
            item.setToolTip(tile.words)
            self.addItem(item)
        self.setCurrentRow(min(current, len(tiles) - 1))
        self._fit()

    def set_icon(self, key: str, picture: QIcon) -> None:
        """Gives a tile its picture."""
        self._pictures[key] = picture
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.item(row).setIcon(picture)

    def tile(self) -> Tile | None:
        """The tile under the cursor."""
        item = self.currentItem()
        return self._tiles.get(item.data(_KEY)) if item else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tile = self.tile()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_Delete and tile is not None:
            self.remove_asked.emit(tile)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and tile is not None and not event.modifiers():
            self.opened.emit(tile)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        tile = self.tile()
        if tile is not None:
            self.menu_asked.emit(tile, event.globalPos())

    def _fit(self) -> None:
        """One row of tiles while they fit, two at most; nothing takes room where there is nothing."""
        self.setVisible(self.count() > 0)
        self.setFixedHeight(self.gridSize().height() * (1 if self.count() < 4 else 2) + tokens.SPACE_S)
