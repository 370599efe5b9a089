"""How far a row of the own office has come: changed here, handed over, or known to have arrived above."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import ChangeEntry, OutgoingBundle
from db.vocabulary import OutboxState

_BUNDLE = "bundle"


class Way(IntEnum):
    """Steps of the way up, in their order."""

    HERE = 0
    """Nothing that left holds its newest form."""
    HANDED_OVER = 1
    ARRIVED = 2


class GoingUp:
    """The spans that went to each office above, read once; asked row by row."""

    def __init__(self, session: Session) -> None:
        self._session = session
        query = (
            select(OutgoingBundle.receiver_office, OutgoingBundle.state, func.max(OutgoingBundle.last_sequence))
            .where(
                OutgoingBundle.kind == _BUNDLE,
                OutgoingBundle.state.in_((OutboxState.HANDED_OVER, OutboxState.CONFIRMED)),
            )
            .group_by(OutgoingBundle.receiver_office, OutgoingBundle.state)
        )
        self._last = {(office, state): last for office, state, last in session.execute(query)}

    def way(self, office_uid: str, row_uids: Iterable[str]) -> Way:
        """How far the newest form of these rows, taken together, has come on its way to that office."""
        newest = self._session.scalar(
            select(func.max(ChangeEntry.sequence)).where(ChangeEntry.row_uid.in_(list(row_uids)))
        )
        if newest is None:
            return Way.HERE
        if newest <= self._last.get((office_uid, OutboxState.CONFIRMED), 0):
            return Way.ARRIVED
        handed_over = newest <= self._last.get((office_uid, OutboxState.HANDED_OVER), 0)
        return Way.HANDED_OVER if handed_over else Way.HERE
