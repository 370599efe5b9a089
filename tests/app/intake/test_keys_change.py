"""Keys change hands while bundles are under way: a second computer, a dead one, a successor, a code by phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.exchange.compacting import CompactJournal
from app.exchange.content import content_for
from app.exchange.directory_kept import directory_number
from app.exchange.enrolling import ConfirmKey, MakeOwnKeys, TakeInKeyFile
from app.exchange.key_changes import RotateKeys, SignHandOver
from app.exchange.recovering import RecoverKeys
from app.exchange.ring import own_secret
from app.intake.applying import state_of
from app.intake.phoning import EnterPhoneCode, code_to_read
from app.intake.queries import received
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.keys.recovery import new_code
from app.offices.queries import office_versions
from app.people.commands import AddPerson, ChangePerson, PersonInput
from app.workspace import Workspace
from db.models import ChangeEntry, OfficeKey, OutgoingBundle, OwnKey, Person, ReceivedRow
from db.vocabulary import InboxState, KeyState, OutboxState
from tests.support.stores import CHEAP, PASSWORD
from tests.support.two_offices import Office, enrol, set_up_commune, set_up_superior, two_offices

TWO = tuple[Office, Office, Path]


@pytest.fixture
def two(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TWO]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def add(office: Office, name: str) -> str:
    return str(office.desk.do(AddPerson(person=PersonInput(full_name=name))).value)


def round_trip(two: TWO) -> None:
    commune, superior, stick = two
    (came,) = superior.take_in(commune.bundle(stick))
    assert came.is_taken_in, came.sentence
    commune.take_in(superior.answer(came, stick))


def people(office: Office) -> set[str]:
    return set(office.desk.read(lambda session: session.scalars(select(Person.full_name)).all()))


def test_a_new_computer_goes_on_with_the_sealed_sheet_and_gets_back_what_was_taken_in(
    two: TWO, tmp_path: Path, clock: FixedClock
) -> None:
    commune, superior, stick = two
    add(commune, "Vi Văn Cũ")
    round_trip(two)
    code = commune.desk.new_recovery_code(cost=CHEAP)
    kit = commune.desk.key_kit()
    office_uid = commune.uid
    commune.desk.close()

    Workspace.create(tmp_path / "may-moi", PASSWORD, clock=clock, cost=CHEAP).close()
    commune.folder = tmp_path / "may-moi"
    commune.open()
    with pytest.raises(Problem, match="KEY-06"):
        commune.desk.do(RecoverKeys(kit=kit, code=new_code()))
    record = commune.desk.do(RecoverKeys(kit=kit, code=code)).value
    commune.desk.close()
    commune.open()
    assert commune.uid == office_uid
    set_up_commune(commune)
    superior_key = commune.desk.do(TakeInKeyFile(content=superior.enrolment())).value
    commune.desk.do(ConfirmKey(key_id=superior_key, words=superior.words()))
    superior.desk.do(TakeInKeyFile(content=record))

    round_trip((commune, superior, stick))
    round_trip((commune, superior, stick))

    assert people(commune) == {"Vi Văn Cũ"}
    assert [(view.name, view.valid_from.year) for view in commune.desk.read(office_versions)] == [("Mẫu Sơn", 2010)]
    assert commune.desk.read(lambda session: content_for(session, None).state) == superior.desk.read(
        state_of, office_uid
    )


def test_a_second_computer_of_one_office_is_a_writer_of_its_own_and_both_end_alike(
    two: TWO, tmp_path: Path, clock: FixedClock
) -> None:
    commune, superior, stick = two
    add(commune, "Vi Văn Một")
    code = commune.desk.new_recovery_code(cost=CHEAP)
    kit = commune.desk.key_kit()
    round_trip(two)
    Workspace.create(tmp_path / "may-hai", PASSWORD, clock=clock, cost=CHEAP).close()
    second = Office(tmp_path / "may-hai", clock)
    try:
        second.desk.do(RecoverKeys(kit=kit, code=code))
        second.desk.close()
        second.open()
        set_up_commune(second)
        enrol(second, superior)
        add(second, "Vi Văn Hai")
        round_trip((second, superior, stick))
        assert people(second) == {"Vi Văn Một", "Vi Văn Hai"}

        add(commune, "Vi Văn Ba")
        round_trip(two)
        assert people(commune) == {"Vi Văn Một", "Vi Văn Hai", "Vi Văn Ba"}
    finally:
        second.desk.close()


def test_the_office_above_signs_for_a_predecessor_who_cannot(two: TWO, tmp_path: Path) -> None:
    commune, superior, stick = two
    round_trip(two)
    old = commune.desk.read(own_secret).key_id
    commune.desk.do(RotateKeys(to_successor=True))  # the record is lost with the old officer's stick
    add(commune, "Vi Văn Kế Nhiệm")
    with pytest.raises(Problem, match="ENR-04"):
        superior.desk.do(SignHandOver(enrolment=commune.enrolment(), old_key_id=old, words=("a",) * 8))

    superior.desk.do(SignHandOver(enrolment=commune.enrolment(), old_key_id=old, words=commune.words()))

    assert [came.state for came in superior.take_in(commune.bundle(stick))] == [InboxState.TAKEN_IN]
    state = superior.desk.read(lambda session: session.get_one(OfficeKey, old).state)
    assert state is KeyState.REPLACED


def test_the_directory_travels_with_receipts_and_its_version_never_falls(two: TWO) -> None:
    commune, superior, stick = two
    add(commune, "Vi Văn Một")
    (came,) = superior.take_in(commune.bundle(stick))
    older = superior.answer(came, stick).read_bytes()
    superior.desk.do(TakeInKeyFile(content=commune.desk.do(RotateKeys()).value))
    add(commune, "Vi Văn Hai")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))
    newest = commune.desk.read(directory_number, superior.uid)

    late = stick / "muon.xaso"
    late.write_bytes(older)
    (answered,) = commune.take_in(late)

    assert answered.is_taken_in and answered.note == ""
    assert newest == superior.desk.read(directory_number) == commune.desk.read(directory_number, superior.uid)


def test_twelve_characters_over_the_phone_confirm_a_bundle_and_no_other(two: TWO) -> None:
    commune, superior, stick = two
    add(commune, "Vi Văn Một")
    superior.take_in(commune.bundle(stick))
    add(commune, "Vi Văn Hai")
    superior.take_in(commune.bundle(stick))
    query = select(OutgoingBundle).where(OutgoingBundle.kind == "bundle").order_by(OutgoingBundle.last_sequence)
    first, second = commune.desk.read(lambda session: session.scalars(query).all())
    code = superior.desk.read(code_to_read, second.header_hash)

    with pytest.raises(Problem, match="EXC-31"):
        commune.desk.do(EnterPhoneCode(bundle=first.uid, code=code))
    commune.desk.do(EnterPhoneCode(bundle=second.uid, code=code.lower()))

    states = commune.desk.read(lambda session: [row.state for row in session.scalars(query)])
    assert states == [OutboxState.CONFIRMED, OutboxState.CONFIRMED]


def test_secrets_never_leave_their_package_as_text(two: TWO) -> None:
    commune, _superior, _stick = two
    row = commune.desk.read(lambda session: session.scalars(select(OwnKey)).one())

    assert repr(commune.desk.read(own_secret)) == "SecretKeys(…)"
    assert commune.desk.do(MakeOwnKeys()).value == row.key_id, "a second start makes no second key"


def test_the_journal_forgets_only_what_nobody_asks_for(two: TWO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exchange.compacting.UNDO_STEPS", 2)
    commune, superior, _stick = two
    person = add(commune, "Vi Văn 0")
    for number in range(1, 9):
        commune.desk.do(ChangePerson(uid=person, person=PersonInput(full_name=f"Vi Văn {number}")))
    assert commune.desk.do(CompactJournal()).value == 0, "nothing has been confirmed"
    round_trip(two)
    before = commune.desk.read(lambda session: content_for(session, None).state)

    forgotten = commune.desk.do(CompactJournal()).value

    assert forgotten >= 5
    assert commune.desk.read(lambda session: content_for(session, None).state) == before
    commune.desk.do(ChangePerson(uid=person, person=PersonInput(full_name="Vi Văn Sau")))
    round_trip(two)
    held = superior.desk.read(lambda session: session.get_one(ReceivedRow, (commune.uid, "person", person)).payload)
    assert json.loads(held)["full_name"] == "Vi Văn Sau"
    entries = commune.desk.read(
        lambda session: session.scalar(select(func.count()).where(ChangeEntry.row_uid == person))
    )
    assert entries >= 2


def test_when_another_office_stands_above_it_gets_everything_and_the_former_one_nothing_more(
    two: TWO, tmp_path: Path, empty_workspace: Path, clock: FixedClock
) -> None:
    commune, district, stick = two
    add(commune, "Vi Văn Một")
    round_trip(two)
    clock.move(timedelta(days=1))
    Workspace.create(tmp_path / "tinh", PASSWORD, clock=clock, cost=CHEAP).close()
    province = Office(tmp_path / "tinh", clock)
    try:
        set_up_superior(province)
        enrol(commune, province)
        add(commune, "Vi Văn Hai")
        path = commune.bundle(stick)

        assert [came.code for came in district.take_in(path)] == ["EXC-12"]
        (came,) = province.take_in(path)
        (answered,) = commune.take_in(province.answer(came, stick))
        assert (came.is_taken_in, answered.note) == (True, "")
        rows = province.desk.read(received, commune.uid, "person")
        assert {row.values["full_name"] for row in rows} == {"Vi Văn Một", "Vi Văn Hai"}

        add(commune, "Vi Văn Ba")
        round_trip((commune, province, stick))
        assert province.desk.read(state_of, commune.uid).count > len(rows)
    finally:
        province.desk.close()
