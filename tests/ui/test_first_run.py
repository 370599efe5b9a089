"""From nothing to the main window by keyboard, unlocking with its waits, the recovery code, and the orderly end."""

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame

from app import folders
from app.folders import make_practice_folder
from app.kernel import drives
from app.kernel.clock import FixedClock
from app.kernel.words import choose_language, chosen_language
from app.offices.queries import standing
from app.settings import ChangeSetting
from app.workspace import Workspace
from app.workspace_places import Places, exists
from tests.support.leaving import leave
from tests.support.source_tree import ROOT
from tests.support.stores import CHEAP, PASSWORD, day
from ui.shell import first_run
from ui.shell.first_run import FirstRun
from ui.shell.remembered import Remembered
from ui.shell.single import Single
from ui.shell.startup import Startup
from ui.shell.unlock import UnlockWindow

NOW = day("2026-11-22")
SECRET = "mau-son-2026"


@pytest.fixture
def later_clock():
    return FixedClock(NOW)


@pytest.fixture
def start(qapp, tmp_path, later_clock):
    """A program at its start with no data yet; closed at the end whatever the test did."""
    begun = []

    def make(folder=tmp_path / "du-lieu"):
        startup = Startup(qapp, folder, later_clock, Remembered(tmp_path / "w.json"), inline=True, cost=CHEAP)
        begun.append(startup)
        startup.begin()
        return startup

    yield make
    for startup in begun:
        leave(startup)
    qapp.processEvents()


def letter(text):
    """A key press that brings this letter, without Shift."""
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, text)


class Keyboard:
    """Types and counts what a person does; one typed field, one key or one button is one interaction."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.count = qtbot, window, 0

    def type(self, text):
        self.count += 1
        for char in text:  # keyClicks knows ASCII only
            QApplication.sendEvent(self.window.focusWidget(), letter(char))

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.count += 1
        self.qtbot.keyClick(self.window.focusWidget(), key, modifier)

    def next_field(self):
        """Tab belongs to the typing of the field before it."""
        self.qtbot.keyClick(self.window.focusWidget(), Qt.Key.Key_Tab)

    def go_to(self, widget):
        for _step in range(30):
            if self.window.focusWidget() is widget:
                return
            self.next_field()
        raise AssertionError(f"{widget.objectName()} is not reached by Tab")


def test_the_first_run_by_keyboard_alone_takes_at_most_fourteen_interactions(qtbot, start, tmp_path, later_clock):
    startup = start()
    window = startup.start_window
    hands = Keyboard(qtbot, window)

    hands.type(SECRET)
    hands.next_field()
    hands.type(SECRET)
    hands.go_to(window.next_button)
    hands.key(Qt.Key.Key_Return)
    hands.type("Mẫu Sơn")
    hands.next_field()
    hands.type("Thanh Hóa")
    hands.go_to(window.next_button)
    hands.key(Qt.Key.Key_Return)
    for place, field in window.asked.items():
        assert window.focusWidget() is field.edit
        hands.type(window.code.split()[place - 1])
        hands.next_field()
    hands.go_to(window.next_button)
    hands.key(Qt.Key.Key_Return)

    assert hands.count <= 14
    assert startup.window.isVisible()
    assert startup.window.top_bar.office.text() == "UBND xã Mẫu Sơn"
    found = startup.workspace.read(standing, later_clock.today())
    assert (found.own.name, found.own.valid_from) == ("Mẫu Sơn", date(2025, 7, 1))
    assert (found.superior.kind, found.superior.name) == ("tinh", "Thanh Hóa")
    assert found.superior.route == "Sở Khoa học và Công nghệ"


def test_nothing_is_made_before_the_office_is_known(start, tmp_path):
    window = start().start_window
    window.password.set_value(SECRET)
    window.again.set_value(SECRET)
    window.next()

    assert window.steps.currentIndex() == 1
    assert not exists(tmp_path / "du-lieu")


@pytest.mark.parametrize(
    ("first", "second", "field", "words"),
    [
        ("ngan", "ngan", "password", "ít nhất 8"),
        ("        ", "        ", "password", "dấu cách"),
        (SECRET, "khac-hoan-toan", "again", "không giống nhau"),
    ],
)
def test_a_refused_password_is_told_beside_its_field(start, first, second, field, words):
    window = start().start_window
    window.password.set_value(first)
    window.again.set_value(second)

    window.next()

    assert words in window.fields[field].error
    assert window.steps.currentIndex() == 0


def test_a_folder_in_a_cloud_is_refused_beside_the_folder(start, tmp_path):
    window = start().start_window
    window.password.set_value(SECRET)
    window.again.set_value(SECRET)
    window.folder.set_value(str(tmp_path / "OneDrive" / "xa-so"))

    window.next()

    assert "OneDrive" in window.folder.error


def test_practice_data_is_never_taken_for_real(start, tmp_path):
    make_practice_folder(tmp_path / "thuc-hanh")
    window = start().start_window
    window.password.set_value(SECRET)
    window.again.set_value(SECRET)
    window.folder.set_value(str(tmp_path / "thuc-hanh"))

    window.next()

    assert "thực hành" in window.folder.error


def office_step(window, *, name="Mẫu Sơn", province="Thanh Hóa"):
    window.password.set_value(SECRET)
    window.again.set_value(SECRET)
    window.next()
    window.office.name.set_value(name)
    window.office.name.changed.emit()
    window.office.province.set_value(province)
    window.office.province.changed.emit()


def test_the_head_of_the_papers_is_shown_while_the_name_is_typed(start):
    window = start().start_window
    office_step(window)

    assert window.office.preview.lines["place"].text() == "XÃ MẪU SƠN"
    assert window.office.preview.lines["office"].text() == "ỦY BAN NHÂN DÂN"


def test_a_city_under_the_centre_is_no_province(start):
    window = start().start_window
    office_step(window, province="Đà Nẵng")

    assert window.office.above_kind.value() == "thanh_pho"


def test_a_day_before_july_2025_brings_the_three_tiers(start):
    window = start().start_window
    office_step(window)
    window.office.since.edit.setText("1/1/2022")
    window.office.since.edit.editingFinished.emit()

    assert window.office.above_kind.value() == "huyen"
    assert window.office.route.value() == "Phòng Văn hóa và Thông tin"
    assert "ba cấp" in window.office.since._words.text()


def test_a_refused_office_above_leaves_neither_and_may_be_mended(start, later_clock):
    window = start().start_window
    office_step(window)
    window.office.above_name.set_value("T" * 400)

    window.next()
    assert window.office.above_name.error
    window.office.above_name.set_value("Thanh Hóa")
    window.next()

    assert window.steps.currentIndex() == 2
    assert window.workspace.read(standing, later_clock.today()).superior.name == "Thanh Hóa"
    window.finish(window.workspace)


def test_a_wrong_group_of_the_code_is_told_beside_it(start):
    window = start().start_window
    office_step(window)
    window.next()
    place, field = next(iter(window.asked.items()))
    field.set_value("111111" if window.code.split()[place - 1] != "111111" else "222222")

    window.next()

    assert "không giống phiếu khôi phục" in field.error
    window.finish(window.workspace)


# ---------------------------------------------------------------- unlocking


@pytest.fixture
def unlock(qtbot, workspace_folder, clock):
    window = UnlockWindow(workspace_folder, clock, inline=True)
    qtbot.addWidget(window)
    window.show()
    window.heard = []
    window.opened.connect(window.heard.append)
    yield window
    for workspace in window.heard:
        workspace.close()


def test_enter_in_the_password_opens(qtbot, unlock):
    qtbot.keyClicks(unlock.password.edit, PASSWORD)
    qtbot.keyClick(unlock.password.edit, Qt.Key.Key_Return)

    assert len(unlock.heard) == 1


def test_each_wrong_password_makes_the_wait_longer_and_says_so(unlock, clock):
    waits = []
    for _attempt in range(5):
        unlock.password.set_value("sai-mat-khau")
        unlock.unlock()
        waits.append(unlock._seconds)
        assert "không đúng" in unlock.password.error
        assert unlock.open_button.isEnabled() is (waits[-1] == 0)
        clock.move(timedelta(seconds=waits[-1]))
        while unlock._seconds:
            unlock._count_down()

    assert waits == [0, 0, 1, 2, 4]
    assert not unlock.heard


def test_caps_lock_is_noticed_from_the_letters(qtbot, unlock):
    qtbot.keyClick(unlock.password.edit, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock" not in unlock.password._words.text()
    QApplication.sendEvent(unlock.password.edit, letter("A"))

    assert "Caps Lock" in unlock.password._words.text()


def test_the_recovery_code_opens_and_sets_a_new_password(unlock, workspace_folder, clock, monkeypatch):
    from app.keys.slot import make_recovery_code, open_slot

    slot = Places(workspace_folder).slot
    code = make_recovery_code(slot, open_slot(slot, PASSWORD, clock), cost=CHEAP)
    monkeypatch.setattr("app.keys.slot.calibrated", lambda: CHEAP)
    unlock.show_recovery(wanted=True)
    unlock.code.set_value(code.replace("0", "1", 1) if "0" in code else code.replace("2", "3", 1))
    unlock.new_password.set_value("mat-khau-moi")
    unlock.new_again.set_value("mat-khau-moi")
    unlock.recover()
    assert "Nhóm số" in unlock.code.error

    unlock.code.set_value(code)
    unlock.recover()

    assert len(unlock.heard) == 1
    unlock.heard.pop().close()
    Workspace.open(workspace_folder, "mat-khau-moi", clock=clock).close()


def test_a_damaged_slot_is_told_in_a_banner_with_the_next_step(unlock, workspace_folder):
    Places(workspace_folder).slot.write_text("{", encoding="utf-8")
    unlock.password.set_value(PASSWORD)

    unlock.unlock()

    assert [notice.code for notice in unlock.notices.shown] == ["KEY-02"]


# ---------------------------------------------------------------- end, restoring, second start


def test_closing_after_changes_makes_a_backup_and_frees_the_folder(qtbot, qapp, start, tmp_path, later_clock):
    startup = start()
    office_step(startup.start_window)
    startup.start_window.next()
    first = startup.start_window
    first.finish(first.workspace)

    startup.window.close()
    qtbot.waitUntil(lambda: startup.workspace is None)

    backups = list((tmp_path / "du-lieu" / "backups").glob("*.backup"))
    assert len(backups) == 1
    Workspace.open(tmp_path / "du-lieu", SECRET, clock=later_clock).close()


def test_another_language_makes_another_window_at_the_same_page(qtbot, start):
    startup = start()
    office_step(startup.start_window)
    startup.start_window.next()
    startup.start_window.finish(startup.start_window.workspace)
    former = startup.window
    former.navigate("settings")
    try:
        startup.tasks.do(ChangeSetting(key="language", value="en"))
        startup.changes.announce({"setting"})
        qtbot.waitUntil(lambda: startup.window is not former)

        assert startup.window.current_page_id() == "settings"
        assert chosen_language() == startup.remembered.get("language") == "en"
    finally:
        choose_language("vi")


def test_help_opens_at_the_page_in_sight(qtbot, start):
    startup = start()
    office_step(startup.start_window)
    startup.start_window.next()
    startup.start_window.finish(startup.start_window.workspace)
    startup.window.navigate("offices")

    startup.window.findChild(QAction, "action_help").trigger()

    assert startup.handbook.page_id() == "co-quan-thon"
    startup.handbook.close()


def test_the_practice_commune_is_marked_and_lies_apart(qtbot, start, tmp_path, monkeypatch):
    monkeypatch.setattr("app.practice.default_workspace_folder", lambda *, practice: tmp_path / "thuc-hanh")
    startup = start()

    startup.start_window.practice_asked.emit()

    assert startup.workspace.is_practice
    assert startup.workspace.places.folder == tmp_path / "thuc-hanh"
    assert startup.window.findChild(QFrame, "practiceBanner").isVisible()
    assert not exists(tmp_path / "du-lieu")


def test_a_backup_is_restored_from_the_first_window(qtbot, start, empty, tmp_path, later_clock):
    from ui.shell.restoring import RestoreForm

    backup = empty.backup(tmp_path / "usb.backup").path
    startup = start()
    form = RestoreForm(tmp_path / "moi", later_clock, startup.start_window.tasks, parent=startup.start_window)
    form.restored.connect(startup.start_window.finish)
    form.file.set_value(str(backup))
    form.password.set_value("sai-mat-khau")
    form.save()
    assert "không đúng" in form.password.error

    form.password.set_value(PASSWORD)
    form.save()

    assert startup.workspace.places.folder == tmp_path / "moi"


def test_a_second_start_raises_the_first_window(qtbot, tmp_path):
    first = Single(tmp_path)
    assert not first.knock()
    assert first.listen()

    with qtbot.waitSignal(first.knocked):
        assert Single(tmp_path).knock()


def test_what_the_window_remembers_outlives_it_and_a_damaged_file_only_means_first_sizes(tmp_path):
    kept = Remembered(tmp_path / "w.json")
    kept.set("window.page", "offices")
    kept.save()
    assert Remembered(tmp_path / "w.json").get("window.page") == "offices"

    (tmp_path / "w.json").write_text("[", encoding="utf-8")

    assert Remembered(tmp_path / "w.json").get("window.page", "today") == "today"


@pytest.fixture(autouse=True)
def any_disk_will_do(monkeypatch):
    """The temporary folder of a test machine may lie on any kind of drive; cloud names stay refused."""
    fixed = drives.Drive(drives.DriveKind.FIXED, "ext4")
    monkeypatch.setattr(drives.Machine, "drive_of", lambda _machine, _folder: fixed)
    assert first_run.check_workspace_folder is folders.check_workspace_folder
    assert FirstRun


# ---------------------------------------------------------------- the program itself


HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "argon2", "python_calamine")


def test_the_first_window_loads_nothing_heavy():
    """What only writing, printing or importing needs would cost seconds on an old PC."""
    script = (
        "import sys, pathlib\n"
        "from PySide6.QtCore import QTimer\n"
        "from ui.__main__ import main\n"
        "import PySide6.QtWidgets as w\n"
        "def look():\n"
        f"    print([name for name in {HEAVY!r} if name in sys.modules])\n"
        "    print([type(window).__name__ for window in w.QApplication.topLevelWidgets() if window.isVisible()])\n"
        "    w.QApplication.quit()\n"
        "QTimer.singleShot(0, lambda: None)\n"
        "real = w.QApplication.exec\n"
        "def run(*_):\n"
        "    QTimer.singleShot(50, look)\n"
        "    return real()\n"
        "w.QApplication.exec = run\n"
        "sys.exit(main(['--workspace', sys.argv[1]]))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", script, str(Path(folder) / "du-lieu")],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT,
            check=False,
        )

    assert done.stdout.splitlines() == ["[]", "['FirstRun']"], done.stderr


def test_the_program_ends_cleanly_also_with_a_table_of_its_own_on_the_clipboard(tmp_path):
    """A crash after the window has gone is seen by nobody but the system, which may report it as a failed program."""
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.__main__ import main\n"
        "from ui.widgets.clipboard_table import copy_table\n"
        "def leave():\n"
        "    copy_table([['Mau', '0900000001']])\n"
        "    print(QApplication.clipboard().text().strip())\n"
        "    QApplication.activeWindow().reject()\n"
        "real = QApplication.exec\n"
        "def run(*_):\n"
        "    QTimer.singleShot(50, leave)\n"
        "    return real()\n"
        "QApplication.exec = run\n"
        "sys.exit(main(['--workspace', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "du-lieu")],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=False,
    )

    assert (done.stdout.split(), done.returncode) == (["Mau", "0900000001"], 0), done.stderr
