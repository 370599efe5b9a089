"""The one way to open the store: SQLCipher, WAL, full synchronisation, every setting read back on every connection."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

_log = logging.getLogger(__name__)

BUSY_MILLISECONDS = 15_000
"""How long a second window waits for the writer before it is told to try again."""

_SET = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "temp_store": "MEMORY",
    "busy_timeout": str(BUSY_MILLISECONDS),
    "cell_size_check": "ON",
}
_OF_THE_WRITER = {"cache_size": "-32000", "wal_autocheckpoint": "4000"}
"""32 MB of pages and 16 MB of log at most: a thousand rows all over a large store are read and written in one go,
and nobody waits at the end of each such command for the log to be folded into the file; it is safe in the log."""
_EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}


DriverError = sqlcipher.Error
"""Base of what the driver raises outside SQLAlchemy."""


class StoreDamaged(Exception):
    """The file cannot be read with this key: damaged, or not ours."""


class StoreUnsafe(Exception):
    """A setting that protects records did not take effect on a connection."""


class Store:
    """An open store: one writer connection, and readers that never wait for it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self.writer = _engine(lambda: _connect_writer(path, key), begin="BEGIN IMMEDIATE", size=1)
        self.reader = _engine(lambda: connect(path, key), begin="BEGIN", size=4)

    def copy_to(self, target: Path) -> None:
        """Writes a complete, encrypted copy while the store stays in use (SQLite's online backup)."""
        with closing(connect(self.path, self._key)) as source, closing(_raw(target, self._key)) as copy:
            source.backup(copy)

    def dispose(self) -> None:
        """Closes every connection; the last one folds the write-ahead log into the file."""
        self.reader.dispose()
        self.writer.dispose()


def connect(path: Path, key: bytes) -> Any:
    """A keyed connection with every protecting setting made and read back.

    Raises StoreDamaged when the file is not readable with the key, StoreUnsafe when a setting did not take effect.
    """
    connection = _raw(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, value in _SET.items():
            connection.execute(f"PRAGMA {name} = {value}")
        for name, expected in _EXPECTED.items():
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != expected:
                raise StoreUnsafe(f"{name} is {found}, not {expected}")
    except sqlcipher.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlcipher.OperationalError):
            raise
        raise StoreDamaged(str(error)) from error
    except StoreUnsafe:
        connection.close()
        raise
    return connection


def _connect_writer(path: Path, key: bytes) -> Any:
    connection = connect(path, key)
    for name, value in _OF_THE_WRITER.items():
        connection.execute(f"PRAGMA {name} = {value}")
    return connection


def check_integrity(path: Path, key: bytes) -> list[str]:
    """What SQLite and SQLCipher find wrong in the file; empty when it is whole."""
    try:
        with closing(connect(path, key)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            found += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"foreign key: {row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except (StoreDamaged, sqlcipher.DatabaseError) as error:
        return [str(error)]
    return found


def _raw(path: Path, key: bytes) -> Any:
    if len(key) != 32:
        raise ValueError("the store key has 32 bytes")
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def _engine(creator: Callable[[], Any], *, begin: str, size: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_MILLISECONDS / 1000,
        hide_parameters=True,
    )  # names and phones belong in no log, not even in that of a defect

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
