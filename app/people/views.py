"""What is shown of people: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.phones import show_phone
from db.vocabulary import Gender, PostKind


@dataclass(frozen=True, kw_only=True)
class PostView:
    """A post held from a day to a day."""

    uid: str
    kind: PostKind
    title: str
    hamlet: str | None
    valid_from: date | None
    valid_to: date | None

    def held_on(self, day: date) -> bool:
        """Whether the post was held on that day; an unknown bound is open."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """A person with every post ever held, newest first."""

    uid: str
    full_name: str
    birth_year: int | None
    birth_date: date | None
    gender: Gender | None
    phone: str
    email: str
    digital_skill: bool | None
    note: str
    posts: tuple[PostView, ...] = ()

    def posts_on(self, day: date) -> tuple[PostView, ...]:
        """The posts held on that day."""
        return tuple(post for post in self.posts if post.held_on(day))

    def title_on(self, day: date) -> str:
        """Titles held on that day, joined by a comma; empty where none is known."""
        return ", ".join(post.title for post in self.posts_on(day) if post.title)


def told(person: PersonView, day: date) -> str:
    """Name, year of birth, phone and post in one line, to tell namesakes apart."""
    parts = (person.full_name, person.birth_year, show_phone(person.phone), person.title_on(day))
    return " · ".join(str(part) for part in parts if part)
