"""The package for one commune: what the office above asks of it since the package before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.exchange.changes import Change, write_changes
from app.exchange.content import change_of
from app.exchange.contents import CHANGES, Item
from app.exchange.header import Kind
from app.exchange.outbox import core_for, directory_items, is_kept, leave_epoch, post
from app.exchange.refusals import GAP
from app.exchange.ring import receivers_of, writer
from app.exchange.state import State
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Assignment, ChangeEntry, DataRequest, IncomingChain, OutgoingBundle, Review
from db.vocabulary import OutboxState

NOTHING_DOWN = refused(
    "RVW-05",
    N_("Không có gì mới cho cơ quan này sau gói trước."),
    next_step=N_("Cứ tiếp tục làm việc; nếu xã chưa nhận được, hãy gửi lại gói trước."),
)
NOT_ENROLLED = refused(
    "RVW-06",
    N_("Chưa có khóa đã so tám từ của cơ quan này."),
    next_step=N_("Nhận phiếu đăng ký khóa của xã và so tám từ trước."),
)


_DOWNWARDS: tuple[type[Review] | type[DataRequest] | type[Assignment], ...] = (Review, DataRequest, Assignment)
"""What the office above writes for one commune."""


@dataclass(frozen=True, kw_only=True)
class PreparePackage:
    """What one commune is asked is packed, signed, sealed and written into the outbox."""

    office: str


@handles(
    PreparePackage,
    action="package.prepare",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã lập gói hướng dẫn {result}"),
)
def prepare_package(work: UnitOfWork, command: PreparePackage) -> str:
    """The uid of the package; Refused RVW-05, RVW-06, ENR-01. One never handed over is replaced.

    It goes on where the last one ended that left; what is not confirmed by a receipt goes down again beside it.
    """
    receivers = receivers_of(work.session, command.office)
    if not receivers:
        raise NOT_ENROLLED()
    author = writer(work.session)
    base = _base(work, command.office)
    start = base.last_sequence if base is not None else 0
    changes = list(_changes(work, command.office, start))
    if not changes:
        raise NOTHING_DOWN()
    for row in _replaced(work, command.office, is_full=base is None):
        row.state, row.next_try_at = OutboxState.SUPERSEDED, None
    core = core_for(
        work,
        Kind.PACKAGE,
        receivers,
        epoch=author.epoch,
        span=(start + 1, author.last_sequence),
        previous=base.header_hash if base is not None else "",
    )
    items = (Item(path=CHANGES, content=write_changes(changes)), *directory_items(work.session))
    return post(work, core, items, receivers, State()).uid


def give_again_after_restore(work: UnitOfWork, office: str, chain: tuple[str, int]) -> None:
    """A commune that begins anew came back from a backup, which may be older than packages it had: they go again.

    ``chain`` is the writer and epoch whose first bundle came. Where a copy is gone, the next package is a full one.
    """
    chains = work.session.scalars(select(IncomingChain).where(IncomingChain.office_uid == office)).all()
    known = {(each.writer_uid, each.epoch) for each in chains}
    if not known or chain in known:
        return
    author = writer(work.session)
    for row in _of(work, office, (OutboxState.CONFIRMED,)):
        if (row.writer_uid, row.epoch) == (author.uid, author.epoch):
            if not is_kept(work.files, row):
                leave_epoch(work, row)
                return
            row.problem, row.next_try_at = GAP.code, work.now


def _changes(work: UnitOfWork, office: str, after: int) -> Iterable[Change]:
    """The latest entry of each review of that office, and of each request to it, changed since."""
    newest = [
        uid
        for kind in _DOWNWARDS
        for uid in work.session.scalars(
            select(func.max(ChangeEntry.id))
            .join(kind, kind.uid == ChangeEntry.row_uid)
            .where(ChangeEntry.noun == kind.__tablename__, kind.target_office == office)
            .where(ChangeEntry.sequence > after)
            .group_by(ChangeEntry.row_uid)
        )
    ]
    entries = work.session.scalars(select(ChangeEntry).where(ChangeEntry.id.in_(newest)).order_by(ChangeEntry.sequence))
    return map(change_of, entries)


def _base(work: UnitOfWork, office: str) -> OutgoingBundle | None:
    author = writer(work.session)
    may_have_left = _of(work, office, (OutboxState.LEAVING, OutboxState.HANDED_OVER, OutboxState.CONFIRMED))
    own = [row for row in may_have_left if (row.writer_uid, row.epoch) == (author.uid, author.epoch)]
    return max(own, key=lambda row: row.last_sequence, default=None)


def _replaced(work: UnitOfWork, office: str, *, is_full: bool) -> list[OutgoingBundle]:
    """Packages the next one stands for: those never handed over; when it holds everything, all not confirmed."""
    under_way = (OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER)
    return _of(work, office, under_way if is_full else (OutboxState.PREPARED,))


def _of(work: UnitOfWork, office: str, states: tuple[OutboxState, ...]) -> list[OutgoingBundle]:
    return list(
        work.session.scalars(
            select(OutgoingBundle).where(
                OutgoingBundle.kind == Kind.PACKAGE,
                OutgoingBundle.receiver_office == office,
                OutgoingBundle.state.in_(states),
            )
        )
    )
