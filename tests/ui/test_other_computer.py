"""A new computer at its first start: for a dead one, beside a living one, from a backup by the sealed sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.exchange.issued import issued
from app.exchange.ring import own_key_row, own_secret
from app.exchange.sealing_note import is_sheet_open
from app.kernel import drives
from app.offices.queries import office_versions
from app.people.commands import AddPerson
from app.people.queries import people
from app.people.rules import PersonInput
from app.starting import LayFoundation
from app.vocabulary import KeyState
from app.workspace import Workspace
from db.models import OfficeKey
from tests.support.stores import CHEAP, PASSWORD
from tests.support.two_offices import Office, two_offices
from tests.ui.exchange_pages import form
from tests.ui.key_tab import Stick, choose, commune_tab, superior_tab, turn_to
from ui.shell.first_run import FirstRun
from ui.shell.restoring import RestoreForm
from ui.shell.taking_over import BESIDE, TakeOverForm
from ui.widgets import key_card
from ui.widgets.key_forms import KeyStep, SignHandOverForm
from ui.widgets.words_form import WordsForm

SECRET = "may-moi-2026"


@pytest.fixture(autouse=True)
def any_disk_will_do(monkeypatch):
    fixed = drives.Drive(drives.DriveKind.FIXED, "ext4")
    monkeypatch.setattr(drives.Machine, "drive_of", lambda _machine, _folder: fixed)
    monkeypatch.setattr("app.keys.slot.calibrated", lambda: CHEAP)


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def stick(tmp_path, monkeypatch):
    return Stick(tmp_path / "USB", monkeypatch)


@pytest.fixture
def start(qtbot, tmp_path, clock):
    """The first window on a new computer; what it opened is closed at the end."""
    opened = []

    def make(name="may-moi"):
        window = FirstRun(tmp_path / name, clock, inline=True, cost=CHEAP)
        qtbot.addWidget(window)
        window.opened.connect(opened.append)
        window.show()
        return window

    yield make
    for workspace in opened:
        workspace.close()


def through(window, *, code=True):
    """Sets the password, takes what is suggested for the office, answers the two groups."""
    window.password.set_value(SECRET)
    window.again.set_value(SECRET)
    window.next()
    if not window.office.since.value() or window.office.since.value().year > 2020:
        window.office.since.edit.setText("1/1/2010")
        window.office.since.edit.editingFinished.emit()
    if not window.office.province.value():
        window.office.province.set_value("Thanh Hóa")
    if window.office.above_name.isVisibleTo(window):
        window.office.above_name.set_value("Hà Trung")
    window.next()
    assert window.steps.currentIndex() == 2, [notice.text for notice in window.notices.shown]
    if not code:
        return
    for place, field in window.asked.items():
        field.set_value(window.code.split()[place - 1])
    window.next()


def moved_in(office, folder, clock):
    """The office as it works on from another folder."""
    other = Office.__new__(Office)
    other.folder, other.clock, other.password = folder, clock, SECRET
    return other


def send(office, superior, stick, clock):
    """A bundle up and its receipt down."""
    clock.move(timedelta(minutes=1))
    [came] = superior.take_in(office.bundle(stick))
    (answered,) = office.take_in(superior.answer(came, stick))
    assert answered.is_taken_in, answered.sentence
    return came


def names(office):
    return sorted(view.full_name for view in office.desk.read(people))


def compare_with(page, key_id, other):
    turn_to(page, key_id)
    page.key.directory.compare_button.click()
    words = form(page, WordsForm)
    words.words.set_value(", ".join(other.words()))
    words.save()


def test_a_first_start_makes_the_keys_and_one_sheet_without_asking_more(start):
    window = start()
    window.office.name.set_value("Mẫu Sơn")
    through(window)

    assert window.workspace.read(own_key_row) is not None
    assert not window.workspace.read(is_sheet_open), "two groups were given back"
    assert window.workspace.key_kit().count(b"xaso-khoa") >= 1, "the code that was asked back serves the kit too"


def test_a_sheet_left_for_later_is_asked_for_in_the_tab_of_keys(start, qtbot, tmp_path, clock):
    window = start()
    window.office.name.set_value("Mẫu Sơn")
    through(window, code=False)
    window.later.click()
    office = moved_in(None, tmp_path / "may-moi", clock)
    office.desk = window.workspace

    assert "chưa chắc đã chép" in commune_tab(office, qtbot).key.card.care.text()


def test_the_office_above_sets_itself_up_in_the_same_window(start):
    window = start()
    window.office.as_superior.set_value(True)
    assert not window.office.above_name.isVisibleTo(window.office)
    window.office.since.edit.setText("1/1/2010")
    window.office.since.edit.editingFinished.emit()
    window.office.kind.set_value("huyen")
    window.office.name.set_value("Hà Trung")
    through(window)

    [office] = window.workspace.read(office_versions)
    assert (office.name, office.kind) == ("Hà Trung", "huyen")


def test_a_dead_computer_is_replaced_by_kit_and_sheet_and_gets_back_what_arrived(
    offices, start, stick, qtbot, clock, tmp_path
):
    commune, superior, usb = offices
    commune.desk.do(LayFoundation())
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh")))
    send(commune, superior, usb, clock)
    code = commune.desk.new_recovery_code(cost=CHEAP)
    page = commune_tab(commune, qtbot)
    choose(page, key_card.KIT)
    kit, old = stick.last(), commune.desk.read(own_secret).key_id
    page.hide()

    window = start()
    window.findChild(type(window.next_button), "takeOverButton").click()
    asked = form(window, TakeOverForm)
    asked.save()
    assert asked.file.error
    asked.file.set_value(str(kit))
    asked.code.set_value(code[:-1] + ("0" if code[-1] != "0" else "1"))
    asked.save()
    assert "Nhóm số 8" in asked.code.error
    asked.code.set_value(code)
    asked.save()
    assert "Mẫu Sơn" in window.notices.shown[-1].text
    through(window)
    assert window.office.name.value() == "Mẫu Sơn"
    new = moved_in(commune, tmp_path / "may-moi", clock)
    new.desk = window.workspace
    assert new.uid == commune.uid

    [record] = new.desk.read(issued)
    (stick.folder / "thay.xaso-khoa").write_bytes(record.content)
    above, here = superior_tab(superior, qtbot), commune_tab(new, qtbot)
    above.take_in([stick.folder / "thay.xaso-khoa"])
    assert superior.desk.read(lambda s: s.get_one(OfficeKey, old).state) is KeyState.REPLACED
    above.key.card.file_button.click()
    here.take_in([stick.last()])
    compare_with(here, superior.desk.read(own_secret).key_id, superior)
    send(new, superior, usb, clock)

    assert names(new) == ["Lê Thị Hạnh"]
    versions = new.desk.read(office_versions)
    assert [(view.relation, view.name) for view in versions] == [("own", "Mẫu Sơn"), ("superior", "Hà Trung")]


def test_a_second_computer_joins_with_keys_of_its_own_and_both_end_alike(offices, start, stick, qtbot, clock, tmp_path):
    commune, superior, usb = offices
    commune.desk.do(LayFoundation())
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Một")))
    send(commune, superior, usb, clock)
    page = commune_tab(commune, qtbot)
    choose(page, key_card.BESIDE)
    form(page, KeyStep).save()

    window = start("may-hai")
    window.findChild(type(window.next_button), "takeOverButton").click()
    asked = form(window, TakeOverForm)
    asked.way.set_value(BESIDE)
    asked.way.changed.emit()
    asked.file.set_value(str(stick.last()))
    asked.save()
    through(window)
    second = moved_in(commune, tmp_path / "may-hai", clock)
    second.desk = window.workspace
    assert second.uid == commune.uid
    assert second.desk.read(own_secret).key_id != commune.desk.read(own_secret).key_id

    above, here = superior_tab(superior, qtbot), commune_tab(second, qtbot)
    here.key.card.file_button.click()
    above.take_in([stick.last()])
    compare_with(above, second.desk.read(own_secret).key_id, second)
    above.key.card.file_button.click()
    here.take_in([stick.last()])
    compare_with(here, superior.desk.read(own_secret).key_id, superior)
    second.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hai")))
    send(second, superior, usb, clock)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Ba")))
    send(commune, superior, usb, clock)
    second.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Tư")))
    send(second, superior, usb, clock)

    assert names(second) == ["Lê Thị Ba", "Lê Thị Hai", "Lê Thị Một", "Lê Thị Tư"]
    assert names(commune) == ["Lê Thị Ba", "Lê Thị Hai", "Lê Thị Một"]
    for office in (commune, second):
        assert len(office.desk.read(office_versions)) == len({v.uid for v in office.desk.read(office_versions)})


def test_a_successor_on_a_new_computer_without_kit_is_vouched_for_by_the_office_above(
    offices, start, stick, qtbot, clock, tmp_path
):
    commune, superior, usb = offices
    commune.desk.do(LayFoundation())
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh")))
    send(commune, superior, usb, clock)
    old = commune.desk.read(own_secret).key_id
    above = superior_tab(superior, qtbot)
    turn_to(above, old)
    above.key.directory.file_button.click()
    former = stick.last()

    window = start("ke-nhiem")
    window.findChild(type(window.next_button), "takeOverButton").click()
    asked = form(window, TakeOverForm)
    asked.way.set_value(BESIDE)
    asked.file.set_value(str(former))
    asked.save()
    through(window)
    successor = moved_in(commune, tmp_path / "ke-nhiem", clock)
    successor.desk = window.workspace
    here = commune_tab(successor, qtbot)
    here.key.card.file_button.click()
    above.take_in([stick.last()])
    turn_to(above, successor.desk.read(own_secret).key_id)
    above.key.directory.hand_over_button.click()
    signing = form(above, SignHandOverForm)
    signing.words.set_value(", ".join(successor.words()))
    signing.save()
    above.key.card.file_button.click()
    here.take_in([stick.last()])
    compare_with(here, superior.desk.read(own_secret).key_id, superior)

    send(successor, superior, usb, clock)

    assert names(successor) == ["Lê Thị Hạnh"]
    assert superior.desk.read(lambda s: s.get_one(OfficeKey, old).state) is KeyState.REPLACED


def test_a_key_file_of_another_kind_is_told_in_the_form(start, stick):
    window = start()
    (stick.folder / "la.xaso-giu").write_bytes(b"gi do")
    window.findChild(type(window.next_button), "takeOverButton").click()
    asked = form(window, TakeOverForm)
    asked.file.set_value(str(stick.folder / "la.xaso-giu"))
    asked.code.set_value("1")
    asked.save()

    assert asked.isVisible() and window.taking_over is None
    assert "không phải tệp giữ khóa" in asked.file.error


def test_a_backup_is_restored_with_the_sheet_and_a_new_password(offices, start, tmp_path, clock):
    commune = offices[0]
    code = commune.desk.new_recovery_code(cost=CHEAP)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh")))
    backup = commune.desk.backup(tmp_path / "usb.backup").path
    window = start()
    asked = RestoreForm(tmp_path / "moi", clock, window.tasks, parent=window)
    asked.restored.connect(window.finish)
    asked.open()
    asked.file.set_value(str(backup))
    asked.by_sheet.set_value(True)
    assert not asked.password.isVisible()
    asked.code.set_value(" ")
    asked.new.set_value(SECRET)
    asked.again.set_value(SECRET)
    asked.save()
    assert "8 nhóm" in asked.code.error
    asked.code.set_value(code)
    asked.save()

    assert not asked.isVisible()
    with Workspace.open(tmp_path / "moi", SECRET, clock=clock, lock=False) as restored:
        assert [view.full_name for view in restored.read(people)] == ["Lê Thị Hạnh"]
        assert restored.own_office_uid == commune.uid
    with pytest.raises(Exception, match="KEY-01"):
        Workspace.open(tmp_path / "moi", PASSWORD, clock=clock, lock=False)
