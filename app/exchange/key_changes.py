"""Keys change hands: rotation, hand-over, revocation; each gives the signed file that the others must get."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchange.directory_kept import renew_directory
from app.exchange.enrolling import WORDS_DIFFER, key_row
from app.exchange.issued import REVOCATION, keep_issued
from app.exchange.ring import NO_SUCH_KEY, known_keys, own_card, own_secret, writer
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import (
    HAND_OVER,
    ROTATION,
    SUPERIOR,
    make_enrolment,
    make_revocation,
    make_succession,
    read_enrolment,
)
from app.keys.identity import SecretKeys, new_keys
from app.keys.records import open_record
from app.keys.words import wrong_words
from db.models import IncomingChain, OfficeKey, OwnKey
from db.vocabulary import KeyState

OTHER_OFFICE = refused(
    "ENR-07",
    N_("Khóa mới thuộc cơ quan khác với khóa {key_id}."),
    next_step=N_("Chọn đúng khóa cũ của cơ quan đó, hoặc nhận khóa mới như một cơ quan mới."),
)
NOT_THE_SUPERIOR = refused(
    "ENR-08",
    N_("Chỉ cấp trên mới ký bàn giao khóa thay cho người giữ khóa cũ."),
    next_step=N_("Nếu máy cũ còn dùng được, ở thẻ “Khóa” hãy chọn “Bàn giao cho người kế nhiệm…”."),
)
NOT_PRESENTED = refused(
    "ENR-10",
    N_("Khóa {key_id} chỉ được biết qua danh bạ khóa, máy này không có tệp đăng ký của khóa đó."),
    next_step=N_("Xin cơ quan giữ khóa lưu lại tệp khóa rồi nhận tệp đó vào đây."),
)


@dataclass(frozen=True, kw_only=True)
class RotateKeys:
    """New keys take the place of those in use; ``to_successor`` when another person takes over this installation."""

    to_successor: bool = False


@dataclass(frozen=True, kw_only=True)
class SignHandOver:
    """The office above vouches for a commune's new key where its predecessor cannot sign any more."""

    enrolment: bytes
    old_key_id: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RevokeKey:
    """A key counts only up to a sequence: 0 for never, none for what has been taken in so far."""

    key_id: str
    last_sequence: int | None = None
    reason: str = ""


@handles(
    RotateKeys, action="keys.rotate", needs=Permission.ADMIN, undoable=False, sentence=N_("Đã thay khóa của máy này")
)
def rotate_keys(work: UnitOfWork, command: RotateKeys) -> bytes:
    """The file for the other offices, signed by the old key; Refused ENR-01."""
    old = own_secret(work.session)
    kind = HAND_OVER if command.to_successor else ROTATION
    record = _succeed(work, old, kind, work.session.get_one(OwnKey, old.key_id))
    return keep_issued(work, kind, old.key_id, record)


def _succeed(work: UnitOfWork, old: SecretKeys, kind: str, old_row: OwnKey) -> bytes:
    new = new_keys()
    old_row.retired_at = work.now
    work.session.add(OwnKey(key_id=new.key_id, secret=new.to_bytes(), made_at=work.now, retired_at=None))
    work.session.flush()
    enrolment = make_enrolment(own_card(work.session, work.own_office_uid, work.today), new, work.now)
    last = writer(work.session).last_sequence
    renew_directory(work)
    return make_succession(kind, enrolment, old_key_id=old.key_id, last_sequence=last, secret=old, at=work.now)


@handles(
    SignHandOver,
    action="keys.hand_over",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã ký bàn giao khóa thay cho khóa {command.old_key_id}"),
)
def sign_hand_over(work: UnitOfWork, command: SignHandOver) -> bytes:
    """The signed record for the commune; Refused ENR-03, ENR-04, ENR-07, ENR-08, KEY-14 to KEY-16."""
    if own_card(work.session, work.own_office_uid, work.today).role != SUPERIOR:
        raise NOT_THE_SUPERIOR()
    found = read_enrolment(command.enrolment)
    old = work.session.get(OfficeKey, command.old_key_id)
    if old is None:
        raise NO_SUCH_KEY(key_id=command.old_key_id)
    if old.office_uid != found.office.office_uid:
        raise OTHER_OFFICE(key_id=old.key_id)
    wrong = wrong_words(found.keys, command.words)
    if wrong:
        raise WORDS_DIFFER(field="words", places=", ".join(map(str, wrong)), key_id=found.keys.key_id)
    last = _taken_in(work.session, old.writer_uid)
    content = make_succession(
        HAND_OVER,
        command.enrolment,
        old_key_id=old.key_id,
        last_sequence=last,
        secret=own_secret(work.session),
        at=work.now,
    )
    new = work.session.get(OfficeKey, found.keys.key_id) or key_row(found, content, work, KeyState.TRUSTED)
    new.state, new.compared_at = KeyState.TRUSTED, work.now
    old.state, old.revoked_after, old.replaced_by = KeyState.REPLACED, last, new.key_id
    work.session.add(new)
    work.session.flush()
    renew_directory(work)
    return keep_issued(work, HAND_OVER, old.key_id, content, old.office_name)


def _taken_in(session: Session, writer_uid: str) -> int:
    query = select(func.max(IncomingChain.last_sequence)).where(IncomingChain.writer_uid == writer_uid)
    return session.scalar(query) or 0


@handles(
    RevokeKey,
    action="keys.revoke",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã thu hồi khóa {command.key_id}"),
)
def revoke_key(work: UnitOfWork, command: RevokeKey) -> bytes:
    """The signed record for the other offices; Refused ENR-01, ENR-03. An own key in use is replaced at once."""
    known = known_keys(work.session, work.own_office_uid, work.today)(command.key_id)
    if known is None:
        raise NO_SUCH_KEY(field="key_id", key_id=command.key_id)
    row, own = work.session.get(OfficeKey, command.key_id), work.session.get(OwnKey, command.key_id)
    so_far = writer(work.session).last_sequence if row is None else _taken_in(work.session, row.writer_uid)
    last = so_far if command.last_sequence is None else command.last_sequence
    signer = own_secret(work.session)
    content = make_revocation(known, last_sequence=last, reason=command.reason, secret=signer, at=work.now)
    if row is not None:
        row.state = KeyState.REVOKED
        row.revoked_after = last if row.revoked_after is None else min(row.revoked_after, last)
    if own is not None and own.retired_at is None:
        _succeed(work, signer, ROTATION, own)
    work.session.flush()
    renew_directory(work)
    return keep_issued(work, REVOCATION, command.key_id, content, row.office_name if row is not None else "")


def taken_in_through(session: Session, key_id: str) -> int:
    """The last sequence taken in of the installation that a key belongs to: what a revocation keeps by default."""
    row = session.get(OfficeKey, key_id)
    return _taken_in(session, row.writer_uid) if row is not None else writer(session).last_sequence


def presented(session: Session, key_id: str) -> bytes:
    """The enrolment by which a key of another installation was presented; Refused ENR-03, ENR-10."""
    row = session.get(OfficeKey, key_id)
    if row is None:
        raise NO_SUCH_KEY(field="key_id", key_id=key_id)
    record = open_record(row.enrolment, "enrolment", "succession", "directory")
    if record.kind == "directory":
        raise NOT_PRESENTED(key_id=key_id)
    return row.enrolment if record.kind == "enrolment" else str(record.fields.take("enrolment")).encode()
