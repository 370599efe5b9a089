"""Wrapping the key of the store in something a person knows: Argon2id makes a key of the secret, AES-256-GCM wraps.

Pure functions over bytes: no file, no clock. The format they serve is described in slot.py.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from app.kernel.problems import unavailable
from app.kernel.words import N_

NO_MEMORY = unavailable(
    "KEY-07",
    N_("Máy không đủ bộ nhớ trống để kiểm tra mật khẩu (cần {needed} MB)."),
    next_step=N_("Hãy đóng bớt chương trình khác rồi thử lại. Dữ liệu vẫn nguyên vẹn."),
)

_FLOOR_MEMORY_KIB = 64 * 1024
_FLOOR_TIME = 3
_CEILING = {"memory_kib": 1024 * 1024, "time_cost": 64, "parallelism": 4}
_WANTED_SECONDS = 0.5


class StoreKey(bytes):
    """The random 32 bytes that open the store; it does not show itself in a log or a traceback."""

    def __repr__(self) -> str:
        return "StoreKey(…)"

    __str__ = __repr__

    @property
    def identity(self) -> str:
        """16 hexadecimal digits that tell two keys apart and say nothing about the key."""
        return hashlib.sha256(b"xaso store key" + self).hexdigest()[:16]


def new_store_key() -> StoreKey:
    """A fresh random key for a new store."""
    return StoreKey(secrets.token_bytes(32))


@dataclass(frozen=True)
class Cost:
    """How dear one try is: memory in KiB, number of passes, number of lanes."""

    memory_kib: int = _FLOOR_MEMORY_KIB
    time_cost: int = _FLOOR_TIME
    parallelism: int = 2


@dataclass(frozen=True)
class Wrapped:
    """A store key wrapped by one secret; useless without it."""

    kind: str
    key_id: str
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


def calibrated(timer: Callable[[], float] = time.perf_counter) -> Cost:
    """The cost that takes this computer about half a second, never below 64 MiB and three passes (RFC 9106)."""
    start = timer()
    _derive(b"calibration", b"\0" * 16, Cost())
    taken = max(timer() - start, 0.001)
    return Cost(time_cost=min(max(round(_FLOOR_TIME * _WANTED_SECONDS / taken), _FLOOR_TIME), 16))


def load_ahead() -> None:
    """Loads the libraries that ``wrap`` and ``unwrap`` need, so that opening does not wait for them."""
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401


def wrap(kind: str, secret: bytes, key: StoreKey, cost: Cost) -> Wrapped:
    """Wraps the key anew, with its own salt and nonce."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    open_part = Wrapped(kind, key.identity, cost, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    cipher = AESGCM(_derive(secret, open_part.salt, cost))
    sealed = cipher.encrypt(open_part.nonce, bytes(key), _bound(open_part))
    return Wrapped(kind, key.identity, cost, open_part.salt, open_part.nonce, sealed)


def unwrap(wrapped: Wrapped, secret: bytes) -> StoreKey | None:
    """The key, or None when the secret is a wrong one; raises KEY-07 without memory for the try."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_derive(secret, wrapped.salt, wrapped.cost))
    try:
        return StoreKey(cipher.decrypt(wrapped.nonce, wrapped.sealed, _bound(wrapped)))
    except InvalidTag:
        return None


def _derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=cost.time_cost,
            memory_cost=cost.memory_kib,
            parallelism=cost.parallelism,
            hash_len=32,
            type=Type.ID,
            version=19,
        )
    except HashingError as error:
        raise NO_MEMORY(needed=cost.memory_kib // 1024) from error


def _bound(wrapped: Wrapped) -> bytes:
    """What the seal also vouches for: everything that stands beside it in the open."""
    return _canonical(
        {"kind": wrapped.kind, "key_id": wrapped.key_id, "cost": asdict(wrapped.cost), "salt": wrapped.salt.hex()}
    )


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def to_json(wrapped: Wrapped) -> dict[str, object]:
    """The entry as it stands in slot.json, with a checksum that tells damage from a wrong password."""
    entry: dict[str, object] = {
        "kind": wrapped.kind,
        "key_id": wrapped.key_id,
        "kdf": "argon2id",
        **asdict(wrapped.cost),
        **{name: base64.b64encode(getattr(wrapped, name)).decode() for name in ("salt", "nonce", "sealed")},
    }
    return entry | {"checksum": _checksum(entry)}


def from_json(entry: Mapping[str, object]) -> Wrapped | None:
    """The entry read back, or None when it is damaged or asks for more memory and time than any cost we write."""
    bare = {name: value for name, value in entry.items() if name != "checksum"}
    if entry.get("checksum") != _checksum(bare) or bare.get("kdf") != "argon2id":
        return None
    numbers = {name: bare.get(name) for name in _CEILING}
    if not all(type(number) is int and 1 <= number <= _CEILING[name] for name, number in numbers.items()):
        return None
    try:
        salt, nonce, sealed = (
            base64.b64decode(str(bare.get(name)), validate=True) for name in ("salt", "nonce", "sealed")
        )
    except binascii.Error:
        return None
    if (len(salt), len(nonce), len(sealed)) != (16, 12, 48):
        return None
    cost = Cost(**{name: int(str(number)) for name, number in numbers.items()})
    if cost.memory_kib < 8 * cost.parallelism:
        return None
    return Wrapped(str(bare.get("kind")), str(bare.get("key_id")), cost, salt, nonce, sealed)


def _checksum(entry: Mapping[str, object]) -> str:
    return hashlib.sha256(_canonical(entry)).hexdigest()[:16]
