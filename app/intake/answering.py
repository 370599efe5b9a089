"""Receipts: made in the transaction that takes a file in, kept beside it, and put into the outbox for its sender."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.exchange.contents import RECEIPT, Item
from app.exchange.directory_kept import directory_number
from app.exchange.header import Kind
from app.exchange.outbox import core_for, directory_items, is_kept, post
from app.exchange.receipt import Receipt, RefusedRow, Result, read_receipt, write_receipt
from app.exchange.ring import ABOVE, known_key, own_key_row
from app.exchange.state import State
from app.intake.applying import state_of
from app.intake.returning import rows_to_return
from app.kernel.problems import Problem
from app.kernel.work import UnitOfWork
from db.models import IncomingBundle, IncomingChain, OfficeKey, OutgoingBundle
from db.vocabulary import KeyState, OutboxState


def answer_taken_in(
    work: UnitOfWork, row: IncomingBundle, *, files: Sequence[str], refused: Sequence[RefusedRow]
) -> str:
    """The receipt of a bundle taken in; uid of its file in the outbox."""
    state = state_of(work.session, row.office_uid)
    return _send(
        work,
        row,
        _receipt(
            work,
            row,
            Result.PARTLY if refused else Result.ACCEPTED,
            next_sequence=row.last_sequence + 1,
            state=state,
            files=files,
            refused=refused,
        ),
    )


def answer_package(work: UnitOfWork, row: IncomingBundle) -> str:
    """The receipt of a package taken in, which goes up with the next bundle; uid of its file in the outbox."""
    state = state_of(work.session, row.office_uid)
    return _send(work, row, _receipt(work, row, Result.ACCEPTED, next_sequence=row.last_sequence + 1, state=state))


def answer_gap(work: UnitOfWork, row: IncomingBundle, problem: Problem) -> str:
    """Says what is missing before this bundle; it waits and is answered again once it is in."""
    missing = ((int(str(problem.values["missing_first"])), int(str(problem.values["missing_last"]))),)
    return _refusal(work, row, problem, missing)


def answer_refusal(work: UnitOfWork, row: IncomingBundle, problem: Problem) -> str:
    """Says why a bundle or package was not taken in; receipts are not answered."""
    return _refusal(work, row, problem, ())


def answer_again(work: UnitOfWork, row: IncomingBundle) -> str:
    """The same receipt is put out again, byte for byte where its file is still there; empty where there was none."""
    sent = work.session.get(OutgoingBundle, row.answer) if row.answer else None
    if sent is None:
        return ""
    if row.receipt and not is_kept(work.files, sent):
        return _send(work, row, read_receipt(row.receipt))  # the outbox stayed behind on the old computer
    sent.state = OutboxState.PREPARED
    return sent.uid


def _refusal(work: UnitOfWork, row: IncomingBundle, problem: Problem, missing: tuple[tuple[int, int], ...]) -> str:
    key = work.session.get(OfficeKey, row.sender_key)
    if key is None or key.state is not KeyState.TRUSTED or own_key_row(work.session) is None:
        return ""
    if row.kind != (Kind.PACKAGE if key.role == ABOVE else Kind.BUNDLE):
        return ""
    head = work.session.get(IncomingChain, (row.writer_uid, row.epoch))
    receipt = _receipt(
        work,
        row,
        Result.REFUSED,
        next_sequence=head.last_sequence + 1 if head is not None else 1,
        state=state_of(work.session, row.office_uid),
        code=problem.code,
        missing=missing,
    )
    return _send(work, row, receipt)


def _receipt(
    work: UnitOfWork,
    row: IncomingBundle,
    result: Result,
    *,
    next_sequence: int,
    state: State,
    code: str = "",
    files: Sequence[str] = (),
    refused: Sequence[RefusedRow] = (),
    missing: tuple[tuple[int, int], ...] = (),
) -> Receipt:
    return Receipt(
        bundle=row.header_hash,
        writer=row.writer_uid,
        epoch=row.epoch,
        first_sequence=row.first_sequence,
        last_sequence=row.last_sequence,
        result=result,
        next_sequence=next_sequence,
        state_hash=state.hash,
        row_count=state.count,
        made_at=work.now,
        code=code,
        refused_rows=tuple(refused),
        missing=missing,
        files=tuple(files),
        directory_version=directory_number(work.session),
    )


def _send(work: UnitOfWork, row: IncomingBundle, receipt: Receipt) -> str:
    """Writes the receipt as a file for the sender's key; an earlier answer to the same bundle is superseded."""
    key = work.session.get(OfficeKey, row.sender_key)
    if key is None:
        return ""
    former = work.session.scalars(select(OutgoingBundle).where(OutgoingBundle.uid == row.answer)).first()
    if former is not None:
        former.state = OutboxState.SUPERSEDED
    receiver = known_key(key)
    content = write_receipt(receipt)
    core = core_for(work, Kind.RECEIPT, (receiver,), epoch=row.epoch, span=(0, 0))
    items: tuple[Item, ...] = (Item(path=RECEIPT, content=content),)
    if row.kind == Kind.BUNDLE:  # what goes up for a package says that it came, and no more
        returned = rows_to_return(work, row) if receipt.result is not Result.REFUSED else ()
        items = (*items, *directory_items(work.session), *returned)
    state = State.of(receipt.state_hash, receipt.row_count)
    sent = post(work, core, items, (receiver,), state)
    row.receipt, row.answer = content, sent.uid
    return sent.uid
