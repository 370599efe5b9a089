"""JSON in one form only: what is signed or hashed is read strictly, so that two readers never see two things.

The canonical form is UTF-8 without BOM, keys sorted by code point, no spaces, real letters, no NaN. Reading accepts
nothing else: doubled keys, other spacing or escapes are refused, because the text is compared with its own rewriting.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from app.kernel.words import _

UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SHA256 = re.compile(r"[0-9a-f]{64}")
OFFICE_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,18}[A-Za-z0-9])?")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
LARGEST = 2**53 - 1
"""Whole numbers beyond this are read differently by other tools."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class WrongForm(ValueError):
    """A text is not what the format says; ``reason`` is Vietnamese and names the field."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class DoubledKey(WrongForm):
    """One object names a field twice: two readers would see two things."""


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> bytes:
    """The one form of a JSON value; ValueError for NaN and lone surrogates."""
    return _CANONICAL.encode(value).encode()


def read_canonical(content: bytes) -> object:
    """The value of canonical JSON; raises WrongForm (DoubledKey where that is why) for anything else."""
    try:
        value: object = json.loads(content.decode())
        if canonical(value) == content:
            return value
    except (ValueError, RecursionError) as error:
        raise WrongForm(_("nội dung không phải JSON hợp lệ (mã hóa UTF-8)")) from error
    raise _why_not_canonical(content)


def _why_not_canonical(content: bytes) -> WrongForm:
    doubled: list[str] = []

    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _value in found]
        doubled.extend(name for name in names if names.count(name) > 1)
        return dict(found)

    json.loads(content.decode(), object_pairs_hook=pairs)
    if doubled:
        return DoubledKey(_("trường “{name}” ghi hai lần").format(name=doubled[0][:40]))
    return WrongForm(_("JSON không ở dạng chuẩn (thứ tự trường, khoảng trắng hoặc cách ghi ký tự)"))


def moment_text(moment: datetime) -> str:
    """UTC with microseconds, as the store writes moments."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The moment such a text tells; ValueError for any other text."""
    if not MOMENT.fullmatch(text):
        raise ValueError("not a UTC moment with microseconds")
    return datetime.fromisoformat(text)


class Fields:
    """Takes the fields of one JSON object by name; ``finish`` refuses whatever was not asked for."""

    def __init__(self, value: object, place: str = "") -> None:
        if not isinstance(value, dict):
            raise WrongForm(_("“{place}” phải là một đối tượng JSON").format(place=place or "{}"))
        self._left: dict[str, object] = dict(value)
        self._place = place

    def _name(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def wrong(self, name: str, reason: str | None = None) -> WrongForm:
        """The problem to raise for one field."""
        why = reason or _("sai kiểu hoặc sai giá trị")
        return WrongForm(_("trường “{name}”: {reason}").format(name=self._name(name)[:80], reason=why))

    def take(self, name: str) -> object:
        """Any value."""
        if name not in self._left:
            raise self.wrong(name, _("bị thiếu"))
        return self._left.pop(name)

    def number(self, name: str, *, least: int = 0, most: int = LARGEST) -> int:
        """A whole number; true and false are none."""
        value = self.take(name)
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(name)
        return value

    def optional_number(self, name: str, *, least: int = 0) -> int | None:
        """A whole number or null."""
        if self._left.get(name, 0) is None:
            self._left.pop(name)
            return None
        return self.number(name, least=least)

    def text(self, name: str, *, most: int = 200, least: int = 1) -> str:
        """One line in normal form C without unseen characters."""
        value = self.take(name)
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise self.wrong(name)
        if not unicodedata.is_normalized("NFC", value) or any(unicodedata.category(c) in _UNSEEN for c in value):
            raise self.wrong(name, _("chữ không ở dạng dựng sẵn (NFC) hoặc có ký tự không nhìn thấy"))
        return value

    def match(self, name: str, pattern: re.Pattern[str], *, empty: bool = False) -> str:
        """A text that matches wholly, or is empty where that is allowed."""
        value = self.take(name)
        if not isinstance(value, str) or not (pattern.fullmatch(value) or (empty and not value)):
            raise self.wrong(name)
        return value

    def word(self, name: str, *allowed: str) -> str:
        """One of the words."""
        value = self.take(name)
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(name)
        return value

    def moment(self, name: str) -> datetime:
        """A UTC moment with microseconds."""
        try:
            return moment_of(self.match(name, MOMENT))
        except WrongForm:
            raise
        except ValueError as error:
            raise self.wrong(name) from error

    def inner(self, name: str) -> Fields:
        """The fields of an object inside."""
        return Fields(self.take(name), self._name(name))

    def each(self, name: str, *, most: int) -> tuple[object, ...]:
        """The items of a list."""
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(name)
        return tuple(value)

    def every(self, name: str, *, most: int) -> tuple[Fields, ...]:
        """The fields of each object in a list."""
        return tuple(Fields(item, f"{self._name(name)}[{at}]") for at, item in enumerate(self.each(name, most=most)))

    def finish(self, *, ignored: Callable[[str], bool] = lambda _name: False) -> Mapping[str, object]:
        """Refuses fields nobody took, but for those that may be ignored: they are given back."""
        unknown = sorted(name for name in self._left if not ignored(name))
        if unknown:
            raise UnknownField(self._name(unknown[0]))
        return dict(self._left)


class UnknownField(WrongForm):
    """A field this version does not know: a newer program means something by it."""

    def __init__(self, name: str) -> None:
        super().__init__(_("không biết trường “{name}”").format(name=name[:80]))
