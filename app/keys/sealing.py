"""Sealing for several readers with age (v1, X25519): streams of any size, memory stays bounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from app.kernel.problems import refused
from app.kernel.words import N_
from app.keys import bech32
from app.keys.identity import PublicKeys, SecretKeys

NOT_OPENED = refused(
    "KEY-13",
    N_("Không mở được nội dung đã niêm phong: không dành cho khóa của máy này hoặc đã bị hỏng."),
    next_step=N_("Hãy đề nghị nơi gửi lập lại gói cho đúng khóa đang dùng của cơ quan."),
)


def seal(source: BinaryIO, target: BinaryIO, recipients: Sequence[PublicKeys]) -> None:
    """Writes ``source`` sealed to ``target``; every recipient alone can open it. ValueError without recipients."""
    import pyrage

    if not recipients:
        raise ValueError("sealed for nobody")
    readers = [pyrage.x25519.Recipient.from_str(age_recipient(key)) for key in dict.fromkeys(recipients)]
    pyrage.encrypt_io(source, target, readers)


def open_sealed(source: BinaryIO, target: BinaryIO, own: SecretKeys) -> None:
    """Writes the opened content to ``target``; raises KEY-13, and then what was written must be thrown away."""
    import pyrage

    identity = pyrage.x25519.Identity.from_str(bech32.encode("age-secret-key-", own.sealing).upper())
    try:
        pyrage.decrypt_io(source, target, [identity])
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the seal
        raise NOT_OPENED() from error


def age_recipient(key: PublicKeys) -> str:
    """The sealing key as ``age -r`` takes it."""
    return bech32.encode("age", key.sealing)
