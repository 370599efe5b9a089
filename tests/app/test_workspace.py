"""The workspace: made, opened, refused, kept whole."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.backup import restore
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused, Unavailable
from app.offices import queries
from app.offices.commands import AddHamlet
from app.workspace import Workspace
from db.migrations.runner import HEAD
from db.models import Writer
from db.vocabulary import HamletKind
from tests.support.stores import CHEAP, PASSWORD


def test_the_store_is_unreadable_without_the_password(empty: Workspace) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Canarynguyen"))
    empty.close()
    for file in empty.places.folder.rglob("*"):
        if file.is_file():
            assert b"Canarynguyen" not in file.read_bytes()
            assert not file.read_bytes().startswith(b"SQLite format 3")


def test_a_wrong_password_is_refused_and_changes_nothing(workspace_folder: Path, clock: FixedClock) -> None:
    before = (workspace_folder / "xaso.db").read_bytes()
    with pytest.raises(Refused, match="KEY-01"):
        Workspace.open(workspace_folder, "khong-phai-mat-khau", clock=clock)
    assert (workspace_folder / "xaso.db").read_bytes() == before


def test_a_second_window_is_told_that_the_first_is_open(empty: Workspace) -> None:
    with pytest.raises(Unavailable, match="WSP-02"):
        Workspace.open(empty.places.folder, PASSWORD)


def test_creating_never_touches_what_is_there(workspace_folder: Path) -> None:
    (workspace_folder / "slot.json").unlink()
    before = (workspace_folder / "xaso.db").read_bytes()
    with pytest.raises(Refused, match="WSP-05"):
        Workspace.create(workspace_folder, PASSWORD, cost=CHEAP)
    assert (workspace_folder / "xaso.db").read_bytes() == before


def test_a_weak_password_leaves_no_half_made_workspace(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="KEY-04"):
        Workspace.create(tmp_path / "new", "ngan", cost=CHEAP)
    assert not (tmp_path / "new" / "slot.json").exists() and not (tmp_path / "new" / "xaso.db").exists()


def test_a_damaged_store_is_named_and_left_alone(workspace_folder: Path, clock: FixedClock) -> None:
    store = workspace_folder / "xaso.db"
    damaged = b"\0" * 4096 + store.read_bytes()[4096:]
    store.write_bytes(damaged)
    with pytest.raises(Unavailable, match="STO-01"):
        Workspace.open(workspace_folder, PASSWORD, clock=clock)
    assert store.read_bytes() == damaged


def test_a_newer_store_is_refused_untouched(empty: Workspace, clock: FixedClock) -> None:
    with empty._store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2999_01_01'")
    empty.close()
    before = empty.places.store.read_bytes()
    with pytest.raises(Unavailable, match="STO-02"):
        Workspace.open(empty.places.folder, PASSWORD, clock=clock)
    assert empty.places.store.read_bytes() == before


def test_the_head_revision_is_the_newest_migration(empty: Workspace) -> None:
    versions = Path("db/migrations/versions")
    newest = max(file.stem for file in versions.glob("2*.py"))
    assert newest.startswith(HEAD)


def test_a_backup_opens_and_restores_into_a_new_epoch(empty: Workspace, clock: FixedClock, tmp_path: Path) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Khe Sú"))
    digest = empty.files.put(b"a scan")
    made = empty.backup(tmp_path / "stick.backup")

    folder = restore(made.path, tmp_path / "restored", PASSWORD, clock=clock)

    with Workspace.open(folder, PASSWORD, clock=clock) as restored:
        assert [hamlet.name for hamlet in restored.read(queries.hamlets)] == ["Khe Sú"]
        assert restored.read(lambda session: session.query(Writer).one().epoch) == 2
        assert restored.files.get(digest) == b"a scan"
        assert restored.verify() == []


def test_restoring_refuses_a_folder_in_use_and_a_torn_file(empty: Workspace, clock: FixedClock, tmp_path: Path) -> None:
    made = empty.backup()
    with pytest.raises(Refused, match="BAK-03"):
        restore(made.path, empty.places.folder, PASSWORD, clock=clock)
    torn = tmp_path / "torn.backup"
    torn.write_bytes(made.path.read_bytes()[:-2000])
    with pytest.raises(Refused, match="BAK-02"):
        restore(torn, tmp_path / "other", PASSWORD, clock=clock)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_backup_is_due_after_half_an_hour_of_change(empty: Workspace, clock: FixedClock) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))
    empty.backup()
    assert not empty.is_backup_due
    clock.move(timedelta(minutes=31))
    assert not empty.is_backup_due
    empty.do(AddHamlet(kind=HamletKind.THON, name="Hai"))
    assert empty.is_backup_due


def test_a_missing_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="WSP-04"):
        Workspace.open(tmp_path, PASSWORD)


def test_a_read_only_store_refuses_writing_with_a_sentence(empty: Workspace) -> None:
    with empty._store.writer.connect() as connection:
        connection.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Unavailable, match="STO-05"):
        empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))


def test_a_full_disk_refuses_the_step_and_keeps_the_store_whole(empty: Workspace) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))
    with empty._store.writer.connect() as connection:
        pages = connection.connection.execute("PRAGMA page_count").fetchone()[0]
        connection.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable, match="STO-04"):
        for number in range(2_000):
            empty.do(AddHamlet(kind=HamletKind.THON, name=f"Thôn {number}", note="x" * 400))
    assert empty.verify() == []


def test_a_copied_folder_opens_elsewhere(empty: Workspace, clock: FixedClock, tmp_path: Path) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))
    empty.close()
    copied = Path(shutil.copytree(empty.places.folder, tmp_path / "copied"))
    with Workspace.open(copied, PASSWORD, clock=clock) as opened:
        assert len(opened.read(queries.hamlets)) == 1
