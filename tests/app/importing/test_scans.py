"""Scanned pictures: whole ones are counted, broken or monstrous ones refused without harm to the program."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.importing import scans
from app.kernel.problems import Problem
from tests.support.pictures import bomb, jpeg, png_claiming


def tiff(sheets: int, size: tuple[int, int] = (30, 40)) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("1", size, place % 2) for place in range(sheets)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [("a.jpg", jpeg(300, 400), 1), ("A.TIF", tiff(3), 3), ("cv.tiff", tiff(1, (4960, 7016)), 1)],
)
def test_a_whole_scan_tells_its_sheets(tmp_path, name, content, pages):
    path = tmp_path / name
    path.write_bytes(content)

    assert scans.is_picture(path)
    assert scans.pages_of(path) == pages


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "SCN-01"),
        (b"%PDF-1.4", "SCN-01"),
        (jpeg(300, 400)[:900], "SCN-01"),
        (tiff(1)[:20], "SCN-01"),
        (bomb(), "SCN-01"),
        (png_claiming(40_000, 40_000), "SCN-02"),
        (tiff(scans.MOST_PAGES + 1), "SCN-03"),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_the_file(tmp_path, content, code):
    path = tmp_path / "quét.png"
    path.write_bytes(content)

    with pytest.raises(Problem) as refused:
        scans.pages_of(path)

    assert (refused.value.code, refused.value.field) == (code, "file")
    assert "quét.png" in refused.value.sentence and "Chưa có gì được lưu" in refused.value.next_step


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path):
    with pytest.raises(Problem, match="FIL-"):
        scans.pages_of(tmp_path / "a.jpg")
