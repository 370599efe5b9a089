"""Receipts over the phone: twelve characters where no file comes back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.header import Kind
from app.exchange.outbox import outgoing
from app.exchange.phone import phone_code, result_of
from app.exchange.receipt import Receipt, Result, read_receipt
from app.exchange.refusals import PHONE_OTHER
from app.exchange.ring import ABOVE, own_secret, own_secrets
from app.intake.receipts import confirm_through
from app.kernel.commands import Permission, handles
from app.kernel.problems import Problem, refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.identity import PublicKeys
from db.models import IncomingBundle, OfficeKey

NOT_ANSWERED = refused(
    "INT-08",
    N_("Gói này chưa được nhận vào nên chưa có mã biên nhận."),
    next_step=N_("Nhận gói trước, rồi đọc mã."),
)
REFUSED_BY_PHONE = "INT-09"
"""Code kept at a bundle that the office above says, over the phone, not to have taken in."""


@dataclass(frozen=True, kw_only=True)
class EnterPhoneCode:
    """The code read out by the office above is typed in."""

    bundle: str
    code: str


def code_to_read(session: Session, header_hash: str) -> str:
    """In the office above: the code for a bundle that came in; Refused INT-08."""
    row = session.scalars(
        select(IncomingBundle).where(
            IncomingBundle.header_hash == header_hash,
            IncomingBundle.kind == Kind.BUNDLE,
            IncomingBundle.receipt.is_not(None),
        )
    ).first()
    key = session.get(OfficeKey, row.sender_key) if row is not None else None
    if row is None or row.receipt is None or key is None:
        raise NOT_ANSWERED()
    receipt: Receipt = read_receipt(row.receipt)
    return phone_code(header_hash, receipt.result, own_secret(session), PublicKeys(key.signing, key.sealing))


@handles(
    EnterPhoneCode,
    action="receipt.phone",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã nhập mã biên nhận qua điện thoại: {result}"),
)
def enter_phone_code(work: UnitOfWork, command: EnterPhoneCode) -> Result:
    """What the code says; raises EXC-30 (mistyped), EXC-31 (of another bundle). It compares no state."""
    bundle = outgoing(work.session, command.bundle)
    result = _result(work.session, command.code, bundle.header_hash)
    if result is Result.REFUSED:
        bundle.problem, bundle.next_try_at = REFUSED_BY_PHONE, work.now
    else:
        confirm_through(work, bundle)
    return result


def _result(session: Session, code: str, header_hash: str) -> Result:
    """Either side may have changed its key since: every pair that could have been meant is tried."""
    above = session.scalars(select(OfficeKey).where(OfficeKey.role == ABOVE)).all()
    other: Problem = PHONE_OTHER(field="code")
    for own, key in product(own_secrets(session), above):
        try:
            return result_of(code, header_hash, own, PublicKeys(key.signing, key.sealing))
        except Problem as problem:
            if problem.kind is not PHONE_OTHER:
                raise
            other = problem
    raise other
