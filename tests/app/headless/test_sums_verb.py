"""``xaso sums``: told, as JSON, and written as paper and workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.kernel.clock import FixedClock
from tests.support.communes import District, district, entry, reported
from tests.support.stores import PASSWORD, day
from tests.support.tool import xaso


@pytest.fixture
def april(tmp_path: Path, clock: FixedClock) -> Iterator[District]:
    """One of two communes reported."""
    clock.set(day("2022-04-10"))
    with district(tmp_path, clock, "Mẫu Sơn", "Hà Bình") as found:
        reported(found.communes["Mẫu Sơn"], entry(1, activated=12), on="2022-04-18")
        found.come("Mẫu Sơn")
        found.superior.desk.close()
        yield found


def run(april: District, *words: str | Path, code: int) -> str:
    answer = xaso("sums", *words, folder=april.superior.folder, password=PASSWORD)
    assert answer.code == code, answer.out + answer.err
    return answer.out


def test_sums_say_what_they_cover_and_who_is_lacking(april: District) -> None:
    told = run(april, "thang", code=1)

    assert "Báo cáo tháng 4 năm 2022" in told
    assert "Đã nhận báo cáo của 1/2 xã: 1 xã đúng hạn." in told
    assert "xã Hà Bình" in told and "chưa có" in told
    assert "Cài đặt, kích hoạt VNeID: Người kích hoạt định danh mức 2: 12 người (1/2 xã)" in told


def test_sums_as_json_and_as_files(april: District, tmp_path: Path) -> None:
    files = [tmp_path / f"tong-hop.{ending}" for ending in ("pdf", "docx", "xlsx")]
    options = [word for file in files for word in (f"--{file.suffix[1:]}", str(file))]

    answer = json.loads(run(april, "thang", "2022-04", *options, "--json", code=1))

    assert (answer["counted"], answer["first"], answer["last"]) == (1, "2022-03-15", "2022-04-14")
    line = next(each for each in answer["figures"] if each["key"] == "activity.VNEID.activated")
    assert (line["value"], line["without"]) == (12, ["xã Hà Bình"])
    assert [part["value"] for part in line["parts"]] == [12]
    with pypdfium2.PdfDocument(files[0]) as pdf:
        assert len(pdf) >= 2
    assert files[1].read_bytes().startswith(b"PK")
    assert openpyxl.load_workbook(files[2]).sheetnames == ["Tổng hợp", "Từng xã", "Tình hình gửi"]


def test_a_period_without_any_report_gives_no_paper(april: District, tmp_path: Path) -> None:
    answer = xaso(
        "sums", "thang", "2022-03", "--pdf", tmp_path / "x.pdf", folder=april.superior.folder, password=PASSWORD
    )

    assert (answer.code, (tmp_path / "x.pdf").exists()) == (2, False)
    assert "SUM-12" in answer.err
