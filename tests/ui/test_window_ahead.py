"""The main window is made while the password is typed, and shows the same as one made after Enter."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.support.leaving import leave
from tests.support.stores import PASSWORD
from tests.ui.walk_pages import PAGES
from ui.shell.remembered import Remembered
from ui.shell.startup import Startup


@pytest.fixture
def start(qapp, qtbot, office_data: Path, tmp_path: Path, clock):
    """Begins the program over a copy of the commune's data and waits until the window is made ahead."""
    made = []

    def begin(*, page: str = "today", wait: bool = True, language: str = "vi") -> Startup:
        folder = tmp_path / f"commune-{len(made)}"
        shutil.copytree(office_data, folder)
        remembered = Remembered(tmp_path / f"{folder.name}.json")
        remembered.set("window.page", page)
        remembered.set("language", language)
        startup = Startup(qapp, folder, clock, remembered, inline=True)
        made.append(startup)
        startup.begin()
        if wait:
            qtbot.waitUntil(lambda: startup.ahead is not None and startup.ahead.is_over(), timeout=20_000)
        return startup

    yield begin
    for startup in made:
        leave(startup)


def _enter(startup: Startup) -> None:
    startup.start_window.password.edit.setText(PASSWORD)
    startup.start_window.unlock()


def _words(window) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("page", PAGES)
def test_the_window_made_ahead_shows_what_one_made_after_enter_shows(start, qapp, page):
    ahead, at_once = start(page=page), start(page=page, wait=False)
    made = ahead.ahead.window
    _enter(ahead)
    _enter(at_once)
    qapp.processEvents()

    assert ahead.window is made
    assert ahead.window.current_page_id() == page
    assert _words(ahead.window) == _words(at_once.window)
    assert ahead.window.size() == at_once.window.size()


def test_nothing_is_asked_of_a_store_before_it_is_open(start):
    startup = start()

    assert startup.workspace is None
    assert not startup.ahead.window.isVisible()
    assert startup.tasks.is_idle()


def test_a_window_in_another_language_than_the_store_wants_is_not_used(start):
    startup = start(language="en")
    made = startup.ahead.window
    _enter(startup)

    assert startup.window is not made
    assert startup.window.navigation.button("today").text().strip() == "Hôm nay"


def test_leaving_without_a_password_leaves_no_window_behind(start, qapp, qtbot):
    startup = start()
    made = startup.ahead.window
    gone = []
    made.destroyed.connect(lambda: gone.append(True))

    startup.start_window.reject()
    qtbot.waitUntil(lambda: bool(gone))

    assert startup.ahead is None
