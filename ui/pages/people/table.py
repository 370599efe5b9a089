"""People as rows: searched and paged by the store, in Vietnamese order; headings are those read back from Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal

from app.kernel.names import sort_key
from app.kernel.phones import show_phone
from app.kernel.words import _
from app.people import queries
from app.people.views import PersonView
from ui.core.row_model import Column, Deliver, RowModel
from ui.core.tasks import Tasks

TYPING_PAUSE_MS = 150


class PeopleRows(RowModel[PersonView]):
    """Fifty thousand people scroll: only the pages in sight are read, and the store does the searching."""

    loaded = Signal()
    """The list was read anew."""

    def __init__(self, tasks: Tasks, today: date, *, short: bool = False) -> None:
        self.tasks, self.today = tasks, today
        self.hamlets: dict[str, str] = {}
        self.text = ""
        super().__init__(_columns(self)[:4] if short else _columns(self))
        self._search_later = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._search_later.timeout.connect(self.reload)
        self.sort_requested.connect(lambda *_order: self.reload())

    @property
    def total(self) -> int:
        """How many rows are here; never none while something is searched for, for then the list is not empty."""
        return len(self._all) or int(bool(self.text))

    @property
    def is_whole(self) -> bool:
        """Whether everyone who fits is here."""
        return not self._more

    def set_filter(self, query: str) -> None:
        """Searches names and phone numbers of everyone, a moment after the last letter."""
        self.text = query.strip()
        self._search_later.start()

    def search(self, text: str) -> None:
        """Searches at once."""
        self.text = text.strip()
        self.reload()

    def reload(self) -> None:
        """Reads the list anew, as far as it was shown; all of it where another order than by name is asked for."""
        self._search_later.stop()
        text, limit = self.text, None if self._order else max(queries.PAGE, len(self._all))
        self.tasks.read(queries.people, text=text, limit=limit, then=partial(self._show, text, limit))

    def _show(self, text: str, limit: int | None, people: Sequence[PersonView]) -> None:
        if text != self.text:
            return  # something else was typed meanwhile
        self._load = partial(self._next_page, text)
        self._loading = False
        self._more = limit is not None and len(people) == limit
        self._replace(list(people))
        self.loaded.emit()

    def _next_page(self, text: str, last: PersonView | None, deliver: Deliver[PersonView]) -> None:
        after = queries.place_in_list(last) if last else None
        self.tasks.read(queries.people, text=text, after=after, limit=queries.PAGE, then=deliver)


def _columns(rows: PeopleRows) -> list[Column[PersonView]]:
    def home(person: PersonView) -> str:
        names = [rows.hamlets.get(post.hamlet or "", "") for post in person.posts_on(rows.today)]
        return ", ".join(dict.fromkeys(name for name in names if name))

    return [
        Column(_("Họ và tên"), lambda row: row.full_name, sort=lambda row: sort_key(row.full_name), width=165),
        Column(_("Năm sinh"), lambda row: str(row.birth_year or ""), number=True, width=96),
        Column(_("Chức vụ"), lambda row: row.title_on(rows.today), width=180),
        Column(_("Thôn"), home, width=130),
        Column(_("Điện thoại"), lambda row: show_phone(row.phone), width=128),
        Column(_("Thư điện tử"), lambda row: row.email, width=130),
        Column(_("Kỹ năng số"), lambda row: yes_no(row.digital_skill), width=90),
    ]


def yes_no(value: bool | None) -> str:
    """ "có", "không", or nothing where not asked."""
    return "" if value is None else _("có") if value else _("không")
