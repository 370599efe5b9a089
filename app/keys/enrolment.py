"""How offices come to know each other's keys: enrolment, succession (rotation, hand-over) and revocation.

An enrolment is signed by its own key: it proves possession, not who the office is; that is what comparing the eight
words is for. A succession carries the enrolment of the new key and is signed by the old key, or, where the predecessor
cannot sign any more, by the office above. A revocation counts after a sequence: what was signed before stays good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.keys.identity import KEY_ID, PublicKeys, SecretKeys
from app.keys.records import NO_KEY_FILE, make_record, open_record
from app.keys.strict_json import OFFICE_CODE, UID, Fields, WrongForm, moment_text
from db.vocabulary import KeyState

COMMUNE, SUPERIOR = "commune", "superior"
ROTATION, HAND_OVER = "rotation", "hand-over"

UNKNOWN_SIGNER = refused(
    "KEY-17",
    N_("Tệp khóa do khóa {key_id} ký, nhưng máy này chưa biết khóa đó."),
    next_step=N_("Hãy nhận phiếu đăng ký khóa của nơi ký trước, so tám từ rồi nhận lại tệp này."),
)
MAY_NOT_SIGN = refused(
    "KEY-18",
    N_("Khóa {key_id} không được phép ký việc này cho cơ quan {office}."),
    next_step=N_("Việc này phải do chính cơ quan đó hoặc cấp trên ký. Hãy gọi điện xác minh."),
)


@dataclass(frozen=True, kw_only=True)
class OfficeCard:
    """Which office, and which of its installations (writer), a key belongs to; role is COMMUNE or SUPERIOR."""

    office_uid: str
    office_code: str
    office_name: str
    role: str
    writer_uid: str

    def to_json(self) -> dict[str, object]:
        """As it stands in signed files."""
        return {
            "office_code": self.office_code,
            "office_name": self.office_name,
            "office_uid": self.office_uid,
            "role": self.role,
            "writer_uid": self.writer_uid,
        }

    @classmethod
    def from_fields(cls, fields: Fields) -> OfficeCard:
        """Reads ``to_json`` back; raises WrongForm."""
        card = cls(
            office_uid=fields.match("office_uid", UID),
            office_code=fields.match("office_code", OFFICE_CODE),
            office_name=fields.text("office_name"),
            role=fields.word("role", COMMUNE, SUPERIOR),
            writer_uid=fields.match("writer_uid", UID),
        )
        fields.finish()
        return card


@dataclass(frozen=True, kw_only=True)
class KnownKey:
    """A key of an office as this installation knows it; ``valid_through`` is the last sequence it counts for."""

    office: OfficeCard
    keys: PublicKeys
    state: KeyState
    valid_through: int | None = None


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """An office presents its key."""

    office: OfficeCard
    keys: PublicKeys
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Succession:
    """A new key takes the place of an old one, which counts up to ``last_sequence``; kind ROTATION or HAND_OVER."""

    kind: str
    old_key_id: str
    last_sequence: int
    enrolment: Enrolment
    signed_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """A key counts only up to ``last_sequence``; 0 means never."""

    office_uid: str
    office_code: str
    key_id: str
    last_sequence: int
    reason: str
    signed_by: str
    made_at: datetime


KeyRecord = Enrolment | Succession | Revocation
KnownKeys = Callable[[str], KnownKey | None]
"""Looks a key up by its id."""


def make_enrolment(office: OfficeCard, secret: SecretKeys, at: datetime) -> bytes:
    """The file by which an office presents its key."""
    fields = {"office": office.to_json(), "keys": secret.public.to_json(), "made_at": moment_text(at)}
    return make_record("enrolment", fields, secret)


def make_succession(
    kind: str, enrolment: bytes, *, old_key_id: str, last_sequence: int, secret: SecretKeys, at: datetime
) -> bytes:
    """The file by which ``secret`` (the old key, or the superior's) vouches for the new key in ``enrolment``."""
    read_enrolment(enrolment)
    fields = {
        "kind": kind,
        "old_key_id": old_key_id,
        "last_sequence": last_sequence,
        "enrolment": enrolment.decode(),
        "signed_by": secret.key_id,
        "made_at": moment_text(at),
    }
    return make_record("succession", fields, secret)


def make_revocation(key: KnownKey, *, last_sequence: int, reason: str, secret: SecretKeys, at: datetime) -> bytes:
    """The file by which ``secret`` (a key of the same office, or the superior's) ends a key; the reason is one line."""
    fields = {
        "office_uid": key.office.office_uid,
        "office_code": key.office.office_code,
        "key_id": key.keys.key_id,
        "last_sequence": last_sequence,
        "reason": reason,
        "signed_by": secret.key_id,
        "made_at": moment_text(at),
    }
    return make_record("revocation", fields, secret)


def read_enrolment(content: bytes) -> Enrolment:
    """An enrolment whose own key signed it; raises KEY-14, KEY-15, KEY-16."""
    record = open_record(content, "enrolment")
    try:
        found = _enrolment(record.fields)
    except WrongForm as error:
        raise NO_KEY_FILE(reason=error.reason) from error
    record.check(found.keys)
    return found


def read_key_file(content: bytes, known: KnownKeys) -> KeyRecord:
    """Any key file, its signer judged: raises KEY-14 to KEY-16, KEY-17 unknown signer, KEY-18 signer without the right.

    A signer must be trusted here, and belong to the office concerned or be a superior. Giving a new key the rank of
    the old one or asking for the eight words again is the caller's decision.
    """
    record = open_record(content, "enrolment", "succession", "revocation")
    if record.kind == "enrolment":
        return read_enrolment(content)
    try:
        found = _succession(record.fields) if record.kind == "succession" else _revocation(record.fields)
    except WrongForm as error:
        raise NO_KEY_FILE(reason=error.reason) from error
    signer = known(found.signed_by)
    if signer is None:
        raise UNKNOWN_SIGNER(key_id=found.signed_by)
    record.check(signer.keys)
    _check_right(found, signer, known)
    return found


def _check_right(record: Succession | Revocation, signer: KnownKey, known: KnownKeys) -> None:
    if isinstance(record, Succession):
        office_uid, ended = record.enrolment.office.office_uid, known(record.old_key_id)
        own = record.signed_by == record.old_key_id
        above = signer.office.role == SUPERIOR and record.kind == HAND_OVER
    else:
        office_uid, ended = record.office_uid, known(record.key_id)
        own = signer.office.office_uid == record.office_uid
        above = signer.office.role == SUPERIOR
    concerned = ended is not None and ended.office.office_uid == office_uid
    if signer.state is not KeyState.TRUSTED or not concerned or not (own or above):
        raise MAY_NOT_SIGN(key_id=signer.keys.key_id, office=office_uid if ended is None else ended.office.office_code)


def _enrolment(fields: Fields) -> Enrolment:
    found = Enrolment(
        office=OfficeCard.from_fields(fields.inner("office")),
        keys=PublicKeys.from_fields(fields.inner("keys")),
        made_at=fields.moment("made_at"),
    )
    fields.finish()
    return found


def _succession(fields: Fields) -> Succession:
    text = fields.take("enrolment")
    if not isinstance(text, str):
        raise fields.wrong("enrolment")
    found = Succession(
        kind=fields.word("kind", ROTATION, HAND_OVER),
        old_key_id=fields.match("old_key_id", KEY_ID),
        last_sequence=fields.number("last_sequence"),
        enrolment=read_enrolment(text.encode()),
        signed_by=fields.match("signed_by", KEY_ID),
        made_at=fields.moment("made_at"),
    )
    fields.finish()
    if found.enrolment.keys.key_id == found.old_key_id:
        raise WrongForm(_("khóa mới trùng khóa cũ"))
    return found


def _revocation(fields: Fields) -> Revocation:
    found = Revocation(
        office_uid=fields.match("office_uid", UID),
        office_code=fields.match("office_code", OFFICE_CODE),
        key_id=fields.match("key_id", KEY_ID),
        last_sequence=fields.number("last_sequence"),
        reason=fields.text("reason", least=0),
        signed_by=fields.match("signed_by", KEY_ID),
        made_at=fields.moment("made_at"),
    )
    fields.finish()
    return found
