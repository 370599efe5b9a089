"""Work that must stay on the GUI thread, such as painting on a printer, done in small steps between other events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QTimer

from app.kernel.problems import Cancelled

Step: TypeAlias = tuple[int, int, str]
"""How many of how many are done, and what comes now."""
Ended: TypeAlias = Callable[[Exception | None, Any], object]


class Stepper(QObject):
    """Takes one step of a generator at each turn of the event loop until it ends, fails or is cancelled.

    A cancelled generator is closed: its ``finally`` tidies up. What it returns is its result.
    """

    def __init__(
        self,
        steps: Iterator[Step],
        told: Callable[[int, int, str], object],
        is_cancelled: Callable[[], bool],
        ended: Ended,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps, self._told, self._is_cancelled, self._ended = steps, told, is_cancelled, ended
        self._over = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)

    def start(self) -> None:
        """Goes on by itself from here."""
        self._timer.start()

    def run(self) -> None:
        """Takes all steps at once, for tests."""
        while not self._over:
            self.step()

    def step(self) -> None:
        """Takes one step."""
        if self._over:
            return
        if self._is_cancelled():
            self.stop()
            return
        try:
            self._told(*next(self._steps))
        except StopIteration as end:
            self._end(None, end.value)
        except Exception as error:  # noqa: BLE001 - every failure is judged where the work was asked for
            self._end(error, None)

    def stop(self) -> None:
        """Leaves the work where it is."""
        if not self._over:
            getattr(self._steps, "close", lambda: None)()
            self._end(Cancelled(), None)

    def _end(self, error: Exception | None, result: Any) -> None:
        self._over = True
        self._timer.stop()
        self._ended(error, result)
        self.deleteLater()
