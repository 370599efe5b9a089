"""The main window made while the password is typed: only its records come after Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.kernel.words import chosen_language

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class WindowAhead(QObject):
    """Makes the window, one part at each turn of the event loop, so that the keys typed meanwhile are taken.

    It is not shown, and a page asks for its records only when it is shown: nothing is read before the store is open.
    """

    over = Signal()

    def __init__(
        self,
        make: Callable[[], MainWindow],
        icons_of: Callable[[], Iterable[str]],
        may_go_on: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._make, self._icons_of, self._may_go_on = make, icons_of, may_go_on
        self.window: MainWindow | None = None
        self._language = chosen_language()
        self._steps = self._parts()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def is_over(self) -> bool:
        """Whether nothing is left to be made, or the person did not wait for it."""
        return not self._timer.isActive()

    def take(self) -> MainWindow | None:
        """The window where it was made, in the language of now; the caller owns it."""
        self._timer.stop()
        window, self.window = self.window, None
        if window is not None and self._language != chosen_language():
            window.deleteLater()
            return None
        return window

    def drop(self) -> None:
        """Lets the window go, for no store is opened behind it."""
        window = self.take()
        if window is not None:
            window.deleteLater()

    def _step(self) -> None:
        if not self._may_go_on():
            self._timer.stop()  # the person pressed Enter and waits for the store
        elif next(self._steps, self) is self:
            self._timer.stop()
            self.over.emit()

    def _parts(self) -> Iterator[None]:
        from ui.core import icons

        for name in self._icons_of():
            icons.icon(name, "quiet")
            yield
        self.window = self._make()
        yield
        self.window.grab()  # lays it out and draws every letter once; the screen shows nothing of it
        yield
