"""Taking one file in: every check in its order, then one transaction, then the answer; what is refused is kept.

The command never fails because of the file: whatever is wrong with it becomes its state and reason, so that one bad
file never blocks another. Only the own disk and the own keys may refuse it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange import refusals
from app.exchange.chain import check_chain
from app.exchange.header import Core, Kind
from app.exchange.opening import Outer, inspect
from app.exchange.outbox import PRACTICE_MARK
from app.intake.answering import answer_again, answer_gap, answer_refusal
from app.intake.arrivals import note_arrivals
from app.intake.bundles import take_in_bundle
from app.intake.checking import Checked, chain_of, check
from app.intake.packages import take_in_package
from app.intake.receipts import take_in_receipt
from app.intake.receiving import kept_path
from app.intake.sending_down import give_again_after_restore
from app.intake.views import CameIn
from app.kernel.commands import Permission, handles
from app.kernel.problems import Problem, Refused, refused
from app.kernel.settings import SettingKind, read_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import COMMUNE, SUPERIOR
from db.models import IncomingBundle, IncomingChain
from db.vocabulary import InboxState

WRONG_WAY = refused(
    "INT-01",
    N_("Tệp loại này không đi từ cơ quan gửi tới cơ quan này."),
    next_step=N_("Kiểm tra lại nơi gửi. Tệp được giữ riêng, không bị xóa."),
)
NOT_KEPT = refused(
    "INT-02",
    N_("Tệp này không có trong hộp nhận."),
    next_step=N_("Chọn lại tệp trên thẻ nhớ hoặc trong thư rồi nhận lại."),
)


PRACTICE_MIXED = refused(
    "INT-10",
    N_("Gói thực hành và dữ liệu thật không được trộn với nhau."),
    next_step=N_("Nhận gói thực hành trong thư mục thực hành, gói thật trong thư mục thật. Tệp được giữ riêng."),
)
_PRACTICE = SettingKind("practice", False)


@dataclass(frozen=True, kw_only=True)
class TakeIn:
    """A file lying in the inbox is taken in, by its SHA-256; one that waited or was refused is tried again."""

    file_sha256: str
    file_name: str = ""

    """What a content did: the rows it changed, and the answer made for the sender."""

    rows: int = 0
    answer: str = ""
    note: str = ""


_TAKERS: dict[Kind, Callable[[UnitOfWork, Checked, IncomingBundle], tuple[int, str, str]]] = {
    Kind.BUNDLE: take_in_bundle,
    Kind.PACKAGE: take_in_package,
    Kind.RECEIPT: take_in_receipt,
}
_COMES_FROM = {Kind.BUNDLE: (COMMUNE,), Kind.PACKAGE: (SUPERIOR,), Kind.RECEIPT: (SUPERIOR, COMMUNE)}


@handles(
    TakeIn,
    action="exchange.take_in",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã nhận tệp {result.kind}: {result.state}"),
)
def take_in(work: UnitOfWork, command: TakeIn) -> CameIn:
    """What became of the file."""
    path = kept_path(work.files, command.file_sha256)
    if not path.is_file():
        raise NOT_KEPT()
    row = _row(work, command)
    if row.state is InboxState.TAKEN_IN and row.applied_at is not None:
        return _came(row, InboxState.DUPLICATE, answer=answer_again(work, row))
    try:
        outer = inspect(path, progress=work.progress.stretch(0, 10))
        _note_header(row, outer)
        checked = check(work.session, outer, work)
        _note_sender(row, checked)
        if checked.sender.office.role not in _COMES_FROM[checked.core.kind]:
            raise WRONG_WAY()
        if is_practice(checked.core) != read_setting(work.session, _PRACTICE):
            raise PRACTICE_MIXED()
        check_chain(checked.header, chain_of(work.session, checked.core))
        rows, answer, note = _TAKERS[checked.core.kind](work, checked, row)
    except Refused as problem:
        return _kept(work, row, problem)
    if checked.core.kind is Kind.BUNDLE:
        note_arrivals(work, row)
        give_again_after_restore(work, row.office_uid, (row.writer_uid, row.epoch))
    row.state, row.applied_at, row.problem, row.details = InboxState.TAKEN_IN, work.now, "", ""
    _move_chain(work, checked)
    return _came(row, InboxState.TAKEN_IN, rows=rows, answer=answer, note=note)


def next_waiting(session: Session, came: CameIn) -> str:
    """SHA-256 of a waiting file that may go on now that this one is in; empty where there is none."""
    row = session.get(IncomingBundle, came.file_sha256)
    if row is None or not came.is_taken_in or row.kind == Kind.RECEIPT:
        return ""
    head = session.get(IncomingChain, (row.writer_uid, row.epoch))
    if head is None:
        return ""
    found = session.scalars(
        select(IncomingBundle.file_sha256).where(
            IncomingBundle.state == InboxState.WAITING,
            IncomingBundle.writer_uid == row.writer_uid,
            IncomingBundle.epoch == row.epoch,
            IncomingBundle.previous_hash == head.last_hash,
        )
    ).first()
    return found or ""


def is_practice(core: Core) -> bool:
    """Whether a file carries practice data."""
    return core.extensions.get(PRACTICE_MARK) is True


def _row(work: UnitOfWork, command: TakeIn) -> IncomingBundle:
    row = work.session.get(IncomingBundle, command.file_sha256)
    if row is None:
        row = IncomingBundle(
            file_sha256=command.file_sha256,
            file_name=command.file_name,
            came_at=work.now,
            applied_at=None,
            state=InboxState.QUARANTINED,
            receipt=None,
        )
        work.session.add(row)
        work.session.flush()
    return row


def _note_header(row: IncomingBundle, outer: Outer) -> None:
    """What the header claims, for the list of files; it is believed only once the signature holds."""
    core = outer.header.core
    row.kind, row.header_hash, row.sender_key = str(core.kind), outer.header_hash, core.sender.key_id
    row.writer_uid, row.epoch = core.writer, core.epoch
    row.first_sequence, row.last_sequence, row.previous_hash = core.first_sequence, core.last_sequence, core.previous
    row.office_code = core.sender.office_code


def _note_sender(row: IncomingBundle, checked: Checked) -> None:
    row.office_uid = checked.sender.office.office_uid


def _kept(work: UnitOfWork, row: IncomingBundle, problem: Problem) -> CameIn:
    """A duplicate is answered again, a gap waits, a fork is told, everything else stays in quarantine."""
    row.problem, row.details = problem.code, f"{problem.sentence} {problem.next_step}"
    answer = ""
    if problem.kind is refusals.DUPLICATE:
        row.state = InboxState.DUPLICATE
        answer = answer_again(work, _first_copy(work, row))
    elif problem.kind is refusals.GAP:
        row.state = InboxState.WAITING
        answer = answer_gap(work, row, problem)
    else:
        row.state = InboxState.FORK if problem.kind is refusals.FORK else InboxState.QUARANTINED
        if row.office_uid:
            answer = answer_refusal(work, row, problem)
    return _came(row, row.state, problem=problem, answer=answer)


def _first_copy(work: UnitOfWork, row: IncomingBundle) -> IncomingBundle:
    return work.session.scalars(
        select(IncomingBundle).where(
            IncomingBundle.header_hash == row.header_hash, IncomingBundle.state == InboxState.TAKEN_IN
        )
    ).one()


def _move_chain(work: UnitOfWork, checked: Checked) -> None:
    core = checked.core
    if core.kind is Kind.RECEIPT:
        return
    head = work.session.get(IncomingChain, (core.writer, core.epoch))
    if head is None:
        head = IncomingChain(
            writer_uid=core.writer, epoch=core.epoch, kind=str(core.kind), office_uid=core.sender.office_uid
        )
        work.session.add(head)
    head.last_sequence, head.last_hash = core.last_sequence, checked.header.hash
    work.session.flush()


def _came(
    row: IncomingBundle,
    state: InboxState,
    *,
    problem: Problem | None = None,
    rows: int = 0,
    answer: str = "",
    note: str = "",
) -> CameIn:
    return CameIn(
        file_sha256=row.file_sha256,
        kind=row.kind,
        office_uid=row.office_uid,
        office_code=row.office_code,
        state=state,
        code=problem.code if problem is not None else "",
        sentence=problem.sentence if problem is not None else "",
        next_step=problem.next_step if problem is not None else "",
        first=row.first_sequence,
        last=row.last_sequence,
        rows=rows,
        answer=answer,
        note=note,
    )
