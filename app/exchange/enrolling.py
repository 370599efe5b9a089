"""How keys come into the store: own ones are made, those of others compared before anything they sign is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.exchange.directory_kept import renew_directory
from app.exchange.ring import (
    ABOVE,
    BELOW,
    NO_SUCH_KEY,
    OURS,
    keep_office_code,
    known_keys,
    own_card,
    own_key_row,
    own_secret,
)
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import (
    SUPERIOR,
    Enrolment,
    KeyRecord,
    Revocation,
    Succession,
    make_enrolment,
    read_key_file,
)
from app.keys.identity import PublicKeys, new_keys
from app.keys.words import COUNT, wrong_words
from db.models import OfficeKey, OwnKey
from db.vocabulary import KeyState

WORDS_DIFFER = refused(
    "ENR-04",
    N_("Từ thứ {places} không khớp với tám từ của khóa {key_id}."),
    next_step=N_("Nghe đọc lại từng từ qua điện thoại. Nếu vẫn khác, không dùng khóa này và báo cho cơ quan đó."),
)
OWN_FILE = refused(
    "ENR-05",
    N_("Đây là phiếu đăng ký khóa của chính máy này."),
    next_step=N_("Gửi tệp này cho cơ quan kia, và nhận tệp của họ vào đây."),
)
KEY_ENDED = refused(
    "ENR-06",
    N_("Khóa {key_id} đã được thay hoặc thu hồi nên không tin dùng lại được."),
    next_step=N_("Đề nghị cơ quan đó lập phiếu đăng ký cho khóa mới."),
)


@dataclass(frozen=True, kw_only=True)
class MakeOwnKeys:
    """This installation gets its keys; where it has some, nothing changes."""


@dataclass(frozen=True, kw_only=True)
class TakeInKeyFile:
    """A signed file about keys came: an enrolment, a rotation, a hand-over or a revocation."""

    content: bytes


@dataclass(frozen=True, kw_only=True)
class ConfirmKey:
    """The eight words of a key were compared with its owner by phone or on the stamped paper."""

    key_id: str
    words: tuple[str, ...]


@handles(MakeOwnKeys, action="keys.make", needs=Permission.ADMIN, sentence=N_("Đã có khóa {result}"))
def make_own_keys(work: UnitOfWork, _command: MakeOwnKeys) -> str:
    """The id of the key in use. Nobody asked for this step, so undo passes over it to what the person did last."""
    row = own_key_row(work.session)
    if row is not None:
        return row.key_id
    keep_office_code(work)
    secret = new_keys()
    work.session.add(OwnKey(key_id=secret.key_id, secret=secret.to_bytes(), made_at=work.now, retired_at=None))
    work.session.flush()
    renew_directory(work)
    return secret.key_id


def enrolment_file(session: Session, own_office_uid: str, now: datetime, day: date) -> bytes:
    """The small file by which this office presents its key; Refused ENR-01 before there is one."""
    return make_enrolment(own_card(session, own_office_uid, day), own_secret(session), now)


@handles(
    TakeInKeyFile,
    action="keys.take_in",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã nhận tệp về khóa {result}"),
)
def take_in_key_file(work: UnitOfWork, command: TakeInKeyFile) -> str:
    """The id of the key it tells of; raises KEY-14 to KEY-18, ENR-05. A key that was known stays as it is."""
    record = read_key_file(command.content, known_keys(work.session, work.own_office_uid, work.today))
    key_id = take_in_record(work, record, command.content)
    work.session.flush()
    renew_directory(work)
    return key_id


def take_in_record(work: UnitOfWork, record: KeyRecord, content: bytes) -> str:
    """Keeps what a checked record says; gives the id of the key it is about."""
    if isinstance(record, Enrolment):
        return _keep(work, record, content, KeyState.QUARANTINED).key_id
    if isinstance(record, Revocation):
        return _end(work, record.key_id, KeyState.REVOKED, record.last_sequence)
    return _succeed(work, record, content)


def _succeed(work: UnitOfWork, record: Succession, content: bytes) -> str:
    """A key vouched for by the trusted one before it is trusted; one vouched for by the office above is compared."""
    vouched = record.signed_by == record.old_key_id
    row = _keep(work, record.enrolment, content, KeyState.TRUSTED if vouched else KeyState.QUARANTINED)
    _end(work, record.old_key_id, KeyState.REPLACED, record.last_sequence, replaced_by=row.key_id)
    return row.key_id


def _keep(work: UnitOfWork, record: Enrolment, content: bytes, state: KeyState) -> OfficeKey:
    key_id = record.keys.key_id
    if work.session.get(OwnKey, key_id) is not None:
        raise OWN_FILE()
    row = work.session.get(OfficeKey, key_id)
    if row is None:
        row = key_row(record, content, work, state)
        work.session.add(row)
    elif row.state is KeyState.QUARANTINED:
        row.state = state
    return row


def key_row(record: Enrolment, content: bytes, work: UnitOfWork, state: KeyState) -> OfficeKey:
    """A key of another office as it is kept."""
    card = record.office
    ours = card.office_uid == work.own_office_uid
    return OfficeKey(
        key_id=record.keys.key_id,
        office_uid=card.office_uid,
        office_code=card.office_code,
        office_name=card.office_name,
        role=OURS if ours else ABOVE if card.role == SUPERIOR else BELOW,
        writer_uid=card.writer_uid,
        signing=record.keys.signing,
        sealing=record.keys.sealing,
        enrolment=content,
        state=state,
        came_at=work.now,
        compared_at=None,
        replaced_by="",
        revoked_after=None,
    )


def _end(work: UnitOfWork, key_id: str, state: KeyState, last_sequence: int, *, replaced_by: str = "") -> str:
    """A key counts no longer than up to a sequence; what has been said before is only ever narrowed."""
    row = work.session.get(OfficeKey, key_id)
    if row is None:
        return end_own(work, key_id)
    if row.state is not KeyState.REVOKED:
        row.state = state
    row.revoked_after = last_sequence if row.revoked_after is None else min(row.revoked_after, last_sequence)
    row.replaced_by = row.replaced_by or replaced_by
    return key_id


def end_own(work: UnitOfWork, key_id: str) -> str:
    """An own key signs no more; it still opens what was sealed for it. Refused ENR-03."""
    own = work.session.get(OwnKey, key_id)
    if own is None:
        raise NO_SUCH_KEY(key_id=key_id)
    own.retired_at = own.retired_at or work.now
    return key_id


@handles(
    ConfirmKey,
    action="keys.confirm",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã so tám từ và tin dùng khóa {command.key_id}"),
)
def confirm_key(work: UnitOfWork, command: ConfirmKey) -> str:
    """Trusts the key; Refused ENR-03, ENR-04 naming the words that differ, ENR-06 once it is replaced or revoked."""
    row = work.session.get(OfficeKey, command.key_id)
    if row is None:
        raise NO_SUCH_KEY(field="key_id", key_id=command.key_id)
    if row.state in (KeyState.REPLACED, KeyState.REVOKED):
        raise KEY_ENDED(field="key_id", key_id=command.key_id)
    wrong = wrong_words(PublicKeys(row.signing, row.sealing), command.words)
    if wrong or len(command.words) != COUNT:
        places = ", ".join(map(str, wrong)) or str(COUNT + 1)
        raise WORDS_DIFFER(field="words", places=places, key_id=row.key_id)
    row.state = KeyState.TRUSTED
    row.compared_at = row.compared_at or work.now
    work.session.flush()
    renew_directory(work)
    return row.key_id
