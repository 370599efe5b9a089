"""The page of the overview: what a person sees of a year, and where a click leads."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.activities.commands import ActivityInput, LogActivities
from app.kernel.clock import FixedClock
from app.practice import open_practice
from tests.app.outreach.invented import add_hamlets
from tests.support.activities import hold
from tests.support.stores import LOGGED
from tests.ui.walk_person import alt_letters
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tab_order import reading_order, takes_tab
from ui.core.tasks import Tasks
from ui.pages.overview.page import OverviewPage
from ui.pages.overview.parts import TileButton


class World:
    """The window's world, with what was asked of the shell."""

    def __init__(self, qtbot, workspace):
        self.workspace, self.went, self.settings = workspace, [], SettingsInMemory()
        changes, notices = Changes(), Notices()
        self.tasks = Tasks(workspace, changes, notices, inline=True)
        self.context = Context(
            workspace,
            self.tasks,
            changes,
            notices,
            workspace.clock,
            lambda *where: self.went.append(where),
            self.settings,
        )
        self.qtbot = qtbot

    def show(self):
        page = OverviewPage(self.context)
        self.qtbot.addWidget(page)
        page.resize(1150, 900)
        page.show()
        return page


@pytest.fixture
def world(qtbot, workspace):
    return World(qtbot, workspace)


@pytest.fixture(scope="module")
def practice(logged_data, tmp_path_factory):
    copy = shutil.copytree(logged_data, tmp_path_factory.mktemp("overview") / "data")
    with open_practice(copy, clock=FixedClock(LOGGED)) as opened:
        yield opened


def settle():
    """Lets the layouts show what they were given, and what was given up go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def tile(page, key):
    settle()
    return next(one for one in page.tiles.findChildren(TileButton) if one.tile.figure.key == key)


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_empty_page_teaches_and_leads_to_the_first_entry(world):
    page = world.show()
    assert page.empty.isVisible() and not page.sheet.isVisible()
    assert not page.years.isVisible()

    page.empty.button.click()
    page.empty.other.click()

    assert world.went == [("diary", ""), ("outreach", "tab:radio")]


def test_the_first_entry_turns_the_lesson_into_figures(world):
    page = world.show()
    entry = ActivityInput(kind="VNEID", held_on=date(2022, 4, 4), figures={"guided": 25})
    world.tasks.do(LogActivities(entries=(entry,)))

    assert not page.empty.isVisible() and page.sheet.isVisible()
    assert "25" in words(tile(page, "activity.all.citizens"))
    assert page.charts["people"].chart.canvas.is_drawn()


def test_a_tile_says_figure_unit_coverage_and_last_year_in_words_and_to_screen_readers(world):
    for day, people in ((date(2022, 3, 1), 20), (date(2022, 3, 2), None), (date(2021, 3, 1), 25)):
        hold(world.workspace, day, kind="VNEID", figures={"guided": people})
    page = world.show()

    people = tile(page, "activity.all.citizens")

    assert words(people) == [
        "Người được hướng dẫn",
        "20",
        "người",
        "cộng theo từng buổi",
        "1/2 mục có số",
        "năm trước 25 (−5)",
    ]
    assert people.accessibleName() == (
        "Người được hướng dẫn: 20 người; cộng theo từng buổi; 1/2 mục có số; năm trước 25 (−5)"
    )
    assert "chưa có số" in words(tile(page, "activity.all.households"))


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("activity.entries", ("diary", "")),
        ("radio.rebroadcasts", ("outreach", "tab:radio")),
        ("posts.count", ("outreach", "tab:posts")),
        ("meetings.count", ("outreach", "tab:meetings")),
        ("difficulty.open", ("difficulties", "")),
    ],
)
def test_a_click_on_a_figure_opens_the_page_behind_it(world, key, place):
    hold(world.workspace, date(2022, 3, 1))
    page = world.show()
    QTest.mouseClick(tile(page, key), Qt.MouseButton.LeftButton)
    tile(page, key).setFocus()
    QTest.keyClick(tile(page, key), Qt.Key.Key_Space)
    assert world.went == [place, place]


def test_every_card_opens_its_page(world):
    hold(world.workspace, date(2022, 3, 1))
    page = world.show()
    for card in (*page.charts.values(), *page.states.values()):
        card.open_button.click()
    pages = [name for name, _target in world.went]
    assert pages == ["diary", "diary", "diary", "diary", "duties", "outreach", "outreach"]


def test_hamlets_without_activities_and_quarters_without_meetings_are_named_beneath(world):
    dong, _bai = add_hamlets(world.workspace, "Đồng Mậu", "Bãi Sậy")
    hold(world.workspace, date(2022, 3, 1), hamlet=dong)
    page = world.show()

    assert page.charts["hamlets"].notes.text() == "1 thôn chưa có hoạt động nào: thôn Bãi Sậy."
    assert page.states["coverage"].notes.text() == "Chưa ghi cuộc họp thôn nào trong năm."
    assert not page.charts["deadlines"].chart.isVisible()
    assert page.charts["deadlines"].notes.text() == "Chưa ghi nhiệm vụ, công việc nào có hạn trong năm."


def test_year_and_period_are_chosen_and_the_period_is_remembered(world):
    hold(world.workspace, date(2021, 12, 20))
    hold(world.workspace, date(2021, 6, 1))
    page = world.show()
    assert [page.years.itemText(at) for at in range(page.years.count())] == ["2022", "2021"]
    assert tile(page, "activity.entries").tile.told == "0"

    choose(page.schemes, "nd09")
    assert tile(page, "activity.entries").tile.told == "1"
    assert page.span.text().startswith("Từ 15/12/2021 đến 05/04/2022.")
    choose(page.years, 2021)
    assert page.span.text().startswith("Từ 15/12/2020 đến 14/12/2021.")
    assert page.years.currentText() == "2021"

    assert world.show().schemes.currentData() == "nd09"


def test_a_year_without_anything_says_so_in_each_card(world):
    hold(world.workspace, date(2020, 5, 1))
    page = world.show()
    assert page.charts["entries"].notes.text() == "Chưa ghi hoạt động nào trong năm."
    assert not page.charts["entries"].chart.isVisible()
    choose(page.years, 2021)
    assert page.charts["entries"].chart.isVisible()  # the year before had some: what is compared is seen
    assert page.charts["forces"].notes.text() == "Chưa ghi hoạt động nào trong năm."


def test_alt_letters_are_ascii_and_no_two_share_one(world):
    hold(world.workspace, date(2022, 3, 1))
    letters = alt_letters(world.show())
    assert sorted(letters) == ["k", "n"]


def test_tab_goes_over_choices_figures_and_charts_as_one_reads(qtbot, practice):
    page = World(qtbot, practice).show()
    settle()
    reached = [widget for widget in reading_order(page) if takes_tab(widget)]
    names = [widget.objectName() for widget in reached]
    assert names[:2] == ["overviewYear", "overviewScheme"]
    assert names[2] == "tile-activity.entries"
    assert names.index("tile-difficulty.open") < names.index("chartCanvas") < names.index("chartNumbers")
    assert names.count("chartCanvas") == 5


def test_the_practice_commune_fills_every_card_and_a_narrow_window_cuts_nothing_off(qtbot, practice):
    page = World(qtbot, practice).show()
    assert all(card.chart.canvas.is_drawn() for card in page.charts.values())
    radio = words(page.states["radio"].list)
    assert radio[:3] == ["Tháng 1", "Đạt", "Đạt: 1 chương trình, phát lại 4 lần."]
    assert "10/12 thôn" in words(page.states["coverage"].list)

    page.resize(615, 500)
    qtbot.wait(50)

    for one in page.tiles.findChildren(TileButton):
        assert one.height() >= one.heightForWidth(one.width())
    assert page.minimumSizeHint().width() <= 615


def test_nothing_is_read_before_the_page_is_shown(world, monkeypatch):
    asked = []
    monkeypatch.setattr(world.workspace, "read", lambda *args, **kw: asked.append(args))
    OverviewPage(world.context)
    assert asked == []
