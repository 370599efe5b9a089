"""Settings of this installation: each declared once, with its default, and kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Setting

Value = TypeVar("Value")


@dataclass(frozen=True)
class SettingKind(Generic[Value]):
    """One setting: key, default, and the words people see for it."""

    key: str
    default: Value
    label: str = ""
    help: str = ""


def read_setting(session: Session, kind: SettingKind[Value]) -> Value:
    """The kept value, or the default where none of the same type is kept."""
    row = session.get(Setting, kind.key)
    return kind.default if row is None else _valid(kind, row.value)


def read_settings(session: Session, kinds: Iterable[SettingKind[Any]]) -> tuple[Any, ...]:
    """The values of several settings, in their order, by one question to the store."""
    kept = {row.key: row.value for row in session.execute(select(Setting.key, Setting.value))}
    return tuple(_valid(kind, kept.get(kind.key)) for kind in kinds)


def _valid(kind: SettingKind[Value], kept: object) -> Value:
    return kept if isinstance(kept, type(kind.default)) else kind.default


def write_setting(session: Session, kind: SettingKind[Value], value: Value) -> None:
    """Keeps a value; part of the transaction of the session."""
    row = session.get(Setting, kind.key)
    if row is None:
        session.add(Setting(key=kind.key, value=value))
    else:
        row.value = value
