"""The one module with threads: a lane for writing the store, one for reading it, one for files and network.

Pages call ``do``, ``read`` and ``run``; callbacks always come back on the GUI thread, and never to a deleted widget.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton

from app.kernel.problems import Cancelled, Problem, Refused
from app.kernel.progress import Progress
from ui.core.changes import Changes
from ui.core.notices import Notices
from ui.core.stepping import Step, Stepper

Then = Callable[[Any], object]
Failed = Callable[[Problem], object]
"""Gets a Refused first; answering ``False`` means "not mine", and the banner shows it."""

SHOW_PROGRESS_AFTER_MS = 400


class Outcome(Protocol):
    """What a command came to."""

    @property
    def value(self) -> Any:
        """The view the handler gave back."""
        ...

    @property
    def changed(self) -> frozenset[str]:
        """Nouns of which records changed."""
        ...

    @property
    def sentence(self) -> str:
        """What was done, for people."""
        ...


class Workspace(Protocol):
    """The front door of app as the window uses it; each method may be called from a lane."""

    def do(self, command: Any, progress: Progress | None = None) -> Outcome: ...

    def undo(self) -> Outcome: ...

    def redo(self) -> Outcome: ...

    def read(self, function: Callable[..., Any], *args: Any, **kw: Any) -> Any: ...


class Running(QObject):
    """Long work as the progress strip sees it."""

    stepped = Signal(int, int, str)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._cancelled = Event()

    def cancel(self) -> None:
        """Asks the work to stop at its next safe point."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._cancelled.is_set()


@dataclass(eq=False)
class _Job:
    work: Callable[[], Any]
    succeeded: Callable[[Any], None]
    stumbled: Callable[[Exception], None]
    result: Any = None
    error: Exception | None = None

    def perform(self) -> None:
        try:
            self.result = self.work()
        except Exception as error:  # noqa: BLE001 - every failure crosses to the GUI thread, which judges it
            self.error = error

    def deliver(self) -> None:
        if self.error is None:
            self.succeeded(self.result)
        else:
            self.stumbled(self.error)


class _Lane(QThread):
    """One thread, one queue: what was asked first is done first."""

    performed = Signal(object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self.performed.connect(self._deliver)  # queued, for the lane emits it and this object lives with the GUI

    def put(self, job: _Job) -> None:
        if not self.isRunning():
            self.start()
        self._queue.put(job)

    def run(self) -> None:
        while (job := self._queue.get()) is not None:
            job.perform()
            self.performed.emit(job)

    def close(self) -> None:
        self._queue.put(None)
        if self.isRunning():
            self.wait()

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        job.deliver()


class Tasks(QObject):
    """Sends work to its lane and brings the result home; with ``inline`` everything happens at once, for tests."""

    long_work = Signal(object)
    """A Running that has lasted longer than a moment: the strip shows it with Cancel."""

    def __init__(
        self,
        workspace: Workspace | None,
        changes: Changes,
        notices: Notices,
        *,
        inline: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._changes = changes
        self._notices = notices
        self._inline = inline
        self._open = 0
        self._held: list[tuple[_Lane, _Job]] | None = None
        self._running: list[Running] = []
        self._steppers: list[Stepper] = []
        self._write = _Lane("write", self)
        self._read = _Lane("read", self)
        self._files = _Lane("files", self)

    def open(self, workspace: Workspace) -> None:
        """Names the store that all work is about from now on, where it was not known from the beginning."""
        self._workspace = workspace

    def hold(self) -> None:
        """Lets what is asked from now on wait for ``let_go``: two threads at work make the first painting slow."""
        if not self._inline and self._held is None:
            self._held = []

    def let_go(self) -> None:
        """Sends what waited, in the order in which it was asked."""
        held, self._held = self._held or [], None
        for lane, job in held:
            lane.put(job)

    def do(
        self,
        command: Any,
        then: Then | None = None,
        button: QAbstractButton | None = None,
        failed: Failed | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Does a command in the write lane, tells what changed, then calls ``then(outcome)``.

        ``button`` is disabled meanwhile. ``quiet`` says no sentence (drafts that save themselves).
        """
        self._write_with(lambda: self._store().do(command), then, button, failed, quiet=quiet, undoable=True)

    def do_long(
        self, command: Any, title: str, then: Then | None = None, button: QAbstractButton | None = None
    ) -> Running:
        """Does a command that may take a while, with progress and Cancel; cancelled, nothing of it is kept."""
        return self.run(
            lambda progress: self._store().do(command, progress),
            title,
            then=lambda outcome: self._told(outcome, then, quiet=False, undoable=True),
            button=button,
        )

    def undo(self, then: Then | None = None) -> None:
        """Takes back the last command of this sitting."""
        self._write_with(lambda: self._store().undo(), then, None, None, quiet=False, undoable=False)

    def redo(self, then: Then | None = None) -> None:
        """Does again what was taken back last."""
        self._write_with(lambda: self._store().redo(), then, None, None, quiet=False, undoable=False)

    def read(
        self, function: Callable[..., Any], *args: Any, then: Then, failed: Failed | None = None, **kw: Any
    ) -> None:
        """Asks a query in the read lane and calls ``then(answer)``."""

        def again() -> None:
            self.read(function, *args, then=then, failed=failed, **kw)

        self._send(
            self._read,
            lambda: self._store().read(function, *args, **kw),
            lambda answer: _call(then, answer),
            lambda error: self._judge(error, failed, again),
        )

    def run(
        self,
        work: Callable[[Progress], Any],
        title: str,
        then: Then | None = None,
        failed: Failed | None = None,
        button: QAbstractButton | None = None,
    ) -> Running:
        """Does long work with files or network; after a moment a strip shows ``title``, progress and Cancel."""
        running = Running(title, self)
        self._running.append(running)
        release = _hold(button)

        def succeeded(result: Any) -> None:
            release()
            self._end(running)
            _call(then, result)

        def stumbled(error: Exception) -> None:
            release()
            self._end(running)
            self._judge(error, failed, lambda: self.run(work, title, then, failed, button))

        progress = Progress(running.stepped.emit, running.is_cancelled)
        if not self._inline:
            QTimer.singleShot(SHOW_PROGRESS_AFTER_MS, running, lambda: self._show(running))
        self._send(self._files, lambda: work(progress), succeeded, stumbled)
        return running

    def step_through(
        self,
        make: Callable[[], Iterator[Step]],
        title: str,
        then: Then | None = None,
        cancelled: Callable[[], object] | None = None,
        button: QAbstractButton | None = None,
    ) -> Running:
        """Does long work of the GUI thread step by step, the window living between; strip and Cancel as for ``run``.

        ``make`` begins the work anew for a Retry; ``cancelled`` is told when the person stopped it.
        """
        running = Running(title, self)
        self._running.append(running)
        self._open += 1
        release = _hold(button)

        def ended(error: Exception | None, result: Any) -> None:
            release()
            self._open -= 1
            self._steppers.remove(stepper)
            self._end(running)
            if error is None:
                _call(then, result)
            elif isinstance(error, Cancelled) and cancelled is not None:
                cancelled()
            else:
                self._judge(error, None, lambda: self.step_through(make, title, then, cancelled, button))

        stepper = Stepper(make(), running.stepped.emit, running.is_cancelled, ended, self)
        self._steppers.append(stepper)
        if self._inline:
            stepper.run()
        else:
            QTimer.singleShot(SHOW_PROGRESS_AFTER_MS, running, lambda: self._show(running))
            stepper.start()
        return running

    def prepare(self, work: Callable[[], Any], then: Then | None = None) -> None:
        """Does quiet work ahead of the next long one, in the same lane; what fails here fails again where it counts."""
        self._send(self._files, work, lambda done: _call(then, done), _forget)

    def is_idle(self) -> bool:
        """Whether nothing is under way, for orderly closing and for tests."""
        return self._open == 0

    def close(self) -> None:
        """Cancels long work, finishes what is queued and ends the lanes; call it before the store closes."""
        for running in self._running:
            running.cancel()
        for stepper in list(self._steppers):
            stepper.stop()
        self.let_go()
        for lane in (self._files, self._read, self._write):
            lane.close()

    def _store(self) -> Workspace:
        if self._workspace is None:
            raise RuntimeError("no workspace is open")
        return self._workspace

    def _write_with(
        self,
        work: Callable[[], Outcome],
        then: Then | None,
        button: QAbstractButton | None,
        failed: Failed | None,
        *,
        quiet: bool,
        undoable: bool,
    ) -> None:
        release = _hold(button)

        def succeeded(outcome: Outcome) -> None:
            release()
            self._told(outcome, then, quiet=quiet, undoable=undoable)

        def stumbled(error: Exception) -> None:
            release()
            self._judge(
                error, failed, lambda: self._write_with(work, then, button, failed, quiet=quiet, undoable=undoable)
            )

        self._send(self._write, work, succeeded, stumbled)

    def _told(self, outcome: Outcome, then: Then | None, *, quiet: bool, undoable: bool) -> None:
        if outcome.sentence and not quiet:
            may_undo = undoable and getattr(outcome, "undoable", True)
            self._notices.success(outcome.sentence, undo=self.undo if may_undo else None)
        self._changes.announce(outcome.changed)
        _call(then, outcome)

    def _send(
        self,
        lane: _Lane,
        work: Callable[[], Any],
        succeeded: Callable[[Any], None],
        stumbled: Callable[[Exception], None],
    ) -> None:
        self._open += 1
        job = _Job(work, functools.partial(self._home, succeeded), functools.partial(self._home, stumbled))
        if self._inline:
            job.perform()
            job.deliver()
        elif self._held is not None:
            self._held.append((lane, job))
        else:
            lane.put(job)

    def _home(self, deliver: Callable[[Any], None], result: Any) -> None:
        self._open -= 1
        deliver(result)

    def _show(self, running: Running) -> None:
        if running in self._running:
            self.long_work.emit(running)

    def _end(self, running: Running) -> None:
        self._running.remove(running)
        running.ended.emit()
        running.deleteLater()

    def _judge(self, error: Exception, failed: Failed | None, retry: Callable[[], object]) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Refused):
            taken = failed is not None and _is_alive(failed) and failed(error) is not False
            if not taken:
                self._notices.problem(error)
        elif isinstance(error, Problem):
            self._notices.problem(error, retry=lambda: _forget(retry()))
        else:
            self._notices.defect(error)


def _forget(_result: object) -> None:
    """Lets a callable with any answer stand where none is expected."""


def _call(then: Then | None, result: Any) -> None:
    if then is not None and _is_alive(then):
        then(result)


def _is_alive(callback: Callable[..., object]) -> bool:
    """False when the callback belongs to a widget that Qt has deleted meanwhile (as method, partial or closure)."""
    return all(shiboken6.isValid(owner) for owner in _owners(callback))


def _owners(callback: Callable[..., object]) -> list[QObject]:
    if isinstance(callback, functools.partial):
        return _owners(callback.func)
    captured = []
    for cell in getattr(callback, "__closure__", None) or ():
        with suppress(ValueError):  # a cell that was never filled
            captured.append(cell.cell_contents)
    return [owner for owner in (getattr(callback, "__self__", None), *captured) if isinstance(owner, QObject)]


def _hold(button: QAbstractButton | None) -> Callable[[], None]:
    """Disables a button and gives back what enables it again, if it still lives."""
    if button is None:
        return lambda: None
    button.setEnabled(False)

    def release() -> None:
        if shiboken6.isValid(button):
            button.setEnabled(True)

    return release
