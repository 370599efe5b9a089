"""Papers and rosters as files: what is printed, what a worksheet holds, and how the files are called."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from app.documents import queries
from app.documents.citations_store import LoadDefaultCitations
from app.documents.commands import MarkPrinted
from app.documents.printing import docx_of, file_name, pdf_of, roster_pdf, roster_xlsx, xlsx_of
from app.kernel.problems import Refused
from app.settings import ChangeSetting
from tests.app.documents.commune import TODAY, Commune, settle
from tests.app.documents.writer_process import letter


@pytest.fixture
def commune(workspace) -> Commune:
    return settle(workspace)


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def read(commune, maker, uid: str, **fields: object) -> bytes:
    return commune.workspace.read(maker, commune.workspace.files, uid, **fields)


def cells(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_draft_says_so_until_it_is_printed_for_signing_or_issued(commune):
    uid = commune.draft()
    assert "DỰ THẢO" in pdf_text(read(commune, pdf_of, uid))
    assert "DỰ THẢO" not in pdf_text(read(commune, pdf_of, uid, for_signing=True))
    commune.workspace.do(MarkPrinted(document=uid))
    assert "DỰ THẢO" not in pdf_text(read(commune, pdf_of, uid))
    commune.issue(uid)
    text = pdf_text(read(commune, pdf_of, uid))
    assert "DỰ THẢO" not in text
    assert "Số: 01/QĐ-UBND" in text and "Mẫu Sơn, ngày 05 tháng 4 năm 2022" in text


def test_the_offices_margin_is_used(commune):
    uid = commune.draft()
    before = read(commune, pdf_of, uid)
    commune.workspace.do(ChangeSetting(key="right_margin", value=15))
    assert read(commune, pdf_of, uid) != before


def test_a_paper_without_a_list_gives_no_worksheet(workspace):
    uid = workspace.do(letter("Ủy ban nhân dân xã đề nghị các thôn chuẩn bị họp.")).value
    assert workspace.read(docx_of, workspace.files, uid).startswith(b"PK")
    with pytest.raises(Refused) as refused:
        workspace.read(xlsx_of, workspace.files, uid)
    assert refused.value.code == "REG-40"


def test_files_are_called_by_type_number_and_day_and_never_by_a_person(commune):
    uid = commune.draft()
    assert commune.workspace.read(file_name, uid, "pdf") == "Quyết định du-thao.pdf"
    commune.issue(uid)
    assert commune.workspace.read(file_name, uid, "pdf") == "Quyết định 01-QĐ-UBND 2022-04-05.pdf"


def test_the_roster_lists_every_team_planned_or_in_force(commune):
    planned = pdf_text(commune.workspace.read(roster_pdf, day=TODAY))
    commune.issue(commune.draft())
    signed = pdf_text(commune.workspace.read(roster_pdf, day=TODAY))
    for text in (planned, signed):
        assert all(name in text for name in ("Hà Văn Một", "Quách Văn Sáu", "thôn Đồng Mậu", "thôn Bản Ngà"))


def test_the_roster_as_data_names_the_hamlet_in_each_row_and_keeps_numbers(commune):
    rows = cells(commune.workspace.read(roster_xlsx, day=TODAY, grouped=False))
    [row] = [row for row in rows if "Lò Thị Ba" in row]
    assert "thôn Đồng Mậu" in row and 1980 in row
    assert sum("thôn Bản Ngà" in row for row in rows) == 3


def test_a_day_before_the_commune_had_teams_has_no_roster(workspace):
    with pytest.raises(Refused) as refused:
        workspace.read(roster_xlsx, day=date(2022, 4, 5) - timedelta(days=900))
    assert refused.value.code == "REG-42"
    assert workspace.read(queries.documents) == []


def test_laws_bear_their_numbers_where_the_office_wants_it(commune):
    commune.workspace.do(LoadDefaultCitations())
    uid = commune.draft()
    law = "số 77/2015/QH13"
    assert law not in pdf_text(read(commune, pdf_of, uid))
    commune.workspace.do(ChangeSetting(key="law_numbers", value=True))
    assert law in pdf_text(read(commune, pdf_of, uid))
