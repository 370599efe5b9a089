"""The list at the left: every paper with its state in words, by year, found by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import labels
from app.documents.numbering import with_number
from app.documents.queries import type_words
from app.documents.views import DocumentView
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import DocumentState
from ui.core import icons, theme, tokens
from ui.core.folding import matches
from ui.core.row_model import RowMark
from ui.core.theme import named
from ui.widgets.empty_state import EmptyState

_UID = Qt.ItemDataRole.UserRole
_TITLE, _FACTS, _MARK = _UID + 1, _UID + 2, _UID + 3


class ListPane(QWidget):
    """Filter, year, state, and the papers that fit."""

    chosen = Signal(str)
    new_asked = Signal()
    register_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: Sequence[DocumentView] = ()
        self._wanted = ""
        self._marks: Mapping[str, RowMark] = {}
        self.new_button = named(QPushButton(_("Soạn &mới")), "newDocument", "primary")
        icons.set_icon(self.new_button, "add", "on_accent")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self.register_button = named(QPushButton(_("&Sổ đăng ký")), "openRegister")
        icons.set_icon(self.register_button, "register", "accent")
        self.register_button.clicked.connect(lambda _checked=False: self.register_asked.emit())
        self.filter = self._filter_line()
        self.year, self.state = named(QComboBox(), "documentYear"), named(QComboBox(), "documentState")
        self.year.setAccessibleName(_("Năm"))
        self.state.setAccessibleName(_("Trạng thái"))
        self.state.addItem(_("Trạng thái"), None)
        for state in DocumentState:
            self.state.addItem(labels.state(state), state)
        self.year.addItem(_("Mọi năm"), None)
        for choice in (self.year, self.state):
            choice.currentIndexChanged.connect(lambda _row: self._fill())
        self.list = self._build_list()
        self._lay_out()

    def set_papers(self, papers: Sequence[DocumentView]) -> None:
        """Shows these papers; the one chosen stays chosen."""
        self._papers = papers
        years = sorted({year_of(paper) or 0 for paper in papers} - {0}, reverse=True)
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem(_("Mọi năm"), None)
        for year in years:
            self.year.addItem(_("Năm {year}").format(year=year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.year.blockSignals(False)
        self._fill()

    def set_marks(self, marks: Mapping[str, RowMark]) -> None:
        """Marks what came back from the office above, in words and colour."""
        self._marks = marks
        self._fill()

    def choose(self, uid: str) -> None:
        """Marks a paper as the one shown, now or as soon as it is in the list; says nothing."""
        self._wanted = uid
        self.list.blockSignals(True)
        self.list.setCurrentRow(self._row_of(uid))
        self.list.blockSignals(False)

    def current(self) -> str:
        """Uid of the paper under the cursor, "" for none."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_UID) or "") if row >= 0 else ""

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        shown_year: int | None = -1
        for paper in self._papers:
            if not self._fits(paper):
                continue
            if year_of(paper) != shown_year:
                shown_year = year_of(paper)
                self._add_heading(shown_year)
            self._add_paper(paper)
        self.list.setCurrentRow(self._row_of(self._wanted))
        self.list.blockSignals(False)
        self._stack.setCurrentWidget(self.list if self._papers else self.empty)

    def _fits(self, paper: DocumentView) -> bool:
        year, state = self.year.currentData(), self.state.currentData()
        return (
            (year is None or year_of(paper) == year)
            and (state is None or paper.state is state)
            and matches(self.filter.text(), f"{title_of(paper)} {facts_of(paper)}")
        )

    def _add_heading(self, year: int | None) -> None:
        item = QListWidgetItem(_("NĂM {year}").format(year=year) if year else _("CHƯA CÓ NGÀY"))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _add_paper(self, paper: DocumentView) -> None:
        item = QListWidgetItem(f"{title_of(paper)}\n{facts_of(paper)}")
        item.setData(_UID, paper.uid)
        item.setData(_TITLE, title_of(paper))
        item.setData(_FACTS, facts_of(paper))
        item.setToolTip(title_of(paper))
        mark = self._marks.get(paper.uid)
        if mark is not None:
            item.setData(_MARK, mark.tint)
            item.setData(_FACTS, f"{mark.short} · {facts_of(paper)}")
            item.setText(f"{title_of(paper)}\n{mark.words}\n{facts_of(paper)}")
            item.setToolTip(f"{title_of(paper)}\n{mark.words}")
        self.list.addItem(item)

    def _row_of(self, uid: str) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if uid and self.list.item(row).data(_UID) == uid), -1)

    def _on_current(self) -> None:
        uid = self.current()
        if uid and uid != self._wanted:
            self._wanted = uid
            self.chosen.emit(uid)

    def _filter_line(self) -> QLineEdit:
        line = named(_FilterLine(), "documentFilter")
        line.setPlaceholderText(_("Lọc văn bản…"))
        line.setAccessibleName(line.placeholderText())
        line.setClearButtonEnabled(True)
        picture = line.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(picture, "search", "quiet")
        line.textChanged.connect(lambda _text: self._fill())
        line.left_down.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        return line

    def _build_list(self) -> QListWidget:
        shown = named(QListWidget(), "documentList")
        shown.setAccessibleName(_("Danh sách văn bản đi"))
        shown.setItemDelegate(_PaperDelegate(shown))
        shown.setResizeMode(QListWidget.ResizeMode.Adjust)
        shown.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.currentItemChanged.connect(lambda *_items: self._on_current())
        return shown

    def _lay_out(self) -> None:
        buttons, choices = QHBoxLayout(), QHBoxLayout()
        for line, widgets in ((buttons, (self.new_button, self.register_button)), (choices, (self.year, self.state))):
            line.setSpacing(tokens.SPACE_S)
            for widget in widgets:
                line.addWidget(widget, 1)
        self.empty = EmptyState(
            _("Chưa có văn bản nào. Chọn một mẫu, chương trình điền sẵn theo số liệu của xã; anh, chị chỉ sửa lại."),
            _("Soạn văn bản đầu tiên"),
            icon="paper",
        )
        self.empty.begun.connect(self.new_asked)
        self.empty.help_asked.connect(self.help_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(buttons)
        column.addWidget(self.filter)
        column.addLayout(choices)
        column.addWidget(self._stack, 1)


class _FilterLine(QLineEdit):
    """Esc clears, arrow down goes into the list."""

    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class _PaperDelegate(QStyledItemDelegate):
    """At most two lines of title and one of facts for a paper, one quiet line for a year."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        chosen = theme.current_tokens()
        if not index.data(_UID):
            painter.setPen(QColor(chosen.quiet))
            painter.setFont(_small(option.font))
            painter.drawText(option.rect.adjusted(8, 6, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        card = option.rect.adjusted(4, 1, -4, -1)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(chosen.accent_soft if selected else chosen.hover))
            focused = selected and option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QColor(chosen.accent) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(card, 6, 6)
        self._words(painter, card.adjusted(8, 6, -8, -6), option.font, index, selected)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        if not index.data(_UID):
            return QSize(80, line + 14)
        bold = QFont(option.font)
        bold.setBold(True)
        room = self._view.viewport().width() - 26
        lines = len(two_lines(str(index.data(_TITLE)), QFontMetrics(bold), room))
        return QSize(80, lines * line + QFontMetrics(_small(option.font)).lineSpacing() + 18)

    def _words(
        self, painter: QPainter, room: QRect, font: QFont, index: QModelIndex | QPersistentModelIndex, selected: bool
    ) -> None:
        chosen = theme.current_tokens()
        bold = QFont(font)
        bold.setBold(selected)
        line = QFontMetrics(bold).lineSpacing()
        painter.setFont(bold)
        painter.setPen(QColor(chosen.text))
        for place, words in enumerate(two_lines(str(index.data(_TITLE)), QFontMetrics(bold), room.width())):
            painter.drawText(room.x(), room.y() + place * line + QFontMetrics(bold).ascent(), words)
        small = _small(font)
        painter.setFont(small)
        painter.setPen(QColor(getattr(chosen, str(index.data(_MARK) or "quiet"))))
        facts = QFontMetrics(small).elidedText(str(index.data(_FACTS)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.x(), room.bottom() - QFontMetrics(small).descent(), facts)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A text broken between words into at most two lines, the second elided."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [first, rest] if rest else [first]


def title_of(paper: DocumentView) -> str:
    """The type and what it is about, in one line."""
    subject = paper.subject.strip()
    for lead in ("Về việc ", "V/v "):
        subject = subject.removeprefix(lead)
    kind = type_words(paper.type, paper.template)
    return f"{kind} {subject[:1].lower() + subject[1:] if subject[1:2].islower() else subject}".strip()


def facts_of(paper: DocumentView) -> str:
    """Number, day and state in words; of a draft its state and the day it is meant for."""
    state = labels.state(paper.state)
    if paper.number is None:
        day = show_day(paper.paper_date)
        return _("{state} · dự kiến {day}").format(state=state, day=day) if day else state
    return " · ".join((with_number(paper.number, paper.symbol), show_day(paper.issued_on), state))


def year_of(paper: DocumentView) -> int | None:
    """The year a paper belongs to."""
    day: date | None = paper.issued_on or paper.paper_date
    return day.year if day else None


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setBold(False)
    small.setPixelSize(tokens.SMALL_PX)
    return small
