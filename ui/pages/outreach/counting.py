"""What public information came to in a period: every figure with its unit, results beside counts, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.days import show_day
from app.kernel.figures import Figure, FigureKind, show_amount
from app.kernel.problems import Refused
from app.kernel.words import _
from app.outreach import queries
from ui.core import tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.fields import DateField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


@dataclass(frozen=True)
class CountLine:
    """One figure in words."""

    uid: str
    name: str
    unit: str
    figure: Figure
    results: str


class CountsDialog(QDialog):
    """Figures from one day to another; copied to Excel like any list."""

    def __init__(self, context: Context, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "CountsDialog")
        self.setWindowTitle(_("Số liệu truyền thông"))
        self.resize(940, 620)
        self.context = context
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        self.first, self.last = DateField(_("&Từ ngày"), name="first"), DateField(_("Đế&n ngày"), name="last")
        self.first.set_value(today.replace(month=1, day=1))
        self.last.set_value(today)
        line = QHBoxLayout()
        for field in (self.first, self.last):
            field.edit.editingFinished.connect(self.count)
            line.addWidget(field)
        line.addStretch(1)
        layout.addLayout(line)
        self.rows = RowModel[CountLine](_columns())
        self.grid = Grid(self.rows, name="outreachCounts")
        layout.addWidget(GridPane(self.grid), 1)
        words = _("Trống là chưa có số liệu, khác với 0. Số lượt phát không nhân theo số cụm loa phát cùng giờ.")
        layout.addWidget(named(QLabel(words, wordWrap=True), look="small"))
        leave = named(QPushButton(_("Đón&g")), "leaveCounts")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        layout.addLayout(foot)
        self.count()

    def count(self) -> None:
        """Counts anew for the days that stand above."""
        try:
            first, last = self.first.value(), self.last.value()
        except Refused:
            return  # the field itself says what is wrong
        if first is not None and last is not None and first <= last:
            self.context.tasks.read(_lines, first, last, then=self.rows.set_rows)
        elif first is not None and last is not None:
            self.last.set_error(_("Ngày cuối {last} trước ngày đầu.").format(last=show_day(last)))


def _columns() -> list[Column[CountLine]]:
    return [
        Column(_("Chỉ số"), lambda line: line.name, width=330),
        Column(
            _("Số liệu"),
            lambda line: show_amount(line.figure.value),
            sort=lambda line: -1 if line.figure.value is None else line.figure.value,
            number=True,
            width=84,
        ),
        Column(_("Đơn vị"), lambda line: line.unit, width=96),
        Column(
            _("Còn thiếu số"),
            lambda line: str(line.figure.missing) if line.figure.missing else "",
            number=True,
            tint=lambda _line: "warn",
            width=104,
        ),
        Column(_("Kết quả đi kèm"), lambda line: line.results, width=260),
    ]


def _lines(session: Any, first: date, last: date) -> list[CountLine]:
    found = queries.figures(session, first, last)
    kinds = {kind.key: kind for kind in queries.figure_kinds(session)}
    beside = {effect.count.key: _told(effect.results, kinds) for effect in queries.effects(session, first, last)}
    return [
        CountLine(kind.key, kind.name, kind.unit, found[kind.key], beside.get(kind.key, "")) for kind in kinds.values()
    ]


def _told(results: tuple[Figure, ...], kinds: dict[str, FigureKind]) -> str:
    told = (
        f"{kinds[figure.key].name}: {show_amount(figure.value)} {kinds[figure.key].unit}"
        for figure in results
        if figure.value is not None
    )
    return "; ".join(told)
