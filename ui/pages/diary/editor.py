"""One entry beside the list: day, kind, place, figures, photo; what is asked before it is kept stands in place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.activities.commands import ActivityInput, ChangeActivity, LogActivity
from app.activities.message import Proposal
from app.activities.rules import NO_KIND_CHOSEN
from app.activities.views import ActivityView
from app.activities.wording import force_name, kind_name
from app.kernel.days import show_day
from app.kernel.problems import Problem, Refused
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.tab_order import order_tabs
from ui.core.theme import named
from ui.pages.diary.check_field import ChecksField
from ui.pages.diary.figure_fields import FigureFields
from ui.pages.diary.loading import LogSeen, Opened, opened
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.fields import ChoiceField, DateField, LongTextField, TextField
from ui.widgets.question_line import QuestionLine
from ui.widgets.remark_place import RemarkPlace
from ui.widgets.search_combo import Choice

ASKED_CODE = "ACT-06"
TEAMS = "teams"
"""Code of the force that the community digital teams are."""


class EntryEditor(QFrame):
    """Shows one entry, or the fields of a new one; saves by Ctrl+S, and Ctrl+Enter saves and goes on to the next."""

    saved = Signal(str, bool)
    """Uid of the entry, and whether another one follows."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "entryEditor", "card")
        self.context, self.tasks = context, context.tasks
        self.seen: LogSeen | None = None
        self.view: ActivityView | None = None
        self.is_new = False
        self.is_saving = False
        self._before: list[object] = []
        self._build_fields()
        self._build_frame()
        self.clear()

    @property
    def uid(self) -> str:
        """Uid of the entry shown, "" for none or a new one."""
        return self.view.uid if self.view else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return (self.is_new or self.view is not None) and self._typed() != self._before

    def set_seen(self, seen: LogSeen) -> None:
        """Offers these kinds, hamlets, teams, partners and themes."""
        self.seen = seen
        self.kind.set_choices([Choice(one.code, kind_name(one), one.code) for one in seen.offered()])
        self.hamlet.set_choices([Choice(one.uid, seen.place(one.uid)) for one in seen.places()])
        self.body.set_choices([Choice(team.uid, team.name) for team in seen.teams])
        self.forces.set_choices([(force.code, force_name(force)) for force in seen.forces])
        kept = set(self.view.partners) if self.view else set()
        self.partners.set_choices(
            [(one.uid, one.name) for one in seen.partners if one.uid in kept or one.takes_part_on(seen.today)]
        )
        self.themes.set_choices(list(seen.themes))
        self.letter.set_choices([Choice(uid, words) for uid, words in seen.letters])
        self.document.set_choices([Choice(uid, words) for uid, words in seen.papers])

    def clear(self) -> None:
        """Shows nothing."""
        self._show(None, None, is_new=False)

    def begin(self, entry: ActivityInput | None = None) -> None:
        """The fields of a new entry of today, or filled with a proposed one."""
        today = self.context.clock.today()
        self._show(None, entry or ActivityInput(kind="", held_on=today), is_new=True)
        self._before = [] if entry is not None else self._typed()
        field = self.figures.first() if entry is not None and entry.kind else None
        (field or self.kind).setFocus()

    def begin_like_before(self) -> None:
        """The next entry of the same day and kind, for one who types several in a row."""
        entry = ActivityInput(kind=self.kind.value() or "", held_on=self.held_on.value() or self.context.clock.today())
        self.begin(entry)
        self._before = self._typed()
        self.hamlet.setFocus()

    def begin_with(self, proposal: Proposal) -> None:
        """A message's proposal, with its doubts in sight; nothing is kept until it is saved."""
        self.begin(proposal.entry(kind="", held_on=self.context.clock.today()))
        if proposal.doubts:
            self.question.say(" ".join(proposal.doubts))

    def repeat(self, last: ActivityView) -> None:
        """As last time, with today's day and blank figures."""
        entry = replace(
            _input(last), held_on=self.context.clock.today(), figures={}, note="", letter=None, document=None
        )
        self.begin(entry)

    def show_opened(self, found: Opened) -> None:
        """Shows an entry as stored."""
        if found.view is None:
            self.clear()
            return
        self._show(found.view, _input(found.view), is_new=False)
        self.evidence.show_record(found.view.uid, found.evidence)

    def show_fresh(self, found: Opened) -> None:
        """Shows what is stored now; what was typed meanwhile stays."""
        if found.view is None:
            self.clear()
        elif self.is_dirty:
            self.view = found.view
            self.evidence.show_record(found.view.uid, found.evidence)
        else:
            self.show_opened(found)

    def revert(self) -> None:
        """Drops what was typed."""
        if self.view is not None:
            self.tasks.read(opened, self.view.uid, then=self.show_opened)
        else:
            self.clear()

    def save(self, *, go_on: bool = False, sure: bool = False) -> None:
        """Saves; what is asked or refused stands in place."""
        if self.is_saving or not (self.is_new or self.view is not None):
            return
        self._clear_errors()
        try:
            command = self._command(sure=sure)
        except Refused as problem:
            self._show_problem(problem, go_on=go_on)
            return
        self.is_saving = True
        button = self.next_button if go_on else self.save_button
        self.tasks.do(
            command, then=partial(self._on_saved, go_on), button=button, failed=partial(self._show_problem, go_on=go_on)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save(go_on=self.is_new)
        elif is_enter and isinstance(focused, QLineEdit):
            self.focusNextChild()
        elif is_enter and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _command(self, *, sure: bool) -> LogActivity | ChangeActivity:
        entry = self._entry()
        if self.view is not None:
            return ChangeActivity(uid=self.view.uid, entry=entry, sure=sure)
        return LogActivity(
            entry=entry, files=self.evidence.pending(), sure=sure, same_photo_ok=self.evidence.same_photo_ok
        )

    def _entry(self) -> ActivityInput:
        kind, day = self.kind.value(), self.held_on.value()
        if kind is None:
            raise NO_KIND_CHOSEN(field="kind")
        before = _input(self.view) if self.view else ActivityInput(kind=kind, held_on=self.context.clock.today())
        return replace(
            before,
            kind=kind,
            held_on=day or self.context.clock.today(),
            hamlet=self.hamlet.value(),
            body=self.body.value(),
            figures=self.figures.value(),
            title=self.title.value(),
            place=self.place.value(),
            presenter=self.presenter.value(),
            forces=self.forces.value(),
            partners=self.partners.value(),
            themes=self.themes.value(),
            letter=self.letter.value(),
            document=self.document.value(),
            criteria=tuple(part.strip() for part in self.criteria.value().split(";") if part.strip()),
            note=self.note.value(),
        )

    def _on_saved(self, go_on: bool, outcome: Any) -> None:
        self.is_saving = self.is_new = False
        self._before = self._typed()
        self.saved.emit(outcome.value, go_on)

    def _show_problem(self, problem: Problem, *, go_on: bool) -> bool:
        self.is_saving = False
        if problem.code == ASKED_CODE:
            sure = partial(self.save, go_on=go_on, sure=True)
            self.question.ask(f"{problem.sentence} {_('Đúng như vậy chứ?')}", _("Đúng, vẫn lưu"), sure)
            self._scroll.ensureWidgetVisible(self.question)
            return True
        if self.evidence.ask_same(problem, partial(self.save, go_on=go_on, sure=True)):
            self._scroll.ensureWidgetVisible(self.evidence)
            return True
        field = self.fields.get(problem.field) or self.figures.field_of(problem.field)
        if field is None:
            return False
        field.set_error(f"{problem.sentence} {problem.next_step}".strip())
        field.setFocus()
        return True

    def _show(self, view: ActivityView | None, entry: ActivityInput | None, *, is_new: bool) -> None:
        self.view, self.is_new = view, is_new
        self._clear_errors()
        if entry is not None:
            self._fill(entry)
        self.evidence.begin_new()
        kind = self.seen.kind(view.kind) if view and self.seen else None
        words = _("Việc mới") if is_new else ""
        if view is not None:
            words = _("{kind}, ngày {day}").format(
                kind=kind_name(kind) if kind else view.kind, day=show_day(view.held_on)
            )
        self.heading.setText(words)
        self.next_button.setVisible(is_new)
        self.leave_button.setText(_("&Bỏ, không ghi") if is_new else _("&Bỏ thay đổi"))
        self._stack.setCurrentIndex(1 if entry is not None else 0)
        self._scroll.verticalScrollBar().setValue(0)
        self._before = self._typed()
        self.remarks.about(self.uid)

    def _fill(self, entry: ActivityInput) -> None:
        if self.seen is not None:
            self._offer_also(entry)
        self.held_on.set_value(entry.held_on)
        self.kind.set_value(entry.kind)
        self.hamlet.set_value(entry.hamlet)
        team = self.seen.team_of(entry.hamlet) if self.seen else None
        self.body.set_value(entry.body or (team.uid if team and self.is_new else None))
        self.figures.show_kind(self.seen.kind(entry.kind) if self.seen else None, entry.figures)
        for name in ("title", "place", "presenter", "note", "forces", "partners", "themes", "letter", "document"):
            self.fields[name].set_value(getattr(entry, name))
        self.criteria.set_value("; ".join(entry.criteria))
        if self.is_new and self.body.value() and not entry.forces:
            self.forces.tick(TEAMS, on=True)
        for field in (self.kind, self.hamlet, self.body, self.letter, self.document):
            field.combo.setCursorPosition(0)
        far = (entry.title, entry.place, entry.presenter, entry.partners, entry.themes, entry.letter, entry.document)
        self._unfold(any(far) or bool(entry.criteria))

    def _offer_also(self, entry: ActivityInput) -> None:
        """What the entry names is offered although it is over today."""
        assert self.seen is not None
        kind = self.seen.kind(entry.kind)
        offered = self.seen.offered()
        if kind is not None and kind not in offered:
            offered.append(kind)
        self.kind.set_choices([Choice(one.code, kind_name(one), one.code) for one in offered])
        places = self.seen.places()
        places += [one for one in self.seen.hamlets if one.uid == entry.hamlet and one not in places]
        self.hamlet.set_choices([Choice(one.uid, self.seen.place(one.uid)) for one in places])
        self.partners.set_choices(
            [
                (one.uid, one.name)
                for one in self.seen.partners
                if one.uid in entry.partners or one.takes_part_on(entry.held_on)
            ]
        )

    def _on_kind(self) -> None:
        if self.seen is not None:
            self.figures.show_kind(self.seen.kind(self.kind.value() or ""))
            order_tabs(self._content)

    def _on_hamlet(self) -> None:
        team = self.seen.team_of(self.hamlet.value()) if self.seen else None
        if team is not None:
            self.body.set_value(team.uid)
            self.body.combo.setCursorPosition(0)
            self.forces.tick(TEAMS, on=True)

    def _on_body(self) -> None:
        team = next((one for one in self.seen.teams if one.uid == self.body.value()), None) if self.seen else None
        if team is not None and team.hamlet and self.hamlet.value() is None:
            self.hamlet.set_value(team.hamlet)

    def _unfold(self, on: bool) -> None:
        self.further.setVisible(on)
        self.further_button.setVisible(not on)

    def _clear_errors(self) -> None:
        self.question.put_away()
        for field in (*self.fields.values(), *self.figures.fields.values()):
            field.clear_error()

    def _typed(self) -> list[object]:
        return [field.typed() for field in self.fields.values()] + self.figures.typed() + list(self.evidence.pending())

    def _build_fields(self) -> None:
        self.held_on = DateField(_("&Ngày"), name="held_on")
        self.kind = ChoiceField(_("L&oại hoạt động"), name="kind", placeholder=_("gõ VNEID, dịch vụ công…"))
        self.hamlet = ChoiceField(_("&Thôn"), name="hamlet", placeholder=_("toàn xã"))
        self.body = ChoiceField(_("Tổ, Ban thực &hiện"), name="body", placeholder=_("chưa ghi"))
        self.figures = FigureFields()
        self.note = LongTextField(_("Ghi chú (&X)"), name="note", lines=2, most_lines=6)
        self.forces = ChecksField(_("Lực lượng tham gia (&U)"), name="forces", columns=2)
        self.partners = ChecksField(_("Đối tác phối hợp (&W)"), name="partners", columns=3)
        self.title = TextField(_("Nội &dung"), name="title")
        self.place = TextField(_("Đị&a điểm"), name="place")
        self.presenter = TextField(_("Người hướng dẫn (&E)"), name="presenter")
        self.letter = ChoiceField(_("Theo văn bản đến (&F)"), name="letter", placeholder=_("không"))
        self.document = ChoiceField(_("Văn bản đi liên quan (&J)"), name="document", placeholder=_("không"))
        self.criteria = TextField(
            _("Tiêu chí (&Q)"), name="criteria", placeholder="1.2; 3.4", hint=_("mã tiêu chí, cách nhau bằng dấu ;")
        )
        self.themes = ChecksField(_("Chủ đề tuyên truyền (&M)"), name="themes", columns=1)
        names = (
            "held_on",
            "kind",
            "hamlet",
            "body",
            "note",
            "forces",
            "partners",
            "title",
            "place",
            "presenter",
            "themes",
            "letter",
            "document",
            "criteria",
        )
        self.fields: dict[str, Any] = {name: getattr(self, name) for name in names}
        self.remarks = RemarkPlace(self.fields | {"figures": self.figures}, reveal=lambda: self._unfold(True))
        self.evidence = EvidencePanel(self.context, "activity")
        self.question = QuestionLine()
        self.kind.changed.connect(self._on_kind)
        self.hamlet.changed.connect(self._on_hamlet)
        self.body.changed.connect(self._on_body)

    def _build_frame(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_M)
        self.heading = named(QLabel(wordWrap=True), "entryHeading", "heading")
        self.further_button = named(
            QPushButton(_("Thêm &chi tiết: nội dung, địa điểm, đối tác…")), "furtherFields", "link"
        )
        self.further_button.clicked.connect(lambda _checked=False: self._ask_further())
        self.further = QWidget()
        column.addWidget(self.heading)
        column.addWidget(self.remarks)
        column.addWidget(self.question)
        column.addLayout(_pairs(((self.held_on, self.kind), (self.hamlet, self.body))))
        for part in (self.figures, self.note, self.evidence, self.forces, self.further_button, self.further):
            column.addWidget(part)
        self._build_further()
        column.addStretch(1)
        self._scroll = named(QScrollArea(widgetResizable=True), "entryScroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._buttons())
        nothing = named(
            QLabel(
                _("Chọn một việc trong sổ để xem và sửa, hoặc nhấn Ctrl+N để ghi việc vừa làm."),
                wordWrap=True,
                alignment=Qt.AlignmentFlag.AlignCenter,
            ),
            "nothingShown",
            "quiet",
        )
        nothing.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(whole)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self._stack)

    def _build_further(self) -> None:
        column = QVBoxLayout(self.further)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(self.title)
        column.addLayout(_pairs(((self.place, self.presenter),)))
        for part in (self.partners, self.themes):
            column.addWidget(part)
        column.addLayout(_pairs(((self.letter, self.document),)))
        column.addWidget(self.criteria)

    def _ask_further(self) -> None:
        self._unfold(True)
        self.title.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.save_button = named(QPushButton(_("&Lưu")), "saveEntry", "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.next_button = named(QPushButton(_("Lưu, ghi tiế&p")), "saveAndNext")
        self.next_button.setToolTip("Ctrl+Enter")
        self.leave_button = named(QPushButton(), "revertEntry")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.next_button.clicked.connect(lambda _checked=False: self.save(go_on=True))
        self.leave_button.clicked.connect(lambda _checked=False: self.revert())
        line = QHBoxLayout()
        line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_M)
        line.setSpacing(tokens.SPACE_S)
        line.addStretch(1)
        for button in (self.save_button, self.next_button, self.leave_button):
            line.addWidget(button)
        return line


def _input(view: ActivityView) -> ActivityInput:
    names = ActivityInput.__dataclass_fields__
    return ActivityInput(**{name: getattr(view, name) for name in names})


def _pairs(rows: tuple[tuple[QWidget, QWidget], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(tokens.SPACE_S)
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
    for row, pair in enumerate(rows):
        for column, field in enumerate(pair):
            grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
    return grid
