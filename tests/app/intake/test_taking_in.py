"""Files of communes as they come in life: twice, late, torn, forged; each is kept and told, none is in the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.exchange import outbox
from app.exchange.changes import Change
from app.exchange.enrolling import ConfirmKey, TakeInKeyFile
from app.exchange.key_changes import RevokeKey, RotateKeys
from app.exchange.outbox import PrepareBundle
from app.exchange.ring import own_secret
from app.intake.collecting import try_again
from app.intake.queries import received, received_one
from app.intake.receipts import checkpoint
from app.intake.receiving import kept_path
from app.intake.reviewing import ReturnRecord, remarks_on, requests_on, reviews
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.people.commands import RemovePerson
from db.models import ChangeEntry, ReceivedRow
from db.types import canonical_json
from db.vocabulary import InboxState, OutboxState, ReviewState
from tests.app.intake.at_work import add, held, names, outgoing, rename
from tests.support.two_offices import Office, two_offices


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


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
