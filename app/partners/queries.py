"""Questions about partners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.kernel.text import fold
from app.partners.views import PartnerView
from db.models import Partner


def partners(session: Session, *, on: date | None = None) -> list[PartnerView]:
    """Partners by name; ``on`` leaves only those that take part on that day."""
    query = select(Partner).where(Partner.deleted_at.is_(None))
    if on is not None:
        query = query.where(or_(Partner.valid_from.is_(None), Partner.valid_from <= on)).where(
            or_(Partner.valid_to.is_(None), Partner.valid_to >= on)
        )
    return sorted((view_of(row) for row in session.scalars(query)), key=lambda view: (fold(view.name), view.uid))


def partner(session: Session, uid: str) -> PartnerView | None:
    """One partner, none when deleted."""
    row = session.get(Partner, uid)
    return None if row is None or row.deleted_at is not None else view_of(row)


def partners_by_uid(session: Session, uids: Iterable[str]) -> dict[str, PartnerView]:
    """Several partners, also those whose record was deleted since (old entries still name them)."""
    rows = session.scalars(select(Partner).where(Partner.uid.in_(sorted(set(uids)))))
    return {row.uid: view_of(row) for row in rows}


def view_of(row: Partner) -> PartnerView:
    """The row as it is shown."""
    return PartnerView(**{name: getattr(row, name) for name in PartnerView.__dataclass_fields__})
