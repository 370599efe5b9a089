"""Making the file: the body is packed, sealed and hashed in one stream, then the header is signed around it.

Nothing in clear touches the disk: the plain body exists only on its way into the seal. Given the same core, items and
sealed bytes the outer file is the same, byte for byte; the seal itself is random by design, so a bundle is made once.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.contents import Item, pack_body
from app.exchange.flat_zip import CHUNK, Packed, store, stored, zip_chunks
from app.exchange.header import Core, Header
from app.exchange.readme import readme_of
from app.kernel.files import atomic_file, file_problems
from app.kernel.progress import Progress
from app.kernel.words import _
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
    sha256: str


def build(
    core: Core,
    items: Sequence[Item],
    target: Path,
    *,
    secret: SecretKeys,
    recipients: Sequence[PublicKeys],
    verify: bool = True,
    progress: Progress | None = None,
) -> Built:
    """Writes a bundle, receipt or package to ``target`` atomically, read back when ``verify``.

    It is sealed for ``recipients`` and the sender itself. ValueError when core, keys and items do not fit together;
    FIL problems from the disk; Cancelled. Whatever is raised, no file is left. The sealed body waits beside the target
    as ``….part`` and is gone afterwards.
    """
    _check(core, secret, recipients)
    progress = progress or Progress()
    waiting = target.with_name(f"{target.name}.seal.part")
    try:
        entries = pack_body(core, items, progress.stretch(0, 40))
        sealed = _sealed(entries, waiting, (*recipients, secret.public), progress.stretch(40, 75))
        header = header_around(core, sealed.size, sealed.digest.hexdigest())
        size, digest = 0, hashlib.sha256()
        with atomic_file(target, verify=verify, needed=header.body_length) as out:
            for chunk in assemble(header, stored(BODY_NAME, waiting, sealed.crc, sealed.size), secret):
                progress.check_cancelled()
                progress.step(75 + 20 * size // header.body_length, 100, _("Ghi tệp và đọc lại"))
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
    finally:
        waiting.unlink(missing_ok=True)
    return Built(path=target, header=header, size=size, sha256=digest.hexdigest())


def plain_body(core: Core, items: Sequence[Item]) -> Iterator[bytes]:
    """The body before it is sealed, piece by piece; the same input gives the same bytes."""
    return zip_chunks(pack_body(core, items))


def assemble(header: Header, sealed: bytes | Packed, secret: SecretKeys) -> Iterator[bytes]:
    """The outer file around a sealed body, piece by piece."""
    content = header.to_bytes()
    return zip_chunks(
        (
            store(HEADER_NAME, content),
            store(SIGNATURE_NAME, sshsig.sign(content, secret, sshsig.BUNDLE)),
            store(README_NAME, readme_of(header.core)),
            sealed if isinstance(sealed, Packed) else store(BODY_NAME, sealed),
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


def _sealed(entries: Sequence[Packed], target: Path, readers: Sequence[PublicKeys], progress: Progress) -> _Hashing:
    whole = sum(entry.packed for entry in entries)
    with file_problems(target), target.open("wb") as raw:
        out = _Hashing(raw)
        seal(_Pulled(_watched(zip_chunks(entries), whole, progress)), out, readers)
        raw.flush()
    return out


def _watched(pieces: Iterable[bytes], whole: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        progress.check_cancelled()
        progress.step(done, whole, _("Niêm phong"))
        done += len(piece)
        yield piece


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
        self.crc = 0
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        return self._target.write(data)

    def flush(self) -> None:
        self._target.flush()
