"""The duties themselves: what is asked, how often, by whom, from when to when, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.duties.commands import DropDuty
from app.duties.views import DutyStanding, DutyView
from app.duties.wording import cadence, deadline
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import Cadence
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.duties.duty_form import DutyForm
from ui.pages.duties.forms import AriseForm, EndForm, ReadingForm, ask
from ui.pages.duties.loading import DutiesSeen, owners
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.search_combo import Choice


class DutyPart(QWidget):
    """The list of duties; Enter edits, the menu ends, drops and writes down what arose."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DutiesSeen | None = None
        self.grid = Grid(RowModel[DutyStanding](_columns(), uid=lambda row: row.duty.uid), name="dutyGrid")
        self.grid.setAccessibleName(_("Danh sách nhiệm vụ"))
        self.grid.remember(context.settings, "duties.duty")
        self.empty = EmptyState(
            _("Chưa có nhiệm vụ nào. Xác nhận nhiệm vụ trong văn bản đến, nhận nhiệm vụ có sẵn, hoặc tự thêm."),
            _("Nhận nhiệm vụ có sẵn"),
            icon="calendar",
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo tên, nơi nhận, căn cứ…"), empty=self.empty)
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(self.pane, 1)
        self.grid.opened.connect(lambda _row: self.edit())
        self.grid.delete_asked.connect(lambda _rows: self.drop())
        self.grid.current_changed.connect(lambda _row: self._on_current())
        self._on_current()

    def show_seen(self, seen: DutiesSeen) -> None:
        """Shows the duties as read now."""
        self.seen = seen
        self.grid.rows.set_rows(seen.standings)
        if self.grid.current() is None and seen.standings:
            self.grid.selectRow(0)
        self._on_current()

    def select(self, uid: str) -> bool:
        """Selects a duty; False where it is not here."""
        if self.grid.rows.row_of(uid) < 0:
            return False
        self.grid.select_uid(uid)
        return True

    def duty(self) -> DutyView | None:
        """The duty under the cursor."""
        row: DutyStanding | None = self.grid.current()
        return row.duty if row is not None else None

    def new(self) -> None:
        """A duty that no letter kept here names."""
        self.tasks.read(owners, self.context.clock.today(), then=partial(self._ask_form, None))

    def edit(self) -> None:
        """The fields of the duty under the cursor."""
        duty = self.duty()
        if duty is not None:
            self.tasks.read(owners, self.context.clock.today(), then=partial(self._ask_form, duty))

    def end(self) -> None:
        """Asks for its last day."""
        duty = self.duty()
        if duty is not None:
            ask(EndForm(duty, self.context.clock.today(), parent=self), self.tasks)

    def arise(self) -> None:
        """Writes down that what it speaks of has happened."""
        duty = self.duty()
        if duty is not None:
            ask(AriseForm(duty, self.context.clock.today(), parent=self), self.tasks)

    def read_deadlines(self) -> None:
        """Asks how its receiver's deadlines are read."""
        duty = self.duty()
        if duty is not None:
            ask(ReadingForm(duty, parent=self), self.tasks)

    def drop(self) -> None:
        """Drops a duty confirmed by mistake; Ctrl+Z takes it back."""
        duty = self.duty()
        if duty is not None:
            self.tasks.do(DropDuty(uid=duty.uid))

    def _ask_form(self, duty: DutyView | None, choices: Sequence[Choice]) -> None:
        ask(DutyForm(choices, self.context.clock.today(), duty, parent=self), self.tasks)

    def _on_current(self) -> None:
        duty = self.duty()
        for button in (self.edit_button, self.more_button):
            button.setEnabled(duty is not None)
        arises = duty is not None and duty.cadence in (Cadence.CONDITIONAL, Cadence.ON_REQUEST, Cadence.CONTINUOUS)
        self.arise_button.setVisible(arises)

    def _build_buttons(self) -> None:
        self.edit_button = named(QPushButton(_("&Sửa…")), "editDuty")
        self.arise_button = named(QPushButton(_("Ghi &phát sinh…")), "ariseDuty")
        self.more_button = named(QPushButton(_("Việc &khác")), "moreDuty")
        self.edit_button.clicked.connect(lambda _checked=False: self.edit())
        self.arise_button.clicked.connect(lambda _checked=False: self.arise())
        menu = QMenu(self)
        for words, icon, slot in (
            (_("&Kết thúc…"), "calendar", self.end),
            (_("&Cách tính hạn của nơi nhận…"), "settings", self.read_deadlines),
            (_("&Bỏ nhiệm vụ ghi nhầm") + "\tDelete", "remove", self.drop),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        self.more_button.setMenu(menu)
        for button in (self.arise_button, self.edit_button, self.more_button):
            self.pane.tools.addWidget(button)


def _columns() -> list[Column[DutyStanding]]:
    return [
        Column(_("Nhiệm vụ"), lambda row: row.duty.title, width=310, tip=lambda row: row.duty.title),
        Column(_("Kỳ"), lambda row: cadence(row.duty.cadence), width=110),
        Column(_("Hạn"), lambda row: deadline(row.duty), width=190),
        Column(_("Hạn tới"), lambda row: show_day(row.next.last_day) if row.next else "", sort=_by_next, width=108),
        Column(_("Tình trạng"), _state, tint=_tint, width=140),
        Column(_("Nơi nhận"), lambda row: row.duty.receiver, width=150),
        Column(
            _("Phụ trách"),
            lambda row: row.duty.owner_name or _("chưa có"),
            tint=lambda row: "" if row.duty.owner_name else "warn",
            width=140,
        ),
        Column(_("Hiệu lực"), _validity, sort=lambda row: row.duty.valid_from.isoformat(), width=170),
        Column(_("Căn cứ"), lambda row: row.duty.source, width=220),
    ]


def _by_next(row: DutyStanding) -> str:
    return row.next.last_day.isoformat() if row.next and row.next.last_day else "9999"


def _state(row: DutyStanding) -> str:
    if row.late:
        return _("{count} kỳ quá hạn").format(count=row.late)
    if row.tasks:
        return _("{count} việc đang mở").format(count=row.tasks)
    return _("đã gửi {count} kỳ").format(count=row.done) if row.done else ""


def _tint(row: DutyStanding) -> str:
    return "bad" if row.late else "accent" if row.done else ""


def _validity(row: DutyStanding) -> str:
    duty = row.duty
    if duty.valid_to is None:
        return _("từ {first}").format(first=show_day(duty.valid_from))
    return _("{first} đến {last}").format(first=show_day(duty.valid_from), last=show_day(duty.valid_to))
