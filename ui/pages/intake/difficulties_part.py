"""Difficulties that communes sent: who handles each until when, its history, the answer that goes down."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.intake.handling import ReceivedDifficulty, Stage, difficulties_received, stage_words
from app.kernel.days import show_day
from app.kernel.words import _
from app.people.queries import people
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.intake.handling_forms import AnswerForm, AssignForm
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.search_combo import Choice

_LOOKS = {
    Stage.NEW: ("circle", "warn", "warn"),
    Stage.ASSIGNED: ("person", "", "neutral"),
    Stage.ANSWERED: ("edit", "warn", "warn"),
    Stage.SENT_DOWN: ("send", "", "neutral"),
    Stage.ARRIVED: ("received", "accent", "ok"),
    Stage.TAKEN_UP: ("received", "accent", "ok"),
    Stage.CLOSED: ("ok", "quiet", "ok"),
}
"""Stage -> icon, tint in the list, tone of the badge; the words say the same."""


class DifficultiesPart(QWidget):
    """The list, and the history of the one in sight."""

    package_asked = Signal(str)
    """Uid of the commune whose package is to be made."""
    record_asked = Signal(str, str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.grid = Grid(RowModel[ReceivedDifficulty](self._columns()), name="handlingGrid")
        self.grid.setAccessibleName(_("Khó khăn các xã đã gửi"))
        self.grid.remember(context.settings, "intake.handling")
        self.empty = EmptyState(
            _("Chưa xã nào gửi khó khăn, vướng mắc. Khi gói của xã có việc như vậy, hãy giao xử lý và trả lời ở đây."),
            icon="flag",
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo xã, khó khăn, người xử lý…"), empty=self.empty)
        self._build()
        self.grid.opened.connect(lambda _view: self.go_on())
        self.grid.current_changed.connect(lambda _view: self._show_current())
        self._show_current()

    def refresh(self) -> None:
        """Reads all of them again."""
        self.tasks.read(difficulties_received, then=self._show)

    def current(self) -> ReceivedDifficulty | None:
        """The difficulty under the cursor."""
        view: ReceivedDifficulty | None = self.grid.current()
        return view

    def go_on(self) -> None:
        """The next step: given to somebody, then answered."""
        view = self.current()
        if view is not None and view.stage is Stage.ASSIGNED:
            self.answer()
        elif view is not None and view.stage is Stage.NEW:
            self.assign()

    def assign(self) -> None:
        """Asks who handles it, and until when."""
        view = self.current()
        if view is not None:
            self.tasks.read(_people, self.context.clock.today(), then=partial(self._ask_handler, view))

    def answer(self) -> None:
        """Asks for the answer."""
        view = self.current()
        if view is not None:
            AnswerForm(view, self).send_with(self.tasks)

    def _ask_handler(self, view: ReceivedDifficulty, choices: list[Choice]) -> None:
        AssignForm(view, choices, self).send_with(self.tasks)

    def _show(self, views: list[ReceivedDifficulty]) -> None:
        self.grid.rows.set_rows(views)
        if self.current() is None and views:
            self.grid.selectRow(0)
        self._show_current()

    def _show_current(self) -> None:
        view = self.current()
        self.card.setVisible(view is not None)
        if view is None:
            return
        today = self.context.clock.today()
        self.what.setText(f"{view.office_name}: {view.title}")
        late = view.is_late(today)
        self.badge.say(_("quá hạn") if late else stage_words(view.stage), "bad" if late else _LOOKS[view.stage][2])
        self.history.setText("\n".join(_told(view)))
        open_ = view.stage is not Stage.CLOSED
        self.assign_button.setEnabled(open_)
        self.answer_button.setEnabled(open_)
        self.package_button.setVisible(view.stage is Stage.ANSWERED)

    def _tell_package(self) -> None:
        view = self.current()
        if view is not None:
            self.package_asked.emit(view.office_uid)

    def _tell_record(self) -> None:
        view = self.current()
        if view is not None:
            self.record_asked.emit(view.office_uid, "difficulty", view.uid)

    def _build(self) -> None:
        self.card = Card()
        self.what = named(QLabel(wordWrap=True), "handlingWhat", "heading")
        self.badge = Badge("", "neutral", self.card)
        self.history = selectable(named(QLabel(wordWrap=True), "handlingHistory"))
        line = QHBoxLayout()
        line.addWidget(self.what, 1)
        line.addWidget(self.badge)
        self.card.body.addLayout(line)
        self.card.body.addWidget(self.history)
        self.card.body.addLayout(self._build_buttons())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.card)

    def _build_buttons(self) -> QHBoxLayout:
        self.assign_button = named(QPushButton(_("&Giao xử lý…")), "assignDifficulty", "primary")
        self.answer_button = named(QPushButton(_("T&rả lời…")), "answerFromAbove")
        self.package_button = named(QPushButton(_("&Lập gói hướng dẫn")), "packageAnswer")
        self.record_button = named(QPushButton(_("&Xem bản ghi")), "openDifficulty")
        icons.set_icon(self.assign_button, "person", "on_accent")
        icons.set_icon(self.answer_button, "chat", "accent")
        icons.set_icon(self.package_button, "send", "accent")
        icons.set_icon(self.record_button, "open", "accent")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button, slot in (
            (self.assign_button, self.assign),
            (self.answer_button, self.answer),
            (self.package_button, self._tell_package),
            (self.record_button, self._tell_record),
        ):
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _columns(self) -> list[Column[ReceivedDifficulty]]:
        def late(row: ReceivedDifficulty) -> bool:
            return row.is_late(self.context.clock.today())

        return [
            Column(_("Xã"), lambda row: row.office_name, width=130, tip=lambda row: row.office_name),
            Column(_("Khó khăn, vướng mắc"), lambda row: row.title, width=260, tip=lambda row: row.wish or row.title),
            Column(
                _("Tình trạng"),
                lambda row: stage_words(row.stage),
                sort=lambda row: list(Stage).index(row.stage),
                icon=lambda row: _LOOKS[row.stage][0],
                tint=lambda row: _LOOKS[row.stage][1],
                width=210,
            ),
            Column(_("Người xử lý"), lambda row: row.handler_words or _("chưa giao"), width=150),
            Column(
                _("Hạn xử lý"),
                lambda row: _due(row, late=late(row)),
                sort=lambda row: str(row.due_on or date.max),
                tint=lambda row: "bad" if late(row) else "",
                icon=lambda row: "warning" if late(row) else "",
                width=140,
            ),
            Column(
                _("Đã qua"),
                lambda row: _("{days} ngày").format(days=row.age(self.context.clock.today())),
                sort=lambda row: row.age(self.context.clock.today()),
                number=True,
                width=90,
            ),
        ]


def _due(row: ReceivedDifficulty, *, late: bool) -> str:
    if row.due_on is None:
        return ""
    return _("{day}, quá hạn").format(day=show_day(row.due_on)) if late else show_day(row.due_on)


def _told(view: ReceivedDifficulty) -> list[str]:
    lines = [
        f"{name}: {words}"
        for name, words in (
            (_("Đề nghị"), view.wish),
            (_("Diễn giải"), view.detail),
            (_("Nơi nhận"), view.addressee),
        )
        if words
    ]
    return lines + [f"{show_day(step.day)}: {step.words}" for step in view.steps]


def _people(session: Any, day: date) -> list[Choice]:
    return [Choice(person.uid, person.full_name, person.title_on(day)) for person in people(session)]
