"""Making the file: the body is packed, sealed and hashed in one stream, then the header is signed around it.

Nothing in clear touches the disk: the plain body exists only on its way into the seal. Given the same core, items and
sealed bytes the outer file is the same, byte for byte; the seal itself is random by design, so a bundle is made once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.contents import Item, pack_body
from app.exchange.flat_zip import CHUNK, store, zip_chunks
from app.exchange.header import Core, Header
from app.exchange.readme import readme_of
from app.kernel.files import atomic_file, file_problems
from app.keys import sshsig
from app.keys.identity import PublicKeys, SecretKeys
from app.keys.sealing import seal

HEADER_NAME, SIGNATURE_NAME, README_NAME, BODY_NAME = "header.json", "header.json.sig", "DOC-TOI.txt", "body.age"


@dataclass(frozen=True, kw_only=True)
class Built:
    """A finished file."""

    path: Path
    header: Header
    size: int


def build(
    core: Core,
    items: Sequence[Item],
    target: Path,
    *,
    secret: SecretKeys,
    recipients: Sequence[PublicKeys],
    verify: bool = True,
) -> Built:
    """Writes a bundle, receipt or package to ``target`` atomically, read back when ``verify``.

    It is sealed for ``recipients`` and the sender itself. ValueError when core, keys and items do not fit together;
    FIL problems from the disk. The sealed body waits beside the target as ``….part`` and is gone afterwards.
    """
    _check(core, secret, recipients)
    sealed = target.with_name(f"{target.name}.seal.part")
    try:
        header = _seal_body(core, items, sealed, (*recipients, secret.public))
        with atomic_file(target, verify=verify, needed=header.body_length) as out:
            for chunk in assemble(header, sealed, secret):
                out.write(chunk)
            size = out.tell()
    finally:
        sealed.unlink(missing_ok=True)
    return Built(path=target, header=header, size=size)


def plain_body(core: Core, items: Sequence[Item]) -> Iterator[bytes]:
    """The body before it is sealed, piece by piece; the same input gives the same bytes."""
    return zip_chunks(pack_body(core, items))


def assemble(header: Header, sealed: bytes | Path, secret: SecretKeys) -> Iterator[bytes]:
    """The outer file around a sealed body, piece by piece."""
    content = header.to_bytes()
    return zip_chunks(
        (
            store(HEADER_NAME, content),
            store(SIGNATURE_NAME, sshsig.sign(content, secret, sshsig.BUNDLE)),
            store(README_NAME, readme_of(header.core)),
            store(BODY_NAME, sealed),
        )
    )


def header_around(core: Core, body_length: int, body_sha256: str) -> Header:
    """The header that binds a core to its sealed body."""
    readme = hashlib.sha256(readme_of(core)).hexdigest()
    return Header(core=core, body_length=body_length, body_sha256=body_sha256, readme_sha256=readme)


def _check(core: Core, secret: SecretKeys, recipients: Sequence[PublicKeys]) -> None:
    if core.sender.key_id != secret.key_id:
        raise ValueError("the header names another key than the one that signs")
    if {party.key_id for party in core.receivers} != {key.key_id for key in recipients}:
        raise ValueError("the receivers in the header and the keys sealed for are not the same")


def _seal_body(core: Core, items: Sequence[Item], sealed: Path, readers: Sequence[PublicKeys]) -> Header:
    with file_problems(sealed), sealed.open("wb") as raw:
        out = _Hashing(raw)
        seal(_Pulled(plain_body(core, items)), out, readers)
        raw.flush()
    return header_around(core, out.size, out.digest.hexdigest())


class _Pulled:
    """Pieces as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._buffer = bytearray()

    def read(self, size: int = -1) -> bytes:
        wanted = CHUNK if size < 0 else size
        while len(self._buffer) < wanted:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._buffer += piece
        taken = bytes(self._buffer[:wanted])
        del self._buffer[:wanted]
        return taken


class _Hashing:
    """Writes on and hashes what passes."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._target.write(data)

    def flush(self) -> None:
        self._target.flush()
