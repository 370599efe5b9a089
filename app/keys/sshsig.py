"""Ed25519 signatures in the form of OpenSSH (SSHSIG), so that ``ssh-keygen -Y verify`` can check them without us.

One signature has one spelling: armour that is not exactly what we or ssh-keygen would write is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import textwrap

from app.keys.identity import PublicKeys, SecretKeys

BUNDLE = "xaso-bundle"
"""Namespace of headers of bundles, receipts and packages."""
KEY_FILE = "xaso-khoa"
"""Namespace of enrolments, rotations, revocations, hand-overs and directories."""
LARGEST = 2048

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_KIND = b"ssh-ed25519"
_HASHES = (b"sha512", b"sha256")


class SignatureWrong(ValueError):
    """This signature does not hold for this text, key and namespace."""


def sign(message: bytes, secret: SecretKeys, namespace: str) -> bytes:
    """The armoured signature of a message; the same input gives the same bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(secret.signing)
    raw = key.sign(_signed(message, namespace, _HASHES[0]))
    return _armour(_blob(secret.public.signing, namespace, _HASHES[0], raw))


def verify(message: bytes, signature: bytes, namespace: str, key: PublicKeys) -> None:
    """Raises SignatureWrong unless ``key`` signed exactly this message under this namespace."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    blob = _unarmour(signature)
    for algorithm in _HASHES:
        raw = blob[-64:]
        if blob == _blob(key.signing, namespace, algorithm, raw):
            try:
                Ed25519PublicKey.from_public_bytes(key.signing).verify(raw, _signed(message, namespace, algorithm))
            except InvalidSignature as error:
                raise SignatureWrong("the signature does not belong to this text") from error
            return
    raise SignatureWrong("another key, another namespace or another form")


def public_line(key: PublicKeys) -> str:
    """The signing key as OpenSSH writes it."""
    return f"ssh-ed25519 {base64.b64encode(_string(_KIND) + _string(key.signing)).decode()}"


def allowed_signer(name: str, key: PublicKeys, *namespaces: str) -> str:
    """One line of the file that ``ssh-keygen -Y verify -f`` wants."""
    return f'{name} namespaces="{",".join(namespaces)}" {public_line(key)}\n'


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content


def _signed(message: bytes, namespace: str, algorithm: bytes) -> bytes:
    digest = hashlib.new(algorithm.decode(), message).digest()
    return _MAGIC + _string(namespace.encode()) + _string(b"") + _string(algorithm) + _string(digest)


def _blob(signing: bytes, namespace: str, algorithm: bytes, raw: bytes) -> bytes:
    head = _MAGIC + (1).to_bytes(4) + _string(_string(_KIND) + _string(signing)) + _string(namespace.encode())
    return head + _string(b"") + _string(algorithm) + _string(_string(_KIND) + _string(raw))


def _armour(blob: bytes) -> bytes:
    lines = textwrap.wrap(base64.b64encode(blob).decode(), 70)
    return "\n".join((_BEGIN, *lines, _END, "")).encode()


def _unarmour(signature: bytes) -> bytes:
    if len(signature) > LARGEST:
        raise SignatureWrong("too long")
    try:
        lines = signature.decode("ascii").split("\n")
        blob = base64.b64decode("".join(lines[1:-2]), validate=True)
    except (UnicodeDecodeError, binascii.Error) as error:
        raise SignatureWrong("no armour") from error
    if _armour(blob) != signature:
        raise SignatureWrong("not the one spelling of its armour")
    return blob
