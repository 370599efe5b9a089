"""The shape of the JSON form: which rows stand where, which fields they have, and what type each field is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, inspect

from app.kernel.journal import column_names
from db.base import SharedRow
from db.models import (
    Activity,
    ActivityKind,
    Airing,
    Assignment,
    Body,
    Channel,
    Citation,
    Contact,
    DataRequest,
    Difficulty,
    Display,
    Document,
    DocumentEffect,
    Duty,
    Evidence,
    Fulfilment,
    Hamlet,
    IncomingLetter,
    Meeting,
    Membership,
    ModelItem,
    NumberSeries,
    Office,
    OfficeVersion,
    OnlinePost,
    Partner,
    Person,
    Post,
    Praise,
    Programme,
    Proposal,
    RegisterEntry,
    Report,
    Resource,
    Review,
    Summary,
    Task,
    TeamSupport,
    ThemePlan,
    WorkModel,
)
from db.types import CanonicalJson, Moment

FORMAT = "xaso-data"
VERSION = 1

_KEPT_BY_THE_STORE = frozenset({"office_uid", "revision", "deleted_at", "sort_key", "folded"})
"""Columns that no file carries: the store computes them."""


@dataclass(frozen=True)
class Section:
    """One list of the file: the rows of a mapping, and lists within each row by the column that points back."""

    key: str
    kind: type[SharedRow]
    parent_column: str = ""
    children: tuple[Section, ...] = field(default=())

    @property
    def fields(self) -> dict[str, Column[Any]]:
        """The columns that a row of the file may carry."""
        columns = inspect(self.kind).columns
        return {
            name: columns[name]
            for name in column_names(self.kind)
            if name not in _KEPT_BY_THE_STORE and name != self.parent_column
        }


SECTIONS = (
    Section("offices", Office, children=(Section("versions", OfficeVersion, "office"),)),
    Section("hamlets", Hamlet),
    Section("people", Person, children=(Section("posts", Post, "person"),)),
    Section("citations", Citation),
    Section("series", NumberSeries),
    Section("documents", Document),
    Section("register", RegisterEntry),
    Section("bodies", Body, children=(Section("members", Membership, "body"), Section("support", TeamSupport, "team"))),
    Section("effects", DocumentEffect),
    Section("letters", IncomingLetter),
    Section("duties", Duty, children=(Section("fulfilments", Fulfilment, "duty"),)),
    Section("work_models", WorkModel, children=(Section("items", ModelItem, "model"),)),
    Section("tasks", Task),
    Section("resources", Resource),
    Section("activity_kinds", ActivityKind),
    Section("partners", Partner),
    Section("channels", Channel),
    Section("contacts", Contact),
    Section("activities", Activity),
    Section("programmes", Programme, children=(Section("airings", Airing, "programme"),)),
    Section("online_posts", OnlinePost),
    Section("displays", Display),
    Section("meetings", Meeting),
    Section("praises", Praise),
    Section("theme_plans", ThemePlan),
    Section("difficulties", Difficulty),
    Section("proposals", Proposal),
    Section("reports", Report),
    Section("evidence", Evidence),
    Section("reviews", Review),
    Section("data_requests", DataRequest),
    Section("assignments", Assignment),
    Section("summaries", Summary),
)
"""In the order in which they are loaded: what is pointed at comes first."""


def is_json(column: Column[Any]) -> bool:
    """Whether the column keeps a whole JSON value."""
    return isinstance(column.type, CanonicalJson)


def enum_of(column: Column[Any]) -> type[StrEnum] | None:
    """The closed word list of a column, if it has one."""
    found: type[StrEnum] | None = getattr(column.type, "enum_class", None)
    return found


def python_type(column: Column[Any]) -> type:
    """What the column holds in Python: str, int, bool, date or datetime."""
    if isinstance(column.type, Moment):
        return datetime
    kind = column.type.python_type
    return kind if kind in (int, bool, date) else str


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the form, made from the mappings so that the two cannot differ."""
    properties: dict[str, Any] = {section.key: _list_schema(section) for section in SECTIONS}
    properties |= {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "files": {"type": "object", "additionalProperties": {"type": "string", "contentEncoding": "base64"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Xã Số data",
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": False,
        "properties": properties,
    }


def _list_schema(section: Section) -> dict[str, Any]:
    properties = {name: _column_schema(column) for name, column in section.fields.items()}
    properties |= {child.key: _list_schema(child) for child in section.children}
    return {
        "type": "array",
        "items": {"type": "object", "required": ["uid"], "additionalProperties": False, "properties": properties},
    }


def _column_schema(column: Column[Any]) -> dict[str, Any]:
    if is_json(column):
        return {}
    kinds = enum_of(column)
    if kinds is not None:
        values: list[str | None] = [kind.value for kind in kinds]
        return {"enum": [*values, None] if column.nullable else values}
    kind = python_type(column)
    schema: dict[str, Any] = {"type": {int: "integer", bool: "boolean"}.get(kind, "string")}
    if kind in (date, datetime):
        schema["format"] = "date" if kind is date else "date-time"
    if column.nullable:
        schema["type"] = [schema["type"], "null"]
    return schema
