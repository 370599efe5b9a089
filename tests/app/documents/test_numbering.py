"""Numbers of papers: gapless per series and year, restarted each year, printed as decree 30/2020 wants."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import numbering
from app.documents.numbering import SeriesView, check_number, date_findings, next_number, number_text, symbol_of
from app.kernel.findings import Severity
from app.kernel.problems import Refused
from db.vocabulary import DocumentType


def series(
    code: str = "QD", *, first_number: int = 1, first_year: int | None = 2022, types: tuple[str, ...] = ("QD",)
) -> SeriesView:
    return SeriesView(
        uid=code, code=code, title="Sổ quyết định", types=types, first_number=first_number, first_year=first_year
    )


@pytest.mark.parametrize(("number", "printed"), [(None, ""), (1, "01"), (9, "09"), (10, "10"), (120, "120")])
def test_numbers_below_ten_get_a_zero_and_the_blank_form_nothing(number, printed):
    assert number_text(number) == printed


@pytest.mark.parametrize(
    ("kind", "issuer", "unit", "symbol"),
    [
        (DocumentType.QD, "UBND", "", "/QĐ-UBND"),
        (DocumentType.QD, "UBND", "VHXH", "/QĐ-UBND"),
        (DocumentType.QD, "BCĐ", "", "/QĐ-BCĐ"),
        (DocumentType.TTR, "UBND", "", "/TTr-UBND"),
        (DocumentType.CV, "UBND", "VHXH", "/UBND-VHXH"),
        (DocumentType.CV, "UBND", "", "/UBND"),
    ],
)
def test_symbols_join_type_and_issuer_and_letters_their_unit(kind, issuer, unit, symbol):
    assert symbol_of(kind, issuer=issuer, unit=unit) == symbol


def test_number_and_symbol_read_as_one():
    assert numbering.with_number(5, "/QĐ-UBND") == "05/QĐ-UBND"
    assert numbering.with_number(None, "/QĐ-UBND") == "…/QĐ-UBND"


def test_every_year_begins_at_one_but_the_first_follows_the_paper_register():
    kept = series(first_number=57, first_year=2022)
    assert next_number(kept, 2022, []) == 57
    assert next_number(kept, 2022, [57, 58]) == 59
    assert next_number(kept, 2023, []) == 1


@given(wishes=st.lists(st.one_of(st.none(), st.integers(-2, 40)), max_size=60), first=st.integers(1, 30))
def test_whatever_is_asked_for_no_number_is_lost_or_given_twice(wishes, first):
    kept, taken = series(first_number=first), []
    for wish in wishes:
        number = wish if wish is not None else next_number(kept, 2022, taken)
        try:
            assert list(check_number(number, series=kept, year=2022, taken=taken)) == []
        except Refused:
            continue
        taken.append(number)
    assert len(taken) == len(set(taken))
    ours = sorted(number for number in taken if number >= first)
    assert ours == list(range(first, first + len(ours)))


@given(first=st.integers(1, 9), wish=st.integers(1, 60))
def test_numbers_that_are_skipped_with_a_reason_are_exactly_those_between(first, wish):
    kept = series(first_number=first)
    skipped = check_number(wish, series=kept, year=2022, taken=[], may_skip=True)
    assert list(skipped) == list(range(first, wish))


def test_a_taken_number_is_refused_naming_the_paper_that_has_it():
    with pytest.raises(Refused) as refused:
        check_number(2, series=series(), year=2022, taken=[1, 2], holder="văn bản 02/QĐ-UBND ngày 05/01/2022")
    assert refused.value.code == "NUM-02"
    assert refused.value.field == "number"
    assert "02/QĐ-UBND ngày 05/01/2022" in refused.value.sentence
    assert "03" in refused.value.next_step


def test_a_number_that_leaves_a_gap_is_refused_with_the_numbers_between():
    with pytest.raises(Refused) as refused:
        check_number(7, series=series(), year=2022, taken=[1, 2, 3])
    assert refused.value.code == "NUM-03"
    assert "từ số 04 đến số 06" in refused.value.sentence


@pytest.mark.parametrize("number", [0, -1, 100_000, True])
def test_impossible_numbers_are_refused(number):
    with pytest.raises(Refused) as refused:
        check_number(number, series=series(), year=2022, taken=[])
    assert refused.value.code == "NUM-01"


def test_papers_of_the_years_on_paper_are_entered_with_the_numbers_they_bear():
    kept = series(first_year=2022)
    assert list(check_number(85, series=kept, year=2021, taken=[12])) == []
    assert list(check_number(12, series=series(first_number=57), year=2022, taken=[57])) == []
    with pytest.raises(Refused):
        check_number(12, series=kept, year=2021, taken=[12])


def test_a_back_dated_paper_is_warned_about_in_both_directions():
    dated = {1: date(2022, 3, 1), 2: date(2022, 3, 20), 4: date(2022, 4, 1)}
    [back] = date_findings(3, date(2022, 3, 10), dated, uid="u")
    assert (back.code, back.severity, back.uid) == ("NUM-BACKDATED", Severity.WARNING, "u")
    assert "03" in back.message and "20/03/2022" in back.message
    [fore] = date_findings(3, date(2022, 4, 2), dated)
    assert fore.code == "NUM-FOREDATED"
    assert date_findings(3, date(2022, 3, 25), dated) == []
    assert date_findings(3, date(2022, 3, 20), dated) == [], "the same day is in order"


def test_a_committee_in_the_office_series_and_an_office_paper_in_the_committees_are_warned_about():
    office, committee = series("QD"), series("BCD", types=())
    assert numbering.series_findings("/QĐ-UBND", office) == []
    assert numbering.series_findings("/QĐ-BCĐ", committee) == []
    for symbol, kept in (("/QĐ-BCĐ", office), ("/QĐ-UBND", committee)):
        [finding] = numbering.series_findings(symbol, kept)
        assert (finding.code, finding.severity) == ("NUM-COMMITTEE-SERIES", Severity.WARNING)
    [missing] = numbering.series_findings("/QĐ-UBND", None)
    assert missing.severity is Severity.ERROR


def test_default_series_keep_decisions_apart_and_every_type_in_exactly_one():
    kept = [series(each.code, types=tuple(kind.value for kind in each.types)) for each in numbering.DEFAULT_SERIES]
    found = {kind: numbering.series_for(kind, symbol_of(kind), kept) for kind in DocumentType}
    assert {kind for kind, each in found.items() if each and each.code == "QD"} == {DocumentType.QD}
    assert all(each is not None for each in found.values())
    own = numbering.series_for(DocumentType.QD, "/QĐ-BCĐ", kept)
    assert own is not None and own.code == "BCD"
    assert sum(kind.value in each.types for each in kept for kind in DocumentType) == len(DocumentType)
