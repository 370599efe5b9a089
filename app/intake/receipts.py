"""A receipt that came: what it confirms, what it refuses, and whether both sides hold the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange import refusals
from app.exchange.contents import DIRECTORY, RECEIPT
from app.exchange.directory_kept import take_in_directory
from app.exchange.header import Kind
from app.exchange.outbox import is_kept, leave_epoch
from app.exchange.receipt import Receipt, Result, read_receipt
from app.exchange.ring import writer
from app.intake.checking import Checked, keep_files, opened
from app.intake.returning import ROWS, read_rows, take_back
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.keys.directory import DIRECTORY_OLDER
from db.models import ChangeEntry, IncomingBundle, OutgoingBundle, RowRemark
from db.vocabulary import OutboxState

NOT_OUR_BUNDLE = refused(
    "INT-05",
    N_("Biên nhận nói về một gói không có trong hộp gửi của máy này."),
    next_step=N_("Nếu máy vừa khôi phục từ bản sao lưu cũ, hãy gửi gói mới: cấp trên sẽ trả lại phần bị mất."),
)
OTHER_OFFICE = refused(
    "INT-06",
    N_("Biên nhận không do cơ quan đã được gửi gói lập."),
    next_step=N_("Không dùng biên nhận này; gọi cho cấp trên để xác minh."),
)
STATES_DIFFER = "INT-07"
"""Code kept at a confirmed bundle after which both sides do not hold the same rows."""
_FULL_NEXT = N_("Gói sau sẽ gửi lại đầy đủ từ đầu, không mất gì.")
_ON_THE_WAY = (OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER)


def take_in_receipt(work: UnitOfWork, checked: Checked, _row: IncomingBundle) -> tuple[int, str, str]:
    """Rows given back, no answer, and what it says; raises EXC-18 to EXC-25, INT-04 to INT-06."""
    body = opened(checked)
    receipt = read_receipt(body.parts[RECEIPT])
    bundle = _bundle(work.session, receipt, checked)
    if bundle.kind == Kind.PACKAGE:
        return 0, "", _of_package(work, bundle, receipt)
    rows = read_rows(body.parts[ROWS]) if ROWS in body.parts else ()
    note = follow_directory(work, body.parts.get(DIRECTORY, b""), checked)
    if receipt.result is Result.REFUSED:
        note = _refuse(work, bundle, receipt) or note
        return 0, "", note
    keep_files(checked, body, work.files)
    note = confirm(work, bundle, receipt) or note
    return take_back(work, rows) if rows else 0, "", note


def _of_package(work: UnitOfWork, package: OutgoingBundle, receipt: Receipt) -> str:
    """A commune tells whether a package came: nothing else of its receipt is read, so it changes no row of ours."""
    if receipt.result is Result.REFUSED:
        return _refuse(work, package, receipt)
    confirm_through(work, package)
    return ""


def confirm(work: UnitOfWork, bundle: OutgoingBundle, receipt: Receipt) -> str:
    """Confirms the bundle and all before it, for the office above takes in without a gap; gives a remark or nothing."""
    confirm_through(work, bundle)
    _keep_remarks(work, bundle, receipt)
    same = (receipt.state_hash, receipt.row_count) == (bundle.state_hash, bundle.row_count)
    bundle.problem = "" if same else STATES_DIFFER
    if same:
        return ""
    return _("Cấp trên giữ {theirs} bản ghi, máy này đã gửi {ours}.").format(
        theirs=receipt.row_count, ours=bundle.row_count
    )


def confirm_through(work: UnitOfWork, bundle: OutgoingBundle) -> None:
    """This bundle and every one handed over before it have arrived."""
    for row in _bundles(work.session, bundle, (OutboxState.LEAVING, OutboxState.HANDED_OVER)):
        if row.last_sequence <= bundle.last_sequence:
            _confirm_one(work, row)
    _confirm_one(work, bundle)


def _confirm_one(work: UnitOfWork, row: OutgoingBundle) -> None:
    if row.state is not OutboxState.CONFIRMED:
        row.state, row.confirmed_at = OutboxState.CONFIRMED, work.now
        row.handed_over_at = row.handed_over_at or work.now  # now at the latest: the program ended before it could tell
    row.problem, row.next_try_at = "", None


def checkpoint(session: Session) -> int:
    """The last sequence of this epoch known to have arrived; nothing before it is missing above."""
    author = writer(session)
    found = session.scalars(
        select(OutgoingBundle.last_sequence)
        .where(
            OutgoingBundle.kind == Kind.BUNDLE,
            OutgoingBundle.writer_uid == author.uid,
            OutgoingBundle.epoch == author.epoch,
            OutgoingBundle.state == OutboxState.CONFIRMED,
        )
        .order_by(OutgoingBundle.last_sequence.desc())
        .limit(1)
    ).first()
    return found or 0


def _refuse(work: UnitOfWork, bundle: OutgoingBundle, receipt: Receipt) -> str:
    """A gap asks for what is missing again; any other reason ends this bundle and those that go on from it.

    After a fork or broken numbering nothing can go on there: the next bundle is a full one in a new epoch.
    """
    if bundle.state is OutboxState.CONFIRMED:
        return ""
    if receipt.code == refusals.GAP.code:
        return _resend(work, bundle, receipt) if bundle.state in _ON_THE_WAY else ""
    for row in _bundles(work.session, bundle, _ON_THE_WAY):
        if row.last_sequence >= bundle.last_sequence:
            row.state, row.problem, row.next_try_at = OutboxState.REFUSED, receipt.code, None
    told = _("Cấp trên không nhận gói này (mã {code}).").format(code=receipt.code)
    if bundle.kind == Kind.PACKAGE:
        told = _("Xã không nhận gói hướng dẫn này (mã {code}).").format(code=receipt.code)
    if receipt.code not in (refusals.FORK.code, refusals.CHAIN_BROKEN.code):
        return told
    leave_epoch(work, bundle)
    return f"{told} {_(_FULL_NEXT)}"


def _resend(work: UnitOfWork, bundle: OutgoingBundle, receipt: Receipt) -> str:
    """What is missing goes again, also what had arrived: the office above may have come back from an old backup.

    Where a copy of that is gone, the next bundle is a full one in a new epoch.
    """
    bundle.problem = receipt.code
    may_have_left = (OutboxState.LEAVING, OutboxState.HANDED_OVER, OutboxState.CONFIRMED)
    asked = [row for row in _bundles(work.session, bundle, may_have_left) if _is_within(row, receipt.missing)]
    if not all(is_kept(work.files, row) for row in asked):
        leave_epoch(work, bundle)
        return _(_FULL_NEXT)
    for row in asked:
        row.problem, row.next_try_at = receipt.code, work.now
    missing = ", ".join(f"{first}-{last}" for first, last in receipt.missing)
    if bundle.kind == Kind.PACKAGE:
        return _("Xã còn thiếu gói hướng dẫn số {missing}; hãy giao lại các gói đó.").format(missing=missing)
    return _("Cấp trên còn thiếu số {missing}; hãy gửi lại các gói đó.").format(missing=missing)


def _is_within(row: OutgoingBundle, missing: Sequence[tuple[int, int]]) -> bool:
    return any(row.first_sequence <= last and first <= row.last_sequence for first, last in missing)


def _bundle(session: Session, receipt: Receipt, checked: Checked) -> OutgoingBundle:
    row = session.scalars(
        select(OutgoingBundle).where(OutgoingBundle.header_hash == receipt.bundle, OutgoingBundle.kind != Kind.RECEIPT)
    ).first()
    if row is None:
        raise NOT_OUR_BUNDLE()
    if row.receiver_office != checked.core.sender.office_uid:
        raise OTHER_OFFICE()
    return row


def _bundles(session: Session, like: OutgoingBundle, states: Sequence[OutboxState]) -> Sequence[OutgoingBundle]:
    return session.scalars(
        select(OutgoingBundle).where(
            OutgoingBundle.kind == like.kind,
            OutgoingBundle.writer_uid == like.writer_uid,
            OutgoingBundle.epoch == like.epoch,
            OutgoingBundle.receiver_office == like.receiver_office,
            OutgoingBundle.state.in_(states),
        )
    ).all()


def _keep_remarks(work: UnitOfWork, bundle: OutgoingBundle, receipt: Receipt) -> None:
    """Rows refused are known at their record; a remark goes once the row went up again and was not refused."""
    for remark in work.session.scalars(select(RowRemark)):
        newest = work.session.scalars(
            select(ChangeEntry)
            .where(ChangeEntry.row_uid == remark.row_uid, ChangeEntry.noun == remark.noun)
            .order_by(ChangeEntry.id.desc())
            .limit(1)
        ).first()
        if newest is not None and remark.revision < newest.revision and newest.sequence <= bundle.last_sequence:
            work.session.delete(remark)
    work.session.flush()
    for each in receipt.refused_rows:
        held = work.session.get(RowRemark, (each.noun, each.row_uid))
        if held is None:
            held = RowRemark(noun=each.noun, row_uid=each.row_uid)
            work.session.add(held)
        held.revision, held.reason = each.revision, each.reason
        held.header_hash, held.came_at = bundle.header_hash, work.now


def follow_directory(work: UnitOfWork, content: bytes, checked: Checked) -> str:
    """The key directory is followed where it is newer; one that contradicts is told and not followed."""
    if not content:
        return ""
    try:
        take_in_directory(work, content, checked.sender)
    except Problem as problem:
        return "" if problem.kind is DIRECTORY_OLDER else str(problem)
    return ""
