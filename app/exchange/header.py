"""The header of a bundle, receipt or package: what is signed, in one spelling, and read strictly.

The *core* is the header without ``body``: it exists before the body is sealed, and the sealed body repeats its hash.
The header adds length and hash of the sealed body; its own hash names the bundle and links the chain.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.exchange.refusals import HEADER_DOUBLED, HEADER_WRONG, NEWER_VERSION, UNKNOWN_CRITICAL
from app.kernel.words import _
from app.keys.identity import KEY_ID
from app.keys.strict_json import (
    OFFICE_CODE,
    SHA256,
    UID,
    DoubledKey,
    Fields,
    UnknownField,
    WrongForm,
    canonical,
    moment_text,
    read_canonical,
)

FORMAT = "xaso-bundle"
VERSION = 1
LARGEST = 64 * 1024
MOST_RECEIVERS = 50
_PERIOD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(StrEnum):
    """What a file of the exchange is."""

    BUNDLE = "bundle"
    RECEIPT = "receipt"
    PACKAGE = "package"


@dataclass(frozen=True, kw_only=True)
class Party:
    """An office and the key it uses in this file."""

    office_uid: str
    office_code: str
    key_id: str


@dataclass(frozen=True, kw_only=True)
class Core:
    """Everything the header says but the sealed body.

    ``previous`` is the hash of the header this one continues, '' for the first of a chain (which begins at sequence 1
    and holds every row). A receipt stands outside chains: both sequences 0. ``period`` is first and last day.
    ``extensions`` are fields named ``x-…`` that a reader may ignore.
    """

    kind: Kind
    sender: Party
    receivers: tuple[Party, ...]
    writer: str
    epoch: int
    first_sequence: int
    last_sequence: int
    previous: str
    made_at: datetime
    period: tuple[date, date] | None = None
    extensions: Mapping[str, object] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """SHA-256 of the core: what the sealed body repeats."""
        return hashlib.sha256(canonical(self.to_json())).hexdigest()

    def to_json(self) -> dict[str, object]:
        """The fields of the header but ``body``."""
        return {
            "epoch": self.epoch,
            "first_sequence": self.first_sequence,
            "format": FORMAT,
            "kind": str(self.kind),
            "last_sequence": self.last_sequence,
            "made_at": moment_text(self.made_at),
            "period": "/".join(day.isoformat() for day in self.period) if self.period else "",
            "previous": self.previous,
            "receivers": [vars(party) for party in self.receivers],
            "sender": vars(self.sender),
            "version": VERSION,
            "writer": self.writer,
            **self.extensions,
        }


@dataclass(frozen=True, kw_only=True)
class Header:
    """The signed whole: core, length and SHA-256 of ``body.age``, SHA-256 of ``DOC-TOI.txt``."""

    core: Core
    body_length: int
    body_sha256: str
    readme_sha256: str

    def to_bytes(self) -> bytes:
        """``header.json``, byte for byte; ValueError above 64 KiB."""
        body = {"length": self.body_length, "readme": self.readme_sha256, "sha256": self.body_sha256}
        content = canonical({"body": body, **self.core.to_json()})
        if len(content) > LARGEST:
            raise ValueError("the header is larger than 64 KiB")
        return content

    @property
    def hash(self) -> str:
        """SHA-256 of ``header.json``: the name of this bundle in chains and receipts."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def read_header(content: bytes) -> Header:
    """Reads ``header.json`` strictly; raises EXC-03 form, EXC-04 doubled field, EXC-05 newer, EXC-06 unknown field."""
    try:
        if len(content) > LARGEST:
            raise WrongForm(_("dài hơn 64 KiB"))
        fields = Fields(read_canonical(content))
        fields.word("format", FORMAT)
        version = fields.number("version", least=1)
        if version > VERSION:
            raise NEWER_VERSION(version=version, known=VERSION)
        return _header(fields)
    except DoubledKey as error:
        raise HEADER_DOUBLED(reason=error.reason) from error
    except UnknownField as error:
        raise UNKNOWN_CRITICAL(reason=error.reason) from error
    except WrongForm as error:
        raise HEADER_WRONG(reason=error.reason) from error


def _header(fields: Fields) -> Header:
    body = fields.inner("body")
    length = body.number("length", least=1)
    readme, digest = (body.match(name, SHA256) for name in ("readme", "sha256"))
    body.finish()
    core = Core(
        kind=Kind(fields.word("kind", *map(str, Kind))),
        sender=_party(fields.inner("sender")),
        receivers=tuple(_party(item) for item in fields.every("receivers", most=MOST_RECEIVERS)),
        writer=fields.match("writer", UID),
        epoch=fields.number("epoch", least=1),
        first_sequence=fields.number("first_sequence"),
        last_sequence=fields.number("last_sequence"),
        previous=fields.match("previous", SHA256, empty=True),
        made_at=fields.moment("made_at"),
        period=_period(fields),
        extensions=fields.finish(ignored=lambda name: name.startswith("x-")),
    )
    _check_sense(core)
    return Header(core=core, body_length=length, body_sha256=digest, readme_sha256=readme)


def _party(fields: Fields) -> Party:
    party = Party(
        office_uid=fields.match("office_uid", UID),
        office_code=fields.match("office_code", OFFICE_CODE),
        key_id=fields.match("key_id", KEY_ID),
    )
    fields.finish()
    return party


def _period(fields: Fields) -> tuple[date, date] | None:
    text = fields.match("period", _PERIOD, empty=True)
    if not text:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in text.split("/"))
    except ValueError as error:
        raise fields.wrong("period") from error
    if last < first:
        raise fields.wrong("period")
    return first, last


def _check_sense(core: Core) -> None:
    if not core.receivers or len({party.key_id for party in core.receivers}) < len(core.receivers):
        raise WrongForm(_("không có nơi nhận hoặc một nơi nhận ghi hai lần"))
    first, last = core.first_sequence, core.last_sequence
    if core.kind is Kind.RECEIPT:
        sound = first == last == 0 and not core.previous
    else:
        sound = 1 <= first <= last and (first == 1) == (not core.previous)
    if not sound:
        raise WrongForm(_("số thứ tự và gói liền trước không khớp nhau"))


def file_name(core: Core, office_code: str | None = None) -> str:
    """``<office code>-<writer>-<sequence>.xaso``: no path and no person's name; a receipt names its moment instead."""
    number = f"{core.made_at:%Y%m%d%H%M%S}" if core.kind is Kind.RECEIPT else f"{core.epoch}.{core.last_sequence:08d}"
    return f"{office_code or core.sender.office_code}-{core.writer[-12:]}-{number}.xaso"
