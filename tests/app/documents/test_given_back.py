"""A paper that a restore lost and the office above gave back: what it once changed is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.backup import restore
from app.bodies.queries import body
from app.documents.issuing import VoidNumber
from app.documents.queries import document
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from db.vocabulary import DocumentState
from tests.app.documents.commune import settle
from tests.support.stores import PASSWORD
from tests.support.two_offices import two_offices


def test_a_number_given_back_cannot_be_void_for_nobody_knows_what_its_paper_changed(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock
) -> None:
    with two_offices(empty_workspace, tmp_path, clock) as (office, superior, stick):
        before = office.desk.backup(tmp_path / "cu.backup").path
        commune = settle(office.desk)
        issued = commune.issue(commune.draft())
        superior.take_in(office.bundle(stick))
        office.desk.close()
        office.folder = restore(before, tmp_path / "xa-2", PASSWORD, clock=clock)
        office.open()
        (came,) = superior.take_in(office.bundle(stick))
        office.take_in(superior.answer(came, stick))
        teams = [office.desk.read(body, uid) for uid in commune.teams]
        assert office.desk.read(document, issued.document).state is DocumentState.SIGNED

        with pytest.raises(Problem, match="REG-30"):
            office.desk.do(VoidNumber(entry=issued.entry, reason="Ghi nhầm ngày"))

        assert [office.desk.read(body, uid) for uid in commune.teams] == teams
