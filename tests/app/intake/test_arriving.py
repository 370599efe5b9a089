"""What arrives together, on a stick or by mail: parts wait for each other, strangers' files stay where they lie."""

from __future__ import annotations

import pytest

from app.exchange.splitting import split
from app.intake.arriving import Arrived, take_in_files
from app.intake.receiving import kept_parts
from app.kernel.progress import Progress
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from db.vocabulary import InboxState
from tests.support.two_offices import practice_superior, two_offices

LIMIT = 4_500


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        three[0].desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh")))
        yield three


def folder(path):
    path.mkdir()
    return path


def arrive(office, *paths, shared=False):
    return take_in_files(office.desk, [Arrived(path, path.name) for path in paths], Progress(), shared=shared)


def test_parts_of_a_bundle_come_on_different_days_and_make_it_whole(offices, tmp_path):
    commune, superior, stick = offices
    whole = commune.bundle(stick)
    parts = split(whole, tmp_path, message_limit=LIMIT)
    assert len(parts) > 2

    first = arrive(superior, parts[-1])
    assert [problem.code for _name, problem in first.problems] == ["EXC-28"]
    assert "1" in first.problems[0][1].sentence
    arrive(superior, *parts[1:-1])
    last = arrive(superior, parts[0])

    assert [came.state for came in last.came] == [InboxState.TAKEN_IN]
    assert last.names == {last.came[0].file_sha256: whole.name}
    assert kept_parts(superior.desk.files) == []


def test_a_bundle_split_anew_after_half_of_it_came_is_joined_from_the_new_parts(offices, tmp_path):
    commune, superior, stick = offices
    whole = commune.bundle(stick)
    first = split(whole, folder(tmp_path / "old"), message_limit=LIMIT)
    others = (split(whole, folder(tmp_path / f"new{less}"), message_limit=LIMIT - less) for less in range(1, 60))
    again = next(parts for parts in others if len(parts) == len(first))  # so that their names are the same
    arrive(superior, *first[:-1])

    assert [came.state for came in arrive(superior, *again).came] == [InboxState.TAKEN_IN]


def test_a_damaged_part_is_named_and_the_whole_one_that_follows_is_taken(offices, tmp_path):
    commune, superior, stick = offices
    parts = split(commune.bundle(stick), tmp_path, message_limit=LIMIT)
    good = parts[1].read_bytes()
    parts[1].write_bytes(good[:-1] + bytes([good[-1] ^ 1]))

    told = arrive(superior, *parts)
    assert [problem.code for _name, problem in told.problems] == ["EXC-27", "EXC-28"]
    parts[1].write_bytes(good)

    assert [came.state for came in arrive(superior, parts[1]).came] == [InboxState.TAKEN_IN]


def test_in_a_shared_folder_files_for_others_stay_out_and_are_counted(offices, tmp_path):
    commune, superior, stick = offices
    bundle = commune.bundle(stick)
    (came,) = superior.take_in(bundle)
    receipt = superior.answer(came, stick)

    theirs = arrive(superior, bundle, receipt, shared=True)
    ours = arrive(commune, bundle, receipt, shared=True)

    assert (theirs.own, [each.state for each in theirs.came]) == (1, [InboxState.DUPLICATE])
    assert (ours.own, [each.state for each in ours.came]) == (1, [InboxState.TAKEN_IN])
    stranger = practice_superior(tmp_path / "third", commune.clock)
    try:
        seen = arrive(stranger, bundle, receipt, shared=True)
        assert (seen.others, seen.came) == (2, [])
        assert arrive(stranger, bundle).came[0].state is InboxState.QUARANTINED
    finally:
        stranger.desk.close()


def test_the_own_key_file_is_left_on_the_stick_and_refused_only_where_it_was_chosen_alone(offices, tmp_path):
    commune, superior, stick = offices
    own = tmp_path / "khoa-xa.xaso-khoa"
    own.write_bytes(commune.enrolment())
    bundle = commune.bundle(stick)
    receipt = superior.answer(superior.take_in(bundle)[0], stick)

    together = arrive(commune, own, receipt)
    alone = arrive(commune, own)

    assert (together.own, together.problems) == (1, [])
    assert [problem.code for _name, problem in alone.problems] == ["ENR-05"]


def test_stopped_between_files_those_before_are_in_and_the_rest_can_come_later(offices, tmp_path):
    commune, superior, stick = offices
    first = commune.bundle(stick)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Vi Văn Cuối")))
    second = commune.bundle(stick)
    seen = []
    progress = Progress(lambda _done, _total, what: seen.append(what), lambda: second.name in seen)

    taken = take_in_files(superior.desk, [Arrived(path, path.name) for path in (first, second)], progress)

    assert [came.state for came in taken.came] == [InboxState.TAKEN_IN]
    assert taken.is_stopped
    assert taken.done == {first}
    assert [came.state for came in arrive(superior, second).came] == [InboxState.TAKEN_IN]
