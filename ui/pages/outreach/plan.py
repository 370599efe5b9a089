"""The tab of the plan: themes and forms by month, typed like a worksheet, empty cells named, next year by a button."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from app.importing.grid import cell_text as imported_text
from app.importing.grid import read_clipboard
from app.kernel.words import _
from app.outreach import labels, planning, queries
from app.outreach.paper import plan_name, plan_pdf, plan_xlsx
from app.outreach.plan_commands import CarryPlanOver, SetPlanCells
from app.outreach.plan_paper import ComposeOutreachPlan
from app.outreach.themes import Theme, themes
from app.outreach.views import PlanCell, PlanView
from app.vocabulary import OutreachForm
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.outreach.sheet import show_sheet
from ui.pages.outreach.tab import Known, Tab, YearLine
from ui.widgets.card import Card
from ui.widgets.grid import Grid

FIRST_MONTH = 2
"""Column of January."""


@dataclass(frozen=True)
class PlanLine:
    """One theme in one form through the year."""

    theme: Theme
    form: OutreachForm
    texts: tuple[str, ...]
    done: tuple[int, ...]

    @property
    def uid(self) -> str:
        """Which line it is."""
        return f"{self.theme.code}.{self.form.value}"


class PlanTab(Tab):
    """The matrix of a year."""

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context, known, parent)
        self.plan = PlanView(year=self.today.year)
        self.years = YearLine(self.today.year)
        self.years.changed.connect(lambda _year: self.refresh())
        self._build_grid()
        self.frame.addLayout(self._paper_tools())
        self.frame.addLayout(self._table_tools())
        self.frame.addWidget(self.grid, 3)
        self.frame.addWidget(self._build_gaps(), 1)

    def refresh(self) -> None:
        year = self.years.year
        self.tasks.read(_plan_and_done, year, then=partial(self._show, year))
        self.tasks.read(queries.planned_years, then=self._offer_years)

    def print_(self) -> None:
        """The table of the year as it prints."""
        year = self.years.year
        show_sheet(
            self.context,
            self,
            _("Kế hoạch chủ đề năm {year}").format(year=year),
            lambda session: plan_pdf(session, year=year),
            plan_name(year, "pdf"),
            sheet=lambda session: plan_xlsx(session, year=year),
        )

    def new(self) -> None:
        """Begins to type in the first cell."""
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.rows.index(0, FIRST_MONTH))

    def select(self, uid: str) -> None:
        self.grid.select_uid(uid)

    def compose(self) -> None:
        """Makes the official paper and opens it."""
        command = ComposeOutreachPlan(year=self.years.year, day=self.today)
        self.tasks.do(
            command,
            then=lambda done: self.context.navigate("documents", done.value),
            button=self.compose_button,
        )

    def carry_over(self) -> None:
        """Takes the year before over into this one."""
        year = self.years.year
        self.tasks.do(CarryPlanOver(from_year=year - 1, to_year=year), button=self.carry_button)

    def take_text(self, text: str) -> None:
        """Takes a table from Excel; only cells that say something else are changed, in one step."""

        def work(_progress: object) -> tuple[PlanCell, ...]:
            return planning.read_table([[imported_text(cell) for cell in row] for row in read_clipboard(text).rows])

        self.tasks.run(work, _("Đang đọc bảng…"), then=self._take_cells)

    def _take_cells(self, cells: tuple[PlanCell, ...]) -> None:
        differing = planning.changed(self.plan, cells)
        if differing:
            self.tasks.do(SetPlanCells(year=self.years.year, cells=differing))
        else:
            self.context.notices.info(_("Bảng dán vào giống hệt kế hoạch đang có."))

    def _set(self, line: PlanLine, month: int, typed: str) -> None:
        cell = planning.read_cell(typed, line.theme.code, line.form, month)
        self.tasks.do(SetPlanCells(year=self.years.year, cells=(cell,)), quiet=True)

    def _clear(self) -> None:
        """Delete empties the one cell in sight, as in a worksheet."""
        line, month = self.grid.current(), self.grid.currentIndex().column() - FIRST_MONTH + 1
        if line is not None and month in planning.MONTHS and line.texts[month - 1]:
            self._set(line, month, "")

    def _show(self, year: int, found: tuple[PlanView, Counter[tuple[str, OutreachForm, int]]]) -> None:
        if year != self.years.year:
            return
        self.plan, done = found
        here = self.grid.currentIndex()
        row, column = here.row(), here.column()
        self.rows.set_rows(
            [
                PlanLine(
                    theme,
                    form,
                    tuple(planning.cell_text(self.plan.cell(theme.code, form, month)) for month in planning.MONTHS),
                    tuple(done[theme.code, form, month] for month in planning.MONTHS),
                )
                for theme in themes()
                for form in OutreachForm
            ]
        )
        if row >= 0:
            self.grid.setCurrentIndex(self.rows.index(row, column))  # typing goes on where it was
        gaps = planning.gaps(self.plan)
        empty = sum(len(gap.months) for gap in gaps)
        self.gap_card.heading.setText(_("Ô chưa có nội dung: {count}").format(count=empty))
        self.gaps.setText("\n".join(gap.words for gap in gaps))

    def _offer_years(self, years: list[int]) -> None:
        self.carry_button.setVisible(self.years.year - 1 in years)
        self.carry_button.setText(_("&Lấy từ năm {year}").format(year=self.years.year - 1))

    def _build_grid(self) -> None:
        columns = [
            Column[PlanLine](
                _("Chủ đề"),
                lambda line: f"{line.theme.code}. {line.theme.name}",
                width=200,
                tip=lambda line: line.theme.text,
            ),
            Column[PlanLine](_("Hình thức"), lambda line: labels.form(line.form), width=160),
            *(self._month_column(month) for month in planning.MONTHS),
        ]
        self.rows = RowModel[PlanLine](columns)
        self.grid = Grid(self.rows, name="planGrid")
        self.grid.setAccessibleName(_("Kế hoạch chủ đề theo tháng"))
        self.grid.setEditTriggers(
            Grid.EditTrigger.EditKeyPressed | Grid.EditTrigger.DoubleClicked | Grid.EditTrigger.AnyKeyPressed
        )
        self.grid.pasted.connect(self.take_text)
        self.grid.delete_asked.connect(lambda _lines: self._clear())

    def _month_column(self, month: int) -> Column[PlanLine]:
        def tip(line: PlanLine) -> str:
            return _("Kế hoạch: {planned}. Đã làm: {done}.").format(
                planned=line.texts[month - 1] or _("chưa có"), done=line.done[month - 1]
            )

        return Column(
            _("T{month}").format(month=month),
            lambda line: line.texts[month - 1],
            edit=lambda line, typed: self._set(line, month, typed),
            width=58,
            tip=tip,
            icon=lambda line: "ok" if line.done[month - 1] else "",
        )

    def _paper_tools(self) -> QHBoxLayout:
        self.print_button = self._button(_("&In, xuất…"), "print", self.print_, "printPlan")
        self.compose_button = self._button(_("S&oạn văn bản Kế hoạch"), "paper", self.compose, "composePlan", "primary")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.years)
        line.addStretch(1)
        for button in (self.print_button, self.compose_button):
            line.addWidget(button)
        return line

    def _table_tools(self) -> QHBoxLayout:
        self.carry_button = self._button("", "redo", self.carry_over, "carryPlanOver")
        self.copy_button = self._button(_("Sao &chép cả bảng"), "copy", self._copy, "copyPlan")
        self.paste_button = self._button(_("&Dán từ Excel"), "paste", self.grid.paste, "pastePlan")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self._hint(), 1)
        for button in (self.carry_button, self.copy_button, self.paste_button):
            line.addWidget(button)
        self.carry_button.hide()
        return line

    def _hint(self) -> QLabel:
        return named(
            QLabel(
                _(
                    "Gõ vào ô: số lượng (2), nội dung, hoặc cả hai (2: giới thiệu dịch vụ công). Dấu ✓ là tháng đã có "
                    "việc thật trong sổ."
                ),
                wordWrap=True,
            ),
            "planHint",
            "small",
        )

    def _copy(self) -> None:
        self.grid.selectAll()
        self.grid.copy(headings=True)

    def _build_gaps(self) -> QWidget:
        self.gap_card = Card(_("Ô chưa có nội dung"))
        self.gaps = named(QLabel(wordWrap=True), "planGaps", "quiet")
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.gaps)
        self.gaps.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setMinimumHeight(56)
        self.gap_card.body.addWidget(scroll)
        return self.gap_card

    def _button(self, words: str, icon: str, slot: Any, name: str, look: str = "") -> QPushButton:
        button = named(QPushButton(words), name, look)
        icons.set_icon(button, icon, "on_accent" if look else "accent")
        button.clicked.connect(lambda _checked=False: slot())
        return button


def _plan_and_done(session: Any, year: int) -> tuple[PlanView, Counter[tuple[str, OutreachForm, int]]]:
    return queries.plan(session, year), queries.done_by_cell(session, year)
