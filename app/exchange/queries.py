"""Questions about what was made to go out and about the keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.header import Kind
from app.exchange.refusals import GAP
from app.exchange.ring import OURS
from app.keys.identity import PublicKeys, SecretKeys
from app.keys.words import words_of
from db.models import OfficeKey, OutgoingBundle, OwnKey
from db.vocabulary import KeyState, OutboxState


@dataclass(frozen=True, kw_only=True)
class OutgoingView:
    """One file of the outbox and how far it has come."""

    uid: str
    kind: str
    receiver_office: str
    receiver_name: str
    file_name: str
    size: int
    epoch: int
    first: int
    last: int
    state: OutboxState
    made_at: datetime
    handed_over_at: datetime | None
    confirmed_at: datetime | None
    carrier: str
    attempts: int
    next_try_at: datetime | None
    problem: str

    @property
    def is_to_hand_over(self) -> bool:
        """Whether it should be put on a stick or sent now.

        That is what was made and is not away, what is away and not known to have arrived, and what had arrived and is
        asked for again, because the office above came back from an old backup.
        """
        if self.state is OutboxState.CONFIRMED:
            return self.problem == GAP.code
        return self.state in (OutboxState.PREPARED, OutboxState.LEAVING) or (
            self.state is OutboxState.HANDED_OVER and self.kind != Kind.RECEIPT
        )


@dataclass(frozen=True, kw_only=True)
class KeyView:
    """A key: of this installation (``in use`` or retired) or of another office."""

    key_id: str
    office_uid: str
    office_code: str
    office_name: str
    relation: str
    state: KeyState
    words: tuple[str, ...]
    came_at: datetime
    compared_at: datetime | None
    valid_through: int | None


def outbox(session: Session) -> list[OutgoingView]:
    """Every file that was made to go out, the newest first."""
    names = {row.office_uid: row.office_name for row in session.scalars(select(OfficeKey))}
    rows = session.scalars(select(OutgoingBundle).order_by(OutgoingBundle.made_at.desc(), OutgoingBundle.uid.desc()))
    return [_view(row, names.get(row.receiver_office, "")) for row in rows]


def to_hand_over(session: Session) -> list[OutgoingView]:
    """What should leave this office now, in the order in which it must arrive; nothing replaced."""
    found = [view for view in outbox(session) if view.is_to_hand_over]
    return sorted(found, key=lambda view: (view.epoch, view.first, view.made_at))


def keys(session: Session, own_office_uid: str) -> list[KeyView]:
    """The own keys, the one in use first, then those of others by office."""
    own = session.scalars(
        select(OwnKey).order_by(OwnKey.retired_at.is_not(None), OwnKey.made_at.desc(), OwnKey.key_id)
    ).all()
    others = session.scalars(select(OfficeKey).order_by(OfficeKey.office_name, OfficeKey.came_at, OfficeKey.key_id))
    found = [_own_key(row, own_office_uid) for row in own]
    return found + [_key(row) for row in others]


def _view(row: OutgoingBundle, receiver: str) -> OutgoingView:
    return OutgoingView(
        uid=row.uid,
        kind=row.kind,
        receiver_office=row.receiver_office,
        receiver_name=receiver,
        file_name=row.file_name,
        size=row.size,
        epoch=row.epoch,
        first=row.first_sequence,
        last=row.last_sequence,
        state=row.state,
        made_at=row.made_at,
        handed_over_at=row.handed_over_at,
        confirmed_at=row.confirmed_at,
        carrier=row.carrier,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        problem=row.problem,
    )


def _own_key(row: OwnKey, office_uid: str) -> KeyView:
    return KeyView(
        key_id=row.key_id,
        office_uid=office_uid,
        office_code="",
        office_name="",
        relation=OURS,
        state=KeyState.TRUSTED if row.retired_at is None else KeyState.REPLACED,
        words=words_of(SecretKeys.from_bytes(row.secret).public),
        came_at=row.made_at,
        compared_at=None,
        valid_through=None,
    )


def _key(row: OfficeKey) -> KeyView:
    return KeyView(
        key_id=row.key_id,
        office_uid=row.office_uid,
        office_code=row.office_code,
        office_name=row.office_name,
        relation=row.role,
        state=row.state,
        words=words_of(PublicKeys(row.signing, row.sealing)),
        came_at=row.came_at,
        compared_at=row.compared_at,
        valid_through=row.revoked_after,
    )
