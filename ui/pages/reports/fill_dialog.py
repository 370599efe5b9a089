"""What would be written into the superior's workbook, cell by cell, ticked by the person before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.kernel.figures import show_amount
from app.kernel.words import _
from app.reports.template_filling import MAY, FillLine, FillState, Proposal
from ui.core import tokens
from ui.core.theme import named

_WIDTHS = (64, 210, 80, 72, 230)


class FillDialog(QDialog):
    """A line for each cell; those that may be written are ticked where nothing stands against it."""

    agreed = Signal(object)
    """List of FillLine to write."""
    other_sheet = Signal(str)

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "FillDialog")
        self.setWindowTitle(_("Điền vào mẫu của cấp trên"))
        self.lines = proposal.lines
        words = _("{name}: những ô được đánh dấu sẽ ghi vào một bản sao; định dạng và công thức của mẫu giữ nguyên.")
        heading = named(QLabel(words.format(name=proposal.name), wordWrap=True), "fillHeading")
        self.sheet = named(QComboBox(), "fillSheet")
        self.sheet.addItems(list(proposal.sheets))
        self.sheet.setCurrentText(proposal.sheet)
        self.sheet.setAccessibleName(_("Trang tính"))
        self.sheet.activated.connect(lambda _place: self._go_to_sheet(proposal.sheet))
        self.table = self._table()
        self.count = named(QLabel(), "fillCount", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(heading)
        if proposal.has_macros:
            macros = _("Mẫu có macro: macro được giữ nguyên trong bản sao và không chạy ở đây.")
            column.addWidget(named(QLabel(macros, wordWrap=True), "fillMacros", "warn"))
        if len(proposal.sheets) > 1:
            column.addLayout(self._sheet_line())
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        column.addLayout(self._buttons())
        room = self.screen().availableGeometry()
        self.resize(min(800, room.width() * 9 // 10), min(540, room.height() * 8 // 10))
        self._count()
        self.table.setFocus()

    def chosen(self) -> list[FillLine]:
        """The lines ticked."""
        return [line for row, line in enumerate(self.lines) if line.state in MAY and self._is_ticked(row)]

    def _is_ticked(self, row: int) -> bool:
        item = self.table.item(row, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _table(self) -> QTableWidget:
        table = named(QTableWidget(len(self.lines), 5), "fillTable")
        table.setHorizontalHeaderLabels([_("Ô"), _("Dòng của mẫu"), _("Cột"), _("Sẽ ghi"), _("Chỉ tiêu, ghi chú")])
        table.setAccessibleName(_("Những ô sẽ được ghi; phím cách đánh dấu hoặc bỏ dấu"))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        for row, line in enumerate(self.lines):
            for place, item in enumerate(self._items(line)):
                table.setItem(row, place, item)
        for place, width in enumerate(_WIDTHS):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        if self.lines:
            table.setCurrentCell(0, 0)
        table.itemChanged.connect(lambda _item: self._count())
        return table

    def _items(self, line: FillLine) -> list[QTableWidgetItem]:
        is_alike = not line.indicator or line.indicator.casefold() == line.label.casefold()
        note = line.words if is_alike else f"{line.words} ({line.indicator})"
        shown = show_amount(line.value) if line.state in MAY else ""
        found = [QTableWidgetItem(words) for words in (line.address, line.label, line.heading, shown, note)]
        for item in found:
            item.setToolTip(item.text())
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        found[3].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if line.state in MAY:
            ready = line.state is FillState.READY
            found[0].setCheckState(Qt.CheckState.Checked if ready else Qt.CheckState.Unchecked)
        return found

    def _count(self) -> None:
        self.count.setText(_("Sẽ ghi {count} ô.").format(count=len(self.chosen())))

    def _go_to_sheet(self, before: str) -> None:
        wanted = self.sheet.currentText()
        if wanted != before:
            self.accept()
            self.other_sheet.emit(wanted)

    def _agree(self) -> None:
        lines = self.chosen()
        self.accept()
        self.agreed.emit(lines)

    def _sheet_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        label = named(QLabel(_("T&rang tính")), look="quiet")
        label.setBuddy(self.sheet)
        line.addWidget(label)
        line.addWidget(self.sheet, 1)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self.save_button = named(QPushButton(_("&Ghi vào bản sao…")), "fillSave", "primary")
        self.save_button.clicked.connect(lambda _checked=False: self._agree())
        leave = named(QPushButton(_("Thôi")), "leaveButton")
        leave.clicked.connect(lambda _checked=False: self.reject())
        for button in (self.save_button, leave):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line
