"""From an empty PC to a printed and filed decision on twenty teams, through the real window by keyboard alone."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog

from app.agenda import agenda
from app.bodies.queries import bodies
from app.documents.printing import pdf_of
from app.documents.queries import documents
from app.kernel import drives
from app.kernel.clock import FixedClock
from app.kernel.findings import Severity
from app.offices.queries import hamlets
from app.people.queries import people
from app.vocabulary import BodyKind, DocumentState
from tests.support.leaving import leave
from tests.support.source_tree import ROOT
from tests.support.stores import CHEAP, day
from tests.ui import walk_data
from tests.ui.walk_pages import PAGES, go_to
from tests.ui.walk_person import Person, focus_order
from ui.core.tab_order import reading_order, takes_tab
from ui.shell.remembered import Remembered
from ui.shell.startup import Startup

ALBUM = ROOT / "artefacts" / "walk"
NOW = day("2026-11-22")
SECRET = "dong-thinh-2026"
MOST_INTERACTIONS = 60


@pytest.fixture(autouse=True)
def any_disk_will_do(monkeypatch):
    """The temporary folder of a test machine may lie on any kind of drive."""
    fixed = drives.Drive(drives.DriveKind.FIXED, "ext4")
    monkeypatch.setattr(drives.Machine, "drive_of", lambda _machine, _folder: fixed)


@pytest.fixture
def start(qapp, tmp_path, qtbot) -> Iterator[Startup]:
    """The program at its very first start, its first window in front."""
    made = Startup(
        qapp, tmp_path / "du-lieu", FixedClock(NOW), Remembered(tmp_path / "w.json"), inline=True, cost=CHEAP
    )
    made.begin()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.start_window)
    yield made
    leave(made)
    qapp.processEvents()


def first_run(officer: Person, start: Startup, qtbot) -> None:
    first = start.start_window
    officer.look("bat-dau")
    officer.fill(SECRET, SECRET)
    officer.press("Ctrl+Return")
    officer.fill("Đồng Thịnh", "Thanh Hóa")
    officer.look("co-quan")
    officer.press("Ctrl+Return")
    officer.look("ma-khoi-phuc")
    groups = first.code.split()
    officer.fill(*(groups[place - 1] for place in first.asked))
    officer.press("Ctrl+Return")
    qtbot.waitUntil(lambda: start.window is not None and QApplication.activeWindow() is start.window)
    start.window.resize(1366, 768)
    officer.look("hom-nay-dau-tien")


def paste_and_accept(officer: Person, page: str, table: str, name: str) -> None:
    go_to(officer, page)
    officer.look(f"{name}-trong")
    officer.paste(table)
    officer.look(f"{name}-xem-truoc")
    officer.press("Ctrl+Return")
    officer.look(name)


def set_up_committee(officer: Person) -> None:
    go_to(officer, "committee")
    officer.tab_to("emptyButton")
    officer.press("Return")
    officer.look("ban-chi-dao-moi-lap")
    officer.press("Alt+X")
    officer.press("Alt+V")
    officer.look("ban-chi-dao")


def spread_supporters(officer: Person) -> None:
    go_to(officer, "committee")
    officer.press("Alt+C")
    officer.look("ban-chi-dao-ho-tro")


def compose_team_decision(officer: Person) -> None:
    go_to(officer, "teams")
    officer.press("Alt+S")
    officer.look("to-soan-van-ban")
    officer.press("Q")
    officer.look("quyet-dinh")


def print_to_file(officer: Person, target: Path) -> None:
    """Answers the print dialog itself; where a system brings its own, that one is taken for granted."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        officer.press("End")  # the last of the printers is the file; others are this computer's, with their own words
        officer.look("in")
        officer.tab_to("filename")
        officer.press("Ctrl+A")
        officer.type(str(target))
        if QApplication.activePopupWidget() is not None:
            officer.press("Escape")  # the system proposes names of files that are there
        officer.press("Alt+I")

    failed = []

    def safely() -> None:
        try:
            answer()
        except BaseException as error:  # noqa: BLE001 - told below; an open dialog would stop the test for ever
            failed.append(error)
            for window in QApplication.topLevelWidgets():
                if isinstance(window, QDialog) and window.isVisible():
                    window.reject()

    QTimer.singleShot(200, safely)
    officer.press("Ctrl+P")
    if failed:
        raise failed[0]


def file_the_decision(officer: Person) -> None:
    officer.press("Alt+G")
    officer.look("ghi-so")
    officer.tab_to("no_scan_reason")
    officer.type("Máy quét đang sửa")
    officer.press("Ctrl+Return")
    officer.look("da-ban-hanh")


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS bring their own print dialog")
def test_from_an_empty_pc_to_a_filed_decision_on_twenty_teams_by_keyboard(start, tmp_path, qtbot, record_property):
    officer = Person(ALBUM)
    printed = tmp_path / "quyet-dinh.pdf"
    first_run(officer, start, qtbot)
    paste_and_accept(officer, "offices", walk_data.hamlets(), "thon")
    paste_and_accept(officer, "people", walk_data.officials(), "can-bo")
    set_up_committee(officer)
    paste_and_accept(officer, "teams", walk_data.roster(), "to")
    spread_supporters(officer)
    go_to(officer, "today")
    officer.look("hom-nay")

    to_do = start.workspace.read(agenda, NOW.date())
    assert [item.title for item in to_do.items if item.severity is not Severity.HINT] == []

    compose_team_decision(officer)
    print_to_file(officer, printed)
    officer.look("da-in")
    file_the_decision(officer)

    print(f"{officer.count} interactions: {', '.join(officer.acts)}")
    record_property("interactions", officer.count)
    assert officer.count <= MOST_INTERACTIONS, officer.acts
    assert {name: words for name, words in officer.seen.items() if words} == {}
    assert {name: letters for name, letters in officer.letters.items() if letters} == {}
    pages = assert_stored(start)
    assert_printed(printed, pages)


def assert_stored(start: Startup) -> int:
    """The decision is signed, sets up all teams, and its frozen paper names them all; answers its pages."""
    read = start.workspace.read
    teams = read(bodies, kind=BodyKind.TEAM, on=NOW.date())
    assert len(read(hamlets, on=NOW.date())) == len(teams) == 20
    assert len(read(people)) == len(walk_data.OFFICIALS) + len(walk_data.members())
    (paper,) = read(documents)
    assert (paper.state, paper.number, paper.issued_on) == (DocumentState.SIGNED, 1, NOW.date())
    assert all(team.valid_from == NOW.date() and team.supporter is not None for team in teams)
    assert {team.begun_by for team in teams} == {paper.uid}
    with pypdfium2.PdfDocument(read(pdf_of, start.workspace.files, paper.uid)) as frozen:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in frozen).split())
        pages = len(frozen)
    missing = [words for words in (*walk_data.HAMLETS, *(row[1] for row in walk_data.members())) if words not in text]
    assert missing == []
    return pages


def assert_printed(target: Path, pages: int) -> None:
    """Every page came out of the printer, at its true size and with ink on it; a printer paints, it keeps no words."""
    with pypdfium2.PdfDocument(io.BytesIO(target.read_bytes())) as sheets:
        assert len(sheets) == pages >= 3
        for sheet in sheets:
            assert sheet.get_size() == pytest.approx((595, 842), abs=2)
            dark = sheet.render(scale=0.5).to_pil().convert("L").histogram()
            assert sum(dark[:128]) > 50


@pytest.fixture
def officer(start, qtbot):
    """Somebody in front of the main window of a commune that has its hamlets and officials."""
    someone = Person()
    first_run(someone, start, qtbot)
    paste_and_accept(someone, "offices", walk_data.hamlets(), "thon")
    paste_and_accept(someone, "people", walk_data.officials(), "can-bo")
    return someone


def test_tab_reads_every_page_and_leaves_it(start, officer):
    set_up_committee(officer)
    assert [entry.id for entry in start.window.catalog] == list(PAGES)
    for name in PAGES:
        go_to(officer, name)
        assert_tab_reads(start, officer, name)


def assert_tab_reads(start: Startup, officer: Person, name: str) -> None:
    """Tab visits everything of the page in sight in the order in which one reads, and comes back to the search box."""
    assert start.window.current_page_id() == name
    page = start.window.current_page()
    page.setFocus()
    before = usable(page)
    order = focus_order(officer, 200)
    expected = [widget for widget in usable(page) if widget in before]  # entering a list enables its buttons
    within = [widget for widget in order if page.isAncestorOf(widget) and widget is not page]
    visited = [widget for widget in within if widget in expected]
    assert start.window.top_bar.search in order, f"{name} holds Tab back"
    assert [told(widget) for widget in visited] == [told(widget) for widget in expected], name


def usable(page):
    """What Tab may reach on a page now, as one reads."""
    return [widget for widget in reading_order(page) if takes_tab(widget)]


def told(widget):
    return f"{type(widget).__name__} {widget.objectName()}"


def test_escape_leaves_a_preview_and_ctrl_z_takes_a_paste_back(start, officer):
    go_to(officer, "teams")
    officer.paste(walk_data.roster())
    officer.press("Escape")
    assert len(start.workspace.read(people)) == len(walk_data.OFFICIALS)

    officer.paste(walk_data.roster())
    officer.press("Ctrl+Return")
    assert len(start.workspace.read(bodies, kind=BodyKind.TEAM)) == 20

    officer.press("Ctrl+Z")
    assert start.workspace.read(bodies, kind=BodyKind.TEAM) == []
    assert len(start.workspace.read(people)) == len(walk_data.OFFICIALS)


def test_f1_opens_the_handbook_at_the_page_in_sight_and_escape_closes_it(start, officer, qtbot):
    for name in PAGES:
        go_to(officer, name)
        officer.press("F1")
        assert start.handbook.isVisible(), name
        assert start.handbook.page_id() == start.window.current_page().handbook
        qtbot.waitUntil(start.handbook.isActiveWindow)
        officer.press("Escape")
        assert not start.handbook.isVisible()


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("offices", "HamletEditor"),
        ("documents", "NewDocument"),
        ("incoming", "LetterForm"),
        ("outreach", "ProgrammeForm"),
        ("reports", "PrepareForm"),
    ],
)
def test_ctrl_n_opens_a_form_that_escape_closes(start, officer, page, name):
    go_to(officer, page)
    officer.press("Ctrl+N")
    assert officer.window().objectName() == name
    officer.press("Escape")
    assert QApplication.activeModalWidget() is None
