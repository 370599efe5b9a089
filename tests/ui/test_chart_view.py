"""A chart in the window: the drawing of the paper, sharp at every scale, the same numbers as a table, both copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.kernel.clock import SystemClock
from app.typesetting.model import Chart, ChartForm, ChartSeries
from ui.core.changes import Changes
from ui.core.clipboard import leave_clipboard
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.widgets import chart_canvas
from ui.widgets.chart_view import ChartView, cells, told
from ui.widgets.pdf_pages import PdfPages

GREEN, WHITE = "#0b6e4f", "#ffffff"
CHART = Chart(
    title="Hoạt động theo tháng",
    labels=("T1", "T2", "T3"),
    series=(ChartSeries(name="Năm 2022", values=(1200, None, 0)), ChartSeries(name="Năm 2021", values=(800, 5, None))),
)
PLACES = Chart(
    title="Hoạt động theo thôn",
    labels=("thôn Đồng Mậu", "thôn Bãi Sậy"),
    series=(ChartSeries(name="Hoạt động", values=(4, 2)),),
    form=ChartForm.ROWS,
)
EMPTY = Chart(title="Trống", labels=("T1",), series=(ChartSeries(name="Năm 2022", values=(None,)),))


def context_of(tasks, notices):
    return Context(None, tasks, Changes(), notices, SystemClock(), lambda *_where: None, SettingsInMemory())


@pytest.fixture
def context():
    notices = Notices()
    tasks = Tasks(None, Changes(), notices, inline=True)
    yield context_of(tasks, notices)
    leave_clipboard()


@pytest.fixture
def view(qtbot, context):
    made = ChartView(context)
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show()
    return made


@pytest.fixture
def open_pdfs(monkeypatch):
    """PDFs opened and not yet closed."""
    now = []
    opened, closed = PdfPages.__init__, PdfPages.close

    def init(self, data):
        opened(self, data)
        now.append(self)

    def close(self):
        closed(self)
        now.remove(self)

    monkeypatch.setattr(PdfPages, "__init__", init)
    monkeypatch.setattr(PdfPages, "close", close)
    return now


def colours(widget):
    picture = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    }


def test_the_drawing_of_the_paper_is_shown_and_its_pdf_is_closed(view, open_pdfs):
    view.set_chart(CHART)
    assert {GREEN, WHITE, "#c9782b"} <= colours(view.canvas)
    assert view.canvas.is_drawn()
    assert open_pdfs == []


def test_another_width_is_drawn_anew_when_the_window_rests(view, qtbot):
    view.set_chart(CHART)
    before = view.canvas.grab().toImage()
    view.resize(900, 400)
    assert not view.canvas.is_drawn()
    qtbot.waitUntil(view.canvas.is_drawn)
    after = view.canvas.grab().toImage()
    assert after.width() > before.width()
    assert (view.canvas._picture.width() - view.canvas.width() * view.canvas.devicePixelRatioF()) in (0, 1)


def test_the_pdf_is_made_in_the_lane_of_files_and_a_chart_that_came_meanwhile_is_the_one_shown(qtbot):
    notices = Notices()
    tasks = Tasks(None, Changes(), notices)
    view = ChartView(context_of(tasks, notices))
    qtbot.addWidget(view)
    view.resize(520, 400)
    view.show()
    view.set_chart(CHART)
    assert not view.canvas.is_drawn()
    view.set_chart(PLACES)
    qtbot.waitUntil(view.canvas.is_drawn)
    assert "#c9782b" not in colours(view.canvas)
    tasks.close()


def test_a_window_that_goes_before_its_chart_came_is_left_in_peace(qtbot):
    notices = Notices()
    tasks = Tasks(None, Changes(), notices)
    view = ChartView(context_of(tasks, notices))
    view.resize(520, 400)
    view.show()
    view.set_chart(CHART)
    view.deleteLater()
    qtbot.waitUntil(tasks.is_idle)
    tasks.close()
    assert notices.shown == []


def test_screen_readers_hear_every_number_and_that_one_is_missing(view):
    view.set_chart(CHART)
    assert view.canvas.accessibleName() == "Biểu đồ: Hoạt động theo tháng"
    assert view.canvas.accessibleDescription() == (
        "T1: Năm 2022 1.200, Năm 2021 800; T2: Năm 2022 chưa có số, Năm 2021 5; T3: Năm 2022 0, Năm 2021 chưa có số."
    )
    assert told(PLACES) == "thôn Đồng Mậu: 4; thôn Bãi Sậy: 2."


def test_numbers_stand_below_when_asked_and_follow_the_chart(view):
    view.set_chart(CHART)
    assert view.grid is None
    view.numbers_button.click()
    assert view.grid.isVisible()
    assert view.numbers_button.text() == "Ẩn số liệu"
    shown = [[column.show(row) for column in view.grid.rows.columns] for row in view.grid.rows.rows]
    assert shown == [["T1", "1.200", "800"], ["T2", "", "5"], ["T3", "0", ""]]

    view.set_chart(PLACES)

    assert view.grid.isVisible()
    assert [row.label for row in view.grid.rows.rows] == ["thôn Đồng Mậu", "thôn Bãi Sậy"]
    view.numbers_button.click()
    assert not view.grid.isVisible()


def test_the_table_is_copied_by_ctrl_c_and_missing_stays_blank(view, context):
    view.set_chart(CHART)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\tNăm 2022\tNăm 2021\nT1\t1.200\t800\nT2\t\t5\nT3\t0\t\n"
    assert cells(PLACES)[1] == ["thôn Đồng Mậu", "4"]
    assert "bảng số liệu" in context.notices.shown[-1].text


def test_the_picture_is_copied_with_its_title_sharp_enough_for_paper(view):
    view.set_chart(PLACES)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view.canvas, Qt.Key.Key_C, control | shift)
    picture = QGuiApplication.clipboard().image()
    assert picture.width() >= view.canvas.width() / 96 * 200 - 2
    head = {picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 2) for y in range(50)}
    assert min(head) < 100


def test_both_ways_of_copying_are_in_a_menu_with_their_keys(view):
    view.set_chart(CHART)
    words = [action.text() for action in view.more_button.menu().actions()]
    assert words == ["Sao chép bảng số liệu\tCtrl+C", "Sao chép hình\tCtrl+Shift+C"]


@pytest.mark.parametrize("chart", [None, EMPTY])
def test_without_any_number_it_says_so_and_draws_no_empty_axes(view, chart):
    view.set_chart(CHART)
    view.set_chart(chart)
    assert view.nothing.isVisible() and "Chưa có số liệu" in view.nothing.text()
    assert not view.canvas.isVisible() and not view.numbers_button.isVisible()


def test_a_drawing_that_fails_leaves_the_numbers_and_tells(view, context, monkeypatch):
    def broken(_chart, _width):
        raise ValueError("no axis")

    monkeypatch.setattr(chart_canvas, "chart_pdf", broken)
    view.set_chart(CHART)
    assert view.failure.isVisible() and view.grid.isVisible()
    assert not view.canvas.isVisible()
    assert context.notices.shown[-1].kind == "defect"


def test_the_canvas_takes_the_focus_and_shows_it(view, qtbot):
    view.set_chart(PLACES)
    with qtbot.waitActive(view):
        view.activateWindow()
    before = view.canvas.grab().toImage().pixelColor(view.canvas.width() // 2, 0).name()
    view.canvas.setFocus()
    assert view.canvas.hasFocus()
    after = view.canvas.grab().toImage().pixelColor(view.canvas.width() // 2, 0).name()
    assert before != after
