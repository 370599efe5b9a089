"""The whole way over a stick with nothing but the headless tool: two offices, keys, bundle, receipt, phone, folder."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.kernel.clock import SystemClock
from app.offices.commands import SetUpOffice
from app.people.commands import AddPerson, PersonInput
from app.workspace import Workspace
from db.vocabulary import OfficeKind, OfficeRelation
from tests.support.stores import CHEAP
from tests.support.tool import PASSWORD, xaso

SINCE = date(2010, 1, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``xa`` and ``tinh``: two offices that have set up nothing but themselves."""
    place = tmp_path_factory.mktemp("two")
    for name, kind, superior in (("xa", OfficeKind.XA, False), ("tinh", OfficeKind.TINH, True)):
        with Workspace.create(place / name, PASSWORD, clock=SystemClock(), cost=CHEAP) as workspace:
            workspace.do(
                SetUpOffice(
                    relation=OfficeRelation.OWN, kind=kind, name="Mẫu Sơn", valid_from=SINCE, as_superior=superior
                )
            )
            if not superior:
                workspace.do(AddPerson(person=PersonInput(full_name="Vi Văn Canh", phone="0912000001")))
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    for name in ("xa", "tinh"):
        shutil.copytree(made / name, tmp_path / name)
    (tmp_path / "stick").mkdir()
    return tmp_path


def run(place: Path, office: str, *words: str | Path, code: int = 0) -> dict:
    answer = xaso(*words, "--json", folder=place / office)
    assert answer.code == code, answer.out + answer.err
    return answer.json


def enrolled(place: Path) -> None:
    sheets = {
        office: run(place, office, "keys", "sheet", "--enrolment", place / "stick" / f"{office}.xaso-khoa")
        for office in ("xa", "tinh")
    }
    for office, other in (("xa", "tinh"), ("tinh", "xa")):
        words = ",".join(sheets[other]["words"])
        file = place / "stick" / f"{other}.xaso-khoa"
        run(place, office, "keys", "enrol", file, "--words", words)


def test_a_bundle_goes_up_and_its_receipt_comes_down(place: Path) -> None:
    enrolled(place)
    stick = place / "stick"
    preview = run(place, "xa", "bundle", "make", "--preview")["preview"]
    assert (preview["people"], preview["personal"]["phone"]) == (1, 1)

    made = run(place, "xa", "bundle", "make", stick)
    header = xaso("bundle", "inspect", made["files"][0], "--json").json["header"]
    assert header["kind"] == "bundle" and b"Canh" not in Path(made["files"][0]).read_bytes()
    assert run(place, "tinh", "bundle", "verify", made["files"][0])["entries"]["changes"] == 1

    answers = place / "answers"
    answers.mkdir()
    came = run(place, "tinh", "bundle", "take-in", stick, "--answers", answers)
    assert [each["state"] for each in came["came"]] == ["taken_in"]
    assert [view["state"] for view in run(place, "xa", "outbox")["outbox"]] == ["handed_over"]

    run(place, "xa", "receipt", "take-in", answers)
    assert [view["state"] for view in run(place, "xa", "outbox")["outbox"]] == ["confirmed"]
    assert run(place, "xa", "outbox", "--clear")["tidied"] == {"copies": 0, "forms": 0}, "all of it may be asked for"


def test_what_is_not_ours_is_a_finding_and_a_code_over_the_phone_confirms(place: Path) -> None:
    enrolled(place)
    stick = place / "stick"
    made = Path(run(place, "xa", "bundle", "make", stick)["files"][0])
    (stick / "la.xaso").write_bytes(b"PK not a bundle")

    came = run(place, "tinh", "bundle", "take-in", stick, code=1)["came"]
    assert sorted(each["state"] for each in came) == ["quarantined", "taken_in"]

    code = run(place, "tinh", "receipt", "phone", made)["code"]
    last = str(run(place, "xa", "outbox")["outbox"][0]["last"])
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert run(place, "xa", "receipt", "phone", last, "--code", wrong, code=2)["problem"]["code"] == "EXC-30"
    assert run(place, "xa", "receipt", "phone", last, "--code", code)["result"] == "accepted"
    assert run(place, "xa", "outbox")["outbox"][0]["state"] == "confirmed"


def test_keys_are_rotated_handed_over_revoked_and_recovered(place: Path) -> None:
    enrolled(place)
    stick, safe = place / "stick", place / "safe"
    safe.mkdir()
    record = stick / "moi.xaso-khoa"
    rotated = run(place, "xa", "keys", "rotate", record)
    assert run(place, "tinh", "keys", "enrol", record)["key"] == rotated["key"]
    states = {key["key_id"]: key["state"] for key in run(place, "tinh", "keys", "list")["keys"]}
    assert states[rotated["key"]] == "trusted" and "replaced" in states.values()

    run(place, "xa", "keys", "hand-over", record)
    successor = run(place, "tinh", "keys", "enrol", record)["key"]
    run(place, "tinh", "keys", "revoke", successor, stick / "thu-hoi.xaso-khoa", "--after", "0", "--reason", "mất máy")
    states = {key["key_id"]: key["state"] for key in run(place, "tinh", "keys", "list")["keys"]}
    assert states[successor] == "revoked"


def test_without_a_key_of_the_office_above_nothing_is_made(place: Path) -> None:
    run(place, "xa", "keys", "sheet")

    assert run(place, "xa", "bundle", "make", place / "stick", code=2)["problem"]["code"] == "ENR-02"
    assert list((place / "stick").iterdir()) == []


def test_the_file_on_the_stick_names_no_person_and_no_path(place: Path) -> None:
    enrolled(place)
    made = Path(run(place, "xa", "bundle", "make", place / "stick")["files"][0])

    content = made.read_bytes()
    for canary in ("Vi Văn Canh", "0912000001", str(place)):
        assert canary.encode() not in content and canary not in made.name
    assert json.dumps(made.name).isascii()


def test_one_sheet_serves_for_a_kit_and_a_second_computer_joins(place: Path, tmp_path: Path) -> None:
    safe = place / "safe"
    safe.mkdir()
    run(place, "xa", "keys", "sheet", "--kit", safe / "x.xaso-giu", code=2)
    sheet = run(place, "xa", "keys", "sheet", "--recovery", safe / "phieu.pdf", "--kit", safe / "giu.xaso-giu")
    assert len(sheet["files"]) == 2
    run(place, "xa", "keys", "sheet", "--enrolment", safe / "xa.xaso-khoa")
    Workspace.create(tmp_path / "may-hai", PASSWORD, clock=SystemClock(), cost=CHEAP).close()

    joined = run(tmp_path, "may-hai", "keys", "join", safe / "xa.xaso-khoa", safe / "hai.xaso-khoa")

    assert len(joined["words"]) == 8 and joined["words"] != sheet["words"]
    code = _code_on(safe / "phieu.pdf")
    (safe / "ma.txt").write_text(code, encoding="utf-8")
    Workspace.create(tmp_path / "moi", PASSWORD, clock=SystemClock(), cost=CHEAP).close()
    recovered = ("keys", "recover", safe / "giu.xaso-giu", safe / "bao.xaso-khoa", "--code-file", safe / "ma.txt")
    run(tmp_path, "moi", *recovered)
    assert b'"record":"succession"' in (safe / "bao.xaso-khoa").read_bytes()


def _code_on(sheet: Path) -> str:
    with pypdfium2.PdfDocument(sheet) as document:
        groups = re.findall(r"\b\d{6}\b", document[0].get_textpage().get_text_range())
    return " ".join(groups[0::2] + groups[1::2])  # the sheet has two columns
