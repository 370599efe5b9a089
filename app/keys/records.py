"""Small signed files about keys (``.xaso-khoa``): one line of canonical JSON, then the armoured signature of that line.

``head -n 1`` gives the message and ``tail -n +2`` the signature for ``ssh-keygen -Y verify -n xaso-khoa``. Whose key
must have signed is said by the record itself and judged by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.keys import sshsig
from app.keys.identity import PublicKeys, SecretKeys
from app.keys.strict_json import Fields, WrongForm, canonical, read_canonical

FORMAT = "xaso-khoa"
VERSION = 1
SUFFIX = ".xaso-khoa"
LARGEST = 4 * 1024 * 1024

NO_KEY_FILE = refused(
    "KEY-14",
    N_("Tệp khóa không đúng dạng: {reason}."),
    next_step=N_("Hãy xin lại tệp này từ nơi lập, gửi nguyên tệp, không mở ra sửa."),
)
KEY_FILE_NEWER = refused(
    "KEY-15",
    N_("Tệp khóa do phiên bản mới hơn của chương trình lập (bản {version})."),
    next_step=N_("Hãy cập nhật chương trình rồi nhận lại tệp."),
)
KEY_FILE_FORGED = refused(
    "KEY-16",
    N_("Chữ ký trong tệp khóa không khớp: tệp đã bị sửa hoặc không do khóa ghi trong tệp ký."),
    next_step=N_("Hãy gọi cho cơ quan ghi trong tệp và xin lại tệp; không dùng tệp này."),
)


@dataclass(frozen=True)
class Record:
    """A signed file taken apart but not yet believed."""

    kind: str
    fields: Fields
    message: bytes
    signature: bytes

    def check(self, key: PublicKeys) -> None:
        """Raises KEY-16 unless this key signed the record."""
        try:
            sshsig.verify(self.message, self.signature, sshsig.KEY_FILE, key)
        except sshsig.SignatureWrong as error:
            raise KEY_FILE_FORGED() from error


def make_record(kind: str, fields: Mapping[str, object], secret: SecretKeys) -> bytes:
    """The bytes of a signed file."""
    message = canonical({"format": FORMAT, "version": VERSION, "record": kind, **fields}) + b"\n"
    return message + sshsig.sign(message, secret, sshsig.KEY_FILE)


def open_record(content: bytes, *kinds: str) -> Record:
    """Takes a file apart; raises KEY-14 for a wrong form or another kind, KEY-15 for a newer one."""
    try:
        return _open(content, kinds)
    except WrongForm as error:
        raise NO_KEY_FILE(reason=error.reason) from error


def _open(content: bytes, kinds: tuple[str, ...]) -> Record:
    line, found, signature = content.partition(b"\n")
    if len(content) > LARGEST or not found:
        raise WrongForm(_("tệp quá lớn hoặc thiếu chữ ký"))
    fields = Fields(read_canonical(line))
    fields.word("format", FORMAT)
    version = fields.number("version", least=1)
    if version > VERSION:
        raise KEY_FILE_NEWER(version=version)
    return Record(fields.word("record", *kinds), fields, line + found, signature)
