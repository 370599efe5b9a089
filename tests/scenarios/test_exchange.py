"""X1: from the commune on a stick to the office above, and the receipt back, with no network at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.exchange.content import preview
from app.intake.receipts import checkpoint
from app.kernel.clock import FixedClock
from app.people.commands import AddPerson, ChangePerson, PersonInput
from db.models import OutgoingBundle, ReceivedRow, ReceivedState
from db.vocabulary import InboxState, OutboxState
from tests.support.two_offices import Office, two_offices

NAMES = ("Hoàng Thị Chuối Ngự", "Vi Văn Canh Xanh", "Lý Thị Mận Đỏ")


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the way over a stick needs no socket")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture
def offices(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock, no_sockets: None
) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def bundle_states(office: Office) -> list[OutboxState]:
    return office.desk.read(
        lambda session: [
            row.state
            for row in session.scalars(
                select(OutgoingBundle).where(OutgoingBundle.kind == "bundle").order_by(OutgoingBundle.last_sequence)
            )
        ]
    )


def add_people(office: Office) -> list[str]:
    people = [PersonInput(full_name=name, phone=f"09120000{n:02d}") for n, name in enumerate(NAMES)]
    return [office.desk.do(AddPerson(person=person)).value for person in people]


def test_x1_a_commune_hands_in_its_work_on_a_stick_and_knows_it_arrived(
    offices: tuple[Office, Office, Path],
) -> None:
    commune, superior, stick = offices
    add_people(commune)

    shown = commune.desk.read(preview, commune.desk.files)
    path = commune.bundle(stick)

    assert (shown.people, shown.personal["phone"], shown.is_full) == (3, 3, True)
    assert bundle_states(commune) == [OutboxState.HANDED_OVER]
    assert commune.desk.read(checkpoint) == 0

    (came,) = superior.take_in(path)

    assert came.state is InboxState.TAKEN_IN
    assert bundle_states(commune) == [OutboxState.HANDED_OVER], "sent is not received"
    names = superior.desk.read(
        lambda session: [
            row.payload for row in session.scalars(select(ReceivedRow).where(ReceivedRow.noun == "person"))
        ]
    )
    assert all(any(name in payload for payload in names) for name in NAMES)

    (answered,) = commune.take_in(superior.answer(came, stick))

    assert (answered.state, answered.note) == (InboxState.TAKEN_IN, "")
    assert bundle_states(commune) == [OutboxState.CONFIRMED]
    assert commune.desk.read(checkpoint) == shown.last
    sent = commune.desk.read(lambda session: session.scalars(select(OutgoingBundle)).one().state_hash)
    held = superior.desk.read(lambda session: session.get_one(ReceivedState, commune.uid).state_hash)
    assert sent == held


def test_only_what_changed_goes_in_the_next_bundle(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    first, *_others = add_people(commune)
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))

    commune.desk.do(ChangePerson(uid=first, person=PersonInput(full_name="Hoàng Thị Chuối Tiêu", phone="0912000000")))
    shown = commune.desk.read(preview, commune.desk.files)
    (came,) = superior.take_in(commune.bundle(stick))
    (answered,) = commune.take_in(superior.answer(came, stick))

    assert (shown.people, shown.is_full, came.rows) == (1, False, 1)
    assert answered.note == ""
    assert bundle_states(commune) == [OutboxState.CONFIRMED, OutboxState.CONFIRMED]
