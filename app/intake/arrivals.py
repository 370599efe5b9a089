"""When a signed paper of a commune first came: a fact of this office, which later copies of the paper do not move."""

from __future__ import annotations

import json

from sqlalchemy import select

from app.kernel.work import UnitOfWork
from db.models import Arrival, IncomingBundle, ReceivedRow

_PAPER = "document"
_SIGNED = '"issued_on":"'


def note_arrivals(work: UnitOfWork, row: IncomingBundle) -> None:
    """Notes the signed papers that a bundle brought and that were not here before, at the moment its file came."""
    papers = work.session.execute(
        select(ReceivedRow.row_uid, ReceivedRow.payload).where(
            ReceivedRow.office_uid == row.office_uid,
            ReceivedRow.noun == _PAPER,
            ReceivedRow.header_hash == row.header_hash,
        )
    )
    signed = [uid for uid, payload in papers if _SIGNED in payload and json.loads(payload).get("issued_on")]
    for uid in signed:
        if work.session.get(Arrival, (row.office_uid, uid)) is None:
            work.session.add(
                Arrival(office_uid=row.office_uid, document=uid, came_at=row.came_at, header_hash=row.header_hash)
            )
