"""The declarative base, the naming of constraints and the columns every shared row has."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Date, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import Moment, Words

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every mapping."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        str: Words(),
        datetime: Moment(),
        date: Date(),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=lambda kind: [m.value for m in kind]),
    }


Uid = String(36)


class SharedRow(Base):
    """A row that travels between offices: it has one owner, a revision, and is never removed, only marked."""

    __abstract__ = True

    searched: ClassVar[tuple[str, ...]] = ()
    """Columns whose words the search box finds."""
    shelf: ClassVar[str] = "work"
    """Part of the index (``db.search_index``) they are kept in."""

    uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    office_uid: Mapped[str] = mapped_column(Uid)
    """The office that owns the row and alone may change it."""
    revision: Mapped[int] = mapped_column(default=0)
    deleted_at: Mapped[datetime | None]


def shared_rows() -> tuple[type[SharedRow], ...]:
    """All mappings of shared rows."""
    return tuple(mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, SharedRow))
