"""How often and until when, from the words of a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from app.incoming.reader_times import condition, timings
from db.vocabulary import Cadence


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Định kỳ hàng tháng, quý (trước ngày 20)", [(Cadence.MONTHLY, 20, 0, True), (Cadence.QUARTERLY, 20, 0, True)]),
        ("trước ngày 26 hàng tháng", [(Cadence.MONTHLY, 26, 0, True)]),
        ("chậm nhất ngày 05 của tháng sau", [(Cadence.MONTHLY, 5, 1, False)]),
        ("hằng quý chậm nhất ngày 05 của tháng đầu quý sau", [(Cadence.QUARTERLY, 5, 1, False)]),
        ("tổng kết năm", [(Cadence.YEARLY, None, 0, True)]),
        ("định kỳ 6 tháng, tổng kết năm", [(Cadence.HALF_YEARLY, None, 0, True), (Cadence.YEARLY, None, 0, True)]),
        ("báo cáo năm trước ngày 15/12", [(Cadence.YEARLY, 15, 0, True)]),
        ("báo cáo 9 tháng trước ngày 10/10", [(Cadence.NINE_MONTHS, 10, 1, True)]),
        ("phát lại ít nhất 03 lần/tháng", [(Cadence.MONTHLY, None, 0, True)]),
        ("chiều thứ sáu hằng tuần", [(Cadence.WEEKLY, None, 0, True)]),
        ("thường xuyên đưa tin", [(Cadence.CONTINUOUS, None, 0, True)]),
        ("kết quả năm 2022 của 5 xã", [(Cadence.ONCE, None, 0, True)]),
        ("trước ngày 45 hàng tháng", [(Cadence.MONTHLY, None, 0, True)]),
    ],
)
def test_cadence_and_day_of_the_month(words, expected):
    assert [(t.cadence, t.due_day, t.due_month_offset, t.exclusive) for t in timings(words)] == expected


@pytest.mark.parametrize(
    ("words", "day", "exclusive", "doubt"),
    [
        ("trước ngày 10/4/2022", date(2022, 4, 10), True, ""),
        ("trước ngày 10 tháng 4 năm 2022", date(2022, 4, 10), True, ""),
        ("đến hết ngày 31/5/2023", date(2023, 5, 31), False, ""),
        ("hoàn thành trước ngày 05/9", date(2022, 9, 5), True, ""),
        ("trong quý II/2022", date(2022, 6, 30), False, ""),
        ("trong tháng 2/2024", date(2024, 2, 29), False, ""),
        ("trước ngày 29/02/2022", None, True, "29/2/2022"),
        ("chậm nhất ngày 20", None, False, "20"),
        ("trước 17 giờ 00 ngày 15/6/2022", date(2022, 6, 15), False, "17 giờ 00"),
    ],
)
def test_a_day_for_something_done_once(words, day, exclusive, doubt):
    found = timings(words, year=2022)[0]

    assert (found.cadence, found.due_on, found.exclusive) == (Cadence.ONCE, day, exclusive)
    assert doubt in found.doubt
    assert bool(found.doubt) == bool(doubt)


def test_without_a_year_anywhere_the_day_stays_open():
    assert timings("trước ngày 10/4")[0].due_on is None
    assert timings("trước ngày 10/4")[0].doubt


def test_each_cadence_takes_the_day_said_with_it():
    found = timings("báo cáo tháng trước ngày 25, báo cáo quý trước ngày 20 của tháng cuối quý")

    assert [(each.cadence, each.due_day) for each in found] == [(Cadence.MONTHLY, 25), (Cadence.QUARTERLY, 20)]


def test_a_condition_is_quoted():
    assert (
        condition("trường hợp có khó khăn, vướng mắc, các xã kịp thời phản ánh") == "trường hợp có khó khăn, vướng mắc"
    )
    assert condition("báo cáo kết quả") == ""
