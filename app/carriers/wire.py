"""A connection that waits with patience and can be stopped: under mail and WebDAV alike.

Every wait is cut into short slices, and between two slices the person may cancel. What the network does leaves here as
a Problem; nobody above sees a socket error.
"""

from __future__ import annotations

import errno
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.carriers.problems import (
    CONNECTION_CUT,
    NO_ANSWER,
    NO_ENCRYPTION,
    NOT_REACHABLE,
    NOT_TRUSTED,
    STRANGE_ANSWER,
)
from app.kernel.problems import Problem
from app.kernel.progress import Progress

SLICE = 0.2
"""Seconds between two looks at whether the person cancelled."""
PATIENCE = 30.0
"""Seconds without a single byte after which a server counts as silent."""

_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, 10035}  # the last is what Windows says instead

T = TypeVar("T")


@dataclass
class Watch:
    """Who may stop the waiting, how long it may last, and what the other side is called to people."""

    place: str
    progress: Progress
    patience: float = PATIENCE

    def wait(self, step: Callable[[], T]) -> T:
        """Repeats a step that ends with TimeoutError after a slice, until it is done; raises CAR-03 or Cancelled."""
        until = time.monotonic() + self.patience
        while True:
            self.progress.check_cancelled()
            try:
                return step()
            except TimeoutError as error:
                if time.monotonic() >= until:
                    raise NO_ANSWER(place=self.place, seconds=max(round(self.patience), 1)) from error


class Wire:
    """Bytes to and from one server; raises CAR-02, CAR-03 and Cancelled from every call."""

    def __init__(self, sock: socket.socket, host: str, watch: Watch) -> None:
        self.sock = sock
        self.host = host
        self.watch = watch
        self._came = bytearray()
        sock.settimeout(SLICE)

    def send(self, data: bytes | memoryview) -> None:
        """Sends all of it."""
        rest = memoryview(data)
        while rest:
            taken = rest[: 1 << 16]
            rest = rest[self._patiently(lambda taken=taken: self.sock.send(taken)) :]  # type: ignore[misc]  # bound now

    sendall = send

    def receive(self, most: int) -> bytes:
        """What is there, at least one byte; empty only when the other side ended the connection."""
        if self._came:
            taken = bytes(self._came[:most])
            del self._came[:most]
            return taken
        return self._patiently(lambda: self.sock.recv(most))

    def readline(self, limit: int) -> bytes:
        """One line with its end; CAR-07 when it is longer than ``limit``."""
        while (end := self._came.find(b"\n")) < 0:
            if len(self._came) > limit:
                raise STRANGE_ANSWER(place=self.watch.place)
            self._more()
        return self.receive(end + 1)

    def read(self, size: int) -> bytes:
        """Exactly so many bytes."""
        while len(self._came) < size:
            self._more()
        return self.receive(size) if size else b""

    def _more(self) -> None:
        came = self._patiently(lambda: self.sock.recv(1 << 16))
        if not came:
            raise CONNECTION_CUT(place=self.watch.place)
        self._came += came

    def _patiently(self, step: Callable[[], T]) -> T:
        try:
            return self.watch.wait(step)
        except OSError as error:
            raise CONNECTION_CUT(place=self.watch.place) from error

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Encrypts from here on; raises CAR-06 for a certificate that does not fit, CAR-08 when it fails otherwise."""
        if self._came:  # somebody between spoke before the encryption began
            raise NO_ENCRYPTION(place=self.watch.place)
        try:
            self._shake_hands(context)
        except ssl.SSLCertVerificationError as error:
            raise NOT_TRUSTED(place=self.watch.place) from error
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError) as error:
            raise CONNECTION_CUT(place=self.watch.place) from error
        except ssl.SSLError as error:
            raise NO_ENCRYPTION(place=self.watch.place) from error
        except OSError as error:
            raise CONNECTION_CUT(place=self.watch.place) from error

    def _shake_hands(self, context: ssl.SSLContext) -> None:
        try:
            secure = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = secure
            self.watch.wait(secure.do_handshake)
        except BaseException:
            self.close()
            raise

    def is_readable(self) -> bool:
        """Whether something, or the end, already waits to be read."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            return bool(self._came or selector.select(0))

    def close(self) -> None:
        """Ends the connection; never fails."""
        self.sock.close()


def connect(host: str, port: int, watch: Watch) -> Wire:
    """A connection to the first address that answers; raises CAR-01 or Cancelled.

    The name is looked up by the system, which cannot be hurried.
    """
    watch.progress.check_cancelled()
    last: Exception | None = None
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NOT_REACHABLE(place=watch.place) from error
    for family, kind, protocol, _name, address in addresses:
        try:
            return Wire(_connected(socket.socket(family, kind, protocol), address, watch), host, watch)
        except OSError as error:
            last = error
        except Problem as problem:
            if problem.code != NO_ANSWER.code:
                raise
            last = problem  # the next address may be the one that works
    raise NOT_REACHABLE(place=watch.place) from last


def _connected(sock: socket.socket, address: object, watch: Watch) -> socket.socket:
    try:
        sock.setblocking(False)
        if (code := sock.connect_ex(address)) not in _UNDER_WAY:  # type: ignore[arg-type]  # as getaddrinfo gave it
            raise OSError(code, "refused at once")
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            watch.wait(lambda: _ready(selector))
        if code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, "connection refused")
    except BaseException:
        sock.close()
        raise
    return sock


def _ready(selector: selectors.BaseSelector) -> None:
    if not selector.select(SLICE):
        raise TimeoutError
