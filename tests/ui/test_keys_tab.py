"""The tab of keys over real stores: sheets and files, and every change of keys from its menu to the other office."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.exchange.enrolling import MakeOwnKeys
from app.exchange.recovering import open_kit
from app.exchange.ring import own_key_row, own_secret
from app.keys.enrolment import read_enrolment
from app.keys.slot import open_with_recovery
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from app.vocabulary import InboxState, KeyState
from db.models import OfficeKey
from tests.support.stores import CHEAP, PASSWORD
from tests.support.two_offices import set_up_commune, two_offices
from tests.ui.exchange_pages import form, told
from tests.ui.key_tab import SEND_KEYS, Stick, choose, commune_tab, states, superior_tab, turn_to
from ui.widgets import key_card
from ui.widgets.key_forms import KeyStep, RecoverForm, RevokeForm, SignHandOverForm
from ui.widgets.key_hand_over import HandOverForm
from ui.widgets.recovery_form import NewRecoveryCode, RecoveryCodeShown
from ui.widgets.words_form import WordsForm


@pytest.fixture(autouse=True)
def light_derivation(monkeypatch):
    monkeypatch.setattr("app.keys.slot.calibrated", lambda: CHEAP)


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def stick(tmp_path, monkeypatch):
    return Stick(tmp_path / "USB", monkeypatch)


@pytest.fixture
def commune(offices, stick, qtbot):
    return commune_tab(offices[0], qtbot)


@pytest.fixture
def superior(offices, stick, qtbot):
    return superior_tab(offices[1], qtbot)


def key_of(office):
    return office.desk.read(own_secret).key_id


def state_above(offices, key_id):
    return offices[1].desk.read(lambda session: session.get_one(OfficeKey, key_id).state)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[0].get_textpage().get_text_range()


def send_one_more(offices, name):
    """A bundle with one more person, as the office above judges it."""
    offices[0].desk.do(AddPerson(person=PersonInput(full_name=name)))
    [came] = offices[1].take_in(offices[0].bundle(offices[2]))
    return came


# ---------------------------------------------------------------- the first keys, sheets, files


def test_a_store_from_before_gets_its_keys_when_the_tab_is_opened(empty_workspace, tmp_path, clock, qtbot, monkeypatch):
    from tests.support.two_offices import Office

    office = Office(Path(shutil.copytree(empty_workspace, tmp_path / "xa")), clock)
    monkeypatch.setattr("tests.support.two_offices.MakeOwnKeys", lambda: AddPerson(person=PersonInput(full_name="A B")))
    try:
        set_up_commune(office)
        assert office.desk.read(own_key_row) is None
        page = commune_tab(office, qtbot)

        words = office.words()
        assert all(word in page.key.card.words.text() for word in words)
        assert "{" not in office.desk.undo().sentence, "what the person did last is still what undo takes back"
        assert office.desk.read(own_key_row) is not None
    finally:
        office.desk.close()


def test_the_key_sheet_and_the_key_file_leave_on_a_stick(commune, superior, stick, offices):
    choose(commune, key_card.SAVE_SHEET)
    assert stick.last().name == "phieu-khoa.pdf"
    assert all(word in text_of(stick.last()) for word in offices[0].words())

    commune.key.card.file_button.click()

    assert read_enrolment(stick.last().read_bytes()).keys.key_id == key_of(offices[0])
    assert any("đọc lại đúng" in line for line in told(commune))


def test_one_sealed_sheet_opens_the_store_and_the_keys_and_is_asked_back(commune, stick, offices):
    assert "Chưa có phiếu khôi phục" in commune.key.card.care.text()
    commune.key.save_kit()
    assert "lập phiếu khôi phục trước" in commune.key.question.words.text() and stick.names == []

    commune.key.card.sealed_button.click()
    asked = form(commune, NewRecoveryCode)
    asked.password.set_value("khong-phai-no")
    asked.save()
    assert "không đúng" in asked.password.error
    asked.password.set_value(PASSWORD)
    asked.save()
    shown = form(commune, RecoveryCodeShown)
    shown.sheet.save()
    assert all(group in text_of(stick.last()) for group in shown.code.split())
    shown.finish()
    assert shown.isVisible(), "both groups are asked back"
    commune.key.refresh_seen()
    assert "chưa chắc đã chép" in commune.key.card.care.text()
    for place, field in shown.sheet.asked.items():
        field.set_value(shown.code.split()[place - 1])
    code = shown.code
    shown.finish()
    assert not shown.isVisible()

    assert "Chưa lưu tệp giữ khóa" in commune.key.card.care.text()
    choose(commune, key_card.KIT)
    assert open_kit(stick.last().read_bytes(), code).secret == offices[0].desk.read(own_secret)
    assert len(open_with_recovery(offices[0].desk.places.slot, code)) == 32
    spelled = (code, code.replace(" ", ""))
    kept = [file for file in offices[0].folder.rglob("*") if file.is_file()]
    assert not [file for file in kept if any(each.encode() in file.read_bytes() for each in spelled)]
    assert not commune.key.card.care.isVisibleTo(commune)


def test_the_directory_shows_each_key_with_its_state_and_its_version(commune, superior, offices, stick):
    assert states(superior) == [("Máy này", "đang dùng"), ("Ủy ban nhân dân xã Mẫu Sơn", "tin dùng")]
    version = superior.key.seen.number
    assert f"bản số {version}" in superior.key.directory.told.text()
    assert commune.key.seen.number == 0

    choose(commune, key_card.ROTATE)
    form(commune, KeyStep).save()
    superior.take_in([stick.last()])

    assert ("Ủy ban nhân dân xã Mẫu Sơn", "đã thay") in states(superior)
    assert superior.key.seen.number > version
    offices[1].answer(send_one_more(offices, "Lê Thị Hạnh"), offices[2])
    commune.take_in([offices[2]])
    assert commune.key.seen.number == superior.key.seen.number


# ---------------------------------------------------------------- the own key changes


def test_keys_are_replaced_only_after_being_asked_and_the_other_office_follows_without_words(
    commune, superior, offices, stick
):
    old = key_of(offices[0])
    choose(commune, key_card.ROTATE)
    asked = form(commune, KeyStep)
    asked.reject()
    assert key_of(offices[0]) == old

    choose(commune, key_card.ROTATE)
    form(commune, KeyStep).save()
    superior.take_in([stick.last()])

    assert stick.last().name.startswith("thay-khoa")
    assert (state_above(offices, old), state_above(offices, key_of(offices[0]))) == (
        KeyState.REPLACED,
        KeyState.TRUSTED,
    )
    assert send_one_more(offices, "Lê Thị Hạnh").is_taken_in
    assert "Việc tiếp theo" in commune.key.question.words.text()


def test_a_file_that_was_not_saved_waits_in_the_list(commune, superior, offices, stick):
    stick.refuses = True
    choose(commune, key_card.ROTATE)
    form(commune, KeyStep).save()
    assert stick.names == []
    stick.refuses = False

    commune.key.issued.save_button.click()
    superior.take_in([stick.last()])

    assert state_above(offices, key_of(offices[0])) is KeyState.TRUSTED


def test_a_new_epoch_begins_with_everything(commune, offices, clock):
    came = send_one_more(offices, "Lê Thị Hạnh")
    commune.take_in([offices[1].answer(came, offices[2])])
    assert not commune.seen.preview.is_full

    choose(commune, key_card.EPOCH)
    form(commune, KeyStep).save()

    assert commune.key.seen.epoch == 2
    assert commune.seen.preview.is_full
    clock.move(timedelta(minutes=1))
    [again] = offices[1].take_in(offices[0].bundle(offices[2]))
    assert again.is_taken_in


def test_a_lost_own_key_is_revoked_replaced_at_once_and_must_be_compared_again(commune, superior, offices, stick):
    old = key_of(offices[0])
    choose(commune, key_card.REVOKE)
    asked = form(commune, RevokeForm)
    asked.reason.set_value("mất USB sao lưu")
    asked.save()
    superior.take_in([stick.last()])

    new = key_of(offices[0])
    assert new != old and state_above(offices, old) is KeyState.REVOKED
    assert ("Máy này", "thu hồi") in states(commune)
    assert send_one_more(offices, "Lê Thị Hạnh").state is InboxState.QUARANTINED

    commune.key.card.file_button.click()
    superior.take_in([stick.last()])
    turn_to(superior, new)
    superior.key.directory.compare_button.click()
    words = form(superior, WordsForm)
    words.words.set_value(", ".join(offices[0].words()))
    words.save()

    assert state_above(offices, new) is KeyState.TRUSTED
    assert [line.view.state for line in superior.seen.files] == [InboxState.TAKEN_IN], "what waited came in by itself"


def test_a_successor_gets_an_own_password_and_keys_that_the_predecessor_vouches_for(commune, superior, offices, stick):
    old = key_of(offices[0])
    choose(commune, key_card.HAND_OVER)
    asked = form(commune, HandOverForm)
    asked.new.set_value("nguoi-moi-2026")
    asked.again.set_value("nguoi-moi-2026")
    asked.old.set_value("khong-phai-no")
    asked.save()
    assert "không đúng" in asked.old.error and key_of(offices[0]) == old
    asked.old.set_value(PASSWORD)
    asked.save()

    superior.take_in([stick.last()])
    assert state_above(offices, key_of(offices[0])) is KeyState.TRUSTED
    offices[0].desk.close()
    offices[0].password = "nguoi-moi-2026"
    offices[0].open()


def test_keys_come_back_into_a_store_restored_from_before_they_were_replaced(commune, superior, offices, stick, qtbot):
    code = offices[0].desk.new_recovery_code(cost=CHEAP)
    came = send_one_more(offices, "Lê Thị Hạnh")
    offices[1].answer(came, offices[2])
    before = offices[0].folder.with_name("truoc")
    shutil.copytree(offices[0].folder, before)
    choose(commune, key_card.ROTATE)
    form(commune, KeyStep).save()
    superior.take_in([stick.last()])
    choose(commune, key_card.KIT)
    kit = stick.last()
    commune.hide()
    offices[0].desk.close()
    shutil.rmtree(offices[0].folder)
    before.rename(offices[0].folder)
    offices[0].open()
    page = commune_tab(offices[0], qtbot)

    choose(page, key_card.RECOVER)
    asked = form(page, RecoverForm)
    asked.save()
    assert "Chưa chọn tệp" in asked.file.error
    asked.file.set_value(str(kit))
    asked.code.set_value(code[:-1] + ("0" if code[-1] != "0" else "1"))
    asked.save()
    assert "Nhóm số 8" in asked.code.error
    asked.code.set_value(code)
    asked.save()

    superior.take_in([stick.last()])
    assert state_above(offices, key_of(offices[0])) is KeyState.TRUSTED


# ---------------------------------------------------------------- the office above


def test_the_office_above_revokes_a_commune_after_a_sequence_and_keeps_what_came_before(
    commune, superior, offices, stick
):
    key = key_of(offices[0])
    first = send_one_more(offices, "Lê Thị Hạnh")
    superior.refresh()
    turn_to(superior, key)
    superior.key.directory.revoke_button.click()
    asked = form(superior, RevokeForm)
    assert f"đến số {asked.taken_in}" in asked.how.combo.text()
    asked.reason.set_value("mất máy")
    asked.save()

    assert first.is_taken_in and stick.last().name.startswith("thu-hoi-khoa")
    assert ("Ủy ban nhân dân xã Mẫu Sơn", "thu hồi") in states(superior)
    assert send_one_more(offices, "Lê Thị Sau").code == "EXC-10"

    commune.take_in([stick.last()])
    commune.tabs.setCurrentIndex(SEND_KEYS)
    assert key_of(offices[0]) != key, "the commune learns of it and gets other keys without being asked"
    assert "đã bị thu hồi" in commune.key.question.words.text()


def test_a_commune_learns_from_the_directory_that_its_key_counts_no_longer(commune, superior, offices):
    key = key_of(offices[0])
    turn_to(superior, key)
    superior.key.directory.revoke_button.click()
    asked = form(superior, RevokeForm)
    asked.how.set_value("up_to")
    asked.how.changed.emit()
    asked.number.set_value("1000")
    asked.save()
    came = send_one_more(offices, "Lê Thị Hạnh")
    assert came.is_taken_in

    commune.take_in([offices[1].answer(came, offices[2])])
    commune.tabs.setCurrentIndex(SEND_KEYS)

    assert key_of(offices[0]) != key
    assert "đã bị thu hồi" in commune.key.question.words.text()


def test_a_revoked_number_that_is_none_is_told_beside_its_field(superior, offices):
    turn_to(superior, key_of(offices[0]))
    superior.key.directory.revoke_button.click()
    asked = form(superior, RevokeForm)
    asked.how.set_value("up_to")
    asked.how.changed.emit()
    asked.number.set_value("mười")
    asked.save()

    assert "số thứ tự" in asked.number.error
    asked.number.set_value("1")
    asked.save()
    assert superior.key.directory.current().view.valid_through == 1


def test_the_keys_of_the_office_above_are_not_ours_to_revoke(commune, offices):
    turn_to(commune, key_of(offices[1]))

    assert not commune.key.directory.revoke_button.isVisible()
    assert commune.key.directory.file_button.isVisible()


def test_the_office_above_signs_for_a_successor_whose_predecessor_cannot(commune, superior, offices, stick):
    old = key_of(offices[0])
    assert send_one_more(offices, "Lê Thị Hạnh").is_taken_in
    stick.refuses = True
    choose(commune, key_card.ROTATE)
    form(commune, KeyStep).save()
    stick.refuses = False
    commune.key.card.file_button.click()
    superior.take_in([stick.last()])
    assert send_one_more(offices, "Lê Thị Sau").state is InboxState.QUARANTINED
    superior.refresh()

    turn_to(superior, key_of(offices[0]))
    superior.key.directory.hand_over_button.click()
    asked = form(superior, SignHandOverForm)
    asked.words.set_value("ao sen " * 8)
    asked.save()
    assert "không khớp" in asked.words.error
    asked.words.set_value(", ".join(offices[0].words()))
    asked.save()

    assert (state_above(offices, old), state_above(offices, key_of(offices[0]))) == (
        KeyState.REPLACED,
        KeyState.TRUSTED,
    )
    assert {line.view.state for line in superior.seen.files} == {InboxState.TAKEN_IN}
    assert stick.last().name.startswith("ban-giao-khoa")


def test_a_stick_that_is_full_or_gone_is_told_and_nothing_is_called_saved(commune, offices, tmp_path):
    commune.key.save_to(tmp_path / "rút rồi" / "khoa.xaso-khoa")

    assert not any("đọc lại" in line for line in told(commune))
    assert [notice.kind for notice in commune.notices.shown if notice.code] == ["problem"]


def test_a_second_start_makes_no_second_key(commune, offices):
    before = key_of(offices[0])
    offices[0].desk.do(MakeOwnKeys())
    commune.refresh()

    assert key_of(offices[0]) == before


# ---------------------------------------------------------------- hands and screens


def test_the_menu_of_rare_steps_opens_by_a_key_and_enter_begins_a_step(commune, qtbot):
    button = commune.key.card.more_button
    QTimer.singleShot(0, lambda: qtbot.keyClick(button, Qt.Key.Key_Space))  # the menu may keep the call
    qtbot.waitUntil(button.menu().isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(button.menu(), key)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in commune.findChildren(KeyStep)))

    asked = form(commune, KeyStep)
    assert asked.windowTitle() == "Thay khóa mới"
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()


@pytest.mark.parametrize("size", [(1146, 680), (640, 330)])
def test_nothing_lies_on_anything_on_a_small_screen(commune, superior, size):
    for page in (commune, superior):
        page.resize(*size)
        QApplication.processEvents()
        directory = page.key.directory
        assert directory.grid.geometry().bottom() <= directory.revoke_button.geometry().top()
        buttons = [directory.revoke_button, page.key.card.more_button]
        assert all(each.mapTo(page, each.rect().bottomRight()).x() < page.width() for each in buttons)
