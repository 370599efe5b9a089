"""Settings of this installation: each declared once, with its default, and kept in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

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
    if row is None or not isinstance(row.value, type(kind.default)):
        return kind.default
    value: Value = row.value
    return value


def write_setting(session: Session, kind: SettingKind[Value], value: Value) -> None:
    """Keeps a value; part of the transaction of the session."""
    row = session.get(Setting, kind.key)
    if row is None:
        session.add(Setting(key=kind.key, value=value))
    else:
        row.value = value
