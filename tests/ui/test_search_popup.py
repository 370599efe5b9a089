"""The list under the search box: typing is never disturbed, stale answers are dropped, keys walk and open."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.kernel.clock import FixedClock
from app.search import Hit
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.page import Page
from ui.core.tasks import Tasks
from ui.shell.catalog import Catalog, Entry
from ui.shell.main_window import MainWindow
from ui.shell.page_hits import pages_named
from ui.shell.search_popup import attach_search

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
LAN = Hit(kind="Người", title="Lò Thị Lan", detail="Trưởng thôn", page="people", target="uid-lan")
BAI_LAN = Hit(kind="Thôn", title="thôn Bãi Lan", detail="", page="offices", target="uid-bai-lan")
NOWHERE = Hit(kind="Văn bản", title="Quyết định", detail="", page="documents", target="uid-qd")


class FakeWorkspace:
    """Answers every query with the hits it was given and remembers what was asked."""

    def __init__(self):
        self.answer = [LAN, BAI_LAN, NOWHERE]
        self.asked = []

    def read(self, _function, text):
        self.asked.append(text)
        return self.answer


class Shelf(Page):
    """A page that remembers which record it was asked to show."""

    def __init__(self, context):
        super().__init__(context)
        self.selected = []
        self.line = QLineEdit()
        self.body.addWidget(self.line)

    def select(self, uid):
        self.selected.append(uid)


@pytest.fixture
def workspace():
    return FakeWorkspace()


@pytest.fixture
def window(qtbot, workspace):
    notices, changes = Notices(), Changes()
    context = Context(
        workspace,
        Tasks(workspace, changes, notices, inline=True),
        changes,
        notices,
        FixedClock(NOON),
        lambda page, uid: None,
        SettingsInMemory(),
    )
    made = MainWindow(
        context,
        Catalog(
            [
                Entry("today", "Hôm nay", "today", "", Shelf),
                Entry("people", "Người", "people", "", Shelf),
                Entry("offices", "Thôn", "place", "", Shelf),
            ]
        ),
        office="UBND xã Mẫu Sơn",
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    QCoreApplication.processEvents()  # the window gives its page the focus once it is shown
    made.focus_search()
    qtbot.waitUntil(made.top_bar.search.hasFocus)
    return made


@pytest.fixture
def popup(window):
    return attach_search(window)


@pytest.fixture
def box(window):
    return window.top_bar.search


def shown(qtbot, popup):
    qtbot.waitUntil(popup.isVisible)
    return [hit.title for hit in popup.hits()]


def telex(widget, burst):
    """Sends keys as Unikey does: letters, with ← for the backspaces that replace what was typed before."""
    for letter in burst:
        if letter == "←":
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
        else:
            QCoreApplication.sendEvent(
                widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )


def test_what_is_typed_is_looked_for_and_listed_under_the_box(qtbot, window, popup, box):
    QTest.keyClicks(box, "lan")
    assert shown(qtbot, popup) == ["Lò Thị Lan", "thôn Bãi Lan"]
    assert popup.geometry().top() >= box.mapTo(window, box.rect().bottomLeft()).y()
    assert window.rect().contains(popup.geometry())
    assert box.hasFocus()


def test_a_burst_of_backspaces_and_letters_arrives_whole_and_is_asked_once(qtbot, workspace, popup, box):
    telex(box, "Mau←←ẫu")
    shown(qtbot, popup)
    assert box.text() == "Mẫu"
    assert workspace.asked == ["Mẫu"]
    telex(box, " Son←←ơn")
    qtbot.waitUntil(lambda: workspace.asked[-1] == "Mẫu Sơn")
    assert box.text() == "Mẫu Sơn"
    assert box.hasFocus()


def test_the_arrows_walk_the_list_and_enter_shows_the_record_on_its_page(qtbot, window, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(box, key)
    assert window.current_page_id() == "offices"
    assert window.current_page().selected == ["uid-bai-lan"]
    assert popup.isHidden()
    assert box.text() == ""


def test_a_click_shows_the_record_too(qtbot, window, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    first = popup.visualRect(popup.model().index(0, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert window.current_page_id() == "people"
    assert window.current_page().selected == ["uid-lan"]


def test_escape_closes_the_list_first_and_empties_the_box_then(qtbot, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert box.text() == "lan"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_arrow_down_opens_a_closed_list_again(qtbot, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert popup.isVisible()


def test_enter_before_the_answer_never_opens_what_was_found_for_other_words(qtbot, window, workspace, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    workspace.answer = [BAI_LAN]
    QTest.keyClicks(box, " b")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.current_page_id() == "today"
    assert [hit.title for hit in popup.hits()] == ["thôn Bãi Lan"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.current_page_id() == "offices"


def test_an_answer_that_comes_after_the_text_has_changed_is_dropped(qtbot, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    QTest.keyClicks(box, "g")
    popup._show("lan", [BAI_LAN])
    assert [hit.title for hit in popup.hits()] == ["Lò Thị Lan", "thôn Bãi Lan"]


def test_an_answer_that_comes_after_the_box_was_left_opens_nothing(qtbot, window, workspace, popup, box):
    QTest.keyClicks(box, "lan")
    window.current_page().line.setFocus()
    popup._show("lan", [LAN])
    assert popup.isHidden()
    qtbot.wait(200)  # longer than the pause after which typing is looked for
    assert workspace.asked == []


def test_leaving_the_box_closes_the_list(qtbot, window, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    window.current_page().line.setFocus()
    assert popup.isHidden()


def test_finding_nothing_is_said_and_enter_opens_nothing(qtbot, window, workspace, popup, box):
    workspace.answer = []
    QTest.keyClicks(box, "zzz")
    assert shown(qtbot, popup) == []
    assert popup.model().index(0, 0).data() == "Không tìm thấy “zzz”."
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.current_page_id() == "today"
    assert popup.isVisible()


def test_screen_readers_hear_kind_title_and_detail(qtbot, popup, box):
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    heard = [popup.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert heard == ["Người, Lò Thị Lan, Trưởng thôn", "Thôn, thôn Bãi Lan"]


def test_the_list_fits_a_small_window(qtbot, window, popup, box):
    window.resize(640, 360)
    QTest.keyClicks(box, "lan")
    shown(qtbot, popup)
    assert window.rect().contains(popup.geometry())


@pytest.mark.parametrize(("typed", "named"), [("thon", "Thôn"), ("Hôm n", "Hôm nay"), ("nguoi", "Người")])
def test_a_page_is_found_by_its_name_and_opened_by_enter(qtbot, window, workspace, popup, box, typed, named):
    workspace.answer = []
    for letter in typed:
        QCoreApplication.sendEvent(box, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    assert shown(qtbot, popup) == [named]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.catalog[window.current_page_id()].words == named
    assert window.current_page().selected == []


def test_pages_come_before_records_and_a_tone_typed_counts(qtbot, window, popup, box):
    QTest.keyClicks(box, "th")
    assert shown(qtbot, popup) == ["Thôn", "Lò Thị Lan", "thôn Bãi Lan"]
    assert pages_named(window.catalog, "thơn") == []
    assert pages_named(window.catalog, "t") == []
    assert pages_named(window.catalog, "") == []
