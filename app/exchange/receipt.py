"""A receipt: what became of one bundle, told so exactly that the sender needs nothing else to go on.

It travels as a file of kind ``receipt``: signed by the office above, sealed for the sender of the bundle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.exchange.refusals import RECEIPT_WRONG
from app.kernel.words import _
from app.keys.strict_json import SHA256, UID, Fields, WrongForm, canonical, moment_text, read_canonical

FORMAT = "xaso-receipt"
VERSION = 1
MOST_ROWS = 100_000


class Result(StrEnum):
    """What became of a bundle: taken in, refused as a whole, or taken in but for some rows."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    PARTLY = "partly"


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """One row that was not taken over and why (one line)."""

    noun: str
    row_uid: str
    revision: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The answer to the bundle whose header has the hash ``bundle``.

    ``code`` tells why a bundle was refused ('' otherwise). ``missing`` are spans of sequences still wanted,
    ``next_sequence`` the first one not yet held. ``state_hash`` and ``row_count`` describe all rows of the sender that
    the receiver now holds. ``directory_version`` is that of the key directory that travels along, 0 for none.
    """

    bundle: str
    writer: str
    epoch: int
    first_sequence: int
    last_sequence: int
    result: Result
    next_sequence: int
    state_hash: str
    row_count: int
    made_at: datetime
    code: str = ""
    refused_rows: tuple[RefusedRow, ...] = ()
    missing: tuple[tuple[int, int], ...] = ()
    files: tuple[str, ...] = ()
    directory_version: int = 0


def write_receipt(receipt: Receipt) -> bytes:
    """``receipt.json``; ValueError when its parts contradict each other."""
    content = canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "bundle": receipt.bundle,
            "writer": receipt.writer,
            "epoch": receipt.epoch,
            "first_sequence": receipt.first_sequence,
            "last_sequence": receipt.last_sequence,
            "result": str(receipt.result),
            "code": receipt.code,
            "refused_rows": [vars(row) for row in receipt.refused_rows],
            "missing": [list(span) for span in receipt.missing],
            "next_sequence": receipt.next_sequence,
            "files": sorted(receipt.files),
            "state_hash": receipt.state_hash,
            "row_count": receipt.row_count,
            "directory_version": receipt.directory_version,
            "made_at": moment_text(receipt.made_at),
        }
    )
    _read(content)
    return content


def read_receipt(content: bytes) -> Receipt:
    """Reads ``receipt.json`` strictly; raises EXC-25."""
    try:
        return _read(content)
    except WrongForm as error:
        raise RECEIPT_WRONG(reason=error.reason) from error


def _read(content: bytes) -> Receipt:
    fields = Fields(read_canonical(content))
    fields.word("format", FORMAT)
    fields.number("version", least=1, most=VERSION)
    receipt = Receipt(
        bundle=fields.match("bundle", SHA256),
        writer=fields.match("writer", UID),
        epoch=fields.number("epoch", least=1),
        first_sequence=fields.number("first_sequence", least=1),
        last_sequence=fields.number("last_sequence", least=1),
        result=Result(fields.word("result", *map(str, Result))),
        code=fields.text("code", least=0, most=20),
        refused_rows=tuple(_row(item) for item in fields.every("refused_rows", most=MOST_ROWS)),
        missing=tuple(_span(span, fields) for span in fields.each("missing", most=10_000)),
        next_sequence=fields.number("next_sequence", least=1),
        files=tuple(_digest(item, fields) for item in fields.each("files", most=MOST_ROWS)),
        state_hash=fields.match("state_hash", SHA256),
        row_count=fields.number("row_count"),
        directory_version=fields.number("directory_version"),
        made_at=fields.moment("made_at"),
    )
    fields.finish()
    _check_sense(receipt)
    return receipt


def _row(fields: Fields) -> RefusedRow:
    row = RefusedRow(
        noun=fields.text("noun", most=60),
        row_uid=fields.match("row_uid", UID),
        revision=fields.number("revision", least=1),
        reason=fields.text("reason", most=500),
    )
    fields.finish()
    return row


def _span(value: object, fields: Fields) -> tuple[int, int]:
    match value:
        case [int() as first, int() as last] if 1 <= first <= last and bool not in {type(first), type(last)}:
            return first, last
    raise fields.wrong("missing")


def _digest(value: object, fields: Fields) -> str:
    if not isinstance(value, str) or not SHA256.fullmatch(value):
        raise fields.wrong("files")
    return value


def _check_sense(receipt: Receipt) -> None:
    refused = receipt.result is Result.REFUSED
    if refused != bool(receipt.code) or (receipt.result is Result.PARTLY) != bool(receipt.refused_rows):
        raise WrongForm(_("kết quả và lý do không khớp nhau"))
    if receipt.last_sequence < receipt.first_sequence:
        raise WrongForm(_("số thứ tự cuối nhỏ hơn số đầu"))
    if list(receipt.files) != sorted(set(receipt.files)):
        raise WrongForm(_("danh sách tệp không xếp theo thứ tự hoặc bị trùng"))
    if any(after[0] <= before[1] for before, after in zip(receipt.missing, receipt.missing[1:], strict=False)):
        raise WrongForm(_("các khoảng còn thiếu chồng lên nhau"))
