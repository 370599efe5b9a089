"""Files of letters: what has text is read, what has none says so, what is hostile ends its child only."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.incoming.opening import MOST_PAGES, open_letter
from app.kernel.problems import Refused
from app.typesetting import model
from app.typesetting.render_docx import render_docx
from app.typesetting.render_pdf import render_pdf

WORDS = "UBND huyện yêu cầu UBND các xã báo cáo kết quả chuyển đổi số về UBND huyện trước ngày 20 hàng tháng."


def paper() -> model.Document:
    return model.Document(title="Công văn", subject="", blocks=(model.Paragraph(text=WORDS),))


def code_of(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        open_letter(path)
    return caught.value.code


def blank_pages(path: Path, count: int) -> Path:
    import pypdfium2

    with pypdfium2.PdfDocument.new() as document:
        for _page in range(count):
            document.new_page(595, 842)
        document.save(path)
    return path


@pytest.mark.parametrize(("name", "content"), [("a.pdf", render_pdf(paper())), ("a.docx", render_docx(paper()))])
def test_text_of_pdf_and_docx_is_read(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)

    opened = open_letter(file)

    assert " ".join(opened.text.split()).count(WORDS) == 1
    assert not opened.is_scan


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_any_encoding(tmp_path, encoding):
    file = tmp_path / "a.txt"
    file.write_bytes(f"{WORDS}\r\n".encode(encoding))

    assert open_letter(file).text == WORDS


def test_text_in_an_old_font_is_turned_into_unicode(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("ñònh kyø baùo caùo keát quaû chuyeån ñoåi soá cuûa UBND xaõ veà huyeän", encoding="utf-8")

    opened = open_letter(file)

    assert opened.text == "định kỳ báo cáo kết quả chuyển đổi số của UBND xã về huyện"
    assert opened.converted_from


def test_a_scan_says_that_it_has_no_text(tmp_path):
    opened = open_letter(blank_pages(tmp_path / "scan.pdf", 2))

    assert (opened.is_scan, opened.pages, opened.text) == (True, 2, "")


def test_too_many_pages_are_refused_with_both_numbers(tmp_path):
    with pytest.raises(Refused, match=f"{MOST_PAGES + 1} trang.*{MOST_PAGES} trang"):
        open_letter(blank_pages(tmp_path / "book.pdf", MOST_PAGES + 1))


def test_what_is_damaged_foreign_or_a_bomb_is_refused(tmp_path):
    damaged = tmp_path / "a.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + b"x" * 400)
    old = tmp_path / "a.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 400)
    bomb, table = tmp_path / "bomb.docx", tmp_path / "table.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 90_000_000)
    with zipfile.ZipFile(table, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")

    assert [code_of(each) for each in (damaged, old, bomb, table)] == ["INC-13", "INC-11", "INC-13", "INC-11"]
