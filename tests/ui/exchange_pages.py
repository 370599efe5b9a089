"""The two windows of the exchange over two real stores: the page of a commune and that of the office above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from tests.support.two_offices import Office
from tests.ui.walk_person import alt_letters
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.page import Page
from ui.core.tasks import Tasks


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
