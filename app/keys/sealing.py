"""Sealing for several readers with age (v1, X25519): streams of any size, memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from app.kernel.problems import refused
from app.kernel.words import N_
from app.keys import bech32
from app.keys.identity import PublicKeys, SecretKeys

NOT_OPENED = refused(
    "KEY-13",
    N_("Không mở được nội dung đã niêm phong: không dành cho khóa của máy này hoặc đã bị hỏng."),
    next_step=N_("Hãy đề nghị nơi gửi lập lại gói cho đúng khóa đang dùng của cơ quan."),
)


class Readable(Protocol):
    """All that sealing asks of a source."""

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes, none at the end."""
        ...


class Writable(Protocol):
    """All that sealing asks of a target."""

    def write(self, data: bytes, /) -> int | None:
        """Takes all of the bytes."""
        ...

    def flush(self) -> None:
        """Lets nothing wait."""
        ...


def seal(source: Readable, target: Writable, recipients: Sequence[PublicKeys]) -> None:
    """Writes ``source`` sealed to ``target``; every recipient alone can open it. ValueError without recipients.

    Whatever source or target raise leaves as it was raised; what was written must then be thrown away.
    """
    import pyrage

    if not recipients:
        raise ValueError("sealed for nobody")
    readers = [pyrage.x25519.Recipient.from_str(age_recipient(key)) for key in dict.fromkeys(recipients)]
    with _streams(source, target) as (watched_source, watched_target):
        pyrage.encrypt_io(watched_source, watched_target, readers)


def open_sealed(source: Readable, target: Writable, own: SecretKeys) -> None:
    """Writes the opened content to ``target``; raises KEY-13, and then what was written must be thrown away."""
    import pyrage

    identity = pyrage.x25519.Identity.from_str(bech32.encode("age-secret-key-", own.sealing).upper())
    try:
        with _streams(source, target) as (watched_source, watched_target):
            pyrage.decrypt_io(watched_source, watched_target, [identity])
    except (pyrage.DecryptError, _Broken) as error:
        raise NOT_OPENED() from error


class _Broken(Exception):
    """The library met bytes that are no seal; none of our streams had a problem."""


class _Watched:
    """A stream that remembers what it raised: the library would make another error of it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.raised: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        with self._remembering():
            return bytes(self._stream.read(size))

    def write(self, data: bytes, /) -> int:
        with self._remembering():
            self._stream.write(data)
        return len(data)

    def flush(self) -> None:
        with self._remembering():
            self._stream.flush()

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.raised = self.raised or error
            raise


@contextmanager
def _streams(source: Readable, target: Writable) -> Iterator[tuple[_Watched, _Watched]]:
    watched = _Watched(source), _Watched(target)
    try:
        yield watched
    except BaseException as error:
        for stream in watched:
            if stream.raised is not None and stream.raised is not error:
                raise stream.raised from error
        if isinstance(error, OSError) and not any(stream.raised for stream in watched):
            raise _Broken from error
        raise


def age_recipient(key: PublicKeys) -> str:
    """The sealing key as ``age -r`` takes it."""
    return bech32.encode("age", key.sealing)
