"""The key directory as it is kept: the office above writes it, communes keep the newest; its version never falls."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.ring import ABOVE, BELOW, OURS, known_key, own_card, own_key_row, own_secret
from app.kernel.problems import Problem
from app.kernel.settings import SettingKind, Value, read_setting, write_setting
from app.kernel.work import UnitOfWork
from app.keys.directory import KeyDirectory, make_directory, merge, read_directory
from app.keys.enrolment import SUPERIOR, KnownKey
from app.keys.identity import PublicKeys, SecretKeys
from app.offices.queries import office_versions
from db.models import OfficeKey, OwnKey
from db.vocabulary import KeyState

KEY_DIRECTORY = SettingKind("key_directory", "")
"""The signed text: the own one in the office above; in a commune the newest of each office above."""
DIRECTORY_NUMBER = SettingKind("key_directory_number", 0)


def directory_text(session: Session) -> str:
    """The signed directory that receipts and packages carry; empty before there is one."""
    return read_setting(session, KEY_DIRECTORY)


def kept_text(session: Session, office_uid: str) -> str:
    """The signed directory kept of an office above; empty before one came."""
    return read_setting(session, _of(KEY_DIRECTORY, office_uid))


def directory_number(session: Session, office_uid: str = "") -> int:
    """The version of the own directory, or of the one kept of an office above; it never falls."""
    return read_setting(session, _of(DIRECTORY_NUMBER, office_uid))


def _of(kind: SettingKind[Value], office_uid: str) -> SettingKind[Value]:
    """Each office above has a directory of its own: that of the province does not follow that of the district."""
    return SettingKind(f"{kind.key}:{office_uid}", kind.default) if office_uid else kind


def renew_directory(work: UnitOfWork) -> None:
    """Writes the directory anew after keys changed; only the office above has one, and only with a key to sign it."""
    row = own_key_row(work.session)
    if row is None or not _is_set_up(work):
        return
    if own_card(work.session, work.own_office_uid, work.today).role != SUPERIOR:
        return
    number = directory_number(work.session) + 1
    content = make_directory(number, _entries(work), own_secret(work.session), work.now)
    write_setting(work.session, KEY_DIRECTORY, content.decode())
    write_setting(work.session, DIRECTORY_NUMBER, number)


def _is_set_up(work: UnitOfWork) -> bool:
    return bool(office_versions(work.session))


def _entries(work: UnitOfWork) -> tuple[KnownKey, ...]:
    others = work.session.scalars(select(OfficeKey).where(OfficeKey.state != KeyState.QUARANTINED))
    found = [known_key(row) for row in others]
    card = own_card(work.session, work.own_office_uid, work.today)
    for own in work.session.scalars(select(OwnKey)):
        in_use = own.retired_at is None
        state = KeyState.TRUSTED if in_use else KeyState.REPLACED
        keys = SecretKeys.from_bytes(own.secret).public
        # Receipts of the office above are numbered by its log: a former key still vouches for all it signed before.
        found.append(KnownKey(office=card, keys=keys, state=state, valid_through=None if in_use else _LAST))
    return tuple(found)


_LAST = 2**53 - 1


def take_in_directory(work: UnitOfWork, content: bytes, signer: KnownKey) -> KeyDirectory:
    """Merges a directory that came from the office above; or raises KEY-14 to -16, -19, -20."""
    came = read_directory(content, signer.keys)
    above = signer.office.office_uid
    kept = _kept(work, above)
    merged = merge(kept, came)
    if kept is not None and merged.version == kept.version:
        return merged
    write_setting(work.session, _of(KEY_DIRECTORY, above), content.decode())
    write_setting(work.session, _of(DIRECTORY_NUMBER, above), merged.version)
    for entry in merged.entries:
        if entry.office.office_uid in (above, work.own_office_uid):
            _follow(work, entry, content)
    return merged


def _kept(work: UnitOfWork, office_uid: str) -> KeyDirectory | None:
    text = kept_text(work.session, office_uid)
    if not text:
        return None
    for row in work.session.scalars(select(OfficeKey).where(OfficeKey.office_uid == office_uid)):
        try:
            return read_directory(text.encode(), PublicKeys(row.signing, row.sealing))
        except Problem:
            continue  # another of its keys signed it
    return None


def _follow(work: UnitOfWork, entry: KnownKey, content: bytes) -> None:
    """An office above speaks here of its own keys and of ours, never of another office above."""
    row = work.session.get(OfficeKey, entry.keys.key_id)
    if row is None:
        own = work.session.get(OwnKey, entry.keys.key_id)
        if own is None:
            work.session.add(_row(entry, content, work))
        elif entry.state is KeyState.REVOKED:
            own.retired_at = own.retired_at or work.now  # whatever it signs now would be refused
        return
    if entry.state in (KeyState.REPLACED, KeyState.REVOKED) and row.state is not KeyState.REVOKED:
        row.state, row.revoked_after = entry.state, entry.valid_through


def _row(entry: KnownKey, content: bytes, work: UnitOfWork) -> OfficeKey:
    card = entry.office
    ours = card.office_uid == work.own_office_uid
    return OfficeKey(
        key_id=entry.keys.key_id,
        office_uid=card.office_uid,
        office_code=card.office_code,
        office_name=card.office_name,
        role=OURS if ours else ABOVE if card.role == SUPERIOR else BELOW,
        writer_uid=card.writer_uid,
        signing=entry.keys.signing,
        sealing=entry.keys.sealing,
        enrolment=content,
        state=entry.state,
        came_at=work.now,
        compared_at=None,
        replaced_by="",
        revoked_after=entry.valid_through,
    )
