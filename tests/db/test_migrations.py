"""Migrations: what they make is what the mappings say; an older store is copied first; a failed one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.kernel.clock import FixedClock
from app.workspace import Workspace
from db.base import Base
from db.engine import Store, connect
from db.migrations import runner
from tests.support.stores import PASSWORD

KEY = bytes(range(32))


def test_the_migrated_store_is_what_the_mappings_say(tmp_path: Path) -> None:
    path = tmp_path / "xaso.db"
    assert runner.bring_to_head(path, KEY, copy=lambda: path)
    store = Store(path, KEY)
    try:
        with store.reader.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": _is_mapped})
            assert compare_metadata(context, Base.metadata) == []
    finally:
        store.dispose()


def _is_mapped(name: str | None, kind: str, _parents: object) -> bool:
    """The index of the search box is no mapping: virtual tables and what they are made of."""
    return kind != "table" or not str(name).startswith("search_")


def test_a_store_at_head_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "xaso.db"
    runner.bring_to_head(path, KEY, copy=lambda: path)
    before = path.read_bytes()
    assert not runner.bring_to_head(path, KEY, copy=lambda: pytest.fail("no copy is needed"))
    assert path.read_bytes() == before


def test_every_connection_has_its_protecting_settings(tmp_path: Path) -> None:
    connection = connect(tmp_path / "xaso.db", KEY)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
    }
    connection.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}


def test_an_older_store_is_copied_before_it_is_upgraded(
    empty: Workspace, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store one revision back, as the next version will meet it: the copy opens with the password of its day."""
    empty.close()
    monkeypatch.setattr(runner, "HEAD", "2099_01_01")
    monkeypatch.setattr(runner, "_upgrade", lambda _path, _key: None)
    with Workspace.open(empty.places.folder, PASSWORD, clock=clock):
        copies = list(empty.places.backups.glob("*.backup"))
    assert len(copies) == 1 and copies[0].stat().st_size > 100_000
