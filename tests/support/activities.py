"""Entries of the log for tests that are about something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.kernel.commands import Permission, handles
from app.kernel.work import UnitOfWork
from app.workspace import Workspace
from db.models import Activity


@dataclass(frozen=True, kw_only=True)
class Hold:
    """An entry as it is, whatever the rules of the log say."""

    held_on: date
    fields: dict[str, Any] = field(default_factory=dict)


@handles(Hold, action="test.activity.hold", needs=Permission.WRITE, sentence="")
def _hold(work: UnitOfWork, command: Hold) -> str:
    row = work.new(Activity, **{"kind": "HOP", "figures": {}} | command.fields, held_on=command.held_on)
    work.session.flush()
    return row.uid


def hold(workspace: Workspace, held_on: date, **fields: Any) -> str:
    """Puts an entry into the log and gives its uid."""
    return str(workspace.do(Hold(held_on=held_on, fields=fields)).value)
