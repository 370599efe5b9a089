"""Canaries: invented people who cannot be mistaken are searched in every byte that a whole exchange leaves on disks."""

from __future__ import annotations

import base64
import json
import logging
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.backup import restore
from app.kernel.clock import FixedClock
from app.kernel.names import sort_key
from app.kernel.text import fold
from app.people.commands import AddPerson, ChangePerson, PersonInput
from db.models import ReceivedRow
from tests.support.stores import PASSWORD
from tests.support.two_offices import two_offices

PEOPLE = (
    PersonInput(full_name="Quàng Thị Ngọc Trăng Rằm", phone="0912987654", email="trangram@chimyen.example"),
    PersonInput(full_name="Vừ Đức Ưỡng Khướu Vàng", phone="0987123498", note="chimyenbenhnang"),
)
CHANGED = PersonInput(full_name="Quàng Thị Ngọc Trăng Khuyết", phone="0912987655")


def said() -> list[str]:
    """Everything told of these people that would give them away."""
    return [
        text
        for person in (*PEOPLE, CHANGED)
        for text in (person.full_name, person.full_name.split(maxsplit=2)[2], person.phone, person.email, person.note)
        if text
    ]


def spellings(text: str) -> set[bytes]:
    """The ways in which a program may write a text in clear."""
    plain = {
        text,
        text.lower(),
        text.upper(),
        fold(text),
        sort_key(text),
        text.replace(" ", "_"),
        text.replace(" ", "-"),
    }
    forms = {unicodedata.normalize(form, each) for each in plain for form in ("NFC", "NFD")}
    found = {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")}
    found |= {json.dumps(form)[1:-1].encode() for form in forms}
    found |= {form.encode("cp1258", "ignore") for form in forms}
    found |= {base64.b64encode(form.encode()).rstrip(b"=")[:-1] for form in forms}
    return {spelling for spelling in found if len(spelling) > 8}


NEEDLES = {spelling: text for text in said() for spelling in spellings(text)}


def found_in(content: bytes) -> set[str]:
    return {text for spelling, text in NEEDLES.items() if spelling in content}


def found_below(folder: Path) -> dict[str, set[str]]:
    """In contents and names of all files; the names of the files with hits."""
    hits = {
        path: found_in(path.name.encode() + b"\n" + path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    }
    return {str(path.relative_to(folder)): texts for path, texts in hits.items() if texts}


class Watch:
    """Looks into every file before it is removed or renamed: what is gone at the end was on the disk all the same."""

    def __init__(self) -> None:
        self.hits: dict[str, set[str]] = {}
        self.seen = 0
        self.on = False

    def __call__(self, event: str, details: tuple[object, ...]) -> None:
        if not self.on or event not in ("os.remove", "os.rename"):
            return
        path, within = Path(str(details[0])), details[-1]
        if isinstance(within, int) and within >= 0:
            path = Path(f"/proc/self/fd/{within}") / path
        self.on = False  # what is done here is not watched
        try:
            if path.is_file():
                self.seen += 1
                if texts := found_in(path.read_bytes()):
                    self.hits[str(path)] = texts
        finally:
            self.on = True


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    sys.addaudithook(watch)  # it cannot be taken off again, only switched off
    watch.on = True
    try:
        yield watch
    finally:
        watch.on = False


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which programs put what they do not keep."""
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_the_search_finds_a_person_in_every_spelling(tmp_path: Path) -> None:
    name = PEOPLE[0].full_name
    decomposed = unicodedata.normalize("NFD", name)
    for number, content in enumerate((name.encode(), decomposed.encode(), name.encode("utf-16"), fold(name).encode())):
        (tmp_path / f"{number}.bin").write_bytes(b"\0\1" + content + b"\2")
    (tmp_path / f"{PEOPLE[0].phone}.txt").write_bytes(b"")

    assert len(found_below(tmp_path)) == 5


def test_no_person_lies_in_clear_anywhere_after_a_whole_exchange(
    empty_workspace: Path, tmp_path: Path, temporary: Path, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    offices = tmp_path / "co-quan"
    offices.mkdir()
    with watched() as watch, two_offices(empty_workspace, offices, clock) as (commune, superior, stick):
        uids = [commune.desk.do(AddPerson(person=person)).value for person in PEOPLE]
        (came,) = superior.take_in(commune.bundle(stick))
        commune.take_in(superior.answer(came, stick))
        backup = commune.desk.backup().path
        full = commune.desk.backup(tmp_path / "ngoai.backup").path
        superior.desk.backup()
        commune.desk.do(ChangePerson(uid=uids[0], person=CHANGED))
        (torn := stick / "0-rach.xaso").write_bytes(commune.bundle(stick).read_bytes()[:-99])
        superior.take_in(torn, *sorted(stick.glob("*.xaso"), reverse=True))

        commune.desk.close()  # a restored commune is given back what it lost: its rows travel down as well
        commune.folder = restore(full, tmp_path / "xa-2", PASSWORD, clock=clock)
        commune.open()
        (came,) = superior.take_in(commune.bundle(stick))
        (answered,) = commune.take_in(superior.answer(came, stick))
        held = superior.desk.read(
            lambda session: "".join(session.scalars(select(ReceivedRow.payload).where(ReceivedRow.noun == "person")))
        )

        assert answered.rows == 1
        assert found_in(held.encode()) > set(), "they did travel"
        assert found_below(tmp_path) == {}, "while the stores are open, their write-ahead logs among it"
        assert backup.is_file() and watch.seen > 5
    assert found_below(tmp_path) == {}
    assert watch.hits == {}
    assert found_in(caplog.text.encode()) == set()
    assert list(temporary.rglob("*")) == [], "nothing stays behind in the folder for passing things"
