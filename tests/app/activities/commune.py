"""A commune of two hamlets with a team each, for tests of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.bodies.commands import CreateBody
from app.offices.commands import AddHamlet
from app.vocabulary import BodyKind, HamletKind
from app.workspace import Workspace

TODAY = date(2022, 4, 5)


@dataclass(frozen=True)
class Commune:
    workspace: Workspace
    dong: str
    bai: str
    team: str


def founded(workspace: Workspace) -> Commune:
    """Đồng Mậu with 40 households and a team, Bãi Sậy without either."""
    dong = workspace.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu", households=40)).value
    bai = workspace.do(AddHamlet(kind=HamletKind.THON, name="Bãi Sậy")).value
    team = workspace.do(CreateBody(kind=BodyKind.TEAM, hamlet=dong)).value
    return Commune(workspace, dong, bai, team)
