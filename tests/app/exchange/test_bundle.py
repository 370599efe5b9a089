"""A bundle from end to end: made, checked step by step, opened by receiver and sender, by nobody else."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.changes import read_changes, write_changes
from app.exchange.container import header_around
from app.exchange.contents import CHANGES, Item
from app.exchange.header import Kind, Party, file_name, read_header
from app.exchange.opening import Caps, check_body, check_receiver, check_sender, extract, inspect, open_body
from app.kernel.problems import Refused
from tests.support.bundles import FIRST, PHOTO, RECEIVER, SENDER, body_of, bundle, change, core, items
from tests.support.judging import KNOWN, judge
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, SUPERIOR_KEYS, uid

PHOTO_PATH = f"files/{hashlib.sha256(PHOTO).hexdigest()}"
ACCENTS = "Nguyễn Thị Thử Ở Đồng Mậu"


def test_a_bundle_passes_every_check_and_brings_what_was_put_in(tmp_path):
    built = bundle(tmp_path)

    outer = inspect(built.path)
    key = check_sender(outer, KNOWN)
    check_receiver(outer.header, {SUPERIOR_KEYS.key_id})
    check_body(outer)
    body = open_body(outer, SUPERIOR_KEYS)

    assert outer.header == built.header
    assert outer.header_hash == built.header.hash
    assert (outer.size, outer.sha256) == (built.size, hashlib.sha256(built.path.read_bytes()).hexdigest())
    assert key.office.office_code == "14563"
    assert [line.path for line in body.listed] == [CHANGES, PHOTO_PATH]
    assert [line.path for line in body.files()] == [PHOTO_PATH]
    assert list(read_changes(body.parts[CHANGES], FIRST)) == [change(1), change(2), change(3)]


def test_sender_and_receiver_open_it_and_a_stranger_does_not(tmp_path):
    outer = inspect(bundle(tmp_path).path)

    assert open_body(outer, COMMUNE_KEYS) == open_body(outer, SUPERIOR_KEYS)
    with pytest.raises(Refused, match="EXC-18"):
        open_body(outer, STRANGER_KEYS)


def test_files_are_handed_out_piece_by_piece_without_standing_in_memory(tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(range(256)) * 8000)
    path = f"files/{hashlib.sha256(photo.read_bytes()).hexdigest()}"
    outer = inspect(bundle(tmp_path, content=(*items(files=()), Item(path=path, content=photo))).path)
    taken = io.BytesIO()

    assert path not in open_body(outer, SUPERIOR_KEYS).parts
    extract(outer, SUPERIOR_KEYS, lambda name: taken.write if name == path else None)

    assert taken.getvalue() == photo.read_bytes()


def test_the_plain_body_is_the_same_for_the_same_input_and_the_seal_never_is(tmp_path):
    one, other = bundle(tmp_path, name="1.xaso"), bundle(tmp_path, name="2.xaso")

    assert body_of() == body_of()
    assert one.header.core.hash == other.header.core.hash
    assert one.header.hash != other.header.hash


def test_other_tools_list_the_four_entries_and_the_readme_names_no_person(tmp_path):
    with zipfile.ZipFile(bundle(tmp_path).path) as archive:
        assert archive.namelist() == ["header.json", "header.json.sig", "DOC-TOI.txt", "body.age"]
        readme = archive.read("DOC-TOI.txt")
    assert readme.startswith(b"\xef\xbb\xbf")
    assert "gói gửi số liệu" in readme.decode("utf-8-sig")


def test_nothing_in_clear_stands_in_the_file_or_stays_beside_it(tmp_path):
    changes = write_changes([change(1, payload={"full_name": ACCENTS})])
    built = bundle(tmp_path, content=[Item(path=CHANGES, content=changes)])
    raw = built.path.read_bytes()

    assert ACCENTS.encode() not in raw
    assert ACCENTS.encode("utf-16-le") not in raw
    assert [path.name for path in tmp_path.iterdir()] == ["goi.xaso"]


def test_a_file_that_changes_after_it_was_inspected_is_refused(tmp_path):
    first, other = bundle(tmp_path, name="1.xaso"), bundle(tmp_path, name="2.xaso")
    outer = inspect(first.path)
    first.path.write_bytes(other.path.read_bytes())

    with pytest.raises(Refused, match=r"EXC-1[38]"):
        open_body(outer, SUPERIOR_KEYS)


def test_what_does_not_fit_together_is_never_written(tmp_path):
    with pytest.raises(ValueError, match="another key"):
        bundle(tmp_path, core(sender=Party(office_uid=uid(1), office_code="14563", key_id=STRANGER_KEYS.key_id)))
    with pytest.raises(ValueError, match="receivers"):
        bundle(tmp_path, core(receivers=(SENDER,)))
    with pytest.raises(ValueError, match=r"changes\.jsonl"):
        bundle(tmp_path, content=[])
    with pytest.raises(ValueError, match="entry"):
        bundle(tmp_path, content=[*items(), Item(path="Giấy tờ.pdf", content=b"")])
    with pytest.raises(ValueError, match="hash"):
        bundle(tmp_path, content=[*items(), Item(path=f"files/{'0' * 64}", content=b"")])
    assert list(tmp_path.iterdir()) == []


def test_caps_hold_for_the_file_and_what_it_unpacks_to(tmp_path):
    path = bundle(tmp_path).path
    outer = inspect(path)

    with pytest.raises(Refused, match="EXC-01"):
        inspect(path, Caps(file=100))
    for caps in (Caps(unpacked=500), Caps(in_memory=100), Caps(entries=3)):
        with pytest.raises(Refused, match="EXC-20"):
            open_body(outer, SUPERIOR_KEYS, caps)


def test_a_name_of_a_file_tells_office_writer_and_sequence_and_no_person(tmp_path):
    assert file_name(FIRST) == "14563-00000000000b-1.00000003.xaso"
    assert file_name(core(kind=Kind.RECEIPT, first_sequence=0, last_sequence=0)).endswith("-20261122020000.xaso")


cores = st.builds(
    lambda first, more, epoch, period, previous, extensions: core(
        first_sequence=first, last_sequence=first + more, epoch=epoch, period=period,
        previous="" if first == 1 else previous, extensions=extensions,
    ),
    st.integers(1, 2**40), st.integers(0, 10_000), st.integers(1, 2**31),
    st.none() | st.tuples(st.dates(), st.dates()).map(lambda days: tuple(sorted(days))),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.dictionaries(st.from_regex(r"x-[a-z]{1,9}", fullmatch=True), st.text("aăâđ ") | st.booleans(), max_size=3),
)  # fmt: skip


@given(cores)
def test_a_header_comes_back_and_has_one_spelling(made):
    header = header_around(made, 5, "ab" * 32)

    assert read_header(header.to_bytes()) == header
    assert header.to_bytes().startswith(b'{"body":{')
    assert len(header.to_bytes()) < 64 * 1024


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=400), max_size=4, unique=True), st.integers(0, 5), st.data())
def test_any_content_makes_the_whole_way(tmp_path_factory, files, count, data):
    folder = tmp_path_factory.mktemp("bundle")
    texts = data.draw(
        st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), min_size=count, max_size=count)
    )
    changes = [change(at, payload={"note": text}) for at, text in enumerate(texts, start=1)]
    content = (Item(path=CHANGES, content=write_changes(changes)), *items(files=files)[1:])
    path = bundle(folder, core(last_sequence=10), content).path

    assert judge(path) == ""
    body = open_body(inspect(path), SUPERIOR_KEYS)
    assert list(read_changes(body.parts[CHANGES], core(last_sequence=10))) == changes
    assert len(body.files()) == len(files)


def test_the_receiver_named_by_another_key_is_not_us():
    header = header_around(FIRST, 5, "ab" * 32)
    with pytest.raises(Refused, match="EXC-12"):
        check_receiver(header, {COMMUNE_KEYS.key_id})
    check_receiver(header, {COMMUNE_KEYS.key_id, RECEIVER.key_id})
