"""Taking back what a signed paper did to bodies and to the paper it replaced, as long as nothing rests on it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies.effects import unlink_planned
from app.kernel.journal import payload_of, restore_payload
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.base import SharedRow
from db.models import AuditEntry, Body, ChangeEntry, Document, Membership, TeamSupport
from db.vocabulary import DocumentState

BUILT_ON = refused(
    "REG-30",
    N_("Không hủy được số này: đã có thay đổi hoặc văn bản sau dựa trên văn bản này."),
    next_step=N_("Ban hành quyết định mới thay thế hoặc bãi bỏ văn bản này."),
)

_GIVEN_BACK = "exchange.take_in"
"""The action by which a paper came back from the office above, with everything else that a restore had lost."""
_KINDS: dict[str, type[SharedRow]] = {kind.__tablename__: kind for kind in (Body, Membership, TeamSupport, Document)}


def withdraw(work: UnitOfWork, document: Document) -> None:
    """Gives each row that the issue changed its former values; Refused REG-30 when one has changed since."""
    if _is_amended(work.session, document.uid):
        raise BUILT_ON()
    changes = _changes_of_issue(work.session, document.uid)
    if not changes and _began_or_ended_something(work.session, document.uid):
        raise BUILT_ON()  # entered from a file: what stood before is not known here
    for change in changes:
        row = work.session.get(_KINDS[change.noun], change.row_uid)
        if row is None or _content(payload_of(row)) != _content(change.payload):
            raise BUILT_ON()
        former = _former(work.session, change)
        if former is None and change.revision > 1:
            raise BUILT_ON()  # what it was is not known here: it is no new row
        if former is None:
            work.remove(row)
        else:
            restore_payload(row, json.loads(former))
    unlink_planned(work, document=document.uid)  # what is planned again is free for the next decision


def _changes_of_issue(session: Session, document_uid: str) -> Sequence[ChangeEntry]:
    """What the issuing command wrote besides the paper itself, latest first."""
    own = session.scalars(select(ChangeEntry).where(ChangeEntry.row_uid == document_uid).order_by(ChangeEntry.revision))
    step = next(
        (change.audit_id for change in own if json.loads(change.payload)["state"] == DocumentState.SIGNED.value), None
    )
    if step is None or session.get_one(AuditEntry, step).action == _GIVEN_BACK:
        return []
    return session.scalars(
        select(ChangeEntry)
        .where(ChangeEntry.audit_id == step, ChangeEntry.row_uid != document_uid, ChangeEntry.noun.in_(_KINDS))
        .order_by(ChangeEntry.sequence.desc())
    ).all()


def _former(session: Session, change: ChangeEntry) -> str | None:
    return session.scalars(
        select(ChangeEntry.payload).where(
            ChangeEntry.row_uid == change.row_uid, ChangeEntry.revision == change.revision - 1
        )
    ).first()


def _is_amended(session: Session, document_uid: str) -> bool:
    return (
        session.scalars(
            select(Document.uid).where(
                Document.replaces == document_uid,
                Document.replace_mode.is_not(None),  # a copy changes nothing of the paper it copies
                Document.deleted_at.is_(None),
                Document.number.is_not(None),
                Document.state != DocumentState.ENDED,
            )
        ).first()
        is not None
    )


def _began_or_ended_something(session: Session, document_uid: str) -> bool:
    return any(
        session.scalars(
            select(kind.uid).where(
                or_(kind.begun_by == document_uid, kind.ended_by == document_uid), kind.deleted_at.is_(None)
            )
        ).first()
        for kind in (Body, Membership)
    )


def _content(payload: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(payload).items() if name != "revision"}
