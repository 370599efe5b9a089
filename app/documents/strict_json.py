"""Frozen dataclasses to plain JSON values and strictly back: unknown keys and wrong types are refused with their path.

Only what papers are made of is known: text, whole numbers, booleans, word lists, optional values, tuples, dataclasses
and unions of dataclasses told apart by ``kind``.
"""

from __future__ import annotations

import types
import unicodedata
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from app.kernel.problems import refused
from app.kernel.words import N_, _

UNKNOWN_KEY = refused(
    "DOC-10",
    N_("Nội dung văn bản, tại “{path}”: có mục lạ “{key}”."),
    next_step=N_("Xóa mục này hoặc sửa lại tên mục, rồi nạp lại."),
)
WRONG_KIND = refused(
    "DOC-11",
    N_("Nội dung văn bản, tại “{path}”: cần {expected} nhưng nhận được {found}."),
    next_step=N_("Sửa lại giá trị tại vị trí đã nêu, rồi nạp lại."),
)
KEY_MISSING = refused(
    "DOC-12",
    N_("Nội dung văn bản, tại “{path}”: thiếu mục “{key}”."),
    next_step=N_("Bổ sung mục còn thiếu, rồi nạp lại."),
)
TOO_MUCH = refused(
    "DOC-13",
    N_("Nội dung văn bản, tại “{path}”: dài {length}, tối đa {limit}."),
    next_step=N_("Rút gọn hoặc tách thành nhiều phần, rồi nạp lại."),
)

TEXT_LIMIT = 20_000
"""Characters in one text: far more than a page, far less than a pasted book."""
LIST_LIMIT = 5_000
"""Entries of one list: rows of the longest annex and some room."""


def to_json(value: object) -> Any:
    """Plain dicts, lists, text, numbers and booleans; every field is written, so a diff shows only what changed."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(wanted: Any, value: object, path: str) -> Any:
    """The value as ``wanted`` (a type hint); refuses DOC-10 … DOC-13 naming the path. Text comes back in form NFC."""
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _record(wanted, value, path)
    origin = get_origin(wanted)
    if origin is tuple:
        return _entries(get_args(wanted)[0], value, path)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(wanted), value, path)
    if origin is Literal:
        return _literal(get_args(wanted), value, path)
    return _scalar(wanted, value, path)


def _record(wanted: type, value: object, path: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(path, _("một nhóm mục"), value)
    known = _fields_of(wanted)
    for key in value:
        if key not in known:
            raise UNKNOWN_KEY(field=path, path=path, key=str(key)[:40])
    given = {}
    for name, (field, hint) in known.items():
        if name in value:
            given[name] = from_json(hint, value[name], f"{path}.{name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise KEY_MISSING(field=path, path=path, key=name)
    return wanted(**given)


@lru_cache(maxsize=64)
def _fields_of(wanted: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(wanted)
    return {field.name: (field, hints[field.name]) for field in fields(wanted)}


def _entries(wanted: Any, value: object, path: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise _wrong(path, _("một danh sách"), value)
    if len(value) > LIST_LIMIT:
        raise TOO_MUCH(field=path, path=path, length=len(value), limit=LIST_LIMIT)
    return tuple(from_json(wanted, item, f"{path}[{place}]") for place, item in enumerate(value))


def _one_of(choices: tuple[Any, ...], value: object, path: str) -> Any:
    if value is None and type(None) in choices:
        return None
    choices = tuple(choice for choice in choices if choice is not type(None))
    if len(choices) == 1:
        return from_json(choices[0], value, path)
    kind = value.get("kind") if isinstance(value, dict) else None
    for choice in choices:
        if kind is not None and kind in get_args(_fields_of(choice)["kind"][1]):
            return _record(choice, value, path)
    names = ", ".join(get_args(_fields_of(choice)["kind"][1])[0] for choice in choices)
    raise _wrong(path, _("mục có kind là một trong: {names}").format(names=names), value if kind is None else kind)


def _literal(allowed: tuple[Any, ...], value: object, path: str) -> Any:
    if value not in allowed:
        raise _wrong(path, "“" + "”, “".join(map(str, allowed)) + "”", value)
    return value


def _scalar(wanted: type, value: object, path: str) -> Any:
    if issubclass(wanted, StrEnum):
        if isinstance(value, str) and value in list(wanted):
            return wanted(value)
        raise _wrong(path, _("một trong: {names}").format(names=", ".join(wanted)), value)
    if type(value) is not wanted:
        raise _wrong(path, _EXPECTED[wanted](), value)
    if isinstance(value, str):
        if len(value) > TEXT_LIMIT:
            raise TOO_MUCH(field=path, path=path, length=len(value), limit=TEXT_LIMIT)
        return unicodedata.normalize("NFC", value)
    return value


_EXPECTED = {str: lambda: _("chữ"), int: lambda: _("số nguyên"), bool: lambda: _("đúng hoặc sai")}


def _wrong(path: str, expected: str, value: object) -> Exception:
    return WRONG_KIND(field=path, path=path, expected=expected, found=_found(value))


def _found(value: object) -> str:
    if isinstance(value, str):
        return f"“{value[:40]}”"
    if value is None or isinstance(value, (bool, int, float)):
        return str(value)
    return _("một danh sách") if isinstance(value, (list, tuple)) else _("một nhóm mục")
