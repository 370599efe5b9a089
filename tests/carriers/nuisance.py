"""A line between a program and a server that cuts, hangs, turns bits or swallows an answer at a chosen byte or word."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum


class Harm(StrEnum):
    """What happens to the line."""

    CUT = "cut"
    HANG = "hang"
    FLIP = "flip"


class Way(StrEnum):
    """Which direction is counted and harmed."""

    UP = "up"
    DOWN = "down"


@dataclass
class Nuisance:
    """The harm comes at byte ``at`` of all bytes of one direction, or once ``word`` was sent up, to the answer."""

    target: int
    harm: Harm
    way: Way = Way.UP
    at: int = 0
    word: bytes = b""
    once: bool = True
    port: int = 0
    struck: int = 0
    _moved: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(Way, 0))
    _tail: bytes = b""
    _armed: bool = False
    _open: list[socket.socket] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)

    def serve(self, listener: socket.socket) -> None:
        """Takes connections until the line is closed."""
        while not self._end.is_set():
            try:
                inner, _ = listener.accept()
                outer = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            self._open += [inner, outer]
            for one, other, way in ((inner, outer, Way.UP), (outer, inner, Way.DOWN)):
                threading.Thread(target=self._carry, args=(one, other, way), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, way: Way) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 16):
                harmed = self._harmed(data, way)
                if harmed is None:
                    break
                other.sendall(harmed)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _harmed(self, data: bytes, way: Way) -> bytes | None:
        start = self._moved[way]
        self._moved[way] += len(data)
        if self.word:
            return self._after_the_word(data, way)
        if way is not self.way or not start <= self.at < start + len(data) or (self.once and self.struck):
            return data
        self.struck += 1
        place = self.at - start
        if self.harm is Harm.FLIP:
            return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        return self._stopped()

    def _after_the_word(self, data: bytes, way: Way) -> bytes | None:
        if way is Way.UP:
            self._tail = (self._tail + data)[-(len(data) + len(self.word)) :]
            self._armed = self._armed or (self.word in self._tail and not (self.once and self.struck))
            return data
        if not self._armed:
            return data
        self._armed, self._tail = False, b""
        self.struck += 1
        return self._stopped()

    def _stopped(self) -> None:
        if self.harm is Harm.HANG:
            self._end.wait()

    def close(self) -> None:
        """Ends every connection."""
        self._end.set()
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def nuisance(target: int, harm: Harm, **where) -> Iterator[Nuisance]:
    """Such a line to a port of this computer; its own port is ``port``."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Nuisance(target, harm, port=listener.getsockname()[1], **where)
    thread = threading.Thread(target=line.serve, args=(listener,), daemon=True)
    thread.start()
    try:
        yield line
    finally:
        line.close()
        # Closing alone does not wake a waiting accept.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
