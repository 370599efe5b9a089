"""WebDAV: never over another file, every answer understood, lines that cut, hang, turn bits and swallow answers."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest

from app.carriers.carrier import Since, part_name
from app.carriers.dav_listing import NoListing, entries
from app.carriers.passwords import Passwords
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from tests.carriers.conftest import NAME, PATIENCE, QUIET, SHORT, arrivals, dav_carrier, make_file, sha256
from tests.carriers.nuisance import Harm, Way, nuisance
from tests.carriers.servers import free_port


@pytest.fixture
def folder(dav):
    return dav.folder(uuid4().hex[:8])


def code_of(work) -> str:
    with pytest.raises(Problem) as problem:
        work()
    assert problem.value.next_step
    return problem.value.code


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---------------------------------------------------------------- what the server says


@pytest.mark.parametrize(("place", "code"), [("ban", "CAR-05"), ("cam", "CAR-11"), ("day", "CAR-28"), ("kc", "CAR-16")])
def test_each_answer_has_its_own_meaning(dav, papers, parcel, tmp_path, place, code):
    carrier = dav_carrier(dav, papers, place)

    assert code_of(lambda: list(carrier.collect(tmp_path, Since(), QUIET))) == code
    assert [problem.code for problem in carrier.check(QUIET).problems] == [code]
    if place != "kc":
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == code


def test_a_folder_that_does_not_exist_takes_nothing(dav, papers, parcel):
    assert code_of(lambda: dav_carrier(dav, papers, "khong-co").send(parcel, NAME, QUIET)) in {"CAR-12", "CAR-16"}


def test_a_wrong_password_is_told_beside_its_field(dav, papers, parcel, folder):
    carrier = dav_carrier(dav, papers, folder.name, passwords=Passwords(ask=lambda _account: "sai", safe=None))

    with pytest.raises(Problem) as problem:
        carrier.send(parcel, NAME, QUIET)

    assert (problem.value.code, problem.value.field) == ("CAR-09", "password")
    assert names(folder) == []


def test_a_file_over_the_servers_limit_is_told(dav, papers, tmp_path, folder):
    large = tmp_path / "lon.bin"
    with large.open("wb") as file:
        file.truncate(dav.most + 1)

    assert code_of(lambda: dav_carrier(dav, papers, folder.name).send(large, NAME, QUIET)) == "CAR-27"
    assert names(folder) == []


def test_a_server_nobody_vouches_for_gets_no_password(dav, papers, parcel, folder):
    assert code_of(lambda: dav_carrier(dav, papers, folder.name, authority=None).send(parcel, NAME, QUIET)) == "CAR-06"


def test_nothing_leaves_this_computer_in_clear(dav, papers, parcel):
    for address in ("http://kho.tinh.example/xa", "ftp://127.0.0.1/xa", "file:///tmp"):
        carrier = dav_carrier(dav, papers, "x")
        carrier.address = address
        assert code_of(lambda carrier=carrier: carrier.send(parcel, NAME, QUIET)) == "CAR-08"


def test_a_server_that_is_not_there_is_told(dav, papers, parcel, folder):
    carrier = dav_carrier(dav, papers, folder.name, port=free_port())

    assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == "CAR-01"
    assert carrier.check(QUIET).reachable is False


# ---------------------------------------------------------------- never over another file


def test_a_file_that_appears_between_the_look_and_the_move_is_kept(dav, papers, parcel, folder):
    """Two PCs of one office: the second finds the name taken only when it moves (412)."""
    carrier = dav_carrier(dav, papers, folder.name)
    for content, code in ((parcel.read_bytes(), ""), (b"another", "CAR-18")):
        (folder / NAME).unlink(missing_ok=True)

        def appear(done, _total, _what, content=content):
            if done and not (folder / NAME).exists():
                (folder / NAME).write_bytes(content)

        if code:
            assert code_of(lambda appear=appear: carrier.send(parcel, NAME, Progress(show=appear))) == code
        else:
            assert carrier.send(parcel, NAME, Progress(show=appear)).already_there
        assert (folder / NAME).read_bytes() == content
        assert names(folder) == [NAME]


def test_a_half_written_file_of_an_earlier_try_is_replaced(dav, papers, parcel, folder):
    (folder / part_name(NAME, sha256(parcel))).write_bytes(b"half")
    (folder / part_name(NAME, sha256(parcel))).chmod(0o666)

    dav_carrier(dav, papers, folder.name).send(parcel, NAME, QUIET)

    assert names(folder) == [NAME]


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize("at", [0, 150, 400, 900, 5_000, 40_000, 50_500])
@pytest.mark.parametrize("tls", [False, True], ids=["clear", "tls"])
def test_a_line_cut_anywhere_is_no_success_and_no_torn_file(dav, papers, parcel, folder, at, tls):
    with nuisance(dav.tls_port if tls else dav.port, Harm.CUT, at=at) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port)
        if tls:
            carrier.address = f"https://localhost:{line.port}/{folder.name}"
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) in {"CAR-02", "CAR-04"}
        assert line.struck == 1
        assert not (folder / NAME).exists() or sha256(folder / NAME) == sha256(parcel)
        assert carrier.send(parcel, NAME, QUIET).sha256 == sha256(folder / NAME)

    assert names(folder) == [NAME]


@pytest.mark.parametrize("at", [700, 20_000, 40_000])
def test_a_bit_turned_on_the_way_is_found_by_reading_back(dav, papers, parcel, folder, at):
    with nuisance(dav.port, Harm.FLIP, at=at + 800) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port)
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == "CAR-19"
        assert line.struck == 1

    assert names(folder) == []


def test_a_bit_turned_on_the_way_back_is_no_success_either(dav, papers, parcel, folder):
    with nuisance(dav.port, Harm.FLIP, way=Way.DOWN, at=30_000) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port)
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == "CAR-19"

    assert names(folder) == []


def test_a_bit_turned_on_an_encrypted_line_is_noticed(dav, papers, parcel, folder):
    for at in (5, 600, 3_000, 30_000):
        with nuisance(dav.tls_port, Harm.FLIP, at=at) as line:
            carrier = dav_carrier(dav, papers, folder.name, patience=SHORT)
            carrier.address = f"https://localhost:{line.port}/{folder.name}"
            assert code_of(lambda carrier=carrier: carrier.send(parcel, NAME, QUIET)) in {
                *("CAR-02", "CAR-03", "CAR-06", "CAR-08"),
            }
        assert not (folder / NAME).exists()


@pytest.mark.parametrize("harm", [Harm.CUT, Harm.HANG])
def test_a_swallowed_answer_to_the_move_is_unsure_and_the_next_try_finds_it_there(dav, papers, parcel, folder, harm):
    with nuisance(dav.port, harm, word=b"MOVE ") as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port, patience=SHORT)
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == "CAR-04"
        carrier.patience = PATIENCE
        assert sha256(folder / NAME) == sha256(parcel)  # it was done: only the answer was lost
        assert carrier.send(parcel, NAME, QUIET).already_there

    assert names(folder) == [NAME]


def test_a_hanging_line_is_given_up_in_time_and_can_be_cancelled(dav, papers, parcel, folder):
    with nuisance(dav.port, Harm.HANG, way=Way.DOWN, at=0, once=False) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port, patience=SHORT)
        started = time.monotonic()
        assert code_of(lambda: carrier.send(parcel, NAME, QUIET)) == "CAR-03"
        assert time.monotonic() - started < 10
    with nuisance(dav.port, Harm.HANG, way=Way.DOWN, at=0) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port, patience=60)
        started = time.monotonic()
        with pytest.raises(Cancelled):
            carrier.send(parcel, NAME, Progress(is_cancelled=lambda: time.monotonic() - started > 0.3))
        assert time.monotonic() - started < 10


# ---------------------------------------------------------------- collecting


def test_a_download_that_was_cut_goes_on_where_it_stopped(dav, papers, folder, tmp_path):
    parcel = make_file(tmp_path, 3_000_000)
    (folder / NAME).write_bytes(parcel.read_bytes())
    into = tmp_path / "den"
    with nuisance(dav.port, Harm.CUT, way=Way.DOWN, at=1_500_000) as line:
        carrier = dav_carrier(dav, papers, folder.name, port=line.port)
        assert code_of(lambda: arrivals(carrier, into)) == "CAR-02"
        (half,) = into.iterdir()
        assert 500_000 < half.stat().st_size < 3_000_000
        (came,) = arrivals(carrier, into)
        moved = line._moved[Way.DOWN]

    assert came.sha256 == sha256(parcel)
    assert list(into.iterdir()) == [came.path]
    assert moved < 3_500_000  # the first half was not fetched again


def test_a_part_of_an_older_file_is_not_mixed_with_a_newer_one(dav, papers, folder, tmp_path):
    (folder / NAME).write_bytes(make_file(tmp_path, 3_000_000).read_bytes())
    into = tmp_path / "den"
    with nuisance(dav.port, Harm.CUT, way=Way.DOWN, at=1_500_000) as line:
        assert code_of(lambda: arrivals(dav_carrier(dav, papers, folder.name, port=line.port), into)) == "CAR-02"
    newer = make_file(tmp_path, 3_000_000, seed=8)
    time.sleep(1.1)  # the server's version counts seconds
    (folder / NAME).write_bytes(newer.read_bytes())

    (came,) = arrivals(dav_carrier(dav, papers, folder.name), into)

    assert came.sha256 == sha256(newer)


def test_only_files_directly_in_the_folder_are_listed():
    answer = (
        b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">'
        + b"".join(
            b"<d:response><d:href>%s</d:href><d:propstat><d:prop><d:resourcetype>%s</d:resourcetype>"
            b'<d:getcontentlength>%s</d:getcontentlength><d:getetag>"v"</d:getetag></d:prop>'
            b"<d:status>HTTP/1.1 %s</d:status></d:propstat></d:response>" % row
            for row in (
                (b"/xa/", b"<d:collection/>", b"0", b"200 OK"),
                (b"/xa/a.xaso", b"", b"5", b"200 OK"),
                (b"https://kho.example/xa/b%20c.xaso", b"", b"6", b"200 OK"),
                (b"/xa/con/", b"<d:collection/>", b"0", b"200 OK"),
                (b"/xa/con/d.xaso", b"", b"7", b"200 OK"),
                (b"/khac/e.xaso", b"", b"7", b"200 OK"),
                (b"/xa/..%2Ff.xaso", b"", b"7", b"200 OK"),
                (b"/xa/g.xaso", b"", b"-1", b"200 OK"),
                (b"/xa/h.xaso", b"", b"7", b"404 Not Found"),
                (b"/xa/i.xaso", b"", b"9" * 30, b"200 OK"),
            )
        )
        + b"</d:multistatus>"
    )

    assert [(entry.name, entry.size) for entry in entries(answer, "/xa/")] == [("a.xaso", 5), ("b c.xaso", 6)]


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"<html>", b"<a/>", b"not xml", b'<?xml version="1.0"?><multistatus/>'),
        b'<!DOCTYPE x [<!ENTITY a "b">]><d:multistatus xmlns:d="DAV:">&a;</d:multistatus>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><d:multistatus xmlns:d="DAV:"/>',
    ],
)
def test_what_is_no_listing_is_refused(answer):
    with pytest.raises(NoListing):
        entries(answer, "/xa/")
