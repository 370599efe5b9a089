"""The secret keys wrapped by the recovery code on paper: what a new PC needs when the old one is dead."""

from __future__ import annotations

import base64
import binascii
import secrets

from app.keys import recovery
from app.keys.identity import SECRET_DAMAGED, SecretKeys
from app.keys.slot import WRONG_CODE
from app.keys.strict_json import Fields, WrongForm, canonical, read_canonical
from app.keys.wrapping import Cost, Wrapped, from_json, new_store_key, to_json, unwrap, wrap

FORMAT = "xaso-khoa-giu"
_BOUND = b"xaso escrow 1"


def wrap_secrets(secret: SecretKeys, code: str, *, cost: Cost | None = None) -> bytes:
    """A small file that only the recovery code opens; raises KEY-08 or KEY-09 for a mistyped code."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, nonce = new_store_key(), secrets.token_bytes(12)
    sealed = AESGCM(bytes(key)).encrypt(nonce, secret.to_bytes(), _BOUND)
    entry = to_json(wrap("recovery", recovery.secret_of(code), key, cost or Cost()))
    content = {"format": FORMAT, "version": 1, "entry": entry, "keys": base64.b64encode(nonce + sealed).decode()}
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
        return SecretKeys.from_bytes(AESGCM(bytes(key)).decrypt(box[:12], box[12:], _BOUND))
    except InvalidTag as error:
        raise SECRET_DAMAGED() from error


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
