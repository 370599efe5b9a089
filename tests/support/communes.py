"""Several practice communes below one office above: each with a store, a key and a name of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources
from app.exchange.enrolling import MakeOwnKeys
from app.intake.views import CameIn
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.clock import FixedClock
from app.reports.views import ReportView
from app.workspace import Workspace
from tests.support.report_log import activity, log, prepared, signed
from tests.support.stores import CHEAP, PASSWORD, day
from tests.support.two_offices import Office, enrol, practice_superior


@dataclass
class District:
    """An office above, its communes by name, and the stick that goes between them."""

    superior: Office
    communes: dict[str, Office]
    stick: Path

    def come(self, name: str) -> CameIn:
        """A commune's bundle is taken in above."""
        (came,) = self.superior.take_in(self.communes[name].bundle(self.stick))
        assert came.is_taken_in, came.sentence
        return came


@contextmanager
def district(place: Path, clock: FixedClock, *names: str) -> Iterator[District]:
    """The office above with communes of these names, all enrolled, none of which has sent anything."""
    with ExitStack() as stack:
        superior = practice_superior(place / "huyen", clock)
        stack.callback(superior.desk.close)
        communes: dict[str, Office] = {}
        for number, name in enumerate(names):
            communes[name] = practice_commune(place / f"xa-{number}", name, clock)
            stack.callback(communes[name].desk.close)
            enrol(communes[name], superior)
        stick = place / "stick"
        stick.mkdir()
        yield District(superior, communes, stick)


def practice_commune(folder: Path, name: str, clock: FixedClock) -> Office:
    """The practice commune under another name, as an office of its own."""
    data = json.loads(resources.path("practice/commune.json").read_text(encoding="utf-8"))
    for version in data["offices"][0]["versions"]:
        version["name"] = version["place"] = name
    Workspace.create(folder, PASSWORD, clock=clock, cost=CHEAP, practice=True).close()
    office = Office(folder, clock)
    office.desk.do(LoadData(data=parse(json.dumps(data))))
    office.desk.do(MakeOwnKeys())
    return office


def reported(commune: Office, *entries: dict[str, Any], on: str) -> ReportView:
    """The commune's April report of 2022 from these entries of its log, signed on a day."""
    if entries:
        log(commune.desk, *entries)
    commune.clock.set(day(on))
    return signed(commune.desk, prepared(commune.desk), commune.clock.today())


def entry(number: int, **figures: Any) -> dict[str, Any]:
    """A log entry within the days of the April report."""
    return activity(number, "2022-04-02", **figures)


def copied(folder: Path, target: Path, clock: FixedClock) -> Office:
    """The office over a copy of its folder."""
    return Office(Path(shutil.copytree(folder, target)), clock)
