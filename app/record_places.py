"""On which page of the window a record of the own office is worked on, for whoever points at it from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import show_day
from app.record_words import title_of
from db.base import SharedRow, shared_rows
from db.models import (
    Airing,
    Body,
    DocumentEffect,
    Evidence,
    Fulfilment,
    Membership,
    Post,
    RegisterEntry,
    Report,
    RowRemark,
    TeamSupport,
)
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
    "online_post": "outreach",
    "display": "outreach",
    "meeting": "outreach",
    "praise": "outreach",
    "duty": "duties",
    "task": "duties",
    "resource": "duties",
    "difficulty": "difficulties",
    "proposal": "difficulties",
    "channel": "contacts",
    "contact": "contacts",
}
"""Kind of record -> page that selects it by its uid."""


_REFERENCES = {
    "person": "person",
    "programme": "programme",
    "duty": "duty",
    "team": "body",
    "body": "body",
    "document": "document",
    "hamlet": "hamlet",
}
"""Column -> kind of record whose words tell what this one is about."""
_DAYS = ("held_on", "aired_on")
_FIXED: dict[str, Callable[[str], tuple[str, str]]] = {
    "theme_plan": lambda _uid: ("outreach", "tab:plan"),
    "citation": lambda uid: ("documents", f"citation:{uid}"),
}


def place_of(session: Session, noun: str, uid: str) -> tuple[str, str]:
    """(page, what it selects); ("", "") for a record that no page shows."""
    if noun in _WITHIN:
        return _within(session, noun, uid)
    if noun in _FIXED:
        return _FIXED[noun](uid)
    return (_PAGES[noun], uid) if noun in _PAGES else ("", "")


def _within(session: Session, noun: str, uid: str) -> tuple[str, str]:
    """A record that its page shows as a part of another one."""
    kind, find = _WITHIN[noun]
    row = session.get(kind, uid)
    return find(session, row) if row is not None else ("", "")


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
    if isinstance(row, Report):
        return _report_title(row)
    values = {column.key: getattr(row, column.key, None) for column in row.__table__.columns}
    return title_of(values) or _told_by_others(session, values)


def _told_by_others(session: Session, values: Mapping[str, Any]) -> str:
    """A record without words of its own is known by what it refers to, and by its day."""
    referred = [own_title(session, noun, str(values[name])) for name, noun in _REFERENCES.items() if values.get(name)]
    days = [show_day(values[name]) for name in _DAYS if isinstance(values.get(name), date)]
    return ", ".join(each for each in (*referred[:1], *days[:1]) if each)


def _report_title(row: Report) -> str:
    from app.reports.definitions import definition
    from app.reports.owing import titled
    from app.reports.queries import period_kept

    return titled(definition(row.definition), period_kept(row))


def _body(session: Session, uid: str) -> tuple[str, str]:
    body = session.get(Body, uid)
    if body is None:
        return "", ""
    return ("teams" if body.kind is BodyKind.TEAM else "committee"), uid


_WITHIN: dict[str, tuple[type[SharedRow], Callable[[Session, Any], tuple[str, str]]]] = {
    "body": (Body, lambda session, row: _body(session, row.uid)),
    "membership": (Membership, lambda session, row: _body(session, row.body)),
    "team_support": (TeamSupport, lambda session, row: _body(session, row.team)),
    "post": (Post, lambda _session, row: ("people", row.person)),
    "airing": (Airing, lambda _session, row: ("outreach", row.programme)),
    "fulfilment": (Fulfilment, lambda _session, row: ("duties", f"{row.duty}/{row.period}")),
    "evidence": (Evidence, lambda session, row: place_of(session, row.about_noun, row.about)),
    "document_effect": (DocumentEffect, lambda _session, row: ("documents", row.document)),
    "register_entry": (RegisterEntry, lambda _session, row: ("documents", row.document or "")),
}
