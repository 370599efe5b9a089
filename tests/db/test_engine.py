"""The writer of a store: room for the pages of one large command, and a log that is folded in once it is long."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import Store

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path):
    made = Store(tmp_path / "xaso.db", KEY)
    with made.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x BLOB)")
    yield made
    made.dispose()


def told(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def fill(store: Store, pages: int) -> None:
    with store.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (zeroblob(4000))", [()] * pages)


def test_the_writer_has_its_own_room_and_keeps_every_protecting_setting(store: Store) -> None:
    assert told(store.writer, "cache_size") == -32_000
    assert told(store.writer, "synchronous") == told(store.reader, "synchronous") == 2


def test_a_long_command_leaves_its_log_and_many_of_them_fold_it_in(store: Store) -> None:
    before = store.path.stat().st_size
    fill(store, 1500)
    assert store.path.stat().st_size == before
    fill(store, 3500)
    assert store.path.stat().st_size > before + 5000 * 4096 * 0.9
