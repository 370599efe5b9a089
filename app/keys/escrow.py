"""The secret keys sealed for the code on paper: what a new PC needs when the old one is dead.

One code serves for everything: it opens the store key, as in slot.json, and a key derived from the store key opens the
secret keys. So keys may change without a new sheet, and a new sheet serves both.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets

from app.keys import recovery
from app.keys.identity import SECRET_DAMAGED, SecretKeys
from app.keys.slot import WRONG_CODE
from app.keys.strict_json import Fields, WrongForm, canonical, read_canonical
from app.keys.wrapping import StoreKey, Wrapped, from_json, to_json, unwrap

FORMAT = "xaso-khoa-giu"
_BOUND = b"xaso escrow 1"


def wrap_secrets(secret: SecretKeys, key: StoreKey, wrapped: Wrapped) -> bytes:
    """A small file that only the code on paper opens; ``wrapped`` is the store key as that code wraps it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if wrapped.key_id != key.identity:
        raise ValueError("the sheet belongs to another store")
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_derived(key)).encrypt(nonce, secret.to_bytes(), _BOUND)
    content = {
        "format": FORMAT,
        "version": 1,
        "entry": to_json(wrapped),
        "keys": base64.b64encode(nonce + sealed).decode(),
    }
    return canonical(content) + b"\n"


def unwrap_secrets(content: bytes, code: str) -> SecretKeys:
    """The keys again; raises KEY-08 or KEY-09 (mistyped), KEY-06 (another code), KEY-12 (damaged file)."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    secret = recovery.secret_of(code)
    wrapped, box = _parts(content)
    key = unwrap(wrapped, secret)
    if key is None:
        raise WRONG_CODE(field="recovery_code")
    try:
        return SecretKeys.from_bytes(AESGCM(_derived(key)).decrypt(box[:12], box[12:], _BOUND))
    except InvalidTag as error:
        raise SECRET_DAMAGED() from error


def _derived(key: StoreKey) -> bytes:
    return hmac.digest(bytes(key), b"xaso escrow key 1", "sha256")


def _parts(content: bytes) -> tuple[Wrapped, bytes]:
    try:
        fields = Fields(read_canonical(content.removesuffix(b"\n")))
        fields.word("format", FORMAT)
        fields.number("version", least=1, most=1)
        entry, text = fields.take("entry"), fields.take("keys")
        fields.finish()
        wrapped = from_json(entry) if isinstance(entry, dict) else None
        box = base64.b64decode(str(text), validate=True)
    except (WrongForm, binascii.Error) as error:
        raise SECRET_DAMAGED() from error
    if wrapped is None or len(box) != 12 + 72 + 16:
        raise SECRET_DAMAGED()
    return wrapped, box
