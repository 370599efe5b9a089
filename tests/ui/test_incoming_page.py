"""The page of letters that came in: registered by paste or file, duties chosen by keyboard, the book saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.duties.queries import duties
from app.incoming import queries
from app.incoming.commands import LetterInput, RegisterLetter
from app.kernel.files import sha256_of
from app.typesetting import model
from app.typesetting.render_pdf import render_pdf
from tests.app.incoming.letters import HA_TRUNG, QUAN_HOA, SEEDS, texts
from tests.support.pictures import bomb, jpeg, png_claiming
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.incoming.duty_form import ProposedDutyForm
from ui.pages.incoming.letter_form import LetterForm
from ui.pages.incoming.page import IncomingPage


@pytest.fixture
def went():
    return []


@pytest.fixture
def page(qtbot, workspace, clock, went):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    shown = IncomingPage(
        Context(workspace, tasks, changes, notices, clock, lambda *where: went.append(where), SettingsInMemory())
    )
    qtbot.addWidget(shown)
    shown.resize(1150, 660)
    shown.show()
    yield shown
    tasks.close()


def register(page, name=HA_TRUNG, **fields):
    given = {
        "arrived_on": date(2022, 4, 4),
        "symbol": "812/UBND-VHTT",
        "issued_on": date(2022, 4, 1),
        "issuer": "UBND huyện Hà Trung",
        "subject": "hướng dẫn thành lập Ban Chỉ đạo chuyển đổi số cấp xã",
        "text": texts(SEEDS)[name],
    }
    page.tasks.do(RegisterLetter(letter=LetterInput(**(given | fields))))


def form(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def kept(page):
    return page.context.workspace.read(queries.letters)


def confirmed(page):
    return page.context.workspace.read(duties)


def test_an_empty_page_teaches_and_begins(page, qtbot):
    assert "dán nội dung" in page.letters_pane.empty.sentence.text()

    page.letters_pane.empty.button.click()

    assert form(page, LetterForm).arrived_on.value() == date(2022, 4, 5)


def test_a_pasted_text_fills_the_columns_it_names_and_is_kept(page):
    page.take_text(texts(SEEDS)[HA_TRUNG])
    shown = form(page, LetterForm)
    assert shown.issuer.value() == "Ủy ban nhân dân huyện Hà Trung"
    assert shown.subject.value().startswith("hướng dẫn thành lập")
    assert shown.arrival_number.value() == "1"
    shown.symbol.set_value("812/UBND-VHTT")

    shown.save()

    (letter,) = kept(page)
    assert (letter.arrival_number, letter.symbol, letter.has_text) == (1, "812/UBND-VHTT", True)
    assert page.letter().uid == letter.uid
    assert page.proposals.lines()


def test_what_was_typed_is_not_overwritten_by_the_text(page):
    page.new()
    shown = form(page, LetterForm)
    shown.subject.set_value("trích yếu tự ghi")

    shown.text.edit.setPlainText(texts(SEEDS)[HA_TRUNG])

    assert shown.subject.value() == "trích yếu tự ghi"


def test_a_dropped_pdf_is_read_and_kept_by_its_content(page, tmp_path):
    file = tmp_path / "cong-van.pdf"
    words = "Kính gửi: UBND các xã. UBND huyện yêu cầu UBND các xã báo cáo về UBND huyện trước ngày 20 hàng tháng."
    file.write_bytes(render_pdf(model.Document(title="", subject="", blocks=(model.Paragraph(text=words),))))

    page.take_files([file])
    shown = form(page, LetterForm)

    assert "trước ngày 20 hàng tháng" in " ".join(shown.text.edit.toPlainText().split())
    assert shown.file_name == "cong-van.pdf"
    assert page.context.workspace.files.get(shown.file_sha256) == file.read_bytes()


def test_a_file_that_cannot_be_read_says_why_and_the_form_stays(page, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4 nothing")

    page.take_files([file])
    shown = form(page, LetterForm)

    assert "hỏng" in shown.told.text()
    assert not shown.file_sha256


def test_a_scanned_picture_is_kept_as_it_came(page, tmp_path):
    file = tmp_path / "cong-van.jpg"
    file.write_bytes(jpeg(300, 400))

    page.take_files([file])
    shown = form(page, LetterForm)

    assert page.context.workspace.files.get(shown.file_sha256) == file.read_bytes()
    assert "bản quét không có chữ" in shown.told.text()


@pytest.mark.parametrize("content", [jpeg(300, 400)[:900], bomb(), png_claiming(40_000, 40_000), b"khong phai anh"])
def test_a_picture_that_cannot_be_opened_is_not_kept_as_a_scan(page, tmp_path, content):
    file = tmp_path / "cong-van.png"
    file.write_bytes(content)

    page.take_files([file])
    shown = form(page, LetterForm)

    assert "Ảnh quét “cong-van.png”" in shown.told.text()
    assert not shown.file_sha256 and not page.context.workspace.files.path_of(sha256_of(file)).exists()


def test_a_like_letter_is_asked_about_beside_its_field(page):
    register(page)
    page.new()
    shown = form(page, LetterForm)
    for field, words in ((shown.symbol, "812-UBND/VHTT"), (shown.issuer, "UBND huyện Hà Trung"), (shown.subject, "x")):
        field.set_value(words)

    shown.save()
    assert "812/UBND-VHTT" in shown.symbol.error
    assert len(kept(page)) == 1

    shown.two_letters.set_value(True)
    shown.save()
    assert len(kept(page)) == 2


def test_enter_confirms_and_goes_on_and_delete_drops(page, qtbot):
    register(page)
    grid = page.proposals.grid
    first, second = page.proposals.lines()[:2]
    assert page.proposals.current().uid == first.uid

    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert page.proposals.current().uid == second.uid
    qtbot.keyClick(grid, Qt.Key.Key_Delete)

    states = [line.judged.value for line in page.proposals.lines()[:3]]
    assert states == ["confirmed", "dropped", "open"]
    (duty,) = confirmed(page)
    assert duty.sentence_at == first.proposal.start
    assert duty.owner_name == "Công chức Văn hóa - Xã hội"


def test_f2_mends_a_proposal_before_it_is_confirmed_and_a_duty_afterwards(page, qtbot):
    register(page)
    monthly = next(line for line in page.proposals.lines() if line.proposal.due_day == 26)
    page.proposals.select_uid(monthly.uid)

    qtbot.keyClick(page.proposals.grid, Qt.Key.Key_F2)
    shown = form(page, ProposedDutyForm)
    assert (shown.due_day.value(), shown.exclusive.value()) == ("26", True)
    shown.due_day.set_value("25")
    shown.save()
    assert [duty.due_day for duty in confirmed(page)] == [25]

    page.proposals.select_uid(monthly.uid)
    page.proposals.mend()
    again = form(page, ProposedDutyForm)
    assert again.due_day.value() == "25"
    again.owner.combo.setText("Văn phòng - Thống kê")
    again.save()

    (duty,) = confirmed(page)
    assert (duty.due_day, duty.owner_words) == (25, "Văn phòng - Thống kê")


def test_all_are_confirmed_in_one_step_that_one_undo_takes_back(page):
    register(page)
    waiting = len(page.proposals.lines())

    page.proposals.all_button.click()
    assert len(confirmed(page)) == waiting > 10
    assert not page.proposals.all_button.isEnabled()

    page.tasks.undo()
    assert confirmed(page) == []
    assert page.proposals.all_button.isEnabled()


def test_sentences_are_marked_in_the_text_and_a_proposal_scrolls_to_its_own(page):
    register(page, QUAN_HOA)
    line = next(line for line in page.proposals.lines() if line.proposal.first_line > 150)

    page.proposals.select_uid(line.uid)

    marks = page.text.extraSelections()
    assert len(marks) == len(page.proposals.lines())
    assert page.text.textCursor().position() == line.proposal.start


def test_work_for_other_offices_is_shown_when_asked_for(page):
    register(page, QUAN_HOA)
    before = len(page.proposals.lines())

    page.proposals.others.setChecked(True)

    assert len(page.proposals.lines()) == len(page.reading.lines) > before


def test_cited_texts_join_the_table_by_one_button_and_a_blank_day_is_told(page):
    register(page, QUAN_HOA)
    assert "06-NQ/TU" in page.doubts.text()
    assert page.cite_button.isVisible()

    page.cite_button.click()

    assert not page.cite_button.isVisible()


def test_a_plan_is_drafted_from_the_letter_and_opened(page, went):
    register(page)

    page.findChild(QMenu, "draftMenu").actions()[0].trigger()

    assert went[0][0] == "documents"


def test_the_book_is_saved_as_worksheet_and_pdf(page, tmp_path):
    register(page, arrival_number=7)

    page.save_register("xlsx", tmp_path / "so")
    page.save_register("pdf", tmp_path / "so")

    assert (tmp_path / "so.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")


def test_a_letter_with_duties_is_not_taken_out(page, qtbot):
    register(page)
    page.proposals.confirm()

    page.remove_button.click()
    assert len(kept(page)) == 1

    page.tasks.undo()
    page.remove_button.click()
    assert kept(page) == []
    assert page.text.toPlainText() == ""
