"""The paper form that hamlets write on: one sheet each, with the codes of the kinds."""

import io
from contextlib import closing

import pypdfium2 as pdfium
import pytest

from app.activities.paper import form_name, form_pdf
from app.kernel.periods import Month
from tests.app.activities.commune import founded


@pytest.fixture
def commune(workspace):
    return founded(workspace)


def pages(data):
    with closing(pdfium.PdfDocument(io.BytesIO(data))) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            found.append((page.get_size(), text.get_text_bounded()))
            text.close()
            page.close()
        return found


def test_the_form_of_one_hamlet_fills_both_sides_of_one_sheet(commune):
    found = pages(commune.workspace.read(form_pdf, month=Month(2022, 4), hamlet_uid=commune.dong))

    assert len(found) == 2
    assert all(width > height for (width, height), _text in found)
    whole = " ".join(" ".join(text.split()) for _size, text in found)
    assert "PHIẾU GHI HOẠT ĐỘNG CHUYỂN ĐỔI SỐ" in whole
    assert "thôn Đồng Mậu, tháng 4 năm 2022" in whole
    assert "VNEID: Cài đặt, kích hoạt VNeID" in whole
    assert "TỔ TRƯỞNG" in found[1][1]


def test_every_hamlet_has_its_own_form(commune):
    found = pages(commune.workspace.read(form_pdf, month=Month(2022, 4)))
    assert len(found) == 4
    assert "Bãi Sậy" in found[2][1]
    assert form_name(Month(2022, 4)) == "Phieu ghi hoat dong 2022-04.pdf"
