"""The journal: every changed row leaves one entry, tampering breaks the audit chain, nothing goes around it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.journal import JournalBypassed, broken_audit_entries, payload_of
from app.kernel.problems import Refused
from app.offices.commands import AddHamlet, ChangeHamlet, EndHamlet, RemoveHamlet
from app.people.commands import AddPerson, ChangePerson, PersonInput
from app.workspace import Workspace
from db.base import shared_rows
from db.models import AuditEntry, ChangeEntry, Hamlet, Person, Writer
from db.vocabulary import HamletKind
from tests.conftest import examples
from tests.support.stores import START


def entries(session: Session) -> list[tuple[int, str, int]]:
    rows = session.scalars(select(ChangeEntry).order_by(ChangeEntry.sequence))
    return [(row.sequence, row.noun, row.revision) for row in rows]


def test_a_command_leaves_one_entry_per_changed_row_and_a_gapless_sequence(empty: Workspace) -> None:
    hamlet = empty.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu")).value
    empty.do(ChangeHamlet(hamlet=hamlet, kind=HamletKind.BAN, name="Đồng Mậu"))
    empty.do(AddPerson(person=PersonInput(full_name="Hà Văn Mẫu")))

    assert empty.read(entries) == [(1, "hamlet", 1), (2, "hamlet", 2), (3, "person", 1)]


def test_a_command_that_changes_nothing_leaves_no_change_entry(empty: Workspace) -> None:
    hamlet = empty.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu")).value
    outcome = empty.do(ChangeHamlet(hamlet=hamlet, kind=HamletKind.THON, name="Đồng Mậu"))

    assert outcome.changed == frozenset()
    assert len(empty.read(entries)) == 1


def test_a_refused_command_leaves_no_trace(empty: Workspace) -> None:
    before = empty.read(lambda session: len(session.scalars(select(AuditEntry)).all()))
    with pytest.raises(Refused):
        empty.do(AddPerson(person=PersonInput(full_name="  ")))
    assert empty.read(lambda session: len(session.scalars(select(AuditEntry)).all())) == before


def test_the_audit_log_holds_no_name_and_no_phone(empty: Workspace) -> None:
    empty.do(AddPerson(person=PersonInput(full_name="Hà Văn Kín", phone="0900000123")))

    def told(session: Session) -> str:
        return " ".join(json.dumps(entry.details) + entry.action for entry in session.scalars(select(AuditEntry)))

    assert "Kín" not in empty.read(told) and "0900000123" not in empty.read(told)


def test_a_changed_audit_entry_breaks_the_chain(empty: Workspace) -> None:
    for name in ("Khe Sú", "Bản Lầm", "Đồng Mậu"):
        empty.do(AddHamlet(kind=HamletKind.THON, name=name))
    assert empty.read(broken_audit_entries) == []

    with empty._store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'other' WHERE id = 2")

    assert empty.read(broken_audit_entries) == [2]


def test_bulk_changes_of_shared_rows_are_refused(empty: Workspace) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Khe Sú"))
    from app.kernel.journal import Journal

    with Session(empty._store.writer) as session:
        Journal(session)
        with pytest.raises(JournalBypassed):
            session.execute(update(Hamlet).values(name="x"))


def test_a_shared_row_is_never_removed(empty: Workspace) -> None:
    from app.kernel.journal import Journal

    hamlet = empty.do(AddHamlet(kind=HamletKind.THON, name="Khe Sú")).value
    with Session(empty._store.writer) as session:
        Journal(session)
        session.delete(session.get_one(Hamlet, hamlet))
        with pytest.raises(JournalBypassed):
            session.flush()


def test_a_reading_session_writes_nothing(empty: Workspace) -> None:
    def write(session: Session) -> None:
        session.add(Writer(uid="0", epoch=1, last_sequence=0, last_audit_hash=""))
        session.flush()

    with pytest.raises(JournalBypassed):
        empty.read(write)


def replayed(session: Session) -> dict[str, Any]:
    """State rebuilt from change entries alone."""
    state: dict[str, Any] = {}
    for entry in session.scalars(select(ChangeEntry).order_by(ChangeEntry.sequence)):
        state[entry.row_uid] = json.loads(entry.payload)
    return state


def stored(session: Session) -> dict[str, Any]:
    return {row.uid: json.loads(payload_of(row)) for kind in shared_rows() for row in session.scalars(select(kind))}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "end", "remove", "person", "rename", "undo", "redo"]), st.integers(0, 5)
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_journal_replays_to_the_same_state(empty: Workspace, steps: list[tuple[str, int]]) -> None:
    for step, which in steps:
        try:
            take(empty, step, which)
        except Refused:
            continue
    assert empty.read(replayed) == empty.read(stored)
    assert empty.read(broken_audit_entries) == []
    sequences = [sequence for sequence, _noun, _revision in empty.read(entries)]
    assert sequences == list(range(1, len(sequences) + 1))


def take(workspace: Workspace, step: str, which: int) -> None:
    hamlets = workspace.read(lambda session: list(session.scalars(select(Hamlet.uid).order_by(Hamlet.uid))))
    people = workspace.read(lambda session: list(session.scalars(select(Person.uid).order_by(Person.uid))))
    hamlet = hamlets[which % len(hamlets)] if hamlets else "none"
    person = people[which % len(people)] if people else "none"
    if step == "undo":
        workspace.undo()
    elif step == "redo":
        workspace.redo()
    else:
        workspace.do(
            {
                "add": AddHamlet(kind=HamletKind.BAN, name=f"Bản {which}"),
                "change": ChangeHamlet(hamlet=hamlet, kind=HamletKind.AP, name=f"Ấp {which}"),
                "end": EndHamlet(hamlet=hamlet, last_day=START.date()),
                "remove": RemoveHamlet(hamlet=hamlet),
                "person": AddPerson(person=PersonInput(full_name=f"Hà Văn {'ABCDEF'[which]}")),
                "rename": ChangePerson(uid=person, person=PersonInput(full_name=f"Lê Thị {'ABCDEF'[which]}")),
            }[step]
        )
