"""The handbook opens at the right page without network, finds words, and has a page for every page of the window."""

import re

import pytest

import resources
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages import catalog
from ui.shell.backups import Backups
from ui.shell.handbook import ORDER, Handbook, read_pages, title_of


@pytest.fixture
def handbook(qtbot):
    book = Handbook()
    qtbot.addWidget(book)
    book.show()
    return book


def test_every_page_is_there_and_none_is_forgotten():
    there = {file.stem for file in resources.path("help").glob("*.md")}

    assert there == set(ORDER)
    assert list(read_pages()) == list(ORDER)


@pytest.mark.parametrize("page_id", ORDER)
def test_a_page_has_a_title_and_its_links_lead_somewhere(page_id):
    text = read_pages()[page_id]

    assert title_of(text)
    assert set(re.findall(r"\]\(([^)]+)\)", text)) <= {f"{other}.md" for other in ORDER}


def test_it_opens_where_it_is_asked_and_at_the_start_for_an_unknown_page(handbook):
    handbook.open_at("sao-luu")
    assert handbook.page_id() == "sao-luu"
    assert "Khôi phục" in handbook.browser.toPlainText()

    handbook.open_at("khong-co")

    assert handbook.page_id() == "bat-dau"


def test_words_are_found_with_or_without_tones(handbook):
    handbook.search.setText("thoai mai")

    shown = [
        handbook.list.item(row).text() for row in range(handbook.list.count()) if not handbook.list.item(row).isHidden()
    ]

    assert shown == ["Bắt đầu"]
    assert handbook.page_id() == "bat-dau"


def test_a_link_leads_to_the_other_page(handbook):
    from PySide6.QtCore import QUrl

    handbook.browser.anchorClicked.emit(QUrl("co-quan-thon.md"))

    assert handbook.page_id() == "co-quan-thon"


def test_every_place_of_the_navigation_opens_and_explains_itself(qtbot, workspace):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    context = Context(workspace, tasks, changes, notices, workspace.clock, lambda *_where: None, SettingsInMemory())
    backups = Backups(workspace, tasks)
    try:
        for entry in catalog(backups):
            page = entry.factory(context)
            qtbot.addWidget(page)
            page.show()

            assert page.handbook in ORDER, entry.id
            assert not [notice.text for notice in notices.shown if notice.kind == "defect"], entry.id
    finally:
        backups.stop()
        tasks.close()
