"""Files of a bundle open as they are: PDFs under names people understand, each once; the receiver keeps them all."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.evidence.commands import AttachFile
from app.exchange.changes import Change
from app.exchange.content import Content
from app.exchange.contents import type_of
from app.exchange.opening import inspect, open_body
from app.exchange.papers import attached
from app.exchange.ring import own_secret
from app.exchange.state import State
from app.exchange.summary import summary_items
from app.incoming.commands import RegisterLetter
from app.incoming.rules import LetterInput
from app.kernel.clock import FixedClock
from app.kernel.files import FileStore
from app.people.commands import AddPerson, PersonInput
from tests.support.bundles import change
from tests.support.keys import MAU_SON
from tests.support.two_offices import Office, two_offices

PDF = b"%PDF-1.7\n" + b"Quyet dinh" * 50
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(200))
DECISION = {"number": 5, "symbol": "/QĐ-UBND", "issued_on": "2026-11-05", "subject": "V/v <kiện toàn> Tổ công nghệ số"}


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def content(*changes: Change, digests: tuple[str, ...]) -> Content:
    return Content(
        writer_uid=MAU_SON.writer_uid, epoch=1, first=1, last=9, previous="", changes=changes,
        files=tuple(sorted(digests)), days=None, state=State(),
    )  # fmt: skip


def test_a_signed_paper_opens_by_its_number_and_its_scan_beside_it(files: FileStore) -> None:
    pdf, scan = files.put(PDF), files.put(PDF + b"scan")
    row = change(1, noun="document", payload=DECISION | {"pdf_sha256": pdf, "scan_sha256": scan})

    paper, scanned = attached(content(row, digests=(pdf, scan)), files)

    assert (paper.path, scanned.path) == (
        "giay-to/05-qd-ubnd-2026-11-05-ban-quet.pdf", "giay-to/05-qd-ubnd-2026-11-05.pdf",
    )  # fmt: skip
    assert scanned.words == "Số 05/QĐ-UBND ngày 05/11/2026: V/v <kiện toàn> Tổ công nghệ số"
    assert paper.words == f"{scanned.words} (bản quét)"


def test_two_papers_of_one_name_stay_apart_and_a_device_name_is_none(files: FileStore) -> None:
    names = ("con.pdf", "Biên bản.pdf", "bien-ban.PDF")
    digests = [files.put(PDF + name.encode()) for name in names]
    rows = [
        change(number, noun="evidence", payload={"sha256": digest, "name": name})
        for number, (digest, name) in enumerate(zip(digests, names, strict=True), start=1)
    ]

    found = attached(content(*rows, digests=tuple(digests)), files)

    paths = sorted(each.path for each in found)
    assert paths == ["giay-to/bien-ban-2.pdf", "giay-to/bien-ban.pdf", "giay-to/tep-con.pdf"]
    assert {type_of(each.path) for each in found} == {"paper"}


@pytest.mark.parametrize(
    ("name", "content_", "ending"),
    [("0.jpg", JPEG, ".jpg"), ("ảnh.exe", JPEG, ""), ("loa.mp3", b"ID3" + bytes(40), ".mp3"), ("x", b"?" * 40, "")],
)
def test_a_file_has_the_ending_of_what_it_is_and_never_that_of_a_program(
    files: FileStore, name: str, content_: bytes, ending: str
) -> None:
    digest = files.put(content_)
    row = change(1, noun="evidence", payload={"sha256": digest, "name": name, "caption": "Tập huấn"})

    (found,) = attached(content(row, digests=(digest,)), files)

    assert found.path == f"files/{digest}{ending}"
    assert found.words == f"Minh chứng: Tập huấn – {name}"
    assert type_of(found.path) == "file"


def test_what_is_not_there_any_more_is_told_and_leads_nowhere(files: FileStore) -> None:
    digest = files.put(PDF)
    row = change(1, noun="document", payload=DECISION | {"pdf_sha256": digest})
    made = content(row, digests=(digest, "ab" * 32))

    page = summary_items(made, "14563", MAU_SON, attached(made, files))[0].content

    assert isinstance(page, bytes)
    assert re.findall(r'href="([^"]+)"', page.decode()) == ["bang/document.csv", "giay-to/05-qd-ubnd-2026-11-05.pdf"]
    assert "1 tệp khác được nhắc tới" in page.decode()
    assert "&lt;kiện toàn&gt;" in page.decode()


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


def test_the_office_above_opens_each_paper_once_and_keeps_it_as_a_file(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    digest = commune.desk.files.put(PDF)
    letter = LetterInput(
        arrived_on=commune.clock.today(), issuer="UBND huyện", subject="Tập huấn",
        file_sha256=digest, file_name="Công văn số 12.pdf",
    )  # fmt: skip
    commune.desk.do(RegisterLetter(letter=letter))
    person = commune.desk.do(AddPerson(person=PersonInput(full_name="Vi Văn Canh"))).value
    commune.desk.do(AttachFile(about_noun="person", about=person, name="loa.mp3", data=b"ID3" + bytes(50)))

    path = commune.bundle(stick)
    (came,) = superior.take_in(path)

    assert came.is_taken_in
    assert superior.desk.files.get(digest) == PDF
    body = open_body(inspect(path), superior.desk.read(own_secret))
    kept = {line.path: line.sha256 for line in body.files()}
    sound = hashlib.sha256(b"ID3" + bytes(50)).hexdigest()
    assert kept == {"giay-to/den-cong-van-so-12.pdf": digest, f"files/{sound}.mp3": sound}
    page = body.parts["index.html"].decode()
    assert set(kept) <= set(re.findall(r'href="([^"]+)"', page))
    assert "Văn bản đến: Công văn số 12.pdf" in page


def test_the_same_rows_and_files_give_the_same_names(files: FileStore) -> None:
    digest = files.put(PDF)
    row = change(1, noun="document", payload=DECISION | {"pdf_sha256": digest})
    made = content(row, digests=(digest,))

    assert attached(made, files) == attached(dataclasses.replace(made), files)
