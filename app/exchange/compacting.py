"""Retention of the journal: what may be forgotten, and why nothing is lost by it.

Kept for ever: of each row its newest entry, and the newest that the office above is known to hold. Kept as long as they
may be asked for: everything after the last confirmed bundle, and what the last steps changed (undo). All else are forms
that were replaced by newer ones which have arrived above; no bundle, state hash or undo asks for them again. The audit
log is never thinned.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app.exchange.ring import writer
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import AuditEntry, ChangeEntry, OutgoingBundle
from db.vocabulary import OutboxState

UNDO_STEPS = 200
"""Steps of the audit log whose changes stay whole."""
MOST = 20_000
"""Entries forgotten in one step, so that no step takes long."""


@dataclass(frozen=True, kw_only=True)
class CompactJournal:
    """Forms of rows that nothing asks for any more are forgotten."""


@handles(
    CompactJournal,
    action="journal.compact",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã bỏ {result} dạng cũ khỏi nhật ký thay đổi"),
)
def compact_journal(work: UnitOfWork, _command: CompactJournal) -> int:
    """How many entries were forgotten."""
    known = _confirmed(work)
    steps = work.session.scalar(select(func.max(AuditEntry.id))) or 0
    newest_known = (
        select(func.max(ChangeEntry.id))
        .where(ChangeEntry.sequence <= known)
        .group_by(ChangeEntry.noun, ChangeEntry.row_uid)
    )
    newest = select(func.max(ChangeEntry.id)).group_by(ChangeEntry.noun, ChangeEntry.row_uid)
    found = work.session.scalars(
        select(ChangeEntry)
        .where(
            ChangeEntry.sequence <= known,
            ChangeEntry.audit_id <= steps - UNDO_STEPS,
            ChangeEntry.id.not_in(newest_known),
            ChangeEntry.id.not_in(newest),
        )
        .order_by(ChangeEntry.id)
        .limit(MOST)
    ).all()
    for entry in found:
        work.session.delete(entry)
    return len(found)


def _confirmed(work: UnitOfWork) -> int:
    """The last sequence of this writer's epoch that has arrived above; 0 where nothing has."""
    author = writer(work.session)
    query = select(func.max(OutgoingBundle.last_sequence)).where(
        OutgoingBundle.kind == "bundle",
        OutgoingBundle.writer_uid == author.uid,
        OutgoingBundle.epoch == author.epoch,
        OutgoingBundle.state == OutboxState.CONFIRMED,
    )
    return work.session.scalar(query) or 0
