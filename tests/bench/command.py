"""One command, all its steps: validate, write, journal, audit, commit; against less."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy.orm import Session

from app.kernel.names import sort_key
from app.kernel.text import fold
from app.people.commands import AddPerson, PersonInput
from app.workspace import Workspace
from db.engine import Store
from db.models import Person
from db.uids import new_uid
from tests.bench.big_store import raw_store
from tests.bench.invented_names import invented_name
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds
from tests.bench.timing import in_turns


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Adds people to the store, each way in turns on the same file, and writes as many bytes beside it."""
    numbers = count()
    with Workspace.open(folder, PASSWORD) as workspace:
        store = raw_store(folder)
        try:
            written = _bytes_of_one(workspace, store, numbers)
            with (folder / "bare.bin").open("wb", buffering=0) as file:
                ours, plain, bare = in_turns(
                    sizes.commands,
                    lambda: _command(workspace, next(numbers)),
                    lambda: _plain_row(workspace, store, next(numbers)),
                    _bare_write(file.fileno(), written),
                )
        finally:
            store.dispose()
            (folder / "bare.bin").unlink(missing_ok=True)
    return [
        Figure(
            measure="one command (validate, write, journal, audit, commit)",
            ours=ours,
            show=milliseconds,
            against=f"write + fdatasync of the same {written / 1024:.0f} KB",
            baseline=bare,
        ),
        Figure(
            measure="the same command",
            ours=ours,
            show=milliseconds,
            against="one row by plain ORM, same store",
            baseline=plain,
        ),
    ]


def _command(workspace: Workspace, number: int) -> None:
    workspace.do(
        AddPerson(
            person=PersonInput(full_name=invented_name(number), birth_year=1980, phone=f"0900{number % 1_000_000:06d}")
        )
    )


def _plain_row(workspace: Workspace, store: Store, number: int) -> None:
    name = invented_name(number)
    with Session(store.writer) as session:
        session.add(
            Person(
                uid=new_uid(workspace.clock.now()),
                office_uid=workspace.own_office_uid,
                revision=1,
                full_name=name,
                sort_key=sort_key(name),
                folded=fold(name),
                birth_year=1980,
                phone=f"0900{number % 1_000_000:06d}",
            )
        )
        session.commit()


def _bytes_of_one(workspace: Workspace, store: Store, numbers: count[int]) -> int:
    """What one command adds to the write-ahead log, which is what reaches the disk before it is confirmed."""
    log = workspace.places.store.with_name(workspace.places.store.name + "-wal")
    for _ in range(3):
        _command(workspace, next(numbers))
    with store.reader.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _command(workspace, next(numbers))
    first = log.stat().st_size
    _command(workspace, next(numbers))
    return log.stat().st_size - first


def _bare_write(file: int, size: int) -> Callable[[], None]:
    content = os.urandom(size)
    sync = getattr(os, "fdatasync", os.fsync)  # Windows has no fdatasync

    def write() -> None:
        os.write(file, content)
        sync(file)

    return write
