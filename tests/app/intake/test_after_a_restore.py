"""A commune that comes back from an old backup, or whose folder was copied: nothing that was taken in is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.backup import restore
from app.intake.receipts import STATES_DIFFER
from app.kernel.clock import FixedClock
from db.models import Person
from db.vocabulary import InboxState, OutboxState
from tests.app.intake.at_work import add, held, names, outgoing, rename
from tests.support.stores import PASSWORD
from tests.support.two_offices import Office, two_offices


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def restored(office: Office, backup: Path, folder: Path) -> None:
    """The office's computer comes back from a backup."""
    office.desk.close()
    restore(backup, folder, PASSWORD, clock=office.clock)
    office.folder = folder
    office.open()


def test_a_commune_restored_from_an_old_backup_gets_back_what_it_had_sent(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    early = add(commune, "Vi Văn Sớm")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    rename(commune, early, "Vi Văn Sớm Sửa")
    add(commune, "Vi Văn Muộn")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))

    restored(commune, backup, tmp_path / "xa-2")
    add(commune, "Vi Văn Sau")
    (came,) = superior.take_in(commune.bundle(stick))
    (answered,) = commune.take_in(superior.answer(came, stick))

    assert came.is_taken_in and answered.rows == 2
    people = commune.desk.read(lambda session: set(session.scalars(select(Person.full_name))))
    assert people == {"Vi Văn Sớm Sửa", "Vi Văn Muộn", "Vi Văn Sau"}
    assert outgoing(commune)[-1].problem == STATES_DIFFER

    (came,) = superior.take_in(commune.bundle(stick))
    (answered,) = commune.take_in(superior.answer(came, stick))

    assert (answered.rows, answered.note) == (0, "")
    last = outgoing(commune)[-1]
    assert (last.state_hash, last.row_count) == held(superior, commune)


def test_work_done_after_a_restore_is_not_overwritten_by_what_was_lost(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    for name in ("Vi Văn Mất Một", "Vi Văn Mất Hai", "Vi Văn Mất Ba"):
        rename(commune, person, name)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-2")
    rename(commune, person, "Vi Văn Mới Nhất")

    for _round in range(2):
        (came,) = superior.take_in(commune.bundle(stick))
        commune.take_in(superior.answer(came, stick))

    assert names(superior, commune) == {"Vi Văn Mới Nhất"}
    last = outgoing(commune)[-1]
    assert (last.state_hash, last.row_count) == held(superior, commune)


@pytest.mark.parametrize(("lost", "new"), [("Vi Văn Ả", "Vi Văn A"), ("Vi Văn A", "Vi Văn Ả")])
def test_work_done_after_a_restore_stands_against_what_was_lost_at_the_same_revision(
    offices: tuple[Office, Office, Path], tmp_path: Path, lost: str, new: str
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    rename(commune, person, lost)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-2")
    rename(commune, person, new)

    for _round in range(2):
        add(commune, "Vi Văn Nữa")
        (came,) = superior.take_in(commune.bundle(stick))
        commune.take_in(superior.answer(came, stick))

    assert new in names(superior, commune) and lost not in names(superior, commune)
    last = outgoing(commune)[-1]
    assert (last.problem, last.state_hash, last.row_count) == ("", *held(superior, commune))


def test_work_done_after_two_restores_from_one_backup_outlives_the_fork_they_make(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    restored(commune, backup, tmp_path / "xa-2")
    for name in ("Vi Văn Một", "Vi Văn Hai"):
        rename(commune, person, name)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-3")
    rename(commune, person, "Vi Văn Mới Nhất")

    for turn in range(3):
        add(commune, f"Vi Văn Nữa {turn}")
        (came,) = superior.take_in(commune.bundle(stick))
        assert (came.code == "EXC-16") == (turn == 0), "both restores began the same epoch"
        commune.take_in(superior.answer(came, stick))

    assert "Vi Văn Mới Nhất" in names(superior, commune)
    last = outgoing(commune)[-1]
    assert (last.problem, last.state_hash, last.row_count) == ("", *held(superior, commune))


def test_a_copied_folder_is_noticed_as_a_fork_and_the_next_bundle_is_a_full_one_of_a_new_epoch(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock
) -> None:
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, stick):
        superior.take_in(commune.bundle(stick))
        commune.desk.close()
        twin = Office(Path(shutil.copytree(commune.folder, tmp_path / "xa-chep")), clock)
        commune.open()
        try:
            add(commune, "Vi Văn Thật")
            add(twin, "Vi Văn Chép")
            (one,) = superior.take_in(commune.bundle(stick))
            (other,) = superior.take_in(twin.bundle(stick))

            assert (one.state, other.state, other.code) == (InboxState.TAKEN_IN, InboxState.FORK, "EXC-16")
            assert names(superior, commune) == {"Vi Văn Thật"}

            twin.take_in(superior.answer(other, stick))
            assert (outgoing(twin)[-1].state, outgoing(twin)[-1].problem) == (OutboxState.REFUSED, "EXC-16")

            (came,) = superior.take_in(twin.bundle(stick))
            twin.take_in(superior.answer(came, stick))
            assert names(superior, commune) == {"Vi Văn Thật", "Vi Văn Chép"}
            assert set(twin.desk.read(lambda s: s.scalars(select(Person.full_name)).all())) == {
                "Vi Văn Thật",
                "Vi Văn Chép",
            }
        finally:
            twin.desk.close()
