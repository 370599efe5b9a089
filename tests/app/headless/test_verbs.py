"""Every verb of the tool in a process of its own: exit codes, answers for people and as JSON, files it leaves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from app.__main__ import _VERBS, main
from app.starting import start_workspace
from tests.support.forms import make_form
from tests.support.stores import CHEAP
from tests.support.tool import COMMUNE, PASSWORD, environment, people_and_phones, xaso

ON = ("--on", "08/04/2022")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace filled by the tool itself; its password is cheap to try."""
    folder = tmp_path_factory.mktemp("tool") / "data"
    start_workspace(folder, PASSWORD, cost=CHEAP).close()
    assert xaso("load", COMMUNE, folder=folder).code == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def test_the_whole_way_from_an_empty_folder_to_a_restored_copy(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert xaso("init", "--json", folder=folder).json == {"folder": str(folder)}
    assert xaso("load", COMMUNE, "--json", folder=folder).json["loaded"]["changed"] == 0
    assert xaso("check", *ON, folder=folder).code == 0
    paper = xaso("compose", "qd-to-cnsc", *ON, "--json", folder=folder).json["document"]
    assert xaso("print", paper, "--pdf", tmp_path / "du-thao.pdf", folder=folder).code == 0
    issued = xaso("issue", paper, *ON, "--no-scan-reason", "Chưa quét", "--json", folder=folder).json["issued"]
    assert (issued["number"], issued["symbol"], issued["issued_on"]) == (1, "01/QĐ-UBND", "2022-04-08")
    signed = tmp_path / "da-ky.pdf"
    assert xaso("print", "01/QĐ-UBND", "--pdf", signed, "--docx", tmp_path / "a.docx", folder=folder).code == 0
    assert signed.read_bytes().startswith(b"%PDF") and signed.read_bytes() != (tmp_path / "du-thao.pdf").read_bytes()
    copy = tmp_path / "ban-sao.xaso"
    assert xaso("backup", copy, "--json", folder=folder).json["backup"]["path"] == str(copy)
    assert xaso("restore", copy, folder=tmp_path / "moi").code == 0
    assert xaso("verify", "--json", folder=tmp_path / "moi").json == {"damage": []}
    again = tmp_path / "lai.pdf"
    assert xaso("print", "01/QĐ-UBND", "--pdf", again, folder=tmp_path / "moi").code == 0
    assert again.read_bytes() == signed.read_bytes()


def test_a_dump_loaded_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    dumped = xaso("dump", folder=folder)
    assert dumped.code == 0
    kept = {person["uid"] for person in json.loads(COMMUNE.read_text(encoding="utf-8"))["people"]}
    assert {person["uid"] for person in dumped.json["people"]} == kept
    assert xaso("dump", tmp_path / "d.json", folder=folder).code == 0
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8")) == dumped.json
    loaded = xaso("load", tmp_path / "d.json", "--json", folder=folder).json["loaded"]
    assert (loaded["added"], loaded["changed"]) == (0, 0) and loaded["same"] > 0


def test_check_answers_1_with_findings_and_their_rules(folder: Path, tmp_path: Path) -> None:
    data = json.loads(COMMUNE.read_text(encoding="utf-8"))
    hamlet = dict(data["hamlets"][0], uid="017fe2a2-e287-76e2-892b-45932500e350", name="Mới Lập", ordinal=99)
    (tmp_path / "thon.json").write_text(
        json.dumps({"format": data["format"], "version": data["version"], "hamlets": [hamlet]}), encoding="utf-8"
    )
    assert xaso("load", tmp_path / "thon.json", folder=folder).code == 0
    for_people, for_machines = xaso("check", *ON, folder=folder), xaso("check", *ON, "--json", folder=folder)
    assert (for_people.code, for_machines.code) == (1, 1)
    assert "[lỗi]" in for_people.out and "Mới Lập" in for_people.out and "Hà Trung" in for_people.out
    (finding,) = for_machines.json["findings"]
    assert (finding["code"], finding["severity"]) == ("BOD-COVERAGE", "error")


def test_roster_writes_pdf_worksheet_and_the_superiors_form(folder: Path, tmp_path: Path) -> None:
    pdf, own, filled = tmp_path / "ds.pdf", tmp_path / "ds.xlsx", tmp_path / "mau-da-dien.xlsx"
    assert xaso("roster", *ON, "--pdf", pdf, "--xlsx", own, folder=folder).code == 0
    assert pdf.read_bytes().startswith(b"%PDF") and own.read_bytes().startswith(b"PK")
    form = make_form(tmp_path / "mau.xlsx", blank=2)
    done = xaso("roster", *ON, "--form", form, "--xlsx", filled, "--json", folder=folder)
    assert done.json == {"files": [str(filled)]}
    sheet = openpyxl.load_workbook(filled).active
    assert sheet["B53"].value and sheet["G7"].value is None
    assert xaso("roster", *ON, "--form", form, "--phones", "--xlsx", filled, folder=folder).code == 0
    assert str(openpyxl.load_workbook(filled).active["G7"].value).startswith("0")


def test_the_demo_makes_every_paper(tmp_path: Path) -> None:
    done = xaso("demo", tmp_path / "demo", "--json")
    papers = [Path(paper) for paper in done.json["papers"]]
    assert done.code == 0 and len(papers) == 18 and all(paper.is_file() for paper in papers)
    assert re.search(r"^\d+/\d+ ", done.err, re.MULTILINE), "progress goes to standard error"


def test_the_schema_is_json_and_needs_no_workspace() -> None:
    answer = xaso("schema", password=None)
    assert answer.code == 0 and answer.json["$schema"].startswith("https://json-schema.org/")


def test_help_tells_every_verb() -> None:
    answer = xaso("--help")
    assert answer.code == 0 and all(re.search(rf"^\s+{verb}\b", answer.out, re.MULTILINE) for verb in _VERBS)
    for verb in _VERBS:
        with pytest.raises(SystemExit) as told:
            main([verb, "--help"])
        assert told.value.code == 0


def test_the_password_comes_from_a_file_even_one_of_notepad(folder: Path, tmp_path: Path) -> None:
    for place, written in enumerate((PASSWORD, PASSWORD + "\r\n", "\ufeff" + PASSWORD + "\n")):
        file = tmp_path / f"mk{place}.txt"
        file.write_text(written, encoding="utf-8", newline="")
        assert xaso("verify", "--password-file", file, folder=folder, password=None).code == 0


def test_progress_goes_to_standard_error_alone(folder: Path, tmp_path: Path) -> None:
    issued = xaso("compose", "qd-to-cnsc", *ON, "--json", folder=folder).json["document"]
    assert xaso("issue", issued, *ON, "--no-scan-reason", "x", folder=folder).code == 0
    backup = xaso("backup", tmp_path / "usb.xaso", "--json", folder=folder)
    assert list(backup.json) == ["backup"]
    assert re.search(r"^\d+/\d+ ", backup.err, re.MULTILINE)


def test_no_person_and_no_phone_is_told_while_working(folder: Path, tmp_path: Path) -> None:
    """Answers may name people where one asks for them (check, dump); work, progress and complaints never do."""
    runs = [
        xaso("load", COMMUNE, folder=folder),
        xaso("compose", "qd-to-cnsc", *ON, folder=folder),
        xaso("issue", "qd-to-cnsc", *ON, folder=folder),
        xaso("issue", "qd-to-cnsc", *ON, "--no-scan-reason", "x", folder=folder),
        xaso("print", "01/QĐ-UBND", "--pdf", tmp_path / "a.pdf", folder=folder),
        xaso("verify", folder=folder),
        xaso("backup", tmp_path / "usb.xaso", folder=folder),
        xaso("roster", *ON, "--xlsx", tmp_path / "a.xlsx", folder=folder),
    ]
    told = "\n".join(run.out + run.err for run in runs)
    names = {path.name for path in tmp_path.rglob("*")}
    for word in people_and_phones():
        assert word not in told and not any(word in name for name in names)
    assert PASSWORD not in told


def test_a_reader_that_goes_away_is_no_defect(folder: Path) -> None:
    tool = subprocess.Popen(
        [sys.executable, "-m", "app", "dump", "--workspace", str(folder)],
        env=environment(PASSWORD),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert tool.stdout is not None and tool.stderr is not None
    tool.stdout.close()
    complaint = tool.stderr.read().decode()
    tool.stderr.close()
    assert tool.wait() == 3 and "Traceback" not in complaint and "lỗi của chương trình" not in complaint


def test_the_register_is_written_as_pdf_and_worksheet(folder: Path, tmp_path: Path) -> None:
    paper = xaso("compose", "qd-to-cnsc", *ON, "--json", folder=folder).json["document"]
    assert xaso("issue", paper, *ON, "--no-scan-reason", "Chưa quét", folder=folder).code == 0
    pdf, sheet = tmp_path / "so.pdf", tmp_path / "so.xlsx"
    assert xaso("register", "--year", "2022", "--pdf", pdf, "--xlsx", sheet, folder=folder).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(values_only=True))
    assert rows[-1][:2] == ("01/QĐ-UBND", "08/04/2022")
    assert xaso("register", "--year", "2021", "--pdf", pdf, folder=folder).code == 2
    assert xaso("register", "--year", "2022", folder=folder).code == 2
