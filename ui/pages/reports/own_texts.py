"""The officer's own words, a field for each section that has one; each saves itself into the paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from app.reports.commands import WriteOwnText
from app.reports.narrative import own_fields
from ui.core import tokens
from ui.core.saving import DraftKeeper
from ui.core.tab_order import order_tabs
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.pages.reports.loading import ReportSeen
from ui.widgets.fields import LongTextField


class OwnTexts(QWidget):
    """One growing field for each section with words of its own."""

    typing = Signal()
    saved = Signal()
    refused = Signal(object, object)
    """A Problem and the command that met it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._report = ""
        self._definition = ""
        self.fields: dict[str, LongTextField] = {}
        self._keepers: dict[str, DraftKeeper] = {}
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        self._column.setSpacing(tokens.SPACE_M)
        self._column.addStretch(1)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return any(keeper.dirty for keeper in self._keepers.values())

    def show_report(self, seen: ReportSeen) -> None:
        """Shows the words of a report; what is being typed stays."""
        if seen.view.uid != self._report or seen.kind.code != self._definition:
            self._report, self._definition = seen.view.uid, seen.kind.code
            self._rebuild(seen)
        for code, field in self.fields.items():
            stored = seen.view.own_texts.get(code, "")
            if not self._keepers[code].dirty and field.value() != stored:
                field.edit.blockSignals(True)
                field.set_value(stored)
                field.edit.blockSignals(False)
            field.edit.setReadOnly(not seen.is_open)
            field.set_hint(self._hint(seen, code))

    def flush(self, then: Callable[[], object] = lambda: None) -> None:
        """Stores everything typed, then goes on; where it cannot be stored, what was to follow does not happen."""
        waiting = [keeper for keeper in self._keepers.values() if keeper.dirty]
        self._flush(waiting, then)

    def forget(self) -> None:
        """Nothing typed is to be stored: the report is gone."""
        for keeper in self._keepers.values():
            keeper.forget()
        self._report = ""

    def forget_typed(self, code: str) -> None:
        """What was typed into one section is about to be stored by a command of the caller."""
        if code in self._keepers:
            self._keepers[code].forget()

    def focus_first(self) -> None:
        """The cursor in the first field."""
        for field in self.fields.values():
            field.edit.setFocus()
            return

    def _flush(self, waiting: Sequence[DraftKeeper], then: Callable[[], object]) -> None:
        if not waiting:
            then()
            return
        waiting[0].flush(lambda: self._flush(waiting[1:], then))

    def _hint(self, seen: ReportSeen, code: str) -> str:
        if code in seen.freshness.repeated and seen.previous is not None:
            return _("⚠ Giống hệt lời của báo cáo {period}. Sửa lại cho đúng kỳ này.").format(
                period=seen.previous.period.label
            )
        return ""

    def _rebuild(self, seen: ReportSeen) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        for keeper in self._keepers.values():
            keeper.forget()
            keeper.deleteLater()
        self.fields, self._keepers, self._parts = {}, {}, []
        titles = {section.code: _(section.title) for section in seen.kind.flat_sections}
        for code, words in own_fields(seen.kind).items():
            self._add(code, titles[code], words)
        if not self.fields:
            self._insert(named(QLabel(_("Mẫu này không có ô nhận xét."), wordWrap=True), look="quiet"))
        order_tabs(self)

    def _add(self, code: str, title: str, words: str) -> None:
        field = LongTextField(title, name=f"own-{code}", placeholder=f"{words}…", lines=2)
        keeper = DraftKeeper(self._tasks, partial(self._command, code), self)
        keeper.saved.connect(self.saved)
        keeper.refused.connect(partial(self._on_refused, code))
        field.changed.connect(partial(self._on_typed, keeper))
        self.fields[code], self._keepers[code] = field, keeper
        self._insert(field)

    def _insert(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.insertWidget(self._column.count() - 1, part)

    def _on_typed(self, keeper: DraftKeeper) -> None:
        self.typing.emit()
        keeper.touch()

    def _command(self, code: str) -> WriteOwnText:
        return WriteOwnText(report=self._report, section=code, text=self.fields[code].value())

    def _on_refused(self, code: str, problem: Problem) -> None:
        self.refused.emit(problem, self._command(code))
        if problem.field == "text":
            self.fields[code].set_error(f"{problem.sentence} {problem.next_step}".strip())
