"""The outgoing register: every number of a series and year with the columns of decree 30/2020, appendix IV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.documents import queries
from app.documents.numbering import SeriesView, number_text
from app.documents.queries import missing_numbers, register_years
from app.documents.register_book import kept_by
from app.documents.views import RegisterLine
from app.kernel.days import show_day
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.clipboard_table import copy_table
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """One series in one year."""

    lines: tuple[RegisterLine, ...]
    missing: tuple[int, ...]


def series_and_years(session: Any) -> tuple[list[SeriesView], list[int]]:
    """What there is to choose from."""
    return queries.all_series(session), register_years(session)


def register_page(session: Any, year: int, series: str) -> RegisterPage:
    """The lines of one series and year, and the numbers it lacks."""
    return RegisterPage(
        lines=tuple(queries.register(session, year=year, series=series)),
        missing=tuple(missing_numbers(session, year=year, series=series)),
    )


class RegisterDialog(QDialog):
    """Sổ đăng ký văn bản đi; a line opens its paper, a number may be voided with its reason."""

    paper_asked = Signal(str)
    void_asked = Signal(object)
    """The line of which the number is to be voided."""
    print_asked = Signal(int, str)
    """The register of a year and series is to be printed."""
    save_asked = Signal(int, str, str)
    """The register of a year and series is to be saved as pdf or xlsx."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        named(self, "RegisterDialog")
        self.setWindowTitle(_("Sổ đăng ký văn bản đi"))
        self.series, self.year = named(QComboBox(), "registerSeries"), named(QComboBox(), "registerYear")
        self.rows = RowModel[RegisterLine](_columns())
        self.grid = Grid(self.rows, name="registerGrid")
        self.grid.setAccessibleName(_("Sổ đăng ký văn bản đi"))
        self.grid.remember(context.settings, "register")
        self.grid.opened.connect(self._open)
        empty = EmptyState(
            _("Sổ này chưa có số nào trong năm. Số được ghi vào sổ khi ghi số, ngày cho văn bản đã ký."),
            icon="register",
            handbook=False,
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo số, trích yếu, người ký…"), empty=empty)
        self.missing = named(QLabel(wordWrap=True), "registerMissing", "warn")
        self._lay_out()
        room = self.screen().availableGeometry()
        self.resize(min(1120, room.width() - 40), min(600, room.height() - 60))
        self.series.currentIndexChanged.connect(lambda _row: self.reload())
        self.year.currentIndexChanged.connect(lambda _row: self.reload())
        context.changes.changed.connect(self._on_changed)
        context.tasks.read(series_and_years, then=self._show_choices)

    def reload(self) -> None:
        """Reads the chosen series and year anew."""
        if self.series.currentData() and self.year.currentData():
            self._context.tasks.read(register_page, self.year.currentData(), self.series.currentData(), then=self._show)

    def copy_all(self) -> None:
        """Copies the whole register with its headings, for Excel."""
        columns = self.rows.columns
        copy_table(
            [
                [column.title for column in columns],
                *([column.show(row) for column in columns] for row in self.rows.rows),
            ]
        )
        self.told.setText(_("Đã sao chép {count} dòng; dán vào Excel bằng Ctrl+V.").format(count=len(self.rows.rows)))
        self.told.show()

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if nouns & {"register_entry", "document"}:
            self.reload()

    def _show_choices(self, found: tuple[list[SeriesView], list[int]]) -> None:
        series, years = found
        this_year = self._context.clock.today().year
        for choice in (self.series, self.year):
            choice.blockSignals(True)
        for each in series:
            self.series.addItem(_(each.title), each.code)
        for year in sorted({this_year, *years}, reverse=True):
            self.year.addItem(_("Năm {year}").format(year=year), year)
        for choice in (self.series, self.year):
            choice.blockSignals(False)
        self.reload()

    def _show(self, page: RegisterPage) -> None:
        self.rows.set_rows(page.lines)
        numbers = ", ".join(map(number_text, page.missing))
        self.missing.setText(_("Sổ còn thiếu số: {numbers}").format(numbers=numbers) if numbers else "")
        self.missing.setVisible(bool(numbers))
        for button in (self.print_button, self.pdf, self.xlsx):
            button.setEnabled(bool(page.lines))

    def _open(self, line: RegisterLine) -> None:
        if line.document:
            self.paper_asked.emit(line.document)
            self.accept()

    def _ask(self, asked: Any, *more: str) -> None:
        if self.rows.rows:
            asked.emit(self.year.currentData(), self.series.currentData(), *more)

    def _void(self) -> None:
        line = self.grid.current()
        if line is not None and line.voided_on is None:
            self.void_asked.emit(line)

    def _lay_out(self) -> None:
        self.series.setAccessibleName(_("Sổ số"))
        self.year.setAccessibleName(_("Năm"))
        choices = QHBoxLayout()
        choices.setSpacing(tokens.SPACE_S)
        for label, choice, stretch in ((_("&Sổ"), self.series, 2), (_("&Năm"), self.year, 1)):
            words = QLabel(label)
            words.setBuddy(choice)
            choices.addWidget(words)
            choices.addWidget(choice, stretch)
        choices.addStretch(2)
        self.told = named(QLabel(), "registerTold", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(choices)
        column.addWidget(self.missing)
        column.addWidget(self.pane, 1)
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        self.missing.hide()
        self.told.hide()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        self.copy = named(QPushButton(_("Sao &chép sang Excel")), "copyRegister")
        icons.set_icon(self.copy, "copy", "accent")
        self.print_button = named(QPushButton(_("&In sổ…")), "printRegister")
        icons.set_icon(self.print_button, "print", "accent")
        self.pdf = named(QPushButton(_("&PDF…")), "registerPdf")
        self.xlsx = named(QPushButton(_("XLS&X…")), "registerXlsx")
        self.void = named(QPushButton(_("&Hủy số…")), "voidRegister", "danger")
        self.leave = named(QPushButton(_("Đón&g")), "leaveButton")
        for button, slot in (
            (self.print_button, partial(self._ask, self.print_asked)),
            (self.pdf, partial(self._ask, self.save_asked, "pdf")),
            (self.xlsx, partial(self._ask, self.save_asked, "xlsx")),
            (self.copy, self.copy_all),
            (self.void, self._void),
            (self.leave, self.accept),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            if button is self.leave:
                line.addStretch(1)
            line.addWidget(button)
        return line


def _columns() -> Sequence[Column[RegisterLine]]:
    return [
        Column(_("Số, ký hiệu"), lambda row: row.symbol, sort=lambda row: row.number, width=120),
        Column(_("Ngày, tháng văn bản"), lambda row: show_day(row.issued_on), sort=_by_day, width=150),
        Column(_("Tên loại và trích yếu"), lambda row: row.subject, width=300),
        Column(_("Người ký"), lambda row: row.signer, width=130),
        Column(_("Nơi nhận văn bản"), lambda row: row.recipients, width=220),
        Column(_("Đơn vị, người nhận bản lưu"), lambda row: kept_by(row.recipients), width=180),
        Column(_("Số lượng bản"), lambda row: str(row.copies or ""), width=100),
        Column(_("Ghi chú"), _note, width=220, tint=lambda row: "bad" if row.voided_on else ""),
    ]


def _by_day(row: RegisterLine) -> str:
    return row.issued_on.isoformat() if row.issued_on else ""


def _note(row: RegisterLine) -> str:
    if row.voided_on is None:
        return ""
    return _("Đã hủy ngày {day}: {reason}").format(day=show_day(row.voided_on), reason=row.void_reason)
