"""Duties and tasks offered ready-made, each with its source; nothing binds until a person takes it.

The days are those of the letters named; where a letter came from another district or from before 1/7/2025, the offer
says so, for the deadline belongs to the office that receives the report.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

import resources
from app.documents.values import values_for
from app.duties.commands import ConfirmDuty, DutyInput
from app.duties.inputs import TaskInput
from app.duties.queries import duties
from app.kernel.words import _
from app.offices.queries import standing
from app.offices.views import Standing
from db.vocabulary import Cadence, DutyKind, DutyState, OfficeKind, PeriodScheme

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""Districts ended with this day (two tiers of local government since 1/7/2025)."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A duty ready to be taken."""

    command: ConfirmDuty
    source: str
    remark: str
    """Why the days should be compared with the officer's own letter; empty where they need not."""
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class TaskSet:
    """Tasks offered together."""

    code: str
    name: str
    group: str
    source: str
    tasks: tuple[TaskInput, ...]


@dataclass(frozen=True, kw_only=True)
class ModelHead:
    """What is known of a superior's model whose list of tasks the officer brings."""

    code: str
    version: str
    title: str
    source: str
    valid_from: date | None


def offers(session: Session, day: date) -> list[Offer]:
    """Every ready-made duty for the office as it stands on a day; what was done once and is over is left out."""
    place = standing(session, day)
    taken = {view.code for view in duties(session) if view.state is not DutyState.DROPPED}
    read = _read("duties")
    found = [_offer(each, read["sources"][each["source"]], place, day, taken) for each in read["duties"]]
    return [offer for offer in found if not _is_over(offer.command.duty, day)]


def task_sets(year: int) -> list[TaskSet]:
    """Every set of tasks, with its days in a year."""
    return [
        TaskSet(
            code=each["code"],
            name=each["name"],
            group=each["group"],
            source=each["source"],
            tasks=tuple(
                TaskInput(
                    title=task["title"],
                    detail=task["detail"],
                    group=each["group"],
                    year=year,
                    due_on=date(year, task["month"], task["day"]),
                )
                for task in each["tasks"]
            ),
        )
        for each in _read("tasks")["sets"]
    ]


def model_heads() -> list[ModelHead]:
    """Models of tasks known by name."""
    return [
        replace(
            ModelHead(**{**each, "valid_from": None}),
            valid_from=date.fromisoformat(each["valid_from"]) if each.get("valid_from") else None,
        )
        for each in _read("models")["models"]
    ]


def _offer(each: dict[str, Any], source: dict[str, Any], place: Standing, day: date, taken: set[str]) -> Offer:
    begins = date.fromisoformat(source["begins"])
    above = values_for(place, committee=None, teams=(), hamlets=(), day=day)
    duty = DutyInput(
        title=each["title"],
        kind=DutyKind(each["kind"]),
        cadence=Cadence(each["cadence"]),
        scheme=PeriodScheme(each["scheme"]),
        due_day=each.get("due_day"),
        due_on=date.fromisoformat(each["due_on"]) if each.get("due_on") else None,
        receiver=above.get({"superior": "superior_short"}.get(each["receiver"], each["receiver"]), ""),
        via=above["superior_via"] if each.get("via") else "",
        condition=each.get("condition", ""),
        report=each.get("report", ""),
        package=tuple(each.get("package", ())),
        valid_from=max(begins, day.replace(day=1)),
        valid_to=LAST_DAY_OF_DISTRICTS if _is_below_district(place) else None,
        code=each["code"],
        source=source["name"],
    )
    return Offer(
        command=ConfirmDuty(duty=duty, sentence=each["sentence"]),
        source=source["name"],
        remark=_remark(source["district"], place),
        is_taken=each["code"] in taken,
    )


def _remark(district: str, place: Standing) -> str:
    if place.superior is None:
        return _("Chưa nhập cơ quan cấp trên: nơi nhận còn để trống.")
    if not _is_below_district(place):
        return _("Hạn lấy theo văn bản của huyện trước 01/7/2025; đối chiếu với văn bản của cấp trên hiện nay.")
    if place.superior.name != district:
        return _("Hạn theo văn bản của huyện {district}; đối chiếu với văn bản của cấp trên mình.").format(
            district=district
        )
    return ""


def _is_below_district(place: Standing) -> bool:
    return (
        place.superior is not None and place.superior.kind is not OfficeKind.TINH and place.day <= LAST_DAY_OF_DISTRICTS
    )


def _is_over(duty: DutyInput, day: date) -> bool:
    return duty.cadence is Cadence.ONCE and duty.due_on is not None and (day - duty.due_on).days > 365


@lru_cache(maxsize=3)
def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((resources.path("duties") / f"{name}.json").read_text(encoding="utf-8"))
    return read
