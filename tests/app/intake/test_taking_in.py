"""Files of communes as they come in life: twice, late, torn, forged; each is kept and told, none is in the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.backup import restore
from app.exchange import outbox
from app.exchange.changes import Change
from app.exchange.enrolling import ConfirmKey, TakeInKeyFile
from app.exchange.key_changes import RevokeKey, RotateKeys
from app.exchange.outbox import PrepareBundle
from app.exchange.ring import own_secret
from app.intake.applying import counted_anew, state_of
from app.intake.collecting import try_again
from app.intake.queries import received, received_one
from app.intake.receipts import STATES_DIFFER, checkpoint
from app.intake.receiving import kept_path
from app.intake.reviewing import ReturnRecord, remarks_on, requests_on, reviews
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.people.commands import AddPerson, ChangePerson, PersonInput, RemovePerson
from db.models import ChangeEntry, OutgoingBundle, Person, ReceivedRow
from db.types import canonical_json
from db.vocabulary import InboxState, OutboxState, ReviewState
from tests.support.stores import PASSWORD
from tests.support.two_offices import Office, two_offices


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def add(office: Office, name: str = "Vi Văn Canh") -> str:
    return str(office.desk.do(AddPerson(person=PersonInput(full_name=name))).value)


def rename(office: Office, uid: str, name: str) -> None:
    office.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name=name)))


def outgoing(office: Office) -> list[OutgoingBundle]:
    """Bundles by sequence."""
    query = select(OutgoingBundle).where(OutgoingBundle.kind == "bundle")
    query = query.order_by(OutgoingBundle.epoch, OutgoingBundle.last_sequence)
    return office.desk.read(lambda session: list(session.scalars(query)))


def held(superior: Office, commune: Office) -> tuple[str, int]:
    state = superior.desk.read(state_of, commune.uid)
    assert state == superior.desk.read(counted_anew, commune.uid)
    return state.hash, state.count


def names(superior: Office, commune: Office) -> set[str]:
    query = select(ReceivedRow).where(ReceivedRow.office_uid == commune.uid, ReceivedRow.noun == "person")
    rows = superior.desk.read(lambda session: [json.loads(row.payload) for row in session.scalars(query)])
    return {row["full_name"] for row in rows if row["deleted_at"] is None}


def three_bundles(commune: Office, stick: Path) -> list[Path]:
    made = []
    for name in ("Một", "Hai", "Ba"):
        add(commune, f"Vi Văn {name}")
        made.append(commune.bundle(stick))
    return made


def test_a_bundle_that_comes_too_early_waits_and_goes_on_by_itself(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    first, second, third = three_bundles(commune, stick)

    assert [came.state for came in superior.take_in(third)] == [InboxState.WAITING]
    assert [came.code for came in superior.take_in(second)] == ["EXC-15"]
    assert names(superior, commune) == set()

    came = superior.take_in(first)

    assert [each.state for each in came] == [InboxState.TAKEN_IN] * 3
    assert names(superior, commune) == {"Vi Văn Một", "Vi Văn Hai", "Vi Văn Ba"}
    last = outgoing(commune)[-1]
    assert held(superior, commune) == (last.state_hash, last.row_count)


def test_one_receipt_confirms_all_before_it_and_a_gap_asks_for_what_is_missing(
    offices: tuple[Office, Office, Path],
) -> None:
    commune, superior, stick = offices
    first, second, third = three_bundles(commune, stick)
    superior.take_in(first)
    (early,) = superior.take_in(third)

    (asked,) = commune.take_in(superior.answer(early, stick))

    assert str(outgoing(commune)[1].first_sequence) in asked.note
    assert [row.problem for row in outgoing(commune)] == ["", "EXC-15", "EXC-15"]
    assert [row.state for row in outgoing(commune)] == [OutboxState.HANDED_OVER] * 3

    *_others, last = superior.take_in(second)
    commune.take_in(superior.answer(last, stick))

    assert [(row.state, row.problem) for row in outgoing(commune)] == [(OutboxState.CONFIRMED, "")] * 3
    assert commune.desk.read(checkpoint) == outgoing(commune)[-1].last_sequence


def test_a_bundle_that_comes_twice_is_answered_with_the_same_receipt(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    add(commune)
    path = commune.bundle(stick)
    (once,) = superior.take_in(path)
    receipt = superior.answer(once, stick).read_bytes()
    before = held(superior, commune)

    (twice,) = superior.take_in(path)

    assert twice.state is InboxState.DUPLICATE
    assert superior.answer(twice, stick).read_bytes() == receipt
    assert held(superior, commune) == before


def test_a_bundle_never_handed_over_is_replaced_by_the_next(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    add(commune, "Vi Văn Một")
    commune.desk.do(PrepareBundle())
    add(commune, "Vi Văn Hai")

    (came,) = superior.take_in(commune.bundle(stick))

    assert came.is_taken_in
    assert [row.state for row in outgoing(commune)] == [OutboxState.SUPERSEDED, OutboxState.HANDED_OVER]
    assert names(superior, commune) == {"Vi Văn Một", "Vi Văn Hai"}


def test_nothing_new_is_no_bundle(offices: tuple[Office, Office, Path]) -> None:
    commune, _superior, stick = offices
    commune.bundle(stick)

    with pytest.raises(Problem, match="OBX-01"):
        commune.desk.do(PrepareBundle())


def test_a_torn_file_stays_in_quarantine_with_its_reason_and_the_others_go_in(
    offices: tuple[Office, Office, Path],
) -> None:
    commune, superior, stick = offices
    path = commune.bundle(stick)
    torn = stick / "0-rach.xaso"
    torn.write_bytes(path.read_bytes()[:-200])

    came = superior.take_in(torn, path)

    assert [(each.state, each.code) for each in came] == [(InboxState.QUARANTINED, "EXC-02"), (InboxState.TAKEN_IN, "")]
    assert kept_path(superior.desk.files, came[0].file_sha256).read_bytes() == torn.read_bytes()


def test_a_deleted_row_travels_as_a_mark_and_absence_deletes_nothing(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    kept, gone = add(commune, "Vi Văn Ở"), add(commune, "Vi Văn Đi")
    superior.take_in(commune.bundle(stick))
    commune.desk.do(RemovePerson(uid=gone))

    superior.take_in(commune.bundle(stick))

    assert names(superior, commune) == {"Vi Văn Ở"}
    row = superior.desk.read(lambda session: session.get_one(ReceivedRow, (commune.uid, "person", gone)))
    assert json.loads(row.payload)["deleted_at"] is not None
    assert kept != gone


# ---------------------------------------------------------------- keys


def test_what_an_uncompared_key_signed_waits_unread_until_its_words_are_compared(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock
) -> None:
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, stick):
        new = commune.desk.do(RotateKeys()).value  # the superior has not had the file yet
        add(commune)
        path = commune.bundle(stick)

        assert [came.code for came in superior.take_in(path)] == ["EXC-07"]

        key_id = superior.desk.do(TakeInKeyFile(content=commune.enrolment())).value
        assert [came.code for came in superior.take_in(path)] == ["EXC-09"]
        assert names(superior, commune) == set()

        with pytest.raises(Problem, match="ENR-04") as wrong:
            superior.desk.do(ConfirmKey(key_id=key_id, words=("sai", *commune.words()[1:])))
        assert wrong.value.values["places"] == "1"
        superior.desk.do(ConfirmKey(key_id=key_id, words=commune.words()))

        assert [came.state for came in try_again(superior.desk, key_id)] == [InboxState.TAKEN_IN]
        assert names(superior, commune) == {"Vi Văn Canh"}
        assert superior.desk.do(TakeInKeyFile(content=new)).value == key_id


def test_a_key_rotated_with_the_old_ones_signature_needs_no_words_again(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    add(commune)
    before = commune.bundle(stick)
    record = commune.desk.do(RotateKeys()).value
    add(commune, "Vi Văn Mới")
    after = commune.bundle(stick)

    superior.desk.do(TakeInKeyFile(content=record))

    assert [came.state for came in superior.take_in(before, after)] == [InboxState.TAKEN_IN] * 2


def test_a_revoked_key_counts_up_to_its_last_sequence_only(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    superior.take_in(commune.bundle(stick))
    key_id = commune.desk.read(own_secret).key_id
    superior.desk.do(RevokeKey(key_id=key_id, reason="mất máy"))
    add(commune)

    (came,) = superior.take_in(commune.bundle(stick))

    assert (came.state, came.code) == (InboxState.QUARANTINED, "EXC-10")
    assert names(superior, commune) == set()


# ---------------------------------------------------------------- restores and forks


def restored(office: Office, backup: Path, folder: Path) -> None:
    """The office's computer comes back from a backup."""
    office.desk.close()
    restore(backup, folder, PASSWORD, clock=office.clock)
    office.folder = folder
    office.open()


def test_a_commune_restored_from_an_old_backup_gets_back_what_it_had_sent(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    early = add(commune, "Vi Văn Sớm")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    rename(commune, early, "Vi Văn Sớm Sửa")
    add(commune, "Vi Văn Muộn")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))

    restored(commune, backup, tmp_path / "xa-2")
    add(commune, "Vi Văn Sau")
    (came,) = superior.take_in(commune.bundle(stick))
    (answered,) = commune.take_in(superior.answer(came, stick))

    assert came.is_taken_in and answered.rows == 2
    people = commune.desk.read(lambda session: set(session.scalars(select(Person.full_name))))
    assert people == {"Vi Văn Sớm Sửa", "Vi Văn Muộn", "Vi Văn Sau"}
    assert outgoing(commune)[-1].problem == STATES_DIFFER

    (came,) = superior.take_in(commune.bundle(stick))
    (answered,) = commune.take_in(superior.answer(came, stick))

    assert (answered.rows, answered.note) == (0, "")
    last = outgoing(commune)[-1]
    assert (last.state_hash, last.row_count) == held(superior, commune)


def test_work_done_after_a_restore_is_not_overwritten_by_what_was_lost(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    for name in ("Vi Văn Mất Một", "Vi Văn Mất Hai", "Vi Văn Mất Ba"):
        rename(commune, person, name)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-2")
    rename(commune, person, "Vi Văn Mới Nhất")

    for _round in range(2):
        (came,) = superior.take_in(commune.bundle(stick))
        commune.take_in(superior.answer(came, stick))

    assert names(superior, commune) == {"Vi Văn Mới Nhất"}
    last = outgoing(commune)[-1]
    assert (last.state_hash, last.row_count) == held(superior, commune)


@pytest.mark.parametrize(("lost", "new"), [("Vi Văn Ả", "Vi Văn A"), ("Vi Văn A", "Vi Văn Ả")])
def test_work_done_after_a_restore_stands_against_what_was_lost_at_the_same_revision(
    offices: tuple[Office, Office, Path], tmp_path: Path, lost: str, new: str
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    rename(commune, person, lost)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-2")
    rename(commune, person, new)

    for _round in range(2):
        add(commune, "Vi Văn Nữa")
        (came,) = superior.take_in(commune.bundle(stick))
        commune.take_in(superior.answer(came, stick))

    assert new in names(superior, commune) and lost not in names(superior, commune)
    last = outgoing(commune)[-1]
    assert (last.problem, last.state_hash, last.row_count) == ("", *held(superior, commune))


def test_work_done_after_two_restores_from_one_backup_outlives_the_fork_they_make(
    offices: tuple[Office, Office, Path], tmp_path: Path
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Gốc")
    superior.take_in(commune.bundle(stick))
    backup = commune.desk.backup(tmp_path / "cu.backup").path
    restored(commune, backup, tmp_path / "xa-2")
    for name in ("Vi Văn Một", "Vi Văn Hai"):
        rename(commune, person, name)
    superior.take_in(commune.bundle(stick))
    restored(commune, backup, tmp_path / "xa-3")
    rename(commune, person, "Vi Văn Mới Nhất")

    for turn in range(3):
        add(commune, f"Vi Văn Nữa {turn}")
        (came,) = superior.take_in(commune.bundle(stick))
        assert (came.code == "EXC-16") == (turn == 0), "both restores began the same epoch"
        commune.take_in(superior.answer(came, stick))

    assert "Vi Văn Mới Nhất" in names(superior, commune)
    last = outgoing(commune)[-1]
    assert (last.problem, last.state_hash, last.row_count) == ("", *held(superior, commune))


def test_a_copied_folder_is_noticed_as_a_fork_and_the_next_bundle_is_a_full_one_of_a_new_epoch(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock
) -> None:
    import shutil

    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, stick):
        superior.take_in(commune.bundle(stick))
        commune.desk.close()
        twin = Office(Path(shutil.copytree(commune.folder, tmp_path / "xa-chep")), clock)
        commune.open()
        try:
            add(commune, "Vi Văn Thật")
            add(twin, "Vi Văn Chép")
            (one,) = superior.take_in(commune.bundle(stick))
            (other,) = superior.take_in(twin.bundle(stick))

            assert (one.state, other.state, other.code) == (InboxState.TAKEN_IN, InboxState.FORK, "EXC-16")
            assert names(superior, commune) == {"Vi Văn Thật"}

            twin.take_in(superior.answer(other, stick))
            assert (outgoing(twin)[-1].state, outgoing(twin)[-1].problem) == (OutboxState.REFUSED, "EXC-16")

            (came,) = superior.take_in(twin.bundle(stick))
            twin.take_in(superior.answer(came, stick))
            assert names(superior, commune) == {"Vi Văn Thật", "Vi Văn Chép"}
            assert set(twin.desk.read(lambda s: s.scalars(select(Person.full_name)).all())) == {
                "Vi Văn Thật",
                "Vi Văn Chép",
            }
        finally:
            twin.desk.close()


# ---------------------------------------------------------------- records sent back


def test_a_record_is_sent_back_corrected_and_comes_up_again(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Sai Tên")
    superior.take_in(commune.bundle(stick))
    superior.desk.do(
        ReturnRecord(
            target_office=commune.uid, noun="person", row_uid=person, field="full_name", comment="Ghi sai tên đệm."
        )
    )
    package = superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick)

    (came,) = commune.take_in(package)
    (asked,) = commune.desk.read(requests_on, commune.uid, "person", person)

    assert came.is_taken_in
    assert (asked.field, asked.comment, asked.state) == ("full_name", "Ghi sai tên đệm.", ReviewState.RETURNED)

    rename(commune, person, "Vi Thị Đúng Tên")
    assert commune.desk.read(requests_on, commune.uid, "person", person)[0].state is ReviewState.CORRECTED
    superior.take_in(commune.bundle(stick))

    assert [review.state for review in superior.desk.read(reviews)] == [ReviewState.CORRECTED]
    assert names(superior, commune) == {"Vi Thị Đúng Tên"}

    package = superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick)
    assert [came.state for came in commune.take_in(package)] == [InboxState.TAKEN_IN]
    with pytest.raises(Problem, match="RVW-05"):
        superior.desk.do(PreparePackage(office=commune.uid))


def test_what_was_never_received_cannot_be_sent_back(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, _stick = offices

    with pytest.raises(Problem, match="RVW-01"):
        superior.desk.do(ReturnRecord(target_office=commune.uid, noun="person", row_uid=commune.uid, comment="?"))


def test_a_receipt_nobody_asked_for_and_one_from_a_stranger_change_nothing(
    offices: tuple[Office, Office, Path], tmp_path: Path, empty_workspace: Path, clock: FixedClock
) -> None:
    commune, superior, stick = offices
    add(commune)
    (came,) = superior.take_in(commune.bundle(stick))
    receipt = superior.answer(came, stick)
    with two_offices(empty_workspace, tmp_path / "khac", clock) as (other, _above, _stick):
        (strange,) = other.take_in(receipt)
        assert (strange.state, strange.code) == (InboxState.QUARANTINED, "EXC-07")

    forged = stick / "gia.xaso"
    content = bytearray(receipt.read_bytes())
    content[len(content) // 2] ^= 1
    forged.write_bytes(bytes(content))
    (came,) = commune.take_in(forged)

    assert came.state is InboxState.QUARANTINED
    assert [row.state for row in outgoing(commune)] == [OutboxState.HANDED_OVER]


def test_the_journal_of_the_superior_holds_no_row_of_a_commune(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    person = add(commune)
    superior.take_in(commune.bundle(stick))

    entries = superior.desk.read(
        lambda session: session.scalars(select(ChangeEntry).where(ChangeEntry.row_uid == person)).all()
    )
    assert entries == []


# ---------------------------------------------------------------- rows that are kept and not counted


def saying(change: Change, **columns: object) -> Change:
    """The same line with other words in some columns."""
    return change._replace(payload=canonical_json({**json.loads(change.payload), **columns}))


def test_a_row_with_a_wrong_column_is_kept_told_at_its_record_and_cleared_by_a_sound_one(
    offices: tuple[Office, Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, superior, stick = offices
    person = add(commune, "Vi Văn Hỏng")
    right = outbox.write_changes

    def wrong(changes: Iterable[Change]) -> bytes:
        return right(saying(change, full_name=7) if change.row_uid == person else change for change in changes)

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "write_changes", wrong)
        (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))

    assert superior.desk.read(received, commune.uid, "person") == []
    seen = superior.desk.read(received_one, commune.uid, "person", person)
    assert seen is not None and (seen.problem, seen.values["full_name"]) == ("INT-03", 7)
    assert "full_name" in commune.desk.read(remarks_on, "person", person)
    assert outgoing(commune)[-1].state is OutboxState.CONFIRMED

    rename(commune, person, "Vi Văn Lành")
    (came,) = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))

    assert names(superior, commune) == {"Vi Văn Lành"}
    assert commune.desk.read(remarks_on, "person", person) == ""


def test_a_bundle_that_changes_a_row_of_another_office_is_refused_whole_and_the_next_goes_on(
    offices: tuple[Office, Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, superior, stick = offices
    superior.take_in(commune.bundle(stick))
    person = add(commune)
    right = outbox.write_changes

    def stolen(changes: Iterable[Change]) -> bytes:
        return right(saying(change, office_uid=superior.uid) for change in changes)

    before = held(superior, commune)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "write_changes", stolen)
        (came,) = superior.take_in(commune.bundle(stick))

    assert (came.state, came.code) == (InboxState.QUARANTINED, "EXC-24")
    assert held(superior, commune) == before
    assert superior.desk.read(received_one, superior.uid, "person", person) is None

    commune.take_in(superior.answer(came, stick))
    assert (outgoing(commune)[-1].state, outgoing(commune)[-1].problem) == (OutboxState.REFUSED, "EXC-24")
    (came,) = superior.take_in(commune.bundle(stick))
    assert came.is_taken_in and names(superior, commune) == {"Vi Văn Canh"}
