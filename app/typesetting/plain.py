"""Text as paper takes it: Unicode NFC, no control characters, line breaks only as ``\\n``."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from typing import Any

_LINE_BREAKS = {ord("\r"): "\n", 0x2028: "\n", 0x2029: "\n", 0x85: "\n", ord("\v"): "\n", ord("\f"): "\n"}


def plain(text: str) -> str:
    """The text in NFC; tabs become spaces, every kind of line break ``\\n``, what no printer can draw is dropped."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_LINE_BREAKS).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C")


def _plain(value: Any) -> Any:
    if type(value) is str:
        return plain(value)
    if type(value) is tuple:
        return tuple([_plain(part) for part in value])
    return value


class Plain:
    """Base of the block model: every text given to a block is stored as ``plain`` makes it."""

    def __post_init__(self) -> None:
        assert is_dataclass(self)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, (str, tuple)):
                object.__setattr__(self, field.name, _plain(value))
