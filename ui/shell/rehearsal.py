"""The main window made once, unseen, while the password is typed: what Qt and Python make at first use stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.kernel.clock import Clock
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.shell.catalog import Catalog


class Rehearsal(QObject):
    """Makes and drops one part at each turn of the event loop, so that the keys typed meanwhile are taken.

    No part is ever shown, and a page asks the store only when it is shown: nothing is read.
    """

    over = Signal()

    def __init__(
        self, clock: Clock, places: Callable[[], Catalog], may_go_on: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._places = places
        self._may_go_on = may_go_on
        self._steps = self._parts(clock)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        part = next(self._steps, None) if self._may_go_on() else None
        if part is None:
            self._timer.stop()
            self.over.emit()
            self.deleteLater()
        else:
            part.deleteLater()

    def _parts(self, clock: Clock) -> Iterator[QWidget]:
        """Smallest first: each leaves less to do for the next."""
        from ui.core import icons
        from ui.shell.main_window import MainWindow
        from ui.shell.navigation import Navigation
        from ui.shell.top_bar import TopBar

        places = self._places()
        for entry in places:
            icons.icon(entry.icon, "quiet")
        yield TopBar("")
        yield Navigation(places)
        changes, notices = Changes(self), Notices(self)
        tasks = Tasks(None, changes, notices, parent=self)
        context = Context(None, tasks, changes, notices, clock, lambda _page, _uid: None, SettingsInMemory())
        yield places[places.first()].factory(context)
        yield MainWindow(context, places)
