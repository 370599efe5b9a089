"""From prepared to confirmed: what may have left is never replaced, and after a fork the exchange goes on by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.connections.accounts import MailAccount
from app.connections.commands import SaveMailAccount
from app.connections.sending import write_letters
from app.exchange import refusals
from app.exchange.outbox import COPY_LOST, BeginHandOver, NoteAttempt, PrepareBundle, copy_out, outbox_of
from app.exchange.queries import to_hand_over
from app.exchange.ring import writer
from app.intake.reviewing import ReturnRecord
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.kernel.progress import Progress
from app.people.commands import AddPerson, PersonInput
from db.models import OutgoingBundle
from db.vocabulary import InboxState, OutboxState
from tests.support.two_offices import Office, two_offices

Three = tuple[Office, Office, Path]


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Three]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def add(office: Office, name: str) -> str:
    return str(office.desk.do(AddPerson(person=PersonInput(full_name=name))).value)


def prepared(office: Office, name: str) -> str:
    add(office, name)
    return str(office.desk.do(PrepareBundle()).value)


def died_after_copying(office: Office, uid: str, stick: Path) -> Path:
    """It was written to the stick, and the program ended before it could be noted."""
    office.desk.do(BeginHandOver(bundle=uid, carrier="usb"))
    path = office.desk.read(copy_out, office.desk.files, uid, stick)
    office.desk.close()
    office.open()
    return path


def states(office: Office, kind: str = "bundle") -> list[tuple[OutboxState, str]]:
    query = select(OutgoingBundle).where(OutgoingBundle.kind == kind)
    query = query.order_by(OutgoingBundle.epoch, OutgoingBundle.last_sequence)
    return office.desk.read(lambda session: [(row.state, row.problem) for row in session.scalars(query)])


def epoch(office: Office) -> int:
    return office.desk.read(writer).epoch


def lose_copy(office: Office, uid: str) -> None:
    (outbox_of(office.desk.files) / f"{uid}.xaso").unlink()


def test_a_bundle_that_may_have_left_is_never_replaced(offices: Three) -> None:
    commune, superior, stick = offices
    first = died_after_copying(commune, prepared(commune, "Vi Văn Một"), stick)

    second = commune.put(prepared(commune, "Vi Văn Hai"), stick)

    assert states(commune) == [(OutboxState.LEAVING, ""), (OutboxState.HANDED_OVER, "")]
    assert len(commune.desk.read(to_hand_over)) == 2, "both go again until they are confirmed"
    assert [came.state for came in superior.take_in(first, second)] == [InboxState.TAKEN_IN] * 2


def test_one_that_died_before_it_was_copied_goes_with_the_next(offices: Three) -> None:
    commune, superior, stick = offices
    uid = prepared(commune, "Vi Văn Một")
    commune.desk.do(BeginHandOver(bundle=uid, carrier="usb"))

    later = prepared(commune, "Vi Văn Hai")
    paths = [commune.put(view.uid, stick) for view in commune.desk.read(to_hand_over)]

    assert [view.uid for view in commune.desk.read(to_hand_over)] == [uid, later]
    assert [came.state for came in superior.take_in(*paths)] == [InboxState.TAKEN_IN] * 2


def test_no_byte_goes_anywhere_before_that_is_noted(offices: Three) -> None:
    commune, _superior, stick = offices
    uid = prepared(commune, "Vi Văn Một")

    with pytest.raises(ValueError, match="BeginHandOver"):
        commune.desk.read(copy_out, commune.desk.files, uid, stick)

    assert list(stick.iterdir()) == []


def test_a_receipt_confirms_what_left_without_being_noted(offices: Three) -> None:
    commune, superior, stick = offices
    path = died_after_copying(commune, prepared(commune, "Vi Văn Một"), stick)
    (came,) = superior.take_in(path)
    assert states(commune) == [(OutboxState.LEAVING, "")], "nothing but a receipt says that it arrived"

    commune.take_in(superior.answer(came, stick))

    assert states(commune) == [(OutboxState.CONFIRMED, "")]
    (row,) = commune.desk.read(lambda session: session.scalars(select(OutgoingBundle)).all())
    assert row.handed_over_at == row.confirmed_at


def test_a_copy_lost_before_it_left_is_replaced_and_one_lost_afterwards_begins_anew(offices: Three) -> None:
    commune, superior, stick = offices
    lost = prepared(commune, "Vi Văn Một")
    lose_copy(commune, lost)
    with pytest.raises(Problem, match="OBX-04"):
        commune.desk.do(BeginHandOver(bundle=lost, carrier="usb"))
    commune.desk.do(NoteAttempt(bundle=lost, carrier="usb", problem=COPY_LOST.code, minutes=0))

    later = commune.desk.do(PrepareBundle()).value
    assert (epoch(commune), states(commune)[0][0]) == (1, OutboxState.SUPERSEDED)
    commune.put(later, stick).unlink()
    lose_copy(commune, later)
    commune.desk.do(NoteAttempt(bundle=later, carrier="usb", problem=COPY_LOST.code, minutes=0))
    (came,) = superior.take_in(commune.bundle(stick))

    assert (epoch(commune), came.state, came.first) == (2, InboxState.TAKEN_IN, 1)


@pytest.fixture
def forked(offices: Three, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path, list[Path]]]:
    """The folder of a commune was copied, and both sent two bundles: those of the copy came too late."""
    commune, superior, stick = offices
    superior.take_in(commune.bundle(stick))
    commune.desk.close()
    twin = Office(Path(shutil.copytree(commune.folder, tmp_path / "xa-chep")), clock)
    commune.open()
    for name in ("Một", "Hai"):
        add(commune, f"Vi Văn Thật {name}")
        superior.take_in(commune.bundle(stick))
    paths = []
    for name in ("Một", "Hai"):
        for number in range(3):
            add(twin, f"Vi Văn Chép {name} {number}")
        paths.append(twin.bundle(stick))
    yield twin, superior, stick, paths
    twin.desk.close()


def test_after_a_fork_the_next_bundle_is_a_full_one_of_a_new_epoch(
    forked: tuple[Office, Office, Path, list[Path]],
) -> None:
    twin, superior, stick, paths = forked
    (other, _later) = superior.take_in(*paths)
    assert other.code == refusals.FORK.code

    (told,) = twin.take_in(superior.answer(other, stick))

    assert "EXC-16" in told.note and "đầy đủ" in told.note
    assert states(twin)[1:] == [(OutboxState.REFUSED, "EXC-16")] * 2
    assert twin.desk.read(to_hand_over)[1:] == []
    (came,) = superior.take_in(twin.bundle(stick))
    assert (came.state, came.first, epoch(twin)) == (InboxState.TAKEN_IN, 1, 2)


def test_what_the_office_above_misses_after_a_fork_does_not_hide_the_fork(
    forked: tuple[Office, Office, Path, list[Path]],
) -> None:
    twin, superior, stick, (first, second) = forked
    (gap,) = superior.take_in(second)
    (fork,) = superior.take_in(first)
    assert (gap.code, fork.code) == (refusals.GAP.code, refusals.FORK.code)
    receipts = [superior.answer(fork, stick), superior.answer(gap, stick)]

    for receipt in (*receipts, receipts[0]):
        twin.take_in(receipt)

    assert states(twin)[1:] == [(OutboxState.REFUSED, "EXC-16")] * 2
    assert epoch(twin) == 2, "one new epoch, however often it is told"


def test_a_letter_written_for_another_mail_program_may_have_left(offices: Three) -> None:
    commune, _superior, stick = offices
    commune.desk.do(SaveMailAccount(account=MailAccount(address="vh@xa.vn", smtp_host="xa.vn", receiver="vh@huyen.vn")))
    add(commune, "Vi Văn Một")
    commune.desk.do(PrepareBundle())
    write_letters(commune.desk, commune.desk.read(to_hand_over), stick, Progress())

    prepared(commune, "Vi Văn Hai")

    assert [state for state, _problem in states(commune)] == [OutboxState.LEAVING, OutboxState.PREPARED]


def test_a_package_that_may_have_left_is_never_replaced(offices: Three) -> None:
    commune, superior, stick = offices
    people = [add(commune, f"Vi Văn {number}") for number in range(2)]
    superior.take_in(commune.bundle(stick))
    paths = []
    for place, uid in enumerate(people):
        superior.desk.do(ReturnRecord(target_office=commune.uid, noun="person", row_uid=uid, comment="thiếu số"))
        package = superior.desk.do(PreparePackage(office=commune.uid)).value
        paths.append(superior.put(package, stick) if place else died_after_copying(superior, package, stick))

    assert [came.state for came in commune.take_in(*paths)] == [InboxState.TAKEN_IN] * 2
