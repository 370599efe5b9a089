"""Retention of the journal: what may be forgotten, and why nothing is lost by it.

Kept for ever: of each row its newest entry, and the newest that the office above is known to hold. Kept as long as they
may be asked for: everything after the last confirmed bundle, and for undo what the last steps changed with the form
each of those rows had before; of papers and what a signed paper changes every entry, because withdrawing a number asks
for them however late. All else are forms that were replaced by newer ones which have arrived above; no bundle,
state hash or undo asks for them again. The audit log is never thinned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased, load_only

from app.exchange.ring import writer
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import AuditEntry, ChangeEntry, OutgoingBundle
from db.vocabulary import OutboxState

UNDO_STEPS = 200
"""Steps of the audit log whose changes stay whole."""
KEPT_WHOLE = ("body", "document", "membership", "team_support")
"""Nouns whose every change is kept: a number that is void gives back what its paper changed."""
WORTH_IT = 500
"""So many entries are forgotten together; fewer are left for another day."""
MOST = 5_000
"""Entries forgotten in one step, so that no step takes long."""


@dataclass(frozen=True, kw_only=True)
class CompactJournal:
    """Forms of rows that nothing asks for any more are forgotten."""


@handles(
    CompactJournal,
    action="journal.compact",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã bỏ {result} dạng cũ khỏi nhật ký thay đổi"),
)
def compact_journal(work: UnitOfWork, _command: CompactJournal) -> int:
    """How many entries were forgotten."""
    found = work.session.scalars(_forgettable(work.session).options(load_only(ChangeEntry.id)).limit(MOST)).all()
    for entry in found:
        work.session.delete(entry)
    return len(found)


def may_forget(session: Session) -> bool:
    """Whether there is so much to forget that it is worth a step."""
    some = session.execute(_forgettable(session).with_only_columns(ChangeEntry.id).limit(WORTH_IT)).all()
    return len(some) == WORTH_IT


def _forgettable(session: Session) -> Select[ChangeEntry]:
    known = _confirmed(session)
    undone = (session.scalar(select(func.max(AuditEntry.id))) or 0) - UNDO_STEPS
    return (
        select(ChangeEntry)
        .where(
            ChangeEntry.sequence <= known,
            ChangeEntry.audit_id <= undone,
            ChangeEntry.noun.not_in(KEPT_WHOLE),
            _replaced_within(lambda later: later.sequence <= known),
            _replaced_within(lambda later: later.audit_id <= undone),
        )
        .order_by(ChangeEntry.id)
    )


def _replaced_within(limit: Callable[[type[ChangeEntry]], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether a newer form of the row stands within the limit; found by the index over rows and their revisions."""
    later = aliased(ChangeEntry)
    same_row = (later.row_uid == ChangeEntry.row_uid, later.revision > ChangeEntry.revision)
    return select(later.id).where(*same_row, limit(later)).exists()


def _confirmed(session: Session) -> int:
    """The last sequence of this writer's epoch that has arrived above; 0 where nothing has."""
    author = writer(session)
    query = select(func.max(OutgoingBundle.last_sequence)).where(
        OutgoingBundle.kind == "bundle",
        OutgoingBundle.writer_uid == author.uid,
        OutgoingBundle.epoch == author.epoch,
        OutgoingBundle.state == OutboxState.CONFIRMED,
    )
    return session.scalar(query) or 0
