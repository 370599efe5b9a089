"""From the start of the program to the main window and back: unlock or first run, the window, the orderly end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.kernel.clock import Clock
from app.kernel.words import choose_language, chosen_language
from app.workspace_places import exists
from ui.core import theme
from ui.core.changes import Changes
from ui.core.clipboard import leave_clipboard
from ui.core.context import Context
from ui.core.language import speak
from ui.core.notices import Notices, catch_unexpected
from ui.core.tasks import Tasks
from ui.shell.remembered import Remembered
from ui.shell.start_window import StartWindow

if TYPE_CHECKING:
    from ui.shell.ahead import WindowAhead
    from ui.shell.catalog import Catalog
    from ui.shell.main_window import MainWindow
    from ui.shell.unlock import UnlockWindow

LANGUAGE, THEME = "language", "theme"
_LOOK_AGAIN_MS = 50


class Startup(QObject):
    """Holds what lives as long as the program and hands each window what it needs."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        clock: Clock,
        remembered: Remembered,
        *,
        practice: bool = False,
        inline: bool = False,
        cost: Any = None,
    ) -> None:
        super().__init__(app)
        self.app, self.folder, self.clock, self.remembered = app, folder, clock, remembered
        self._practice, self._inline, self._cost = practice, inline, cost
        self.window: Any = None
        self.start_window: StartWindow | None = None
        self.handbook: Any = None
        self.workspace: Any = None
        self.last_backup: Any = None
        self.backups: Any = None
        self.courier: Any = None
        self.changes, self.notices = Changes(self), Notices(self)
        self.tasks = Tasks(None, self.changes, self.notices, inline=inline, parent=self)
        self.ahead: WindowAhead | None = None
        app.aboutToQuit.connect(leave_clipboard)
        self._dress(str(remembered.get(LANGUAGE, "vi")), str(remembered.get(THEME, "light")))

    def begin(self) -> None:
        """Shows the first window: practice, unlocking, or the first run where nothing is there yet."""
        if self._practice:
            self.open_practice()
        elif exists(self.folder):
            from ui.shell.unlock import UnlockWindow

            window = UnlockWindow(self.folder, self.clock, inline=self._inline)
            window.ready.connect(lambda: self._make_ahead(window))
            self._start_with(window)
        else:
            from ui.shell.first_run import FirstRun

            self._start_with(FirstRun(self.folder, self.clock, inline=self._inline, cost=self._cost))

    def open_practice(self) -> None:
        """Opens the practice commune instead of real data."""
        from ui.shell.practice import OpeningPractice

        former = self.start_window
        opening = OpeningPractice(self.folder if self._practice else None, inline=self._inline)
        self._start_with(opening)
        if former is not None:
            former.reject()
        opening.begin()

    def raise_window(self) -> None:
        """Brings the window to the front, because the program was started a second time."""
        shown = self.window or self.start_window
        if shown is not None:
            shown.showNormal() if shown.isMinimized() else shown.show()
            shown.raise_()
            shown.activateWindow()

    def show_main(self, workspace: Any) -> None:
        """Shows the main window over an open workspace."""
        self.workspace = workspace
        self.start_window = None
        self.tasks.open(workspace)
        catch_unexpected(self.notices)
        self._know_backups()
        self.backups.open(workspace)
        self.courier.open(workspace)
        self.changes.changed.connect(self._on_changed)
        self._read_settings()
        self._build_window()

    def show_help(self, page_id: str) -> None:
        """Opens the handbook at a page."""
        from ui.shell.handbook import Handbook

        if self.handbook is None:
            self.handbook = Handbook()
        self.handbook.open_at(page_id)
        self.handbook.show()
        self.handbook.raise_()
        self.handbook.activateWindow()

    def end(self) -> None:
        """Ends the program in order: the lanes, the store, then the windows with what they hold open."""
        if self.workspace is not None:
            self.tasks.close()
            self.workspace.close()
            self.workspace = None
        self.remembered.save()
        if self.ahead is not None:
            self.ahead.drop()
            self.ahead = None
        for window in (self.window, self.handbook, self.last_backup):
            if window is not None:
                window.deleteLater()
        self.window = self.handbook = self.last_backup = None
        self.app.quit()

    def _start_with(self, window: StartWindow) -> None:
        self.start_window = window
        window.opened.connect(self.show_main)
        window.practice_asked.connect(self.open_practice)
        window.rejected.connect(lambda: self._leave_unless_replaced(window))
        window.finished.connect(window.deleteLater)
        window.show()

    def _make_ahead(self, window: UnlockWindow) -> None:
        from ui.shell.ahead import WindowAhead

        self._know_backups()
        self.ahead = WindowAhead(
            self._new_window,
            lambda: [entry.icon for entry in self._places()],
            lambda: window.isVisible() and window.tasks.is_idle(),
            self,
        )
        self.ahead.over.connect(window.load_more)

    def _know_backups(self) -> None:
        from ui.shell.backups import Backups
        from ui.widgets.courier import Courier

        if self.courier is None:
            self.courier = Courier(self.tasks, self.changes, self.notices, self.clock, self)
        if self.backups is None:
            self.backups = Backups(None, self.tasks, self)
            self.backups.made.connect(self._show_backup_time)

    def _places(self) -> Catalog:
        from ui.pages import catalog

        return catalog(self.backups, self.courier)

    def _leave_unless_replaced(self, window: StartWindow) -> None:
        if self.start_window is window:
            self.start_window = None
            self.end()

    def _build_window(self) -> None:
        from ui.core.painting import AfterPainting

        former, self.window = self.window, self._window_made_ahead() or self._new_window()
        self.window.context.workspace = self.workspace
        self.window.set_backup_time(self.workspace.backed_up_at)
        self.tasks.hold()
        AfterPainting(self.window, self.tasks.let_go)
        self._say_office()
        if former is not None:
            former.closing.disconnect(self._leave)
            self.window.setGeometry(former.geometry())
            former.hide()
            former.deleteLater()
        self.window.show()

    def _window_made_ahead(self) -> MainWindow | None:
        ahead, self.ahead = self.ahead, None
        if ahead is None:
            return None
        ahead.deleteLater()
        if self.workspace.is_practice:
            ahead.drop()  # it has no banner
        return ahead.take()

    def _new_window(self) -> MainWindow:
        from ui.shell.main_window import MainWindow
        from ui.shell.search_popup import attach_search

        context = Context(
            self.workspace,
            self.tasks,
            self.changes,
            self.notices,
            self.clock,
            lambda _page, _uid: None,
            self.remembered,
        )
        practice = self.workspace is not None and self.workspace.is_practice
        window = MainWindow(context, self._places(), practice=practice)
        window.help_requested.connect(self.show_help)
        window.closing.connect(self._leave, QtCore.Qt.ConnectionType.QueuedConnection)  # pages keep their words first
        attach_search(window)
        return window

    def _say_office(self) -> None:
        from app.offices.queries import office_on
        from app.vocabulary import OfficeRelation

        self.tasks.read(office_on, OfficeRelation.OWN, self.clock.today(), then=self._show_office)

    def _show_office(self, office: Any) -> None:
        from app import labels

        if office is not None:
            self.window.set_office(f"UBND {labels.office_kind(office.kind)} {office.name}")

    def _show_backup_time(self, moment: Any) -> None:
        self.window.set_backup_time(moment)  # the window of now: another language makes another window

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if "office_version" in nouns:
            self._say_office()
        if "setting" in nouns:
            QTimer.singleShot(0, self, self._take_settings)  # the page that asked is still at work

    def _take_settings(self) -> None:
        former = chosen_language()
        self._read_settings()
        if chosen_language() != former:
            if self.handbook is not None:
                self.handbook.close()
                self.handbook = None
            self._build_window()

    def _read_settings(self) -> None:
        from app import settings
        from app.kernel.settings import read_settings

        language, mode = self.workspace.read(read_settings, (settings.LANGUAGE, settings.THEME))
        self._dress(language, mode)
        self.remembered.set(LANGUAGE, language)  # the windows before unlocking cannot read the store
        self.remembered.set(THEME, mode)

    def _dress(self, language: str, mode: str) -> None:
        choose_language(language)
        speak(self.app, chosen_language())
        theme.apply_theme(self.app, mode)

    def _leave(self) -> None:
        from ui.shell.backups import LastBackup

        self.courier.stop()
        if not self.tasks.is_idle():
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._leave)
            return
        self.backups.stop()
        if self.handbook is not None:
            self.handbook.close()
        if not self.workspace.changes_since_backup:
            self.end()
            return
        self.last_backup = LastBackup(self.workspace, self.tasks)
        self.last_backup.finished.connect(lambda _result: self.end())
        self.last_backup.show()
