"""Retention of the outbox: whose copy may go, and why nothing is lost by it.

A copy is kept while it may have to go out again: before a receipt confirmed it, always; afterwards for as long as the
office above might come back from an old backup and ask for it. Where a copy is gone and is asked for all the same, the
next bundle is a full one in a new epoch, made from the journal, which keeps the newest form of every row for ever. So
clearing costs at most bytes on the way. The rows about what was sent stay; only the files go.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.header import Kind
from app.exchange.outbox import outbox_of
from app.exchange.refusals import GAP
from app.kernel.commands import Permission, handles
from app.kernel.files import FileStore, file_problems
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import OutgoingBundle
from db.vocabulary import OutboxState

KEEP = timedelta(days=90)
"""How old a backup an office above may come back from without costing a full bundle."""
KEEP_LAST = 12
"""Confirmed files to one office that stay however old they are."""
_ENDING = ".xaso"
_TOGETHER = 500
_ORPHANED_AFTER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ClearOutbox:
    """Copies that nobody can ask for any more leave the disk."""


@handles(
    ClearOutbox,
    action="outbox.clear",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã bỏ {result} bản sao không còn cần trong hộp gửi"),
)
def clear_outbox(work: UnitOfWork, _command: ClearOutbox) -> int:
    """How many copies went; one that cannot be removed now goes the next time."""
    gone = 0
    for path in to_clear(work.session, work.files, work.now):
        with suppress(OSError):
            path.unlink()
            gone += 1
    return gone


def to_clear(session: Session, files: FileStore, now: datetime) -> list[Path]:
    """The copies in the outbox that may go."""
    folder = outbox_of(files)
    if not folder.is_dir():
        return []
    with file_problems(folder):
        paths = sorted(path for path in folder.iterdir() if path.suffix == _ENDING)
    rows = _rows(session, [path.stem for path in paths])
    known, useless = {row.uid for row in rows}, {row.uid for row in _useless(rows, now)}
    return [path for path in paths if path.stem in useless or _is_orphan(path, known, now)]


def _rows(session: Session, uids: Sequence[str]) -> list[OutgoingBundle]:
    """What is known of the copies that are there, in the order in which they were made."""
    rows: list[OutgoingBundle] = []
    for start in range(0, len(uids), _TOGETHER):
        rows += session.scalars(select(OutgoingBundle).where(OutgoingBundle.uid.in_(uids[start : start + _TOGETHER])))
    return sorted(rows, key=lambda row: (row.made_at, row.uid))


def _useless(rows: Sequence[OutgoingBundle], now: datetime) -> Iterable[OutgoingBundle]:
    newest: dict[tuple[str, str], list[OutgoingBundle]] = defaultdict(list)
    for row in rows:
        match row.state:
            case OutboxState.SUPERSEDED:
                yield row  # another went, or goes, in its place
            case OutboxState.REFUSED if now - row.made_at > KEEP:
                yield row
            case OutboxState.HANDED_OVER if row.kind == Kind.RECEIPT and _since(row.handed_over_at, now) > KEEP:
                yield row  # made anew from what is kept beside the file it answers
            case OutboxState.CONFIRMED if row.problem != GAP.code:
                newest[row.kind, row.receiver_office].append(row)
    for confirmed in newest.values():
        yield from _outlived(confirmed, now)


def _outlived(confirmed: Sequence[OutgoingBundle], now: datetime) -> Iterable[OutgoingBundle]:
    """Of the files confirmed by one office: those before the last full one, and the old ones."""
    begun = max((row.epoch for row in confirmed if not row.previous_hash), default=0)
    for place, row in enumerate(confirmed):
        is_old = place < len(confirmed) - KEEP_LAST and _since(row.confirmed_at, now) > KEEP
        if row.epoch < begun or is_old:
            yield row


def _since(moment: datetime | None, now: datetime) -> timedelta:
    return now - moment if moment is not None else timedelta()


def _is_orphan(path: Path, known: set[str], now: datetime) -> bool:
    """Whether the program ended between writing the file and noting it, some time ago; its name tells when."""
    if path.stem in known:
        return False
    try:
        stamp = uuid.UUID(path.stem).int >> 80
        made = datetime.fromtimestamp(stamp / 1000, UTC)
    except (ValueError, OverflowError):
        return False  # not ours
    return now - made > _ORPHANED_AFTER
