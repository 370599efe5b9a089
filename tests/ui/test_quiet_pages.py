"""Pages open and are gone through without Qt complaining on the console, and speak one language."""

from pathlib import Path

import pytest

from app.kernel.words import choose_language
from app.practice import open_practice
from tests.support.leaving import leave
from tests.ui.walk_pages import PAGES
from ui.shell.remembered import Remembered
from ui.shell.startup import Startup


@pytest.fixture
def start(qapp, tmp_path: Path, clock):
    """The practice commune in its window."""
    place = tmp_path / "thuc-hanh"
    made = Startup(qapp, place, clock, Remembered(tmp_path / "w.json"), inline=True)
    made.show_main(open_practice(place, clock=clock))
    yield made
    leave(made)
    qapp.processEvents()


def test_every_page_opens_without_a_complaint_of_qt(start, qapp, qtlog):
    for page in PAGES:
        start.window.navigate(page, "")
        qapp.processEvents()

    assert [record.message for record in qtlog.records] == []


def test_the_first_page_tells_the_day_in_the_chosen_language(start, qapp, clock):
    page, today = start.window.current_page(), clock.today()
    assert page.title_label.text().endswith(f"năm {today.year}")

    choose_language("en")
    try:
        page.refresh()
        qapp.processEvents()
        assert page.title_label.text() == f"{today:%A, %d/%m/%Y}"
    finally:
        choose_language("vi")
