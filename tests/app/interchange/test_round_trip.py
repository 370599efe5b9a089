"""The JSON form: what is dumped loads again, a load of a dump changes nothing, hostile files change nothing either."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from app.interchange.dump import dump
from app.interchange.form import schema
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.offices.commands import AddHamlet
from app.people.commands import AddPerson, PersonInput, PostInput
from app.workspace import Workspace
from db.vocabulary import HamletKind, PostKind
from tests.conftest import examples
from tests.support.stores import CHEAP, PASSWORD, START

NAMES = st.text(alphabet="ABĐHKNTabcdeghiklmnoâăêôơưạảấậệọỏ ' -", min_size=1, max_size=30).filter(
    lambda name: any(letter.isalpha() for letter in name)
)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    hamlet = workspace.do(AddHamlet(kind=HamletKind.BAN, name="Lầm", households=80)).value
    workspace.do(
        AddPerson(
            person=PersonInput(full_name="Hà Văn Mẫu", birth_year=1988, phone="0900000001", digital_skill=True),
            posts=(
                PostInput(kind=PostKind.HAMLET_HEAD, title="Trưởng bản", hamlet=hamlet, valid_from=date(2020, 1, 1)),
            ),
        )
    )
    return workspace


def test_a_dump_loaded_into_its_own_store_changes_nothing(filled: Workspace) -> None:
    data = filled.read(dump, filled.files)
    outcome = filled.do(LoadData(data=parse(json.dumps(data))))
    assert (outcome.value.added, outcome.value.changed) == (0, 0)
    assert outcome.changed == frozenset()


def test_a_dump_fills_an_empty_store_with_the_same_data(filled: Workspace, tmp_path: Path) -> None:
    data = filled.read(dump, filled.files)
    with Workspace.create(tmp_path / "other", PASSWORD, clock=FixedClock(START), cost=CHEAP) as other:
        other.do(LoadData(data=parse(json.dumps(data))))
        again = other.read(dump, other.files)
    for own in (data, again):
        own["offices"] = [office | {"uid": ""} if office["relation"] == "own" else office for office in own["offices"]]
        own["offices"].sort(key=lambda office: (office["relation"], office["uid"]))
    assert again == data


def test_the_schema_in_the_resources_is_that_of_the_program() -> None:
    kept = json.loads(resources.path("schemas/xaso-data.schema.json").read_text(encoding="utf-8"))
    assert kept == schema()


def test_a_dump_and_the_practice_file_satisfy_the_schema(filled: Workspace) -> None:
    jsonschema.validate(filled.read(dump, filled.files), schema())
    jsonschema.validate(json.loads(resources.path("practice/commune.json").read_text(encoding="utf-8")), schema())


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, max_size=6), years=st.lists(st.none() | st.integers(1930, 2010), min_size=6, max_size=6))
def test_any_people_survive_dump_and_load(workspace: Workspace, names: list[str], years: list[int | None]) -> None:
    for name, year in zip(names, years, strict=False):
        workspace.do(AddPerson(person=PersonInput(full_name=name, birth_year=year)))
    data = workspace.read(dump, workspace.files)
    loaded = workspace.do(LoadData(data=parse(json.dumps(data)))).value
    assert (loaded.added, loaded.changed) == (0, 0)


def test_absence_never_deletes(filled: Workspace) -> None:
    data = filled.read(dump, filled.files) | {"people": []}
    filled.do(LoadData(data=parse(json.dumps(data))))
    assert len(filled.read(dump, filled.files)["people"]) == 1


HOSTILE: list[tuple[str, Any, str]] = [
    ("not json", "{", "LOD-01"),
    ("a list", "[]", "LOD-02"),
    ("another version", {"format": "xaso-data", "version": 99}, "LOD-02"),
    ("an unknown list", {"animals": []}, "LOD-04"),
    ("an unknown key", {"people": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "shoe": 1}]}, "LOD-04"),
    ("a wrong type", {"people": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "full_name": 5}]}, "LOD-05"),
    ("true as a number", {"hamlets": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "ordinal": True}]}, "LOD-05"),
    ("no uid", {"people": [{"full_name": "A"}]}, "LOD-05"),
    (
        "an impossible day",
        {"people": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "full_name": "A", "birth_date": "2023-02-31"}]},
        "LOD-05",
    ),
    (
        "an unknown word",
        {"hamlets": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "kind": "castle", "name": "A", "ordinal": 1}]},
        "LOD-05",
    ),
    ("a missing field", {"people": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12}]}, "LOD-05"),
    (
        "a row that points nowhere",
        {
            "people": [
                {
                    "uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12,
                    "full_name": "A",
                    "posts": [
                        {
                            "uid": "1" * 8 + "-0000-7000-8000-" + "0" * 12,
                            "kind": "other",
                            "title": "x",
                            "hamlet": "f" * 8 + "-0000-7000-8000-" + "0" * 12,
                        }
                    ],
                }
            ]
        },
        "LOD-06",
    ),
    ("a file that is not its hash", {"files": {"0" * 64: "aGVsbG8="}}, "LOD-05"),
    ("a list that is none", {"people": {}}, "LOD-05"),
    (
        "deep nesting",
        {"documents": [{"uid": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "content": json.loads("[" * 60 + "]" * 60)}]},
        "LOD-03",
    ),
]


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_with_its_place_and_takes_nothing_in(filled: Workspace, data: Any, code: str) -> None:
    before = filled.read(dump, filled.files)
    text = data if isinstance(data, str) else json.dumps({"format": "xaso-data", "version": 1} | data)
    with pytest.raises(Refused) as refusal:
        filled.do(LoadData(data=parse(text)))
    assert refusal.value.code == code
    assert filled.read(dump, filled.files) == before


def test_a_key_that_stands_twice_is_refused(filled: Workspace) -> None:
    with pytest.raises(Refused, match="LOD-07"):
        parse('{"format": "xaso-data", "format": "xaso-data", "version": 1}')


def test_a_bracket_bomb_is_refused() -> None:
    with pytest.raises(Refused, match="LOD-0"):
        parse("[" * 200_000)
