"""Who holds which post on a day, and in which order people are suggested.

The letters prefer young people with digital skills; that orders suggestions and never blocks anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from app.kernel.names import sort_key
from app.people.views import PersonView
from db.vocabulary import PostKind


def holds(person: PersonView, kinds: Collection[PostKind], day: date, *, hamlet: str | None = None) -> bool:
    """Whether the person holds one of the posts that day; where a hamlet is given, not one of another hamlet."""
    return any(
        post.kind in kinds and (hamlet is None or post.hamlet in (None, hamlet)) for post in person.posts_on(day)
    )


def holders(
    people: Iterable[PersonView], kinds: Collection[PostKind], day: date, *, hamlet: str | None = None
) -> list[PersonView]:
    """Those who hold one of the posts that day, each once, in the given order."""
    found = {person.uid: person for person in people if holds(person, kinds, day, hamlet=hamlet)}
    return list(found.values())


def in_suggested_order(people: Iterable[PersonView], day: date) -> list[PersonView]:
    """Digital skill first, then the younger, then by name; what is not known stands behind what is, never as a no."""
    skill = {True: 0, None: 1, False: 2}
    return sorted(
        people,
        key=lambda person: (skill[person.digital_skill], _age(person, day), sort_key(person.full_name), person.uid),
    )


def suggested(
    people: Iterable[PersonView],
    kinds: Collection[PostKind],
    day: date,
    *,
    hamlet: str | None = None,
    without: Collection[str] = (),
) -> list[PersonView]:
    """Holders of the posts who are not in yet; those of the own hamlet before those whose hamlet is not recorded."""
    found = [person for person in holders(people, kinds, day, hamlet=hamlet) if person.uid not in without]
    ordered = in_suggested_order(found, day)
    return sorted(
        ordered,
        key=lambda person: not any(post.kind in kinds and post.hamlet == hamlet for post in person.posts_on(day)),
    )


def _age(person: PersonView, day: date) -> float:
    year = person.birth_date.year if person.birth_date else person.birth_year
    return day.year - year if year is not None else float("inf")
