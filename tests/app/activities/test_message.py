"""Messages read into proposed entries: kind, day, hamlet, figures; what is unclear is said and nothing invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activities.kinds import usual_kinds
from app.activities.message import read_message
from app.offices.views import HamletView
from app.vocabulary import HamletKind

TODAY = date(2022, 4, 5)


def hamlet(name):
    return HamletView(
        uid=name,
        kind=HamletKind.THON,
        name=name,
        former_commune="",
        ordinal=1,
        households=None,
        note="",
        valid_from=None,
        valid_to=None,
        successor=None,
        label=f"thôn {name}",
    )


HAMLETS = [hamlet(name) for name in ("Đồng Mậu", "Đồng Mậu Thượng", "Bãi Sậy", "Mân", "Mận", "1")]


def read(text):
    return read_message(text, kinds=usual_kinds(), hamlets=HAMLETS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "kind", "day", "place", "figures"),
    [
        (
            "[09:12, 05/04/2022] Tổ Đồng Mậu: Sáng nay thôn Đồng Mậu cài VNeID: 25 người được hướng dẫn, "
            "cài đặt được 18 người, kích hoạt mức 2 cho 12 người.",
            "VNEID",
            date(2022, 4, 5),
            "Đồng Mậu",
            {"guided": 25, "installed": 18, "activated": 12},
        ),
        (
            "hom qua thon bai say ho tro nop 5 ho so dich vu cong, 3 ho so toan trinh, tao 4 tai khoan",
            "DVC",
            date(2022, 4, 4),
            "Bãi Sậy",
            {"filed": 5, "filed_full": 3, "accounts": 4},
        ),
        (
            "Ngày 02/4 thôn Đồng Mậu Thượng mở 1 cuộc phòng chống lừa đảo qua mạng, 40 lượt người dự, 35 hộ",
            "ATTT",
            date(2022, 4, 2),
            "Đồng Mậu Thượng",
            {"sessions": 1, "attendees": 40, "households": 35},
        ),
        (
            "Hỗ trợ 3 hộ kinh doanh dán mã QR, 1.250 người được hướng dẫn, thôn Bãi Sậy ngày 31/12",
            "TTKDTM",
            date(2021, 12, 31),
            "Bãi Sậy",
            {"business_households": 3, "guided": 1250},
        ),
        ("Họp tổ thôn Mận lúc 19h30 ngày 1 tháng 4, 15 người dự", "HOP", date(2022, 4, 1), "Mận", {"attendees": 15}),
    ],
)
def test_a_message_becomes_a_proposed_entry(text, kind, day, place, figures):
    found = read(text)

    assert found.kind.code == kind
    assert found.held_on == day
    assert found.hamlet.name == place
    assert found.figures == figures
    assert found.doubts == ()


def test_today_in_a_message_is_the_day_it_was_sent():
    assert read("[20:15, 02/04/2022] An: hôm qua họp tổ").held_on == date(2022, 4, 1)
    assert read("[20:15, 02/04/2022] An: họp tổ").held_on == date(2022, 4, 2)


def test_what_is_unclear_is_said_and_left_open():
    silent = read("Chúc mọi người ngày mới vui vẻ")
    assert (silent.kind, silent.held_on, silent.hamlet, silent.figures) == (None, None, None, {})
    assert len(silent.doubts) == 3
    two = read("Cài VNeID ở thôn Bãi Sậy và thôn Đồng Mậu Thượng hôm nay")
    assert two.hamlet is None or two.hamlet.name == "Đồng Mậu Thượng"
    toneless = read("cai vneid thon man hom nay")
    assert toneless.hamlet is None
    assert "thôn Mân, thôn Mận" in toneless.doubts[0]
    strange = read("Hôm nay thôn Bãi Sậy cài VNeID, 7 quả bóng")
    assert strange.figures == {}
    assert "7" in strange.doubts[0]


def test_what_is_left_out_of_a_long_message_is_said():
    found = read("Hôm nay thôn Mân cài VNeID 5 người. " + "Bà con hỏi nhiều. " * 400)

    assert len(found.note) == 2000
    assert [each for each in found.doubts if "ký tự đầu" in each] == [
        "Tin dài quá: chỉ đọc 5.000 ký tự đầu.",
        "Ghi chú chỉ giữ 2.000 ký tự đầu của tin.",
    ]


def test_phone_numbers_are_kept_nowhere():
    found = read("Thôn Bãi Sậy cài VNeID cho 5 người, liên hệ 0912 345 678 hoặc +84912345678")
    assert "345" not in found.note
    assert found.figures == {"installed": 5}


def test_years_times_levels_and_percents_are_no_counts():
    found = read("Hôm nay 19h30 thôn Bãi Sậy kích hoạt VNeID mức 2 năm 2022, đạt 80%, đợt 3")
    assert found.figures == {}


def test_a_day_that_is_none_is_not_taken():
    assert read("cài VNeID ngày 31/02").held_on is None
    assert read("cài VNeID ngày 29/2").held_on is None
    assert read("cài VNeID ngày 01/03/2022").held_on == date(2022, 3, 1)


@given(st.text(max_size=300))
def test_any_text_is_read_without_fault_and_always_alike(text):
    found = read(text)
    assert found == read(text)
    assert all(isinstance(amount, int) and amount >= 0 for amount in found.figures.values())


def test_an_amount_of_money_is_no_phone_number():
    found = read("Thôn Bãi Sậy vận động 1.000.000.000 đồng, liên hệ 0912 345 678")
    assert "1.000.000.000 đồng" in found.note
    assert "345" not in found.note
