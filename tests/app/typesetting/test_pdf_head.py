"""The head of a printed paper, measured from the PDF against decree 30/2020, annex I parts I and II."""

from __future__ import annotations

import pytest

from app.typesetting.model import Annex, Document, Letterhead, TypeTitle, UrgencyMark
from app.typesetting.render_pdf import render_pdf
from tests.app.typesetting.samples import HEAD, decision, letter, minutes
from tests.support.paper_measure import PaperPage, measure_pdf, near


@pytest.fixture(scope="module")
def page() -> PaperPage:
    return measure_pdf(render_pdf(decision()))[0]


@pytest.fixture(scope="module")
def letter_page() -> PaperPage:
    return measure_pdf(render_pdf(letter()))[0]


def test_the_sheet_is_a4_and_all_text_stays_inside_the_margins(page):
    assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    left, right = min(line.x0 for line in page.lines), max(line.x1 for line in page.lines)
    top, bottom = min(line.y0 for line in page.lines), max(line.y1 for line in page.lines)
    assert 30 - 0.1 <= left <= 35
    assert 15 - 0.5 <= 210 - right <= 20 + 0.1
    assert 20 - 0.1 <= top <= 25
    assert 297 - bottom >= 20 - 0.1


# text as printed, least and greatest size, bold, italic: decree 30/2020 annex I part II
HEAD_LOOKS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False),
    ("ỦY BAN NHÂN DÂN", 12, 13, True, False),
    ("XÃ MẪU SƠN", 12, 13, True, False),
    ("Số:", 13, 13, False, False),
    ("Mẫu Sơn, ngày", 13, 14, False, True),
    ("Về việc thành lập", 13, 14, True, False),
    ("tại các thôn, bản", 13, 14, True, False),
    ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU SƠN", 13, 14, True, False),
    ("QUYẾT ĐỊNH:", 13, 14, True, False),
]


@pytest.mark.parametrize(("beginning", "least", "most", "bold", "italic"), HEAD_LOOKS)
def test_each_part_of_the_head_has_its_letters(page, beginning, least, most, bold, italic):
    line = page.line(beginning)
    assert least <= line.size <= most
    assert (line.bold, line.italic) == (bold, italic)
    assert len(line.spans) == 1


def test_the_type_of_the_paper_is_in_capitals_and_bold(page):
    (title,) = [line for line in page.lines if line.text == "QUYẾT ĐỊNH"]
    assert title.bold
    assert 13 <= title.size <= 14


def test_left_and_right_parts_of_the_head_stand_on_one_level_each_centred_in_its_column(page):
    nation, motto = page.line("CỘNG HÒA"), page.line("Độc lập")
    issuer, place = page.line("ỦY BAN"), page.line("XÃ MẪU SƠN")
    number, day = page.line("Số:"), page.line("Mẫu Sơn,")
    assert issuer.baseline == pytest.approx(nation.baseline, abs=0.1)
    assert number.baseline == pytest.approx(day.baseline, abs=0.1)
    assert near(issuer.middle, place.middle, number.middle)
    assert near(nation.middle, motto.middle, day.middle)
    share = (2 * (issuer.middle - 30)) / 165
    assert 0.40 <= share <= 0.45


def test_the_line_under_the_motto_is_as_long_as_the_motto(page):
    motto = page.line("Độc lập")
    rule = page.rule_under(motto)
    assert rule is not None
    assert rule.length == pytest.approx(motto.width, abs=0.5)
    assert rule.middle == pytest.approx(motto.middle, abs=0.3)


@pytest.mark.parametrize("beginning", ["XÃ MẪU SƠN", "tại các thôn, bản"])
def test_lines_under_issuer_and_subject_are_a_third_to_a_half_and_centred(page, beginning):
    line = page.line(beginning)
    rule = page.rule_under(line)
    assert rule is not None
    assert 1 / 3 - 0.01 <= rule.length / line.width <= 1 / 2 + 0.01
    assert rule.middle == pytest.approx(line.middle, abs=0.3)


def test_there_are_no_other_lines_on_the_first_page(page):
    assert len(page.rules) == 3


def test_the_blank_form_leaves_room_for_number_and_date(page):
    number, day = page.line("Số:"), page.line("Mẫu Sơn,")
    assert number.text.endswith("/QĐ-UBND")
    assert number.start_of("/") - number.start_of(":") > 8
    assert day.text.split()[-4:] == ["tháng", "11", "năm", "2026"]
    assert day.start_of("tháng") - day.start_of("ngày") - 9 > 5


def test_number_and_date_are_printed_when_known(letter_page):
    assert letter_page.line("Số:").text == "Số: 05/BCĐ-VHXH"
    assert letter_page.line("Mẫu Sơn,").text == "Mẫu Sơn, ngày 05 tháng 01 năm 2026"


def test_titles_stand_in_the_middle_of_the_text(page):
    for beginning in ("Về việc", "CHỦ TỊCH ỦY BAN", "QUYẾT ĐỊNH:"):
        assert page.line(beginning).middle == pytest.approx(30 + 165 / 2, abs=0.3)


def test_a_parent_body_stands_above_the_issuer_and_is_not_bold(letter_page):
    parent, issuer = letter_page.line("ỦY BAN NHÂN DÂN XÃ"), letter_page.line("BAN CHỈ ĐẠO")
    assert not parent.bold
    assert issuer.bold
    assert 12 <= parent.size <= 13
    assert parent.baseline < issuer.baseline
    assert letter_page.rule_under(issuer) is not None


def test_the_subject_of_a_letter_stands_under_its_number_with_a_gap_of_6_pt_and_no_line(letter_page):
    number, subject = letter_page.line("Số:"), letter_page.line("V/v báo cáo")
    assert 12 <= subject.size <= 13
    assert not (subject.bold or subject.italic)
    assert subject.middle == pytest.approx(number.middle, abs=0.5)
    line_height = subject.size * 1.149
    gap = (subject.baseline - number.baseline) * 72 / 25.4 - line_height
    assert gap == pytest.approx(6, abs=1)
    assert letter_page.rule_under(letter_page.line("nghệ số"), within=1.5) is None


@pytest.mark.parametrize(("words", "width"), [("Hỏa tốc", 30), ("Thượng khẩn", 40), ("Khẩn", 20)])
def test_an_urgency_mark_stands_in_a_rectangle_of_the_decrees_size(words, width):
    head = Letterhead(issuer=("UBND",), symbol="/QĐ-UBND", place="Mẫu Sơn", urgency=UrgencyMark(text=words))
    page = measure_pdf(render_pdf(Document(title="Khẩn", letterhead=head, blocks=())))[0]
    mark = page.line(words.upper())
    frame = [rule for rule in page.rules if mark.y0 - 5 < rule.y0 and rule.y1 < mark.y1 + 5]
    assert sorted(round(rule.length) for rule in frame) == [8, 8, width, width]
    assert mark.bold
    assert 13 <= mark.size <= 14


def test_a_circulation_mark_stands_in_a_rectangle(letter_page):
    mark = letter_page.line("LƯU HÀNH NỘI BỘ")
    assert mark.bold
    assert 13 <= mark.size <= 14
    under = [rule for rule in letter_page.rules if 0 < rule.y0 - mark.baseline < 6]
    assert any(rule.x0 < mark.x0 and rule.x1 > mark.x1 for rule in under)


def test_minutes_have_a_number_but_no_place_and_date():
    page = measure_pdf(render_pdf(minutes()))[0]
    assert "/BB-UBND" in page.line("Số:").text
    assert "Mẫu Sơn, ngày" not in page.text


def test_a_document_attached_to_a_decision_has_neither_number_nor_date():
    attached = Annex(
        letterhead=Letterhead(issuer=HEAD.issuer, with_number=False, with_place_date=False),
        blocks=(TypeTitle(type_name="Quy chế", subject="Hoạt động của Tổ"),),
        number=None,
    )
    page = measure_pdf(render_pdf(decision(annexes=(attached,))))[-1]
    assert [line.text for line in page.lines] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ MẪU SƠN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "QUY CHẾ",
        "Hoạt động của Tổ",
    ]


def test_a_day_that_ends_a_subject_never_stands_alone():
    subject = "Sơ kết tình hình, kết quả thực hiện chuyển đổi số từ 01/04/2020 đến 31/03/2022"
    paper = Document(title="", subject="", letterhead=HEAD, blocks=(TypeTitle(type_name="Báo cáo", subject=subject),))

    page = measure_pdf(render_pdf(paper))[0]

    assert page.line("đến").text.replace("\xa0", " ") == "đến 31/03/2022"
