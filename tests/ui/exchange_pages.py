"""The two windows of the exchange over two real stores: the page of a commune and that of the office above it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from tests.support.two_offices import Office
from tests.ui.walk_person import alt_letters
from ui.core import theme
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.page import Page
from ui.core.tasks import Tasks
from ui.pages import catalog
from ui.shell.backups import Backups
from ui.shell.main_window import MainWindow
from ui.widgets.courier import Courier


def page_of(kind: type[Page], office: Office, qtbot: Any, went: list[tuple[str, str]] | None = None) -> Any:
    """The page over the store of an office; where it leads to is kept in ``went``."""
    changes, notices = Changes(), Notices()
    tasks = Tasks(office.desk, changes, notices, inline=True)
    told: Callable[[str, str], None] = lambda page, uid: went.append((page, uid)) if went is not None else None  # noqa: E731
    shown = kind(Context(office.desk, tasks, changes, notices, office.clock, told, SettingsInMemory()))
    qtbot.addWidget(shown)
    shown.resize(1146, 680)
    shown.show()
    return shown


class WholeWindow:
    """The main window of an office, gone through page by page; pictures of it go into an album."""

    def __init__(self, office: Office, qtbot: Any, album: Path) -> None:
        self._qtbot, self._album, self._name = qtbot, album, office.folder.name
        theme.apply_theme(QApplication.instance(), "light")
        changes, notices = Changes(), Notices()
        self.tasks = Tasks(office.desk, changes, notices, inline=True)
        self.backups = Backups(office.desk, self.tasks)
        courier = Courier(self.tasks, changes, notices, office.clock, self.backups)
        courier.open(office.desk)
        nowhere: Callable[[str, str], None] = lambda _page, _uid: None  # noqa: E731
        context = Context(office.desk, self.tasks, changes, notices, office.clock, nowhere, SettingsInMemory())
        self.window = MainWindow(context, catalog(self.backups, courier))
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()

    def go(self, page: str) -> Any:
        """The page, shown as by its place at the left; this window comes to the front."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.window.navigation.button(page).click()
        return self.page()

    def page(self) -> Any:
        """The page in sight."""
        return self.window.current_page()

    def look(self, name: str) -> None:
        """Keeps a picture of the window, and of the form over it."""
        self._album.mkdir(parents=True, exist_ok=True)
        self._qtbot.wait(1)
        number = len(list(self._album.glob("*.png"))) + 1
        forms = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        shown = forms[-1] if forms else self.window
        shown.grab().save(str(self._album / f"{number:02d}-{self._name}-{name}.png"))


def form(page: Page, kind: type[QDialog] = QDialog) -> Any:
    """The form that is open."""
    return next(one for one in page.findChildren(kind) if one.isVisible())


def told(page: Page) -> list[str]:
    """What the banners of a page say."""
    return [notice.text for notice in page.notices.shown]


def cells(grid: Any) -> list[list[str]]:
    """A list as it reads."""
    return [[column.show(row) for column in grid.rows.columns] for row in grid.rows.rows]


def shared_letters(page: Any) -> dict[str, list[str]]:
    """Alt letters that two things of one tab share, or that no keyboard has."""
    shared = {}
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        for letter, words in alt_letters(page).items():
            if len(words) > 1 or not letter.isascii():
                shared[f"{place} {letter}"] = words
    return shared
