"""A list that behaves as officers expect from Excel: copy, paste, sort, remembered widths, everything by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Settings
from ui.core.row_model import RowModel
from ui.core.tab_order import bring_into_sight
from ui.widgets.clipboard_table import copy_table

_WIDEST_FIT = 320


class Grid(QTableView):
    """Shows a RowModel; rows are selected whole, and the selection survives a refresh."""

    pasted = Signal(str)
    """Text of a table from the clipboard, for the page to preview."""
    files_dropped = Signal(object)
    """List of paths dropped on the list."""
    opened = Signal(object)
    """The record on which Enter or a double click fell."""
    current_changed = Signal(object)
    """The record under the cursor, None for none."""
    delete_asked = Signal(object)
    """The selected records, when Delete was pressed."""
    filter_asked = Signal()

    def __init__(self, rows: RowModel[Any], *, name: str = "grid", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._wanted_uid = ""
        self._settings: Settings | None = None
        self._key = ""
        self._fitted = False
        self.setObjectName(name)
        self._dress()
        self.setModel(rows)
        self._size_columns()
        rows.modelAboutToBeReset.connect(self._remember_current)
        rows.modelReset.connect(self._fit_columns_once)
        rows.modelReset.connect(self._restore_current)
        rows.rowsInserted.connect(lambda *_where: self._restore_current())
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.current_changed.emit(self.rows.record(now))
        )
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._stay_in_sight())
        self._save_later = QTimer(self, singleShot=True, interval=500)
        self._save_later.timeout.connect(self._save_layout)
        header = self.horizontalHeader()
        header.sectionResized.connect(lambda *_sizes: self._save_later.start())
        header.sortIndicatorChanged.connect(lambda *_order: self._save_later.start())

    def remember(self, settings: Settings, key: str) -> None:
        """Keeps column widths and order under this key, and restores those of last time."""
        state = settings.get(f"grid.{key}")
        if state:
            self.horizontalHeader().restoreState(QByteArray.fromBase64(str(state).encode()))
            self._save_later.stop()
            self._fitted = True
        self._settings, self._key = settings, f"grid.{key}"

    def current(self) -> Any:
        """The record under the cursor, None for none."""
        return self.rows.record(self.currentIndex()) if self.currentIndex().isValid() else None

    def selected(self) -> list[Any]:
        """The selected records, from top to bottom."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.record(row) for row in chosen]

    def select_uid(self, uid: str) -> None:
        """Selects the record of this uid, now or as soon as it arrives."""
        row = self.rows.row_of(uid)
        if row < 0:
            self._wanted_uid = uid
            return
        self._wanted_uid = ""
        self.setCurrentIndex(self.rows.index(row, max(0, self.currentIndex().column())))
        self.scrollTo(self.currentIndex())

    def copy(self, *, headings: bool = False) -> None:
        """Copies the selected rows as a table; with their headings where asked."""
        columns = self._visible_columns()
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        cells = [[str(self.rows.index(row, column).data() or "") for column in columns] for row in chosen]
        if headings:
            cells.insert(0, [self.rows.columns[column].title for column in columns])
        if cells:
            copy_table(cells)

    def paste(self) -> None:
        """Hands the clipboard's text to the page."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.pasted.emit(text)

    def sizeHint(self) -> QSize:
        return QSize(320, 5 * tokens.ROW_PX)  # it takes what room there is, and asks for little

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        self._menu().exec(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _handle(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Shift+C"):
            self.copy(headings=True)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.filter_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # Ctrl+Enter belongs to the dialog around the list
            else:
                self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.selected():
            self.delete_asked.emit(self.selected())
        else:
            return False
        return True

    def _stay_in_sight(self) -> None:
        """Where the page itself scrolls, the row reached by keyboard is seen."""
        if self.hasFocus() and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            QTimer.singleShot(0, self, lambda: bring_into_sight(self))  # after the list itself has scrolled

    def _open(self, index: QModelIndex) -> None:
        record = self.rows.record(index) if index.isValid() else None
        if record is not None:
            self.opened.emit(record)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, icon, slot in (
            (_("Sao &chép") + "\tCtrl+C", "copy", self.copy),
            (_("Sao chép kèm &tiêu đề cột") + "\tCtrl+Shift+C", "copy", lambda: self.copy(headings=True)),
            (_("&Dán từ Excel") + "\tCtrl+V", "paste", self.paste),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)  # F2; a stray letter must not start editing
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAcceptDrops(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _size_columns(self) -> None:
        for number, column in enumerate(self.rows.columns):
            words = self.fontMetrics().horizontalAdvance(column.title) + 44
            self.setColumnWidth(number, max(column.width or 100, words))

    def _fit_columns_once(self) -> None:
        """Fits columns of no stated width to the first rows; later the person's own widths hold."""
        if self._fitted or not self.rows.rowCount():
            return
        self._fitted = True
        self.horizontalHeader().setResizeContentsPrecision(50)
        for number, column in enumerate(self.rows.columns):
            if not column.width:
                fitting = self.sizeHintForColumn(number) + 16
                self.setColumnWidth(number, min(max(fitting, self.columnWidth(number)), _WIDEST_FIT))
        self._save_later.stop()

    def _visible_columns(self) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [column for column in order if not self.isColumnHidden(column)]

    def _remember_current(self) -> None:
        current = self.currentIndex()
        if not self._wanted_uid and current.isValid():
            self._wanted_uid = self.rows.uid_of(current.row())

    def _restore_current(self) -> None:
        if self._wanted_uid:
            self.select_uid(self._wanted_uid)

    def _save_layout(self) -> None:
        if self._settings is not None:
            state = bytes(self.horizontalHeader().saveState().toBase64().data())
            self._settings.set(self._key, state.decode())
