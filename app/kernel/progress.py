"""How long work tells where it is and learns that it should stop; it does not know who watches."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.problems import Cancelled


class Progress:
    """Passed to long work; the default watches nothing and never cancels."""

    def __init__(
        self, show: Callable[[int, int, str], None] | None = None, is_cancelled: Callable[[], bool] | None = None
    ) -> None:
        self._show = show
        self._is_cancelled = is_cancelled

    def stretch(self, first: int, last: int) -> Progress:
        """For one piece of the work: what it tells of itself is told as ``first`` to ``last`` per cent of the whole."""

        def show(done: int, total: int, what: str) -> None:
            self.step(first + (last - first) * min(done, total) // max(total, 1), 100, what)

        return Progress(show, self._is_cancelled)

    def step(self, done: int, total: int, what: str) -> None:
        """Tells that ``done`` of ``total`` parts are finished and names the one at hand."""
        if self._show is not None:
            self._show(done, total, what)

    def check_cancelled(self) -> None:
        """Raises Cancelled when the person asked to stop; call it where stopping leaves nothing half done."""
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
