"""The message that carries one file: a short text without personal data and one attachment, made while it is sent.

The attachment is never held in memory: the message is made once with a stand-in for it, cut there, and the file's own
bytes flow through in between.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from pathlib import Path

from app.carriers.carrier import Measured, chunks_of
from app.carriers.problems import ADDRESS_REFUSED, SOURCE_CHANGED
from app.kernel.progress import Progress
from app.kernel.words import _, on_paper

_LINE = 57
"""Bytes that make one line of 76 letters."""
_STAND_IN = bytes(range(_LINE))
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message for one receiver with one file."""

    sender: str
    receiver: str
    path: Path
    name: str
    measured: Measured
    at: datetime

    @property
    def message_id(self) -> str:
        """The same for every try of the same file, so that mailboxes and people see that it is one message."""
        return f"<{self.measured.sha256[:40]}@xaso.invalid>"

    @cached_property
    def _ends(self) -> tuple[bytes, bytes]:
        with on_paper():  # whoever receives it reads Vietnamese, whatever the language of the window that sends it
            return self._written()

    def _written(self) -> tuple[bytes, bytes]:
        """All before and after the lines of the attachment."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = self.receiver
        message["Date"] = self.at
        message["Message-ID"] = self.message_id
        message["Subject"] = _("Xã Số: tệp {name}").format(name=self.name)
        message.set_content(
            _(
                "Thư này mang một tệp của chương trình Xã Số: {name}\n\n"
                "Hãy lưu tệp đính kèm rồi mở bằng Xã Số, mục Tiếp nhận. Nội dung tệp được mã hóa và ký; "
                "thư này không chứa dữ liệu cá nhân.\n\nSHA-256: {sha256}\n"
            ).format(name=self.name, sha256=self.measured.sha256)
        )
        message.add_attachment(_STAND_IN, maintype="application", subtype="octet-stream", filename=self.name)
        head, _found, tail = message.as_bytes().partition(base64.b64encode(_STAND_IN) + b"\r\n")
        return head, tail

    @property
    def size(self) -> int:
        """Bytes of the whole message."""
        whole, rest = divmod(self.measured.size, _LINE)
        lines = whole * 78 + ((rest + 2) // 3 * 4 + 2 if rest else 0)
        return sum(map(len, self._ends)) + lines

    def chunks(self, progress: Progress) -> Iterator[bytes]:
        """The message with CRLF at its line ends; raises CAR-20 when the file cannot be read."""
        head, tail = self._ends
        yield head
        kept, done, seen = b"", 0, hashlib.sha256()
        for chunk in chunks_of(self.path, progress):
            seen.update(chunk)
            kept += chunk
            whole = len(kept) // _LINE * _LINE
            yield _lines(kept[:whole])
            kept = kept[whole:]
            done += len(chunk)
            progress.step(done, self.measured.size, _("Đang gửi {name}").format(name=self.name))
        if seen.hexdigest() != self.measured.sha256:
            raise SOURCE_CHANGED(name=self.path.name)
        yield _lines(kept)
        yield tail


def _lines(content: bytes) -> bytes:
    coded = base64.b64encode(content)
    return b"".join(coded[start : start + 76] + b"\r\n" for start in range(0, len(coded), 76))


def check_address(address: str, field: str) -> None:
    """Refuses what is no plain e-mail address (CAR-13), before it could smuggle a header or a second receiver."""
    if not _ADDRESS.fullmatch(address):
        raise ADDRESS_REFUSED(field=field, place=address[:80], answer="-")
