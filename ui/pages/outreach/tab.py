"""What the tabs of public information have in common: a list, what is in sight beside it, its evidence, its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.evidence.queries import evidence_of
from app.importing.showing import Shown
from app.kernel.words import _
from app.offices import queries as office_queries
from app.offices.views import HamletView
from app.outreach import queries
from app.outreach.views import ModelChoice
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.elided_button import ElidedButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes
from ui.widgets.search_combo import Choice


@dataclass
class Known:
    """What every form of this page offers to choose from; the page keeps it fresh."""

    hamlets: list[HamletView] = field(default_factory=list)
    models: list[ModelChoice] = field(default_factory=list)
    loudspeakers: list[str] = field(default_factory=list)

    def hamlet_choices(self, today: date) -> list[Choice]:
        """Hamlets of today."""
        return [Choice(one.uid, one.label) for one in self.hamlets if one.valid_to is None or one.valid_to >= today]

    def model_choices(self) -> list[Choice]:
        """Models of digital transformation."""
        return [Choice(one.uid, one.words) for one in self.models]

    def hamlet_name(self, uid: str | None) -> str:
        """A hamlet's name, "" for none."""
        return next((one.label for one in self.hamlets if one.uid == uid), "")

    def read(self, session: Any) -> Known:
        """The same, asked anew."""
        return Known(
            hamlets=office_queries.hamlets(session),
            models=queries.models(session),
            loudspeakers=queries.loudspeakers(session),
        )

    def take(self, fresh: Known) -> None:
        """Keeps what was asked."""
        self.hamlets, self.models, self.loudspeakers = fresh.hamlets, fresh.models, fresh.loudspeakers


class Tab(QWidget):
    """One tab: it answers the page's ``refresh``, ``new``, ``print_`` and ``select`` for its own records."""

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.context, self.tasks, self.known = context, context.tasks, known
        self.frame = QVBoxLayout(self)
        self.frame.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        self.frame.setSpacing(tokens.SPACE_S)

    @property
    def today(self) -> date:
        """The day it is, also when the window stood open overnight."""
        return self.context.clock.today()

    def refresh(self) -> None:
        """Asks for the records anew."""

    def new(self) -> None:
        """Begins a new record."""

    def print_(self) -> None:
        """Prints what the tab shows."""

    def select(self, uid: str) -> None:
        """Selects a record."""

    def preview_table(self, read: Callable[[], Shown], title: str, take: Callable[[Any], object]) -> None:
        """Shows what a pasted or dropped table would bring; taken in by one command when the person agrees."""
        self.tasks.run(
            lambda _progress: read(), _("Đang đọc bảng…"), then=lambda found: self._ask_to_take(found, title, take)
        )

    def _ask_to_take(self, found: Shown, title: str, take: Callable[[Any], object]) -> None:
        from ui.widgets.paste_preview import PastePreview  # few days bring a table

        dialog = PastePreview(found, title=title, parent=self)
        dialog.accepted.connect(lambda: take(found))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def help(self) -> None:
        """Opens the handbook of the page."""
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit("truyen-thong")


class ListTab(Tab):
    """A list of records with buttons above it; beside it the record in sight in words and its evidence."""

    noun = ""
    """Noun of the records, as evidence is kept about it."""
    empty_words, empty_button, icon = "", "", "info"
    with_evidence = True
    with_side = True
    """Whether there are cards beside the list; else the words of the record stand below it."""

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context, known, parent)
        self.rows: RowModel[Any] = RowModel(self.columns())
        self.grid = Grid(self.rows, name=f"{self.noun}Grid")
        self.grid.remember(context.settings, self.noun)
        empty = EmptyState(self.empty_words, self.empty_button, icon=self.icon)
        empty.begun.connect(self.new)
        empty.help_asked.connect(self.help)
        self.pane = GridPane(self.grid, empty=empty)
        self.grid.opened.connect(lambda _record: self.edit())
        self.grid.delete_asked.connect(self.remove)
        self.grid.current_changed.connect(self._on_current)
        self.details = named(QLabel(wordWrap=True), f"{self.noun}Details", "quiet")
        self.side = QWidget(self)
        self.side_column = QVBoxLayout(self.side)
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.side_column.setSpacing(tokens.SPACE_S)
        if self.with_side:
            self.side_column.addWidget(self.details)
        self.evidence = EvidencePanel(context, self.noun) if self.with_evidence else None
        self.build_side()
        self.side_column.addStretch(1)
        self.panes = Panes(context.settings, f"outreach_{self.noun}")
        self.panes.add_pane(self._list_part(), 560, 1)
        if self.with_side:
            self.panes.add_pane(self._scrolled(self.side), 290, 0)
        self.frame.addWidget(self.panes, 1)
        self.build_tools()
        self._on_current(None)

    def _list_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.pane, 1)
        if not self.with_side:
            column.addWidget(self.details)
        if self.evidence is not None:
            column.addWidget(self.evidence)
        return part

    def _scrolled(self, side: QWidget) -> QScrollArea:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(side)
        for inner in (scroll.viewport(), side):
            inner.setAutoFillBackground(False)
        return scroll

    def columns(self) -> Sequence[Column[Any]]:
        """Columns of the list."""
        raise NotImplementedError

    def ask(self, session: Any) -> Sequence[Any]:
        """The records, asked in a reading session."""
        raise NotImplementedError

    def form(self, record: Any | None) -> Any:
        """The form for a new record (None) or a kept one."""
        raise NotImplementedError

    def removal(self, uids: tuple[str, ...]) -> Any:
        """The command that takes records out."""
        raise NotImplementedError

    def told(self, record: Any) -> str:
        """The record in sight in a few words."""
        raise NotImplementedError

    def build_side(self) -> None:
        """Adds cards above the evidence."""

    def build_tools(self) -> None:
        """Adds the buttons: new, change, further ones by the tab."""
        self.add_button = self.tool(_("&Thêm…"), "add", self.new, look="primary")
        self.edit_button = self.tool(_("&Sửa…"), "edit", self.edit)
        self.remove_button = self.tool(_("&Bỏ"), "remove", self.remove)

    def tool(self, words: str, icon: str, slot: Callable[[], object], *, look: str = "") -> QPushButton:
        """A button in the line above the list."""
        button = named(ElidedButton(words), f"{self.noun}{icon.title()}", look)
        icons.set_icon(button, icon, "on_accent" if look else "accent")
        button.clicked.connect(lambda _checked=False: slot())
        self.pane.tools.addWidget(button)
        return button

    def refresh(self) -> None:
        self.tasks.read(self.ask, then=self._show)

    def new(self) -> None:
        self.form(None).send_with(self.tasks, lambda done: self.select(done.value))

    def edit(self) -> None:
        """Opens the record in sight."""
        record = self.grid.current()
        if record is not None:
            self.form(record).send_with(self.tasks)

    def remove(self, records: Sequence[Any] | None = None) -> None:
        """Takes the selected records out, in one step."""
        chosen = records or self.grid.selected()
        if chosen:
            self.tasks.do(self.removal(tuple(one.uid for one in chosen)))

    def select(self, uid: str) -> None:
        if uid:
            self.grid.select_uid(uid)

    def _show(self, records: Sequence[Any]) -> None:
        self.rows.set_rows(records)
        self._on_current(self.grid.current())

    def _on_current(self, record: Any | None) -> None:
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(record is not None)
        self.details.setText(self.told(record) if record is not None else "")
        self.details.setVisible(record is not None)
        self.show_current(record)
        if self.evidence is None:
            return
        self.evidence.setVisible(record is not None)
        if record is not None:
            uid = record.uid
            self.tasks.read(evidence_of, self.noun, [uid], then=lambda found: self._show_evidence(uid, found))

    def show_current(self, record: Any | None) -> None:
        """Further parts of the tab that follow the record in sight."""

    def _show_evidence(self, uid: str, found: dict[str, Any]) -> None:
        current = self.grid.current()
        if self.evidence is not None and current is not None and current.uid == uid:
            self.evidence.show_record(uid, found.get(uid, ()))


class YearLine(QWidget):
    """A year with the one before and the one after."""

    changed = Signal(int)

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = year
        self.label = named(QLabel(), "yearShown", "heading")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.SPACE_XS)
        self.before = self._arrow("chevron-left", _("Năm trước"), -1)
        self.after = self._arrow("chevron-right", _("Năm sau"), 1)
        for part in (self.before, self.label, self.after):
            line.addWidget(part)
        self._say()

    def go(self, year: int) -> None:
        """Shows another year."""
        if year != self.year and 2000 <= year <= 2100:
            self.year = year
            self._say()
            self.changed.emit(year)

    def _arrow(self, icon: str, words: str, by: int) -> QToolButton:
        button = named(QToolButton(), "yearBefore" if by < 0 else "yearAfter")
        icons.set_icon(button, icon, "accent")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _checked=False: self.go(self.year + by))
        return button

    def _say(self) -> None:
        self.label.setText(_("Năm {year}").format(year=self.year))


def menu_of(parent: QWidget, name: str, entries: Sequence[tuple[str, str, Callable[[], object]]]) -> QMenu:
    """A menu of words, icons and what they do."""
    menu = named(QMenu(parent), name)
    for words, icon, slot in entries:
        action = menu.addAction(words)
        icons.set_icon(action, icon, "quiet")
        action.triggered.connect(lambda _checked=False, do=slot: do())
    return menu
