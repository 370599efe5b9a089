"""What tests of the tab of keys need: files asked for by name, forms, and the page of either office at that tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from tests.support.two_offices import Office
from tests.ui.exchange_pages import page_of
from ui.pages.intake.page import KEYS, IntakePage
from ui.pages.send.page import SendPage

SEND_KEYS = 3


class Stick:
    """A folder into which whatever is saved goes, under the name that was offered."""

    def __init__(self, folder: Path, monkeypatch: Any) -> None:
        self.folder, self.refuses = folder, False
        self.names: list[str] = []
        folder.mkdir(exist_ok=True)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._save)

    def last(self) -> Path:
        """The file saved last."""
        return self.folder / self.names[-1]

    def _save(self, _parent: Any, _title: str, name: str, _kind: str = "") -> tuple[str, str]:
        if self.refuses:
            return "", ""
        self.names.append(Path(name).name)
        return str(self.last()), ""


def commune_tab(office: Office, qtbot: Any) -> Any:
    """The page of a commune at its tab of keys."""
    page = page_of(SendPage, office, qtbot)
    page.tabs.setCurrentIndex(SEND_KEYS)
    return page


def superior_tab(office: Office, qtbot: Any) -> Any:
    """The page of the office above at its tab of keys."""
    page = page_of(IntakePage, office, qtbot)
    page.tabs.setCurrentIndex(KEYS)
    return page


def states(page: Any) -> list[tuple[str, str]]:
    """(whose, state) of each key of the directory as it reads."""
    grid = page.key.directory.grid
    columns = grid.rows.columns
    return [(columns[0].show(row), columns[2].show(row)) for row in grid.rows.rows]


def turn_to(page: Any, key_id: str) -> None:
    """Puts the cursor of the directory on a key."""
    page.key.directory.grid.select_uid(key_id)


def choose(page: Any, what: str) -> None:
    """Chooses from the menus of the own key."""
    page.key.card.actions_by_name[what].trigger()
