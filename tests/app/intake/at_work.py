"""What two offices do in tests of the intake, and what can then be seen."""

from __future__ import annotations

import json

from sqlalchemy import select

from app.intake.applying import counted_anew, state_of
from app.people.commands import AddPerson, ChangePerson, PersonInput
from db.models import OutgoingBundle, ReceivedRow
from tests.support.two_offices import Office


def add(office: Office, name: str = "Vi Văn Canh") -> str:
    return str(office.desk.do(AddPerson(person=PersonInput(full_name=name))).value)


def rename(office: Office, uid: str, name: str) -> None:
    office.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name=name)))


def outgoing(office: Office) -> list[OutgoingBundle]:
    """Bundles by sequence."""
    query = select(OutgoingBundle).where(OutgoingBundle.kind == "bundle")
    query = query.order_by(OutgoingBundle.epoch, OutgoingBundle.last_sequence)
    return office.desk.read(lambda session: list(session.scalars(query)))


def held(superior: Office, commune: Office) -> tuple[str, int]:
    state = superior.desk.read(state_of, commune.uid)
    assert state == superior.desk.read(counted_anew, commune.uid)
    return state.hash, state.count


def names(superior: Office, commune: Office) -> set[str]:
    query = select(ReceivedRow).where(ReceivedRow.office_uid == commune.uid, ReceivedRow.noun == "person")
    rows = superior.desk.read(lambda session: [json.loads(row.payload) for row in session.scalars(query)])
    return {row["full_name"] for row in rows if row["deleted_at"] is None}
