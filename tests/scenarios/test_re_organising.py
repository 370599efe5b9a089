"""Re-organising one team of many leaves the decision on the others in force."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bodies import queries as bodies
from app.bodies.commands import MarkLeaving
from app.demo import MOMENT, SIGNED_ON
from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.queries import document
from app.kernel.clock import FixedClock
from app.practice import open_practice
from app.workspace import Workspace
from db.vocabulary import BodyKind, DocumentState, ReplaceMode


@pytest.fixture
def commune(practice_data: Path, tmp_path: Path) -> Iterator[Workspace]:
    with open_practice(Path(shutil.copytree(practice_data, tmp_path / "practice")), clock=FixedClock(MOMENT)) as opened:
        yield opened


def test_one_changed_team_amends_the_decision_on_all_of_them(commune: Workspace) -> None:
    decision = commune.do(DraftDocument(template="qd-to-cnsc", day=SIGNED_ON)).value
    commune.do(IssueDocument(document=decision, issued_on=SIGNED_ON, no_scan_reason="Xã thực hành"))
    team = commune.read(bodies.bodies, kind=BodyKind.TEAM)[0]
    commune.do(MarkLeaving(membership=team.members[-1].uid))

    change = commune.do(DraftDocument(template="qd-kien-toan", day=SIGNED_ON)).value
    drafted = commune.read(document, change)
    assert drafted.bodies == (team.uid,)
    assert (drafted.replaces, drafted.replace_mode) == (decision, ReplaceMode.AMEND)

    commune.do(IssueDocument(document=change, issued_on=SIGNED_ON, no_scan_reason="Xã thực hành"))
    assert commune.read(document, decision).state is DocumentState.SIGNED


def test_all_teams_re_organised_at_once_replace_the_former_decision(commune: Workspace) -> None:
    decision = commune.do(DraftDocument(template="qd-to-cnsc", day=SIGNED_ON)).value
    commune.do(IssueDocument(document=decision, issued_on=SIGNED_ON, no_scan_reason="Xã thực hành"))
    for team in commune.read(bodies.bodies, kind=BodyKind.TEAM):
        commune.do(MarkLeaving(membership=team.members[-1].uid))

    drafted = commune.read(document, commune.do(DraftDocument(template="qd-kien-toan", day=SIGNED_ON)).value)
    assert drafted.replace_mode is ReplaceMode.REPLACE
