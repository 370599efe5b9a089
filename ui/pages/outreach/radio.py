"""The radio tab: twelve months against the rule, the programmes of the month in sight, and when they were on air."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.evidence.queries import evidence_of
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.periods import Month, month_of
from app.kernel.words import _
from app.outreach import labels, queries
from app.outreach.paper import proof_name, proof_pdf
from app.outreach.pasting import shown_airings
from app.outreach.radio import MonthState, RadioRule, short_words, state_words
from app.outreach.radio_commands import RemoveAirings, RemoveProgrammes
from app.outreach.themes import theme_words
from app.outreach.views import AiringView, ProgrammeView
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, set_look
from ui.pages.outreach.radio_forms import AiringForm, AiringsForm, ProgrammeForm, RuleForm, length_words
from ui.pages.outreach.sheet import show_sheet
from ui.pages.outreach.tab import Known, Tab, YearLine
from ui.widgets.elided_button import ElidedButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes

LEAST_PROGRAMMES, LEAST_AIRINGS = 104, 132
"""Pixels: two or three rows below their headings, so that all parts fit a low screen."""


class RadioTab(Tab):
    """Months, programmes, airings, evidence."""

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context, known, parent)
        self.states: list[MonthState] = []
        self.rule = RadioRule()
        self._wanted = ""
        self._build_months()
        self._build_programmes()
        self._build_airings()
        self.evidence = EvidencePanel(context, "programme")
        self._arrange()
        self._on_programme(None)

    @property
    def month(self) -> Month:
        """The month in sight."""
        state = self.months.current()
        return state.month if state is not None else month_of(self.today)

    def refresh(self) -> None:
        year = self.years.year
        self.tasks.read(queries.radio_rule, then=self._take_rule)
        self.tasks.read(
            queries.radio_months, Month(year, 1), Month(year, 12), self.today, then=partial(self._show_months, year)
        )

    def new(self) -> None:
        form = ProgrammeForm(self.known, self.month.key, parent=self)
        form.send_with(self.tasks, lambda done: self.select(done.value))

    def print_(self) -> None:
        """The proof of the month in sight."""
        month = self.month
        title = _("Sổ theo dõi phát thanh tháng {month}").format(month=f"{month.number:02}/{month.year}")
        show_sheet(
            self.context,
            self,
            title,
            lambda session: proof_pdf(session, month=month, today=self.today),
            proof_name(month),
        )

    def select(self, uid: str) -> None:
        if uid:
            self.tasks.read(queries.programme, uid, then=self._go_to)

    def air(self) -> None:
        """Notes airings of the programme in sight."""
        programme = self.programmes.current()
        if programme is not None:
            AiringsForm(programme, self.known, parent=self).send_with(self.tasks)

    def take(self, read: Callable[[], Table]) -> None:
        """Previews a table of airings of the programme in sight and notes the new ones in one step."""
        programme = self.programmes.current()
        if programme is None:
            return
        today, hamlets, kept = self.today, tuple(self.known.hamlets), tuple(self.airing_rows.rows)
        self.preview_table(
            lambda: shown_airings(read(), today, hamlets, kept),
            _("Lần phát của “{title}”").format(title=programme.title),
            lambda found: self.tasks.do(found.command(programme.uid)),
        )

    def edit(self) -> None:
        """Opens the programme in sight."""
        programme = self.programmes.current()
        if programme is not None:
            ProgrammeForm(self.known, self.month.key, programme, parent=self).send_with(self.tasks)

    def set_rule(self) -> None:
        """Asks for the rule of the month."""
        RuleForm(self.rule, parent=self).send_with(self.tasks, lambda _done: self.refresh())

    def edit_airing(self) -> None:
        """Opens the airing under the cursor."""
        airing: AiringView | None = self.airings.current()
        if airing is not None:
            self._edit_airing(airing)

    def _edit_airing(self, airing: AiringView) -> None:
        AiringForm(airing, self.known, self.today, parent=self).send_with(self.tasks)

    def _remove_programmes(self, chosen: list[ProgrammeView]) -> None:
        self.tasks.do(RemoveProgrammes(uids=tuple(one.uid for one in chosen)))

    def _remove_airings(self, chosen: list[AiringView]) -> None:
        self.tasks.do(RemoveAirings(uids=tuple(one.uid for one in chosen)))

    def _take_rule(self, rule: RadioRule) -> None:
        self.rule = rule

    def _go_to(self, programme: ProgrammeView | None) -> None:
        if programme is None:
            return
        self._wanted = programme.uid
        year = int(programme.month[:4])
        if year != self.years.year:
            self.years.go(year)
        self.months.select_uid(programme.month)
        self.programmes.select_uid(programme.uid)

    def _show_months(self, year: int, states: list[MonthState]) -> None:
        if year != self.years.year:
            return
        self.states = states
        before = self.months.current()
        self.month_rows.set_rows(states)
        if before is None:
            month = month_of(self.today) if year == self.today.year else Month(year, 12)
            self.months.select_uid(month.key)
        self._on_month(self.months.current())

    def _on_month(self, state: MonthState | None) -> None:
        self.verdict.setText(state_words(state, self.today) if state else "")
        self.verdict.setVisible(state is not None)
        if state is None:
            return
        coming = state.month.day(1) > self.today
        set_look(self.verdict, "badge-ok" if state.is_met else "badge-neutral" if coming else "badge-bad")
        self.print_button.setEnabled(bool(state.moments))
        self.tasks.read(queries.programmes, first=state.month.key, last=state.month.key, then=self._show_programmes)

    def _show_programmes(self, programmes: list[ProgrammeView]) -> None:
        self.programme_rows.set_rows(programmes)
        if programmes and self.programmes.current() is None:
            self.programmes.selectRow(0)
        if not programmes:
            self._on_programme(None)
        else:
            self._on_programme(self.programmes.current())

    def _on_programme(self, programme: ProgrammeView | None) -> None:
        for button in (self.air_button, self.edit_button, self.paste_button):
            button.setEnabled(programme is not None)
        for part in (self.airing_pane, self.evidence):
            part.setVisible(programme is not None)
        if programme is None:
            self.airing_rows.set_rows([])
            return
        uid = programme.uid
        self.tasks.read(queries.airings_of, uid, then=lambda found: self._show_airings(uid, found))
        self.tasks.read(evidence_of, "programme", [uid], then=lambda found: self._show_evidence(uid, found))

    def _show_airings(self, uid: str, airings: list[AiringView]) -> None:
        if self._is_shown(uid):
            self.airing_rows.set_rows(airings)

    def _show_evidence(self, uid: str, found: dict[str, Any]) -> None:
        if self._is_shown(uid):
            self.evidence.show_record(uid, found.get(uid, ()))

    def _is_shown(self, uid: str) -> bool:
        current = self.programmes.current()
        return current is not None and current.uid == uid

    def _build_months(self) -> None:
        columns = [
            Column[MonthState](
                _("Tháng"), lambda one: f"{one.month.number:02}/{one.month.year}", sort=lambda one: one.month, width=84
            ),
            Column[MonthState](_("Phát đầu"), lambda one: show_day(one.first.day)[:5] if one.first else "", width=84),
            Column[MonthState](
                _("Phát lại"),
                lambda one: f"{one.rebroadcasts}/{one.rule.rebroadcasts}",
                sort=lambda one: one.rebroadcasts,
                number=True,
                width=84,
            ),
            Column[MonthState](
                _("Tình trạng"),
                lambda one: short_words(one, self.today),
                tint=self._tint,
                tip=lambda one: state_words(one, self.today),
                width=112,
            ),
        ]
        self.month_rows = RowModel[MonthState](columns, uid=lambda one: one.month.key)
        self.months = Grid(self.month_rows, name="radioMonths")
        self.months.setAccessibleName(_("Các tháng trong năm"))
        self.months.remember(self.context.settings, "radio_months")
        self.months.current_changed.connect(self._on_month)
        self.months.opened.connect(lambda _state: self.programmes.setFocus())
        self.years = YearLine(self.today.year)
        self.years.changed.connect(lambda _year: self._other_year())

    def _other_year(self) -> None:
        self.month_rows.set_rows([])
        self.months.selectionModel().clear()
        self.refresh()

    def _tint(self, state: MonthState) -> str:
        if state.is_met:
            return "accent"
        return "quiet" if state.month.day(1) > self.today else "bad"

    def _build_programmes(self) -> None:
        columns = [
            Column[ProgrammeView](_("Chương trình"), lambda one: one.title, width=230),
            Column[ProgrammeView](_("Nguồn"), lambda one: labels.origin(one.origin), width=126),
            Column[ProgrammeView](_("Dài"), lambda one: length_words(one.seconds), number=True, width=56),
            Column[ProgrammeView](
                _("Kịch bản, tệp"),
                lambda one: _("có") if one.is_made else _("chưa có"),
                tint=lambda one: "" if one.is_made else "bad",
                width=118,
            ),
            Column[ProgrammeView](_("Chủ đề"), lambda one: theme_words(one.themes), width=90),
            Column[ProgrammeView](_("Người duyệt"), lambda one: one.approved_by, width=120),
        ]
        self.programme_rows = RowModel[ProgrammeView](columns)
        self.programmes = Grid(self.programme_rows, name="programmeGrid")
        self.programmes.setAccessibleName(_("Chương trình của tháng"))
        self.programmes.remember(self.context.settings, "programme")
        empty = EmptyState(
            _(
                "Tháng này chưa có chương trình. Mỗi tháng cần 01 chương trình có kịch bản hoặc tệp âm thanh, phát lần "
                "đầu và phát lại ít nhất 3 lần trong tháng."
            ),
            _("Thêm chương trình đầu tiên"),
            icon="radio",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self.help)
        self.programme_pane = GridPane(self.programmes, empty=empty)
        self.programme_pane.filter.hide()
        self.programme_pane.count.hide()
        self.programmes.current_changed.connect(self._on_programme)
        self.programmes.opened.connect(lambda _one: self.edit())
        self.programmes.delete_asked.connect(self._remove_programmes)

    def _build_airings(self) -> None:
        columns = [
            Column[AiringView](_("Ngày"), lambda one: show_day(one.aired_on), sort=lambda one: one.aired_on, width=108),
            Column[AiringView](_("Giờ"), lambda one: one.aired_at, width=58),
            Column[AiringView](_("Thể loại"), lambda one: labels.airing(one.kind), width=116),
            Column[AiringView](
                _("Cụm loa"), lambda one: one.loudspeaker or self.known.hamlet_name(one.hamlet), width=130
            ),
            Column[AiringView](
                _("Phút"), lambda one: "" if one.minutes is None else str(one.minutes), number=True, width=56
            ),
            Column[AiringView](_("Ghi chú"), lambda one: one.note, width=110),
        ]
        self.airing_rows = RowModel[AiringView](columns)
        self.airings = Grid(self.airing_rows, name="airingGrid")
        self.airings.setAccessibleName(_("Các lần phát của chương trình"))
        self.airings.remember(self.context.settings, "airing")
        empty = EmptyState(
            _("Chưa ghi lần phát nào của chương trình này. Ghi nhiều ngày, nhiều giờ, nhiều cụm loa trong một lần."),
            _("Ghi lần phát"),
            icon="radio",
            handbook=False,
        )
        empty.begun.connect(self.air)
        self.airing_pane = GridPane(self.airings, empty=empty)
        self.airing_pane.filter.hide()
        self.airing_pane.count.hide()
        self.airings.opened.connect(self._edit_airing)
        self.airings.delete_asked.connect(self._remove_airings)
        self.airings.pasted.connect(lambda text: self.take(lambda: read_clipboard(text)))
        self.airings.files_dropped.connect(lambda paths: self.take(lambda: read_file(paths[0])))

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        top = QHBoxLayout()
        top.addWidget(self.years)
        top.addStretch(1)
        self.rule_button = self._button(_("&Quy định…"), "settings", self.set_rule, "radioRule")
        top.addWidget(self.rule_button)
        column.addLayout(top)
        column.addWidget(self.months, 1)
        self.panes = Panes(self.context.settings, "outreach_radio")
        self.panes.add_pane(left, 412, 0)
        self.panes.add_pane(self._middle(), 560, 1)
        self.frame.addWidget(self.panes, 1)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        self.verdict = named(QLabel(wordWrap=True), "radioVerdict")
        self.verdict.setMargin(6)
        column.addWidget(self.verdict)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        self.new_button = self._button(_("&Thêm chương trình…"), "add", self.new, "newProgramme", "primary")
        self.edit_button = self._button(_("&Sửa…"), "edit", self.edit, "editProgramme")
        self.air_button = self._button(_("&Ghi lần phát…"), "radio", self.air, "addAirings")
        self.paste_button = self._button(_("&Dán…"), "paste", self.airings.paste, "pasteAirings")
        self.paste_button.setToolTip(_("Dán bảng các lần phát từ Excel (Ctrl+V)"))
        self.print_button = self._button(_("&In sổ tháng…"), "print", self.print_, "printProof")
        for button in (self.new_button, self.edit_button, self.air_button, self.paste_button, self.print_button):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.programme_pane.setMinimumHeight(LEAST_PROGRAMMES)
        self.airing_pane.setMinimumHeight(LEAST_AIRINGS)
        column.addWidget(self.programme_pane, 4)
        column.addWidget(self.airing_pane, 5)
        column.addWidget(self.evidence)
        return middle

    def _button(self, words: str, icon: str, slot: Any, name: str, look: str = "") -> QPushButton:
        button = named(ElidedButton(words), name, look)
        icons.set_icon(button, icon, "on_accent" if look else "accent")
        button.clicked.connect(lambda _checked=False: slot())
        return button
