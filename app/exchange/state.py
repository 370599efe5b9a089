"""The state of a set of rows as one number: whatever the order they came in, two sides that hold the same agree.

Each row counts with the SHA-256 of its form; the state is the sum of these modulo 2^256, so a changed row costs the
same in a store of any size: the old form is taken out, the new one put in. The sum notices what was lost, doubled or
damaged on the way. It is no proof against a sender who wants two states to look alike: each bundle is signed for that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_MODULUS = 1 << 256
_TEXT = re.compile(r"[0-9a-f]{64}")


class Form(NamedTuple):
    """One form of one row of an office, as the journal wrote it; ``payload`` is canonical JSON."""

    noun: str
    uid: str
    revision: int
    payload: str

    def __repr__(self) -> str:
        """Without the payload: names and phones belong in no message."""
        return f"Form({self.noun} {self.uid}, revision {self.revision})"


@dataclass(frozen=True, slots=True)
class State:
    """The sum over all rows of one office, and how many they are."""

    total: int = 0
    count: int = 0

    def __add__(self, forms: Iterable[Form]) -> State:
        """The state with these forms put in."""
        added = [_number(form) for form in forms]
        return State((self.total + sum(added)) % _MODULUS, self.count + len(added))

    def __sub__(self, forms: Iterable[Form]) -> State:
        """The state with these forms taken out."""
        removed = [_number(form) for form in forms]
        return State((self.total - sum(removed)) % _MODULUS, self.count - len(removed))

    @property
    def hash(self) -> str:
        """64 lower-case hexadecimal digits."""
        return f"{self.total:064x}"

    @classmethod
    def of(cls, text: str, count: int) -> State:
        """The state such a text and count tell; an empty text is the empty state. ValueError for another text."""
        if text and not _TEXT.fullmatch(text):
            raise ValueError("not a state hash")
        return cls(int(text or "0", 16), count)


def form_hash(form: Form) -> str:
    """SHA-256 of one form: noun, uid and revision, each ended by a line feed, then the payload, in UTF-8."""
    return hashlib.sha256(_bytes(form)).hexdigest()


def _number(form: Form) -> int:
    return int.from_bytes(hashlib.sha256(_bytes(form)).digest())


def _bytes(form: Form) -> bytes:
    return f"{form.noun}\n{form.uid}\n{form.revision}\n{form.payload}".encode()
