"""The practice commune breaks no rule; what is broken is found in the store and mended by the remedy offered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

import resources
from app.bodies import queries
from app.bodies.commands import EndBody, RemovePlannedMember, SetRole
from app.bodies.fixes import command_for
from app.bodies.views import BodyView
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.clock import FixedClock
from app.kernel.findings import Finding, Fix
from app.people.commands import AddPerson, PersonInput, RemovePerson
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole
from tests.support.stores import PASSWORD, START


@pytest.fixture(scope="module")
def loaded(empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(empty_workspace, tmp_path_factory.mktemp("loaded") / "workspace"))
    with Workspace.open(folder, PASSWORD, clock=FixedClock(START)) as opened:
        opened.do(LoadData(data=parse(resources.path("practice/commune.json").read_text(encoding="utf-8"))))
    return folder


@pytest.fixture
def commune(loaded: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The practice commune, nothing signed yet."""
    folder = Path(shutil.copytree(loaded, tmp_path / "commune"))
    with Workspace.open(folder, PASSWORD, clock=clock) as opened:
        yield opened


def findings(workspace: Workspace) -> list[Finding]:
    return workspace.read(queries.all_findings, workspace.clock.today())


def teams(workspace: Workspace) -> list[BodyView]:
    return workspace.read(queries.bodies, kind=BodyKind.TEAM)


def mend(workspace: Workspace, limit: int = 10) -> None:
    """Carries out the first remedy offered until nothing is found."""
    for _turn in range(limit):
        fixes = [finding.fix for finding in findings(workspace) if finding.fix]
        if not fixes:
            return
        workspace.do(command_for(fixes[0]))
    raise AssertionError(f"still found after {limit} remedies: {findings(workspace)}")


def test_the_practice_commune_satisfies_the_letter(commune: Workspace) -> None:
    assert findings(commune) == []
    found = teams(commune)
    assert len(found) == 12
    assert sum(len(each.planned) for each in found) == 47
    assert len({each.hamlet.kind for each in found if each.hamlet}) == 4
    body = commune.read(queries.committee)
    assert body is not None
    assert len(body.planned) == 9


def test_its_people_are_invented(commune: Workspace) -> None:
    for body in commune.read(queries.bodies):
        assert all(each.person.phone.startswith("0900000") for each in body.members)


@pytest.mark.parametrize("place", range(9))
def test_a_committee_that_lost_anybody_is_mended_or_needs_nothing(commune: Workspace, place: int) -> None:
    body = commune.read(queries.committee)
    assert body is not None
    commune.do(RemovePlannedMember(membership=body.planned[place].uid))
    for finding in findings(commune):
        assert finding.rule and finding.source and finding.message
    for _turn in range(12):
        fixes = [finding.fix for finding in findings(commune) if finding.fix]
        if not fixes:
            break
        commune.do(command_for(fixes[0]))
    assert findings(commune) == []


@pytest.mark.parametrize("place", range(3))
def test_a_team_that_lost_anybody_is_mended_by_its_own_people(commune: Workspace, place: int) -> None:
    team = teams(commune)[8]  # the one with three members
    assert len(team.planned) == 3
    commune.do(RemovePlannedMember(membership=team.planned[place].uid))
    found = findings(commune)
    assert "BOD-MINIMUM" in {each.code for each in found}
    assert all("bản Nà Khoan" in each.message for each in found)
    mend(commune)
    assert findings(commune) == []


def test_a_hamlet_that_lost_its_team_is_offered_a_new_one(commune: Workspace) -> None:
    team = teams(commune)[0]
    commune.do(EndBody(body=team.uid))
    found = findings(commune)
    assert [each.code for each in found] == ["BOD-COVERAGE"]
    assert found[0].fix is not None
    commune.do(command_for(found[0].fix))
    assert next(each.hamlet for each in teams(commune)) == team.hamlet


def test_a_second_head_is_set_back(commune: Workspace) -> None:
    team = teams(commune)[3]
    commune.do(SetRole(membership=team.planned[2].uid, role=BodyRole.HEAD))
    mend(commune)
    assert teams(commune)[3].planned[0].person == team.planned[0].person
    assert findings(commune) == []


def test_an_empty_commune_is_told_to_begin_with_the_committee(workspace: Workspace) -> None:
    found = findings(workspace)
    assert [each.fix and each.fix.code for each in found] == ["committee.create"]
    assert found[0].fix is not None
    workspace.do(command_for(found[0].fix))
    body = workspace.read(queries.committee)
    assert body is not None
    assert body.name == "Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn"


def test_a_remedy_of_another_noun_has_no_command_here() -> None:
    assert command_for(Fix(code="compose.kien_toan", label="Soạn", values={"body": "x"})) is None


def test_all_bodies_are_read_with_few_statements(commune: Workspace) -> None:
    counted: list[str] = []

    def read(session: Session) -> int:
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *args: counted.append(args[2]))
        return len(queries.bodies(session))

    assert commune.read(read) == 13
    assert len(counted) <= 8


def test_a_phone_shared_with_somebody_deleted_has_one_owner_and_draws_no_check(workspace: Workspace) -> None:
    fields = {"birth_year": 1920, "phone": "0900000101"}
    kept, gone = (
        workspace.do(AddPerson(person=PersonInput(full_name=name, **fields))).value  # type: ignore[arg-type]
        for name in ("Lê Văn Còn", "Lê Văn Thôi")
    )
    assert {each.code for each in findings(workspace)} >= {"PEO-PHONE", "PEO-BIRTH"}

    workspace.do(RemovePerson(uid=gone))

    assert not [each for each in findings(workspace) if each.uid == kept]
