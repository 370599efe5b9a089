"""Outgoing papers in the window: drafted from a template, edited, saved by themselves, mended, printed, searched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from app.documents.citations_store import AddCitation
from app.documents.content import Clause, Recipient
from app.documents.drafting import DraftDocument
from app.documents.queries import document, documents
from app.vocabulary import DocumentState, SigningForm
from tests.support.documents_page import NOW, documents_page, opened_commune, pages_asked, practice_commune, told  # noqa: F401
from ui.pages.documents import exporting
from ui.pages.documents.citations import CitationForm, CitationPicker
from ui.pages.documents.figure_text import FigureText
from ui.pages.documents.new_document import NewDocument
from ui.pages.documents.recipients import line_of, recipient_of
from ui.pages.documents.sources_popup import SourcesPopup

TEAMS = "compose:qd-to-cnsc"


def stored(page):
    return page.context.workspace.read(document, page._uid)


def printed_text(page) -> str:
    pages = page.review.paper.view.pages
    return "\n".join(pages._page(number).get_textpage().get_text_bounded() for number in range(len(pages)))


def test_composing_from_another_page_opens_the_drafted_paper_with_its_print(page):
    page.select(TEAMS)

    assert stored(page).template == "qd-to-cnsc"
    assert page.badge.text() == "nháp"
    assert page.editor.head.subject.value().startswith("Về việc thành lập Tổ công nghệ số cộng đồng")
    assert page.review.paper.caption.text() == "Trang 1/4 · đúng như khi in"
    assert "47 thành viên" in printed_text(page).replace("\r\n", " ")
    assert page.list.current() == page._uid


def test_what_is_typed_is_saved_after_a_pause_and_printed(page, qtbot):
    page.select(TEAMS)
    box = page.editor.blocks.list.rows[0].box

    box.moveCursor(box.textCursor().MoveOperation.End)
    qtbot.keyClicks(box, " Them cau nay.")

    assert page.keeper.dirty and "Them cau nay" not in stored(page).content.blocks[0].text
    qtbot.waitUntil(lambda: not page.keeper.dirty, timeout=3000)
    assert stored(page).content.blocks[0].text.endswith("Them cau nay.")
    assert "{teams}" in stored(page).content.blocks[0].text, "a figure must stay tied to its list"
    assert page.saved_words == "Đã lưu nháp 14:11"
    assert "Them cau nay." in printed_text(page)
    assert page.editor.blocks.list.rows[0].box is box, "the box under the cursor was built anew"


def test_the_words_saved_are_said_only_once_the_store_has_them(page, monkeypatch):
    page.select(TEAMS)
    monkeypatch.setattr(page.tasks, "do", lambda *_args, **_kw: None)

    page.editor.head.subject.set_value("Về việc khác")
    page.keeper.flush()

    assert not page.saved_words.startswith("Đã lưu")


def test_a_day_that_is_no_day_is_told_beside_its_field_and_nothing_is_saved(page):
    page.select(TEAMS)
    page.editor.head.paper_date.edit.setText("31/02/2026")
    page.keeper.touch()

    page.keeper.flush()

    assert "31/02/2026" in page.editor.head.paper_date.error
    assert page.saved_words.startswith("Chưa lưu")
    assert stored(page).paper_date == NOW.date()


def test_another_paper_is_shown_only_after_what_was_typed_is_stored(page):
    page.select("compose:qd-ban-chi-dao")
    first = page._uid
    page.select("compose:tb")
    second = page._uid
    page.editor.head.subject.set_value("Thông báo lịch họp")

    page.list.chosen.emit(first)

    assert page._uid == first
    assert page.context.workspace.read(document, second).subject == "Thông báo lịch họp"


def test_undo_brings_the_former_words_back_into_the_editor(page):
    page.select(TEAMS)
    before = page.editor.head.subject.value()
    page.editor.head.subject.set_value("Về việc gõ nhầm")
    page.keeper.flush()

    page.tasks.undo()

    assert page.editor.head.subject.value() == before == stored(page).subject


def test_a_figure_shows_its_value_and_what_it_is_made_of(page, went_to):
    page.select(TEAMS)
    row = page.editor.blocks.list.rows[0]

    assert row.box.figure_names() == ("teams", "members")
    assert (row.box.shown("teams"), row.box.shown("members")) == ("12", "47")
    row.figures_line.click()
    popup = page.findChild(SourcesPopup)
    assert popup.list.count() == 12
    popup.findChild(QPushButton, "openSource").click()
    assert went_to == [("teams", "")]


def test_a_figure_is_copied_pasted_and_typed_around_whole(qtbot):
    box = FigureText()
    qtbot.addWidget(box)
    box.set_figures({"teams": "12"})
    box.set_source("gồm {teams} Tổ\nvà {khac}")

    box.selectAll()
    data: QMimeData = box.createMimeDataFromSelection()
    assert data.text() == box.source() == "gồm {teams} Tổ\nvà {khac}"
    box.insertFromMimeData(data)
    cursor = box.textCursor()
    cursor.setPosition(5)
    box.setTextCursor(cursor)
    qtbot.keyClicks(box, "x")
    assert box.source() == "gồm {teams}x Tổ\nvà {khac}"


def test_blocks_are_added_moved_turned_and_taken_away_with_their_numbers(page):
    page.select(TEAMS)
    blocks = page.editor.blocks.list
    names = [row.label.text() for row in blocks.rows]
    assert names[:3] == ["Điều 1", "Điều 2", "Khoản 1"]

    blocks.rows[2].add_asked.emit("clause")
    assert [row.label.text() for row in blocks.rows][2:5] == ["Khoản 1", "Khoản 2", "Khoản 3"]
    blocks.rows[3].box.set_source("Khoản mới")
    blocks.rows[3].tools.moved.emit(-1)
    blocks.rows[2]._turn("point")
    assert blocks.rows[2].label.text() == "Điểm a"
    count = len(blocks.rows)
    blocks.rows[2].tools.removed.emit()
    assert len(blocks.rows) == count - 1
    page.notices.shown[-1].action()
    page.keeper.flush()

    assert stored(page).content.blocks[2].text == "Khoản mới"
    assert told(page) == [] or "Đã bỏ Điểm a" in told(page)


def test_ctrl_enter_adds_the_next_clause_and_enter_only_breaks_the_line(page, qtbot):
    page.select(TEAMS)
    row = page.editor.blocks.list.rows[2]
    count = len(page.editor.blocks.list.rows)

    qtbot.keyClick(row.box, Qt.Key.Key_Return)
    assert len(page.editor.blocks.list.rows) == count
    qtbot.keyClick(row.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(page.editor.blocks.list.rows) == count + 1
    assert isinstance(page.editor.blocks.list.rows[3].value(), Clause)


def test_a_base_is_chosen_from_the_table_and_a_missing_one_added_to_it(page):
    page.select(TEAMS)
    count = len(page.editor.bases.rows)
    page.editor.bases.pick.click()
    picker = page.findChild(CitationPicker)
    picker.add.click()
    form = picker.findChild(CitationForm)
    form.kind.set_value("Công văn")
    form.symbol.set_value("99/UBND-VX")
    form.issued_on.edit.setText("01/10/2026")
    form.issuer.set_value("Ủy ban nhân dân tỉnh Thanh Hóa")
    form.words.set_value("về kiện toàn Tổ công nghệ số cộng đồng")
    form.save()

    assert picker.grid.current().symbol == "99/UBND-VX"
    picker.take.click()
    page.keeper.flush()

    assert len(stored(page).content.bases) == count + 1
    assert page.editor.bases.rows[-1].box.text().startswith("Công văn số 99/UBND-VX ngày 01 tháng 10 năm 2026")
    assert page.editor.bases.heading.text() == f"Căn cứ · {count + 1}"


def test_a_refused_citation_stays_in_its_form_beside_its_field(page):
    page.select(TEAMS)
    page.context.workspace.do(AddCitation(symbol="1/A", type_name="Công văn", issued_on=None, issuer="", title=""))
    picker = page.paperwork.pick_citations(lambda _answer: None)
    picker.add.click()
    form = picker.findChild(CitationForm)

    form.symbol.set_value("2/B")
    form.save()

    assert form.isVisible() and form.kind.error


def test_findings_stand_beside_their_field_and_the_chairman_is_put_in_where_asked(page):
    page.select(TEAMS)
    signing = page.editor.signing
    signing.form.set_value(SigningForm.FOR_HEAD)
    signing.form.changed.emit()
    page.keeper.flush()

    spot = page.editor.spots()["signing"]
    assert any(finding.code == "BOD-SIGNER" for finding in spot.findings)
    assert "Cần xem lại (" in page.review.tabText(1)
    assert any("Lỗi: Quyết định phải do" in words.text() for words in spot.findChildren(QLabel, "noteWords"))
    spot.findChild(QPushButton, "noteFix").click()

    assert stored(page).content.signing.form is SigningForm.HEAD
    assert stored(page).content.signing.titles == ("CHỦ TỊCH",)
    assert not page.editor.spots()["signing"].findings


def test_words_are_mended_by_their_own_remedy(page):
    page.select("compose:tb")
    page.editor.head.subject.set_value("Về việc nghỉ lễ.")
    page.keeper.flush()
    spot = page.editor.spots()["subject"]
    assert [finding.code for finding in spot.findings] == ["DOC-SUBJECT-STOP"]

    spot.findChild(QPushButton, "noteFix").click()

    assert stored(page).subject == "Về việc nghỉ lễ"


def test_xem_leads_to_the_field_or_to_the_page_of_the_record(page, went_to):
    page.select("compose:qd-ban-chi-dao")
    finding = next(each for each in page.findings if each.noun == "body")

    page.review.opened.emit(replace(finding, field="zzz"))
    assert went_to and went_to[-1][1] == finding.uid
    page.review.opened.emit(replace(finding, field="archive", noun="document"))
    assert page.editor.recipients.archive.edit.hasFocus() or page.focusWidget() is page.editor.recipients.archive.edit


def test_personal_columns_of_an_annex_are_the_officers_choice(page):
    page.select(TEAMS)
    editor = page.editor.annexes.editors[0]
    editor.phones.box.setChecked(True)
    page.editor.bodies.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    page.keeper.flush()

    annex = stored(page).content.annexes[0]
    assert annex.with_phones
    assert len(annex.bodies) == len(stored(page).bodies) == 11
    assert page.editor.blocks.list.rows[0].box.shown("teams") == "11"


@pytest.mark.parametrize("line", ["UBND tỉnh (để b/c)", "Như Điều {last_article}", "Tổ (thôn) 1"])
def test_a_recipient_reads_back_as_written(line):
    assert line_of(recipient_of(line)) == line


def test_the_purpose_of_a_recipient_is_kept_apart():
    assert recipient_of("UBND tỉnh (để b/c)") == Recipient(text="UBND tỉnh", purpose="để b/c")


@pytest.mark.parametrize(
    "template",
    [
        "bb",
        "gm",
        "cv-gui-cap-tren",
        "kh-chuyen-doi-so",
        "qd-ban-hanh",
        "ds-to",
        "qd-phan-cong",
        "ttr",
        "bc",
        "tb",
        "qd-to-cnsc-mot",
    ],
)
def test_every_kind_of_paper_goes_through_the_editor_unchanged(page, template):
    page.select(f"compose:{template}")
    before = stored(page)

    page.keeper.touch()
    page.keeper.flush()

    assert stored(page).content == before.content
    assert replace(stored(page), revision=0) == replace(before, revision=0)
    assert told(page) == [] or not any(notice.kind in ("problem", "defect") for notice in page.notices.shown)


def test_a_new_paper_asks_what_only_the_officer_knows(page):
    page.new()
    form = page.findChild(NewDocument)
    form._choose("tb")
    form.asks["matter"].set_value("lịch tiếp dân")
    form.save()

    assert not form.isVisible()
    assert stored(page).template == "tb"
    assert "lịch tiếp dân" in stored(page).subject


def test_a_template_that_cannot_be_drafted_yet_is_refused_in_the_form(page):
    page.new()
    form = page.findChild(NewDocument)
    form._choose("qd-kien-toan")
    form.save()

    assert form.isVisible()
    assert "Chưa có quyết định đã ký" in form.fields["template"].error
    form._sure_to_leave = True
    form.reject()


def test_the_list_is_filtered_by_words_year_and_state(page):
    workspace = page.context.workspace
    for template in ("qd-ban-chi-dao", "tb"):
        workspace.do(DraftDocument(template=template, day=NOW.date()))
    page.refresh()

    def shown() -> int:
        return sum(
            bool(page.list.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(page.list.list.count())
        )

    assert shown() == 2
    page.list.filter.setText("ban chi dao")
    assert shown() == 1
    page.list.filter.clear()
    page.list.state.setCurrentIndex(page.list.state.findData(DocumentState.SIGNED))
    assert shown() == 0


def test_a_draft_is_thrown_away_and_taken_back(page):
    page.select(TEAMS)
    uid = page._uid

    page.paperwork.delete()
    assert page.context.workspace.read(documents) == [] and page.paper is None
    page.tasks.undo()

    page.select(uid)
    assert page.view().uid == uid


def test_files_go_where_they_went_last_time(page, tmp_path: Path, monkeypatch):
    page.select(TEAMS)
    asked = []

    def save_name(_parent, _title, suggestion, _kinds):
        asked.append(Path(suggestion))
        return str(tmp_path / Path(suggestion).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_name)
    page.pdf.click()
    page.docx.click()
    page.xlsx_action.trigger()

    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".docx", ".pdf", ".xlsx"]
    assert asked[1].parent == tmp_path
    data = next(tmp_path.glob("*.pdf")).read_bytes()
    with pypdfium2.PdfDocument(data) as opened:
        assert len(opened) == 4


def test_printing_marks_the_draft_and_leaves_the_draft_mark_out(page, monkeypatch):
    page.select(TEAMS)
    sent = []
    monkeypatch.setattr(exporting, "ask_printer", lambda *_args, **_kw: object())
    monkeypatch.setattr(exporting, "print_steps", lambda data, _printer: iter(sent.append(data) or ()))

    page.print_()

    assert stored(page).state is DocumentState.PRINTED
    assert page.badge.text() == "đã in"
    with pypdfium2.PdfDocument(sent[0]) as opened:
        text = opened[0].get_textpage().get_text_bounded()
    assert "DỰ THẢO" not in text


def test_a_dialog_left_prints_nothing_and_marks_nothing(page, monkeypatch):
    page.select(TEAMS)
    monkeypatch.setattr(exporting, "ask_printer", lambda *_args, **_kw: None)

    page.print_()

    assert stored(page).state is DocumentState.DRAFT


def test_every_control_is_named_and_reached_by_keyboard(page):
    page.select(TEAMS)
    controls = [
        each
        for kind in (QPushButton, QLineEdit, QToolButton, FigureText)
        for each in page.findChildren(kind)
        if each.isVisibleTo(page)
    ]

    deaf = [
        each for each in controls if not isinstance(each, QToolButton) and each.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]
    mute = [
        each
        for each in page.editor.findChildren(QWidget)
        if isinstance(each, (QLineEdit, FigureText)) and not (each.accessibleName() or each.objectName())
    ]
    assert deaf == [] and mute == []
    defaults = [each for each in page.findChildren(QPushButton) if each.isDefault()]
    assert defaults == [], "Enter would press a button by surprise"


def test_tab_goes_through_the_paper_as_one_reads(page, qtbot):
    page.select(TEAMS)
    page.editor.blocks.list.rows[0].add_asked.emit("clause")
    wanted = [
        page.docx,
        page.issue,
        page.list.new_button,
        page.list.list,
        page.editor.head.subject.edit,
        page.editor.bases.pick,
        page.editor.bases.proposal.edit,
        page.editor.blocks.list.rows[0].box,
        page.editor.blocks.list.rows[1].box,
        page.editor.blocks.list.rows[2].box,
        page.editor.signing.person.combo,
        page.editor.recipients.archive.edit,
        page.editor.bodies.list,
        page.review.paper.view,
    ]

    chain, widget = [], page.docx
    for _step in range(1000):
        chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is page.docx:
            break

    places = [chain.index(each) for each in wanted]
    assert places == sorted(places)


def test_a_window_closed_while_typing_stores_the_last_words(qtbot, page):
    from ui.shell.catalog import Catalog, Entry
    from ui.shell.main_window import MainWindow

    entry = Entry("documents", "Văn bản đi", "paper", "", lambda _context: page)
    window = MainWindow(page.context, Catalog([entry]))
    qtbot.addWidget(window)
    window.show()
    window.navigate("documents", TEAMS)
    page.editor.head.subject.set_value("Về việc gõ dở")

    window.close()

    assert stored(page).subject == "Về việc gõ dở"
