"""The fonts in a paper: the same cut in each, rare signs added, further cuts where one is full."""

from __future__ import annotations

import re
import zlib

from app.typesetting.embedding import LETTERS
from app.typesetting.model import Document, Paragraph
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import letter, roster


def paper(text: str) -> bytes:
    return render_pdf(Document(title="Chữ", blocks=(Paragraph(text=text),)))


def programs(data: bytes) -> list[bytes]:
    """The font programs in a PDF, unpacked."""
    found = re.finditer(rb"/Length (\d+) /Length1 (\d+)\s*>>\s*stream\n", data)
    unpacked = [(zlib.decompress(data[at.end() : at.end() + int(at[1])]), int(at[2])) for at in found]
    assert all(len(program) == length for program, length in unpacked)
    return [program for program, _length in unpacked]


def test_papers_of_other_words_embed_the_same_fonts():
    first, second = programs(render_pdf(letter())), programs(render_pdf(roster(9)))
    assert first
    assert set(first) & set(second) == set(first)


def test_a_rare_sign_is_added_to_the_usual_letters_and_leaves_the_next_paper_as_it_was():
    usual = paper("Mẫu Sơn")
    rare = paper("Mẫu Sơn ½")
    assert len(programs(rare)) == len(programs(usual)) == 1
    assert programs(rare) != programs(usual)
    assert paper("Mẫu Sơn") == usual


def test_more_letters_than_a_cut_holds_make_a_second_cut():
    greek = "".join(map(chr, range(0x3B1, 0x3CA)))
    assert len(programs(paper(greek))) == 2


def test_the_usual_letters_are_named_once_each():
    assert len(set(LETTERS)) == len(LETTERS)
    assert not [sign for sign in LETTERS if sign.isascii()]
