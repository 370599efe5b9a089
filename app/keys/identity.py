"""The keys of one installation: Ed25519 signs, X25519 seals; both are made here and stay bytes.

The secret half never becomes text outside this package and does not show itself in a log or a traceback.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.kernel.problems import unavailable
from app.kernel.words import N_
from app.keys.strict_json import Fields

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 digits and letters without I, L, O and U, which are misread or mistyped."""
KEY_ID = re.compile(f"[{CROCKFORD}]{{20}}")
_KEY = re.compile(r"[0-9a-f]{64}")
_MAGIC = b"XSK1"

SECRET_DAMAGED = unavailable(
    "KEY-12",
    N_("Khóa ký và mở gói của máy này bị hỏng trong kho dữ liệu."),
    next_step=N_("Hãy khôi phục từ bản sao lưu gần nhất, hoặc tạo khóa mới rồi đăng ký lại với cấp trên."),
)


@dataclass(frozen=True)
class PublicKeys:
    """What others may know: the raw Ed25519 and X25519 public keys, 32 bytes each."""

    signing: bytes
    sealing: bytes

    def __post_init__(self) -> None:
        if len(self.signing) != 32 or len(self.sealing) != 32:
            raise ValueError("a public key has 32 bytes")

    @cached_property
    def key_id(self) -> str:
        """A stable fingerprint of both keys: 20 Crockford digits (100 bits)."""
        digest = hashlib.sha256(b"xaso public keys 1" + self.signing + self.sealing).digest()
        return crockford(digest, 20)

    def to_json(self) -> dict[str, object]:
        """As it stands in signed files."""
        return {"sealing": self.sealing.hex(), "signing": self.signing.hex()}

    @classmethod
    def from_fields(cls, fields: Fields) -> PublicKeys:
        """Reads ``to_json`` back; raises WrongForm."""
        keys = cls(
            signing=bytes.fromhex(fields.match("signing", _KEY)), sealing=bytes.fromhex(fields.match("sealing", _KEY))
        )
        fields.finish()
        return keys


@dataclass(frozen=True, repr=False)
class SecretKeys:
    """The secret halves: the Ed25519 seed and the X25519 scalar, 32 bytes each."""

    signing: bytes
    sealing: bytes

    def __repr__(self) -> str:
        return "SecretKeys(…)"

    @cached_property
    def public(self) -> PublicKeys:
        """The public halves."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        signing = Ed25519PrivateKey.from_private_bytes(self.signing).public_key()
        sealing = X25519PrivateKey.from_private_bytes(self.sealing).public_key()
        return PublicKeys(signing.public_bytes_raw(), sealing.public_bytes_raw())

    @property
    def key_id(self) -> str:
        """The fingerprint of the public halves."""
        return self.public.key_id

    def to_bytes(self) -> bytes:
        """72 bytes for the encrypted store, and only for it: both secrets in clear, with a checksum."""
        content = _MAGIC + self.signing + self.sealing
        return content + hashlib.sha256(content).digest()[:4]

    @classmethod
    def from_bytes(cls, content: bytes) -> SecretKeys:
        """Reads ``to_bytes`` back; raises KEY-12 when damaged."""
        inner, checksum = content[:-4], content[-4:]
        sound = len(content) == 72 and inner[:4] == _MAGIC and hashlib.sha256(inner).digest()[:4] == checksum
        if not sound:
            raise SECRET_DAMAGED()
        return cls(inner[4:36], inner[36:])


def new_keys() -> SecretKeys:
    """Fresh random keys for this installation."""
    return SecretKeys(secrets.token_bytes(32), secrets.token_bytes(32))


def shared_tag(own: SecretKeys, other: PublicKeys, message: Sequence[bytes]) -> bytes:
    """32 bytes that only the two owners of these keys can compute for a message; both get the same.

    Raises ValueError for a public key that cannot belong to anybody.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    secret = X25519PrivateKey.from_private_bytes(own.sealing).exchange(X25519PublicKey.from_public_bytes(other.sealing))
    both = b"".join(sorted((own.public.sealing, other.sealing)))
    key = hmac.digest(secret, b"xaso shared tag 1" + both, "sha256")
    framed = b"".join(len(part).to_bytes(4) + part for part in message)
    return hmac.digest(key, framed, "sha256")


def crockford(content: bytes, length: int) -> str:
    """The first ``length`` groups of five bits as Crockford digits."""
    number = int.from_bytes(content) >> (len(content) * 8 - 5 * length)
    return "".join(CROCKFORD[(number >> 5 * place) & 31] for place in reversed(range(length)))
