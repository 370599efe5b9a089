"""Keys change hands: rotation, hand-over, revocation, recovery; each gives the signed file that the others must get."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.exchange.directory_kept import renew_directory
from app.exchange.enrolling import WORDS_DIFFER, key_row
from app.exchange.ring import NO_SUCH_KEY, known_keys, own_card, own_key_row, own_secret, writer
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.settings import SettingKind, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import (
    HAND_OVER,
    ROTATION,
    SUPERIOR,
    OfficeCard,
    make_enrolment,
    make_revocation,
    make_succession,
    read_enrolment,
)
from app.keys.escrow import unwrap_secrets, wrap_secrets
from app.keys.identity import SecretKeys, new_keys
from app.keys.words import wrong_words
from app.keys.wrapping import Cost
from db.models import IncomingChain, Office, OfficeKey, OwnKey
from db.vocabulary import KeyState

OTHER_OFFICE = refused(
    "ENR-07",
    N_("Khóa mới thuộc cơ quan khác với khóa {key_id}."),
    next_step=N_("Chọn đúng khóa cũ của cơ quan đó, hoặc nhận khóa mới như một cơ quan mới."),
)
NOT_THE_SUPERIOR = refused(
    "ENR-08",
    N_("Chỉ cấp trên mới ký bàn giao khóa thay cho người giữ khóa cũ."),
    next_step=N_("Nếu người giữ khóa cũ còn làm việc trên máy này, hãy dùng “Bàn giao khóa”."),
)
NOT_EMPTY = refused(
    "ENR-09",
    N_("Kho dữ liệu này đã là của một cơ quan nên không nhận khóa khôi phục của cơ quan khác."),
    next_step=N_("Tạo kho dữ liệu mới rồi khôi phục khóa vào đó trước khi nhập gì."),
)
_OWN_OFFICE = SettingKind("own_office_uid", "")


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


@dataclass(frozen=True, kw_only=True)
class RecoverKeys:
    """A new computer takes over from a dead one: the escrow file, the code on the sealed sheet, the old enrolment."""

    escrow: bytes
    code: str
    enrolment: bytes


@handles(
    RotateKeys, action="keys.rotate", needs=Permission.ADMIN, undoable=False, sentence=N_("Đã thay khóa của máy này")
)
def rotate_keys(work: UnitOfWork, command: RotateKeys) -> bytes:
    """The file for the other offices, signed by the old key; Refused ENR-01."""
    old = own_secret(work.session)
    kind = HAND_OVER if command.to_successor else ROTATION
    return _succeed(work, old, kind, work.session.get_one(OwnKey, old.key_id))


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
    last = _taken_in(work, old.writer_uid)
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
    return content


def _taken_in(work: UnitOfWork, writer_uid: str) -> int:
    query = select(func.max(IncomingChain.last_sequence)).where(IncomingChain.writer_uid == writer_uid)
    return work.session.scalar(query) or 0


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
    so_far = writer(work.session).last_sequence if row is None else _taken_in(work, row.writer_uid)
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
    return content


def escrow_file(secret: SecretKeys, code: str, *, cost: Cost | None = None) -> bytes:
    """The keys wrapped by the code on the sealed sheet; raises KEY-08, KEY-09."""
    return wrap_secrets(secret, code, cost=cost)


@handles(
    RecoverKeys,
    action="keys.recover",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã khôi phục khóa từ phiếu niêm phong"),
)
def recover_keys(work: UnitOfWork, command: RecoverKeys) -> bytes:
    """The succession for the office above, signed by the recovered key: this computer goes on as a new installation.

    Refused KEY-06, KEY-08, KEY-09, KEY-12, KEY-14 to KEY-16, ENR-07, ENR-09. Open the workspace again afterwards.
    """
    secret = unwrap_secrets(command.escrow, command.code)
    found = read_enrolment(command.enrolment)
    if found.keys.key_id != secret.key_id:
        raise OTHER_OFFICE(key_id=secret.key_id)
    office_uid = found.office.office_uid
    if work.own_office_uid != office_uid:
        if work.session.scalars(select(Office).limit(1)).first() is not None or own_key_row(work.session) is not None:
            raise NOT_EMPTY()
        write_setting(work.session, _OWN_OFFICE, office_uid)
    new = new_keys()
    if work.session.get(OwnKey, secret.key_id) is None:
        work.session.add(
            OwnKey(key_id=secret.key_id, secret=secret.to_bytes(), made_at=found.made_at, retired_at=work.now)
        )
    for row in work.session.scalars(select(OwnKey).where(OwnKey.retired_at.is_(None))):
        row.retired_at = work.now
    work.session.add(OwnKey(key_id=new.key_id, secret=new.to_bytes(), made_at=work.now, retired_at=None))
    card = _card(work, found.office)
    write_setting(work.session, SettingKind("exchange_office_code", ""), card.office_code)
    last = 2**53 - 1
    enrolment = make_enrolment(card, new, work.now)
    return make_succession(
        ROTATION, enrolment, old_key_id=secret.key_id, last_sequence=last, secret=secret, at=work.now
    )


def _card(work: UnitOfWork, former: OfficeCard) -> OfficeCard:
    return replace(former, writer_uid=writer(work.session).uid)
