"""Copies of signed papers: sao y, sao lục and trích sao, their own numbers, and the bytes they begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest

from app.documents import queries
from app.documents.commands import edit_of
from app.documents.content import Recipient, Signing
from app.documents.copy_kinds import CopyKind
from app.documents.copying import MakeCopy, parts_of
from app.documents.freeze import verify_frozen
from app.documents.issuing import VoidNumber
from app.documents.printing import docx_of, file_name, pdf_of
from app.interchange.dump import dump
from app.interchange.load import LoadData
from app.kernel.problems import Refused
from db.vocabulary import DocumentState, SigningForm
from tests.app.documents.commune import TODAY, Commune, settle

CLERK = Signing(form=SigningForm.BY_ORDER, titles=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), name="Hà Thị Văn Thư")


@pytest.fixture
def commune(workspace) -> Commune:
    return settle(workspace)


@pytest.fixture
def decision(commune) -> str:
    uid = commune.draft()
    commune.issue(uid)
    return uid


def copy(commune: Commune, document: str, **fields: object):
    given = {"kind": CopyKind.FULL, "issued_on": TODAY, "signing": CLERK, "recipients": (Recipient(text="Các thôn"),)}
    return commune.workspace.do(MakeCopy(document=document, **(given | fields))).value


def pdf(commune: Commune, uid: str) -> bytes:
    return commune.workspace.read(pdf_of, commune.workspace.files, uid)


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as opened:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in opened]


def refused(commune: Commune, document: str, **fields: object) -> str:
    with pytest.raises(Refused) as problem:
        copy(commune, document, **fields)
    return problem.value.code


def test_a_copy_begins_with_the_bytes_of_the_paper_and_ends_with_its_own_block(commune, decision):
    made = copy(commune, decision)
    original, copied = pdf(commune, decision), pdf(commune, made.document)
    assert copied.startswith(original) and len(copied) > len(original)
    before, after = pages(original), pages(copied)
    assert after[: len(before) - 1] == before[:-1]
    assert after[-1].endswith(
        "ỦY BAN NHÂN DÂN XÃ MẪU SƠN SAO Y Số: 01/SY-UBND Mẫu Sơn, ngày 05 tháng 4 năm 2022 "
        "Nơi nhận: - Các thôn; - Lưu: VT. TL. CHỦ TỊCH CHÁNH VĂN PHÒNG Hà Thị Văn Thư"
    )
    assert pdf(commune, decision) == original


def test_a_copy_is_kept_frozen_and_sound(commune, decision):
    made = copy(commune, decision)
    view = commune.workspace.read(queries.document, made.document)
    assert (view.state, view.is_frozen, view.series) == (DocumentState.SIGNED, True, "SAO")
    assert view.subject.startswith("số 01/QĐ-UBND ngày 05/04/2022: ")
    assert commune.workspace.read(verify_frozen, commune.workspace.files) == []
    assert commune.workspace.verify() == []
    assert commune.workspace.read(file_name, made.document, "pdf") == "Bản sao y 01-SY-UBND 2022-04-05.pdf"
    data = commune.workspace.read(dump, commune.workspace.files)
    assert made.document in {each["uid"] for each in data["documents"]}
    loaded = commune.workspace.do(LoadData(data=data)).value
    assert (loaded.added, loaded.changed) == (0, 0)


def test_all_kinds_share_one_series_that_begins_anew_each_year(commune, decision, clock):
    first = copy(commune, decision)
    second = copy(commune, first.document, kind=CopyKind.FROM_COPY)
    third = copy(commune, decision, kind=CopyKind.EXTRACT, parts=(0,))
    clock.move(timedelta(days=300))
    later = copy(commune, decision, issued_on=date(2023, 1, 9))
    assert [each.symbol for each in (first, second, third, later)] == [
        "01/SY-UBND",
        "02/SL-UBND",
        "03/TrS-UBND",
        "01/SY-UBND",
    ]
    lines = commune.workspace.read(queries.register, year=2022, series="SAO")
    assert [line.signer for line in lines] == ["Hà Thị Văn Thư"] * 3
    assert lines[0].subject.startswith("Bản sao y Quyết định số 01/QĐ-UBND")
    assert lines[0].recipients == "Các thôn; Lưu: VT."


def test_a_copy_of_a_copy_holds_both_blocks(commune, decision):
    first = copy(commune, decision)
    second = copy(commune, first.document, kind=CopyKind.FROM_COPY)
    copied = pdf(commune, second.document)
    assert copied.startswith(pdf(commune, first.document))
    text = " ".join(pages(copied))
    assert text.index("SAO Y Số: 01/SY-UBND") < text.index("SAO LỤC Số: 02/SL-UBND")


def test_an_extract_has_the_head_the_wanted_parts_and_who_signed(commune, decision):
    parts = commune.workspace.read(parts_of, decision)
    assert parts[0].label.startswith("Điều 1.") and parts[-1].annex is not None
    made = copy(commune, decision, kind=CopyKind.EXTRACT, parts=(1,))
    text = " ".join(pages(pdf(commune, made.document)))
    assert "Số: 01/QĐ-UBND" in text and "QUYẾT ĐỊNH" in text
    assert "Điều 2." in text and "Điều 1." not in text and "DANH SÁCH" not in text
    assert "(Đã ký)" in text and text.index("(Đã ký)") < text.index("TRÍCH SAO Số: 01/TrS-UBND")


def test_the_block_stands_in_word_too(commune, decision):
    made = copy(commune, decision)
    opened = docx.Document(BytesIO(commune.workspace.read(docx_of, commune.workspace.files, made.document)))
    words = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "SAO Y" in words and "Số: 01/SY-UBND" in words


def test_a_block_without_room_on_the_last_page_stands_on_its_own(commune):
    counts = []
    for lines in range(1, 34, 4):
        uid = commune.draft("tb", values=(("content", "Họp thôn. "),))
        view = commune.workspace.read(queries.document, uid)
        block = view.content.blocks[0]
        content = replace(view.content, blocks=(block,) * lines)
        commune.workspace.do(edit_of(view, content=content, subject="Họp thôn"))
        commune.issue(uid)
        made = copy(commune, uid)
        before, after = pages(pdf(commune, uid)), pages(pdf(commune, made.document))
        assert "SAO Y" in after[-1] and len(after) - len(before) in (0, 1)
        counts.append(len(after) - len(before))
    assert set(counts) == {0, 1}


def test_what_may_not_be_copied_is_refused_with_its_reason(commune, decision):
    full = copy(commune, decision).document
    draft = commune.draft()
    assert refused(commune, draft) == "COP-01"
    assert refused(commune, full) == "COP-02"
    assert refused(commune, full, kind=CopyKind.EXTRACT, parts=(0,)) == "COP-02"
    assert refused(commune, decision, kind=CopyKind.FROM_COPY) == "COP-03"
    assert refused(commune, decision, issued_on=TODAY - timedelta(days=1)) == "COP-04"
    assert refused(commune, decision, issued_on=TODAY + timedelta(days=1)) == "REG-22"
    assert refused(commune, decision, kind=CopyKind.EXTRACT) == "COP-05"
    assert refused(commune, decision, kind=CopyKind.EXTRACT, parts=(99,)) == "COP-05"
    assert refused(commune, decision, signing=replace(CLERK, name=" ")) == "COP-06"
    assert len(commune.workspace.read(queries.register, year=2022, series="SAO")) == 1


def test_a_voided_copy_keeps_its_number_and_leaves_the_paper_alone(commune, decision):
    made = copy(commune, decision)
    commune.workspace.do(VoidNumber(entry=made.entry, reason="Sao nhầm"))
    assert commune.workspace.read(queries.document, decision).state is DocumentState.SIGNED
    assert copy(commune, decision).number == 2


def test_a_paper_with_copies_may_still_be_voided(commune, decision):
    copy(commune, decision)
    [line] = commune.workspace.read(queries.register, year=2022, series="QD")
    commune.workspace.do(VoidNumber(entry=line.uid, reason="Sai số"))
    assert commune.workspace.read(queries.document, decision).state is DocumentState.ENDED
