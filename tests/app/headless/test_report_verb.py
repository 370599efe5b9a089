"""``xaso report``: kinds and what is due, a report made and written out, the same draft counted anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from app.__main__ import main
from app.kernel.clock import FixedClock
from app.practice import PASSWORD as PRACTICE
from app.practice import open_practice
from tests.support.report_log import activity, log, seen, signed
from tests.support.stores import day


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice commune with an entry of 10/4/2022, closed, its password in the environment."""
    place = tmp_path / "commune"
    with open_practice(place, clock=FixedClock(day("2022-04-18"))) as commune:
        log(commune, activity(1, "2022-04-10", guided=12, installed=10, activated=None))
    monkeypatch.setenv("XASO_PASSWORD", PRACTICE)
    return place


def run(capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path) -> tuple[int, dict[str, Any]]:
    code = main([*map(str, words), "--json", "--workspace", str(folder)])
    return code, json.loads(capsys.readouterr().out)


def test_the_list_tells_kinds_and_what_was_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, folder, "report", "thang", "2022-04")
    code, answer = run(capsys, folder, "report", "list")
    assert code == 0
    assert {"thang", "quy", "nhanh", "nam", "dot-xuat", "ho-so"} <= {kind["code"] for kind in answer["kinds"]}
    assert [(each["kind"], each["period"], each["state"]) for each in answer["reports"]] == [
        ("thang", "2022-04", "nháp")
    ]
    assert main(["report", "list", "--workspace", str(folder)]) == 0
    assert "Báo cáo tháng 4 năm 2022 (nháp)" in " ".join(capsys.readouterr().out.split())


def test_a_report_is_made_and_written_as_pdf_docx_and_xlsx(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"bc.{ending}" for ending in ("pdf", "docx", "xlsx")]
    options = [word for file in files for word in (f"--{file.suffix[1:]}", str(file))]
    code, answer = run(capsys, folder, "report", "thang", "2022-04", *options)
    assert (code, answer["first"], answer["last"]) == (0, "2022-03-15", "2022-04-14")
    assert answer["figures"]["activity.VNEID.guided"]["value"] == 12
    assert answer["figures"]["activity.VNEID.activated"]["value"] is None
    with pypdfium2.PdfDocument(files[0]) as pdf:
        assert len(pdf) >= 1
    assert files[1].read_bytes().startswith(b"PK")
    assert openpyxl.load_workbook(files[2]).sheetnames == ["Số liệu", "Nguồn"]


def test_a_draft_is_counted_anew_and_a_signed_report_is_written_as_it_is(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _code, first = run(capsys, folder, "report", "thang", "2022-04")
    with open_practice(folder, clock=FixedClock(day("2022-04-18"))) as commune:
        log(commune, activity(2, "2022-04-11", guided=3, installed=1, activated=1))
    _code, again = run(capsys, folder, "report", "thang", "2022-04")
    assert again["report"] == first["report"] and again["figures"]["activity.VNEID.guided"]["value"] == 15
    with open_practice(folder, clock=FixedClock(day("2022-04-18"))) as commune:
        signed(commune, seen(commune, first["report"]), day("2022-04-18").date())
        log(commune, activity(3, "2022-04-12", guided=100, installed=1, activated=1))
    _code, frozen = run(capsys, folder, "report", "thang", "2022-04", "--pdf", tmp_path / "ky.pdf")
    assert frozen["is_signed"] and frozen["figures"]["activity.VNEID.guided"]["value"] == 15


def test_what_is_asked_comes_from_a_file_one_field_a_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "yeu-cau.txt"
    asked.write_text("1\tThành viên Ban Chỉ đạo\n- Số trạm phát sóng 5G;\n\n", encoding="utf-8-sig")
    code, answer = run(capsys, folder, "report", "dot-xuat", "2022-01-01/2022-04-18", "--asked", asked)
    assert code == 0
    assert [(each["label"], bool(each["key"])) for each in answer["asked"]] == [
        ("Thành viên Ban Chỉ đạo", True),
        ("Số trạm phát sóng 5G", False),
    ]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("khong-co", "2022-04"), "REP-01"),
        (("thang", "tháng tư"), "REP-05"),
        (("thang", "2999-01"), "REP-04"),
        (("so-ket",), "TOO-11"),
        (("so-ket", "2022-04-10/2022-04-01"), "REP-09"),
    ],
)
def test_what_cannot_be_made_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], problem: str
) -> None:
    code, answer = run(capsys, folder, "report", *words)
    assert (code, answer["problem"]["code"]) == (2, problem) and answer["problem"]["next_step"]


def test_a_file_of_questions_that_is_no_text_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "yeu-cau.txt"
    asked.write_bytes(b"\xff\xfe\x00")
    code, answer = run(capsys, folder, "report", "dot-xuat", "2022-01-01/2022-04-18", "--asked", asked)
    assert (code, answer["problem"]["code"]) == (2, "TOO-12")
    code, answer = run(capsys, folder, "report", "dot-xuat", "2022-01-01/2022-04-18", "--asked", tmp_path / "khong")
    assert code == 3
