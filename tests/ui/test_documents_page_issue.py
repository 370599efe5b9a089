"""Signed papers in the window: numbered, frozen, scanned, replaced, voided, and found in the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from app.documents.copy_kinds import CopyKind
from app.documents.drafting import DraftDocument
from app.documents.printing import pdf_of
from app.documents.queries import document, register
from app.kernel.files import sha256_of
from app.vocabulary import DocumentState
from tests.support.documents_page import NOW, documents_page, opened_commune, pages_asked, practice_commune, told  # noqa: F401
from tests.support.pictures import bomb, jpeg
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.documents import exporting
from ui.pages.documents.actions import ScanDialog
from ui.pages.documents.closing import EndForm, VoidForm
from ui.pages.documents.copy_form import CopyForm
from ui.pages.documents.issue_panel import IssuePanel
from ui.pages.documents.list_pane import title_of
from ui.pages.documents.page import DocumentsPage
from ui.pages.documents.register_dialog import RegisterDialog

TEAMS = "compose:qd-to-cnsc"


def stored(page):
    return page.context.workspace.read(document, page._uid)


def issue(page, reason: str = "Máy quét đang hỏng") -> None:
    """Numbers the paper in sight, without a scan."""
    page.issue.click()
    panel = page.findChildren(IssuePanel)[-1]
    panel.no_scan_reason.set_value(reason)
    for box in panel.boxes.values():
        box.setChecked(True)
    panel.reason.set_value("Chức danh đang khuyết")
    panel.save()


def drop(widget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    widget.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_the_form_offers_the_next_number_and_today(page):
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)

    assert panel.number.value() == "01"
    assert panel.issued_on.value() == date(2026, 11, 22)
    panel.reject()
    assert not panel.isVisible(), "nothing was typed, so leaving asks nothing"


def test_an_issued_paper_is_frozen_and_shown_read_only(page):
    page.select(TEAMS)

    issue(page)

    assert stored(page).state is DocumentState.SIGNED and stored(page).number == 1
    assert page.badge.text() == "đã ký"
    assert page._middle.currentWidget() is page.signed
    assert "Số, ký hiệu: 01/QĐ-UBND" in page.signed.facts.text()
    assert "Máy quét đang hỏng" in page.signed.scan_words.text()
    assert page.issue.isHidden() and not page.delete_action.isEnabled()
    assert not page.keeper.dirty


def test_printing_again_sends_the_very_same_bytes(page, monkeypatch):
    page.select(TEAMS)
    issue(page)
    sent = []
    monkeypatch.setattr(exporting, "ask_printer", lambda *_args, **_kw: object())
    monkeypatch.setattr(exporting, "print_steps", lambda data, _printer: iter(sent.append(data) or ()))

    page.print_()
    page.print_()

    workspace = page.context.workspace
    assert sent[0] == sent[1] == workspace.read(pdf_of, workspace.files, page._uid)
    assert stored(page).state is DocumentState.SIGNED


def test_without_scan_or_reason_the_form_says_so_beside_the_scan(page):
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)

    panel.save()

    assert panel.isVisible() and "Chưa có bản quét" in panel.scan.error
    assert stored(page).state is DocumentState.DRAFT


def test_warnings_are_confirmed_one_by_one(page):
    page.select("compose:qd-ban-chi-dao")
    page.issue.click()
    panel = page.findChild(IssuePanel)
    panel.no_scan_reason.set_value("Chưa quét")
    assert list(panel.boxes) == ["BOD-CLASS"]

    panel.save()
    assert panel.isVisible() and stored(page).state is DocumentState.DRAFT
    panel.boxes["BOD-CLASS"].setChecked(True)
    panel.save()
    if panel.isVisible():  # the rule set of the day may ask for a reason in words
        assert panel.reason.error
        panel.reason.set_value("Công an xã do huyện quản lý")
        panel.save()

    assert stored(page).state is DocumentState.SIGNED


def test_errors_close_the_way_to_a_number(page):
    page.select(TEAMS)
    page.editor.recipients.archive.set_value("")
    page.editor.recipients.archive.changed.emit()
    page.issue.click()
    panel = page.findChild(IssuePanel)

    assert not panel.save_button.isEnabled()
    assert "còn 1 lỗi" in panel.findChild(QLabel, "issueBlocked").text()


def test_a_skipped_number_asks_why_and_is_entered_as_voided(page):
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)
    panel.no_scan_reason.set_value("Chưa quét")
    panel.number.set_value("03")
    panel.save()
    assert panel.isVisible() and "01" in panel.number.error and not panel.skip_reason.isHidden()

    panel.skip_reason.set_value("Văn thư đã cấp cho văn bản khác")
    panel.save()

    lines = page.context.workspace.read(register, year=2026, series="QD")
    assert [(line.number, bool(line.voided_on)) for line in lines] == [(1, True), (2, True), (3, False)]


@pytest.mark.parametrize("typed", ["abc", "0", "-4", "1.5"])
def test_what_is_no_number_is_refused_beside_its_field(page, typed):
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)
    panel.no_scan_reason.set_value("Chưa quét")
    panel.number.set_value(typed)

    panel.save()

    assert panel.isVisible() and panel.number.error


def test_a_scan_dropped_on_the_form_is_kept_with_the_paper(page, tmp_path: Path):
    scan = tmp_path / "ban-ky.pdf"
    scan.write_bytes(b"%PDF-1.4 quet")
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)

    drop(panel.scan, tmp_path / "ghi-chu.txt")
    assert "không phải bản quét" in panel.scan.error
    drop(panel.scan, scan)
    assert not panel.scan.error and "ban-ky.pdf" in panel.scan.words.text()
    panel.save()

    assert page.context.workspace.files.get(stored(page).scan_sha256) == b"%PDF-1.4 quet"
    assert not page.signed.show_scan.isHidden()


def test_a_scan_is_attached_later(page, tmp_path: Path):
    scan = tmp_path / "ban-ky.png"
    scan.write_bytes(jpeg(300, 400))
    page.select(TEAMS)
    issue(page)

    page.signed.scan.click()
    dialog = page.findChild(ScanDialog)
    drop(dialog.scan, scan)

    assert stored(page).scan_sha256 and not dialog.isVisible()


def test_a_broken_picture_is_no_proof_of_a_signature(page, tmp_path: Path):
    scan = tmp_path / "ban-ky.png"
    scan.write_bytes(bomb())
    page.select(TEAMS)
    page.issue.click()
    panel = page.findChild(IssuePanel)

    drop(panel.scan, scan)

    assert "bị hỏng" in panel.scan.error and panel.scan.value() is None
    assert not page.context.workspace.files.path_of(sha256_of(scan)).exists()


def test_a_signed_decision_leads_to_its_re_organisation_and_back(page):
    page.select(TEAMS)
    issue(page)
    first = page._uid

    page.signed.reorganise.click()
    assert stored(page).template == "qd-kien-toan" and stored(page).replaces == first
    issue(page)
    assert stored(page).number == 2
    page.signed.former.click()

    assert page._uid == first and page.badge.text() == "đã thay thế"
    assert "Được thay thế từ ngày 22/11/2026" in page.signed.facts.text()
    page.signed.follower.click()
    assert stored(page).number == 2


def test_a_number_is_voided_with_its_reason_and_stays_in_the_register(page):
    page.select(TEAMS)
    issue(page)
    page.signed.void.click()
    form = page.findChild(VoidForm)
    form.save()
    assert form.isVisible() and form.reason.error

    form.reason.set_value("Ghi nhầm sổ")
    form.save()

    assert stored(page).state is DocumentState.ENDED and page.signed.void.isHidden()
    dialog = page.paperwork.open_register()
    note = dialog.rows.columns[-1].show(dialog.rows.record(0))
    assert note == "Đã hủy ngày 22/11/2026: Ghi nhầm sổ"


def test_an_effect_is_ended_with_day_and_reason(page):
    page.select(TEAMS)
    issue(page)
    page.signed.end.click()
    form = page.findChild(EndForm)
    form.reason.set_value("Tổ giải thể")
    form.save()

    assert "Hết hiệu lực từ ngày 22/11/2026. Lý do: Tổ giải thể" in page.signed.facts.text()


def test_the_register_lists_copies_and_opens(page):
    page.select("compose:tb")
    page.select(TEAMS)
    issue(page)
    signed = page._uid
    page.select("compose:gm")

    page.list.register_button.click()
    dialog = page.findChild(RegisterDialog)
    assert [column.title for column in dialog.rows.columns][:5] == [
        "Số, ký hiệu",
        "Ngày, tháng văn bản",
        "Tên loại và trích yếu",
        "Người ký",
        "Nơi nhận văn bản",
    ]
    assert [dialog.rows.record(0).symbol, dialog.rows.rowCount()] == ["01/QĐ-UBND", 1]
    dialog.copy.click()
    pasted = QGuiApplication.clipboard().text().splitlines()
    assert pasted[0].startswith("Số, ký hiệu\t") and pasted[1].startswith("01/QĐ-UBND\t22/11/2026\tQuyết định")
    dialog.grid.opened.emit(dialog.rows.record(0))

    assert page._uid == signed and not dialog.isVisible()


def test_other_series_have_their_own_numbers(page):
    page.select(TEAMS)
    issue(page)
    dialog = page.paperwork.open_register()

    dialog.series.setCurrentIndex(dialog.series.findData("VB"))

    assert dialog.rows.rowCount() == 0
    dialog.accept()


def test_in_real_lanes_the_window_never_waits_and_ends_with_the_signed_paper(qtbot, commune):
    changes, notices = Changes(), Notices()
    tasks = Tasks(commune, changes, notices)
    context = Context(
        workspace=commune,
        tasks=tasks,
        changes=changes,
        notices=notices,
        clock=commune.clock,
        navigate=lambda _page, _uid: None,
        settings=SettingsInMemory(),
    )
    page = DocumentsPage(context)
    qtbot.addWidget(page)
    page.show()
    uid = commune.do(DraftDocument(template="qd-to-cnsc", day=NOW.date())).value
    page.select(uid)
    qtbot.waitUntil(lambda: page.paper is not None and page.review.paper.view.pages is not None, timeout=10_000)

    page.editor.head.subject.set_value("Về việc thành lập Tổ ở các thôn")
    page.issue.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(IssuePanel)), timeout=10_000)
    panel = page.findChild(IssuePanel)
    qtbot.waitUntil(lambda: panel.number.value() == "01", timeout=10_000)
    panel.no_scan_reason.set_value("Chưa quét")
    panel.save()
    qtbot.waitUntil(lambda: page.badge.text() == "đã ký", timeout=10_000)
    qtbot.waitUntil(tasks.is_idle, timeout=10_000)

    assert commune.read(document, uid).subject == "Về việc thành lập Tổ ở các thôn"
    assert not any(notice.kind in ("problem", "defect") for notice in notices.shown)
    page.keeper.forget()
    tasks.close()


def test_the_confirmation_names_the_number(page):
    page.select(TEAMS)

    issue(page)

    assert "Đã ban hành văn bản số 01/QĐ-UBND, ngày 22/11/2026" in told(page)
    assert not page.findChildren(QPushButton, "bannerAction")


@pytest.mark.parametrize("asked", ["new", "issue"])
def test_enter_in_a_form_just_opened_sends_nothing(page, qtbot, asked):
    page.select(TEAMS)
    drafted = page._uid
    form = page.paperwork.new() if asked == "new" else (page.issue.click(), page.findChild(IssuePanel))[1]
    if asked == "issue":
        form.no_scan_reason.set_value("Chưa quét")
    assert form.focusWidget() is not form.save_button

    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)

    assert form.isVisible() and page._uid == drafted and stored(page).state is DocumentState.DRAFT
    form._sure_to_leave = True
    form.reject()


def test_the_register_is_saved_and_printed_from_its_window(page, monkeypatch, tmp_path):
    page.select(TEAMS)
    issue(page)
    dialog = page.paperwork.open_register()
    printed = []
    monkeypatch.setattr(exporting, "ask_printer", lambda *_args, **_kw: object())
    monkeypatch.setattr(exporting, "print_steps", lambda data, _printer: iter(printed.append(data) or ()))
    monkeypatch.setattr(
        exporting.QFileDialog,
        "getSaveFileName",
        lambda _parent, _title, name, _kind: (str(tmp_path / Path(name).name), ""),
    )

    for button in (dialog.pdf, dialog.xlsx, dialog.print_button):
        button.click()

    assert sorted(path.name for path in tmp_path.glob("So theo doi*")) == [
        "So theo doi van ban di QD 2026.pdf",
        "So theo doi van ban di QD 2026.xlsx",
    ]
    assert printed == [(tmp_path / "So theo doi van ban di QD 2026.pdf").read_bytes()]
    dialog.series.setCurrentIndex(dialog.series.findData("VB"))
    assert not dialog.print_button.isEnabled()
    dialog.accept()


def test_a_copy_is_made_from_the_signed_paper_and_shown(page):
    page.select(TEAMS)
    issue(page)
    page.signed.copy.click()
    form = page.findChild(CopyForm)
    assert form.issued_on.value() == date(2026, 11, 22) and form.name.value()
    assert form.parts.isHidden()
    form.kind.set_value(CopyKind.EXTRACT)
    form.kind.changed.emit()  # as a hand would have chosen it
    assert not form.parts.isHidden()
    form.save()
    assert "Chưa chọn phần nào" in form.parts.error
    form.list.item(0).setCheckState(Qt.CheckState.Checked)
    form.save()

    copy = stored(page)
    assert (copy.template, copy.symbol, copy.number) == ("trich-sao", "/TrS-UBND", 1)
    assert title_of(copy).startswith("Bản trích sao Quyết định số 01/QĐ-UBND")
    assert page.signed.copy.isHidden()
    assert page.signed.former.text().startswith("Xem văn bản trước: 01/QĐ-UBND")
    page.signed.former.click()
    assert page.signed.follower.isHidden()
