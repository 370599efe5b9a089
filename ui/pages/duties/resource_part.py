"""What the year's plan needs: money, equipment, people; planned beside used."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.duties.commands import RemoveResource
from app.duties.views import ResourceView
from app.duties.wording import resource_kind
from app.kernel.figures import show_amount
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.duties.forms import ask
from ui.pages.duties.loading import DutiesSeen
from ui.pages.duties.task_forms import ResourceForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class ResourcePart(QWidget):
    """The lines of the year that the tasks show."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DutiesSeen | None = None
        self.grid = Grid(RowModel[ResourceView](_columns()), name="resourceGrid")
        self.grid.setAccessibleName(_("Danh sách nguồn lực"))
        self.grid.remember(context.settings, "duties.resource")
        self.empty = EmptyState(
            _("Chưa ghi nguồn lực của năm: kinh phí, thiết bị, người; dự kiến khi lập kế hoạch, đã dùng khi báo cáo."),
            _("Thêm nguồn lực"),
            icon="register",
        )
        self.empty.begun.connect(self.new)
        self.pane = GridPane(self.grid, placeholder=_("Lọc nguồn lực…"), empty=self.empty)
        self.edit_button = named(QPushButton(_("&Sửa…")), "editResource")
        self.edit_button.clicked.connect(lambda _checked=False: self.edit())
        self.pane.tools.addWidget(self.edit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(self.pane, 1)
        self.grid.opened.connect(lambda _row: self.edit())
        self.grid.delete_asked.connect(self.remove)
        self.grid.current_changed.connect(lambda row: self.edit_button.setEnabled(row is not None))
        self.edit_button.setEnabled(False)

    def show_seen(self, seen: DutiesSeen) -> None:
        """Shows the lines as read now."""
        self.seen = seen
        self.grid.rows.set_rows(seen.resources)

    def select(self, uid: str) -> bool:
        """Selects a line of the year in sight; False where it is not here."""
        if self.grid.rows.row_of(uid) < 0:
            return False
        self.grid.select_uid(uid)
        return True

    def new(self) -> None:
        """A new line."""
        self._ask(None)

    def edit(self) -> None:
        """The line under the cursor."""
        line: ResourceView | None = self.grid.current()
        if line is not None:
            self._ask(line)

    def remove(self, rows: list[ResourceView] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for line in rows or self.grid.selected():
            self.tasks.do(RemoveResource(uid=line.uid))

    def _ask(self, line: ResourceView | None) -> None:
        if self.seen is not None:
            ask(ResourceForm(self.seen.year, self.seen.tasks, line, parent=self), self.tasks)


def _columns() -> list[Column[ResourceView]]:
    return [
        Column(_("Loại"), lambda row: resource_kind(row.kind), width=100),
        Column(_("Nội dung"), lambda row: row.title, width=260),
        Column(_("Cho công việc"), lambda row: row.task_title, width=220),
        Column(_("Đơn vị"), lambda row: row.unit, width=80),
        Column(
            _("Dự kiến"),
            lambda row: show_amount(row.planned),
            sort=lambda row: row.planned or -1,
            number=True,
            width=120,
        ),
        Column(
            _("Đã dùng"), lambda row: show_amount(row.used), sort=lambda row: row.used or -1, number=True, width=120
        ),
        Column(_("Nguồn"), lambda row: row.source, width=160),
    ]
