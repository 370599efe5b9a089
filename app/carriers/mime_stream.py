"""Takes our attachments out of a message line by line, so that not even a large one is ever held in memory.

Pure: lines in, names and bytes out. It reads what mail programs write (RFC 2045 to 2047, 2231) and trusts none of it:
what is malformed comes out damaged and is refused later by its hash, it never stops the reading.
"""

from __future__ import annotations

import binascii
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from app.carriers.carrier import is_ours

_MOST_HEAD = 256 * 1024
_MOST_LINE = 64 * 1024
_MOST_DEPTH = 20
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


@dataclass
class Attached:
    """One attachment; its ``content`` must be read before the next one is asked for."""

    name: str
    content: Iterator[bytes]


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ends; an endless line comes in pieces."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        *whole, rest = rest.splitlines(keepends=True) or [b""]
        if rest.endswith(b"\n"):
            whole.append(rest)
            rest = b""
        yield from whole
        if len(rest) > _MOST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest


def attachments(lines: Iterator[bytes]) -> Iterator[Attached]:
    """Every attachment whose name has one of our endings, in the order of the message."""
    reader = _Reader(lines)
    head = reader.head()
    while not reader.ended:
        encoding = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
        kind = head.get_content_type()
        if kind == "message/rfc822" and encoding != "base64":
            head = reader.head()  # a forwarded message goes on with a head of its own
            continue
        if kind.startswith("multipart/") and (boundary := head.get_boundary()) and len(reader.open) < _MOST_DEPTH:
            reader.open.append(b"--" + boundary.encode("utf-8", "replace"))
        name, body = _name_of(head), reader.body()
        if is_ours(name):
            yield Attached(name, _decoded(body, encoding))
        deque(body, maxlen=0)
        head = reader.head()


@dataclass
class _Reader:
    """The message as a tape: heads and bodies in turn."""

    lines: Iterator[bytes]
    open: list[bytes] = field(default_factory=list)
    ended: bool = False

    def head(self) -> Message:
        taken, size = [], 0
        for line in self.lines:
            if not line.strip(b"\r\n"):
                break
            size += len(line)
            if size < _MOST_HEAD:
                taken.append(line)
        else:
            self.ended = not taken
        return BytesHeaderParser().parsebytes(b"".join(taken))

    def body(self) -> Iterator[bytes]:
        """The lines up to the next part; the line end before a boundary belongs to the boundary."""
        held, over = b"", False
        for line in self.lines:
            mark = line.rstrip() if line.startswith(b"--") else b""
            if mark and (mark in self.open or mark.removesuffix(b"--") in self.open):
                if not over and held:
                    yield held.removesuffix(b"\n").removesuffix(b"\r")
                held = b""
                if not self._closes(mark):
                    return
                over = True  # what follows a closing boundary is nobody's
            elif not over:
                if held:
                    yield held
                held = line
        if held:
            yield held
        self.ended = True

    def _closes(self, mark: bytes) -> bool:
        closing = mark not in self.open
        place = self.open.index(mark.removesuffix(b"--") if closing else mark)
        del self.open[place + (not closing) :]
        return closing


def _name_of(head: Message) -> str:
    try:
        told = head.get_filename() or ""
        told = str(make_header(decode_header(told))) if "=?" in told else told
    except (MessageError, LookupError, ValueError, TypeError):
        return ""
    return re.split(r"[/\\]", told)[-1].strip()


def _decoded(body: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding == "base64":
        return _from_base64(body)
    return map(binascii.a2b_qp, body) if encoding == "quoted-printable" else body


def _from_base64(body: Iterator[bytes]) -> Iterator[bytes]:
    kept = bytearray()
    for line in body:
        kept += line.translate(None, _NOT_BASE64)
        if len(kept) >= _MOST_LINE:
            whole = len(kept) // 4 * 4
            yield binascii.a2b_base64(bytes(kept[:whole]))
            del kept[:whole]
    if len(kept) % 4 == 1:
        kept.pop()  # six bits make no byte
    yield binascii.a2b_base64(bytes(kept) + b"=" * (-len(kept) % 4))
