"""What the office above sent back to be mended: which record and field, what is said, where, and how far it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.going_up import GoingUp, Way
from app.handled_above import is_answer
from app.record_places import place_of
from db.base import SharedRow, shared_rows
from db.models import IncomingBundle, OfficeKey, OutgoingBundle, ReceivedRow, Review, RowRemark
from db.vocabulary import ABOVE, ReviewState

MEND = "mend:"
"""Begins what a page is told to select where a record is to be shown at the field that is to be mended."""
_PARTS = frozenset({"evidence", "team_support", "document_effect", "register_entry", "fulfilment"})
"""Kinds without a form of their own: they are mended where the record they belong to is."""


class Stage(StrEnum):
    """How far the mending is."""

    OPEN = "open"
    MENDED = "mended"
    """Changed here, waits to go up again."""
    GONE = "gone"
    """Handed over again, waits to be taken in."""


@dataclass(frozen=True, kw_only=True)
class SentBack:
    """One remark on one own record."""

    uid: str
    noun: str
    row_uid: str
    field: str
    """Name of the field; empty for the record as a whole."""
    comment: str
    who: str
    came_at: datetime | None
    stage: Stage
    page: str
    """Where it is mended; empty for a record that no page shows."""
    target: str
    """What that page selects."""

    @property
    def way(self) -> str:
        """What the page selects to show the record at its field."""
        return way_to(self.row_uid, self.field, self.target)

    @property
    def is_part(self) -> bool:
        """Whether it is mended at the record it belongs to."""
        return self.noun in _PARTS


@dataclass(frozen=True, kw_only=True)
class _Found:
    uid: str
    noun: str
    row_uid: str
    revision: int
    field: str
    comment: str
    office: str
    came_at: datetime | None


def way_to(row_uid: str, field: str, target: str) -> str:
    """What a page is told to select where a record is to be shown at a field."""
    return f"{MEND}{row_uid}:{field}:{target}"


def parse_way(target: str) -> tuple[str, str, str]:
    """(row, field, what the page selects) of a target made by ``SentBack.way``; ("", "", target) of any other."""
    if not target.startswith(MEND):
        return "", "", target
    row_uid, field, inner = target.removeprefix(MEND).split(":", 2)
    return row_uid, field, inner


def sent_back(session: Session) -> tuple[SentBack, ...]:
    """Everything that is not settled, what waits to be mended first; one reading of an index where nothing came back.

    A remark is settled when it was withdrawn, or when the mended record is known to have arrived.
    """
    above = select(OfficeKey.office_uid, OfficeKey.office_name).where(OfficeKey.role == ABOVE)
    names = {row[0]: row[1] for row in session.execute(above)}
    found = [*_reviews(session, names), *_remarks(session)] if names else []
    if not found:
        return ()
    from app.exchange.ring import superior_office  # pages are shown sooner without it

    kinds = {kind.__tablename__: kind for kind in shared_rows()}
    going, receiver = GoingUp(session), superior_office(session)
    views = [_view(session, each, kinds, going, names, receiver) for each in found]
    shown = [view for view in views if view is not None]
    return tuple(sorted(shown, key=lambda view: (list(Stage).index(view.stage), view.uid)))


def _reviews(session: Session, above: Iterable[str]) -> list[_Found]:
    rows = session.scalars(
        select(ReceivedRow).where(
            ReceivedRow.office_uid.in_(list(above)),
            ReceivedRow.noun == Review.__tablename__,
            ReceivedRow.problem == "",
        )
    ).all()
    open_ones = [(row, payload) for row in rows if _is_open(payload := json.loads(row.payload))]
    came = _came(session, {row.header_hash for row, _payload in open_ones})
    return [
        _Found(
            uid=row.row_uid,
            noun=str(payload["noun"]),
            row_uid=str(payload["row_uid"]),
            revision=int(payload["row_revision"]),
            field=str(payload["field"]),
            comment=str(payload["comment"]),
            office=row.office_uid,
            came_at=came.get(row.header_hash),
        )
        for row, payload in open_ones
    ]


def _is_open(payload: Mapping[str, Any]) -> bool:
    is_ours = payload["state"] == ReviewState.RETURNED and payload.get("deleted_at") is None
    return is_ours and not is_answer(payload["noun"], payload["field"])


def _came(session: Session, headers: set[str]) -> dict[str, datetime]:
    if not headers:
        return {}
    query = select(IncomingBundle.header_hash, IncomingBundle.came_at)
    query = query.where(IncomingBundle.header_hash.in_(headers))
    return {row[0]: row[1] for row in session.execute(query)}


def _remarks(session: Session) -> list[_Found]:
    """What receipts refused; they name the bundle that held it."""
    query = select(RowRemark, OutgoingBundle.receiver_office).join(
        OutgoingBundle, OutgoingBundle.header_hash == RowRemark.header_hash
    )
    return [
        _Found(
            uid=f"{row.noun}/{row.row_uid}",
            noun=row.noun,
            row_uid=row.row_uid,
            revision=row.revision,
            field="",
            comment=row.reason,
            office=office,
            came_at=row.came_at,
        )
        for row, office in session.execute(query)
    ]


def _view(
    session: Session,
    found: _Found,
    kinds: Mapping[str, type[SharedRow]],
    going: GoingUp,
    names: Mapping[str, str],
    receiver: str,
) -> SentBack | None:
    own = session.get(kinds[found.noun], found.row_uid) if found.noun in kinds else None
    if own is None:
        return None  # lost in a restore: it comes back with the next receipt, and the remark with it
    stage = Stage.OPEN
    if own.revision > found.revision:
        way = going.way(found.office, [found.row_uid])
        if way is Way.ARRIVED or found.office != receiver:  # nothing goes to a former office above any more
            return None
        stage = Stage.GONE if way is Way.HANDED_OVER else Stage.MENDED
    page, target = place_of(session, found.noun, found.row_uid)
    return SentBack(
        uid=found.uid,
        noun=found.noun,
        row_uid=found.row_uid,
        field=found.field,
        comment=found.comment,
        who=names.get(found.office, ""),
        came_at=found.came_at,
        stage=stage,
        page=page,
        target=target,
    )
