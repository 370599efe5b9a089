"""The grid as officers expect it from Excel, the paste preview, findings, banners and progress."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.kernel.findings import Finding, Fix, Severity
from app.kernel.problems import unavailable
from ui.core.changes import Changes
from ui.core.context import SettingsInMemory
from ui.core.notices import Notices
from ui.core.row_model import Column, RowModel
from ui.core.tasks import Running, Tasks
from ui.widgets.banner_area import Banner, BannerArea, Confirmation
from ui.widgets.clipboard_table import as_html, as_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_list import FindingList
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.paste_preview import PastePreview
from ui.widgets.progress_strip import ProgressStrip

STICK_FULL = unavailable("TUI-21", "Thẻ USB đã đầy.", next_step="Dùng thẻ khác rồi chọn Thử lại.")


@dataclass(frozen=True)
class Person:
    uid: str
    name: str
    phone: str


PEOPLE = [
    Person("a", "Lò Văn An", "0900000001"),
    Person("b", "Hà Thị Bình", "0900000002"),
    Person("c", "Vi Văn Cầu", ""),
]


def people_grid(qtbot):
    rows = RowModel((Column("Họ và tên", lambda person: person.name), Column("Điện thoại", lambda p: p.phone)))
    grid = Grid(rows)
    qtbot.addWidget(grid)
    rows.set_rows(PEOPLE)
    grid.show()
    return grid


@pytest.fixture
def grid(qtbot):
    return people_grid(qtbot)


def test_copied_rows_keep_their_leading_zeros_in_excel(grid):
    grid.selectAll()
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "Lò Văn An\t0900000001\nHà Thị Bình\t0900000002\nVi Văn Cầu\t\n"
    assert "mso-number-format:'\\@'\">0900000001</td>" in mime.html()


def test_headings_are_copied_where_asked(grid):
    grid.selectRow(2)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(grid, Qt.Key.Key_C, keys)
    assert QGuiApplication.clipboard().text() == "Họ và tên\tĐiện thoại\nVi Văn Cầu\t\n"


def test_cells_with_tabs_lines_and_marks_cannot_break_the_table():
    assert as_text([["a\tb", 'c "d"', "e\nf"]]) == '"a\tb"\t"c ""d"""\t"e\nf"\n'
    assert "&lt;script&gt;" in as_html([["<script>"]])


def test_ctrl_v_hands_the_clipboard_to_the_page_and_an_empty_one_does_nothing(grid, qtbot):
    heard = []
    grid.pasted.connect(heard.append)
    for text in ("  \n", "Khe Sú\t90"):
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Khe Sú\t90"]


def test_the_selection_survives_a_refresh_and_a_new_record_is_selected_when_it_arrives(grid):
    grid.select_uid("b")
    grid.rows.set_rows(list(reversed(PEOPLE)))
    assert grid.current().uid == "b"
    grid.select_uid("d")
    grid.rows.set_rows([*PEOPLE, Person("d", "Quàng Thị Dung", "")])
    assert grid.current().uid == "d"


def test_enter_opens_and_delete_asks(grid, qtbot):
    opened, deleted = [], []
    grid.opened.connect(lambda person: opened.append(person.uid))
    grid.delete_asked.connect(lambda people: deleted.append([person.uid for person in people]))
    grid.select_uid("b")
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert (opened, deleted) == (["b"], [["b"]])


def test_column_widths_and_order_are_remembered(qtbot, grid):
    settings = SettingsInMemory()
    grid.remember(settings, "people")
    grid.setColumnWidth(0, 333)
    grid.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    grid._save_layout()
    again = people_grid(qtbot)
    again.remember(settings, "people")
    assert again.columnWidth(0) == 333
    assert again.current() is None
    assert [person.uid for person in again.rows.rows] == [person.uid for person in grid.rows.rows]


def test_files_dropped_are_handed_over_as_paths(grid, tmp_path):
    dropped = []
    grid.files_dropped.connect(dropped.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "danh sách.xlsx")), QUrl("https://example.org/x")])
    grid.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert dropped == [[Path(tmp_path / "danh sách.xlsx")]]


def test_the_filter_counts_and_an_empty_list_teaches(qtbot, grid):
    pane = GridPane(grid, empty=EmptyState("Chưa có ai.", "Thêm người"))
    qtbot.addWidget(pane)
    pane.show()
    grid.rows.set_rows(PEOPLE)
    QTest.keyClicks(pane.filter, "binh")
    assert pane.count.text() == "1 trong 3 dòng"
    QTest.keyClick(pane.filter, Qt.Key.Key_Down)
    assert grid.current().uid == "b"
    QTest.keyClicks(pane.filter, "xyz")
    assert not grid.isVisible() and not pane.empty.isVisible()
    QTest.keyClick(pane.filter, Qt.Key.Key_Escape)
    assert grid.isVisible() and pane.count.text() == "3 dòng"
    grid.rows.set_rows([])
    assert pane.empty.isVisible()


@dataclass
class PreviewRow:
    state: str
    cells: tuple
    messages: dict = field(default_factory=dict)


@dataclass
class Preview:
    headings: tuple
    rows: list
    unknown_columns: tuple = ()


def test_the_preview_counts_what_would_come_in_and_says_why_not(qtbot):
    dialog = PastePreview(
        Preview(
            ("Họ và tên", "Năm sinh"),
            [
                PreviewRow("new", ("Lò Văn An", "1980")),
                PreviewRow("same", ("Vi Văn Cầu", "1970")),
                PreviewRow("refused", ("Hà", "31/02/2023"), {1: "Không có ngày 31/02/2023."}),
            ],
            ("STT cũ",),
        )
    )
    qtbot.addWidget(dialog)
    dialog.show()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.take_button.text() == "Đưa &vào 1 dòng"
    assert any("“STT cũ”" in text for text in words)
    assert {"1 thêm mới", "1 đã có, không đổi", "1 chưa nhận được"} <= set(words)
    first = [dialog.grid.rows.index(0, column).data() for column in range(4)]
    assert first == ["chưa nhận được", "Hà", "31/02/2023", "Không có ngày 31/02/2023."]
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == PastePreview.DialogCode.Accepted


def test_a_preview_with_nothing_to_take_in_cannot_be_accepted(qtbot):
    dialog = PastePreview(Preview(("Họ và tên",), [PreviewRow("refused", ("?",), {0: "Thiếu tên."})]))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible() and not dialog.take_button.isEnabled()


def test_ten_thousand_pasted_rows_are_shown_at_once(qtbot):
    rows = [PreviewRow("new", (f"Người {number}", "1980")) for number in range(10_000)]
    dialog = PastePreview(Preview(("Họ và tên", "Năm sinh"), rows))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.grid.rows.rowCount() == 10_000
    assert dialog.take_button.text() == "Đưa &vào 10000 dòng"


def test_findings_stand_by_severity_in_words_and_offer_their_fix(qtbot):
    shown = FindingList(nothing="Không còn gì thiếu.")
    qtbot.addWidget(shown)
    shown.resize(800, 300)
    shown.show()
    warning = Finding(
        code="W",
        severity=Severity.WARNING,
        message="Tổ thôn Khe Sú còn 2 người",
        rule="tối thiểu 03",
        source="793/BTTTT-THH, mục 2",
        fix=Fix(code="add-member", label="Thêm người"),
    )
    error = Finding(code="E", severity=Severity.ERROR, message="Thiếu trưởng ban", uid="x")
    shown.set_findings([warning, error])
    qtbot.waitUntil(shown.findChild(QPushButton, "fix1").isVisible)
    words = [label.text() for label in shown.findChildren(QLabel) if label.text() and label.isVisible()]
    assert words == [
        "lỗi",
        "Thiếu trưởng ban",
        "cảnh báo",
        "Tổ thôn Khe Sú còn 2 người",
        "Quy định: tối thiểu 03 · 793/BTTTT-THH, mục 2",
    ]
    with qtbot.waitSignal(shown.fix) as heard:
        shown.findChild(QPushButton, "fix1").click()
    assert heard.args == [warning]
    with qtbot.waitSignal(shown.opened) as heard:
        shown.findChild(QPushButton, "open0").click()
    assert heard.args == [error]
    shown.set_findings([])
    qtbot.waitUntil(
        lambda: (
            [label.text() for label in shown.findChildren(QLabel) if label.isVisible() and label.text()]
            == ["Không còn gì thiếu."]
        )
    )


def test_a_banner_says_what_happened_what_next_and_retries(qtbot):
    notices = Notices()
    area = BannerArea(notices)
    qtbot.addWidget(area)
    tried = []
    notices.problem(STICK_FULL(), retry=lambda: tried.append(True))
    banner = area.findChild(Banner)
    assert (
        banner.findChild(QLabel, "bannerWords").text()
        == "Chưa thực hiện được: Thẻ USB đã đầy. Dùng thẻ khác rồi chọn Thử lại. (TUI-21)"
    )
    banner.findChild(QPushButton, "bannerAction").click()
    assert (tried, notices.shown, area.isVisible()) == ([True], [], False)


def test_the_details_of_a_defect_can_be_copied(qtbot):
    notices = Notices()
    area = BannerArea(notices)
    qtbot.addWidget(area)
    notices.defect(KeyError("secret"))
    area.findChild(QPushButton, "bannerDetails").click()
    assert QGuiApplication.clipboard().text() == "KeyError"


def test_the_same_words_are_not_said_twice_and_a_confirmation_floats_apart(qtbot):
    notices = Notices()
    area = BannerArea(notices)
    qtbot.addWidget(area)
    for _ in range(3):
        notices.warning("Chưa sao lưu 3 ngày.")
    floating = Confirmation(notices, area)
    notices.success("Đã thêm.", undo=lambda: None)
    notices.success("Đã sửa.", undo=lambda: None)
    assert [notice.text for notice in notices.shown] == ["Chưa sao lưu 3 ngày.", "Đã sửa."]
    assert floating.isVisibleTo(area)


def test_the_progress_strip_shows_how_far_and_stops(qtbot):
    tasks = Tasks(None, Changes(), Notices(), inline=True)
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    running = Running("Chép ra USB")
    tasks.long_work.emit(running)
    running.stepped.emit(3, 12, "danh sách")
    assert strip.isVisible()
    assert "Chép ra USB 3/12 · danh sách" in [label.text() for label in strip.findChildren(QLabel)]
    strip.findChild(QPushButton, "cancelButton").click()
    assert running.is_cancelled()
    running.ended.emit()
    assert not strip.isVisible()
