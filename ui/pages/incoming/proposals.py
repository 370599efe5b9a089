"""The duties a letter seems to ask for: confirmed, mended or dropped one by one by keyboard, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.duties.commands import ConfirmDuties, ConfirmDuty, DropDuty, DropSentence
from app.duties.inputs import DutyInput
from app.duties.views import DutyView
from app.incoming.proposing import duty_of, sentence_of
from app.incoming.views import Judged, LetterReading, ProposalLine
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.incoming.duty_form import ProposedDutyForm
from ui.pages.incoming.loading import judged_words, owner_choices, reading_words, what_kind, when
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane

_TINTS = {Judged.OPEN: "warn", Judged.CONFIRMED: "accent", Judged.DROPPED: "quiet"}


class ProposalsPane(QWidget):
    """Enter confirms, F2 mends, Delete drops; after each the next proposal waits under the cursor."""

    marked = Signal(object, str)
    """Lines shown and the uid of the current one, for the text beside."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.reading: LetterReading | None = None
        self._build_grid()
        self._build_buttons()
        self._lay_out()
        self.show_reading(None)

    def show_reading(self, reading: LetterReading | None) -> None:
        """Shows what a letter asks for; the cursor goes on to the next open proposal."""
        same = reading is not None and self.reading is not None and reading.letter.uid == self.reading.letter.uid
        place = self.grid.currentIndex().row() if same else -1
        self.reading = reading
        lines = self.lines()
        self.rows.set_rows(lines)
        self._go_on(lines, place if same else 0)
        self._on_current()
        waiting = [line for line in lines if line.judged is Judged.OPEN]
        all_words = _("Nhận &tất cả {count} việc").format(count=len(waiting))
        self.all_button.setText(all_words if waiting else _("Không còn việc nào chờ nhận"))
        self.all_button.setEnabled(bool(waiting))
        self.state.setText(reading_words(reading, len(lines)) if reading else "")
        hidden = len(reading.lines) - len([line for line in reading.lines if line.proposal.for_us]) if reading else 0
        self.others.setText(_("&Cả {count} việc giao cơ quan khác").format(count=hidden))
        self.others.setVisible(bool(hidden))

    def lines(self) -> list[ProposalLine]:
        """The proposals shown: ours, and those for other offices where asked."""
        every = self.reading.lines if self.reading else ()
        return [line for line in every if line.proposal.for_us or line.duty is not None or self.others.isChecked()]

    def current(self) -> ProposalLine | None:
        """The proposal under the cursor."""
        line: ProposalLine | None = self.grid.current()
        return line

    def confirm(self) -> None:
        """Takes the proposal under the cursor as it stands."""
        line = self.current()
        if line is not None and line.judged is not Judged.CONFIRMED and self.reading is not None:
            self.tasks.do(self._command(line))

    def confirm_all(self) -> None:
        """Takes every open proposal shown in one step."""
        waiting = [line for line in self.lines() if line.judged is Judged.OPEN]
        if waiting and self.reading is not None:
            self.tasks.do(ConfirmDuties(duties=tuple(map(self._command, waiting))), button=self.all_button)

    def mend(self) -> None:
        """Opens the form of the proposal, or of the duty made of it."""
        line = self.current()
        if line is not None and self.reading is not None:
            self.tasks.read(owner_choices, self.context.clock.today(), then=partial(self._ask, line))

    def drop(self) -> None:
        """Says that a sentence asks nothing of us; a duty taken from it is dropped again."""
        line = self.current()
        if line is None or self.reading is None or line.judged is Judged.DROPPED:
            return
        if line.duty is not None:
            self.tasks.do(DropDuty(uid=line.duty.uid))
        else:
            self.tasks.do(
                DropSentence(
                    letter=self.reading.letter.uid,
                    sentence=sentence_of(line.proposal),
                    sentence_at=line.proposal.start,
                )
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.mend()
        else:
            super().keyPressEvent(event)

    def select_uid(self, uid: str) -> None:
        """Puts the cursor on a proposal."""
        self.grid.select_uid(uid)

    def in_reading_order(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.pane.filter, self.grid, *self.buttons, self.others]

    def _ask(self, line: ProposalLine, choices: Sequence[Any]) -> None:
        command = self._command(line)
        uid = ""
        if line.duty is not None:
            uid = line.duty.uid
            command = ConfirmDuty(duty=_input_of(line.duty), sentence=line.duty.sentence)
        ProposedDutyForm(command, choices, duty=uid, parent=self).send_with(self.tasks)

    def _command(self, line: ProposalLine) -> ConfirmDuty:
        reading = self.reading
        assert reading is not None  # asked of by callers
        return ConfirmDuty(
            duty=duty_of(line.proposal, reading.letter, owner=reading.owner, owner_words=reading.owner_words),
            letter=reading.letter.uid,
            sentence=sentence_of(line.proposal),
            sentence_at=line.proposal.start,
        )

    def _go_on(self, lines: Sequence[ProposalLine], place: int) -> None:
        after = [line for line in lines[max(place, 0) :] if line.judged is Judged.OPEN]
        wanted = next(iter(after or [line for line in lines if line.judged is Judged.OPEN] or lines), None)
        if wanted is not None:
            self.grid.select_uid(wanted.uid)

    def _on_current(self) -> None:
        line = self.current()
        for button in self.buttons[:3]:
            button.setEnabled(line is not None)
        self.confirm_button.setEnabled(line is not None and line.judged is not Judged.CONFIRMED)
        self.detail.setText(_told(line) if line else "")
        self.marked.emit(self.lines(), line.uid if line else "")

    def _build_grid(self) -> None:
        self.rows: RowModel[ProposalLine] = RowModel(
            [
                Column(
                    _("Việc"),
                    lambda line: line.duty.title if line.duty else line.proposal.title,
                    sort=lambda line: line.proposal.start,
                    width=190,
                ),
                Column(_("Thời hạn"), when, width=206, tip=when),
                Column(
                    _("Đã chọn"),
                    lambda line: judged_words(line.judged),
                    tint=lambda line: _TINTS[line.judged],
                    width=84,
                ),
                Column(_("Loại"), lambda line: what_kind(line.proposal), width=92),
                Column(_("Giao cho"), lambda line: line.proposal.who, width=150),
            ]
        )
        self.grid = Grid(self.rows, name="proposalGrid")
        self.grid.setAccessibleName(_("Các việc văn bản yêu cầu"))
        self.grid.remember(self.context.settings, "incoming.proposals")
        self.grid.opened.connect(lambda _line: self.confirm())
        self.grid.delete_asked.connect(lambda _lines: self.drop())
        self.grid.current_changed.connect(lambda _line: self._on_current())
        empty = EmptyState(
            _("Không có câu nào yêu cầu xã. Việc khác thì thêm ở trang Nhiệm vụ và thời hạn."),
            icon="calendar",
            handbook=False,
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc việc…"), empty=empty)

    def _build_buttons(self) -> None:
        self.confirm_button = named(QPushButton(_("&Nhận (Enter)")), "confirmProposal", "primary")
        self.mend_button = named(QPushButton(_("&Sửa… (F2)")), "mendProposal")
        self.drop_button = named(QPushButton(_("&Bỏ (Delete)")), "dropProposal")
        self.all_button = named(QPushButton(), "confirmAll")
        icons.set_icon(self.confirm_button, "ok", "on_accent")
        icons.set_icon(self.mend_button, "edit", "accent")
        icons.set_icon(self.drop_button, "remove", "accent")
        self.buttons = [self.confirm_button, self.mend_button, self.drop_button, self.all_button]
        for button, slot in zip(self.buttons, (self.confirm, self.mend, self.drop, self.confirm_all), strict=True):
            button.clicked.connect(lambda _checked=False, do=slot: do())
        self.others = named(QCheckBox(), "otherOffices")
        self.others.toggled.connect(lambda _on: self.show_reading(self.reading))

    def _lay_out(self) -> None:
        self.state = named(QLabel(wordWrap=True), "proposalState", "small")
        self.detail = selectable(named(QLabel(wordWrap=True), "proposalDetail", "small"))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(4 * tokens.SMALL_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.state)
        column.addWidget(self.pane, 1)
        column.addWidget(self.detail)
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // 3, place % 3, 1, 1 if place < 3 else 3)
        column.addLayout(grid)
        column.addWidget(self.others)
        for before, after in pairwise(self.in_reading_order()):
            QWidget.setTabOrder(before, after)


def _told(line: ProposalLine) -> str:
    """What, who, to whom, through whom, and what could not be taken as it stands."""
    each = line.proposal
    owner = line.duty.owner_name if line.duty else ""
    parts = [
        line.duty.title if line.duty else each.title,
        _("Giao: {who}").format(who=each.who) if each.who else "",
        _("Gửi: {receiver}").format(receiver=each.receiver) if each.receiver else "",
        _("Qua: {via}").format(via=each.via) if each.via else "",
        _("Khi: {condition}").format(condition=each.condition) if each.condition else "",
        _("Phụ trách: {owner}").format(owner=owner) if owner else "",
        each.doubt,
    ]
    return " · ".join(part for part in parts if part)


def _input_of(duty: DutyView) -> DutyInput:
    """A duty's fields as they would be entered again."""
    return DutyInput(
        title=duty.title,
        kind=duty.kind,
        cadence=duty.cadence,
        scheme=duty.scheme_kind,
        cut_off_day=duty.cut_off_day,
        due_day=duty.due_day,
        due_month_offset=duty.due_month_offset,
        due_on=duty.due_on,
        exclusive=duty.exclusive,
        addressee=duty.addressee,
        receiver=duty.receiver,
        via=duty.via,
        condition=duty.condition,
        report=duty.report,
        package=duty.package,
        owner=duty.owner,
        owner_words=duty.owner_words,
        valid_from=duty.valid_from,
        valid_to=duty.valid_to,
        code=duty.code,
        source=duty.source,
        note=duty.note,
    )
