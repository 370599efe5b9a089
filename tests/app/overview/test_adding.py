"""Adding up: every sum tells what it covers, a missing figure never becomes 0, unlike figures are never mixed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.figures import FigureKind
from app.overview.adding import Told, added_up, adds_up
from app.overview.views import SumLine

GUIDED = FigureKind(key="activity.VNEID.guided", name="Người được hướng dẫn", unit="người", group="support")


def told(name: str, figures: dict[str, Any], kind: FigureKind = GUIDED) -> Told:
    return Told(office_uid=name, office_name=f"xã {name}", report=f"r-{name}", figures=figures, kinds={kind.key: kind})


def said(value: object, **more: Any) -> dict[str, Any]:
    return {GUIDED.key: {"value": value, **more}}


def line(reports: list[Told], *enrolled: str) -> SumLine:
    (found,) = added_up(reports, [(name, f"xã {name}") for name in enrolled], [GUIDED.key])
    return found


def test_what_was_not_reported_is_missing_and_named_and_never_0() -> None:
    found = line([told("A", said(12)), told("B", said(None)), told("C", {})], "A", "B", "C", "D")

    assert (found.value, found.covered, found.communes) == (12, 1, 4)
    assert found.without == ("xã B", "xã C", "xã D")
    assert [part.value for part in found.parts] == [12, None, None]


def test_a_true_0_counts_as_a_figure() -> None:
    found = line([told("A", said(0)), told("B", said(0))], "A", "B")

    assert (found.value, found.covered, found.without) == (0, 2, ())


def test_a_sum_of_nothing_is_missing() -> None:
    assert line([told("A", said(None))], "A").value is None
    assert added_up([], [("A", "xã A")], [GUIDED.key]) == ()


def test_a_commune_whose_own_entries_lack_numbers_is_told() -> None:
    found = line([told("A", said(5, covered=2, missing=1)), told("B", said(7, covered=3))], "A", "B")

    assert (found.value, found.partly) == (12, ("xã A",))


@pytest.mark.parametrize(
    ("name", "unit", "whether"),
    [
        ("Người được hướng dẫn", "người", True),
        ("Điểm thanh toán QR", "điểm", True),
        ("Kinh phí đã sử dụng", "đồng", True),
        ("Tỷ lệ hồ sơ trực tuyến", "hồ sơ", False),
        ("Hồ sơ trực tuyến", "%", False),
        ("Ngày có trao đổi", "ngày", False),
        ("Bình quân mỗi thôn", "người", False),
    ],
)
def test_shares_averages_and_days_are_told_by_commune_and_never_summed(name: str, unit: str, whether: bool) -> None:
    kind = FigureKind(key=GUIDED.key, name=name, unit=unit, group="support")
    assert adds_up(kind) is whether

    found = line([told("A", said(40), kind), told("B", said(60), kind)], "A", "B")

    assert (found.value, found.covered) == ((100 if whether else None), 2)
    assert [part.value for part in found.parts] == [40, 60]


def test_one_key_that_means_two_things_is_two_lines() -> None:
    other = FigureKind(key=GUIDED.key, name="Hộ được hướng dẫn", unit="hộ", group="support")
    enrolled = [("A", "xã A"), ("B", "xã B")]

    lines = added_up([told("A", said(3)), told("B", said(4), other)], enrolled, [GUIDED.key])

    assert [(each.name, each.value, each.without) for each in lines] == [
        ("Người được hướng dẫn", 3, ("xã B",)),
        ("Hộ được hướng dẫn", 4, ("xã A",)),
    ]
    assert len({each.uid for each in lines}) == 2


@pytest.mark.parametrize("value", ["12", 1.5, True, [3], {"value": 1}])
def test_what_is_no_whole_number_counts_as_missing(value: object) -> None:
    found = line([told("A", said(value)), told("B", said(2))], "A", "B")

    assert (found.value, found.without) == (2, ("xã A",))


def test_figures_about_one_communes_own_partner_add_to_nothing() -> None:
    kind = FigureKind(key="activity.partner.x.entries", name="Phối hợp", unit="hoạt động", group="support")
    assert added_up([told("A", {kind.key: {"value": 3}}, kind)], [("A", "xã A")], [kind.key]) == ()


@given(st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=8))
def test_the_sum_is_that_of_the_numbers_given_whatever_is_missing(values: list[int | None]) -> None:
    names = [str(place) for place in range(len(values))]
    found = line([told(name, said(value)) for name, value in zip(names, values, strict=True)], *names)

    given_ones = [value for value in values if value is not None]
    assert found.value == (sum(given_ones) if given_ones else None)
    assert found.covered + len(found.without) == found.communes == len(values)
