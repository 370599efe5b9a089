"""The DOCX of a paper: the same looks as the PDF, sections, repeated headers, and the same lines in LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from app.typesetting.model import Annex, Document, Orientation, Paragraph, Run
from app.typesetting.render_docx import render_docx
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import (
    LONG_TEXT,
    SIGNATURE,
    decision,
    letter,
    minutes,
    roster,
    roster_table,
    two_level_table,
)
from tests.support.paper_measure import (
    WordParagraph,
    measure_docx,
    measure_pdf,
    near,
    office_pdfs,
    office_program,
    open_docx,
)

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def paragraphs() -> list[WordParagraph]:
    return measure_docx(render_docx(decision()))


def starting(paragraphs: list[WordParagraph], beginning: str) -> WordParagraph:
    (found,) = [paragraph for paragraph in paragraphs if paragraph.text.startswith(beginning)]
    return found


def rule_after(paragraphs: list[WordParagraph], beginning: str) -> WordParagraph:
    at = paragraphs.index(starting(paragraphs, beginning))
    assert paragraphs[at + 1].has_rule
    return paragraphs[at + 1]


# text, least and greatest size, bold, italic, alignment: decree 30/2020 annex I part II
LOOKS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False, "center"),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False, "center"),
    ("ỦY BAN NHÂN DÂN", 12, 13, True, False, "center"),
    ("XÃ MẪU SƠN", 12, 13, True, False, "center"),
    ("Số:        /QĐ-UBND", 13, 13, False, False, "center"),
    ("Mẫu Sơn, ngày      tháng 11 năm 2026", 13, 14, False, True, "center"),
    ("Về việc thành lập", 13, 14, True, False, "center"),
    ("CHỦ TỊCH ỦY BAN", 13, 14, True, False, "center"),
    ("QUYẾT ĐỊNH:", 13, 14, True, False, "center"),
    ("Căn cứ Luật", 13, 14, False, True, "both"),
    ("1. Tuyên truyền", 13, 14, False, False, "both"),
    ("đ) Thực hiện", 13, 14, False, False, "both"),
    ("Điều 2.", 13, 14, True, False, "both"),
    ("Nơi nhận:", 12, 12, True, True, "left"),
    ("- Lưu: VT, VHXH.", 11, 11, False, False, "left"),
    ("Hà Văn Mẫu", 13, 14, True, False, "center"),
]


@pytest.mark.parametrize(("beginning", "least", "most", "bold", "italic", "align"), LOOKS)
def test_each_part_has_its_letters_and_place(paragraphs, beginning, least, most, bold, italic, align):
    part = starting(paragraphs, beginning)
    assert part.size is not None
    assert least <= part.size <= most
    assert (part.bold, part.italic, part.align) == (bold, italic, align)


@pytest.mark.parametrize("beginning", ["Căn cứ Luật", "Điều 1.", "Điều 2.", "1. Tuyên", "đ) Thực"])
def test_body_paragraphs_are_indented_and_6_pt_apart(paragraphs, beginning):
    part = starting(paragraphs, beginning)
    assert 10 <= part.first <= 12.8
    assert part.after >= 6


def test_rules_are_borders_of_the_right_length_in_the_middle(paragraphs):
    motto, issuer = rule_after(paragraphs, "Độc lập"), rule_after(paragraphs, "XÃ MẪU SƠN")
    left_column, right_column = 165 * 0.42, 165 * 0.58
    assert right_column - motto.left - motto.right == pytest.approx(56.1, abs=0.5)
    assert 27.1 / 3 <= left_column - issuer.left - issuer.right <= 27.1 / 2 + 0.2
    subject = rule_after(paragraphs, "Về việc")
    assert 1 / 3 <= (165 - subject.left - subject.right) / 88.6 <= 1 / 2
    assert all(near(rule.left, rule.right, within=0.1) for rule in (motto, issuer, subject))


def test_every_script_is_set_in_times_new_roman_and_vietnamese():
    word = open_docx(render_docx(decision()))
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for fonts in [*defaults.iter(qn("w:rFonts")), *word.styles["Normal"].element.iter(qn("w:rFonts"))]:
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_sheet_and_margins_are_those_of_the_decree():
    (section,) = open_docx(render_docx(decision())).sections
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    assert 20 <= section.top_margin.mm + 0.05 <= 25
    assert 20 <= section.bottom_margin.mm + 0.05 <= 25
    assert 30 <= section.left_margin.mm + 0.05 <= 35
    assert 15 <= section.right_margin.mm + 0.05 <= 20


def test_page_numbers_are_centred_in_the_header_and_hidden_on_first_pages():
    word = open_docx(render_docx(roster(3)))
    for section in word.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        (number,) = section.header.paragraphs
        assert "PAGE" in number._p.xml
        assert number.alignment == 1
        assert number._p.find(f".//{qn('w:sz')}").get(qn("w:val")) in {"26", "28"}
        assert "PAGE" not in section.first_page_header._element.xml
        assert section.header_distance.mm < section.top_margin.mm


def test_a_landscape_annex_is_a_section_of_its_own():
    first, annex = open_docx(render_docx(roster(3, orientation=Orientation.LANDSCAPE))).sections
    assert (first.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)


def test_tables_repeat_their_header_keep_rows_whole_and_tie_the_last_rows_to_the_signature():
    word = open_docx(render_docx(roster(30, group_of=10)))
    table = next(table for table in word.tables if table.cell(0, 0).text == "STT")
    rows = table._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 34
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    kept = [
        all(paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in row.iter(qn("w:p")))
        for row in rows
    ]
    assert kept[-4:-1] == [False, True, True]
    assert "Hà Văn Mẫu" in [paragraph.text for cell in table.rows[-1].cells for paragraph in cell.paragraphs]


def test_every_table_has_a_grid_as_wide_as_the_text_and_cells_as_wide_as_their_columns():
    for table in open_docx(render_docx(decision(annexes=(Annex(blocks=(two_level_table(), SIGNATURE)),)))).tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(grid) / 20 * 25.4 / 72 == pytest.approx(165, abs=0.2)
        for row in table._tbl.tr_lst:
            cells = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
            assert sum(cells) == pytest.approx(sum(grid), abs=4)


def test_a_header_of_two_levels_is_merged_and_both_levels_repeat():
    word = open_docx(render_docx(Document(title="Bảng", blocks=(two_level_table(),))))
    (table,) = word.tables
    assert table.cell(0, 0)._tc is not table.cell(0, 1)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(0, 0).text == table.cell(1, 0).text == "STT"
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst]
    assert repeated == [True, True, False]


def test_the_paragraph_before_the_signature_stays_with_it(paragraphs):
    assert starting(paragraphs, "Điều 3.").keeps_next


def test_properties_tell_title_and_language_and_no_person_or_moment():
    with zipfile.ZipFile(io.BytesIO(render_docx(decision(subject="Thành lập tổ")))) as parts:
        core = parts.read("docProps/core.xml").decode()
        assert "Quyết định thành lập Tổ công nghệ số cộng đồng" in core
        assert "Thành lập tổ" in core
        assert "vi-VN" in core
        for element in ("dc:creator", "cp:lastModifiedBy", "dcterms:created", "dcterms:modified"):
            assert element not in core
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        assert "python-docx" not in core


def test_the_same_paper_gives_the_same_bytes_also_after_others_were_written():
    first = render_docx(roster(20))
    render_docx(letter())
    assert render_docx(roster(20)) == first


def test_text_is_kept_exactly_with_signs_of_markup_and_line_breaks():
    text = '5 < 6 & "7" > 4; <w:p/> ]]> H\' Kẻ\nhai    cách'
    paper = Document(title="A & <B>", blocks=(Paragraph(text=(Run(text=text, italic=True),)),))
    assert text in [paragraph.text for paragraph in measure_docx(render_docx(paper))]


def test_a_draft_says_so_in_both_headers():
    (section,) = open_docx(render_docx(replace(decision(), draft_mark=True))).sections
    assert "DỰ THẢO" in section.header._element.xml
    assert "DỰ THẢO" in section.first_page_header._element.xml


def test_the_address_stands_in_the_footer_of_the_first_page_only():
    annex = Annex(number="", title="Biểu", blocks=(Paragraph(text="Nội dung."),))
    first, later = open_docx(render_docx(replace(letter(), annexes=(annex,)))).sections
    assert "Thôn Nà Mẫu, xã Mẫu Sơn" in [paragraph.text for paragraph in first.first_page_footer.paragraphs]
    assert "".join(paragraph.text for paragraph in later.first_page_footer.paragraphs) == ""


@pytest.fixture(scope="module")
def shown_in_office(tmp_path_factory):
    """Each sample as the program's own PDF and as LibreOffice shows its DOCX."""
    papers = {
        "decision": decision(),
        "letter": letter(),
        "minutes": minutes(),
        "roster": roster(75, group_of=9),
        "landscape": roster(40, orientation=Orientation.LANDSCAPE),
    }
    shown = office_pdfs([render_docx(paper) for paper in papers.values()], tmp_path_factory.mktemp("office"))
    return {
        name: (measure_pdf(render_pdf(paper)), measure_pdf(data))
        for (name, paper), data in zip(papers.items(), shown, strict=True)
    }


@pytest.mark.slow_office
@needs_office
@pytest.mark.parametrize("name", ["decision", "letter", "minutes", "roster", "landscape"])
def test_libreoffice_shows_the_docx_with_the_lines_of_the_pdf(shown_in_office, name):
    ours, theirs = shown_in_office[name]
    assert [(round(page.width), round(page.height)) for page in theirs] == [
        (round(page.width), round(page.height)) for page in ours
    ]
    assert _lines(theirs[0]) == _lines(ours[0])
    # a row that fits one program's page by a hair may begin the next page in the other
    assert sorted(line for page in theirs for line in _lines(page)) == sorted(
        line for page in ours for line in _lines(page)
    )


def _lines(page) -> list[str]:
    """Text of the page line by line, columns side by side joined from left to right."""
    levels: list[list] = []
    for line in sorted(page.lines, key=lambda line: line.baseline):
        if levels and line.baseline - levels[-1][0].baseline < 1.6:
            levels[-1].append(line)
        else:
            levels.append([line])
    words = [sorted(level, key=lambda line: line.x0) for level in levels]
    return sorted(" ".join(line.text for line in level) for level in words)


@pytest.mark.slow_office
@needs_office
def test_libreoffice_keeps_the_national_title_on_one_line_and_the_motto_rule_at_its_length(shown_in_office):
    for _ours, theirs in shown_in_office.values():
        motto = theirs[0].line("Độc lập")
        assert theirs[0].line("CỘNG HÒA").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        rule = theirs[0].rule_under(motto)
        assert rule is not None
        assert rule.length == pytest.approx(motto.width, abs=1)
        assert near(rule.middle, motto.middle, within=0.5)


@pytest.mark.slow_office
@needs_office
def test_libreoffice_never_leaves_the_signature_alone(tmp_path):
    papers = [Document(title="Danh sách", blocks=(roster_table(rows), SIGNATURE)) for rows in (24, 27, 29, 31, 33)]
    papers += [
        Document(title="Báo cáo", blocks=(*(Paragraph(text=LONG_TEXT) for _at in range(count)), SIGNATURE))
        for count in (10, 11, 12, 13)
    ]
    for data in office_pdfs([render_docx(paper) for paper in papers], tmp_path):
        signed = measure_pdf(data)[-1]
        formula = next(line for line in signed.lines if line.text == "CHỦ TỊCH")
        before = [line for line in signed.lines if 20 < line.y1 < formula.y0]
        assert before
        assert re.search(r"^(r\d+|Tuyên|luật|hướng|tuyến|trực)", before[-1].text) or len(before) > 1
