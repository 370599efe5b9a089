"""On which page of the window a record of the own office is worked on, for whoever points at it from elsewhere."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.record_words import title_of
from db.base import SharedRow, shared_rows
from db.models import Body, Membership, Post, RowRemark, TeamSupport
from db.vocabulary import BodyKind

_PAGES = {
    "office_version": "offices",
    "office": "offices",
    "hamlet": "offices",
    "person": "people",
    "post": "people",
    "document": "documents",
    "incoming_letter": "incoming",
    "report": "reports",
    "activity": "diary",
    "programme": "outreach",
    "airing": "outreach",
    "online_post": "outreach",
    "display": "outreach",
    "meeting": "outreach",
    "praise": "outreach",
    "duty": "duties",
    "task": "duties",
    "difficulty": "difficulties",
    "proposal": "difficulties",
    "channel": "contacts",
    "contact": "contacts",
}
"""Kind of record -> page that selects it by its uid."""


def place_of(session: Session, noun: str, uid: str) -> tuple[str, str]:
    """(page, what it selects); ("", "") for a record that no page shows."""
    if noun == "body":
        return _body(session, uid)
    if noun == "membership":
        member = session.get(Membership, uid)
        return _body(session, member.body) if member is not None else ("", "")
    if noun == "team_support":
        support = session.get(TeamSupport, uid)
        return _body(session, support.team) if support is not None else ("", "")
    if noun == "post":
        post = session.get(Post, uid)
        return ("people", post.person) if post is not None else ("people", "")
    return (_PAGES[noun], uid) if noun in _PAGES else ("", "")


def remarks(session: Session) -> list[tuple[str, str, str, bool]]:
    """(kind, uid, reason, whether it was changed since) of each record that a receipt refused, the newest first."""
    kinds: dict[str, type[SharedRow]] = {kind.__tablename__: kind for kind in shared_rows()}
    found = []
    for remark in session.scalars(select(RowRemark).order_by(RowRemark.came_at.desc(), RowRemark.row_uid)):
        own = session.get(kinds[remark.noun], remark.row_uid) if remark.noun in kinds else None
        changed = own is not None and own.revision > remark.revision
        found.append((remark.noun, remark.row_uid, remark.reason, changed))
    return found


def own_title(session: Session, noun: str, uid: str) -> str:
    """The words by which an own record is known; empty where it is gone."""
    kinds: dict[str, type[SharedRow]] = {kind.__tablename__: kind for kind in shared_rows()}
    row = session.get(kinds[noun], uid) if noun in kinds else None
    if row is None:
        return ""
    values = {column.key: getattr(row, column.key, None) for column in row.__table__.columns}
    person = values.get("person")
    return title_of(values) or (own_title(session, "person", person) if isinstance(person, str) else "")


def _body(session: Session, uid: str) -> tuple[str, str]:
    body = session.get(Body, uid)
    if body is None:
        return "", ""
    return ("teams" if body.kind is BodyKind.TEAM else "committee"), uid
