"""Two computers of one office, and one office on a new computer: what both made meets, nothing lost, no crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.documents.register import SaveSeries
from app.duties.modelling import AddWorkModel, ItemInput
from app.exchange.enrolling import TakeInKeyFile
from app.exchange.issued import MOST, issued
from app.exchange.key_changes import RotateKeys, presented
from app.exchange.recovering import JoinOffice, RecoverKeys
from app.exchange.ring import own_secret
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.offices.commands import SetUpOffice
from app.offices.queries import office_versions
from app.people.commands import AddPerson, PersonInput
from app.starting import LayFoundation, start_workspace
from db.models import Citation, ModelItem, NumberSeries, Person, ReceivedRow, RowRemark, WorkModel
from db.vocabulary import OfficeKind, OfficeRelation
from tests.support.stores import CHEAP, PASSWORD
from tests.support.two_offices import Office, enrol, set_up_commune, two_offices

TWO = tuple[Office, Office, Path]


@pytest.fixture
def two(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TWO]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def second(two: TWO, tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """Another computer of the commune, enrolled with the office above."""
    commune, superior, _stick = two
    commune.desk.do(LayFoundation())
    clock.move(timedelta(days=1))
    joining = JoinOffice(enrolment=commune.enrolment())
    start_workspace(tmp_path / "may-hai", PASSWORD, clock=clock, cost=CHEAP, joining=joining).close()
    other = Office(tmp_path / "may-hai", clock)
    set_up_commune(other)
    enrol(other, superior)
    yield other
    other.desk.close()


def round_trip(office: Office, superior: Office, stick: Path) -> None:
    (came,) = superior.take_in(office.bundle(stick))
    assert came.is_taken_in, came.sentence
    (answered,) = office.take_in(superior.answer(came, stick))
    assert answered.is_taken_in, answered.sentence


def count(office: Office, kind: type) -> int:
    return office.desk.read(lambda session: session.scalar(select(func.count()).select_from(kind))) or 0


def test_what_every_store_begins_with_is_one_and_the_same_on_both(two: TWO, second: Office) -> None:
    commune, superior, stick = two
    before = count(commune, NumberSeries), count(commune, Citation)
    round_trip(commune, superior, stick)
    round_trip(second, superior, stick)

    assert (count(second, NumberSeries), count(second, Citation)) == before
    assert len(second.desk.read(office_versions)) == 1


def test_foundations_made_before_the_store_joined_become_the_offices_own(
    two: TWO, tmp_path: Path, clock: FixedClock
) -> None:
    commune, superior, stick = two
    start_workspace(tmp_path / "muon", PASSWORD, clock=clock, cost=CHEAP).close()
    late = Office(tmp_path / "muon", clock)
    try:
        late.desk.do(JoinOffice(enrolment=commune.enrolment()))
        late.desk.close()
        late.open()
        set_up_commune(late)
        enrol(late, superior)
        round_trip(late, superior, stick)
    finally:
        late.desk.close()


def test_a_store_of_an_office_never_becomes_one_of_another(two: TWO) -> None:
    commune, superior, _stick = two
    superior.desk.new_recovery_code(cost=CHEAP)

    with pytest.raises(Problem, match="ENR-09"):
        commune.desk.do(JoinOffice(enrolment=superior.enrolment()))
    code = superior.desk.new_recovery_code(cost=CHEAP)
    with pytest.raises(Problem, match="ENR-09"):
        commune.desk.do(RecoverKeys(kit=superior.desk.key_kit(), code=code))


def test_a_kit_that_is_none_or_damaged_is_refused(two: TWO) -> None:
    commune = two[0]
    code = commune.desk.new_recovery_code(cost=CHEAP)
    kit = commune.desk.key_kit()
    for damaged in (b"", kit[:300], kit[:-30], b"x" + kit, kit.replace(b'"version":1', b'"version":7')):
        with pytest.raises(Problem, match="ENR-11"):
            commune.desk.do(RecoverKeys(kit=damaged, code=code))


def test_a_kit_of_before_a_new_sheet_is_opened_by_the_former_sheet_only(two: TWO) -> None:
    commune = two[0]
    first = commune.desk.new_recovery_code(cost=CHEAP)
    old_kit = commune.desk.key_kit()
    newer = commune.desk.new_recovery_code(cost=CHEAP)

    with pytest.raises(Problem, match="KEY-06"):
        commune.desk.do(RecoverKeys(kit=old_kit, code=newer))
    commune.desk.do(RecoverKeys(kit=old_kit, code=first))


def test_without_a_sheet_there_is_no_kit(two: TWO) -> None:
    with pytest.raises(Problem, match="KEY-11"):
        two[0].desk.key_kit()


def test_signed_files_are_kept_newest_first_and_not_for_ever(two: TWO) -> None:
    commune = two[0]
    records = [commune.desk.do(RotateKeys()).value for _time in range(MOST + 2)]

    kept = commune.desk.read(issued)
    assert [each.content for each in kept] == records[:1:-1]
    assert len({each.uid for each in kept}) == MOST


def test_the_enrolment_of_a_commune_can_be_given_back_also_after_its_keys_were_replaced(two: TWO) -> None:
    commune, superior, _stick = two
    superior.desk.do(TakeInKeyFile(content=commune.desk.do(RotateKeys()).value))

    given = superior.desk.read(presented, commune.desk.read(own_secret).key_id)

    assert given.splitlines()[0] == commune.enrolment().splitlines()[0]


def test_a_later_name_of_the_office_is_no_repetition(two: TWO, second: Office) -> None:
    commune, superior, stick = two
    round_trip(commune, superior, stick)
    round_trip(second, superior, stick)
    second.desk.do(
        SetUpOffice(
            relation=OfficeRelation.OWN, kind=OfficeKind.PHUONG, name="Mẫu Sơn Mới", valid_from=date(2026, 1, 1)
        )
    )
    round_trip(second, superior, stick)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hai")))
    round_trip(commune, superior, stick)

    for office in (commune, second):
        names = [view.name for view in office.desk.read(office_versions)]
        assert names == ["Mẫu Sơn Mới", "Mẫu Sơn"]


def test_what_both_computers_made_and_only_one_may_be_is_told_and_never_stops_the_rest(
    two: TWO, second: Office
) -> None:
    commune, superior, stick = two
    for office in (commune, second):
        office.desk.do(SaveSeries(code="SONGHITRU", title="Sổ nghỉ trưa", types=()))
        items = (ItemInput(code="1.1", title="Lập tổ"), ItemInput(code="1.2", title="Họp tổ"))
        office.desk.do(AddWorkModel(code="cds", version="2026", title="Mô hình", items=items))
    commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Một")))
    round_trip(commune, superior, stick)
    round_trip(second, superior, stick)

    assert second.desk.read(lambda session: [row.full_name for row in session.scalars(select(Person))]) == [
        "Lê Thị Một"
    ]
    assert (count(second, WorkModel), count(second, ModelItem)) == (1, 2)
    remarked = second.desk.read(lambda session: {row.noun: row.reason for row in session.scalars(select(RowRemark))})
    assert set(remarked) == {"number_series", "work_model"}
    assert "Máy khác" in remarked["work_model"]
    held = superior.desk.read(
        lambda session: session.scalar(select(func.count()).where(ReceivedRow.noun == "work_model"))
    )
    assert held == 2, "the office above keeps both"
