"""The page of the office above over a real store: who is late, what was kept back and why, records as sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.exchange.enrolling import MakeOwnKeys
from app.kernel.words import choose_language
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from app.vocabulary import InboxState, ReviewState
from tests.support.two_offices import two_offices
from tests.ui.exchange_pages import cells, form, page_of, shared_letters
from ui.pages.intake.forms import ReturnForm
from ui.pages.intake.page import REVIEWS, IntakePage


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        three[0].desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
        yield three


@pytest.fixture
def page(offices, qtbot):
    return page_of(IntakePage, offices[1], qtbot)


def test_in_a_commune_it_says_that_it_is_for_the_office_above(qtbot, workspace, clock):
    class Lone:
        desk = workspace

    lone = Lone()
    lone.clock = clock
    page = page_of(IntakePage, lone, qtbot)

    assert "dành cho cơ quan cấp trên" in page.communes.empty.sentence.text()
    assert page.communes.empty.isVisible()


def test_who_is_late_is_said(page, offices, clock):
    commune, _superior, stick = offices
    assert cells(page.communes.grid)[0][1] == "chưa gửi gói nào"
    page.take_in([commune.bundle(stick)])
    assert cells(page.communes.grid)[0][1] == "hôm nay"

    clock.move(timedelta(days=32))
    page.refresh()

    assert cells(page.communes.grid)[0][1] == "quá 32 ngày chưa gửi"
    assert "1 xã quá hạn chưa gửi" in page.subtitle_label.text()


def test_one_bad_file_is_kept_with_its_reason_and_stops_no_other(page, offices):
    commune, _superior, stick = offices
    good = commune.bundle(stick)
    (stick / "cut.xaso").write_bytes(good.read_bytes()[:-100])
    (stick / "autorun.inf").write_text("[autorun]")

    page.take_in([stick])

    states = {line.view.file_name: line.view.state for line in page.seen.files}
    assert states == {good.name: InboxState.TAKEN_IN, "cut.xaso": InboxState.QUARANTINED}
    assert "cut.xaso: giữ riêng, chưa nhận" in page.taken.words.text()
    assert "autorun.inf" in page.taken.words.text()
    page.files.grid.select_uid(next(line.uid for line in page.seen.files if line.view.file_name == "cut.xaso"))
    assert "EXC-" in page.files.reason.text()


def test_a_bundle_that_comes_first_waits_and_goes_on_by_itself(page, offices):
    commune, _superior, stick = offices
    first = commune.bundle(stick)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Trần Văn Bình")))
    second = commune.bundle(stick)

    page.take_in([second])
    assert [line.view.state for line in page.seen.files] == [InboxState.WAITING]
    page.take_in([first])

    assert {line.view.state for line in page.seen.files} == {InboxState.TAKEN_IN}


def test_records_are_shown_as_sent_and_go_back_with_field_and_comment(page, offices):
    commune, _superior, stick = offices
    page.take_in([commune.bundle(stick)])
    page.show_records(page.communes.current())
    page.records.kinds.select_uid("person")
    assert ["Họ và tên", "Lê Thị Hạnh"] in cells(page.records.fields)
    assert not [line for line in cells(page.records.fields) if line[0] in ("uid", "revision", "sort_key")]

    page.records.send_back()
    back = form(page, ReturnForm)
    back.field.set_value("full_name")
    back.comment.set_value("Tên trên quyết định là Lê Thị Hằng")
    back.save()

    assert [line.title for line in page.records.records.rows.rows if line.returned] == ["Lê Thị Hạnh"]
    [line] = page.seen.reviews
    assert (line.field, line.state) == ("Họ và tên", ReviewState.RETURNED)
    page.tabs.setCurrentIndex(REVIEWS)
    page.reviews.withdraw()
    assert page.seen.reviews[0].state is ReviewState.WITHDRAWN


def test_receipts_wait_to_be_saved_and_the_code_can_be_read_out(page, offices):
    commune, _superior, stick = offices
    page.take_in([commune.bundle(stick)])
    assert page.save_button.isEnabled()

    page.read_code()
    assert len(page.question.words.text().rpartition(": ")[2].replace(" ", "").replace("-", "")) == 12

    page.save_to(stick)
    assert not page.save_button.isEnabled()
    assert cells(page.going.grid)[0][:2] == ["Biên nhận", "đã giao"]
    page.take_in([stick])
    assert "1 tệp do chính máy này lập được để nguyên" in page.taken.words.text()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_letters_of_each_tab_are_its_own(offices, qtbot, language):
    commune, superior, stick = offices
    superior.desk.do(MakeOwnKeys())
    choose_language(language)
    try:
        page = page_of(IntakePage, superior, qtbot)
        page.take_in([commune.bundle(stick)])
        assert shared_letters(page) == {}
    finally:
        choose_language("vi")
