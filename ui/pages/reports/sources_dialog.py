"""The records one figure was counted from; Enter goes to the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.days import show_day
from app.kernel.words import _
from app.reports.views import SourceLine
from ui.core import tokens
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.reports.loading import FactRow, amount, covered_words
from ui.pages.reports.places import noun_words, place_of
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class SourcesDialog(QDialog):
    """What was counted, and the way to the page where each record is kept."""

    place_asked = Signal(str, str)
    """Page and target."""

    def __init__(self, row: FactRow, lines: Sequence[SourceLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "SourcesDialog")
        self.setWindowTitle(_("Nguồn của số liệu"))
        self._key = row.uid
        fact = row.fact
        words = _("{name}: {amount} {unit}").format(
            name=fact.kind.name, amount=amount(fact.now), unit=_(fact.kind.unit) if fact.now.value is not None else ""
        )
        heading = named(QLabel(words.strip(), wordWrap=True), "sourcesHeading", "heading")
        covered = covered_words(fact.now) if fact.now.missing else ""
        note = _("Sửa bản ghi thì số trong báo cáo chưa ký đổi theo khi bấm Tính lại; không cần gõ số.")
        self.grid = Grid(RowModel[SourceLine](_columns(), uid=lambda line: f"{line.noun}/{line.uid}"), name="sources")
        self.grid.setAccessibleName(heading.text())
        self.pane = GridPane(self.grid, placeholder=_("Lọc nguồn…"))
        self.grid.rows.set_rows(lines)
        self.grid.opened.connect(self._go)
        self.grid.current_changed.connect(lambda line: self.open_button.setEnabled(line is not None))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(heading)
        if covered:
            column.addWidget(named(QLabel(covered), look="quiet"))
        column.addWidget(self.pane, 1)
        column.addWidget(named(QLabel(note, wordWrap=True), look="small"))
        column.addLayout(self._buttons())
        room = self.screen().availableGeometry()
        self.resize(min(720, room.width() * 9 // 10), min(480, room.height() * 8 // 10))
        if lines:
            self.grid.selectRow(0)
        self.grid.setFocus()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self.open_button = named(QPushButton(_("&Mở bản ghi")), "openSource", "primary")
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(lambda _checked=False: self._go(self.grid.current()))
        leave = named(QPushButton(_("Đón&g")), "leaveButton")
        leave.clicked.connect(lambda _checked=False: self.reject())
        for button in (self.open_button, leave):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line

    def _go(self, line: SourceLine | None) -> None:
        if line is None:
            return
        page, target = place_of(line, self._key)
        self.accept()
        self.place_asked.emit(page, target)


def _columns() -> list[Column[SourceLine]]:
    return [
        Column(_("Ngày"), lambda line: show_day(line.day), sort=lambda line: line.day or date.min, width=104),
        Column(_("Loại"), lambda line: noun_words(line.noun), width=120),
        Column(_("Nội dung"), lambda line: line.what, width=270),
        Column(_("Nơi, nguồn"), lambda line: line.where, width=150),
    ]
