"""Small, typed table models over frozen views: what is shown, what is sorted by, and the record itself by a role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from ui.core import icons, theme
from ui.core.folding import matches

T = TypeVar("T")
AnyIndex = QModelIndex | QPersistentModelIndex
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its heading, its words, and where needed its sort key, editing and dress."""

    title: str
    show: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    """Key of the order; without it the shown words are the key."""
    edit: Callable[[T, str], None] | None = None
    """Takes what was typed into a cell and sends a command; the row changes when it is read again."""
    width: int = 0
    """First width in pixels, 0 to fit the contents."""
    number: bool = False
    tint: Callable[[T], str] | None = None
    """Token of the text colour for a record (bad, warn, accent, quiet), "" for plain; words must say the same."""
    icon: Callable[[T], str] | None = None
    tip: Callable[[T], str] | None = None


@dataclass(frozen=True)
class RowMark:
    """What stands at a row beside its own words: a picture with its meaning, which is read out too."""

    short: str
    """Two or three words, for a list without room."""
    words: str
    icon: str
    tint: str
    """Token of the colour of picture and row title."""


Deliver = Callable[[Sequence[T]], None]


class RowModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind of view; a subclass or the caller gives ``columns``."""

    columns: Sequence[Column[T]] = ()
    mark_column = 0
    """Column in which a mark stands."""
    sort_requested = Signal(int, bool)
    """Column and whether descending: asked of the source while not all rows are here."""

    def __init__(
        self,
        columns: Sequence[Column[T]] | None = None,
        *,
        uid: Callable[[T], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        if columns is not None:
            self.columns = columns
        self._uid = uid or (lambda record: str(getattr(record, "uid", "")))
        self._all: list[T] = []
        self._rows: list[T] = []
        self._query = ""
        self._marks: dict[str, RowMark] = {}
        self._known_as: Callable[[T], Sequence[str]] = lambda record: (self._uid(record),)
        self._order: tuple[int, bool] | None = None
        self._load: Callable[[T | None, Deliver[T]], None] | None = None
        self._more = self._loading = False

    @property
    def rows(self) -> Sequence[T]:
        """The records as they are shown now."""
        return tuple(self._rows)

    @property
    def total(self) -> int:
        """How many records are here, filtered out ones too."""
        return len(self._all)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Shows these records, in the chosen order and filter."""
        self._more = False
        self._replace(list(rows))

    def set_source(self, load: Callable[[T | None, Deliver[T]], None]) -> None:
        """Shows rows page by page: ``load(last_record_or_None, deliver)`` is asked as the person scrolls.

        An empty delivery ends the list. Sorting is then asked of the source by ``sort_requested``.
        """
        self._load, self._more, self._loading = load, True, False
        self._replace([])
        self.fetchMore(QModelIndex())

    def set_filter(self, query: str) -> None:
        """Keeps only rows of which the shown words hold every word of the query."""
        self._query = query.strip()
        self._replace(self._all)

    def record(self, index: AnyIndex | int) -> T | None:
        """The record of a row or index, None outside the list."""
        row = index if isinstance(index, int) else index.row()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, uid: str) -> int:
        """Row of the record of this uid, -1 where it is not shown."""
        return next((row for row, record in enumerate(self._rows) if self._uid(record) == uid), -1)

    def uid_of(self, row: int) -> str:
        """Uid of the record of a row, "" outside the list."""
        record = self.record(row)
        return "" if record is None else self._uid(record)

    def set_marks(self, marks: Mapping[str, RowMark]) -> None:
        """Marks the records of these uids, whenever they are shown, instead of those marked before."""
        if self._marks == marks:
            return
        self._marks = dict(marks)
        if self._rows:
            last = len(self._rows) - 1
            self.dataChanged.emit(self.index(0, self.mark_column), self.index(last, self.mark_column))

    def know_as(self, uids: Callable[[T], Sequence[str]]) -> None:
        """Further uids by which a row is marked: a line about a hamlet and its team is known as both."""
        self._known_as = uids

    def mark_of(self, record: T) -> RowMark | None:
        """The mark of a record, None for most."""
        if not self._marks:
            return None
        return next((self._marks[uid] for uid in self._known_as(record) if uid in self._marks), None)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[section].number else _LEFT
        elif role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index)
        if record is None:
            return None
        column = self.columns[index.column()]
        if role in _MARK_ANSWERS and index.column() == self.mark_column and (mark := self.mark_of(record)) is not None:
            return _MARK_ANSWERS[role](column.show(record), mark)
        answer = _ANSWERS.get(role)
        return answer(column, record) if answer else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index)
        edit = self.columns[index.column()].edit
        if record is None or edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != self.columns[index.column()].show(record):
            edit(record, str(value))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].edit else flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._order = (column, descending) if 0 <= column < len(self.columns) else None
        if self._more and self._order:
            self.sort_requested.emit(column, descending)
        else:
            self._replace(self._all)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._more and not self._loading

    def fetchMore(self, parent: AnyIndex) -> None:
        if self._load is None or not self.canFetchMore(parent):
            return
        self._loading = True
        load = self._load
        load(self._all[-1] if self._all else None, lambda rows: self._take(load, rows))

    def _take(self, load: object, rows: Sequence[T]) -> None:
        if load is not self._load:
            return  # an answer to a question that is no longer asked
        self._loading = False
        self._more = bool(rows)
        fitting = [record for record in rows if self._fits(record)]
        self._all.extend(rows)
        if fitting:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fitting) - 1)
            self._rows.extend(fitting)
            self.endInsertRows()

    def _replace(self, rows: list[T]) -> None:
        self.beginResetModel()
        self._all = rows
        self._rows = [record for record in rows if self._fits(record)]
        if self._order and not self._more:
            column, descending = self.columns[self._order[0]], self._order[1]
            self._rows.sort(key=column.sort or column.show, reverse=descending)
        self.endResetModel()

    def _fits(self, record: T) -> bool:
        return not self._query or matches(self._query, " ".join(column.show(record) for column in self.columns))


def _colour(column: Column[Any], record: Any) -> QColor | None:
    token = column.tint(record) if column.tint else ""
    return QColor(getattr(theme.current_tokens(), token)) if token else None


def _icon(column: Column[Any], record: Any) -> QIcon | None:
    name = column.icon(record) if column.icon else ""
    tint = (column.tint(record) if column.tint else "") or "quiet"
    return icons.icon(name, tint) if name else None


_MARK_ANSWERS: dict[int, Callable[[str, RowMark], Any]] = {
    Qt.ItemDataRole.DecorationRole: lambda _words, mark: icons.icon(mark.icon, mark.tint),
    Qt.ItemDataRole.ForegroundRole: lambda _words, mark: QColor(getattr(theme.current_tokens(), mark.tint)),
    Qt.ItemDataRole.ToolTipRole: lambda _words, mark: mark.words,
    Qt.ItemDataRole.AccessibleTextRole: lambda words, mark: f"{words}, {mark.words}",
}
_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, record: column.show(record),
    Qt.ItemDataRole.EditRole: lambda column, record: column.show(record),
    Qt.ItemDataRole.ToolTipRole: lambda column, record: column.tip(record) if column.tip else column.show(record),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _record: _RIGHT if column.number else _LEFT,
    Qt.ItemDataRole.ForegroundRole: _colour,
    Qt.ItemDataRole.DecorationRole: _icon,
    RECORD_ROLE: lambda _column, record: record,
    SORT_ROLE: lambda column, record: (column.sort or column.show)(record),
}
