"""The papers of the Hà Trung letter, as the demo prints them, measured against decree 30/2020 (mm and pt)."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from app.demo import run_demo
from tests.support.paper_measure import (
    PaperLine,
    PaperPage,
    WordParagraph,
    measure_docx,
    measure_pdf,
    near,
    open_docx,
)

DECISIONS = ("01-quyet-dinh-ban-chi-dao", "03-quyet-dinh-to-cong-nghe-so")
PAPERS = (*DECISIONS, "02-phan-cong-nhiem-vu", "05-cong-van-gui-cap-tren")
ROSTER = "04-danh-sach-to-cong-nghe-so"
MM = 360_000 / 10


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of papers of one run of the demo."""
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder)
    return folder / "van-ban"


def pages_of(papers: Path, name: str) -> list[PaperPage]:
    return measure_pdf((papers / f"{name}.pdf").read_bytes())


def words_of(papers: Path, name: str) -> list[WordParagraph]:
    return measure_docx((papers / f"{name}.docx").read_bytes())


def test_a_second_run_makes_the_same_papers_again(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in run_demo(tmp_path) if path.suffix == ".pdf"}
    second = {path.name: path.read_bytes() for path in run_demo(tmp_path) if path.suffix == ".pdf"}
    signed = {name for name in first if "trinh-ky" not in name}
    assert len(signed) == 5
    assert {name: second[name] for name in signed} == {name: first[name] for name in signed}


@pytest.mark.parametrize("name", [*PAPERS, *(f"{name}-trinh-ky" for name in PAPERS), ROSTER])
def test_pages_are_a4_with_the_decrees_margins_and_numbers_from_page_two(papers: Path, name: str) -> None:
    for page in pages_of(papers, name):
        short, long = sorted((page.width, page.height))
        assert (short, long) == (pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2))
        numbers = [line for line in page.lines if line.y1 < 20]
        body = [line for line in page.lines if line not in numbers]
        assert min(line.x0 for line in body) >= 30 - 0.2
        assert page.width - max(line.x1 for line in body) >= 15 - 0.6
        assert page.height - max(line.y1 for line in body) >= 20 - 0.5
        for number in numbers:
            assert number.text.isdecimal() and int(number.text) >= 2
            assert 13 <= number.size <= 14 and not number.bold and not number.italic
            left_margin_to_right_margin = (30 + page.width - 20) / 2
            assert number.middle == pytest.approx(left_margin_to_right_margin, abs=3)
    assert not [line for line in pages_of(papers, name)[0].lines if line.y1 < 20]


LOOKS = [
    # beginning, least and greatest size (pt), bold, italic
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False),
    ("Số:", 13, 13, False, False),
    ("Mẫu Sơn, ngày", 13, 14, False, True),
    ("Nơi nhận:", 12, 12, True, True),
    ("- Lưu: VT", 11, 11, False, False),
]


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(("beginning", "least", "most", "bold", "italic"), LOOKS)
def test_components_of_every_paper_have_their_letters(
    papers: Path, name: str, beginning: str, least: float, most: float, bold: bool, italic: bool
) -> None:
    lines = [line for page in pages_of(papers, name) for line in page.lines if line.text.startswith(beginning)]
    assert lines
    assert least <= lines[0].size <= most
    assert (lines[0].bold, lines[0].italic) == (bold, italic)
    (word, *_more) = [paragraph for paragraph in words_of(papers, name) if paragraph.text.startswith(beginning)]
    assert word.size is not None and least <= word.size <= most
    assert (word.bold, word.italic) == (bold, italic)


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decisions_head_body_and_signature_stand_where_the_decree_puts_them(papers: Path, name: str) -> None:
    pages = pages_of(papers, name)
    first = pages[0]
    nation, motto = first.line("CỘNG HÒA"), first.line("Độc lập")
    number, day = first.line("Số:"), first.line("Mẫu Sơn,")
    assert near(first.line("ỦY BAN NHÂN DÂN").middle, first.line("XÃ MẪU SƠN").middle, number.middle)
    assert near(nation.middle, motto.middle, day.middle)
    assert number.baseline == pytest.approx(day.baseline, abs=0.2)
    rule = first.rule_under(motto)
    assert rule is not None and rule.length == pytest.approx(motto.width, abs=0.6)
    issuer_rule = first.rule_under(first.line("XÃ MẪU SƠN"))
    assert issuer_rule is not None and 0.32 <= issuer_rule.length / first.line("XÃ MẪU SƠN").width <= 0.51
    title = next(line for line in first.lines if line.text == "QUYẾT ĐỊNH")
    authority = first.line("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU SƠN")
    word = first.line("QUYẾT ĐỊNH:")
    assert near(title.middle, authority.middle, word.middle) and title.bold and authority.bold and word.bold
    bases = [line for line in first.lines if line.text.startswith("Căn cứ")]
    assert bases and all(line.italic and not line.bold and 13 <= line.size <= 14 for line in bases)
    assert bases[0].x0 - min(line.x0 for line in first.lines if line.italic) == pytest.approx(12.7, abs=0.6)
    check_signature(pages, "CHỦ TỊCH")


def check_signature(pages: list[PaperPage], formula: str) -> None:
    """Nơi nhận and formula on one level, the formula in the right half in bold capitals, the name centred under it."""
    page = next(page for page in pages if any(line.text.startswith("Nơi nhận") for line in page.lines))
    recipients, formula_line = page.line("Nơi nhận"), _last(page, formula)
    name = max((line for line in page.lines if line.y0 > formula_line.y1 and line.bold), key=lambda line: line.y0)
    assert formula_line.bold and 13 <= formula_line.size <= 14 and formula_line.text.isupper()
    assert formula_line.x0 > page.width / 2
    assert abs(recipients.y0 - formula_line.y0) < 8
    assert near(name.middle, formula_line.middle, within=0.5) and not name.text.isupper() and 13 <= name.size <= 14


def _last(page: PaperPage, beginning: str) -> PaperLine:
    return [line for line in page.lines if line.text.startswith(beginning)][-1]


@pytest.mark.parametrize("name", DECISIONS)
def test_number_and_day_are_blank_for_signing_and_filled_after(papers: Path, name: str) -> None:
    blank, signed = pages_of(papers, f"{name}-trinh-ky")[0], pages_of(papers, name)[0]
    number, day = blank.line("Số:"), blank.line("Mẫu Sơn,")
    assert number.text.split() == ["Số:", "/QĐ-UBND"]
    assert number.start_of("/QĐ") - number.start_of(":") >= 8, "room to write the number with a pen"
    assert day.text.split() == ["Mẫu", "Sơn,", "ngày", "tháng", "4", "năm", "2022"]
    assert signed.line("Số:").text in ("Số: 01/QĐ-UBND", "Số: 02/QĐ-UBND")
    assert signed.line("Mẫu Sơn,").text == "Mẫu Sơn, ngày 08 tháng 4 năm 2022"


def test_the_letter_has_its_subject_under_the_number_and_addressees(papers: Path) -> None:
    page = pages_of(papers, "05-cong-van-gui-cap-tren")[0]
    subject = page.line("V/v ")
    assert 12 <= subject.size <= 13 and not subject.bold
    assert subject.y0 > page.line("Số:").y1
    assert near(page.line("Số:").middle, subject.middle, within=1)
    assert page.line("Kính gửi:").size >= 13
    assert page.line("- Như trên;").size == pytest.approx(11, abs=0.1)
    check_signature([page], "CHỦ TỊCH")


def test_the_team_decision_carries_the_roster_of_all_twelve_teams(papers: Path) -> None:
    text = "\n".join(page.text for page in pages_of(papers, "03-quyet-dinh-to-cong-nghe-so"))
    assert "12 Tổ" in text and "47 thành viên" in text
    assert text.count("Tổ công nghệ số cộng đồng thôn") + text.count("Tổ công nghệ số cộng đồng bản") >= 6
    rows = [line for page in pages_of(papers, "03-quyet-dinh-to-cong-nghe-so")[1:] for line in page.lines]
    assert any(line.text.startswith("47 ") or line.text == "47" for line in rows)


def test_rosters_with_phones_are_masked_or_off_where_papers_become_public(papers: Path) -> None:
    for name in (*DECISIONS, ROSTER):
        for page in pages_of(papers, name):
            assert "0900000" not in page.text.replace(" ", "")


def test_the_worksheet_prints_tidily_and_holds_no_formula(papers: Path) -> None:
    sheet = openpyxl.load_workbook(papers / f"{ROSTER}.xlsx").active
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
    assert sheet.freeze_panes is not None and sheet.print_title_rows
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert sum(str(cell.value).startswith("Tổ công nghệ số cộng đồng ") for cell in cells) == 12


@pytest.mark.parametrize("name", [*PAPERS, ROSTER])
def test_pdftotext_gives_the_vietnamese_text_exactly(papers: Path, name: str) -> None:
    path = papers / f"{name}.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert unicodedata.is_normalized("NFC", text)
    expected = {word for page in measure_pdf(path.read_bytes()) for line in page.lines for word in line.text.split()}
    assert "CỘNG" in expected and "nghệ" in expected
    assert expected <= set(text.split())
    assert not set(text) & {"\ufffd", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u031b"}


def test_pdf_metadata_names_no_person_and_no_path(papers: Path) -> None:
    for path in papers.glob("*.pdf"):
        shown = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
        assert "Author" not in shown.replace("Author:          \n", "")
        assert str(papers) not in shown
        assert b"/Lang" in path.read_bytes()
        fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout.decode()
        assert "Helvetica" not in fonts
        assert all(" yes " in line for line in fonts.splitlines()[2:])


@pytest.mark.parametrize("name", PAPERS)
def test_the_docx_has_the_decrees_page(papers: Path, name: str) -> None:
    for section in open_docx((papers / f"{name}.docx").read_bytes()).sections:
        short, long = sorted((section.page_width, section.page_height))
        assert (round(short / MM), round(long / MM)) == (210, 297)
        assert 20 <= section.top_margin / MM <= 25.1 and 20 <= section.bottom_margin / MM <= 25.1
        assert 30 - 0.1 <= section.left_margin / MM <= 35 and 15 - 0.1 <= section.right_margin / MM <= 20.1
        assert section.different_first_page_header_footer
