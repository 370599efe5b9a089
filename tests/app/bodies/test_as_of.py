"""Composition as of any day, against a naive model that remembers each day's list."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bodies.commands import MarkLeaving, RemovePlannedMember, UnmarkLeaving
from app.kernel.clock import FixedClock
from app.workspace import Workspace
from db.vocabulary import ReplaceMode
from tests.app.bodies.stored import SignDecision, add, committee, names, person, seen
from tests.conftest import examples
from tests.support.stores import PASSWORD, START

FIRST = date(2022, 1, 1)
PEOPLE = 4

steps = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("leave"), st.integers(0, PEOPLE - 1)),
        st.tuples(st.sampled_from(["replace", "amend"]), st.integers(1, 40)),
    ),
    max_size=14,
)


class Naive:
    """Who is planned, and the list that each signing left behind."""

    def __init__(self) -> None:
        self.planned: set[str] = set()
        self.signed: list[tuple[date, set[str]]] = []

    def on(self, day: date) -> set[str]:
        return next((people for begun, people in reversed(self.signed) if begun <= day), set())


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_the_composition_of_every_day_is_what_the_decisions_said(
    empty_workspace: Path, steps: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(empty_workspace, Path(folder) / "workspace")
        with Workspace.open(copy, PASSWORD, clock=FixedClock(START)) as workspace:
            _walk(workspace, steps)


def _walk(workspace: Workspace, steps: list[tuple[str, int]]) -> None:
    from app.offices.commands import SetUpOffice
    from db.vocabulary import OfficeKind, OfficeRelation

    workspace.do(SetUpOffice(relation=OfficeRelation.OWN, kind=OfficeKind.XA, name="Mẫu Sơn", valid_from=FIRST))
    body, model, day = committee(workspace), Naive(), FIRST
    people = {f"Người {n}": person(workspace, f"Người {n}") for n in range(PEOPLE)}
    for verb, number in steps:
        name = f"Người {number}"
        if verb == "join":
            _join(workspace, body, people[name], name, model)
        elif verb == "leave":
            _leave(workspace, body, name, model)
        else:
            day += timedelta(days=number)
            workspace.do(SignDecision(bodies=(body,), issued_on=day, mode=ReplaceMode(verb)))
            model.signed.append((day, set(model.planned)))
        assert {each.person.full_name for each in seen(workspace, body).planned} == model.planned
    for offset in range(-1, (day - FIRST).days + 2):
        asked = FIRST + timedelta(days=offset)
        listed = names(workspace, body, asked)
        assert set(listed) == model.on(asked)
        assert len(listed) == len(set(listed))


def _join(workspace: Workspace, body: str, who: str, name: str, model: Naive) -> None:
    if name in model.planned:
        return
    leaving = next(
        (
            each
            for each in seen(workspace, body).members
            if each.person.uid == who and each.leaving and each.valid_to is None
        ),
        None,
    )
    if leaving is not None:
        workspace.do(UnmarkLeaving(membership=leaving.uid))
    else:
        add(workspace, body, who)
    model.planned.add(name)


def _leave(workspace: Workspace, body: str, name: str, model: Naive) -> None:
    place = next((each for each in seen(workspace, body).planned if each.person.full_name == name), None)
    if place is None:
        return
    workspace.do(MarkLeaving(membership=place.uid) if place.valid_from else RemovePlannedMember(membership=place.uid))
    model.planned.discard(name)
