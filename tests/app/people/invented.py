"""Invented people for tests of people: short ways to add them to a real store."""

from __future__ import annotations

from datetime import date

from app.offices.commands import AddHamlet
from app.people import queries
from app.people.commands import AddPerson, PersonInput, PostInput
from app.people.rules import post_kind_of
from app.people.views import PersonView
from app.workspace import Workspace
from db.vocabulary import HamletKind

TODAY = date(2022, 4, 5)


def add(workspace: Workspace, full_name: str, *posts: PostInput, **fields: object) -> str:
    """Adds a person; the uid."""
    command = AddPerson(person=PersonInput(full_name=full_name, **fields), posts=posts)  # type: ignore[arg-type]
    uid: str = workspace.do(command).value
    return uid


def post(title: str, *, hamlet: str | None = None, first: date | None = None, last: date | None = None) -> PostInput:
    """A post as entered."""
    return PostInput(kind=post_kind_of(title), title=title, hamlet=hamlet, valid_from=first, valid_to=last)


def add_hamlet(workspace: Workspace, name: str, kind: HamletKind = HamletKind.THON) -> str:
    """Adds a hamlet; the uid."""
    uid: str = workspace.do(AddHamlet(kind=kind, name=name)).value
    return uid


def seen(workspace: Workspace, uid: str) -> PersonView:
    """The person as stored now."""
    view = workspace.read(queries.person, uid)
    assert view is not None
    return view


def names(workspace: Workspace) -> list[str]:
    """Everyone's name, in the order of the list."""
    return [view.full_name for view in workspace.read(queries.people)]
