"""What the search box finds: a list under the box that is walked with the arrows while the typing stays in the box.

The list is part of the window, not a window of its own, and never takes the focus: key bursts of Unikey reach the box
whole. Answers that come after the text has changed are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.kernel.words import _
from app.search import Hit, search
from ui.core import icons, tokens
from ui.core.theme import current_tokens, named
from ui.shell.main_window import MainWindow
from ui.shell.page_hits import pages_named

ROW_PX = 46
NARROWEST_PX = 480
ASK_AFTER_MS = 120
"""Long enough for a burst of backspaces and letters to end, too short to be noticed."""
_HIT, _ICON = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Index = QModelIndex | QPersistentModelIndex


def attach_search(window: MainWindow) -> SearchPopup:
    """Gives a main window the list under its search box; the list lives as long as the window."""
    return SearchPopup(window)


class SearchPopup(QListView):
    """The list of what was found; Enter or a click shows it on its page, Esc closes the list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        named(self, "searchHits", "popup")
        self.setAccessibleName(_("Kết quả tìm kiếm"))
        self._window = window
        self._box = window.top_bar.search
        self._wanted = self._shown = ""
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self._hits = QStandardItemModel(self)
        self.setModel(self._hits)
        self.setItemDelegate(_TwoLines(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.entered.connect(self._point_at)
        self.clicked.connect(self._open)
        self.hide()
        window.search_asked.connect(self._on_asked)
        window.search_entered.connect(self._on_entered)
        window.page_shown.connect(self.close_list)
        self._box.installEventFilter(self)
        window.installEventFilter(self)

    def hits(self) -> tuple[Hit, ...]:
        """What is listed now."""
        listed = (self._hits.item(row).data(_HIT) for row in range(self._hits.rowCount()))
        return tuple(hit for hit in listed if hit is not None)

    def close_list(self) -> None:
        """Hides the list and forgets what is still being asked."""
        self._timer.stop()
        self._wanted = ""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box:
            if event.type() == QEvent.Type.FocusOut:
                self.close_list()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.isVisible():
                return self._handle_key(Qt.Key(event.key()))
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _handle_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in _ENTER and self._shown == self._typed():
            self._open(self.currentIndex())
        else:
            return False
        return True

    def _typed(self) -> str:
        return self._box.text().strip()

    def _on_asked(self, text: str) -> None:
        self._wanted = text
        if text:
            self._timer.start()
        else:
            self.close_list()

    def _on_entered(self) -> None:
        """Enter or arrow down while nothing fitting is listed: ask at once; nothing is opened unseen."""
        self._wanted = self._typed()
        if self._wanted:
            self._ask()

    def _ask(self) -> None:
        self._timer.stop()
        self._window.context.tasks.read(search, self._wanted, then=partial(self._show, self._wanted))

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self._wanted or not self._box.hasFocus():
            return
        self._shown = text
        self._hits.clear()
        catalog = self._window.catalog
        for hit in (*pages_named(catalog, text), *hits):
            if hit.page in catalog:
                is_person = hit.page == "people" and bool(hit.target)
                self._hits.appendRow(_item(hit, "person" if is_person else catalog[hit.page].icon))
        if self._hits.rowCount():
            self.setCurrentIndex(self._hits.index(0, 0))
        else:
            self._hits.appendRow(_nothing(text))
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Below the box, inside the window."""
        below = self._box.mapTo(self._window, QPoint(0, self._box.height() + 2))
        width = min(max(self._box.width(), NARROWEST_PX), self._window.width() - 2 * tokens.SPACE_S)
        left = max(tokens.SPACE_S, min(below.x(), self._window.width() - width - tokens.SPACE_S))
        room = self._window.height() - below.y() - tokens.SPACE_S
        self.setGeometry(left, below.y(), width, min(ROW_PX * self._hits.rowCount() + 4, max(room, ROW_PX)))

    def _move(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self._hits.rowCount() - 1)
        if self._hits.item(row).isEnabled():
            self.setCurrentIndex(self._hits.index(row, 0))

    def _point_at(self, index: QModelIndex) -> None:
        if index.data(_HIT) is not None:
            self.setCurrentIndex(index)

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        if hit is None:
            return
        self.close_list()
        self._box.clear()
        self._window.context.navigate(hit.page, hit.target)
        self._window.current_page().setFocus()


def _item(hit: Hit, icon: str) -> QStandardItem:
    item = QStandardItem(hit.title)
    item.setData(hit, _HIT)
    item.setData(icon, _ICON)
    item.setData(
        ", ".join(part for part in (hit.kind, hit.title, hit.detail) if part), Qt.ItemDataRole.AccessibleTextRole
    )
    return item


def _nothing(text: str) -> QStandardItem:
    item = QStandardItem(_("Không tìm thấy “{text}”.").format(text=text))
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class _TwoLines(QStyledItemDelegate):
    """A row: icon, what was found, and a quiet second line with its kind and what tells it from others."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(NARROWEST_PX // 2, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit = index.data(_HIT)
        colours = current_tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.accent_soft)
        inner = option.rect.adjusted(tokens.SPACE_M, 4, -tokens.SPACE_M, -4)
        if hit is None:
            painter.setPen(colours.quiet)
            painter.drawText(inner, _left(), str(index.data()))
        else:
            _paint_hit(painter, inner, hit, str(index.data(_ICON)), option.font)
        painter.restore()


def _paint_hit(painter: QPainter, inner: QRect, hit: Hit, icon: str, font: QFont) -> None:
    colours = current_tokens()
    painter.drawPixmap(inner.left(), inner.center().y() - icons.SIZE // 2 + 1, icons.pixmap(icon, "accent"))
    words = inner.adjusted(icons.SIZE + tokens.SPACE_S, 0, 0, 0)
    upper = QRect(words.left(), words.top(), words.width(), words.height() // 2)
    lower = upper.translated(0, upper.height())
    painter.setFont(font)
    painter.setPen(colours.text)
    _draw_line(painter, upper, hit.title)
    small = QFont(font)
    small.setPixelSize(tokens.SMALL_PX)
    painter.setFont(small)
    painter.setPen(colours.quiet)
    _draw_line(painter, lower, f"{hit.kind} · {hit.detail}" if hit.detail else hit.kind)


def _draw_line(painter: QPainter, place: QRect, text: str) -> None:
    painter.drawText(place, _left(), painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width()))


def _left() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
