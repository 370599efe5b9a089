"""Papers that are still being written: every block may be empty, too long or too wide, and the preview still shows."""

from __future__ import annotations

import pytest

from app.typesetting.model import (
    Addressees,
    Annex,
    Article,
    Basis,
    Block,
    Clause,
    Column,
    Document,
    GroupRow,
    HeaderSpan,
    Heading,
    HeadingLevel,
    Letterhead,
    PageBreak,
    Paragraph,
    Point,
    Row,
    Signature,
    SignatureBlock,
    Table,
    TypeTitle,
)
from app.typesetting.render_docx import render_docx
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import SIGNATURE, roster_table
from tests.support.paper_measure import measure_docx, measure_pdf

EMPTY_BLOCKS: tuple[Block, ...] = (
    TypeTitle(type_name=""),
    Basis(text=""),
    Addressees(names=()),
    Paragraph(text=()),
    Paragraph(text=""),
    Article(number="", text=()),
    Clause(number=1),
    Point(letter="a", text=""),
    PageBreak(),
    Heading(level=HeadingLevel.ROMAN, title=""),
    SignatureBlock(signature=Signature(formula=())),
    Table(columns=()),
    Table(columns=(Column(title=""),)),
    Table(columns=(Column(title="A"), Column(title="B"))),
    Table(
        columns=(Column(title="A"), Column(title="B")),
        rows=(Row(cells=()), Row(cells=("1", "2", "3")), GroupRow(text="")),
    ),
    Table(columns=(Column(title="A"),), upper_header=(HeaderSpan(title="X", columns=5), HeaderSpan(title="Y"))),
)


@pytest.mark.parametrize("block", EMPTY_BLOCKS, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize(
    "before", [(), (Paragraph(text="Trước."),), (roster_table(3),)], ids=["first", "text", "table"]
)
def test_an_empty_block_is_drawn_and_loses_nothing_around_it(before, block):
    paper = Document(title="", letterhead=Letterhead(issuer=()), blocks=(*before, block, Paragraph(text="Sau cùng.")))
    assert "Sau cùng." in measure_pdf(render_pdf(paper))[-1].text
    assert "Sau cùng." in [paragraph.text for paragraph in measure_docx(render_docx(paper))]


def test_an_annex_may_be_empty():
    assert len(measure_pdf(render_pdf(Document(title="", blocks=(), annexes=(Annex(blocks=()),))))) == 2


def test_a_word_longer_than_the_page_is_wide_is_cut_and_kept():
    word = "x" * 1000
    paper = Document(
        title=word,
        blocks=(
            Paragraph(text=word),
            Table(columns=(Column(title=word), Column(title="B")), rows=(Row(cells=(word, "b")),)),
            SIGNATURE,
        ),
    )
    pages = measure_pdf(render_pdf(paper))
    assert sum(page.text.count("x") for page in pages) >= 3000
    assert max(line.x1 for page in pages for line in page.lines) <= 210 - 15 + 0.1
    assert measure_docx(render_docx(paper))[0].text == word


@pytest.mark.parametrize("count", [1, 40, 120])
def test_any_number_of_addressees_is_printed(count):
    paper = Document(title="Công văn", blocks=(Addressees(names=tuple(f"Thôn {at}" for at in range(count))),))
    printed = "\n".join(page.text for page in measure_pdf(render_pdf(paper)))
    assert all(f"Thôn {at}" in printed for at in range(count))
