"""What goes and comes over a network, as the window does it: when a person asks, and again when it failed then.

Nothing here speaks to a server unless somebody entered an account and asked; only what was asked for and failed is
tried again by itself, after waits that grow.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.kernel.clock import Clock
from app.kernel.words import _
from ui.core.changes import Changes
from ui.core.context import Context
from ui.core.notices import Notices
from ui.core.tasks import Running, Tasks

if TYPE_CHECKING:
    from app.connections.accounts import Connections, Way
    from app.connections.collecting import Collected
    from app.connections.passwords import RunPasswords
    from app.connections.sending import Sent
    from app.exchange.queries import OutgoingView
    from app.intake.arriving import Taken
    from app.kernel.problems import Problem

LOOK_EVERY_MS = 60_000
CONNECTION = frozenset({"connection"})
"""Told when an account or an address changed."""
ASKS_FOR_PASSWORD = ("CAR-09", "CAR-10")
"""Codes of a password that is not accepted or missing."""


class Courier(QObject):
    """One for the whole window: it knows the passwords typed in this run and when to try again."""

    def __init__(
        self, tasks: Tasks, changes: Changes, notices: Notices, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._changes, self._notices, self._clock = tasks, changes, notices, clock
        self._workspace: Any = None
        self._passwords: RunPasswords | None = None
        self._running: set[Running] = set()
        self._is_sending = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @classmethod
    def of(cls, context: Context, parent: QObject) -> Courier:
        """One for a single page, which tries nothing again by itself."""
        made = cls(context.tasks, context.changes, context.notices, context.clock, parent)
        made._workspace = context.workspace
        return made

    def open(self, workspace: Any) -> None:
        """Begins to look after what waits."""
        self._workspace = workspace
        self._timer.start()

    def stop(self) -> None:
        """Gives up what is under way, for the window closes: it counts as not sent and waits for the next time."""
        self._timer.stop()
        for running in self._running:
            running.cancel()

    @property
    def passwords(self) -> RunPasswords:
        """What is known of passwords in this run; asked in a lane, for a safe may take its time."""
        if self._passwords is None:
            from app.connections.passwords import RunPasswords

            self._passwords = RunPasswords()
        return self._passwords

    # --- sending ------------------------------------------------------------------------------------------------------

    def send(self, parent: QWidget, way: Way, *, above: bool, button: QAbstractButton | None = None) -> None:
        """Sends what should go to offices above, or to those below."""
        self._send(way, self._to_go(above), parent, button)

    def send_again(self, parent: QWidget, button: QAbstractButton | None = None) -> None:
        """Tries everything now that was asked to go and has not gone, without waiting for its time."""
        self._tasks.read(_asked_ways, then=lambda ways: self._send_asked(ways, parent, button))

    def look(self) -> None:
        """Tries again what is due; quietly, for the reason of another failure stands in the outbox."""
        if not self._is_sending:
            self._send_waiting(self._clock.now())

    def write_letters(
        self,
        folder: Path,
        *,
        above: bool,
        then: Callable[[list[str]], object],
        button: QAbstractButton | None = None,
    ) -> None:
        """Writes the letters as files; ``then`` gets the uids of what they carry once the person says they went."""
        workspace, choose = self._workspace, self._to_go(above)

        def work(progress: Any) -> tuple[list[Path], list[str]]:
            from app.connections.sending import write_letters

            views = choose()
            return write_letters(workspace, views, folder, progress), [view.uid for view in views]

        def done(result: tuple[list[Path], list[str]]) -> None:
            paths, uids = result
            told = _(
                "Đã tạo {count} tệp thư trong “{place}”. Hãy mở từng tệp bằng chương trình thư rồi gửi; "
                "máy này không biết thư đã đi hay chưa."
            )
            self._notices.info(
                told.format(count=len(paths), place=folder.name),
                action_label=_("Tôi đã gửi thư"),
                action=lambda: _forget(then(uids)),
            )

        self._tasks.run(work, _("Đang tạo tệp thư"), then=done, button=button)

    def _to_go(self, above: bool) -> Callable[[], list[OutgoingView]]:
        workspace = self._workspace

        def choose() -> list[OutgoingView]:
            from app.connections.queries import to_send

            found: list[OutgoingView] = workspace.read(to_send, above=above, own_office_uid=workspace.own_office_uid)
            return found

        return choose

    def _send_asked(self, ways: list[Way], parent: QWidget | None, button: QAbstractButton | None = None) -> None:
        workspace = self._workspace

        def choose(way: Way) -> list[OutgoingView]:
            from app.connections.queries import asked

            found: list[OutgoingView] = workspace.read(asked, way)
            return found

        for way in ways:
            self._send(way, functools.partial(choose, way), parent, button)

    def _send_waiting(self, until: datetime | None) -> None:
        """The store is asked whether anything waits; the network is touched only where something does."""
        workspace = self._workspace

        def choose(way: Way) -> list[OutgoingView]:
            from app.connections.queries import waiting

            found: list[OutgoingView] = workspace.read(waiting, way=way, until=until)
            return found

        def found(ways: list[Way]) -> None:
            for way in ways:
                self._send(way, functools.partial(choose, way), None, None)

        self._tasks.read(_waiting_ways, until, then=found)

    def _send(
        self,
        way: Way,
        choose: Callable[[], list[OutgoingView]],
        parent: QWidget | None,
        button: QAbstractButton | None,
    ) -> None:
        workspace, passwords = self._workspace, self.passwords
        self._is_sending = True

        def work(progress: Any) -> list[Sent]:
            from app.connections.sending import send_out

            try:
                return send_out(workspace, choose(), way, passwords.known, progress)
            finally:
                self._is_sending = False

        def done(sent: list[Sent]) -> None:
            self._sent(way, sent, parent, lambda: self._send(way, choose, parent, button))

        self._run(work, _("Đang gửi"), done, button)

    def _sent(self, way: Way, sent: list[Sent], parent: QWidget | None, again: Callable[[], object]) -> None:
        from app.connections.sending import worst
        from ui.widgets.carrying import NOUNS

        self._changes.announce(NOUNS)
        gone = sum(each.is_handed_over for each in sent)
        if gone:
            self._notices.info(_gone_words(way, gone))
        problem = worst(sent)
        if problem is None:
            if gone:
                self._send_waiting(None)  # the network is back for what waits, too
        elif parent is not None:
            self._tell(problem, way, parent, again)
        elif problem.code in ASKS_FOR_PASSWORD:
            self._offer_password(problem, way)

    # --- collecting ---------------------------------------------------------------------------------------------------

    def collect(
        self, parent: QWidget, way: Way, then: Callable[[Taken], object], button: QAbstractButton | None = None
    ) -> None:
        """Looks into the mailbox or the folders; ``then`` is told what came, even where the line broke after it."""
        workspace, passwords = self._workspace, self.passwords

        def work(progress: Any) -> Collected:
            from app.connections.collecting import collect_from

            return collect_from(workspace, way, passwords.known, progress)

        def done(found: Collected) -> None:
            from ui.widgets.carrying import NOUNS

            self._changes.announce(NOUNS)
            if not found.taken.is_empty or found.problem is None:
                then(found.taken)
            if found.problem is not None:
                self._tell(found.problem, way, parent, lambda: self.collect(parent, way, then, button))

        self._run(work, _("Đang lấy tệp về"), done, button)

    # --- accounts -----------------------------------------------------------------------------------------------------

    def try_(
        self,
        work: Callable[[Any, Any], Any],
        then: Callable[[Any], object],
        button: QAbstractButton | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Logs in for real; ``work`` gets the passwords of this run and the progress."""
        passwords = self.passwords
        self._run(lambda progress: work(passwords.known, progress), _("Đang thử kết nối"), then, button, failed)

    def learn(self, way: Way, password: str, then: Callable[[], object], *, place: str = "") -> None:
        """Keeps a password in the safe of the computer or, where there is none, until the program ends.

        It is that of all servers of a way, or of the one at ``place``.
        """
        workspace, passwords = self._workspace, self.passwords

        def work(_progress: Any) -> None:
            accounts = _accounts(workspace, way)
            passwords.learn(tuple(each for each in accounts if each.host == place) or accounts, password)

        self._run(work, _("Đang cất mật khẩu"), lambda _done: then())

    def forget(self, way: Way, then: Callable[[], object]) -> None:
        """Keeps the passwords of a way no longer; do it before its account is dropped."""
        workspace, passwords = self._workspace, self.passwords
        self._run(
            lambda _progress: passwords.forget(_accounts(workspace, way)),
            _("Đang bỏ mật khẩu"),
            lambda _done: then(),
        )

    def forget_former(self, way: Way, former: Connections, then: Callable[[], object]) -> None:
        """A password of a server or name that is used no more is kept no longer."""
        workspace, passwords = self._workspace, self.passwords

        def work(_progress: Any) -> None:
            from app.connections.servers import accounts_of

            used = _accounts(workspace, way)
            passwords.forget(tuple(each for each in accounts_of(former, way) if each not in used))

        self._run(work, _("Đang bỏ mật khẩu"), lambda _done: then())

    def whether_kept(self, then: Callable[[bool], object]) -> None:
        """Whether this computer has a safe for passwords."""
        passwords = self.passwords
        self._tasks.prepare(lambda: passwords.are_kept, then=then)

    # --- what comes back ----------------------------------------------------------------------------------------------

    def _tell(self, problem: Problem, way: Way, parent: QWidget, again: Callable[[], object]) -> None:
        """A password that is missing or wrong is asked for, then it goes on; anything else is a banner."""
        if problem.code not in ASKS_FOR_PASSWORD:
            self._notices.problem(problem, retry=lambda: _forget(again()))
            return
        self.ask_password(problem, way, again, parent)

    def _offer_password(self, problem: Problem, way: Way) -> None:
        """Nobody asked just now, so no form opens by itself."""

        def ask() -> None:
            parent = QApplication.activeWindow()
            if parent is not None:
                self.ask_password(problem, way, lambda: self._send_asked([way], parent), parent)

        told = _("Có tệp chờ gửi qua mạng. {problem}").format(problem=problem.sentence)
        self._notices.warning(told, action_label=_("Nhập mật khẩu…"), action=ask)

    def ask_password(self, problem: Problem, way: Way, again: Callable[[], object], parent: QWidget) -> None:
        """Asks for the password of the server the problem names; then what was asked for goes on."""
        from ui.widgets.password_form import PasswordForm

        place = str(problem.values.get("place", ""))
        PasswordForm(
            problem, lambda typed: self.learn(way, typed, again, place=place), self.whether_kept, parent
        ).open()

    def _run(
        self,
        work: Callable[[Any], Any],
        title: str,
        then: Callable[[Any], object],
        button: QAbstractButton | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        running = self._tasks.run(work, title, then=then, button=button, failed=failed)
        self._running.add(running)
        running.destroyed.connect(lambda: self._running.discard(running))


def _accounts(workspace: Any, way: Way) -> Any:
    from app.connections.queries import connections
    from app.connections.servers import accounts_of

    return accounts_of(workspace.read(connections, workspace.own_office_uid), way)


def _waiting_ways(session: Any, until: datetime | None) -> list[Way]:
    from app.connections.accounts import Way
    from app.connections.queries import waiting

    return [way for way in Way if waiting(session, way=way, until=until)]


def _asked_ways(session: Any) -> list[Way]:
    from app.connections.accounts import Way
    from app.connections.queries import asked

    return [way for way in Way if asked(session, way)]


def _gone_words(way: Way, count: int) -> str:
    from app.connections.accounts import Way

    if way is Way.MAIL:
        return _("Máy chủ thư đã nhận {count} tệp để chuyển đi. Đã giao chưa phải là đã nhận.").format(count=count)
    return _("Đã ghi {count} tệp lên WebDAV và đọc lại đúng từng byte. Đã giao chưa phải là đã nhận.").format(
        count=count
    )


def _forget(_result: object) -> None:
    """Lets a callable with any answer stand where none is expected."""
