"""Reads JSON text into checked data: every key, type and size is known before anything is taken in."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from datetime import date
from typing import Any

from sqlalchemy import Column

from app.interchange.form import FORMAT, SECTIONS, VERSION, Section, enum_of, is_json, python_type
from app.kernel.problems import refused
from app.kernel.text import nfc
from app.kernel.words import N_, _
from db.types import moment_from_text

LARGEST = 64 * 1024 * 1024
LONGEST_LIST = 200_000
LONGEST_TEXT = 20_000
DEEPEST = 40

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

NOT_JSON = refused(
    "LOD-01",
    N_("Tệp không phải JSON hợp lệ (dòng {line}, cột {column})."),
    next_step=N_("Xuất lại tệp từ Xã Số hoặc sửa chỗ đã nêu. Chưa có gì được ghi."),
)
NOT_OURS = refused(
    "LOD-02",
    N_("Tệp không phải dữ liệu Xã Số phiên bản {version}."),
    next_step=N_("Chọn tệp được tạo bằng lệnh xuất của Xã Số. Chưa có gì được ghi."),
)
TOO_LARGE = refused(
    "LOD-03",
    N_("Tệp quá lớn hoặc lồng quá sâu ở “{path}”."),
    next_step=N_("Chia nhỏ dữ liệu rồi nạp từng phần. Chưa có gì được ghi."),
)
UNKNOWN_KEY = refused(
    "LOD-04", N_("Không hiểu mục “{path}”."), next_step=N_("Bỏ mục này hoặc sửa tên cho đúng mẫu. Chưa có gì được ghi.")
)
WRONG_VALUE = refused(
    "LOD-05",
    N_("Giá trị ở “{path}” không đúng: cần {expected}."),
    next_step=N_("Sửa giá trị rồi nạp lại. Chưa có gì được ghi."),
)
KEY_TWICE = refused(
    "LOD-07", N_("Mục “{path}” có hai lần trong cùng một bản ghi."), next_step=N_("Giữ lại một. Chưa có gì được ghi.")
)


def parse(text: str) -> dict[str, Any]:
    """JSON text to checked data; raises LOD-01 to LOD-07 and takes nothing in."""
    if len(text.encode()) > LARGEST:
        raise TOO_LARGE(path="/")
    try:
        data = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise NOT_JSON(line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise TOO_LARGE(path="/") from error
    check(data)
    checked: dict[str, Any] = data
    return checked


def check(data: object) -> None:
    """Refuses unknown keys, wrong types, absurd sizes; every sentence names the path."""
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise NOT_OURS(version=VERSION)
    known = {section.key: section for section in SECTIONS}
    for key, value in data.items():
        if key in known:
            _check_list(known[key], value, key)
        elif key == "files":
            _check_files(value)
        elif key not in ("format", "version"):
            raise UNKNOWN_KEY(path=key)


def typed_value(column: Column[Any], value: Any) -> Any:
    """A JSON value as the column holds it; ValueError where it is none of its kind."""
    if value is None or is_json(column):
        return value
    kinds = enum_of(column)
    if kinds is not None:
        return kinds(value)
    kind = python_type(column)
    if kind is date:
        return date.fromisoformat(value)
    if kind not in (str, int, bool):
        return moment_from_text(value)
    return nfc(value) if kind is str and "\n" not in value else value


def _check_list(section: Section, value: object, path: str) -> None:
    if not isinstance(value, list):
        raise WRONG_VALUE(path=path, expected="[ … ]")
    if len(value) > LONGEST_LIST:
        raise TOO_LARGE(path=path)
    for index, record in enumerate(value):
        _check_record(section, record, f"{path}[{index}]")


def _check_record(section: Section, record: object, path: str) -> None:
    if not isinstance(record, dict):
        raise WRONG_VALUE(path=path, expected="{ … }")
    children = {child.key: child for child in section.children}
    if "uid" not in record or not isinstance(record["uid"], str) or not _UID.fullmatch(record["uid"]):
        raise WRONG_VALUE(path=f"{path}.uid", expected="UUID")
    for key, value in record.items():
        if key in children:
            _check_list(children[key], value, f"{path}.{key}")
        elif key in section.fields:
            _check_value(section.fields[key], value, f"{path}.{key}")
        else:
            raise UNKNOWN_KEY(path=f"{path}.{key}")


def _check_value(column: Column[Any], value: object, path: str) -> None:
    if is_json(column):
        _check_depth(value, path, DEEPEST)
        return
    if value is None and column.nullable:
        return
    if not _fits(column, value):
        raise WRONG_VALUE(path=path, expected=expected(column))


def _fits(column: Column[Any], value: object) -> bool:
    kind = python_type(column)
    if kind in (int, bool):
        return type(value) is kind
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return False
    try:
        typed_value(column, value)
    except ValueError:
        return False
    return True


def expected(column: Column[Any]) -> str:
    """What a column takes, for a sentence."""
    kinds = enum_of(column)
    if kinds is not None:
        return " | ".join(kinds)
    words = {int: N_("số nguyên"), bool: "true | false", date: "yyyy-mm-dd", str: N_("chữ")}
    word = words.get(python_type(column), N_("thời điểm"))
    return _(word)


def _check_depth(value: object, path: str, left: int) -> None:
    if left == 0:
        raise TOO_LARGE(path=path)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        _check_depth(item, path, left - 1)


def _check_files(value: object) -> None:
    if not isinstance(value, dict):
        raise WRONG_VALUE(path="files", expected="{ … }")
    for digest, content in value.items():
        try:
            found = hashlib.sha256(base64.b64decode(content, validate=True)).hexdigest()
        except (binascii.Error, TypeError, ValueError) as error:
            raise WRONG_VALUE(path=f"files.{digest[:12]}", expected="base64") from error
        if found != digest:
            raise WRONG_VALUE(path=f"files.{digest[:12]}", expected="SHA-256")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        seen: set[str] = set()
        double = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise KEY_TWICE(path=double)
    return record


def _no_constant(name: str) -> Any:
    raise WRONG_VALUE(path=name, expected="số")
