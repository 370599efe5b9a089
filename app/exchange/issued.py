"""Signed files about own decisions on keys are kept until the other offices have them: they may be saved again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.work import UnitOfWork
from app.keys.strict_json import canonical, moment_text

ISSUED = SettingKind("key_files_issued", "")
REVOCATION = "revocation"
MOST = 40
"""The oldest are forgotten: what they say stands in the key directory by then."""


@dataclass(frozen=True, kw_only=True)
class IssuedFile:
    """A file that others must get; kind ``rotation``, ``hand-over`` or ``revocation``."""

    kind: str
    key_id: str
    """The key that ended."""
    office_name: str
    """Whose key it was; empty for an own one."""
    made_at: datetime
    content: bytes

    @property
    def uid(self) -> str:
        """Tells them apart in a list."""
        return f"{self.key_id}/{self.made_at.isoformat()}"


def keep_issued(work: UnitOfWork, kind: str, key_id: str, content: bytes, office_name: str = "") -> bytes:
    """Keeps a file that was just signed, and gives it on."""
    kept: list[object] = list(_kept(work.session))
    at = moment_text(work.now)
    kept.append({"kind": kind, "key_id": key_id, "office": office_name, "at": at, "text": content.decode()})
    write_setting(work.session, ISSUED, canonical(kept[-MOST:]).decode())
    return content


def issued(session: Session) -> list[IssuedFile]:
    """The files kept, the newest first."""
    return [
        IssuedFile(
            kind=str(each["kind"]),
            key_id=str(each["key_id"]),
            office_name=str(each["office"]),
            made_at=datetime.fromisoformat(str(each["at"])),
            content=str(each["text"]).encode(),
        )
        for each in reversed(_kept(session))
    ]


def _kept(session: Session) -> list[dict[str, object]]:
    text = read_setting(session, ISSUED)
    return list(json.loads(text)) if text else []
