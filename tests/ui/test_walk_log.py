"""A month of work by keyboard alone: a letter, its duties, three activities, a radio month, the report on paper."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.activities.queries import LogFilter, activities
from app.documents.printing import pdf_of
from app.duties.queries import duties
from app.incoming.queries import letters
from app.kernel.clock import FixedClock
from app.kernel.periods import Month
from app.outreach.queries import radio_months
from app.practice import open_practice
from app.reports.queries import reports
from tests.support.leaving import leave
from tests.support.source_tree import ROOT
from tests.support.stores import day
from tests.ui import walk_log_data as data
from tests.ui.test_walk import assert_printed, assert_tab_reads, print_to_file
from tests.ui.walk_pages import PAGES, go_to
from tests.ui.walk_person import Person, settle
from ui.shell.remembered import Remembered
from ui.shell.startup import Startup

ALBUM = ROOT / "artefacts" / "walk-log"
MOST_INTERACTIONS = 80
MAY = Month(2022, 5)
LONG = ("overview", "settings")
"""Pages that are read downwards, as a paper is."""


@pytest.fixture
def clock():
    return FixedClock(day("2022-05-05"))


@pytest.fixture
def with_log(request) -> bool:
    """Whether the commune has two years of log already."""
    return bool(getattr(request, "param", False))


@pytest.fixture
def start(qapp, tmp_path, qtbot, clock, with_log) -> Iterator[Startup]:
    """The practice commune in its window, on the day on which the superior's letter comes."""
    place = tmp_path / "thuc-hanh"
    made = Startup(qapp, place, clock, Remembered(tmp_path / "w.json"), inline=True)
    made.show_main(open_practice(place, clock=clock, with_log=with_log))
    made.window.resize(1366, 768)
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window)
    yield made
    leave(made)
    qapp.processEvents()


def register_letter(officer: Person) -> None:
    """The letter's text is pasted; its number, day, issuer and subject are read from it."""
    go_to(officer, "incoming")
    officer.look("van-ban-den-trong")
    officer.paste(data.LETTER)
    officer.look("ghi-van-ban-den")
    officer.press("Ctrl+Return")
    officer.look("viec-de-xuat")


def confirm_duties(officer: Person) -> None:
    """The first sentence only leads in and is dropped; each of the others is taken as it stands."""
    officer.press("Delete")
    officer.press("Return", 6)
    officer.look("viec-da-nhan")


def log_activity(officer: Person) -> None:
    """Quick entry: kind, hamlet (its team follows), four figures."""
    go_to(officer, "diary")
    officer.look("nhat-ky-trong")
    officer.press("Ctrl+N")
    officer.fill("VNEID", "Nà Khoan")
    officer.press("Tab")
    officer.fill("31", "19", "27", "13")
    officer.look("nhat-ky-ghi-nhanh")
    officer.press("Ctrl+S")


def repeat_activity(officer: Person) -> None:
    """The same again today: only the figures are typed."""
    officer.press("Alt+R")
    officer.look("nhat-ky-nhu-lan-truoc")
    officer.fill("22", "15", "18", "11")
    officer.press("Ctrl+S")


def take_message(officer: Person) -> None:
    """A message copied in Zalo is read, shown, put into an entry, and kept only when the entry is saved."""
    QGuiApplication.clipboard().setText(data.MESSAGE)
    officer.press("Alt+Z")
    officer.look("nhat-ky-tin-nhan")
    officer.press("Ctrl+Return")
    officer.look("nhat-ky-tu-tin-nhan")
    officer.press("Ctrl+S")
    officer.look("nhat-ky")


def fill_radio_month(officer: Person) -> None:
    """A programme with its script, its first airing and three rebroadcasts."""
    go_to(officer, "outreach")
    officer.look("phat-thanh-trong")
    officer.press("Ctrl+N")
    officer.type("Cài VNeID an toàn")
    officer.press("Alt+K")
    officer.type(data.SCRIPT)
    officer.look("phat-thanh-chuong-trinh")
    officer.press("Ctrl+Return")
    officer.look("phat-thanh-chua-dat")
    officer.press("Alt+G")
    officer.fill("3, 6, 10, 13", "05:30")
    officer.look("phat-thanh-lan-phat")
    officer.press("Ctrl+Return")
    officer.look("phat-thanh-dat")


def report_on_paper(officer: Person, target: Path) -> None:
    """The report that is due begins with one key; a sentence of one's own, then the printer."""
    go_to(officer, "reports")
    officer.look("bao-cao-den-ky")
    officer.press("Return")
    officer.type(data.OWN_WORDS)
    officer.look("bao-cao")
    print_to_file(officer, target)
    officer.look("bao-cao-da-in")


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS bring their own print dialog")
def test_from_a_letter_to_the_monthly_report_on_paper_by_keyboard(start, clock, tmp_path, record_property):
    officer = Person(ALBUM)
    printed = tmp_path / "bao-cao.pdf"
    register_letter(officer)
    confirm_duties(officer)
    clock.set(day("2022-05-10"))
    log_activity(officer)
    clock.set(day("2022-05-12"))
    repeat_activity(officer)
    take_message(officer)
    clock.set(day("2022-05-13"))
    assert radio_verdict(start) == (False, 0)
    fill_radio_month(officer)
    assert radio_verdict(start) == (True, 3)
    clock.set(day("2022-05-16"))
    report_on_paper(officer, printed)
    go_to(officer, "today")
    officer.look("hom-nay")
    assert "16 tháng 5" in start.window.current_page().title_label.text()  # the window stood open for days

    print(f"{officer.count} interactions: {', '.join(officer.acts)}")
    record_property("interactions", officer.count)
    assert officer.count <= MOST_INTERACTIONS, officer.acts
    assert {name: words for name, words in officer.seen.items() if words} == {}
    assert {name: letters for name, letters in officer.letters.items() if letters} == {}
    assert_kept(start)
    assert_printed(printed, assert_paper(start))


def radio_verdict(start: Startup) -> tuple[bool, int]:
    """Whether May 2022 meets the rule, and its rebroadcasts."""
    (state,) = start.workspace.read(radio_months, MAY, MAY, start.clock.today())
    return state.is_met, state.rebroadcasts


def assert_kept(start: Startup) -> None:
    """What the officer did is in the store: the letter with its duties, the entries as typed or told."""
    read = start.workspace.read
    (letter,) = read(letters)
    assert (letter.symbol, letter.issued_on) == ("512/UBND-VHTT", date(2022, 5, 4))
    asked = read(duties)
    assert len(asked) == 6
    assert [duty.due_day for duty in asked if duty.due_day] == [20]
    assert [duty.due_on for duty in asked if duty.due_on] == [date(2022, 5, 31)]
    assert {(entry.held_on, entry.kind, entry.figures["guided"]) for entry in read(activities, LogFilter())} == {
        (date(2022, 5, 10), "VNEID", 31),
        (date(2022, 5, 11), "DVC", 23),
        (date(2022, 5, 12), "VNEID", 22),
    }


def assert_paper(start: Startup) -> int:
    """The report says what was logged, in words and in its table, and the officer's own sentence; answers its pages."""
    read = start.workspace.read
    (report,) = read(reports)
    with pypdfium2.PdfDocument(read(pdf_of, start.workspace.files, report.paper.uid)) as paper:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
        pages = len(paper)
    rows = (
        f"Người dân được hướng dẫn, hỗ trợ (cộng theo từng buổi) người {31 + 22 + 23} ",
        f"Hộ được hướng dẫn, hỗ trợ (cộng theo từng buổi) hộ {19 + 15} ",
        f"VNeID: Người cài đặt được VNeID người {27 + 18} ",
        f"VNeID: Người kích hoạt định danh mức 2 người {13 + 11} ",
        "Hồ sơ được hỗ trợ nộp trực tuyến hồ sơ 17 ",
        "Tài khoản Cổng dịch vụ công được tạo tài khoản 9 ",
        "Lượt phát lại lượt 3 ",
    )
    assert [row for row in rows if row not in text] == []
    assert data.OWN_WORDS in text
    assert "từ ngày 15/04/2022 đến ngày 14/05/2022" in text
    assert "phát lại 3 lượt" in text
    return pages


@pytest.mark.parametrize("with_log", [True], indirect=True)
def test_tab_reads_every_page_of_a_commune_with_two_years_of_log(start):
    officer = Person()
    for name in PAGES:
        go_to(officer, name)
        assert_tab_reads(start, officer, name)


@pytest.mark.parametrize("with_log", [True], indirect=True)
def test_every_page_fits_the_window_of_a_usual_screen_and_the_navigation_shows_where_one_is(start):
    officer = Person()
    for name in PAGES:
        go_to(officer, name)
        page = start.window.current_page()
        place = start.window.navigation.button(name)
        assert page.width() == page.parentWidget().width(), name
        if name not in LONG:
            assert page.height() == page.parentWidget().height(), name
        assert not place.visibleRegion().isEmpty()
        start.window.resize(683, 384)
        settle()
        assert page.width() == page.parentWidget().width(), f"{name} is wider than a small screen"
        assert place.visibleRegion().boundingRect().height() == place.height(), name
        start.window.resize(1366, 768)
        settle()
