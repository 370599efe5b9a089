"""The page of sending over a real store: what goes is said plainly, nobody is sent to before words were compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.exchange.header import Kind
from app.exchange.receipt import RefusedRow
from app.intake import bundles
from app.intake.phoning import code_to_read
from app.intake.queries import inbox
from app.kernel.words import choose_language
from app.people.commands import AddPerson, ChangePerson
from app.people.rules import PersonInput
from app.vocabulary import OutboxState
from tests.support.two_offices import two_offices
from tests.ui.exchange_pages import cells, form, page_of, shared_letters, told
from ui.pages.intake.loading import phone_code_for
from ui.pages.send.forms import PhoneCodeForm
from ui.pages.send.page import SendPage


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def page(offices, qtbot):
    offices[0].desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
    return page_of(SendPage, offices[0], qtbot)


def state(page):
    return page.outbox.current().state


def test_what_goes_is_said_with_people_and_phones(page):
    assert "1 người, 1 số điện thoại" in page.content.people.text()
    assert "• Người: 1" in page.content.kinds.text()
    assert page.content.files.text() == "Không kèm tệp nào."
    assert "Đã so tám từ" in page.receiver.told.text()


def test_before_an_office_and_keys_there_are_three_steps_and_nothing_to_press(qtbot, workspace, clock):
    class Lone:
        desk = workspace

    lone = Lone()
    lone.clock = clock
    page = page_of(SendPage, lone, qtbot)

    assert [step.accessibleName()[0] for step in page.receiver.steps] == ["○", "○", "○"]
    assert not page.prepare_button.isEnabled() and not page.save_button.isEnabled()
    assert not page.receiver.steps[2].button.isEnabled()

    page.key.make()

    assert page.seen.own is not None
    assert len(page.seen.own.words) == 8 and page.seen.own.words[0] in page.key.card.words.text()


def test_handed_over_is_never_shown_as_received(page, offices):
    _commune, _superior, stick = offices
    page.prepare()
    assert cells(page.outbox.grid)[0][1] == "đã chuẩn bị, chưa giao"

    page.save_to(stick)

    assert cells(page.outbox.grid)[0][1] == "đã giao, chờ biên nhận"
    assert page.outbox.way.words[2] == "○ có biên nhận: chưa"
    assert page.save_button.isEnabled(), "it may be handed over again until it is receipted"


def test_a_stick_that_is_gone_leaves_the_bundle_where_it_was(page, offices, tmp_path):
    page.prepare()

    page.save_to(tmp_path / "rút rồi")

    assert state(page) is OutboxState.LEAVING
    assert [notice.kind for notice in page.notices.shown if notice.code] == ["problem"]
    assert "CAR-25" in page.outbox.reason.text()
    assert not any("đọc lại" in line for line in told(page))


def test_the_code_read_over_the_phone_is_proof_and_a_mistyped_one_is_not(page, offices):
    _commune, superior, stick = offices
    page.prepare()
    page.save_to(stick)
    superior.take_in(*stick.glob("*.xaso"))
    [came] = superior.desk.read(inbox)
    code = superior.desk.read(phone_code_for, superior.desk.files, came.file_sha256)
    assert code == superior.desk.read(code_to_read, _hash_of(stick))

    page.enter_code()
    asked = form(page, PhoneCodeForm)
    asked.code.set_value(code[:-1] + ("0" if code[-1] != "0" else "1"))
    asked.save()
    assert asked.code.error
    assert state(page) is OutboxState.HANDED_OVER
    asked.code.set_value(code.lower())
    asked.save()

    assert state(page) is OutboxState.CONFIRMED


def test_a_receipt_dropped_on_the_window_confirms(page, offices):
    _commune, superior, stick = offices
    page.prepare()
    page.save_to(stick)
    [came] = superior.take_in(*stick.glob("*.xaso"))
    receipt = superior.answer(came, stick)

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(receipt))])
    page.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert state(page) is OutboxState.CONFIRMED
    assert "Biên nhận" in page.taken.words.text()


def test_a_record_that_a_receipt_refused_comes_back_like_any_other(page, offices, monkeypatch):
    commune, superior, stick = offices
    page.prepare()
    page.save_to(stick)
    monkeypatch.setattr(bundles, "_objections", lambda forms, _wrong: tuple(map(_refused, _people(forms))))
    [came] = superior.take_in(*stick.glob("*.xaso"))

    page.take_in([superior.answer(came, stick)])

    [line] = page.seen.requests
    assert (line.title, line.comment, line.page) == ("Lê Thị Hạnh", "cột “phone” thiếu", "people")
    assert page.seen.open_requests == 1
    corrected = PersonInput(full_name="Lê Thị Hạnh", phone="0987654321")
    commune.desk.do(ChangePerson(uid=line.uid.rpartition("/")[2], person=corrected))
    page.refresh()
    assert page.seen.open_requests == 0


def _people(forms):
    return [each for each in forms if each.noun == "person"]


def _refused(each):
    return RefusedRow(noun=each.noun, row_uid=each.uid, revision=each.revision, reason="cột “phone” thiếu")


def test_what_is_no_receipt_is_told_and_changes_nothing(page, tmp_path):
    strange = tmp_path / "anh.xaso"
    strange.write_bytes(b"not a bundle")

    page.take_in([strange, tmp_path / "khong-co.xaso"])

    assert "giữ riêng, chưa nhận" in page.taken.words.text()
    assert "khong-co.xaso" in page.taken.words.text()
    assert [view for view in page.seen.bundles if view.kind == Kind.BUNDLE] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_letters_of_each_tab_are_its_own(offices, qtbot, language):
    choose_language(language)
    try:
        page = page_of(SendPage, offices[0], qtbot)
        page.prepare()
        assert shared_letters(page) == {}
    finally:
        choose_language("vi")


def _hash_of(stick: Path) -> str:
    from app.exchange.opening import inspect

    return inspect(next(iter(stick.glob("*.xaso")))).header_hash
