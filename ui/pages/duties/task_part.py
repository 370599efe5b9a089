"""The year's tasks: the commune's own beside those of a model, who does them until when, and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.duties.commands import AddTasks, CarryOver, RemoveTask, ReopenTask, StartTask
from app.duties.paper import status_pdf
from app.duties.ready import task_sets
from app.duties.taking_in import ShownTasks, shown_tasks
from app.duties.views import TaskView
from app.duties.wording import task_standing
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import TaskState
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.duties.forms import ask
from ui.pages.duties.loading import DutiesSeen, owners
from ui.pages.duties.task_forms import FinishForm, PlanForm, TaskForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.made_files import MadeFiles
from ui.widgets.paste_preview import PastePreview
from ui.widgets.search_combo import Choice


class TaskPart(QWidget):
    """A year's list; Enter writes the result down, Ctrl+V takes a table from Excel."""

    year_chosen = Signal(int)
    model_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DutiesSeen | None = None
        self.files = MadeFiles(context, self)
        self._build_grid()
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.foot)
        layout.addWidget(self.pane, 1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_seen(self, seen: DutiesSeen) -> None:
        """Shows the tasks of the year as read now."""
        self.seen = seen
        self._fill_years(seen)
        self.grid.rows.set_rows(seen.tasks)
        if self.grid.current() is None and seen.tasks:
            self.grid.selectRow(0)
        self.carry_button.setVisible(seen.open_before > 0)
        words = _("C&huyển {count} việc chưa xong của năm {year}")
        self.carry_button.setText(words.format(count=seen.open_before, year=seen.year - 1))
        self.foot.setText(_foot(seen))
        self.foot.setVisible(bool(self.foot.text()))
        self._on_current()

    def select(self, uid: str) -> bool:
        """Selects a task of the year in sight; False where it is not here."""
        if self.grid.rows.row_of(uid) < 0:
            return False
        self.grid.select_uid(uid)
        return True

    def task(self) -> TaskView | None:
        """The task under the cursor."""
        row: TaskView | None = self.grid.current()
        return row

    def new(self) -> None:
        """A task of the commune's own."""
        self._read_owners(None)

    def edit(self) -> None:
        """The fields of the task under the cursor."""
        if self.task() is not None:
            self._read_owners(self.task())

    def finish(self) -> None:
        """Asks for the result."""
        task = self.task()
        if task is not None:
            ask(FinishForm(task, self.context.clock.today(), parent=self), self.tasks)

    def start(self) -> None:
        """Somebody works on it; a task that is done is opened again."""
        task = self.task()
        if task is not None:
            self.tasks.do(StartTask(uid=task.uid) if task.state is TaskState.OPEN else ReopenTask(uid=task.uid))

    def remove(self, rows: Sequence[TaskView] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for task in rows or self.grid.selected():
            self.tasks.do(RemoveTask(uid=task.uid))

    def carry_over(self) -> None:
        """What the year before left open goes on in this one."""
        if self.seen is not None:
            command = CarryOver(from_year=self.seen.year - 1, to_year=self.seen.year)
            self.tasks.do(command, then=lambda outcome: self.context.notices.success(outcome.sentence))

    def take_set(self) -> None:
        """The ready-made tasks of public information."""
        if self.seen is not None:
            kept = {task.title for task in self.seen.tasks}
            found = tuple(task for task in task_sets(self.seen.year)[0].tasks if task.title not in kept)
            self.tasks.do(AddTasks(tasks=found))

    def compose(self) -> None:
        """Asks which plan, then opens its draft."""
        if self.seen is None:
            return
        form = PlanForm(self.seen.year, self.context.clock.today(), self.seen.draft_plan, parent=self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.send_with(self.tasks, lambda outcome: self.context.navigate("documents", outcome.value))

    def print_status(self) -> None:
        """Prints tasks by civil servant and unit, with their state."""
        self.files.print_(self._status(), _("Tình hình thực hiện nhiệm vụ"))

    def save_status(self) -> None:
        """Saves the same sheet as PDF."""
        name = f"tinh-hinh-nhiem-vu-{self.seen.year if self.seen else 0}.pdf"
        self.files.save(self._status(), name, _("Tệp PDF"))

    def take_text(self, text: str) -> None:
        """Shows what a pasted table would add, and takes it in when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def _take(self, read: Callable[[], Table]) -> None:
        seen = self.seen
        if seen is not None:
            self.tasks.run(
                lambda _progress: shown_tasks(read(), seen.year, seen.tasks),
                _("Đang đọc bảng…"),
                then=self._ask_to_take,
            )

    def _ask_to_take(self, shown: ShownTasks) -> None:
        title = _("Đưa công việc vào năm {year}").format(year=self.seen.year if self.seen else "")
        dialog = PastePreview(shown, title=title, parent=self)
        dialog.accepted.connect(lambda: self.tasks.do(shown.tasks()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Chọn tệp danh sách công việc"),
            "",
            _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)",
        )
        if name:
            self.take_files([Path(name)])

    def _status(self) -> Callable[[Any], bytes]:
        year, day = self.seen.year if self.seen else 0, self.context.clock.today()
        return lambda session: status_pdf(session, year=year, day=day)

    def _read_owners(self, task: TaskView | None) -> None:
        self.tasks.read(owners, self.context.clock.today(), then=partial(self._ask_form, task))

    def _ask_form(self, task: TaskView | None, choices: Sequence[Choice]) -> None:
        if self.seen is not None:
            groups = [each.group for each in self.seen.tasks]
            ask(TaskForm(choices, self.seen.year, groups, task, parent=self), self.tasks)

    def _fill_years(self, seen: DutiesSeen) -> None:
        self.year.blockSignals(True)
        self.year.clear()
        for year in seen.years:
            self.year.addItem(_("Năm {year}").format(year=year), year)
        self.year.setCurrentIndex(self.year.findData(seen.year))
        self.year.blockSignals(False)

    def _on_current(self) -> None:
        task = self.task()
        for button in (self.finish_button, self.edit_button, self.start_button):
            button.setEnabled(task is not None)
        is_open = task is None or task.state is TaskState.OPEN
        self.start_button.setText(_("Đa&ng làm") if is_open else _("&Mở lại"))

    def _build_grid(self) -> None:
        self.grid = Grid(RowModel[TaskView](_columns(self)), name="taskGrid")
        self.grid.setAccessibleName(_("Danh sách công việc trong năm"))
        self.grid.remember(self.context.settings, "duties.task")
        self.empty = EmptyState(
            _(
                "Năm này chưa có công việc. Sao chép bảng kế hoạch trong Excel (Ctrl+C) rồi dán vào đây (Ctrl+V), "
                "hoặc thêm từng việc; việc chưa xong của năm trước chuyển sang bằng một nút."
            ),
            _("Thêm công việc đầu tiên"),
            icon="diary",
        )
        self.empty.begun.connect(self.new)
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo công việc, người phụ trách, nhóm…"), empty=self.empty)
        self.foot = named(QLabel(wordWrap=True), "taskFoot", "small")
        self.grid.opened.connect(lambda _row: self.finish())
        self.grid.delete_asked.connect(self.remove)
        self.grid.current_changed.connect(lambda _row: self._on_current())
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)

    def _build_buttons(self) -> None:
        self.year = named(QComboBox(), "taskYear")
        self.year.setAccessibleName(_("Năm"))
        self.year.currentIndexChanged.connect(lambda _row: self.year_chosen.emit(self.year.currentData()))
        self.carry_button = named(QPushButton(), "carryTasks")
        self.finish_button = named(QPushButton(_("&Ghi kết quả…")), "finishTask")
        self.start_button = named(QPushButton(), "startTask")
        self.edit_button = named(QPushButton(_("&Sửa…")), "editTask")
        self.more_button = named(QPushButton(_("Việc &khác")), "moreTask")
        self.more_button.setMenu(self._menu())
        self.pane.tools.insertWidget(0, self.year)
        for button, slot in (
            (self.carry_button, self.carry_over),
            (self.finish_button, self.finish),
            (self.start_button, self.start),
            (self.edit_button, self.edit),
        ):
            button.clicked.connect(lambda _checked=False, do=slot: do())
            self.pane.tools.addWidget(button)
        self.pane.tools.addWidget(self.more_button)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "taskMenu")
        for words, icon, slot in (
            (_("S&oạn kế hoạch của năm…"), "paper", self.compose),
            (_("&In tình hình thực hiện…"), "print", self.print_status),
            (_("&Lưu tình hình thực hiện (PDF)…"), "pdf", self.save_status),
            (_("Đối chiếu &mô hình của cấp trên…"), "register", self.model_asked.emit),
            (_("Lấy bộ việc &tuyên truyền có sẵn"), "add", self.take_set),
            (_("Mở tệ&p danh sách…"), "open", self._choose_file),
            (_("&Xóa việc nhập nhầm") + "\tDelete", "remove", self.remove),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu


def _columns(part: TaskPart) -> list[Column[TaskView]]:
    def day(row: TaskView) -> str:
        return row.due_on.isoformat() if row.due_on else "9999"

    def tint(row: TaskView) -> str:
        if row.state is TaskState.DONE:
            return "accent"
        return "bad" if row.is_late(part.context.clock.today()) else ""

    return [
        Column(_("Công việc"), lambda row: row.title, width=320, tip=lambda row: row.detail or row.title),
        Column(_("Nhóm"), lambda row: row.group, width=120),
        Column(
            _("Chủ trì"),
            lambda row: row.owner_name or _("chưa có"),
            tint=lambda row: "" if row.owner_name else "warn",
            width=160,
        ),
        Column(_("Thời hạn"), lambda row: show_day(row.due_on), sort=day, width=104),
        Column(_("Tình trạng"), lambda row: task_standing(row, part.context.clock.today()), tint=tint, width=190),
        Column(_("Nguồn"), lambda row: _("xã bổ sung") if row.is_local else row.model_code, width=104),
        Column(_("Kết quả"), lambda row: row.result, width=200),
    ]


def _foot(seen: DutiesSeen) -> str:
    coverage = seen.coverage
    if coverage is None or not coverage.items:
        return ""
    words = _("{model}: đã trả lời {answered}/{total} nhiệm vụ ({percent} %); xã bổ sung {local} việc.")
    return words.format(
        model=coverage.model.title,
        answered=coverage.answered,
        total=len(coverage.items),
        percent=coverage.percent,
        local=len(coverage.local),
    )
