"""Fifty people at the end of a long list: by the key of the last one shown, against counting past all others."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.people.queries import PAGE, people, place_in_list
from app.workspace import Workspace
from db.models import Person
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds
from tests.bench.timing import in_turns


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Both ways give the same people; ours gives views with every post besides."""
    with Workspace.open(folder, PASSWORD) as workspace:
        total = workspace.read(_count)
        before = workspace.read(_from, total - PAGE - 1)[0]
        after = (before.sort_key, before.uid)
        shown = workspace.read(people, after=after, limit=PAGE)
        if [view.uid for view in shown] != [row.uid for row in workspace.read(_from, total - PAGE)]:
            raise RuntimeError("the two ways give different people")
        first = place_in_list(workspace.read(people, limit=1)[0])
        last_page, first_page = in_turns(
            sizes.pages,
            lambda: workspace.read(people, after=after, limit=PAGE),
            lambda: workspace.read(people, after=first, limit=PAGE),
        )
        # apart: counting past everybody would throw our page out of the store's cache each time
        (offset,) = in_turns(sizes.pages // 10, lambda: workspace.read(_from, total - PAGE))
    return [
        Figure(
            measure=f"last {PAGE} of {total:,} people, with posts",
            ours=last_page,
            show=milliseconds,
            against="bare rows by OFFSET",
            baseline=offset,
            aim=0.002,
            absolute=True,
        ),
        Figure(
            measure="the same page",
            ours=last_page,
            show=milliseconds,
            against="first page of the list",
            baseline=first_page,
        ),
    ]


def _count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Person).where(Person.deleted_at.is_(None))).one()


def _from(session: Session, offset: int) -> list[Person]:
    query = select(Person).where(Person.deleted_at.is_(None)).order_by(Person.sort_key, Person.uid)
    return list(session.scalars(query.offset(offset).limit(PAGE)))
