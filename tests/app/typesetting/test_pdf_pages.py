"""Pages of a printed paper: numbers, annexes, long tables, the signature that never stands alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from app.typesetting.model import (
    Annex,
    Column,
    Document,
    GroupRow,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import LONG_TEXT, SIGNATURE, decision, letter, roster, two_level_table
from tests.support.paper_measure import PaperPage, measure_pdf, near


def numbers_in_top_margin(page: PaperPage) -> list[str]:
    return [line.text for line in page.lines if line.y1 < 20]


def row_marks(page: PaperPage) -> list[str]:
    """Marks r1, r2 … of the roster rows on the page."""
    return [line.text for line in page.lines if line.text[0] == "r" and line.text[1:].isdigit()]


@pytest.fixture(scope="module")
def long_roster() -> list[PaperPage]:
    return measure_pdf(render_pdf(roster(100, group_of=9)))


def test_numbers_stand_in_the_middle_of_the_top_margin_from_the_second_page_of_each_part(long_roster):
    decision_page, *annex = long_roster
    assert [numbers_in_top_margin(page) for page in (decision_page, *annex)] == [
        [],
        [],
        *[[str(number)] for number in range(2, len(annex) + 1)],
    ]
    number = next(line for line in annex[1].lines if line.y1 < 20)
    assert 13 <= number.size <= 14
    assert not (number.bold or number.italic)
    assert near(number.middle, 30 + 165 / 2)


def test_a_long_roster_repeats_its_header_on_every_page_and_loses_no_row(long_roster):
    annex = long_roster[1:]
    assert len(annex) > 3
    for page in annex[:-1]:
        assert [line.text for line in page.lines if line.bold].count("STT") == 1
        first_row = next(line for line in page.lines if line.text == row_marks(page)[0])
        assert page.line("Họ và tên").baseline < first_row.baseline
    assert [mark for page in annex for mark in row_marks(page)] == [f"r{at}" for at in range(1, 101)]


def test_a_sub_header_is_never_the_last_row_of_a_page(long_roster):
    for page in long_roster[1:]:
        groups = [line.baseline for line in page.lines if line.text.startswith("Tổ công nghệ số thôn")]
        rows = [line.baseline for line in page.lines if line.text in row_marks(page)]
        assert not groups or max(groups) < max(rows)


def test_no_row_is_cut_by_the_end_of_a_page(long_roster):
    for page in long_roster[1:]:
        marks, phones = row_marks(page), [line.text for line in page.lines if line.text.startswith("0900")]
        assert [int(phone) - 900_000_000 for phone in phones] == [int(mark[1:]) for mark in marks]
        lowest = max(rule.y1 for rule in page.rules)
        assert all(line.y1 <= lowest for line in page.lines if line.text.startswith("0900"))


def test_everything_stays_above_the_bottom_margin(long_roster):
    for page in long_roster:
        assert max(line.y1 for line in page.lines) <= 297 - 20 + 0.1


@pytest.mark.parametrize("rows", [*range(1, 61), 100, 211, 400])
def test_the_signature_stands_on_a_page_with_the_last_rows(rows):
    pages = measure_pdf(render_pdf(Document(title="Danh sách", blocks=roster(rows).annexes[0].blocks)))
    (signed,) = [page for page in pages if "Hà Văn Mẫu" in page.text]
    assert signed is pages[-1]
    assert len(row_marks(signed)) >= min(rows, 2)
    assert sum(len(row_marks(page)) for page in pages) == rows
    assert "CHỦ TỊCH" in signed.text
    assert "Nơi nhận:" in signed.text
    assert "STT" in signed.text


@pytest.mark.parametrize("paragraphs", range(8, 22))
def test_the_signature_stands_on_a_page_with_the_last_lines_of_text(paragraphs):
    text = tuple(Paragraph(text=f"{at}. {LONG_TEXT}") for at in range(paragraphs))
    pages = measure_pdf(render_pdf(Document(title="Báo cáo", blocks=(*text, SIGNATURE))))
    (signed,) = [page for page in pages if "Hà Văn Mẫu" in page.text]
    formula = next(line for line in signed.lines if line.text == "CHỦ TỊCH")
    before = [line for line in signed.lines if 20 < line.y1 < formula.y0]
    assert len(before) >= 2


def test_no_single_line_of_a_paragraph_begins_or_ends_a_page():
    text = tuple(Paragraph(text=f"{at}) {LONG_TEXT} {LONG_TEXT}") for at in range(30))
    pages = measure_pdf(render_pdf(Document(title="Báo cáo", blocks=text)))
    for page, following in pairwise(pages):
        bottom = [line for line in page.lines if line.y1 > 20][-2:]
        top = [line for line in following.lines if line.y1 > 20][:2]
        begins_late = bottom[-1].x0 > 35 and bottom[0].x0 <= 35
        ends_early = top[0].x0 <= 35 and top[1].x0 > 35
        assert not begins_late
        assert not ends_early


def test_a_row_higher_than_a_page_is_continued_and_keeps_every_word():
    words = [f"từ{at}" for at in range(3000)]
    table = Table(
        columns=(Column(title="STT", weight=1), Column(title="Nội dung", weight=8)),
        rows=(Row(cells=("1", " ".join(words))), Row(cells=("2", "hết"))),
    )
    pages = measure_pdf(render_pdf(Document(title="Bảng", blocks=(table,))))
    printed = [word for page in pages for line in page.lines for word in line.text.split() if word.startswith("từ")]
    assert printed == words
    assert all(page.line("Nội dung") for page in pages)
    assert max(line.y1 for page in pages for line in page.lines) <= 297 - 20 + 0.1


def test_recipients_longer_than_a_page_are_continued():
    block = SignatureBlock(signature=SIGNATURE.signature, recipients=tuple(f"- Đơn vị {at};" for at in range(150)))
    pages = measure_pdf(render_pdf(decision(blocks=(Paragraph(text="Nội dung./."), block))))
    items = [line for page in pages for line in page.lines if line.text.startswith("- Đơn vị")]
    assert [line.text for line in items] == list(block.recipients)
    assert max(line.y1 for line in items) <= 297 - 20 + 0.1


def test_a_landscape_annex_lies_across_and_keeps_the_margins():
    first, *annex = measure_pdf(render_pdf(roster(60, orientation=Orientation.LANDSCAPE)))
    assert (round(first.width), round(first.height)) == (210, 297)
    assert all((round(page.width), round(page.height)) == (297, 210) for page in annex)
    assert len(annex) > 1
    for page in annex:
        assert min(rule.x0 for rule in page.rules) == pytest.approx(30, abs=0.3)
        assert max(rule.x1 for rule in page.rules) == pytest.approx(297 - 15, abs=0.3)
        assert max(line.y1 for line in page.lines) <= 210 - 20 + 0.1
    assert numbers_in_top_margin(annex[1]) == ["2"]


@pytest.mark.parametrize(("number", "printed"), [("", "Phụ lục"), ("I", "Phụ lục I"), ("II", "Phụ lục II")])
def test_an_annex_is_headed_by_its_number_title_and_reference(number, printed):
    annex = Annex(
        number=number,
        title="Mẫu phiếu",
        reference="(Kèm theo Quyết định số        /QĐ-UBND)",
        blocks=(Paragraph(text="Nội dung."),),
    )
    page = measure_pdf(render_pdf(decision(annexes=(annex,))))[-1]
    line, title, reference = page.line("Phụ lục"), page.line("MẪU PHIẾU"), page.line("(Kèm theo")
    assert line.text == printed
    assert (line.size, line.bold, line.italic) == (14, True, False)
    assert 13 <= title.size <= 14
    assert title.bold
    assert 13 <= reference.size <= 14
    assert (reference.bold, reference.italic) == (False, True)
    assert near(line.middle, title.middle, reference.middle, 30 + 165 / 2)
    assert line.baseline < title.baseline < reference.baseline


def test_a_header_of_two_levels_spans_its_columns_and_is_repeated():
    table = replace(two_level_table(), rows=tuple(Row(cells=(str(at), "2", "3")) for at in range(80)))
    pages = measure_pdf(render_pdf(Document(title="Bảng", blocks=(table,))))
    assert len(pages) > 1
    for page in pages:
        above, left, right = (page.line(text) for text in ("Số lượt", "Trực tiếp", "Trực tuyến"))
        assert above.baseline < left.baseline == pytest.approx(right.baseline, abs=0.1)
        assert above.middle == pytest.approx((left.middle + right.middle) / 2, abs=0.5)
        assert above.baseline < page.line("Ghi chú").baseline < left.baseline


def test_a_narrow_column_still_holds_its_longest_word():
    table = Table(
        columns=(
            Column(title="STT", weight=0.1),
            Column(title="Họ tên", weight=9),
            Column(title="Điện thoại", weight=0.1),
        ),
        rows=(Row(cells=("100", "Lò Mẫu", "0900000001")),),
    )
    page = measure_pdf(render_pdf(Document(title="Bảng", blocks=(table,))))[0]
    assert page.line("STT").text == "STT"
    assert page.line("0900").text == "0900000001"


def test_cells_of_a_sub_header_span_the_table():
    rows = (GroupRow(text="Thôn Nà Mẫu"), Row(cells=("1",)))
    table = Table(columns=(Column(title="A"), Column(title="B")), rows=rows)
    page = measure_pdf(render_pdf(Document(title="Bảng", blocks=(table,))))[0]
    group = page.line("Thôn Nà Mẫu")
    assert group.bold
    inside = [rule for rule in page.rules if not rule.is_level and rule.y0 < group.baseline < rule.y1]
    assert len(inside) == 2


def test_a_page_break_begins_a_page_with_the_next_number():
    blocks = (Paragraph(text="Một."), PageBreak(), Paragraph(text="Hai."))
    pages = measure_pdf(render_pdf(Document(title="Hai trang", blocks=blocks)))
    assert [[line.text for line in page.lines] for page in pages] == [["Một."], ["2", "Hai."]]


def test_a_draft_says_so_on_every_page_and_moves_no_line():
    issued = measure_pdf(render_pdf(roster(60)))
    draft = measure_pdf(render_pdf(replace(roster(60), draft_mark=True)))
    assert all("DỰ THẢO" in numbers_in_top_margin(page) for page in draft)
    for page, drafted in zip(issued, draft, strict=True):
        assert page.lines == tuple(line for line in drafted.lines if line.text != "DỰ THẢO")


def test_the_address_is_printed_on_the_first_page_only():
    paper = replace(letter(), blocks=tuple(Paragraph(text=LONG_TEXT) for _at in range(30)))
    first, second, *_rest = measure_pdf(render_pdf(paper))
    address = first.line("Thôn Nà Mẫu")
    assert max(line.y1 for line in first.lines if "Thôn" not in line.text and "Điện" not in line.text) < address.y0
    assert "Thôn Nà Mẫu" not in second.text


def test_a_paper_without_a_word_is_one_empty_page():
    (page,) = measure_pdf(render_pdf(Document(title="Trống", blocks=())))
    assert page.lines == ()
