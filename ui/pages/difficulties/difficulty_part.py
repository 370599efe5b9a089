"""The list of difficulties; below it the one in sight with its way and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.difficulties.commands import RemoveDifficulty, ReopenDifficulty
from app.difficulties.views import DifficultyView
from app.difficulties.wording import age, state, way
from app.handled_above import HandledAbove
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import DifficultyState
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.difficulties.forms import AnswerForm, CloseForm, DifficultyForm, ReceiveForm, SendForm
from ui.pages.difficulties.loading import DifficultiesSeen, letter_choices
from ui.pages.difficulties.way import WayRow
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.search_combo import Choice

RAISED, SENT, RECEIVED, ANSWERED, CLOSED = DifficultyState
TINTS = {RAISED: "warn", CLOSED: "quiet"}
TONES = {RAISED: "warn", SENT: "neutral", RECEIVED: "neutral", ANSWERED: "ok", CLOSED: "ok"}
_ICONS = {RAISED: "flag", SENT: "send", RECEIVED: "received", ANSWERED: "chat", CLOSED: "ok"}


class DifficultyPart(QWidget):
    """Open difficulties, those closed on demand."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DifficultiesSeen | None = None
        self._build_grid()
        self._build_card()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.card)

    def show_seen(self, seen: DifficultiesSeen) -> None:
        """Shows the difficulties as read now."""
        self.seen = seen
        self._fill()

    def select(self, uid: str) -> bool:
        """Selects a difficulty; False where it is not here."""
        found = next((view for view in self._all() if view.uid == uid), None)
        if found is None:
            return False
        if not found.is_open:
            self.with_closed.setChecked(True)
        self.grid.select_uid(uid)
        return True

    def current(self) -> DifficultyView | None:
        """The difficulty under the cursor."""
        view: DifficultyView | None = self.grid.current()
        return view

    def new(self) -> None:
        """Four fields raise one."""
        if self.seen is not None:
            self._ask(DifficultyForm(self.seen, parent=self), lands=True)

    def edit(self) -> None:
        """Corrects the words of the one under the cursor."""
        view = self.current()
        if view is not None and self.seen is not None:
            self._ask(DifficultyForm(self.seen, view, parent=self))

    def go_on(self) -> None:
        """The next step of the one under the cursor."""
        view = self.current()
        if view is not None:
            {RAISED: self.send, SENT: self.receive, RECEIVED: self.answer, ANSWERED: self.close_, CLOSED: self.reopen}[
                view.state
            ]()

    def send(self) -> None:
        """Asks when and how it was sent."""
        self._ask_about(SendForm)

    def receive(self) -> None:
        """Asks when the addressee confirmed it."""
        self._ask_about(ReceiveForm)

    def answer(self) -> None:
        """Asks what was answered, and by which letter."""
        view = self.current()
        if view is not None:
            self.tasks.read(letter_choices, then=partial(self._ask_answer, view))

    def close_(self) -> None:
        """Asks when it hindered no more."""
        self._ask_about(CloseForm)

    def reopen(self) -> None:
        """It turned out not to be solved."""
        view = self.current()
        if view is not None:
            self.tasks.do(ReopenDifficulty(uid=view.uid))

    def remove(self, rows: Sequence[DifficultyView] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for view in rows or self.grid.selected():
            self.tasks.do(RemoveDifficulty(uid=view.uid))

    def _ask_about(self, form: type[SendForm] | type[ReceiveForm] | type[CloseForm]) -> None:
        view = self.current()
        if view is not None:
            self._ask(form(view, self.context.clock.today(), parent=self))

    def _ask_answer(self, view: DifficultyView, letters: Sequence[Choice]) -> None:
        told = self.seen.above.get(view.uid) if self.seen else None
        form = AnswerForm(view, self.context.clock.today(), letters, parent=self)
        if told is not None:
            form.answer.set_value(told.answer)
        self._ask(form)

    def _ask(self, form: FormDialog, *, lands: bool = False) -> None:
        form.send_with(self.tasks, (lambda done: self.grid.select_uid(done.value)) if lands else None)

    def _all(self) -> tuple[DifficultyView, ...]:
        return self.seen.difficulties if self.seen else ()

    def _fill(self) -> None:
        shown = [view for view in self._all() if view.is_open or self.with_closed.isChecked()]
        self.grid.rows.set_rows(shown)
        closed = sum(not view.is_open for view in self._all())
        self.with_closed.setVisible(closed > 0)
        self.empty.sentence.setText(_all_closed(closed) if closed else _nothing_yet())
        if self.current() is None and shown:
            self.grid.selectRow(0)
        self._show_current()

    def _show_current(self) -> None:
        view = self.current()
        self.card.setVisible(view is not None)
        if view is None or self.seen is None:
            return
        self.what.setText(view.title)
        self.badge.say(state(view.state), TONES[view.state])
        self.way.show_way(way(view))
        self.words.setText("\n".join(_details(view, self.seen)))
        self.next_button.setText(_next_words(view.state))
        for button, on in (
            (self.answer_button, view.state is SENT),
            (self.close_button, view.state in (RAISED, SENT, RECEIVED)),
            (self.remove_button, view.state is RAISED),
            (self.letter_button, bool(view.answer_letter)),
        ):
            button.setVisible(on)

    def _open_letter(self) -> None:
        view = self.current()
        if view is not None and view.answer_letter:
            self.context.navigate("incoming", view.answer_letter)

    def _build_grid(self) -> None:
        self.grid = Grid(RowModel[DifficultyView](self._columns()), name="difficultyGrid")
        self.grid.setAccessibleName(_("Danh sách khó khăn, vướng mắc"))
        self.grid.remember(self.context.settings, "difficulties")
        self.empty = EmptyState(_nothing_yet(), _("Ghi khó khăn"), icon="flag")
        self.empty.begun.connect(self.new)
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo khó khăn, nơi nhận, thôn…"), empty=self.empty)
        self.with_closed = named(QCheckBox(_("Hiện việc đã khép (&w)")), "withClosed")
        self.with_closed.toggled.connect(lambda _on: self._fill())
        self.pane.tools.addWidget(self.with_closed)
        self.grid.opened.connect(lambda _view: self.go_on())
        self.grid.delete_asked.connect(self.remove)
        self.grid.current_changed.connect(lambda _view: self._show_current())

    def _columns(self) -> list[Column[DifficultyView]]:
        def place(view: DifficultyView) -> str:
            return self.seen.places.get(view.hamlet or "", "") if self.seen else ""

        return [
            Column(_("Khó khăn, vướng mắc"), lambda row: row.title, width=310, tip=lambda row: row.detail or row.title),
            Column(
                _("Tình trạng"),
                lambda row: state(row.state),
                sort=lambda row: list(DifficultyState).index(row.state),
                tint=lambda row: TINTS.get(row.state, ""),
                icon=lambda row: _ICONS[row.state],
                width=200,
            ),
            Column(_("Đã qua"), lambda row: age(row, self._today()), sort=lambda row: row.age(self._today()), width=96),
            Column(_("Ngày ghi nhận"), lambda row: show_day(row.raised_on), sort=_by_day, width=124),
            Column(_("Nơi nhận"), lambda row: row.addressee, width=220, tip=lambda row: row.addressee),
            Column(_("Thôn"), place, width=120),
        ]

    def _today(self) -> date:
        return self.context.clock.today()

    def _build_card(self) -> None:
        self.card = Card()
        self.what = named(QLabel(wordWrap=True), "difficultyWhat", "heading")
        self.badge = Badge("", "neutral", self.card)
        self.way = WayRow()
        self.words = selectable(named(QLabel(wordWrap=True), "difficultyWords"))
        line = QHBoxLayout()
        line.addWidget(self.what, 1)
        line.addWidget(self.badge)
        self.card.body.addLayout(line)
        self.card.body.addWidget(self.way)
        self.card.body.addWidget(self.words)
        self.card.body.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.next_button = named(QPushButton(), "nextStep", "primary")
        self.answer_button = named(QPushButton(_("Ghi t&rả lời…")), "answerDifficulty")
        self.close_button = named(QPushButton(_("&Khép lại…")), "closeDifficulty")
        self.letter_button = named(QPushButton(_("Mở &văn bản trả lời")), "openAnswer")
        self.edit_button = named(QPushButton(_("&Sửa…")), "editDifficulty")
        self.remove_button = named(QPushButton(_("&Bỏ")), "removeDifficulty")
        icons.set_icon(self.edit_button, "edit", "accent")
        icons.set_icon(self.remove_button, "remove", "accent")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button, slot in (
            (self.next_button, self.go_on),
            (self.answer_button, self.answer),
            (self.close_button, self.close_),
            (self.letter_button, self._open_letter),
            (self.edit_button, self.edit),
            (self.remove_button, lambda: self.remove([view] if (view := self.current()) else None)),
        ):
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        line.addStretch(1)
        return line


def _next_words(kind: DifficultyState) -> str:
    return {
        RAISED: _("Ghi đã &gửi…"),
        SENT: _("Ghi đã &nhận…"),
        RECEIVED: _("Ghi t&rả lời…"),
        ANSWERED: _("&Khép lại…"),
        CLOSED: _("&Mở lại"),
    }[kind]


def _details(view: DifficultyView, seen: DifficultiesSeen) -> list[str]:
    place = seen.places.get(view.hamlet or "", "")
    rows = (
        (_("Đề nghị"), view.wish),
        (_("Nơi nhận"), view.addressee),
        (_("Nơi phát sinh"), place),
        (_("Lĩnh vực"), view.area),
        (_("Diễn giải"), view.detail),
        (_("Gửi bằng"), view.sent_how),
        (_("Cấp trên giao"), _handler(seen.above.get(view.uid))),
        (_("Cấp trên trả lời"), _answer_above(view, seen.above.get(view.uid))),
        (_("Trả lời"), view.answer),
        (_("Văn bản trả lời"), seen.letters.get(view.answer_letter or "", "")),
        (_("Kết quả"), view.closing_note),
    )
    return [f"{name}: {words}" for name, words in rows if words]


def _handler(above: HandledAbove | None) -> str:
    if above is None or not above.handler:
        return ""
    if above.due_on is None:
        return above.handler
    return _("{name}, hạn {day}").format(name=above.handler, day=show_day(above.due_on))


def _answer_above(view: DifficultyView, above: HandledAbove | None) -> str:
    """What was answered in a package, until it is written into the record."""
    return above.answer if above is not None and not view.answer else ""


def _by_day(row: DifficultyView) -> str:
    return row.raised_on.isoformat()


def _nothing_yet() -> str:
    return _(
        "Chưa ghi khó khăn, vướng mắc nào. Ghi trong bốn ô khi vừa phát sinh; phần mềm đếm số ngày chờ "
        "và đưa vào báo cáo cho đến khi khép lại."
    )


def _all_closed(count: int) -> str:
    return _("Không còn khó khăn nào chờ xử lý; {count} việc đã khép lại.").format(count=count)
