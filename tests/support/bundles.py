"""Small bundles between two invented offices, made in one line and changed at will."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.exchange.changes import Change, write_changes
from app.exchange.container import Built, assemble, build, header_around, plain_body
from app.exchange.contents import CHANGES, Item
from app.exchange.header import Core, Kind, Party
from app.keys.identity import PublicKeys, SecretKeys
from app.keys.sealing import seal
from app.keys.strict_json import canonical, moment_text
from tests.support.keys import AT, COMMUNE_KEYS, HA_TRUNG, MAU_SON, SUPERIOR_KEYS, uid

SENDER = Party(office_uid=MAU_SON.office_uid, office_code=MAU_SON.office_code, key_id=COMMUNE_KEYS.key_id)
RECEIVER = Party(office_uid=HA_TRUNG.office_uid, office_code=HA_TRUNG.office_code, key_id=SUPERIOR_KEYS.key_id)
READERS = (SUPERIOR_KEYS.public, COMMUNE_KEYS.public)
FIRST = Core(
    kind=Kind.BUNDLE,
    sender=SENDER,
    receivers=(RECEIVER,),
    writer=MAU_SON.writer_uid,
    epoch=1,
    first_sequence=1,
    last_sequence=3,
    previous="",
    made_at=AT,
    period=(date(2026, 11, 1), date(2026, 11, 22)),
)
PHOTO = bytes(range(256)) * 4


def core(**changed) -> Core:
    """The first bundle of xã Mẫu Sơn, some fields changed."""
    return dataclasses.replace(FIRST, **changed)


def change(sequence: int, /, **changed) -> Change:
    """One changed person of xã Mẫu Sơn; ``payload=`` replaces single columns."""
    columns = {
        "uid": uid(1000 + sequence), "office_uid": MAU_SON.office_uid, "revision": 1, "deleted_at": None,
        "full_name": "Nguyễn Văn Thử",
    }  # fmt: skip
    columns |= changed.pop("payload", {})
    fields = {
        "sequence": sequence,
        "epoch": 1,
        "noun": "person",
        "row_uid": uid(1000 + sequence),
        "revision": 1,
        "at": moment_text(AT),
    }
    return Change(**(fields | changed), payload=canonical(columns).decode())


def items(*changes: Change, files: Sequence[bytes] = (PHOTO,)) -> tuple[Item, ...]:
    """Changes (three people unless given) and files."""
    lines = write_changes(changes or [change(number) for number in (1, 2, 3)])
    photos = [Item(path=f"files/{hashlib.sha256(content).hexdigest()}", content=content) for content in files]
    return (Item(path=CHANGES, content=lines), *photos)


def bundle(folder: Path, made: Core = FIRST, content: Sequence[Item] | None = None, name: str = "goi.xaso") -> Built:
    """A finished bundle."""
    parts = items() if content is None else content
    return build(made, parts, folder / name, secret=COMMUNE_KEYS, recipients=(SUPERIOR_KEYS.public,), verify=False)


def sealed(content: bytes, readers: Sequence[PublicKeys] = READERS) -> bytes:
    """Bytes sealed for the two offices."""
    target = io.BytesIO()
    seal(io.BytesIO(content), target, readers)
    return target.getvalue()


def around(
    body: bytes, made: Core = FIRST, *, readers: Sequence[PublicKeys] = READERS, secret: SecretKeys = COMMUNE_KEYS
) -> bytes:
    """The outer file around any body, sound or not."""
    box = sealed(body, readers)
    return b"".join(assemble(header_around(made, len(box), hashlib.sha256(box).hexdigest()), box, secret))


def body_of(made: Core = FIRST, content: Sequence[Item] | None = None) -> bytes:
    """A sound body in clear."""
    return b"".join(plain_body(made, items() if content is None else content))
