"""What the reader says of who, what, when, to whom and through whom, and where in the text it stands."""

from __future__ import annotations

import unicodedata
from datetime import date
from time import perf_counter

import pytest

from app.incoming.reader import MOST_PROPOSALS, read_letter
from app.incoming.reader_views import LetterRead, Proposal, Reading
from db.vocabulary import Cadence
from tests.app.incoming.letters import HA_TRUNG, INVENTED, QUAN_HOA, SEEDS, THUONG_XUAN, TRIEU_SON, texts


def read(name: str) -> LetterRead:
    return read_letter(texts(SEEDS)[name])


def reports(name: str) -> list[Proposal]:
    return [each for each in read(name).proposals if each.reading is Reading.REPORT and each.for_us]


def test_the_20th_is_asked_for_every_month_and_every_quarter_and_does_not_count_itself():
    monthly, quarterly = [each for each in reports(TRIEU_SON) if each.due_day]

    assert (monthly.cadence, quarterly.cadence) == (Cadence.MONTHLY, Cadence.QUARTERLY)
    assert {(each.due_day, each.exclusive, each.receiver) for each in (monthly, quarterly)} == {
        (20, True, "UBND huyện")
    }


def test_the_quick_report_of_the_26th_goes_through_the_office_of_culture():
    quick = next(each for each in reports(HA_TRUNG) if each.cadence is Cadence.MONTHLY)

    assert (quick.due_day, quick.exclusive) == (26, True)
    assert quick.receiver == "Ban chỉ đạo chuyển đổi số huyện"
    assert quick.via == "Phòng Văn hóa và Thông tin"
    assert quick.title.startswith("Báo cáo nhanh")


def test_what_is_due_once_has_its_day():
    once = next(each for each in reports(HA_TRUNG) if each.due_on)

    assert (once.due_on, once.exclusive, once.receiver) == (date(2022, 4, 10), True, "UBND huyện Hà Trung")


def test_half_year_year_and_on_request_are_three_duties_of_one_sentence():
    found = [each for each in reports(QUAN_HOA) if each.via]

    assert [each.cadence for each in found] == [Cadence.HALF_YEARLY, Cadence.YEARLY, Cadence.ON_REQUEST]
    assert len({(each.start, each.end) for each in found}) == 1


def test_a_duty_with_a_condition_says_when_it_arises():
    raised = next(each for each in reports(TRIEU_SON) if each.cadence is Cadence.CONDITIONAL)

    assert raised.condition.startswith("nếu có phát sinh")
    assert raised.via == "phòng Văn hóa và Thông tin"


def test_a_heading_names_who_is_asked_below_it():
    asked = {each.first_line: each for each in read(QUAN_HOA).proposals}

    assert asked[167].who == "UBND các xã, thị trấn"
    assert asked[167].for_us
    assert "Trung tâm Văn hóa" in asked[161].who
    assert not asked[161].for_us


def test_the_head_is_read_and_blanks_stay_blank():
    head = read(HA_TRUNG).head

    assert (head.symbol, head.issued_on, head.year) == ("/UBND-VHTT", None, 2022)
    assert head.issuer == "Ủy ban nhân dân huyện Hà Trung"
    assert head.type_name == "Công văn"
    assert head.subject.startswith("hướng dẫn thành lập Ban chỉ đạo")
    assert head.addressees == ("UBND các xã, thị trấn",)
    assert read(TRIEU_SON).head.issuer == "Ủy ban nhân dân huyện Triệu Sơn", "the speaker, where no head was scanned"


def test_a_head_in_two_columns_of_a_pdf_is_read():
    head = read_letter(texts(INVENTED)["khe-say-2023.txt"]).head

    assert (head.symbol, head.issued_on) == ("412/UBND-VHTT", date(2023, 3, 14))
    assert head.issuer == "Ủy ban nhân dân huyện Khe Sậy"
    assert head.subject == "đẩy mạnh kích hoạt tài khoản định danh điện tử trên địa bàn"


def test_the_head_of_a_plan_has_its_type_and_subject():
    head = read_letter(texts(INVENTED)["tan-binh-duong-2026.txt"]).head

    assert (head.type_name, head.symbol) == ("Kế hoạch", "58/KH-SKHCN")
    assert head.subject == "Phát triển kỹ năng số cho người dân vùng nông thôn năm 2026"
    assert head.issuer == "Sở Khoa học và Công nghệ"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", [TRIEU_SON, QUAN_HOA, HA_TRUNG, THUONG_XUAN])
def test_places_point_into_the_text_as_it_came(name, form):
    text = unicodedata.normalize(form, texts(SEEDS)[name])

    for each in read_letter(text).proposals:
        stood = unicodedata.normalize("NFC", text[each.start : each.end])
        first, last = each.sentence.split()[0], each.sentence.rstrip(" .):").split()[-1]
        assert stood.split()[0].strip("*").startswith(first[:2])
        assert last.rstrip("*.,;")[-1] in stood[-12:]
        assert text.count("\n", 0, each.start) + 1 == each.first_line
        assert text.count("\n", 0, each.end - 1) + 1 == each.last_line


def test_decomposed_text_is_read_as_composed_text():
    text = texts(SEEDS)[QUAN_HOA]

    composed, decomposed = (read_letter(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))

    assert [each.title for each in composed.proposals] == [each.title for each in decomposed.proposals]


def test_an_impossible_day_is_told_and_not_bent():
    told = read_letter(
        "Kính gửi: UBND các xã.\nUBND huyện yêu cầu UBND các xã báo cáo kết quả về UBND huyện trước ngày 31/6/2022./.\n"
    ).obligations

    assert [each.due_on for each in told] == [None]
    assert "31/6/2022" in told[0].doubt


def test_situation_and_thanks_are_not_proposed():
    text = (
        "Kính gửi: UBND các xã.\n\nThời gian qua, các xã đã có nhiều cố gắng trong công tác chuyển đổi số.\n\n"
        "UBND huyện đề nghị UBND các xã thực hiện một số nội dung sau:\n\n1. Rà soát lại danh sách Tổ công nghệ số.\n\n"
        "Rất mong nhận được sự phối hợp của quý cơ quan./.\n"
    )

    assert [each.title for each in read_letter(text).obligations] == [
        "Thực hiện một số nội dung sau:",
        "Rà soát lại danh sách Tổ công nghệ số",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "Kính gửi:",
        "a" * 3000,
        "(((((" * 500,
        "1. " * 800,
        "trước ngày " * 500,
        "\u0323" * 300,
        "\x00\n\ud800",
    ],
)
def test_anything_can_be_read(text):
    assert read_letter(text).proposals == ()


def test_a_very_long_letter_is_cut_and_says_so():
    item = "- Xây dựng kế hoạch số {} và báo cáo về UBND huyện (qua phòng Văn hóa) trước ngày 20 hàng tháng;\n"
    text = "Kính gửi: UBND các xã.\nUBND huyện yêu cầu các xã như sau:\n" + "".join(map(item.format, range(20_000)))

    found = read_letter(text)

    assert len(text.encode()) > 2_000_000
    assert found.cut
    assert len(found.proposals) <= MOST_PROPOSALS


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "(a ",
        "1.",
        "1/",
        "a\u0323",
        "s ố ",
        "nếu ",
        "báo cáo; ",
        "các xã, ",
        "hàng tháng, quý, ",
        "trước ngày ",
        "UBND HUYỆN ",
    ],
)
def test_no_text_makes_the_reader_slow(piece):
    """Half a million hostile characters take a second; thirty leave room for a busy machine, not for a square."""
    text = "Kính gửi: UBND các xã.\nUBND huyện yêu cầu như sau:\n- Định kỳ " + piece * (500_000 // len(piece))

    begun = perf_counter()
    read_letter(text)

    assert perf_counter() - begun < 30


def test_a_head_copied_from_a_page_of_the_web_is_read():
    found = read_letter(
        "ỦY\nBAN NHÂN DÂN\nTỈNH HÒN NGỌC\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n------\n|\nSố:\n84/KH-UBND\n|\nHòn Ngọc, ngày 18\ntháng 9 năm 2023\n|\n"
        "KẾ HOẠCH\nPHÁT\nTRIỂN HẠ TẦNG SỐ GIAI ĐOẠN 2023 - 2025 TRÊN ĐỊA BÀN TỈNH\n"
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của\nThủ tướng Chính phủ;\n"
    )

    head = found.head
    assert found.bases
    assert head.issuer == "Ủy ban nhân dân tỉnh Hòn Ngọc"
    assert (head.symbol, head.issued_on) == ("84/KH-UBND", date(2023, 9, 18))
    assert head.type_name == "Kế hoạch"
    assert head.subject == "Phát triển hạ tầng số giai đoạn 2023 - 2025 trên địa bàn tỉnh"


def test_an_annex_of_long_lines_hides_nothing_of_the_letter_before_it():
    annex = "".join(
        f"Thôn số {place}: nội dung được giao theo biểu kèm theo, có người phụ trách\n" for place in range(600)
    )
    letter = texts(SEEDS)[HA_TRUNG]
    short = (
        "ỦY BAN NHÂN DÂN\nHUYỆN HÀ TRUNG\nSố: 415/UBND-VHTT\nHà Trung, ngày 05 tháng 4 năm 2022\n"
        "V/v hoạt động của Tổ công nghệ số cộng đồng và tuyên truyền chuyển đổi số\n\n"
        "Kính gửi: Ủy ban nhân dân các xã, thị trấn.\n\n"
        "Ủy ban nhân dân huyện yêu cầu Ủy ban nhân dân các xã, thị trấn:\n\n"
        "1. Hằng tháng xây dựng ít nhất 01 chương trình phát thanh về chuyển đổi số.\n"
        "2. Báo cáo kết quả về Ủy ban nhân dân huyện trước ngày 20 hằng tháng.\n\n"
    )
    for text in (letter, short):
        alone, with_annex = read_letter(text), read_letter(f"{text}\n\nPHỤ LỤC\n\n{annex}")

        assert with_annex.head.subject == alone.head.subject
        assert len(with_annex.proposals) >= len(alone.proposals) > 0
