"""Body and closing of a printed paper, measured from the PDF against decree 30/2020, annex I part II."""

from __future__ import annotations

import pytest

from app.typesetting.model import Addressees, Document
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import decision, letter, minutes
from tests.support.paper_measure import PaperPage, measure_pdf, near

LEFT, RIGHT = 30, 195  # mm; text edges with 30 mm and 15 mm margins


@pytest.fixture(scope="module")
def page() -> PaperPage:
    return measure_pdf(render_pdf(decision()))[0]


@pytest.fixture(scope="module")
def letter_page() -> PaperPage:
    return measure_pdf(render_pdf(letter()))[0]


@pytest.mark.parametrize(
    "beginning", ["Căn cứ Luật", "Căn cứ Công văn", "Theo đề nghị", "Điều 1.", "Điều 2.", "1. Tuyên", "đ) Thực hiện"]
)
def test_paragraphs_begin_1_to_1_27_cm_inside(page, beginning):
    assert 10 - 0.2 <= page.line(beginning).x0 - LEFT <= 12.7 + 0.2


@pytest.mark.parametrize("beginning", ["Căn cứ Luật", "Thông tin và Truyền thông", "Theo đề nghị"])
def test_legal_bases_are_italic(page, beginning):
    line = page.line(beginning)
    assert (line.bold, line.italic) == (False, True)
    assert 13 <= line.size <= 14


def test_body_text_is_upright_and_justified_and_only_last_lines_end_early(page):
    first, second = page.line("1. Tuyên truyền"), page.line("luật của Nhà nước")
    last = page.line("trực tuyến, thanh toán")
    assert not any(line.bold or line.italic for line in (first, second, last))
    assert 13 <= first.size <= 14
    assert first.x1 == pytest.approx(RIGHT, abs=0.4)
    assert second.x1 == pytest.approx(RIGHT, abs=0.4)
    assert second.x0 == pytest.approx(LEFT, abs=0.2)
    assert last.x1 < RIGHT - 5


def test_lines_are_single_to_one_and_a_half_apart_and_paragraphs_at_least_6_pt_more(page):
    first, second = page.line("1. Tuyên truyền"), page.line("luật của Nhà nước")
    last, following = page.line("trực tuyến, thanh toán"), page.line("đ) Thực hiện")
    step = (second.baseline - first.baseline) * 72 / 25.4
    assert 14 * 1.1 <= step <= 14 * 1.5 * 1.15
    assert (following.baseline - last.baseline) * 72 / 25.4 - step >= 6 - 0.1


def test_an_article_without_title_has_only_its_number_bold(page):
    spans = page.line("Điều 3.").spans
    assert spans[0].bold
    assert spans[0].text.strip() == "Điều 3."
    assert not spans[1].bold


def test_an_article_with_title_is_bold_throughout(page):
    (span,) = page.line("Điều 2.").spans
    assert span.bold


def test_runs_keep_their_weight_and_slant_inside_an_article(page):
    spans = [span for line in page.lines for span in line.spans]
    assert [span.text for span in spans if span.bold and span.text.strip() == "12"]
    assert [span.text for span in spans if span.italic and "có danh sách" in span.text]


def test_headings_of_a_report_are_bold_and_roman_ones_in_capitals(letter_page):
    roman, arabic = letter_page.line("I."), letter_page.line("1.")
    assert (roman.text, arabic.text) == ("I. KẾT QUẢ", "1. Về tổ chức")
    assert roman.bold
    assert arabic.bold


def test_a_chapter_stands_on_two_centred_lines():
    page = measure_pdf(render_pdf(minutes()))[0]
    number, title = page.line("Chương I"), page.line("QUY ĐỊNH CHUNG")
    assert number.bold
    assert title.bold
    assert near(number.middle, title.middle, (LEFT + RIGHT) / 2)


def test_one_addressee_stands_on_the_line_of_kinh_gui():
    paper = Document(title="Công văn", blocks=(Addressees(names=("Bộ Nội vụ",)),))
    line = measure_pdf(render_pdf(paper))[0].line("Kính gửi")
    assert line.text == "Kính gửi: Bộ Nội vụ"
    assert line.middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.3)


def test_several_addressees_stand_below_with_their_dashes_under_the_colon(letter_page):
    word = letter_page.line("Kính gửi:")
    items = [line for line in letter_page.lines if line.text.startswith(("- Sở", "- Văn phòng"))]
    assert [line.text for line in items] == ["- Sở Khoa học và Công nghệ;", "- Văn phòng Ủy ban nhân dân tỉnh."]
    assert all(line.x0 == pytest.approx(word.start_of(":"), abs=0.3) for line in items)
    assert all(13 <= line.size <= 14 and not line.bold for line in (word, *items))


def test_recipients_stand_left_and_level_with_the_signing_formula(page):
    word = page.line("Nơi nhận:")
    (formula,) = [line for line in page.lines if line.text == "CHỦ TỊCH"]
    assert (word.size, word.bold, word.italic) == (12, True, True)
    assert word.x0 == pytest.approx(LEFT, abs=0.2)
    assert word.baseline == pytest.approx(formula.baseline, abs=1.5)
    for beginning in ("- Như Điều 3;", "- UBND tỉnh (để b/c);", "- Lưu: VT, VHXH."):
        item = page.line(beginning)
        assert (item.size, item.bold, item.italic) == (11, False, False)
        assert item.x0 == pytest.approx(LEFT, abs=0.2)


def test_formula_and_name_are_bold_and_centred_in_the_right_half(page):
    (formula,) = [line for line in page.lines if line.text == "CHỦ TỊCH"]
    name = page.line("Hà Văn Mẫu")
    assert formula.bold
    assert name.bold
    assert 13 <= formula.size <= 14
    assert 13 <= name.size <= 14
    middle = (LEFT + RIGHT) / 2
    assert near(formula.middle, name.middle, (middle + RIGHT) / 2)
    assert 20 < name.baseline - formula.baseline < 45


def test_a_second_office_stands_directly_above_the_name(letter_page):
    office, name = letter_page.line("Phó Chủ tịch UBND xã"), letter_page.line("Lò Văn Thử")
    assert 0 < name.baseline - office.baseline < 8
    formula = [letter_page.line(text).baseline for text in ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")]
    assert formula == sorted(formula)
    assert office.baseline - formula[-1] > 20


def test_the_drafters_mark_follows_the_recipients_in_11_pt_capitals(letter_page):
    mark, last = letter_page.line("LVT.(05)"), letter_page.line("- Lưu: VT, BCĐ.")
    assert mark.size == 11
    assert 0 < mark.baseline - last.baseline < 8


def test_the_address_stands_at_the_foot_of_page_1_under_a_line_across_the_page(letter_page):
    address = letter_page.line("Thôn Nà Mẫu")
    assert 11 <= address.size <= 12
    (rule,) = [rule for rule in letter_page.rules if rule.length == pytest.approx(165, abs=0.5)]
    assert 0 < address.baseline - rule.y0 < 6
    assert 297 - 25 < letter_page.line("Điện thoại:").y1 <= 297 - 20 + 0.2


def test_minutes_are_signed_by_two_whose_names_stand_level():
    page = measure_pdf(render_pdf(minutes()))[0]
    assert page.line("THƯ KÝ").baseline == pytest.approx(page.line("CHỦ TỌA").baseline, abs=0.1)
    assert page.line("Lò Thị Thử").baseline == pytest.approx(page.line("Hà Văn Mẫu").baseline, abs=0.1)
    assert page.line("Nơi nhận:").baseline > page.line("Hà Văn Mẫu").baseline
