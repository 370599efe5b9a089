"""The frame around the pages: lazy pages, keys that work everywhere, folding, memory, Vietnamese Qt."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QLabel, QLineEdit

from app.kernel.clock import FixedClock
from ui.core import language, tokens
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.page import Page
from ui.core.tasks import Tasks
from ui.shell.catalog import Catalog, Entry
from ui.shell.main_window import MainWindow

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


class FakeWorkspace:
    """Remembers that it was asked."""

    def __init__(self):
        self.asked = []

    def undo(self):
        self.asked.append("undo")
        return type("Outcome", (), {"value": None, "changed": frozenset({"hamlet"}), "sentence": "Đã hoàn tác."})()

    def redo(self):
        self.asked.append("redo")
        return type("Outcome", (), {"value": None, "changed": frozenset(), "sentence": ""})()


class Diary(Page):
    """A page that keeps a diary of what happened to it."""

    shows = frozenset({"hamlet"})
    handbook = "hamlets"

    def __init__(self, context):
        super().__init__(context)
        self.heard = []
        self.line = QLineEdit()
        self.body.addWidget(self.line)

    def refresh(self):
        self.heard.append("refresh")

    def select(self, uid):
        self.heard.append(uid)

    def new(self):
        self.heard.append("new")

    def print_(self):
        self.heard.append("print")


@pytest.fixture
def world(qapp):
    notices, changes, workspace = Notices(), Changes(), FakeWorkspace()
    tasks = Tasks(workspace, changes, notices, inline=True)
    return Context(workspace, tasks, changes, notices, FixedClock(NOON), lambda page, uid: None, SettingsInMemory())


def catalog():
    return Catalog(
        [
            Entry("today", "Hôm nay", "today", "", Diary),
            Entry("hamlets", "Thôn", "place", "TỔ CHỨC", Diary),
            Entry("papers", "Văn bản", "paper", "CÔNG VIỆC", Diary),
        ]
    )


@pytest.fixture
def window(qtbot, world):
    made = MainWindow(world, catalog(), office="UBND xã Mẫu Sơn")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(window, key, *modifiers):
    keys = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        keys |= modifier
    QTest.keyClick(window, key, keys)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_page_is_made_when_first_shown_and_kept(window):
    assert list(window._pages) == ["today"]
    window.navigation.button("hamlets").click()
    first = window.current_page()
    window.navigate("today")
    window.navigate("hamlets")
    assert window.current_page() is first
    assert list(window._pages) == ["today", "hamlets"]
    assert window.navigation.button("hamlets").isChecked()


def test_a_page_navigates_to_a_record_of_another_page(window):
    window.current_page().context.navigate("papers", "uid-7")
    assert window.current_page_id() == "papers"
    assert "uid-7" in window.current_page().heard


def test_a_hidden_page_refreshes_once_when_it_is_shown_again(window, world):
    today = window.current_page()
    window.navigate("hamlets")
    before = list(today.heard)
    world.changes.announce({"hamlet"})
    world.changes.announce({"hamlet"})
    assert today.heard == before
    assert window.current_page().heard.count("refresh") == 3
    window.navigate("today")
    assert today.heard == [*before, "refresh"]


def test_a_page_that_shows_other_nouns_is_left_alone(window, world):
    before = list(window.current_page().heard)
    world.changes.announce({"citation"})
    assert window.current_page().heard == before


def test_the_keys_reach_the_page_in_sight(window, qtbot):
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_P, CTRL)
    assert window.current_page().heard[-2:] == ["new", "print"]
    with qtbot.waitSignal(window.help_requested) as heard:
        press(window, Qt.Key.Key_F1)
    assert heard.args == ["hamlets"]
    press(window, Qt.Key.Key_K, CTRL)
    assert window.focusWidget() is window.top_bar.search
    with qtbot.waitSignal(window.search_asked) as heard:
        QTest.keyClicks(window.top_bar.search, "q")
    assert heard.args == ["q"]


def test_undo_takes_the_last_command_back_but_in_a_text_it_takes_back_the_typing(window, world):
    press(window, Qt.Key.Key_Z, CTRL)
    press(window, Qt.Key.Key_Y, CTRL)
    assert world.workspace.asked == ["undo", "redo"]
    line = window.current_page().line
    line.setFocus()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == ""
    assert world.workspace.asked == ["undo", "redo"]


def test_below_1200_pixels_the_navigation_folds_and_still_says_where_it_leads(window):
    assert window.navigation.width() == tokens.NAVIGATION_PX
    window.navigation.set_count("today", 3)
    window.resize(1199, 700)
    assert window.navigation.width() == 56
    assert window.navigation.button("today").toolTip() == "Hôm nay, 3 việc chờ"
    assert window.navigation.button("papers").accessibleName() == "Văn bản"
    window.resize(1300, 700)
    assert window.navigation.width() == tokens.NAVIGATION_PX


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_the_window_fits_a_small_screen_also_at_double_scale(window, size):
    window.resize(*size)
    assert (window.width(), window.height()) == size


def test_place_and_size_are_remembered(qtbot, world, window):
    window.navigate("papers")
    window.resize(711, 500)
    window.close()
    again = MainWindow(world, catalog())
    qtbot.addWidget(again)
    assert again.current_page_id() == "papers"
    assert again.size() == window.size()


def test_arrows_move_through_the_places(window):
    window.navigation.button("today").setFocus()
    QTest.keyClick(window.navigation.button("today"), Qt.Key.Key_Down)
    assert window.focusWidget() is window.navigation.button("hamlets")


def test_f6_turns_to_the_places_enter_opens_one_and_f6_goes_there_and_back(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.current_page().setFocus()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(window.focusWidget(), key)
    assert window.current_page_id() == "hamlets"
    assert window.focusWidget() is window.current_page()

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is window.navigation.button("hamlets")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is window.current_page()


def test_the_top_bar_says_when_the_data_was_backed_up(window):
    for moment, words in (
        (NOON, "Đã sao lưu 12:00"),
        (NOON.replace(day=20), "Đã sao lưu 20/11/2026"),
        (None, "Chưa sao lưu"),
    ):
        window.set_backup_time(moment)
        assert window.top_bar._chips["backup"].text() == words


def test_the_practice_commune_cannot_be_taken_for_the_real_one(qtbot, world, window):
    practice = MainWindow(world, catalog(), practice=True)
    qtbot.addWidget(practice)
    assert "BẢN THỰC HÀNH" in practice.findChild(QFrame, "practiceBanner").findChild(QLabel).text()
    assert window.findChild(QFrame, "practiceBanner") is None


def test_two_pages_of_one_id_are_our_defect():
    with pytest.raises(ValueError, match="today"):
        catalog().add(Entry("today", "Hôm nay", "today", "", Diary))


def test_qt_itself_speaks_vietnamese(qapp, qtbot):
    assert language.speak(qapp, "vi")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert [
        box.button(which).text().replace("&", "")
        for which in (QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
    ] == ["Lưu", "Thôi"]
    assert qapp.translate("QPrintSettingsOutput", "Copies:") == "Số bản:"
    assert qapp.translate("QFileDialog", "Files of &type:") == "&Loại tệp:"
    language.speak(qapp, "en")
    assert qapp.translate("QPrintSettingsOutput", "Copies:") == "Copies:"
    language.speak(qapp, "vi")
