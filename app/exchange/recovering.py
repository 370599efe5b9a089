"""Another computer becomes an installation of an office that exists: after the first one died, or beside it.

The kit file goes with the sealed sheet: its first line holds the secret keys for the code on paper, the rest is the
enrolment of these keys. No installation is ever copied: each has its own writer and its own keys.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.exchange.issued import keep_issued
from app.exchange.ring import OFFICE_CODE, own_key_row, writer
from app.kernel.commands import Permission, handles
from app.kernel.problems import Problem, refused
from app.kernel.settings import SettingKind, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.enrolment import ROTATION, Enrolment, OfficeCard, make_enrolment, make_succession, read_enrolment
from app.keys.escrow import unwrap_secrets, wrap_secrets
from app.keys.identity import SecretKeys, new_keys
from app.keys.recovery import WRONG_GROUP, WRONG_LENGTH
from app.keys.slot import WRONG_CODE
from app.keys.wrapping import StoreKey, Wrapped
from db.base import shared_rows
from db.models import Office, OwnKey

KIT_SUFFIX = ".xaso-giu"
LARGEST_KIT = 64 * 1024
EVERY_SEQUENCE = 2**53 - 1

NOT_A_KIT = refused(
    "ENR-11",
    N_("Đây không phải tệp giữ khóa, hoặc tệp đã bị hỏng."),
    next_step=N_("Chọn tệp có đuôi .xaso-giu đã lưu từ máy cũ; nếu hỏng, tìm bản khác trên các USB sao lưu."),
)
NOT_EMPTY = refused(
    "ENR-09",
    N_("Kho dữ liệu này đã là của một cơ quan nên không nhận khóa của cơ quan khác."),
    next_step=N_("Cài Xã Số trên máy mới (hoặc chọn thư mục mới), ở màn hình đầu chọn “Thay máy hỏng, thêm máy…”."),
)
_OWN_OFFICE = SettingKind("own_office_uid", "")


@dataclass(frozen=True, kw_only=True)
class RecoverKeys:
    """A new computer takes over from a dead one: the kit file and the code on the sealed sheet."""

    kit: bytes
    code: str


@dataclass(frozen=True, kw_only=True)
class JoinOffice:
    """A second computer of an office: the enrolment of the first tells which office; it gets keys of its own."""

    enrolment: bytes


@dataclass(frozen=True)
class OpenedKit:
    """The secret keys of a kit and whose they are."""

    secret: SecretKeys
    enrolment: Enrolment


def make_kit(secret: SecretKeys, key: StoreKey, wrapped: Wrapped, enrolment: bytes) -> bytes:
    """The kit file for the sheet whose code wraps the store key."""
    return wrap_secrets(secret, key, wrapped) + enrolment


def open_kit(kit: bytes, code: str) -> OpenedKit:
    """Raises KEY-06 (another code), KEY-08 and KEY-09 (mistyped), ENR-11 (damaged or no kit)."""
    line, found, enrolment = kit.partition(b"\n")
    if len(kit) > LARGEST_KIT or not found:
        raise NOT_A_KIT(field="kit")
    try:
        secret, presented = unwrap_secrets(line + found, code), read_enrolment(enrolment)
    except Problem as problem:
        if problem.kind in (WRONG_CODE, WRONG_LENGTH, WRONG_GROUP):
            raise
        raise NOT_A_KIT(field="kit") from problem
    if presented.keys.key_id != secret.key_id:
        raise NOT_A_KIT(field="kit")
    return OpenedKit(secret, presented)


@handles(
    RecoverKeys,
    action="keys.recover",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã khôi phục khóa từ phiếu niêm phong"),
)
def recover_keys(work: UnitOfWork, command: RecoverKeys) -> bytes:
    """The succession for the office above, signed by the recovered key: this computer goes on as a new installation.

    Refused KEY-06, KEY-08, KEY-09, ENR-09, ENR-11. Open the workspace again afterwards.
    """
    kit = open_kit(command.kit, command.code)
    found, secret = kit.enrolment, kit.secret
    _adopt(work, found.office)
    if work.session.get(OwnKey, secret.key_id) is None:
        work.session.add(
            OwnKey(key_id=secret.key_id, secret=secret.to_bytes(), made_at=found.made_at, retired_at=work.now)
        )
    enrolment = _enter(work, found.office)
    record = make_succession(
        ROTATION, enrolment, old_key_id=secret.key_id, last_sequence=EVERY_SEQUENCE, secret=secret, at=work.now
    )
    return keep_issued(work, ROTATION, secret.key_id, record)


@handles(
    JoinOffice,
    action="keys.join",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Máy này là một máy nữa của cơ quan, có khóa riêng"),
)
def join_office(work: UnitOfWork, command: JoinOffice) -> bytes:
    """The enrolment of the new installation; Refused KEY-14 to KEY-16, ENR-09. Open the workspace again afterwards."""
    found = read_enrolment(command.enrolment)
    if own_key_row(work.session) is not None:
        raise NOT_EMPTY()
    _adopt(work, found.office)
    return _enter(work, found.office)


def _adopt(work: UnitOfWork, card: OfficeCard) -> None:
    """The store is of that office from now on; Refused ENR-09 where it is of another."""
    if work.own_office_uid != card.office_uid:
        if work.session.scalars(select(Office).limit(1)).first() is not None or own_key_row(work.session) is not None:
            raise NOT_EMPTY()
        for kind in shared_rows():  # what every store begins with
            for row in work.session.scalars(select(kind).where(kind.office_uid == work.own_office_uid)):
                row.office_uid = card.office_uid
        write_setting(work.session, _OWN_OFFICE, card.office_uid)
    write_setting(work.session, OFFICE_CODE, card.office_code)


def _enter(work: UnitOfWork, card: OfficeCard) -> bytes:
    """Fresh keys take the place of all there were; gives their enrolment."""
    new = new_keys()
    for row in work.session.scalars(select(OwnKey).where(OwnKey.retired_at.is_(None))):
        row.retired_at = work.now
    work.session.add(OwnKey(key_id=new.key_id, secret=new.to_bytes(), made_at=work.now, retired_at=None))
    return make_enrolment(replace(card, writer_uid=writer(work.session).uid), new, work.now)
