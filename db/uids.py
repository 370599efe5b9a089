"""Identifiers of rows: UUID version 7, so that rows made later sort later (RFC 9562, section 5.7)."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import UTC, datetime

_MILLISECONDS = 1000


def new_uid(moment: datetime) -> str:
    """A fresh UUIDv7 text for that moment; 74 random bits keep two machines apart."""
    stamp = int(moment.timestamp() * _MILLISECONDS) & ((1 << 48) - 1)
    random_a, random_b = secrets.randbits(12), secrets.randbits(62)
    value = (stamp << 80) | (0x7 << 76) | (random_a << 64) | (0b10 << 62) | random_b
    return str(uuid.UUID(int=value))


def moment_of(uid: str) -> datetime:
    """When a UUIDv7 was made, to the millisecond."""
    return datetime.fromtimestamp((uuid.UUID(uid).int >> 80) / _MILLISECONDS, UTC)


def derived_uid(*parts: str) -> str:
    """The same UUID (version 8) for the same parts: what each installation of an office makes for itself is one."""
    value = int.from_bytes(hashlib.sha256("\n".join(("xaso uid 1", *parts)).encode()).digest()[:16])
    value = value & ~(0xF << 76) | (0x8 << 76)
    value = value & ~(0b11 << 62) | (0b10 << 62)
    return str(uuid.UUID(int=value))
