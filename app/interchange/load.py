"""Takes checked data in: adds or changes rows in one command; absence never deletes."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, inspect

from app.interchange.form import SECTIONS, Section
from app.interchange.reading import WRONG_VALUE, expected, typed_value
from app.kernel.commands import Permission, handles
from app.kernel.names import sort_key
from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.base import SharedRow
from db.models import Office, Person
from db.vocabulary import OfficeRelation

DANGLING = refused(
    "LOD-06",
    N_("Mục “{path}” trỏ tới bản ghi không có."),
    next_step=N_("Thêm bản ghi đó vào tệp hoặc bỏ liên kết. Chưa có gì được ghi."),
)


@dataclass(frozen=True, kw_only=True)
class LoadData:
    """A checked file is taken in."""

    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did."""

    added: int
    changed: int
    same: int


@handles(
    LoadData,
    action="data.load",
    needs=Permission.ADMIN,
    sentence=N_("Đã nạp dữ liệu: thêm {result.added}, sửa {result.changed}, giữ nguyên {result.same}"),
)
def load_data(work: UnitOfWork, command: LoadData) -> Loaded:
    """Adds rows that are new and changes those that differ; loading a dump again changes nothing."""
    for content in command.data.get("files", {}).values():
        work.files.put(base64.b64decode(content))
    counts = {"added": 0, "changed": 0, "same": 0}
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    with work.session.no_autoflush:
        rows = [
            (row, section, record, path)
            for section in SECTIONS
            for row, section, record, path in _place(work, section, command.data.get(section.key, []), "", section.key)
        ]
        for row, section, record, path in rows:
            counts[_apply(work, row, section, record, path)] += 1
    work.session.flush()
    dangling = work.session.connection().exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise DANGLING(path=dangling[0])
    return Loaded(**counts)


def _place(
    work: UnitOfWork, section: Section, records: list[dict[str, Any]], parent: str, path: str
) -> Iterator[tuple[SharedRow | None, Section, dict[str, Any], str]]:
    for index, record in enumerate(records):
        uid = _own_uid(work, section, record)
        values = {name: record[name] for name in section.fields if name in record} | {"uid": uid}
        if section.parent_column:
            values[section.parent_column] = parent
        here = f"{path}[{index}]"
        yield work.session.get(section.kind, uid), section, values, here
        for child in section.children:
            yield from _place(work, child, record.get(child.key, []), uid, f"{here}.{child.key}")


def _own_uid(work: UnitOfWork, section: Section, record: dict[str, Any]) -> str:
    """The own office keeps the identity of this store, whatever file it came in."""
    if section.kind is Office and record.get("relation") == OfficeRelation.OWN:
        return work.own_office_uid
    return str(record["uid"])


def _apply(work: UnitOfWork, row: SharedRow | None, section: Section, values: dict[str, Any], path: str) -> str:
    typed = {name: typed_value(_column(section, name), value) for name, value in values.items() if name != "uid"}
    if section.kind is Person and "full_name" in typed:
        typed |= {"sort_key": sort_key(typed["full_name"]), "folded": fold(typed["full_name"])}
    if row is None or row.deleted_at is not None:
        if row is not None:
            row.deleted_at = None
        else:
            row = work.new(section.kind, uid=values["uid"])
        _check_complete(section, typed, path)
        _set(row, typed)
        work.session.flush()
        return "added"
    return "changed" if _set(row, typed) else "same"


def _set(row: SharedRow, typed: dict[str, Any]) -> bool:
    different = {name: value for name, value in typed.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _column(section: Section, name: str) -> Column[Any]:
    column: Column[Any] = inspect(section.kind).columns[name]
    return column


def _check_complete(section: Section, typed: dict[str, Any], path: str) -> None:
    for name, column in section.fields.items():
        if name not in typed and name != "uid" and not column.nullable and column.default is None:
            raise WRONG_VALUE(path=f"{path}.{name}", expected=expected(column))
