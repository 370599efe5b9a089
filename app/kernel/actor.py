"""Who acts: a local account with what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a command asks of the person."""

    READ = "read"
    WRITE = "write"
    ISSUE = "issue"
    ADMIN = "admin"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The acting account; its code, never a person's name, stands in the audit log."""

    code: str = "officer"
    permissions: frozenset[Permission] = frozenset(Permission)


OFFICER = Actor()
VIEWER = Actor(code="viewer", permissions=frozenset({Permission.READ}))
