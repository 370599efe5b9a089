"""The figures of a report; Enter or a click on one opens the records it was counted from."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Settings
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.reports.loading import FactRow, ReportSeen, amount, change_words
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane

NOW = 2
"""Place of the column whose figure opens its sources."""
_LOWEST = -(10**15)


class FactsTable(QWidget):
    """Indicator, unit, this period, year so far, period before, change, and what the figure covers."""

    sources_asked = Signal(object)
    """A FactRow."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FactRow, ...] = ()
        self.grid = Grid(RowModel[FactRow](_columns()), name="factsGrid")
        self.grid.setAccessibleName(_("Số liệu của báo cáo; Enter mở nguồn của số đang chọn"))
        self.grid.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of one kind of work begin alike
        self.grid.remember(settings, "reports.facts")
        self.pane = GridPane(self.grid, placeholder=_("Lọc chỉ tiêu…"))
        self.with_empty = named(QCheckBox(_("Cả chỉ tiêu bằng &0")), "factsWithEmpty")
        self.with_empty.toggled.connect(lambda _on: self._fill())
        self.pane.tools.addWidget(self.with_empty)
        self.grid.opened.connect(self.sources_asked)
        self.grid.clicked.connect(self._on_click)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(self.pane, 1)

    def show_report(self, seen: ReportSeen) -> None:
        """Shows the figures as the log has them now."""
        self._rows = seen.rows
        self._fill()

    def _fill(self) -> None:
        self.grid.rows.set_rows([row for row in self._rows if row.is_told or self.with_empty.isChecked()])

    def _on_click(self, index: QModelIndex) -> None:
        row = self.grid.rows.record(index)
        if row is not None and index.column() == NOW:
            self.sources_asked.emit(row)


def _columns() -> list[Column[FactRow]]:
    return [
        Column(_("Chỉ tiêu"), lambda row: row.fact.kind.name, width=190),
        Column(_("Đơn vị"), lambda row: _(row.fact.kind.unit), width=74),
        Column(
            _("Kỳ này"),
            lambda row: amount(row.fact.now),
            sort=lambda row: _number(row.fact.now.value),
            number=True,
            tint=lambda row: "accent" if row.fact.now.sources else "quiet",
            tip=lambda row: _("Enter hoặc bấm vào số để xem {count} mục đã đếm").format(
                count=len(row.fact.now.sources)
            ),
            width=64,
        ),
        Column(
            _("Lũy kế"),
            lambda row: amount(row.fact.year),
            sort=lambda row: _number(row.fact.year.value),
            number=True,
            width=64,
        ),
        Column(
            _("Kỳ trước"),
            lambda row: amount(row.fact.previous),
            sort=lambda row: _number(row.fact.previous.value),
            number=True,
            width=72,
        ),
        Column(
            _("Tăng, giảm"),
            lambda row: change_words(row.fact),
            sort=lambda row: _number(row.fact.change),
            number=True,
            width=84,
        ),
        Column(_("Ghi chú"), lambda row: row.remark, tint=lambda row: "warn" if row.is_changed else "quiet", width=120),
    ]


def _number(value: int | None) -> int:
    return _LOWEST if value is None else value
