"""Brings a store to today's form: check, copy, upgrade, integrity check, report; a newer store is left untouched."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from db.engine import Store, check_integrity, connect

HEAD = "2026_11_22e"
"""Revision of today's mappings; a test compares it with the newest file in ``versions``."""

_log = logging.getLogger(__name__)
_VERSIONS = Path(__file__).parent / "versions"


class StoreTooNew(Exception):
    """The store was written by a later version of the program."""


class MigrationFailed(Exception):
    """The upgraded store did not pass its check; the copy made before stands beside it."""


def revision_of(path: Path, key: bytes) -> str | None:
    """Revision kept in the store; none for a new, empty file."""
    with closing(connect(path, key)) as connection:
        return _revision(connection)


def open_at_head(path: Path, key: bytes, *, copy: Callable[[], Path]) -> Store:
    """The store, opened once where it has today's form already, else upgraded before; raises as ``bring_to_head``."""
    store = Store(path, key)
    try:
        with store.reader.connect() as connection:
            found = _revision(connection.connection)
    except BaseException:
        store.dispose()
        raise
    if found == HEAD:
        return store
    store.dispose()
    bring_to_head(path, key, copy=copy)
    return Store(path, key)


def bring_to_head(path: Path, key: bytes, *, copy: Callable[[], Path]) -> bool:
    """Upgrades the store if it is older; ``copy`` makes a full copy first. True when something was done.

    Raises StoreTooNew without touching the file, MigrationFailed when the upgraded store is not whole.
    """
    found = revision_of(path, key)
    if found == HEAD:
        return False
    if found is not None:
        if found not in _known_revisions():
            raise StoreTooNew(found)
        copy()
    _upgrade(path, key)
    damage = check_integrity(path, key)
    if damage:
        raise MigrationFailed("; ".join(damage[:3]))
    _log.info("store upgraded from %s to %s", found, HEAD)
    return True


def _revision(connection: Any) -> str | None:
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    return row[0] if row else None


def _known_revisions() -> set[str]:
    return {"_".join(file.stem.split("_")[:3]) for file in _VERSIONS.glob("2*.py")}


def _upgrade(path: Path, key: bytes) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS.parent))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # the function alembic's own upgrade command hands over

    store = Store(path, key)
    try:
        with store.writer.connect() as connection, EnvironmentContext(config, script, fn=steps) as environment:
            # Batch operations drop and rename tables: with foreign keys on, SQLite would cascade into the children.
            connection.connection.execute("PRAGMA foreign_keys = OFF")
            environment.configure(connection=connection, render_as_batch=True, transaction_per_migration=True)
            with environment.begin_transaction():
                environment.run_migrations()
            connection.commit()
            connection.connection.execute("PRAGMA foreign_keys = ON")
    finally:
        store.dispose()
