"""A field in which one person of many is found: by typing part of the name, then arrow down and Enter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from app.kernel.words import _
from app.people.views import PersonView
from ui.core.tasks import Tasks
from ui.pages.people.table import PeopleRows
from ui.widgets.fields import Field
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class PersonField(Field):
    """Searches the store while one types; the person under the cursor of the list is the one chosen."""

    def __init__(
        self,
        label: str,
        tasks: Tasks,
        today: date,
        hamlets: Mapping[str, str],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.rows = PeopleRows(tasks, today, short=True)
        self.rows.hamlets = dict(hamlets)
        self.grid = Grid(self.rows, name=f"{name}Grid")
        self.grid.setAccessibleName(label.replace("&", ""))
        pane = GridPane(self.grid, placeholder=_("Tìm theo tên hoặc số điện thoại…"))
        pane.count.hide()
        pane.setFocusProxy(pane.filter)
        super().__init__(label, pane, name=name, parent=parent)
        self.label.setBuddy(pane.filter)
        self.pane = pane
        pane.setMinimumHeight(220)
        self.grid.opened.connect(lambda _person: self.grid.focusNextChild())
        self.grid.current_changed.connect(lambda _person: self.changed.emit())
        self.rows.reload()

    def value(self) -> PersonView | None:
        """The person under the cursor, None while nobody is."""
        found: PersonView | None = self.grid.current()
        return found

    def typed(self) -> object:
        found = self.value()
        return found.uid if found else ""
