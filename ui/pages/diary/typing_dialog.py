"""A paper form typed in: one row an activity, Tab goes through the cells, Ctrl+V takes rows from Excel; one command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.activities.commands import LogActivities
from app.activities.typed_rows import COLUMNS, RowReader, TypedRow, heading
from app.importing.grid import read_clipboard
from app.kernel.days import parse_day
from app.kernel.numerals import two_digits
from app.kernel.problems import Problem, Refused
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.pages.diary.editor import ASKED_CODE
from ui.pages.diary.loading import LogSeen
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.question_line import QuestionLine
from ui.widgets.search_combo import Choice

FIRST_ROWS = 12
_WIDTHS = {"held_on": 84, "hamlet": 110, "kind": 130, "title": 150, "note": 150}


class TypingTable(QTableWidget):
    """Cells in which typing begins at once; Enter goes down, Tab to the right, Ctrl+V spreads what was copied."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(FIRST_ROWS, len(keys), parent)
        self.keys = list(keys)
        named(self, "typingTable")
        self.setHorizontalHeaderLabels([heading(key) for key in keys])
        for place, key in enumerate(keys):
            words = self.horizontalHeader().sectionSizeFromContents(place).width() + tokens.SPACE_M
            self.setColumnWidth(place, max(_WIDTHS.get(key, 70), words))
        self.horizontalHeader().setStretchLastSection(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    def texts(self, row: int) -> dict[str, str]:
        """What was typed in a row, by column."""
        return {key: item.text() for place, key in enumerate(self.keys) if (item := self.item(row, place)) is not None}

    def put(self, row: int, key: str, text: str) -> None:
        """Writes into a cell."""
        if key in self.keys:
            self.setItem(row, self.keys.index(key), QTableWidgetItem(text))

    def mark(self, row: int, problems: Mapping[str, str]) -> None:
        """Puts a sign into cells that cannot be read, with the reason as their tip."""
        sign = icons.icon("error", "bad")
        for place, key in enumerate(self.keys):
            item = self.item(row, place)
            if item is None and key in problems:
                item = QTableWidgetItem("")
                self.setItem(row, place, item)
            if item is not None:
                item.setIcon(sign if key in problems else QIcon())
                item.setToolTip(problems.get(key, ""))

    def paste(self) -> None:
        """Spreads the copied cells from the current one on."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            return
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        for down, cells in enumerate(read_clipboard(text).rows):
            if top + down >= self.rowCount():
                self.setRowCount(top + down + 2)
            for right, cell in enumerate(cells):
                if left + right < self.columnCount() and cell is not None:
                    self.setItem(top + down, left + right, QTableWidgetItem(str(cell)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), 0)
        elif event.key() == Qt.Key.Key_Delete:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)


class TypingDialog(QDialog):
    """Hamlet and month of the form above, the rows below, what is wrong beside each cell."""

    def __init__(self, context: Context, seen: LogSeen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.seen = context, seen
        self.setObjectName("TypingDialog")
        self.setWindowTitle(_("Nhập phiếu giấy của thôn"))
        screen = self.screen().availableGeometry()
        self.resize(min(1240, screen.width() - 40), min(620, screen.height() * 9 // 10))
        self._leaving = False
        self.hamlet = ChoiceField(_("Phiếu của &thôn"), name="formHamlet", placeholder=_("nhiều thôn"))
        self.hamlet.set_choices([Choice(one.uid, seen.place(one.uid)) for one in seen.places()])
        self.month = TextField(_("Thán&g"), name="formMonth", hint=_("ví dụ 4/2022; trong cột Ngày chỉ cần ghi ngày"))
        self.month.set_value(f"{two_digits(seen.today.month)}/{seen.today.year}")
        self.table = TypingTable(COLUMNS)
        self.table.itemChanged.connect(lambda item: self._grow(item.row()))
        self.words = named(QLabel(wordWrap=True), "typingWords", "warn")
        self.question = QuestionLine()
        self.hamlet.changed.connect(self._show_columns)
        head = QHBoxLayout()
        head.addWidget(self.hamlet, 2)
        head.addWidget(self.month, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addLayout(head)
        codes = ", ".join(kind.code for kind in seen.offered()[:8])
        hint = _("Loại: ghi mã ({codes}…) hoặc tên. Số để trống là chưa có số liệu, ghi - là không áp dụng.")
        column.addWidget(named(QLabel(hint.format(codes=codes), wordWrap=True), look="small"))
        column.addWidget(self.table, 1)
        column.addWidget(self.question)
        column.addWidget(self.words)
        column.addLayout(self._buttons())
        self.table.setCurrentCell(0, 0)
        self.table.setFocus()

    def save(self, *, sure: bool = False) -> None:
        """Sends all rows as one command when every one can be read."""
        self.words.setText("")
        self.question.put_away()
        try:
            rows = self._rows()
        except Refused as problem:
            self.month.set_error(f"{problem.sentence} {problem.next_step}")
            return
        wrong = [number for number, row in rows if row.entry is None]
        if wrong or not rows:
            self._tell(rows)
            return
        entries = tuple(row.entry for _number, row in rows if row.entry is not None)
        self.context.tasks.do(
            LogActivities(entries=entries, sure=sure),
            then=lambda _outcome: self.accept(),
            button=self.save_button,
            failed=self._failed,
        )

    def reject(self) -> None:
        """Leaves; asks once more where rows were typed."""
        if self._leaving or not any(any(self.table.texts(row).values()) for row in range(self.table.rowCount())):
            super().reject()
            return
        self._leaving = True
        self.words.setText(_("Các dòng vừa nhập chưa lưu. Nhấn Esc lần nữa để bỏ, hoặc Ctrl+Enter để lưu."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            elif isinstance(focused := self.focusWidget(), QPushButton):
                focused.click()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _rows(self) -> list[tuple[int, TypedRow]]:
        month = parse_day(f"1/{self.month.value()}", field="month", label=_("Tháng")) if self.month.value() else None
        reader = RowReader(
            self.seen.offered(), self.seen.places(), self.seen.today, month=month, hamlet=self.hamlet.value()
        )
        found = []
        for number in range(self.table.rowCount()):
            row = reader.read(self.table.texts(number))
            self.table.mark(number, row.problems if row else {})
            if row is not None:
                found.append((number, row))
        return found

    def _tell(self, rows: Sequence[tuple[int, TypedRow]]) -> None:
        wrong = [(number, words) for number, row in rows for words in row.problems.values()]
        lines = [_("Dòng {row}: {words}").format(row=number + 1, words=words) for number, words in wrong[:4]]
        if len(wrong) > 4:
            lines.append(_("Còn {count} chỗ nữa có dấu lỗi trong bảng.").format(count=len(wrong) - 4))
        self.words.setText("\n".join(lines) or _("Chưa có dòng nào. Ghi ít nhất một hoạt động."))
        if wrong:
            self.table.setCurrentCell(wrong[0][0], 0)
        self.table.setFocus()

    def _failed(self, problem: Problem) -> bool:
        if problem.code == ASKED_CODE:
            self.question.ask(problem.sentence, _("Đúng, vẫn lưu"), partial(self.save, sure=True))
        else:
            self.words.setText(f"{problem.sentence} {problem.next_step}")
        return True

    def _show_columns(self) -> None:
        self.table.setColumnHidden(self.table.keys.index("hamlet"), self.hamlet.value() is not None)

    def _grow(self, row: int) -> None:
        if row >= self.table.rowCount() - 2:
            self.table.setRowCount(self.table.rowCount() + 6)

    def _buttons(self) -> QHBoxLayout:
        self.save_button = named(QPushButton(_("&Lưu vào sổ")), "saveRows", "primary")
        self.save_button.setToolTip("Ctrl+Enter")
        self.leave_button = named(QPushButton(_("&Bỏ")), "leaveRows")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.leave_button.clicked.connect(lambda _checked=False: self.reject())
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.save_button, self.leave_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line
