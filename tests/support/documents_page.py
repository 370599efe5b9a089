"""The page of outgoing papers over a copy of the practice commune, with lanes that answer at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.practice import open_practice
from app.workspace import Workspace
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.documents.page import DocumentsPage

NOW = datetime(2026, 11, 22, 7, 11, tzinfo=UTC)
"""11 minutes past two in the afternoon in Vietnam."""


@pytest.fixture(name="practice_folder", scope="session")
def practice_commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "commune"
    open_practice(folder, clock=FixedClock(NOW)).close()
    return folder


@pytest.fixture(name="commune")
def opened_commune(practice_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """xã Mẫu Sơn with its committee and teams, no paper drafted yet."""
    copy = shutil.copytree(practice_folder, tmp_path / "commune")
    with open_practice(copy, clock=FixedClock(NOW)) as opened:
        yield opened


@pytest.fixture(name="went_to")
def pages_asked() -> list[tuple[str, str]]:
    """The pages that were asked for."""
    return []


@pytest.fixture(name="page")
def documents_page(qtbot, commune: Workspace, went_to: list[tuple[str, str]]) -> Iterator[DocumentsPage]:
    changes, notices = Changes(), Notices()
    tasks = Tasks(commune, changes, notices, inline=True)
    context = Context(
        workspace=commune,
        tasks=tasks,
        changes=changes,
        notices=notices,
        clock=commune.clock,
        navigate=lambda where, uid: went_to.append((where, uid)),
        settings=SettingsInMemory(),
    )
    shown = DocumentsPage(context)
    qtbot.addWidget(shown)
    shown.resize(1140, 640)
    shown.show()
    yield shown
    shown.keeper.forget()
    tasks.close()


def told(page: DocumentsPage) -> list[str]:
    """What the banners say."""
    return [notice.text for notice in page.notices.shown]
