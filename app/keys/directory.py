"""The key directory: what the office above says of all keys it knows, signed, with a version that never falls.

Every receipt and package carries it. Merging never forgets a key and never gives a revoked one back its rights.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.keys.enrolment import KnownKey, OfficeCard
from app.keys.identity import KEY_ID, PublicKeys, SecretKeys
from app.keys.records import NO_KEY_FILE, make_record, open_record
from app.keys.strict_json import Fields, WrongForm, moment_text
from db.vocabulary import KeyState

MOST_KEYS = 5000
_RANK = (KeyState.TRUSTED, KeyState.REPLACED, KeyState.REVOKED)
"""A state only ever moves to the right; keys in quarantine are nobody else's business and not listed."""

DIRECTORY_OLDER = refused(
    "KEY-19",
    N_("Danh bạ khóa vừa nhận là bản {came}, cũ hơn bản {known} đang dùng."),
    next_step=N_("Không cần làm gì: máy giữ bản mới hơn. Nếu lặp lại, hãy báo cho cấp trên."),
)
DIRECTORY_CONTRADICTS = refused(
    "KEY-20",
    N_("Danh bạ khóa bản {came} trái với bản đang dùng (khóa {key_id})."),
    next_step=N_("Hãy gọi cho cấp trên để đối chiếu; máy vẫn giữ danh bạ cũ."),
)


@dataclass(frozen=True, kw_only=True)
class KeyDirectory:
    """All keys the superior vouches for, by key id."""

    version: int
    entries: tuple[KnownKey, ...]
    signed_by: str
    made_at: datetime

    def find(self, key_id: str) -> KnownKey | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.keys.key_id == key_id), None)


def make_directory(version: int, entries: tuple[KnownKey, ...], secret: SecretKeys, at: datetime) -> bytes:
    """The signed directory; ValueError for keys in quarantine."""
    if any(entry.state not in _RANK for entry in entries):
        raise ValueError("a key in quarantine is not vouched for")
    ordered = sorted(entries, key=lambda entry: entry.keys.key_id)
    fields = {
        "number": version,
        "entries": [_entry_to_json(entry) for entry in ordered],
        "signed_by": secret.key_id,
        "made_at": moment_text(at),
    }
    return make_record("directory", fields, secret)


def read_directory(content: bytes, superior: PublicKeys) -> KeyDirectory:
    """The directory as the superior signed it; raises KEY-14 to KEY-16."""
    record = open_record(content, "directory")
    record.check(superior)
    try:
        found = _directory(record.fields)
    except WrongForm as error:
        raise NO_KEY_FILE(reason=error.reason) from error
    if found.signed_by != superior.key_id:
        raise NO_KEY_FILE(reason=_("khóa ký không phải khóa ghi trong tệp"))
    return found


def merge(known: KeyDirectory | None, came: KeyDirectory) -> KeyDirectory:
    """The directory to keep after another came; raises KEY-19 (older) or KEY-20 (takes back, or one number twice)."""
    if known is None:
        return came
    if came.version < known.version:
        raise DIRECTORY_OLDER(came=came.version, known=known.version)
    if came.version == known.version:
        if came.entries != known.entries:
            raise DIRECTORY_CONTRADICTS(came=came.version, key_id=_first_difference(known, came))
        return known
    listed = {entry.keys.key_id: entry for entry in came.entries}
    for entry in known.entries:
        newer = listed.setdefault(entry.keys.key_id, entry)
        if not _may_follow(entry, newer):
            raise DIRECTORY_CONTRADICTS(came=came.version, key_id=entry.keys.key_id)
    return replace(came, entries=tuple(listed[key_id] for key_id in sorted(listed)))


def _may_follow(old: KnownKey, new: KnownKey) -> bool:
    same = old.office.office_uid == new.office.office_uid and old.office.writer_uid == new.office.writer_uid
    if not same or _RANK.index(new.state) < _RANK.index(old.state):
        return False
    return old.valid_through is None or (new.valid_through is not None and new.valid_through <= old.valid_through)


def _first_difference(one: KeyDirectory, other: KeyDirectory) -> str:
    differing = set(one.entries) ^ set(other.entries)
    return min(entry.keys.key_id for entry in differing)


def _entry_to_json(entry: KnownKey) -> dict[str, object]:
    return {
        "office": entry.office.to_json(),
        "keys": entry.keys.to_json(),
        "state": str(entry.state),
        "valid_through": entry.valid_through,
    }


def _directory(fields: Fields) -> KeyDirectory:
    found = KeyDirectory(
        version=fields.number("number", least=1),
        entries=tuple(_entry(item) for item in fields.every("entries", most=MOST_KEYS)),
        signed_by=fields.match("signed_by", KEY_ID),
        made_at=fields.moment("made_at"),
    )
    fields.finish()
    ids = [entry.keys.key_id for entry in found.entries]
    if ids != sorted(set(ids)):
        raise WrongForm(_("các khóa không xếp theo thứ tự hoặc bị trùng"))
    return found


def _entry(fields: Fields) -> KnownKey:
    entry = KnownKey(
        office=OfficeCard.from_fields(fields.inner("office")),
        keys=PublicKeys.from_fields(fields.inner("keys")),
        state=KeyState(fields.word("state", *map(str, _RANK))),
        valid_through=fields.optional_number("valid_through"),
    )
    fields.finish()
    if (entry.state is KeyState.TRUSTED) != (entry.valid_through is None):
        raise WrongForm(_("trạng thái khóa và số thứ tự cuối không khớp"))
    return entry
