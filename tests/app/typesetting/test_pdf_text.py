"""What the PDF file itself keeps: exact text, embedded fonts, properties without persons, the same bytes every time."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.kernel.problems import Unavailable
from app.typesetting import fonts
from app.typesetting.model import Document, Paragraph, Run
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import decision, letter, minutes, roster
from tests.support.paper_measure import copied_text, fonts_of, measure_pdf

VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
ACCENTED = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
LETTERS = [*ACCENTED, "ă", "â", "ê", "ô", "ơ", "ư", "đ"]
ALL_134 = [*LETTERS, *(letter.upper() for letter in LETTERS)]

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def squeezed(text: str) -> str:
    """White space of any kind and length as one space: what a copy cannot keep."""
    return " ".join(text.split())


def test_there_are_134_letters_beyond_the_latin_ones():
    assert len(set(ALL_134)) == 134


@needs_poppler
@pytest.mark.parametrize(("bold", "italic"), [(False, False), (True, False), (False, True), (True, True)])
def test_every_vietnamese_letter_is_copied_as_it_was_written(bold, italic):
    text = " ".join("".join(ALL_134[at : at + 6]) for at in range(0, 134, 6))
    data = render_pdf(Document(title="Chữ", blocks=(Paragraph(text=(Run(text=text, bold=bold, italic=italic),)),)))
    assert squeezed(copied_text(data)) == text


@needs_poppler
def test_letters_beyond_one_font_subset_are_copied_too():
    text = " ".join(["".join(ALL_134), "".join(map(chr, range(0x21, 0x7F))), "".join(map(chr, range(0xA1, 0x100)))])
    text = text.replace("\xad", "")
    data = render_pdf(Document(title="Chữ", blocks=tuple(Paragraph(text=word) for word in text.split())))
    assert sorted(set(copied_text(data)) - {"\n", "\f", " "}) == sorted(set(text) - {" "})


@needs_poppler
@pytest.mark.parametrize("paper", [decision(), letter(), minutes(), roster(30)], ids=lambda paper: paper.title)
def test_a_copy_of_a_paper_is_nfc_and_holds_every_word(paper):
    data = render_pdf(paper)
    copied = squeezed(copied_text(data))
    assert copied == unicodedata.normalize("NFC", copied)
    printed = sorted(word for page in measure_pdf(data) for word in page.text.split())
    assert sorted(copied.split()) == printed
    for sentence in ("Độc lập - Tự do - Hạnh phúc", paper.blocks[-1].signature.signer):
        assert sentence in copied


@needs_poppler
def test_text_given_in_pieces_of_letters_and_marks_is_printed_whole():
    decomposed = unicodedata.normalize("NFD", "Ủy ban nhân dân xã Mẫu Sơn, tổ Đặng Ngữ")
    data = render_pdf(Document(title=decomposed, blocks=(Paragraph(text=decomposed),)))
    assert squeezed(copied_text(data)) == "Ủy ban nhân dân xã Mẫu Sơn, tổ Đặng Ngữ"


@needs_poppler
@pytest.mark.parametrize(
    "text",
    ["a - b – c — d", "“ngoặc kép” \"thẳng\" 'đơn' ’ …", "5 < 6 & 7 > 4 (100%) \\ ()", "H' Kẻ, K’ Thử, Y Mẫu", "./."],
)
def test_signs_are_kept_as_they_are(text):
    data = render_pdf(Document(title="Dấu", blocks=(Paragraph(text=text),)))
    assert squeezed(copied_text(data)) == text


def test_only_the_embedded_times_metric_font_is_used():
    data = render_pdf(roster(5))
    assert fonts_of(data) <= {f"LiberationSerif{cut}" for cut in ("", "-Bold", "-Italic", "-BoldItalic")}
    named = set(re.findall(rb"/BaseFont /([A-Za-z+-]+)", data))
    assert named
    assert all(name.startswith(b"AAAAAA+LiberationSerif") for name in named)
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == len(named)


def test_properties_tell_title_and_language_and_no_person_or_place():
    data = render_pdf(decision(subject="Thành lập tổ"))
    paper = pypdfium2.PdfDocument(data)
    properties = paper.get_metadata_dict()
    paper.close()
    assert properties["Title"] == "Quyết định thành lập Tổ công nghệ số cộng đồng"
    assert properties["Subject"] == "Thành lập tổ"
    assert properties["Author"] == ""
    assert properties["Creator"] == properties["Producer"] == "Xã Số"
    assert b"/Lang (vi-VN)" in data
    assert data.startswith(b"%PDF-1.4")
    assert str(Path.home()).encode() not in data


def test_the_same_paper_gives_the_same_bytes_also_after_others_were_printed():
    first = render_pdf(roster(20))
    render_pdf(letter())
    render_pdf(Document(title="Chữ", blocks=(Paragraph(text="".join(ALL_134)),)))
    assert render_pdf(roster(20)) == first


def test_another_name_gives_another_paper():
    assert render_pdf(decision()) != render_pdf(replace(decision(), title="Khác"))


def test_a_missing_font_is_said_with_its_code_and_name(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts.resources, "path", lambda name="": tmp_path / name)
    fonts.loaded_face.cache_clear()
    try:
        with pytest.raises(Unavailable) as caught:
            render_pdf(decision())
    finally:
        fonts.loaded_face.cache_clear()
    assert caught.value.code == "TYP-01"
    assert "LiberationSerif" in str(caught.value)


def test_a_damaged_font_is_said_the_same_way(monkeypatch, tmp_path):
    (tmp_path / "fonts").mkdir()
    for cut in ("Regular", "Bold", "Italic", "BoldItalic"):
        (tmp_path / f"fonts/LiberationSerif-{cut}.ttf").write_bytes(b"\0\1\0\0" + b"x" * 100)
    monkeypatch.setattr(fonts.resources, "path", lambda name="": tmp_path / name)
    fonts.loaded_face.cache_clear()
    try:
        with pytest.raises(Unavailable) as caught:
            render_pdf(decision())
    finally:
        fonts.loaded_face.cache_clear()
    assert caught.value.code == "TYP-01"
