"""Entries as rows: filtered and paged by the store, newest first; 200,000 of them scroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal

from app.activities import queries
from app.activities.queries import LogFilter
from app.activities.views import ActivityView
from app.activities.wording import kind_name
from app.kernel.days import show_day
from app.kernel.words import _
from ui.core.row_model import Column, Deliver, RowModel
from ui.core.tasks import Tasks
from ui.pages.diary.loading import LogSeen, told_figures

TYPING_PAUSE_MS = 200


class ActivityRows(RowModel[ActivityView]):
    """Only the pages in sight are read."""

    mark_column = 2
    loaded = Signal()
    """The list was read anew."""

    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks
        self.seen: LogSeen | None = None
        self.wanted = LogFilter()
        super().__init__(_columns(self))
        self._search_later = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._search_later.timeout.connect(self.reload)

    @property
    def total(self) -> int:
        """How many rows are here; never none while something is filtered, for then the log is not empty."""
        return len(self._all) or int(self.wanted != LogFilter())

    @property
    def is_whole(self) -> bool:
        """Whether every fitting entry is here."""
        return not self._more

    def set_filter(self, query: str) -> None:
        """Searches the whole log, a moment after the last letter."""
        self.wanted = replace(self.wanted, text=query.strip())
        self._search_later.start()

    def narrow(self, **fields: Any) -> None:
        """Filters by kind, hamlet or days at once."""
        self.wanted = replace(self.wanted, **fields)
        self.reload()

    def reload(self) -> None:
        """Reads the list anew, as far as it was shown."""
        self._search_later.stop()
        wanted, limit = self.wanted, max(queries.PAGE, len(self._all))
        self.tasks.read(queries.activities, wanted, limit=limit, then=partial(self._show, wanted, limit))

    def sort(self, _column: int, _order: Any = None) -> None:
        """The log has one order, newest first: what it is to be narrowed to is asked of the filter."""

    def _show(self, wanted: LogFilter, limit: int, found: Sequence[ActivityView]) -> None:
        if wanted != self.wanted:
            return  # something else was typed meanwhile
        self._load = partial(self._next_page, wanted)
        self._loading = False
        self._more = len(found) == limit
        self._replace(list(found))
        self.loaded.emit()

    def _next_page(self, wanted: LogFilter, last: ActivityView | None, deliver: Deliver[ActivityView]) -> None:
        after = queries.place_in_log(last) if last else None
        self.tasks.read(queries.activities, wanted, after=after, then=deliver)


def _columns(rows: ActivityRows) -> list[Column[ActivityView]]:
    def place(view: ActivityView) -> str:
        return (rows.seen.place(view.hamlet) if rows.seen else "") or view.place

    def kind(view: ActivityView) -> str:
        found = rows.seen.kind(view.kind) if rows.seen else None
        return kind_name(found) if found else view.kind

    def told(view: ActivityView) -> str:
        return told_figures(view, rows.seen.kind(view.kind) if rows.seen else None)

    def words(view: ActivityView) -> str:
        return view.title or view.note.partition("\n")[0]

    return [
        Column(_("Ngày"), lambda view: show_day(view.held_on), width=104),
        Column(_("Thôn"), place, width=130),
        Column(_("Loại hoạt động"), kind, width=190),
        Column(_("Số liệu"), told, width=170),
        Column(_("Minh chứng"), lambda view: str(view.evidence or ""), number=True, width=90),
        Column(_("Nội dung, ghi chú"), words, width=160),
    ]
