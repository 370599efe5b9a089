"""The register of proposals: what was put before whom, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.difficulties.commands import DecideProposal, RemoveProposal, SubmitProposal
from app.difficulties.views import ProposalView
from app.difficulties.wording import outcome
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import Outcome
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.difficulties.forms import day_of
from ui.pages.difficulties.loading import DifficultiesSeen, ProposalChoices, proposal_choices
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, LongTextField, TextField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.search_combo import Choice

_TINTS = {Outcome.PENDING: "warn", Outcome.ACCEPTED: "accent", Outcome.PARTLY: "accent"}
_ICONS = {Outcome.PENDING: "send", Outcome.ACCEPTED: "ok", Outcome.PARTLY: "ok", Outcome.REJECTED: "close"}


class ProposalForm(FormDialog):
    """A proposal: what, to whom, when, by whom, in which paper."""

    def __init__(
        self,
        seen: DifficultiesSeen,
        choices: ProposalChoices,
        view: ProposalView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.view = view
        self.title = _("Sửa đề xuất") if view else _("Ghi đề xuất")
        super().__init__(parent)
        self.record_uid = view.uid if view else ""
        self.what = TextField(_("Chủ trương, giải &pháp đề xuất"), name="title")
        self.addressee = TextField(_("Đề xuất &với"), name="addressee")
        self.day = DateField(_("&Ngày đề xuất"), name="submitted_on")
        self.detail = LongTextField(_("&Diễn giải"), name="detail")
        self.by = ChoiceField(_("N&gười đề xuất"), choices.people, name="by")
        self.document = ChoiceField(
            _("Văn &bản"), choices.papers, name="document", placeholder=_("để trống nếu không có văn bản")
        )
        for name, field in (
            ("title", self.what),
            ("addressee", self.addressee),
            ("submitted_on", self.day),
            ("detail", self.detail),
            ("by", self.by),
            ("document", self.document),
        ):
            self.add_field(name, field)
        self.form.addStretch(1)
        self._fill(seen, view)
        self.resize(560, 440)

    def command(self) -> SubmitProposal:
        return SubmitProposal(
            uid=self.view.uid if self.view else "",
            title=self.what.value(),
            addressee=self.addressee.value(),
            submitted_on=day_of(self.day, "submitted_on"),
            detail=self.detail.value(),
            by=self.by.value(),
            document=self.document.value(),
        )

    def _fill(self, seen: DifficultiesSeen, view: ProposalView | None) -> None:
        self.what.set_value(view.title if view else "")
        self.addressee.set_value(view.addressee if view else seen.own_addressee)
        self.day.set_value(view.submitted_on if view else seen.day)
        self.detail.set_value(view.detail if view else "")
        self.by.set_value(view.by if view else None)
        self.document.set_value(view.document if view else None)


class DecideForm(FormDialog):
    """What became of a proposal."""

    def __init__(self, view: ProposalView, day: date, parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Ghi kết quả đề xuất")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(view.title, wordWrap=True), "proposalTitle", "heading"))
        decided = [each for each in Outcome if each is not Outcome.PENDING]
        self.outcome = ChoiceField(_("&Kết quả"), [Choice(each, outcome(each)) for each in decided], name="outcome")
        self.day = DateField(_("&Ngày có kết quả"), name="outcome_on")
        self.words = LongTextField(
            _("Nội &dung"), name="words", hint=_("Chấp thuận phần nào, vì sao; có thể để trống.")
        )
        if view.outcome is not Outcome.PENDING:
            self.outcome.set_value(view.outcome)
        self.day.set_value(view.outcome_on or day)
        self.words.set_value(view.outcome_words)
        for name, field in (("outcome", self.outcome), ("outcome_on", self.day), ("words", self.words)):
            self.add_field(name, field)
        self.form.addStretch(1)
        self.resize(480, 300)

    def command(self) -> DecideProposal:
        return DecideProposal(
            uid=self.view.uid,
            outcome=self.outcome.value() or Outcome.PENDING,
            outcome_on=day_of(self.day, "outcome_on"),
            words=self.words.value(),
        )


class ProposalPart(QWidget):
    """The list with its three buttons; below it the one in sight in words."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DifficultiesSeen | None = None
        self.grid = Grid(RowModel[ProposalView](self._columns()), name="proposalGrid")
        self.grid.setAccessibleName(_("Danh sách đề xuất"))
        self.grid.remember(context.settings, "proposals")
        self.empty = EmptyState(
            _("Chưa ghi đề xuất nào. Ghi chủ trương, cơ chế, giải pháp đã đề xuất và kết quả để báo cáo được đủ."),
            _("Ghi đề xuất"),
            icon="register",
        )
        self.empty.begun.connect(self.new)
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo đề xuất, nơi nhận, kết quả…"), empty=self.empty)
        self.words = selectable(named(QLabel(wordWrap=True), "proposalWords", "quiet"))
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.words)
        self.grid.opened.connect(lambda _view: self.decide())
        self.grid.delete_asked.connect(self.remove)
        self.grid.current_changed.connect(lambda _view: self._show_current())

    def show_seen(self, seen: DifficultiesSeen) -> None:
        """Shows the proposals as read now."""
        self.seen = seen
        self.grid.rows.set_rows(seen.proposals)
        if self.current() is None and seen.proposals:
            self.grid.selectRow(0)
        self._show_current()

    def select(self, uid: str) -> bool:
        """Selects a proposal; False where it is not here."""
        if self.grid.rows.row_of(uid) < 0:
            return False
        self.grid.select_uid(uid)
        return True

    def current(self) -> ProposalView | None:
        """The proposal under the cursor."""
        view: ProposalView | None = self.grid.current()
        return view

    def new(self) -> None:
        """A new proposal."""
        self._read_choices(None)

    def edit(self) -> None:
        """Corrects the one under the cursor."""
        if self.current() is not None:
            self._read_choices(self.current())

    def decide(self) -> None:
        """Asks what became of it."""
        view = self.current()
        if view is not None:
            DecideForm(view, self.context.clock.today(), parent=self).send_with(self.tasks)

    def remove(self, rows: Sequence[ProposalView] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for view in rows or self.grid.selected():
            self.tasks.do(RemoveProposal(uid=view.uid))

    def _read_choices(self, view: ProposalView | None) -> None:
        self.tasks.read(proposal_choices, self.context.clock.today(), then=partial(self._ask, view))

    def _ask(self, view: ProposalView | None, choices: ProposalChoices) -> None:
        if self.seen is not None:
            form = ProposalForm(self.seen, choices, view, parent=self)
            form.send_with(self.tasks, lambda done: self.grid.select_uid(done.value))

    def _show_current(self) -> None:
        view = self.current()
        for button in (self.decide_button, self.edit_button, self.remove_button):
            button.setEnabled(view is not None)
        parts = (view.detail, view.outcome_words) if view else ()
        self.words.setText("\n".join(part for part in parts if part))
        self.words.setVisible(bool(self.words.text()))

    def _build_buttons(self) -> None:
        self.decide_button = named(QPushButton(_("Ghi &kết quả…")), "decideProposal")
        self.edit_button = named(QPushButton(_("&Sửa…")), "editProposal")
        self.remove_button = named(QPushButton(_("&Bỏ")), "removeProposal")
        for button, slot in (
            (self.decide_button, self.decide),
            (self.edit_button, self.edit),
            (self.remove_button, self.remove),
        ):
            button.clicked.connect(lambda _checked=False, do=slot: do())
            self.pane.tools.addWidget(button)

    def _columns(self) -> list[Column[ProposalView]]:
        def who(view: ProposalView) -> str:
            return self.seen.proposers.get(view.by or "", "") if self.seen else ""

        return [
            Column(_("Đề xuất"), lambda row: row.title, width=310, tip=lambda row: row.detail or row.title),
            Column(_("Đề xuất với"), lambda row: row.addressee, width=190),
            Column(
                _("Ngày đề xuất"),
                lambda row: show_day(row.submitted_on),
                sort=lambda row: row.submitted_on.isoformat(),
                width=120,
            ),
            Column(_("Người đề xuất"), who, width=140),
            Column(
                _("Kết quả"),
                lambda row: outcome(row.outcome),
                sort=lambda row: list(Outcome).index(row.outcome),
                tint=lambda row: _TINTS.get(row.outcome, ""),
                icon=lambda row: _ICONS[row.outcome],
                width=180,
            ),
            Column(
                _("Ngày kết quả"),
                lambda row: show_day(row.outcome_on),
                sort=lambda row: row.outcome_on.isoformat() if row.outcome_on else "",
                width=120,
            ),
        ]
