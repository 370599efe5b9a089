"""Citations: how they are written, how they are found, and what disagrees with the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.documents.citing import citation_findings, cite, find, known_citations, parse_citations, symbol_key
from app.documents.views import CitationView
from app.kernel.findings import Severity

TABLE = known_citations()
SEED_SYMBOLS = (
    "891/STTTT-CNTT",
    "06-NQ/TU",
    "176/QĐ-UBND",
    "4216/QĐ-UBND",
    "969/QĐ-UBND",
    "03/CTr-UBND",
    "124/KH-UBND",
    "1829/QĐ-UBND",
    "649/QĐ-UBND",
    "3853/QĐ-UBND",
    "3305/UBND-VHTT",
    "557/STTTT-CNTT",
    "68/KH-UBND",
)


def known(symbol: str) -> CitationView:
    found = find(symbol, TABLE)
    assert found is not None
    return found


def codes(text: str, day: date = date(2024, 1, 1)) -> list[str]:
    return [each.code for each in citation_findings([("blocks[0].text", text)], TABLE, day=day)]


@pytest.mark.parametrize("symbol", SEED_SYMBOLS)
def test_the_table_holds_what_the_district_letters_cite(symbol: str) -> None:
    assert known(symbol).issued_on is not None


def test_row_4_01_bases_are_cited_in_full_from_the_table() -> None:
    assert cite(known("557/STTTT-CNTT")) == (
        "Công văn số 557/STTTT-CNTT ngày 28 tháng 3 năm 2022 của Sở Thông tin và Truyền thông tỉnh Thanh Hóa "
        "về việc hướng dẫn hoạt động của Tổ công nghệ số cộng đồng"
    )
    assert cite(known("68/KH-UBND"), full=False) == "Kế hoạch số 68/KH-UBND"


def test_laws_bear_neither_number_nor_issuer_unless_wanted() -> None:
    law = known("72/2025/QH15")
    assert cite(law) == "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    assert cite(law, law_numbers=True) == (
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025"
    )
    assert cite(law, full=False) == "Luật Tổ chức chính quyền địa phương"


def test_what_the_table_lacks_is_a_visible_blank() -> None:
    bare = replace(known("749/QĐ-TTg"), issued_on=None, issuer="", title="Chuyển đổi số")
    assert cite(bare) == "Quyết định số 749/QĐ-TTg ngày …… tháng …… năm …… của …… về Chuyển đổi số"


@pytest.mark.parametrize(
    ("one", "other"), [("03/CTr-UBND", "03-CTr/UBND"), ("03/CTr-UBND", "3/CTr -UBND"), ("06-NQ/TU", "6/NQ-TU")]
)
def test_two_spellings_of_one_symbol_are_one(one: str, other: str) -> None:
    assert symbol_key(one) == symbol_key(other)


def test_symbols_differing_in_year_or_number_are_not_one() -> None:
    assert len({symbol_key(text) for text in ("30/2020/NĐ-CP", "30/2021/NĐ-CP", "3/2020/NĐ-CP", "30/NĐ-CP")}) == 4


@pytest.mark.parametrize(
    ("text", "symbol", "day"),
    [
        ("Quyết định số 176/QĐ-UBND ngày 10/1/2022 của", "176/QĐ-UBND", date(2022, 1, 10)),
        ("Quyết định số 176/QĐ-UBND ngày 10 tháng 01 năm 2022", "176/QĐ-UBND", date(2022, 1, 10)),
        ("749/QĐ-TTg của Thủ tướng Chính phủ ngày 03/6/2020", "749/QĐ-TTg", date(2020, 6, 3)),
        ("chương trình số 03/CTr -UBND ngày 26/4/2022", "03/CTr-UBND", date(2022, 4, 26)),
        ("Công văn 557/STTTT-CNTT, báo cáo trước ngày 10/4/2022", "557/STTTT-CNTT", None),
        ("Nghị quyết số 06-NQ/TU ngày của Ban Thường vụ", "06-NQ/TU", None),
    ],
)
def test_a_citation_is_found_with_the_day_behind_it(text: str, symbol: str, day: date | None) -> None:
    (mention,) = parse_citations(text)
    assert (mention.symbol, mention.day) == (symbol, day)


@pytest.mark.parametrize(
    "text", ["giai đoạn 2021-2025", "ngày 10/4/2022", "trực 24/7", "03 lần/tháng", "5G/LTE", "mục 1/Tổ trưởng"]
)
def test_what_is_no_symbol_is_not_found(text: str) -> None:
    assert parse_citations(text) == []


def test_the_decision_1829_with_its_other_date_is_reported_and_mended() -> None:
    text = "theo Quyết định số 1829/QĐ-UBND ngày 30/5/2022 của Chủ tịch UBND tỉnh"
    (found,) = citation_findings([("p", text)], TABLE, day=date(2024, 1, 1), uid="paper")
    assert (found.code, found.uid, found.field) == ("CIT-DATE", "paper", "p")
    assert found.fix and found.fix.values == {"path": "p", "old": "ngày 30/5/2022", "new": "ngày 30/05/2023"}


def test_the_same_symbol_with_two_dates_in_one_paper_is_reported() -> None:
    text = (
        "Quyết định số 1829/QĐ-UBND ngày 30/5/2023; thực hiện Quyết định số 1829/QĐ-UBND ngày 30/5/2022 "
        "của Chủ tịch UBND tỉnh"
    )
    assert "CIT-TWO-DATES" in codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết số 06-NQ/TU ngày của Ban Thường vụ Tỉnh ủy", ["CIT-NO-DATE"]),
        ("Kế hoạch số 68/KH-UBND của UBND huyện", ["CIT-NO-DATE"]),
        ("Kế hoạch số 68/KH-UBND ngày 01/4/2022; Kế hoạch số 68/KH-UBND", []),
        ("Quyết định số 749/QĐ-TTg ngày 03/6/2020 của UBND tỉnh", ["CIT-ISSUER"]),
        ("Quyết định số 749/QĐ-TTg ngày 31/6/2020", ["CIT-DATE"]),
        ("Công văn số 9999/UBND-VX ngày 01/4/2022", ["CIT-UNKNOWN"]),
        ("Quyết định số 176/QĐ-UBND ngày 10/01/2022 của Chủ tịch UBND tỉnh về việc", []),
        ("Luật số 77/2015/QH13 ngày 19/6/2015", []),
    ],
)
def test_free_text_is_compared_with_the_table(text: str, expected: list[str]) -> None:
    assert [code for code in codes(text) if code != "CIT-NO-DATE" or "CIT-NO-DATE" in expected] == expected


def test_the_same_number_of_another_commune_is_another_paper() -> None:
    assert codes("Quyết định số 176/QĐ-UBND ngày 02/3/2023 của UBND xã Mẫu Sơn") == ["CIT-UNKNOWN"]


def test_a_paper_cannot_cite_what_is_later() -> None:
    (found,) = citation_findings([("p", "Quyết định số 923/QĐ-TTg ngày 14/5/2025")], TABLE, day=date(2022, 4, 5))
    assert (found.code, found.severity) == ("CIT-LATER", Severity.ERROR)


def test_a_replaced_law_is_reported_only_since_its_successor() -> None:
    text = "Luật số 77/2015/QH13 ngày 19/6/2015"
    assert codes(text, date(2025, 6, 15)) == []
    assert codes(text, date(2025, 6, 16)) == ["CIT-REPLACED"]
