"""A new workspace with what every office needs from the first day: number series and the citation table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.documents.citations_store import load_default_citations
from app.documents.register import ensure_default_series
from app.kernel.clock import Clock
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.wrapping import Cost
from app.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class LayFoundation:
    """The default series and citations are entered; a second time changes nothing."""


@handles(
    LayFoundation,
    action="workspace.start",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã chuẩn bị sổ văn bản và bảng văn bản viện dẫn"),
)
def lay_foundation(work: UnitOfWork, _command: LayFoundation) -> None:
    """Enters what is missing."""
    ensure_default_series(work)
    load_default_citations(work)


def start_workspace(
    folder: Path,
    password: str,
    *,
    practice: bool = False,
    clock: Clock | None = None,
    cost: Cost | None = None,
    joining: object | None = None,
) -> Workspace:
    """Makes a workspace that is ready for the office's own data; ``joining`` is the command by which it takes over."""
    workspace = Workspace.create(folder, password, practice=practice, clock=clock, cost=cost)
    if joining is not None:
        workspace.do(joining)
        workspace.close()  # whose store it is, is read when it opens
        workspace = Workspace.open(folder, password, clock=clock)
    workspace.do(LayFoundation())
    return workspace
