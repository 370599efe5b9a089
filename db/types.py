"""Column types that keep one form of a value: canonical JSON, UTC moments, NFC text."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def canonical_json(value: object) -> str:
    """The one text of a JSON value: sorted keys, no spaces, real letters, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment_to_text(moment: datetime) -> str:
    """UTC text with microseconds, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_from_text(text: str) -> datetime:
    """The aware moment that such a text tells."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class CanonicalJson(TypeDecorator[Any]):
    """A JSON value kept as canonical text; assign a new value to change it, inner changes are not seen."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment kept as UTC text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment_to_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_from_text(value)


class Words(TypeDecorator[str]):
    """Text kept in Unicode NFC, whatever the keyboard produced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unicodedata.normalize("NFC", value)
