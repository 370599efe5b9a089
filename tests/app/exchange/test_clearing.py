"""What the outbox and the journal let go, when, and that nothing is lost by it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.backup import restore
from app.bodies.queries import body
from app.documents.commands import AttachScan
from app.documents.issuing import VoidNumber
from app.exchange.clearing import KEEP, to_clear
from app.exchange.content import content_for
from app.exchange.outbox import PrepareBundle, StartNewEpoch, outbox_of
from app.exchange.tidying import tidy
from app.intake.applying import state_of
from app.intake.receiving import kept_path
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.people.commands import AddPerson, ChangePerson, PersonInput
from app.people.queries import person
from app.workspace import Workspace
from db.models import AuditEntry, ChangeEntry, OutgoingBundle
from db.uids import new_uid
from db.vocabulary import OutboxState
from tests.app.documents.commune import settle
from tests.support.stores import PASSWORD
from tests.support.two_offices import Office, two_offices

Three = tuple[Office, Office, Path]
LONG = KEEP + timedelta(days=1)


@pytest.fixture
def offices(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Three]:
    monkeypatch.setattr("app.exchange.clearing.KEEP_LAST", 1)
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def add(office: Office, name: str = "Vi Văn Canh") -> str:
    return str(office.desk.do(AddPerson(person=PersonInput(full_name=name))).value)


def round_trip(offices: Three) -> Path:
    """A bundle up, its receipt down; gives the bundle."""
    commune, superior, stick = offices
    add(commune)
    path = commune.bundle(stick)
    (came,) = superior.take_in(path)
    commune.take_in(superior.answer(came, stick))
    return path


def copies(office: Office) -> dict[OutboxState, int]:
    """How many copies of each state lie in the outbox."""
    folder = outbox_of(office.desk.files)
    rows = office.desk.read(lambda session: list(session.scalars(select(OutgoingBundle))))
    kept = [row.state for row in rows if (folder / f"{row.uid}.xaso").is_file()]
    return {state: kept.count(state) for state in set(kept)}


def steps(office: Office) -> int:
    return int(office.desk.read(lambda session: session.scalar(select(func.count(AuditEntry.id)))) or 0)


def test_a_confirmed_copy_stays_for_a_season_and_the_newest_for_good(offices: Three) -> None:
    commune, _superior, _stick = offices
    for _bundle in range(3):
        round_trip(offices)
    assert tidy(commune.desk).copies == 0

    commune.clock.move(LONG)

    assert tidy(commune.desk).copies == 2
    assert copies(commune) == {OutboxState.CONFIRMED: 1}


def test_what_has_not_arrived_stays_however_old_it_is(offices: Three) -> None:
    commune, _superior, stick = offices
    for _bundle in range(2):
        add(commune)
        commune.bundle(stick)
    add(commune)
    commune.desk.do(PrepareBundle())

    commune.clock.move(LONG)

    assert tidy(commune.desk).copies == 0
    assert copies(commune) == {OutboxState.HANDED_OVER: 2, OutboxState.PREPARED: 1}


def test_what_is_asked_for_again_stays_until_it_went(offices: Three, tmp_path: Path) -> None:
    commune, superior, stick = offices
    backup = superior.desk.backup(tmp_path / "cu.backup").path
    for _bundle in range(2):
        round_trip(offices)
    come_back(superior, backup, tmp_path / "huyen-2")
    add(commune)
    (asked,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(asked, stick))

    commune.clock.move(LONG)

    assert tidy(commune.desk).copies == 0


def come_back(office: Office, backup: Path, folder: Path) -> None:
    office.desk.close()
    restore(backup, folder, PASSWORD, clock=office.clock)
    office.folder = folder
    office.open()


def test_cleared_copies_that_are_asked_for_all_the_same_become_a_full_bundle(offices: Three, tmp_path: Path) -> None:
    commune, superior, _stick = offices
    backup = superior.desk.backup(tmp_path / "cu.backup").path
    for _bundle in range(3):
        round_trip(offices)
    commune.clock.move(LONG)
    assert tidy(commune.desk).copies == 2
    come_back(superior, backup, tmp_path / "huyen-2")

    round_trip(offices)  # what comes next is early: the answer asks for what is gone
    round_trip(offices)

    own = commune.desk.read(lambda session: content_for(session, None).state)
    assert own == superior.desk.read(state_of, commune.uid)
    assert copies(commune)[OutboxState.CONFIRMED] >= 1


def test_a_full_bundle_that_arrived_outlives_the_epochs_before_it(offices: Three) -> None:
    commune, _superior, _stick = offices
    for _bundle in range(2):
        round_trip(offices)
    commune.desk.do(StartNewEpoch())

    assert tidy(commune.desk).copies == 0, "it has not arrived yet"
    round_trip(offices)

    assert tidy(commune.desk).copies == 2


def test_what_another_bundle_stands_for_goes_at_once_and_what_was_refused_later(offices: Three) -> None:
    commune, superior, stick = offices
    add(commune)
    commune.desk.do(PrepareBundle())
    add(commune)
    path = commune.bundle(stick)
    assert tidy(commune.desk).copies == 1
    torn = path.read_bytes()[:-1]
    path.write_bytes(torn)
    superior.take_in(path)

    assert copies(commune) == {OutboxState.HANDED_OVER: 1}, "a damaged copy above says nothing about this one"


def test_an_old_receipt_goes_and_is_made_anew_where_its_bundle_comes_again(offices: Three) -> None:
    commune, superior, stick = offices
    path = round_trip(offices)
    superior.clock.move(LONG)
    assert tidy(superior.desk).copies == 1

    (again,) = superior.take_in(path)
    (told,) = commune.take_in(superior.answer(again, stick))

    assert again.state == "duplicate" and told.is_taken_in
    assert kept_path(superior.desk.files, again.file_sha256).is_file()


def test_a_file_that_no_row_knows_goes_a_day_after_it_was_made(offices: Three) -> None:
    commune, _superior, stick = offices
    add(commune)
    commune.bundle(stick)
    folder = outbox_of(commune.desk.files)
    orphan = folder / f"{new_uid(commune.clock.now())}.xaso"
    strange = folder / "của-tôi.xaso"
    for path in (orphan, strange):
        path.write_bytes(b"?")
    assert tidy(commune.desk).copies == 0, "it may just be being made"

    commune.clock.move(timedelta(days=2))

    assert commune.desk.read(to_clear, commune.desk.files, commune.clock.now()) == [orphan]
    assert tidy(commune.desk).copies == 1 and strange.is_file()


def test_a_backup_tidies_and_what_is_tidy_leaves_no_trace(offices: Three) -> None:
    commune, _superior, _stick = offices
    for _bundle in range(2):
        round_trip(offices)
    commune.desk.backup()
    before = steps(commune)
    commune.desk.backup()
    assert steps(commune) == before

    commune.clock.move(LONG)
    commune.desk.backup()

    assert steps(commune) == before + 1
    assert copies(commune) == {OutboxState.CONFIRMED: 1}
    assert not commune.desk.is_backup_due, "tidying asks for no copy of its own"


@pytest.mark.skipif(os.name == "nt", reason="folders that refuse are made otherwise there")
def test_a_copy_that_cannot_be_removed_does_not_spoil_the_backup(
    offices: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, _superior, _stick = offices
    for _bundle in range(2):
        round_trip(offices)
    commune.clock.move(LONG)

    def busy(_path: Path, **_named: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", busy)
        assert tidy(commune.desk).copies == 0
    assert tidy(commune.desk).copies == 1


# ---------------------------------------------------------------- the journal


def rename(office: Office, uid: str, number: int) -> None:
    office.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name=f"Vi Văn {number}")))


def name_of(office: Office, uid: str) -> str:
    return office.desk.read(person, uid).full_name


def forms_of(office: Office, uid: str) -> int:
    query = select(func.count(ChangeEntry.id)).where(ChangeEntry.row_uid == uid)
    return int(office.desk.read(lambda session: session.scalar(query)) or 0)


def test_the_journal_forgets_by_itself_and_redo_still_finds_what_was_before(
    offices: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchange.compacting.WORTH_IT", 3)
    monkeypatch.setattr("app.exchange.compacting.UNDO_STEPS", 5)
    commune, superior, stick = offices
    uid = add(commune, "Vi Văn 0")
    for number in range(1, 9):
        rename(commune, uid, number)
    commune.desk.undo()
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))
    before = commune.desk.read(lambda session: content_for(session, None).state)

    commune.desk.backup()

    assert forms_of(commune, uid) == 2, "the one held above, and the one before it within reach"
    assert commune.desk.read(lambda session: content_for(session, None).state) == before
    commune.desk.redo()
    assert name_of(commune, uid) == "Vi Văn 8"
    round_trip(offices)
    own = commune.desk.read(lambda session: content_for(session, None).state)
    assert own == superior.desk.read(state_of, commune.uid)


def test_a_form_that_is_gone_is_no_new_row_to_be_taken_away(offices: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    commune, _superior, _stick = offices
    uid = add(commune, "Vi Văn 0")
    rename(commune, uid, 1)
    monkeypatch.setattr("app.kernel.undoing._former_payload", lambda *_asked: None)

    with pytest.raises(Problem, match="UND-03"):
        commune.desk.undo()

    assert name_of(commune, uid) == "Vi Văn 1"


def test_little_is_left_for_another_day(offices: Three) -> None:
    commune, _superior, _stick = offices
    uid = add(commune)
    for number in range(9):
        rename(commune, uid, number)
    round_trip(offices)

    commune.desk.backup()

    assert forms_of(commune, uid) == 10


def test_a_number_made_void_late_still_gives_back_what_its_paper_changed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchange.compacting.WORTH_IT", 1)
    monkeypatch.setattr("app.exchange.compacting.UNDO_STEPS", 0)
    monkeypatch.setattr("app.exchange.compacting._confirmed", lambda _session: 1_000_000)
    commune = settle(workspace)
    planned = [workspace.read(body, uid) for uid in commune.teams]
    decision = commune.draft()
    issued = commune.issue(decision)
    for number in range(3):
        workspace.do(AttachScan(document=decision, scan=workspace.files.put(b"scan %d" % number)))

    tidy(workspace)
    workspace.do(VoidNumber(entry=issued.entry, reason="Ghi nhầm ngày"))

    assert [workspace.read(body, uid) for uid in commune.teams] == planned
