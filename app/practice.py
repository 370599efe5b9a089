"""The practice commune: xã Mẫu Sơn with invented people, in a folder of its own that can never hold real data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import resources
from app.folders import check_practice, make_practice_folder
from app.interchange.load import LoadData, Loaded, load_data
from app.interchange.reading import parse
from app.kernel.clock import Clock
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.wrapping import Cost
from app.practice_log import two_years
from app.starting import start_workspace
from app.workspace import Workspace
from app.workspace_places import default_workspace_folder, exists

PASSWORD = "thuc-hanh"  # noqa: S105  # invented people need no secret; everybody may know this one
_LIGHT = Cost(memory_kib=8 * 1024, time_cost=1, parallelism=1)


@dataclass(frozen=True, kw_only=True)
class LayPracticeData(LoadData):
    """The invented data a practice commune begins with; no undo may take the ground away."""


@handles(
    LayPracticeData,
    action="practice.lay",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã chuẩn bị dữ liệu thực hành"),
)
def lay_practice_data(work: UnitOfWork, command: LayPracticeData) -> Loaded:
    """Takes the invented data in."""
    loaded: Loaded = load_data(work, command)
    return loaded


def open_practice(folder: Path | None = None, *, clock: Clock | None = None, with_log: bool = False) -> Workspace:
    """Opens the practice commune, made at first use; Refused when the folder holds real data.

    ``with_log`` gives a new one two years of log up to today, so that reports and charts have something to tell.
    """
    place = folder or default_workspace_folder(practice=True)
    if exists(place):
        check_practice(place, practice=True)
        return Workspace.open(place, PASSWORD, clock=clock)
    make_practice_folder(place)
    workspace = start_workspace(place, PASSWORD, practice=True, clock=clock, cost=_LIGHT)
    text = resources.path("practice/commune.json").read_text(encoding="utf-8")
    commune = parse(text)
    workspace.do(LayPracticeData(data=commune))
    if with_log:
        workspace.do(LayPracticeData(data=two_years(workspace.clock.today(), commune)))
    return workspace
