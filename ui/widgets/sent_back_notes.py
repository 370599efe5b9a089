"""What came back of the records that one page edits: lists marked, forms told, and the way to the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTabWidget, QWidget

from app.sent_back import SentBack, Stage, parse_way, sent_back
from ui.core.dialogs import FormDialog
from ui.core.page import Page
from ui.widgets.grid import Grid
from ui.widgets.remark_place import RemarkPlace, mark_of
from ui.widgets.waiting import show_waiting

EXCHANGE = frozenset({"review", "received_row", "row_remark", "outgoing_bundle", "incoming_bundle"})
"""What changes when files of the exchange come and go."""


class SentBackNotes(QObject):
    """Reads when its page is shown and something changed; a page keeps it as ``sent_back``, where its forms look."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._stale = True
        self._found: tuple[SentBack, ...] = ()
        self._places: list[tuple[RemarkPlace, Callable[[], object] | None]] = []
        self._doors: list[tuple[Grid, Callable[[], object]]] = []
        self._marked: list[Callable[[dict[str, Any]], object]] = []
        self._wanted = self._opening = ("", "")
        page.installEventFilter(self)
        page.context.changes.changed.connect(self._on_changed)

    def place(self, place: RemarkPlace, edit: Callable[[], object] | None = None) -> None:
        """A part of the page that shows one record, with its fields or with the form that ``edit`` opens."""
        self._places.append((place, edit))
        place.follow(self.on)
        place.shown_for.connect(lambda _uid: self._later())

    def opens(self, grid: Grid, edit: Callable[[], object]) -> None:
        """A list whose records are edited in a form: ``edit`` opens that of the one under the cursor."""
        self._doors.append((grid, edit))
        grid.rows.modelReset.connect(self._later)

    def marks(self, show: Callable[[dict[str, Any]], object]) -> None:
        """A list that is no grid: ``show`` gets uid -> RowMark."""
        self._marked.append(show)

    def target_of(self, uid: str) -> str:
        """What a page selects; where the way leads to a field, that is gone to as soon as the record is in sight."""
        row_uid, field, target = parse_way(uid)
        self._wanted = (row_uid, field)
        if row_uid:
            self._later()
        return target

    def on(self, uid: str) -> Sequence[SentBack]:
        """What is said of a record and of its parts that have no form of their own."""
        return [each for each in self._found if each.row_uid == uid or (each.is_part and each.target == uid)]

    def tell(self, form: FormDialog) -> None:
        """Tells a form that opens what is said of its record, and leads to the field that was asked for."""
        place = RemarkPlace(form.fields, parent=form)
        place.follow(self.on)
        form.form.insertWidget(0, place)
        place.about(form.record_uid)
        row_uid, field = self._opening
        self._opening = ("", "")
        if row_uid == form.record_uid:
            place.go_to(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show and self._stale:
            self._read()
        return super().eventFilter(watched, event)

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if not nouns & (self._page.shows | EXCHANGE):
            return
        self._stale = True
        if self._page.isVisible():
            self._read()

    def _read(self) -> None:
        self._stale = False
        self._page.tasks.read(sent_back, then=self._show)

    def _show(self, found: tuple[SentBack, ...]) -> None:
        if not found and not self._found:
            return
        self._found = found
        self._count()
        grouped: dict[str, list[SentBack]] = {}
        for each in found:
            for uid in {each.row_uid, each.target}:
                grouped.setdefault(uid, []).append(each)
        marks = {uid: mark_of(remarks) for uid, remarks in grouped.items()}
        for grid in self._page.findChildren(Grid):
            grid.rows.set_marks(marks)
        for show in self._marked:
            show(marks)
        for place, _edit in self._places:
            place.renew()
        self._later()

    def _count(self) -> None:
        """The number beside the page of sending."""
        show_waiting(self._page, {"send": len({each.row_uid for each in self._found if each.stage is Stage.OPEN})})

    def _later(self) -> None:
        """Goes there after what is being shown has been laid out."""
        if self._wanted[0]:
            QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        row_uid, field = self._wanted
        if not row_uid:
            return
        for place, open_form in self._places:
            if place.uid and any(each.row_uid == row_uid for each in self.on(place.uid)):
                self._wanted = ("", "")
                if open_form is None:
                    place.go_to(field)
                else:
                    self._opening = (row_uid, field)
                    open_form()
                return
        for grid, edit in self._doors:
            if grid.rows.row_of(row_uid) >= 0:
                self._wanted, self._opening = ("", ""), (row_uid, field)
                bring_forward(grid)
                grid.select_uid(row_uid)
                edit()
                return


def bring_forward(part: QWidget) -> None:
    """Shows the tab in which a part of a page lies."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QTabWidget):
            tabs = (around.widget(place) for place in range(around.count()))
            around.setCurrentIndex(next(n for n, tab in enumerate(tabs) if tab is not None and tab.isAncestorOf(part)))
        around = around.parentWidget()
