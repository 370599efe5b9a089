"""The log at full length: one entry with two photos, a page of the list, the figures of a month."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.activities.commands import ActivityInput, LogActivity
from app.activities.queries import PAGE, activities, figures, place_in_log
from app.evidence.taking_in import take_in
from app.workspace import Workspace
from db.models import Activity
from tests.bench.big_log import LAST, add_log
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds
from tests.bench.timing import in_turns
from tests.support.pictures import jpeg

_MONTH = (date(2022, 2, 15), date(2022, 3, 14))
_PHOTO = (3000, 2000)
"""Pixels of a photo as it comes from a phone, 6 megapixels."""


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Fills the log, then measures what an officer waits for."""
    with Workspace.open(folder, PASSWORD) as workspace:
        office = workspace.own_office_uid
    add_log(folder, entries=sizes.log_entries, office=office)
    with Workspace.open(folder, PASSWORD) as workspace:
        return [*_saving(workspace, sizes), *_listing(workspace, sizes), *_counting(workspace)]


def _saving(workspace: Workspace, sizes: Sizes) -> list[Figure]:
    numbers = count()
    photos = [jpeg(*_PHOTO, shade=step) for step in range(2)]
    held_on = LAST

    def entry(number: int) -> ActivityInput:
        return ActivityInput(kind="VNEID", held_on=held_on, figures={"guided": number})

    def with_photos() -> None:
        number = next(numbers)
        fresh = [content + str(number).encode() for content in photos]
        files = tuple(take_in(workspace.files, content, name="IMG.jpg") for content in fresh)
        workspace.do(LogActivity(entry=entry(number), files=files, sure=True))

    def bare() -> None:
        workspace.do(LogActivity(entry=entry(next(numbers)), sure=True))

    with _small_main_module():
        ours, without = in_turns(max(3, sizes.pages // 20), with_photos, bare)
    return [
        Figure(
            measure=f"an entry with two 6-megapixel photos, in a log of {sizes.log_entries:,}",
            ours=ours,
            show=milliseconds,
            against="the same entry without photos",
            baseline=without,
        )
    ]


@contextmanager
def _small_main_module() -> Iterator[None]:
    """A child process imports its parent's main module: the program's is small, the one of the benchmarks is not."""
    main = sys.modules["__main__"]
    kept = {name: main.__dict__.pop(name) for name in ("__file__", "__spec__") if name in main.__dict__}
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(kept)


def _listing(workspace: Workspace, sizes: Sizes) -> list[Figure]:
    total = workspace.read(_count)
    before = workspace.read(_from, total - PAGE - 1)
    after = (before.held_on, before.uid)
    first, last = in_turns(
        sizes.pages,
        lambda: workspace.read(activities),
        lambda: workspace.read(activities, after=after),
    )
    (offset,) = in_turns(max(3, sizes.pages // 20), lambda: workspace.read(_from, total - PAGE - 1))
    newest = workspace.read(activities)[-1]
    if workspace.read(activities, after=place_in_log(newest))[0].held_on > newest.held_on:
        raise RuntimeError("the second page is newer than the first")
    return [
        Figure(
            measure=f"last {PAGE} of {total:,} entries, with their evidence counted",
            ours=last,
            show=milliseconds,
            against="one bare row there by OFFSET",
            baseline=offset,
        ),
        Figure(measure="first page of the log", ours=first, show=milliseconds),
    ]


def _counting(workspace: Workspace) -> list[Figure]:
    ours, plain = in_turns(5, lambda: workspace.read(figures, *_MONTH), lambda: workspace.read(_scan, *_MONTH))
    year = (LAST - timedelta(days=364), LAST)
    (whole,) = in_turns(2, lambda: workspace.read(figures, *year))
    counted = workspace.read(figures, *_MONTH)["activity.VNEID.guided"]
    if counted.value != workspace.read(_scan, *_MONTH)[("VNEID", "guided")]:
        raise RuntimeError("the two ways count differently")
    return [
        Figure(
            measure="all figures of one month, each with its sources",
            ours=ours,
            show=milliseconds,
            against="plain SQL rows added up, no sources",
            baseline=plain,
            aim=1.0,
            absolute=True,
        ),
        Figure(measure="all figures of a year", ours=whole, show=milliseconds),
    ]


def _scan(session: Session, first: date, last: date) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    query = text("SELECT kind, figures FROM activity WHERE held_on BETWEEN :first AND :last AND deleted_at IS NULL")
    for kind, told in session.execute(query, {"first": first.isoformat(), "last": last.isoformat()}):
        for code, amount in json.loads(told).items():
            if isinstance(amount, int):
                found[kind, code] = found.get((kind, code), 0) + amount
    return found


def _count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Activity).where(Activity.deleted_at.is_(None))).one()


def _from(session: Session, offset: int) -> Any:
    query = select(Activity).where(Activity.deleted_at.is_(None))
    return session.scalars(query.order_by(Activity.held_on.desc(), Activity.uid.desc()).offset(offset).limit(1)).one()
