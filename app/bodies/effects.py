"""What a signed decision does to the bodies it is about, and how a draft marks what it will do.

Until its decision is signed, a change of membership is planned: the former composition stays in force and printable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.kernel.work import UnitOfWork
from db.models import Body, Document, Membership
from db.vocabulary import ReplaceMode


def link_planned(work: UnitOfWork, *, document: str, bodies: Iterable[str]) -> None:
    """Notes on planned beginnings and ends which draft states them; the decision signed first carries them out."""
    for uid in bodies:
        body = work.get(Body, uid)
        if body.valid_from is None:
            body.begun_by = document
        for row in open_memberships(work, uid):
            if row.valid_from is None and row.begun_by is None:
                row.begun_by = document
            elif row.leaving and row.ended_by is None:
                row.ended_by = document


def unlink_planned(work: UnitOfWork, *, document: str) -> None:
    """Forgets these notes when the draft is thrown away."""
    for body in work.session.scalars(select(Body).where(Body.begun_by == document, Body.valid_from.is_(None))):
        body.begun_by = None
    marked = select(Membership).where(or_(Membership.begun_by == document, Membership.ended_by == document))
    for row in work.session.scalars(marked):
        if row.valid_from is None:
            row.begun_by = None
        if row.valid_to is None:
            row.ended_by = None


def apply_decision(
    work: UnitOfWork, *, document: str, issued_on: date, bodies: Iterable[str], mode: ReplaceMode | None = None
) -> None:
    """Begins what was planned on the day of signing and ends who was leaving on the day before.

    A replacing decision states the whole membership anew, so that everybody's place rests on the decision in force; an
    amending one touches only what changes. ``mode`` is the paper's own unless given.
    """
    mode = mode or work.get(Document, document).replace_mode
    for uid in bodies:
        body = work.get(Body, uid)
        if body.valid_from is None:
            body.valid_from, body.begun_by = issued_on, document
        for row in open_memberships(work, uid):
            _carry_out(work, row, document, issued_on, restated=mode is ReplaceMode.REPLACE)


def _carry_out(work: UnitOfWork, row: Membership, document: str, issued_on: date, *, restated: bool) -> None:
    if row.valid_from is None:
        row.valid_from, row.begun_by = issued_on, document
    elif row.leaving:
        _end(row, document, issued_on)
    elif restated and row.begun_by != document:
        work.new(
            Membership,
            body=row.body,
            person=row.person,
            role=row.role,
            seat=row.seat,
            duty=row.duty,
            ordinal=row.ordinal,
            leaving=False,
            valid_from=issued_on,
            valid_to=None,
            begun_by=document,
            ended_by=None,
        )
        _end(row, document, issued_on)


def _end(row: Membership, document: str, issued_on: date) -> None:
    row.valid_to, row.ended_by, row.leaving = issued_on - timedelta(days=1), document, False


def open_memberships(work: UnitOfWork, body: str) -> Sequence[Membership]:
    """Places of a body that have not ended: planned, in force, or leaving."""
    return work.session.scalars(
        select(Membership)
        .where(Membership.body == body, Membership.valid_to.is_(None), Membership.deleted_at.is_(None))
        .order_by(Membership.ordinal, Membership.uid)
    ).all()
