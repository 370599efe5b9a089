"""Invented keys and offices for tests of the exchange, and the spelling of age's identity files."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.keys import bech32
from app.keys.enrolment import COMMUNE, SUPERIOR, KnownKey, OfficeCard
from app.keys.identity import SecretKeys
from db.vocabulary import KeyState

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def uid(number: int) -> str:
    """A UUIDv7-shaped uid that is the same in every run."""
    return f"01930000-0000-7000-8000-{number:012x}"


def secret(name: str) -> SecretKeys:
    """The same keys for the same name in every run."""
    signing, sealing = (hashlib.sha256(f"{use} {name}".encode()).digest() for use in ("sign", "seal"))
    return SecretKeys(signing, sealing)


MAU_SON = OfficeCard(
    office_uid=uid(1), office_code="14563", office_name="Ủy ban nhân dân xã Mẫu Sơn", role=COMMUNE, writer_uid=uid(11)
)
HA_TRUNG = OfficeCard(
    office_uid=uid(2), office_code="38-STTTT", office_name="Sở Khoa học và Công nghệ", role=SUPERIOR, writer_uid=uid(12)
)
COMMUNE_KEYS, SUPERIOR_KEYS, STRANGER_KEYS = secret("commune"), secret("superior"), secret("stranger")


def known(
    card: OfficeCard, keys: SecretKeys, state: KeyState = KeyState.TRUSTED, valid_through: int | None = None
) -> KnownKey:
    """A key as an installation knows it."""
    return KnownKey(office=card, keys=keys.public, state=state, valid_through=valid_through)


def ring(*keys: KnownKey):
    """Looks up by key id."""
    return {key.keys.key_id: key for key in keys}.get


def age_identity(folder: Path, keys: SecretKeys) -> Path:
    """An identity file for ``age -i``."""
    path = folder / "identity.txt"
    path.write_text(f"{bech32.encode('age-secret-key-', keys.sealing).upper()}\n", encoding="ascii")
    return path


def tool(name: str) -> str:
    """The path of a program of the system, or the test is skipped with a reason."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found
