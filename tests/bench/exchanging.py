"""What an exchange costs: a thousand changed rows from store to store, and the first full bundle with its photos."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchange.enrolling import MakeOwnKeys
from app.exchange.outbox import MarkHandedOver, PrepareBundle, outbox_of
from app.intake.collecting import collect
from app.kernel.actor import OFFICER
from app.kernel.clock import FixedClock
from app.kernel.files import FileStore
from app.kernel.journal import Journal, Told
from app.starting import start_workspace
from app.workspace_places import Places
from db.models import ChangeEntry, Evidence, Person
from db.uids import new_uid
from db.vocabulary import EvidenceKind, InboxState
from tests.bench.big_store import CHEAP, build, raw_store
from tests.bench.exchange_baselines import Cost, Git, Restic, ZipAge, missing, write_rows
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, kilobytes, megabytes, milliseconds
from tests.bench.timing import taken
from tests.support.stores import day
from tests.support.two_offices import Office, enrol, set_up_superior

_NOW = day("2032-01-05")
"""After the longest journal that is built."""
_TIME, _SIZE = 0.15, 80 * 1024
_PHOTO = 300_000
"""Bytes of a photo as the program keeps it."""


@dataclass(frozen=True, kw_only=True)
class _Trip:
    """Seconds of making and of taking in one bundle, and its bytes."""

    made: float
    taken_in: float
    size: int

    @property
    def both(self) -> float:
        return self.made + self.taken_in


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Both stores are built, the first full bundle carries everything, then some rows change again and again."""
    few = _measure_one(folder / "few", sizes.few_bundle_rows, sizes, photos=0)
    many = _measure_one(folder / "many", sizes.bundle_rows, sizes, photos=sizes.bundle_photos)
    flat = Figure(
        measure=f"the same: a store of {sizes.bundle_rows:,} rows",
        ours=_middle(many.trips),
        show=milliseconds,
        against=f"a store of {sizes.few_bundle_rows:,} rows",
        baseline=_middle(few.trips),
        aim=1.25,
    )
    return [*_changed(few, sizes), *_changed(many, sizes), flat, *_first(many, sizes)]


@dataclass(frozen=True, kw_only=True)
class _Measured:
    rows: int
    first: _Trip
    trips: Sequence[_Trip]
    others: dict[str, Sequence[Cost]]
    zipped: Cost | None
    unzipped: float


def _measure_one(folder: Path, rows: int, sizes: Sizes, *, photos: int) -> _Measured:
    with _offices(folder, rows) as (commune, superior):
        if photos:
            _add_photos(commune, photos)
        first = _carry(commune, superior)
        gc.collect()
        gc.freeze()  # as the window does once it stands: modules never become rubbish
        others = {kind.name: kind(folder) for kind in (Restic, Git) if not _lacks(kind.name.split()[0])}
        for other in others.values():
            other.carry(_rows(commune))
        costs: dict[str, list[Cost]] = {name: [] for name in others}
        trips = []
        for number in range(sizes.bundle_rounds + 1):  # the first one loads what later ones have
            _change(commune, sizes.changed_rows, number)
            _rest()
            trips.append(_carry(commune, superior))
            now = _rows(commune)
            for name, other in others.items():
                costs[name].append(other.carry(now))
            del now
        gc.unfreeze()
        zipped, unzipped = _zip_and_age(folder, commune) if photos else (None, 0.0)
    return _Measured(
        rows=rows,
        first=first,
        trips=trips[1:],
        others={name: those[1:] for name, those in costs.items()},
        zipped=zipped,
        unzipped=unzipped,
    )


def _rest() -> None:
    """What the others left behind is cleared away first: rubbish in memory, and pages that our fsync would wait for."""
    gc.collect()
    if hasattr(os, "sync"):
        os.sync()


@contextmanager
def _offices(folder: Path, rows: int) -> Iterator[tuple[Office, Office]]:
    """A commune with that many people, each with one entry of the journal, and the office above it."""
    build(folder / "xa", people=rows, entries=rows)
    clock = FixedClock(_NOW)
    start_workspace(folder / "huyen", PASSWORD, clock=clock, cost=CHEAP).close()
    commune, superior = Office(folder / "xa", clock, PASSWORD), Office(folder / "huyen", clock, PASSWORD)
    try:
        set_up_superior(superior)
        commune.desk.do(MakeOwnKeys())
        enrol(commune, superior)
        yield commune, superior
    finally:
        commune.desk.close()
        superior.desk.close()


def _carry(commune: Office, superior: Office) -> _Trip:
    """From changed rows to the receipt that lies ready above; the stick itself is left out."""
    commune.clock.move(timedelta(hours=1))
    made: list[str] = []
    making = taken(lambda: made.append(commune.desk.do(PrepareBundle()).value))
    path = outbox_of(commune.desk.files) / f"{made[0]}.xaso"
    commune.desk.do(MarkHandedOver(bundle=made[0], carrier="usb"))
    came = []
    taking_in = taken(lambda: came.extend(collect(superior.desk, [path])))
    if [each.state for each in came] != [InboxState.TAKEN_IN]:
        raise RuntimeError(f"not taken in: {came}")
    return _Trip(made=making, taken_in=taking_in, size=path.stat().st_size)


def _change(commune: Office, count: int, number: int) -> None:
    """Some people all over the store get another phone; one command of the program changes one, so this goes below."""
    store = raw_store(commune.folder)
    try:
        with Session(store.writer) as session:
            uids = session.scalars(select(Person.uid).order_by(Person.uid)).all()
            drawn = random.Random(number).sample(uids, min(count, len(uids)))
            journal = Journal(session)
            for uid in drawn:
                session.get_one(Person, uid).phone = f"09{random.Random(f'{uid}{number}').randrange(10**8):08d}"
            journal.write(Told(action="person.change", details={}), actor=OFFICER, at=commune.clock.now())
            session.commit()
    finally:
        store.dispose()


def _add_photos(commune: Office, count: int) -> None:
    """Photos are packed already, so bytes without any order stand for them."""
    files, store = FileStore(Places(commune.folder).files), raw_store(commune.folder)
    try:
        with Session(store.writer) as session:
            journal = Journal(session)
            person = session.scalars(select(Person.uid).limit(1)).one()
            for number in range(count):
                digest = files.put(os.urandom(_PHOTO))
                session.add(
                    Evidence(
                        uid=new_uid(_NOW),
                        office_uid=commune.uid,
                        revision=0,
                        about_noun="person",
                        about=person,
                        kind=EvidenceKind.PHOTO,
                        sha256=digest,
                        source_sha256=digest,
                        name=f"{number}.jpg",
                        media_type="image/jpeg",
                        size=_PHOTO,
                    )
                )
            journal.write(Told(action="evidence.attach", details={}), actor=OFFICER, at=_NOW)
            session.commit()
    finally:
        store.dispose()


def _rows(commune: Office) -> dict[str, str]:
    """The latest form of every row, as others carry it."""
    newest = select(func.max(ChangeEntry.id)).group_by(ChangeEntry.noun, ChangeEntry.row_uid)
    query = select(ChangeEntry.row_uid, ChangeEntry.payload).where(ChangeEntry.id.in_(newest))
    found = commune.desk.read(lambda session: session.execute(query).all())
    return dict(row.tuple() for row in found)


def _zip_and_age(folder: Path, commune: Office) -> tuple[Cost | None, float]:
    if _lacks("zip", "age"):
        return None, 0.0
    everything = folder / "everything"
    write_rows(everything / "rows", _rows(commune))
    for path in Places(commune.folder).files.glob("*/*"):
        (everything / f"{path.name}.jpg").symlink_to(path)
    other = ZipAge(folder)
    return other.make(everything), other.open()


def _lacks(*programs: str) -> bool:
    for program in missing(*programs):
        print(f"{program} is not installed: not compared with.")
    return bool(missing(*programs))


def _middle(trips: Sequence[_Trip]) -> float:
    return median(trip.both for trip in trips)


def _changed(found: _Measured, sizes: Sizes) -> list[Figure]:
    what = f"{sizes.changed_rows:,} changed rows of {found.rows:,}"
    size = median(trip.size for trip in found.trips)
    made = median(trip.made for trip in found.trips)
    figures = [
        Figure(
            measure=f"{what}: collected, summarised, sealed, signed, verified, applied, answered",
            ours=_middle(found.trips),
            show=milliseconds,
            aim=_TIME,
            absolute=True,
        ),
        Figure(measure="of that, making the bundle", ours=made, show=milliseconds),
        Figure(measure="its size", ours=size, show=kilobytes, aim=_SIZE, absolute=True),
    ]
    for name, costs in found.others.items():
        seconds, grown = median(cost.seconds for cost in costs), median(cost.size for cost in costs)
        figures.append(
            Figure(measure=what, ours=_middle(found.trips), show=milliseconds, against=name, baseline=seconds)
        )
        figures.append(Figure(measure="its size", ours=size, show=kilobytes, against=name, baseline=grown))
    return figures


def _first(found: _Measured, sizes: Sizes) -> list[Figure]:
    what = f"first full bundle of {found.rows:,} rows and {sizes.bundle_photos} photos"
    first, other = found.first, found.zipped
    lines = (
        (f"{what}, made", first.made, milliseconds, other.seconds if other else None),
        ("the same, taken in", first.taken_in, milliseconds, found.unzipped if other else None),
        ("its size", first.size, megabytes, other.size if other else None),
    )
    return [
        Figure(measure=words, ours=ours, show=show, against=ZipAge.name if other else "", baseline=baseline)
        for words, ours, show, baseline in lines
    ]
