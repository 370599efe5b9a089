"""The page of duties: what is due, the duties themselves, the year's tasks and their resources."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.duties.calendar_file import calendar_file
from app.duties.queries import year_of_task
from app.duties.ready import Offer
from app.duties.views import DueState
from app.kernel.words import _
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.duties.due_part import DuePart
from ui.pages.duties.duty_part import DutyPart
from ui.pages.duties.forms import ask
from ui.pages.duties.loading import DutiesSeen, duties_seen
from ui.pages.duties.model_dialog import ModelDialog
from ui.pages.duties.ready_dialog import ReadyDialog, ready_seen
from ui.pages.duties.resource_part import ResourcePart
from ui.pages.duties.task_part import TaskPart
from ui.widgets.made_files import MadeFiles
from ui.widgets.search_combo import Choice
from ui.widgets.sent_back_notes import SentBackNotes


class DutiesPage(Page):
    """Four lists: periods that fall due, duties, tasks and resources of a year."""

    shows = frozenset(
        {
            "duty",
            "fulfilment",
            "task",
            "resource",
            "work_model",
            "model_item",
            "document",
            "person",
            "incoming_letter",
            "office_version",
        }
    )
    handbook = "nhiem-vu"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Nhiệm vụ và thời hạn"))
        self.year = context.clock.today().year
        self.seen: DutiesSeen | None = None
        self._target = ""
        self.files = MadeFiles(context, self)
        self.due_part, self.duty_part = DuePart(context), DutyPart(context)
        self.task_part, self.resource_part = TaskPart(context), ResourcePart(context)
        self.parts: tuple[DuePart | DutyPart | TaskPart | ResourcePart, ...] = (
            self.due_part,
            self.duty_part,
            self.task_part,
            self.resource_part,
        )
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.due_part.remarks)
        for editing in (self.duty_part, self.task_part, self.resource_part):
            self.sent_back.opens(editing.grid, editing.edit)
        self._build_tabs()
        self._build_buttons()
        self.task_part.year_chosen.connect(self.show_year)
        self.task_part.model_asked.connect(self._ask_model)
        for part in (self.due_part, self.duty_part):
            part.empty.begun.connect(self.take_ready)
        for each in self.parts:
            each.empty.help_asked.connect(self._help)

    def refresh(self) -> None:
        self.tasks.read(duties_seen, self.context.clock.today(), self.year, then=self._show)

    def select(self, uid: str) -> None:
        """Selects a period (``duty/period``), a duty or a task; with ``fulfil:`` or ``finish:`` before it, its form."""
        self._target = self.sent_back.target_of(uid)
        if self.seen is not None:
            self._go_to_target()

    def new(self) -> None:
        part = self.parts[self.tabs.currentIndex()]
        if isinstance(part, DuePart):
            self.duty_part.new()
        else:
            part.new()

    def print_(self) -> None:
        self.task_part.print_status()

    def show_year(self, year: int) -> None:
        """Shows tasks and resources of another year."""
        if year and year != self.year:
            self.year = year
            self.refresh()

    def take_ready(self) -> None:
        """Offers the ready-made duties with their sources."""
        self.tasks.read(ready_seen, self.context.clock.today(), then=self._ask_ready)

    def export_calendar(self) -> None:
        """Saves the deadlines for a phone's or Outlook's calendar."""
        now, today = self.context.clock.now(), self.context.clock.today()
        self.files.save(partial(calendar_file, now=now, today=today), f"thoi-han-{today:%Y-%m-%d}.ics", _("Tệp lịch"))

    def _show(self, seen: DutiesSeen) -> None:
        self.seen = seen
        for part in self.parts:
            part.show_seen(seen)
        self._count(seen)
        if self._target:
            self._go_to_target()

    def _go_to_target(self) -> None:
        step, colon, uid = self._target.rpartition(":")
        for place, part in enumerate(self.parts):
            if part.select(uid):
                self._target = ""
                self.tabs.setCurrentIndex(place)
                if colon:
                    {"fulfil": self.due_part.fulfil, "finish": self.task_part.finish}[step]()
                return
        if uid:
            self.tasks.read(year_of_task, uid, then=self._go_to_year)

    def _go_to_year(self, year: int | None) -> None:
        """A task of another year is looked for there, once."""
        if year is None or year == self.year:
            self._target = ""
        else:
            self.show_year(year)

    def _count(self, seen: DutiesSeen) -> None:
        late = sum(view.state is DueState.LATE for view in seen.dues)
        near = sum(view.state in (DueState.TODAY, DueState.SOON) for view in seen.dues)
        idle = sum(not view.duty.owner_name for view in seen.standings)
        words = []
        if late:
            words.append(_("{count} kỳ quá hạn").format(count=late))
        if near:
            words.append(_("{count} kỳ đến hạn trong 7 ngày").format(count=near))
        if idle:
            words.append(_("{count} nhiệm vụ chưa có người phụ trách").format(count=idle))
        told = "; ".join(words)
        if not told and seen.standings:
            told = _("Không có kỳ nào quá hạn.")
        self.set_title(
            _("Nhiệm vụ và thời hạn"), told[:1].upper() + told[1:] + ("" if told.endswith(".") or not told else ".")
        )
        open_tasks = sum(task.is_open for task in seen.tasks)
        self.tabs.setTabText(2, _("Công việc năm {year} ({count})").format(year=seen.year, count=open_tasks))
        self.tabs.setTabText(3, _("Nguồn lực năm {year}").format(year=seen.year))

    def _ask_ready(self, seen: tuple[list[Offer], list[Choice]]) -> None:
        found, choices = seen
        ask(ReadyDialog(found, choices, parent=self), self.tasks)

    def _ask_model(self) -> None:
        dialog = ModelDialog(self.context, self.year, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _build_tabs(self) -> None:
        self.tabs = named(QTabWidget(), "dutiesTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part, words in zip(
            self.parts, (_("Thời hạn"), _("Nhiệm vụ được giao"), _("Công việc trong năm"), _("Nguồn lực")), strict=True
        ):
            self.tabs.addTab(part, words)
        self.tabs.currentChanged.connect(lambda _place: self._make_room())
        self._make_room()
        self.body.addWidget(self.tabs, 1)

    def _make_room(self) -> None:
        """Only the tab in sight asks for room."""
        for part in self.parts:
            is_shown = part is self.tabs.currentWidget()
            policy = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)

    def _build_buttons(self) -> None:
        self.add = named(self.add_button(_("&Thêm"), "add", self.new, primary=True), "addDuty")
        self.add.setToolTip("Ctrl+N")
        self.ready = named(self.add_button(_("Nhận nhiệm vụ có sẵn (&y)"), "open", self.take_ready), "readyDuties")
        self.calendar = named(self.add_button(_("Xuất &lịch .ics"), "calendar", self.export_calendar), "exportCalendar")

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
