"""The page of difficulties and proposals over a real store: four fields, a way of steps, the list on paper."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.difficulties.commands import AnswerDifficulty, RaiseDifficulty, SendDifficulty
from app.difficulties.queries import difficulties, proposals
from app.incoming.commands import RegisterLetter
from app.incoming.rules import LetterInput
from app.kernel.words import choose_language
from app.vocabulary import DifficultyState, Outcome
from tests.support.stores import day
from tests.ui.walk_person import alt_letters
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.difficulties.forms import AnswerForm, CloseForm, DifficultyForm, ReceiveForm, SendForm
from ui.pages.difficulties.page import DifficultiesPage
from ui.pages.difficulties.proposal_part import DecideForm, ProposalForm
from ui.widgets.fields import Field


@pytest.fixture
def went():
    return []


@pytest.fixture
def page(qtbot, workspace, went):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    context = Context(
        workspace, tasks, changes, notices, workspace.clock, lambda *where: went.append(where), SettingsInMemory()
    )
    shown = DifficultiesPage(context)
    qtbot.addWidget(shown)
    shown.resize(1150, 650)
    shown.show()
    return shown


@pytest.fixture(params=["vi", "en"])
def spoken(request):
    """Both languages of the window, one after the other."""
    choose_language(request.param)
    yield request.param
    choose_language("vi")


def form(page, kind=QDialog):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def closed(page):
    return not any(one.isVisible() for one in page.findChildren(QDialog))


def raised(page, title="Thôn vùng trũng chưa có sóng 4G"):
    page.tasks.do(RaiseDifficulty(title=title, wish="Lắp thêm trạm", addressee="UBND huyện Hà Trung"))
    page.difficulties.grid.selectRow(0)
    return page.context.workspace.read(difficulties)[0].uid


def kept(page):
    return page.context.workspace.read(difficulties)[0]


def test_row_0_19_four_fields_raise_a_difficulty_with_the_usual_addressee(page):
    assert page.difficulties.empty.isVisible()
    page.new()
    dialog = form(page, DifficultyForm)
    fields = [field for field in dialog.findChildren(Field) if field.isVisible()]
    assert len(fields) == 4
    assert dialog.addressee.value() == "UBND huyện Hà Trung (qua Phòng Văn hóa và Thông tin)"

    dialog.save()
    assert "DIF" not in dialog.what.error and dialog.what.error
    dialog.what.set_value("Chưa có sóng 4G")
    dialog.save()

    assert closed(page)
    assert kept(page).title == "Chưa có sóng 4G"
    assert page.difficulties.current().uid == kept(page).uid
    [row] = [
        [column.show(each) for column in page.difficulties.grid.rows.columns]
        for each in page.difficulties.grid.rows.rows
    ]
    assert row[:4] == ["Chưa có sóng 4G", "đã ghi nhận, chưa gửi", "hôm nay", "05/04/2022"]


def test_each_step_has_one_button_and_sent_never_reads_as_received(page, clock):
    raised(page)
    clock.set(day("2022-04-25"))
    part = page.difficulties

    part.next_button.click()
    send = form(page, SendForm)
    assert send.day.value() == date(2022, 4, 25)
    send.day.set_value(date(2022, 4, 6))
    send.how.set_value("Báo cáo tháng 4")
    send.save()
    assert part.way.words == [
        "✓ đã ghi nhận: 05/04/2022",
        "✓ đã gửi: 06/04/2022",
        "○ đã nhận: chưa",
        "○ đã trả lời: chưa",
        "○ đã khép lại: chưa",
    ]
    assert part.badge.text() == "đã gửi, chờ xác nhận"
    assert "đã nhận" not in part.badge.text()

    part.next_button.click()
    form(page, ReceiveForm).save()
    assert part.badge.text() == "đã nhận, chờ trả lời"
    part.next_button.click()
    answer = form(page, AnswerForm)
    answer.save()
    assert answer.answer.error
    answer.answer.set_value("Lắp trạm trong quý II.")
    answer.save()
    part.next_button.click()
    form(page, CloseForm).save()

    assert kept(page).state is DifficultyState.CLOSED
    assert part.grid.rows.rows == ()
    assert "1 việc đã khép lại" in part.empty.sentence.text()


def test_a_step_before_the_one_it_follows_is_refused_in_its_form_which_stays(page):
    raised(page)
    page.difficulties.send()
    dialog = form(page, SendForm)
    dialog.day.set_value(date(2022, 4, 1))
    dialog.save()
    assert "sớm hơn bước trước đó" in dialog.day.error
    dialog.day.set_value(None)
    dialog.save()
    assert "Chưa ghi ngày" in dialog.day.error
    assert kept(page).state is DifficultyState.RAISED


def test_an_answer_may_name_the_letter_it_came_by(page, went):
    uid = raised(page)
    page.tasks.do(SendDifficulty(uid=uid, sent_on=date(2022, 4, 5)))
    letter = page.context.workspace.do(
        RegisterLetter(
            letter=LetterInput(
                symbol="45/UBND-VHTT", subject="Phủ sóng vùng trũng", issuer="UBND huyện", arrived_on=date(2022, 4, 5)
            )
        )
    ).value
    page.difficulties.answer_button.click()
    dialog = form(page, AnswerForm)
    dialog.answer.set_value("Đã giao nhà mạng.")
    dialog.letter.set_value(letter)
    dialog.save()

    assert kept(page).answer_letter == letter
    assert "45/UBND-VHTT" in page.difficulties.words.text()
    page.difficulties.letter_button.click()
    assert went == [("incoming", letter)]


def test_a_closed_one_is_shown_on_demand_and_opened_again(page):
    uid = raised(page)
    page.difficulties.close_()
    form(page, CloseForm).save()
    assert page.difficulties.current() is None
    page.select(uid)
    assert page.difficulties.with_closed.isChecked()
    assert page.difficulties.way.words[1] == "○ đã gửi: bỏ qua"

    page.difficulties.next_button.click()

    assert kept(page).state is DifficultyState.RAISED


def test_it_is_corrected_and_only_what_was_never_sent_goes(page):
    uid = raised(page)
    page.difficulties.edit()
    dialog = form(page, DifficultyForm)
    dialog.area.set_value("Hạ tầng")
    dialog.raised_on.set_value(date(2022, 4, 1))
    dialog.save()
    assert (kept(page).area, kept(page).raised_on) == ("Hạ tầng", date(2022, 4, 1))
    assert page.difficulties.remove_button.isVisible()
    page.tasks.do(SendDifficulty(uid=uid, sent_on=date(2022, 4, 5)))
    assert not page.difficulties.remove_button.isVisible()
    page.tasks.undo()
    page.difficulties.remove_button.click()
    assert page.context.workspace.read(difficulties) == []
    page.tasks.undo()
    assert kept(page).uid == uid


def test_the_list_of_open_difficulties_is_saved_as_pdf(page, tmp_path):
    raised(page)
    page.files.save_to(page._list(), tmp_path / "kho-khan", "pdf")
    assert (tmp_path / "kho-khan.pdf").read_bytes().startswith(b"%PDF")


def test_row_4_06_a_proposal_is_kept_with_its_outcome(page):
    page.tabs.setCurrentIndex(1)
    assert not page.print_button.isVisible()
    page.new()
    dialog = form(page, ProposalForm)
    assert dialog.addressee.value() == "Ủy ban nhân dân xã Mẫu Sơn"
    dialog.what.set_value("Hỗ trợ phí chữ ký số cho hộ nghèo")
    dialog.save()
    part = page.proposals
    assert part.current().outcome is Outcome.PENDING

    part.decide_button.click()
    decide = form(page, DecideForm)
    decide.save()
    assert decide.outcome.error
    decide.outcome.set_value(Outcome.PARTLY)
    decide.words.set_value("Hỗ trợ một nửa phí.")
    decide.save()

    [view] = page.context.workspace.read(proposals)
    assert (view.outcome, view.outcome_on) == (Outcome.PARTLY, date(2022, 4, 5))
    assert "chấp thuận một phần" in [column.show(view) for column in part.grid.rows.columns]
    assert part.words.text() == "Hỗ trợ một nửa phí."
    part.edit()
    form(page, ProposalForm).what.set_value("Hỗ trợ phí chữ ký số")
    form(page, ProposalForm).save()
    assert part.current().title == "Hỗ trợ phí chữ ký số"
    part.remove()
    assert page.context.workspace.read(proposals) == []


def test_everything_has_a_letter_of_its_own(spoken, page):
    uid = raised(page)
    page.tasks.do(SendDifficulty(uid=uid, sent_on=date(2022, 4, 5)))
    page.tasks.do(AnswerDifficulty(uid=uid, answered_on=date(2022, 4, 5), answer="Đã giao."))
    raised(page, "Mất điện")
    part = page.difficulties
    for row in range(2):
        part.grid.selectRow(row)
        assert shared(page) == {}
    for begin in (part.new, part.edit, part.send, part.answer, part.close_, page.proposals.new):
        begin()
        dialog = form(page)
        assert shared(dialog) == {}
        dialog._sure_to_leave = True
        dialog.reject()
    page.tabs.setCurrentIndex(1)
    assert shared(page) == {}


def shared(widget):
    return {letter: words for letter, words in alt_letters(widget).items() if len(words) > 1 or not letter.isascii()}


def test_enter_on_a_row_begins_its_next_step(page, qtbot):
    raised(page)
    page.difficulties.grid.setFocus()
    qtbot.keyClick(page.difficulties.grid, Qt.Key.Key_Return)
    assert form(page, SendForm).view.title == "Thôn vùng trũng chưa có sóng 4G"
