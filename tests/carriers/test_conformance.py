"""What every carrier promises, in one suite: proof or a reason, the same bytes, and nothing half done."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from app.carriers.carrier import Arrival, HandedOver, Proof, Reached, Since, Unread
from app.kernel.problems import Cancelled, Problem, Refused
from app.kernel.progress import Progress
from tests.carriers.conftest import NAME, QUIET, Trial, arrivals, make_file, sha256

MB = 1024 * 1024


def test_what_was_sent_can_be_collected(trial: Trial, parcel, tmp_path):
    sent = trial.carrier.send(parcel, NAME, QUIET)

    (came,) = arrivals(trial.carrier, tmp_path / "den")

    assert came.path.read_bytes() == parcel.read_bytes()
    assert (came.name, came.size, came.sha256) == (NAME, parcel.stat().st_size, sha256(parcel))
    assert (sent.name, sent.size, sent.sha256) == (came.name, came.size, came.sha256)
    assert came.path.parent == tmp_path / "den"
    assert [path.name for path in (tmp_path / "den").iterdir()] == [came.path.name]
    assert not sent.already_there


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 255 * 1024, 256 * 1024, 256 * 1024 + 1, 3 * MB + 5])
def test_files_of_every_size_arrive_whole(trial: Trial, tmp_path, size):
    parcel = make_file(tmp_path, size, seed=size)

    trial.carrier.send(parcel, NAME, QUIET)

    assert [came.sha256 for came in arrivals(trial.carrier, tmp_path / "den")] == [sha256(parcel)]


def test_the_proof_says_how_it_is_known(trial: Trial, parcel):
    sent = trial.carrier.send(parcel, NAME, QUIET)

    assert sent.proof is (Proof.ACCEPTED if trial.kind == "mail" else Proof.READ_BACK)
    assert bool(sent.message_id) == (trial.kind == "mail")
    assert sent.place


def test_sending_twice_is_harmless(trial: Trial, parcel, tmp_path):
    first = trial.carrier.send(parcel, NAME, QUIET)
    second = trial.carrier.send(parcel, NAME, QUIET)

    assert second.already_there == trial.keeps_names
    assert (second.sha256, second.message_id) == (first.sha256, first.message_id)
    came = arrivals(trial.carrier, tmp_path / "den")
    assert {one.sha256 for one in came} == {sha256(parcel)}
    assert len({one.path for one in came}) == 1


def test_another_file_of_the_same_name_is_never_replaced(trial: Trial, parcel, tmp_path):
    trial.carrier.send(parcel, NAME, QUIET)
    other = make_file(tmp_path / "khac", seed=2)
    if not trial.keeps_names:
        trial.carrier.send(other, NAME, QUIET)
        assert {came.sha256 for came in arrivals(trial.carrier, tmp_path / "den")} == {sha256(parcel), sha256(other)}
        return

    with pytest.raises(Refused) as refused:
        trial.carrier.send(other, NAME, QUIET)

    assert refused.value.code == "CAR-18"
    assert [came.sha256 for came in arrivals(trial.carrier, tmp_path / "den")] == [sha256(parcel)]
    assert trial.names() == [NAME]


def test_several_files_come_each_with_its_own_bytes(trial: Trial, tmp_path):
    names = [f"14272-1-{number}.xaso" for number in range(3)] + ["14272-1-4.001-003.xaso-phan", "xa.xaso-khoa"]
    sent = {}
    for number, name in enumerate(names):
        parcel = make_file(tmp_path / str(number), 1000 + number, seed=number)
        sent[name] = trial.carrier.send(parcel, name, QUIET).sha256

    assert {came.name: came.sha256 for came in arrivals(trial.carrier, tmp_path / "den")} == sent


def test_what_the_caller_remembers_is_not_brought_again(trial: Trial, parcel, tmp_path):
    trial.carrier.send(parcel, NAME, QUIET)
    first = list(trial.carrier.collect(tmp_path / "den", Since(), QUIET))
    marks = frozenset(one.mark for one in first if isinstance(one, Arrival))
    position = next((one.position for one in first if isinstance(one, Reached)), "")
    assert len(marks) == 1

    assert arrivals(trial.carrier, tmp_path / "den", Since(marks=marks, position=position)) == []
    assert arrivals(trial.carrier, tmp_path / "den", Since(marks=marks)) == []

    later = make_file(tmp_path / "sau", seed=9)
    trial.carrier.send(later, "14272-1-8.xaso", QUIET)
    new = arrivals(trial.carrier, tmp_path / "den", Since(marks=marks, position=position))
    assert [one.sha256 for one in new] == [sha256(later)]


def test_other_peoples_files_stay_where_they_are(trial: Trial, parcel, tmp_path):
    for name in ("ke-hoach.docx", "anh.jpg", "goi.xaso.exe", "goi.xaso.1a2b3c4d.part", "xaso", "autorun.inf"):
        trial.put(name, b"MZ something else")
    trial.carrier.send(parcel, NAME, QUIET)

    assert [came.name for came in arrivals(trial.carrier, tmp_path / "den")] == [NAME]


def test_what_others_put_there_under_our_ending_comes_under_a_safe_name(trial: Trial, tmp_path):
    trial.put("Gói của xã (1).xaso", b"bytes")
    trial.put("GOI.XASO", b"other bytes")

    came = arrivals(trial.carrier, tmp_path / "den")

    assert sorted(one.name for one in came) == ["GOI.XASO", "Gói của xã (1).xaso"]
    assert all(one.path.parent == tmp_path / "den" for one in came)


@pytest.mark.parametrize(
    "name",
    [
        *("", "goi", "goi.zip", ".xaso", "../goi.xaso", "a/b.xaso", "a\\b.xaso", "C:goi.xaso", "goi\r\nBcc: a@b.xaso"),
        *("con.xaso", "goi.xaso ", "goi .xaso", "xã.xaso", "goi.xaso.1a2b3c4d.part", "%2e%2e%2fgoi.xaso", "-rf.xaso"),
        "g" * 120 + ".xaso",
    ],
)
def test_names_that_could_lead_elsewhere_are_refused(trial: Trial, parcel, name):
    with pytest.raises(Refused) as refused:
        trial.carrier.send(parcel, name, QUIET)

    assert (refused.value.code, refused.value.field) == ("CAR-17", "name")
    assert trial.names() == []


def test_a_file_that_is_gone_is_told_and_nothing_arrives(trial: Trial, tmp_path):
    with pytest.raises(Problem) as problem:
        trial.carrier.send(tmp_path / "khong-co.bin", NAME, QUIET)

    assert problem.value.code == "CAR-20"
    assert trial.names() == []


def cancelled_at(place: int) -> Progress:
    """The person cancels when this is asked for the n-th time."""
    asked = iter(range(1, 10**9))
    return Progress(is_cancelled=lambda: next(asked) >= place)


def questions_of(work) -> int:
    """How often a piece of work asks whether it should stop."""
    asked = []
    work(Progress(is_cancelled=lambda: bool(asked.append(1))))
    return len(asked)


def test_cancelled_at_any_point_nothing_counts_as_sent_and_the_next_try_succeeds(trial: Trial, tmp_path):
    parcel = make_file(tmp_path, 700_000)
    probe = make_file(tmp_path / "truoc", 700_000, seed=5)
    total = questions_of(lambda progress: trial.carrier.send(probe, "14272-1-0.xaso", progress))
    assert total > 5

    for place in sorted({1, 2, 3, 4, 5, *range(6, total, max(total // 12, 1))}):
        try:
            sent = trial.carrier.send(parcel, NAME, cancelled_at(place))
        except Cancelled:
            assert not trial.keeps_names or set(trial.names()) <= {"14272-1-0.xaso", NAME}
            continue
        assert isinstance(sent, HandedOver)  # the question came after the deed
    trial.carrier.send(parcel, NAME, QUIET)

    came = [one for one in arrivals(trial.carrier, tmp_path / "den") if one.name == NAME]
    assert {one.sha256 for one in came} == {sha256(parcel)}
    if trial.keeps_names:
        assert trial.names() == [NAME, "14272-1-0.xaso"]


def test_cancelled_while_collecting_nothing_half_is_left(trial: Trial, tmp_path):
    parcel = make_file(tmp_path, 700_000)
    trial.carrier.send(parcel, NAME, QUIET)
    total = questions_of(lambda progress: list(trial.carrier.collect(tmp_path / "truoc", Since(), progress)))

    stopped = 0
    for place in range(1, total, max(total // 10, 1)):
        into = tmp_path / f"den-{place}"
        try:
            list(trial.carrier.collect(into, Since(), cancelled_at(place)))
        except Cancelled:
            stopped += 1
        whole = [path for path in into.glob("*") if path.suffix == ".xaso"]
        assert all(sha256(path) == sha256(parcel) for path in whole)
    assert stopped  # how often a line asks depends on how long it waits, so the last places may come too late


def test_progress_grows_and_never_passes_the_whole(trial: Trial, tmp_path):
    seen = []
    parcel = make_file(tmp_path, 900_000)
    trial.carrier.send(parcel, NAME, Progress(show=lambda done, total, what: seen.append((done, total))))

    assert [done for done, _total in seen] == sorted(done for done, _total in seen)
    assert all(0 <= done <= total for done, total in seen)


def test_check_says_that_all_is_well_and_leaves_nothing(trial: Trial):
    condition = trial.carrier.check(QUIET)

    assert condition.reachable
    assert condition.problems == ()
    assert condition.place
    assert trial.names() == []


def test_check_can_be_cancelled(trial: Trial):
    with pytest.raises(Cancelled):
        trial.carrier.check(cancelled_at(1))


def test_a_large_file_is_never_held_in_memory(trial: Trial, tmp_path):
    if trial.kind == "memory":
        return  # its very purpose is to hold files in memory
    parcel = make_file(tmp_path, 8 * MB)
    trial.carrier.send(make_file(tmp_path / "am", 10), "am.xaso", QUIET)  # what is imported late is imported now
    sending = 0
    if trial.kind == "mail":  # the mail server lives in this very process: test_letter measures the letter alone
        trial.carrier.send(parcel, NAME, QUIET)
    else:
        sending = _peak_of(lambda: trial.carrier.send(parcel, NAME, QUIET))
    fetching = _peak_of(lambda: arrivals(trial.carrier, tmp_path / "den"))

    assert sending < 3 * MB
    assert fetching < 3 * MB


def _peak_of(work) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_every_problem_names_a_next_step(trial: Trial, parcel, tmp_path):
    """An unread file is told with a reason; here there is none, so nothing is unread."""
    trial.carrier.send(parcel, NAME, QUIET)

    assert not [one for one in trial.carrier.collect(tmp_path / "den", Since(), QUIET) if isinstance(one, Unread)]


def test_the_folder_to_collect_into_is_made(trial: Trial, parcel, tmp_path: Path):
    trial.carrier.send(parcel, NAME, QUIET)

    (came,) = arrivals(trial.carrier, tmp_path / "mot" / "hai")

    assert came.path.is_file()
