"""Commands: each use case is a frozen value, one handler, and the sentence the audit log tells of it."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.kernel.actor import Permission
from app.kernel.findings import Finding, errors
from app.kernel.problems import ProblemKind
from app.kernel.work import UnitOfWork

__all__ = ["Handling", "Permission", "handles", "handling_by_action", "handling_of", "refuse_if"]

Handler = Callable[[UnitOfWork, Any], Any]


@dataclass(frozen=True)
class Handling:
    """How one kind of command is carried out and told."""

    handler: Handler
    action: str
    needs: Permission
    sentence: str
    undoable: bool

    def details(self, command: object, result: object) -> dict[str, object]:
        """The values of the sentence, as they are kept in the audit log."""
        formatter = string.Formatter()
        names = {name for _text, name, _spec, _conversion in formatter.parse(self.sentence) if name}
        return {
            name: _plain(formatter.get_field(name, (), {"command": command, "result": result})[0])
            for name in sorted(names)
        }


_by_command: dict[type, Handling] = {}
_by_action: dict[str, Handling] = {}


def handles(
    command: type, *, action: str, needs: Permission, sentence: str, undoable: bool = True
) -> Callable[[Handler], Handler]:
    """Registers the handler of a command type under a stable action code."""

    def register(handler: Handler) -> Handler:
        if command in _by_command or action in _by_action:
            raise ValueError(f"{action} is registered twice")
        _by_command[command] = _by_action[action] = Handling(handler, action, needs, sentence, undoable)
        return handler

    return register


def handling_of(command: object) -> Handling:
    """How this command is carried out; an unknown command is a defect."""
    return _by_command[type(command)]


def handling_by_action(action: str) -> Handling | None:
    """The handling kept under an action code of the audit log; none where a later version dropped it."""
    return _by_action.get(action)


def refuse_if(kind: ProblemKind, findings: Sequence[Finding]) -> None:
    """Raises the kind with all findings when at least one of them is an error."""
    found = errors(findings)
    if found:
        raise kind(findings=findings, count=len(found), first=found[0].message)


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"an audit sentence may hold ids, numbers and dates, not {type(value).__name__}")
