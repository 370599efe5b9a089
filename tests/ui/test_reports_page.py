"""The page of reports: one press makes a draft, every figure opens its entries, words save themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from app.documents.commands import edit_of
from app.documents.content import Paragraph
from app.kernel.clock import FixedClock
from app.practice import open_practice
from app.reports.commands import WriteOwnText
from app.reports.queries import reports
from app.workspace import Workspace
from tests.support.report_log import activity, log, prepared, seen, signed
from tests.ui.walk_person import alt_letters
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.reports.fill_dialog import FillDialog
from ui.pages.reports.hand_over_form import HandOverForm
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.prepare_form import PrepareForm
from ui.pages.reports.sources_dialog import SourcesDialog

NOW = datetime(2026, 11, 16, 7, 11, tzinfo=UTC)
TODAY = date(2026, 11, 16)
NOVEMBER = "2026-11"
GUIDED = "activity.VNEID.guided"


@pytest.fixture(scope="module")
def logged_commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "commune"
    open_practice(folder, clock=FixedClock(NOW), with_log=True).close()
    return folder


@pytest.fixture
def commune(logged_commune: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = shutil.copytree(logged_commune, tmp_path / "commune")
    with open_practice(copy, clock=FixedClock(NOW)) as opened:
        yield opened


@pytest.fixture
def went_to() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def page(qtbot, commune: Workspace, went_to: list[tuple[str, str]]) -> Iterator[ReportsPage]:
    changes, notices = Changes(), Notices()
    tasks = Tasks(commune, changes, notices, inline=True)
    context = Context(
        workspace=commune,
        tasks=tasks,
        changes=changes,
        notices=notices,
        clock=commune.clock,
        navigate=lambda where, uid: went_to.append((where, uid)),
        settings=SettingsInMemory(),
    )
    shown = ReportsPage(context)
    qtbot.addWidget(shown)
    shown.resize(1140, 640)
    shown.show()
    yield shown
    shown.pane.own.forget()
    shown.paper.set_pdf(None)
    tasks.close()


def told(page: ReportsPage) -> list[str]:
    return [notice.text for notice in page.notices.shown if notice.kind in ("problem", "defect")]


def dialog(kind: type) -> QWidget:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def shown_state(page: ReportsPage) -> str:
    return page.pane.badge.text()


def made(page: ReportsPage) -> str:
    """The report of the first kind that is due, made by one press."""
    page.list.due_buttons[0].click()
    assert page.report is not None
    return page.report.view.uid


def write(page: ReportsPage, code: str, text: str) -> None:
    page.pane.own.fields[code].edit.setPlainText(text)
    page.pane.own.flush()


def test_one_press_makes_the_report_that_is_due(qtbot, page: ReportsPage, commune: Workspace) -> None:
    assert [button.text() for button in page.list.due_buttons] == [
        "Báo cáo tháng 11 – hạn 19/11",
        "Báo cáo nhanh tháng 11 – hạn 25/11",
    ]
    uid = made(page)
    assert page.pane.what.text() == "Báo cáo tháng 11 năm 2026" and shown_state(page) == "nháp"
    assert "15/10/2026 đến 14/11/2026" in page.pane.about.text()
    assert "trước 00 giờ ngày 20/11/2026; còn 3 ngày" in page.pane.about.text()
    assert [head.uid for head in page.list.grid.rows.rows] == [uid]
    assert "Trang 1/" in page.paper.caption.text()
    assert page.list.due_buttons[0].text() == "Mở Báo cáo tháng 11 – hạn 19/11"
    qtbot.waitUntil(page.pane.own.fields["direction"].edit.hasFocus)
    page.list.due_buttons[0].click()
    assert len(commune.read(reports)) == 1 and told(page) == []


def test_words_save_themselves_into_the_paper_and_are_taken_back_by_undo(page: ReportsPage, commune: Workspace) -> None:
    uid = made(page)
    QTest.keyClicks(page.pane.own.fields["support"].edit, "Ba con tham gia dong.")
    assert page.pane.own.is_dirty and page.saved_label.text() == "Đang soạn…"
    page.pane.own.flush()
    assert seen(commune, uid).own_texts == {"support": "Ba con tham gia dong."}
    assert page.saved_label.text() == "Đã lưu 14:11" and page.pane.tabs.tabText(0) == "Nhận xét (1/6)"
    page.tasks.undo()
    assert page.pane.own.fields["support"].value() == ""


def test_another_report_is_shown_only_after_what_was_typed_is_stored(page: ReportsPage, commune: Workspace) -> None:
    other = prepared(commune, "quy", "2026-Q3")
    uid = made(page)
    page.pane.own.fields["direction"].edit.setPlainText("Chỉ đạo sát sao.")
    page.select(other.uid)
    assert page.report is not None and page.report.view.uid == other.uid
    assert seen(commune, uid).own_texts == {"direction": "Chỉ đạo sát sao."}


def test_a_figure_opens_its_entries_and_each_entry_its_page(page: ReportsPage, went_to: list[tuple[str, str]]) -> None:
    made(page)
    page.pane.tabs.setCurrentIndex(1)
    grid = page.facts.grid
    for key, where in ((GUIDED, "diary"), ("radio.programmes", "outreach"), ("meetings.count", "outreach")):
        grid.select_uid(key)
        QTest.keyClick(grid, Qt.Key.Key_Return)
        sources = dialog(SourcesDialog)
        assert isinstance(sources, SourcesDialog)
        record = sources.grid.current()
        assert sources.grid.rows.total == len(grid.current().fact.now.sources)
        QTest.keyClick(sources.grid, Qt.Key.Key_Return)
        assert went_to[-1][0] == where and went_to[-1][1].endswith(record.target or record.uid)
        assert not sources.isVisible()


def test_the_table_tells_missing_as_words_and_change_with_its_sign(page: ReportsPage, commune: Workspace) -> None:
    log(commune, activity(7, "2026-11-10", guided=5, installed=None, activated=None))
    made(page)
    row = next(each for each in page.facts.grid.rows.rows if each.uid == GUIDED)
    texts = [column.show(row) for column in page.facts.grid.rows.columns]
    fact = row.fact
    assert texts[2] == str(fact.now.value) and fact.change is not None
    assert texts[5].startswith("+" if fact.change > 0 else "-" if fact.change < 0 else "0")
    partial = next(each for each in page.facts.grid.rows.rows if each.fact.now.missing and each.fact.now.covered)
    assert "mục có số" in partial.remark
    assert all(
        column.show(row) != "0"
        for row in page.facts.grid.rows.rows
        if row.fact.now.value is None
        for column in page.facts.grid.rows.columns[2:3]
    )
    told_rows = page.facts.grid.rows.rowCount()
    page.facts.with_empty.click()
    assert page.facts.grid.rows.rowCount() > told_rows


def test_a_changed_log_is_told_and_counted_anew_by_one_button(page: ReportsPage, commune: Workspace) -> None:
    made(page)
    before = page.report.view.facts["figures"][GUIDED]["value"]  # type: ignore[union-attr]
    assert not page.pane.stale.isVisible()
    log(commune, activity(7, "2026-11-10", guided=5, installed=1, activated=1))
    page.refresh()
    assert page.pane.stale.isVisible() and "Số liệu đã thay đổi" in page.pane.stale.words.text()
    page.pane.stale.button.click()
    assert not page.pane.stale.isVisible()
    assert page.report.view.facts["figures"][GUIDED]["value"] == (before or 0) + 5  # type: ignore[union-attr]


def test_what_was_changed_by_hand_is_replaced_only_when_agreed(page: ReportsPage, commune: Workspace) -> None:
    uid = made(page)
    content = seen(commune, uid).paper.content
    by_hand = replace(content, blocks=(*content.blocks, Paragraph(text="Viết tay.")))
    commune.do(edit_of(seen(commune, uid).paper, content=by_hand))
    page.refresh()
    assert page.pane.by_hand.isVisible() and page.pane.by_hand.button.text() == "Tính lại và &thay"
    page.recount_action.trigger()
    assert "sửa tay" in page.pane.by_hand.words.text()
    write(page, "direction", "Chỉ đạo sát sao.")
    assert seen(commune, uid).own_texts == {}
    assert page.pane.own.fields["direction"].value() == "Chỉ đạo sát sao."
    page.pane.by_hand.button.click()
    after = seen(commune, uid)
    assert after.own_texts == {"direction": "Chỉ đạo sát sao."}
    assert all(getattr(block, "text", "") != "Viết tay." for block in after.paper.content.blocks)
    assert not page.pane.by_hand.isVisible() and told(page) == []


def test_words_of_last_time_are_pointed_out_beside_their_field(page: ReportsPage, commune: Workspace) -> None:
    october = prepared(commune, "thang", "2026-10")
    commune.do(WriteOwnText(report=october.uid, section="direction", text="Chỉ đạo sát sao."))
    made(page)
    write(page, "direction", "Chỉ đạo sát sao.")
    assert page.pane.repeated.isVisible()
    assert "tháng 10 năm 2026" in page.pane.own.fields["direction"].editor.accessibleDescription()
    write(page, "direction", "Đã đi từng thôn.")
    assert not page.pane.repeated.isVisible()


def test_a_target_makes_the_report_once_and_opens_it_again(page: ReportsPage, commune: Workspace) -> None:
    page.select(f"prepare:thang:{NOVEMBER}")
    assert page.report is not None and page.report.view.period.key == NOVEMBER
    uid = page.report.view.uid
    page.select(f"prepare:nhanh:{NOVEMBER}")
    assert page.report.view.definition == "nhanh"
    page.select(f"prepare:thang:{NOVEMBER}")
    assert page.report.view.uid == uid and len(commune.read(reports)) == 2
    paper = page.report.view.paper.uid
    page.select(f"prepare:nhanh:{NOVEMBER}")
    page.select(paper)
    assert page.report.view.uid == uid


def test_a_target_without_days_asks_for_them(page: ReportsPage) -> None:
    page.select("prepare:dot-xuat:once")
    form = dialog(PrepareForm)
    assert isinstance(form, PrepareForm) and form.kind() is not None and form.kind().code == "dot-xuat"
    form.done(0)


def test_an_ad_hoc_request_is_pasted_and_answered(page: ReportsPage) -> None:
    page.new()
    form = dialog(PrepareForm)
    assert isinstance(form, PrepareForm)
    assert form.period.isVisible() and form.period.value() == NOVEMBER and not form.first.isVisible()
    assert "Triệu Sơn" in form.about.text()
    codes = [form.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(form.list.count())]
    form.list.setCurrentRow(codes.index("dot-xuat"))
    assert form.first.isVisible() and form.asked.isVisible() and not form.period.isVisible()
    form.asked.edit.setPlainText("1\tThành viên Ban Chỉ đạo\n2\tSố trạm phát sóng 5G")
    form.last.edit.setText("")
    form.save()
    assert "Chưa ghi đủ hai ngày" in form.last.error
    form.last.edit.setText("16/11/2026")
    form.save()
    assert page.report is not None and page.report.view.period.label == "từ 01/01/2026 đến 16/11/2026"
    assert [each["label"] for each in page.report.view.facts["asked"]] == [
        "Thành viên Ban Chỉ đạo",
        "Số trạm phát sóng 5G",
    ]


def test_a_last_day_far_ahead_is_asked_about_and_then_taken(page: ReportsPage) -> None:
    page.select("prepare:dot-xuat:once")
    form = dialog(PrepareForm)
    assert isinstance(form, PrepareForm)
    assert not form.far_off.isVisible()
    form.last.edit.setText("30/11/2026")
    form.last.edit.editingFinished.emit()
    assert "chưa đến" in form.last._words.text() and not form.far_off.isVisible()
    form.last.edit.setText("16/11/2062")
    form.save()
    assert "16/11/2062" in form.last.error and "ngày nữa" in form.last.error
    assert page.report is None and form.far_off.isVisible()
    form.far_off.box.click()
    form.save()
    assert page.report is not None and page.report.view.period.label == "từ 01/01/2026 đến 16/11/2062"


def test_a_second_draft_of_the_same_period_is_refused_in_the_form(page: ReportsPage) -> None:
    made(page)
    page.new()
    form = dialog(PrepareForm)
    assert isinstance(form, PrepareForm)
    form.save()
    assert "Đã có báo cáo" in form.period.error
    form.done(0)


def test_a_signed_report_is_shown_frozen_and_marked_as_handed_over(
    page: ReportsPage, commune: Workspace, went_to: list[tuple[str, str]]
) -> None:
    """The practice commune owes its monthly report to the province."""
    uid = made(page)
    assert not page.hand_over.isVisible()
    page.open_paper.click()
    assert went_to == [("documents", page.report.view.paper.uid)]  # type: ignore[union-attr]
    signed(commune, seen(commune, uid), TODAY)
    log(commune, activity(7, "2026-11-10", guided=5, installed=1, activated=1))
    page.refresh()
    assert shown_state(page) == "đã ký, chưa nộp" and page.hand_over.isVisible()
    assert "đã ký giữ nguyên" in page.pane.stale.words.text() and not page.pane.stale.button.isVisible()
    assert page.pane.own.fields["direction"].edit.isReadOnly() and not page.remove_action.isEnabled()
    kept = seen(commune, uid).facts["figures"][GUIDED]["value"]
    assert next(row for row in page.facts.grid.rows.rows if row.uid == GUIDED).fact.now.value == kept
    page.hand_over.click()
    form = dialog(HandOverForm)
    assert isinstance(form, HandOverForm) and form.judgement.text() == "Đúng hạn: hạn cuối là hết ngày 19/11/2026."
    form.clock.set_value("25:00")
    form.save()
    assert "25:00" in form.clock.error
    form.clock.set_value("9:05")
    form.save()
    assert shown_state(page) == "đã nộp đúng hạn" and not page.hand_over.isVisible()
    assert "Báo cáo tháng 11" not in " ".join(button.text() for button in page.list.due_buttons)


def test_a_draft_is_thrown_away_and_taken_back(page: ReportsPage, commune: Workspace) -> None:
    made(page)
    page.remove_action.trigger()
    assert page.report is None and commune.read(reports) == []
    page.tasks.undo()
    assert len(commune.read(reports)) == 1 and page.list.grid.rows.total == 1


def test_the_list_is_searched_without_tones_and_sorted(page: ReportsPage, commune: Workspace) -> None:
    for code, key in (("thang", NOVEMBER), ("nhanh", NOVEMBER), ("sau-thang", "2026-H1")):
        prepared(commune, code, key)
    page.refresh()
    assert page.list.grid.rows.total == 3
    page.list.pane.filter.setText("6 thang dau")
    assert [head.kind.code for head in page.list.grid.rows.rows] == ["sau-thang"]
    page.list.pane.filter.clear()
    page.list.grid.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [head.kind.code for head in page.list.grid.rows.rows] == ["thang", "nhanh", "sau-thang"]


def test_the_workbook_and_the_filled_template_are_saved(
    page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(page)
    target = tmp_path / "bao-cao.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kw: (str(target), ""))
    page.findChild(QPushButton, "xlsxReport").click()
    assert openpyxl.load_workbook(target).sheetnames == ["Số liệu", "Nguồn"]
    template = tmp_path / "mau.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["TT", "Nội dung", "Đơn vị tính", "Kết quả"])
    book.active.append([1, "Lượt phát lại", "lượt", None])
    book.active.append([2, "Diện tích lúa xuân", "ha", None])
    book.save(template)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_kw: (str(template), ""))
    target = tmp_path / "da-dien.xlsx"
    page.fill_action.trigger()
    preview = dialog(FillDialog)
    assert isinstance(preview, FillDialog) and not target.exists()
    assert preview.count.text() == "Sẽ ghi 1 ô." and "không có chỉ tiêu" in preview.table.item(1, 4).text()
    preview.save_button.click()
    assert openpyxl.load_workbook(target).active["D2"].value == int(preview.lines[0].value or 0) > 0


def test_a_report_that_vanished_leaves_an_empty_desk(page: ReportsPage) -> None:
    made(page)
    page.select("khong-co")
    assert page.report is None and not page.print_button.isEnabled() and told(page) == []


def test_everything_is_reached_by_keyboard_and_letters_are_its_own(page: ReportsPage) -> None:
    made(page)
    letters = alt_letters(page)
    assert {letter: words for letter, words in letters.items() if len(words) > 1 or not letter.isascii()} == {}
    page.pane.tabs.setCurrentIndex(1)
    page.facts.grid.setFocus()
    assert page.facts.grid.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_an_empty_page_teaches_and_begins(page: ReportsPage) -> None:
    assert page.list.empty.isVisible() and "nhật ký" in page.list.empty.sentence.text()
    page.list.empty.button.click()
    form = dialog(PrepareForm)
    assert isinstance(form, PrepareForm)
    form.done(0)
