"""The citation table in the store: filled once with the known texts, mended, and never naming one text twice."""

from __future__ import annotations

from datetime import date

import pytest

from app.documents import queries
from app.documents.citations_store import (
    AddCitation,
    ConfirmCitation,
    EditCitation,
    LoadDefaultCitations,
    RemoveCitation,
    ReplaceCitation,
)
from app.documents.citing import judge, known_citations
from app.kernel.problems import Refused
from app.workspace import Workspace

PLAN = AddCitation(
    symbol="12/KH-UBND",
    type_name="Kế hoạch",
    issued_on=date(2022, 3, 1),
    issuer="UBND xã Mẫu Sơn",
    title="Chuyển đổi số năm 2022",
)


def by_symbol(workspace: Workspace) -> dict:
    return {view.symbol: view for view in workspace.read(queries.citations)}


def test_the_known_texts_are_loaded_once_and_point_to_what_replaced_them(workspace):
    first = workspace.do(LoadDefaultCitations()).value
    again = workspace.do(LoadDefaultCitations()).value
    assert (first, again) == (len(known_citations()), 0)
    kept = {view.uid: view for view in workspace.read(queries.citations)}
    assert len(kept) == first
    expected = {(entry.symbol, entry.replaced_by) for entry in known_citations() if entry.replaced_by}
    assert {(view.symbol, kept[view.replaced_by].symbol) for view in kept.values() if view.replaced_by} == expected


def test_a_known_text_taken_out_comes_back_when_asked_for(workspace):
    workspace.do(LoadDefaultCitations())
    out = next(view for view in workspace.read(queries.citations) if not view.replaced_by)
    workspace.do(RemoveCitation(citation=out.uid))

    assert workspace.do(LoadDefaultCitations()).value == 1
    assert out.uid in {view.uid for view in workspace.read(queries.citations)}


def test_what_the_officer_mended_is_not_written_over(workspace):
    workspace.do(LoadDefaultCitations())
    view = next(view for view in workspace.read(queries.citations) if view.issued_on)
    workspace.do(
        EditCitation(
            citation=view.uid,
            symbol=view.symbol,
            type_name=view.type_name,
            issued_on=view.issued_on,
            issuer=view.issuer,
            title="Trích yếu đã sửa",
        )
    )
    assert workspace.do(LoadDefaultCitations()).value == 0
    assert next(each for each in workspace.read(queries.citations) if each.uid == view.uid).title == "Trích yếu đã sửa"


def test_the_same_symbol_on_the_same_day_is_one_text_and_on_another_day_another(workspace):
    workspace.do(PLAN)
    with pytest.raises(Refused) as refused:
        workspace.do(PLAN)
    assert (refused.value.code, refused.value.field) == ("CIT-02", "symbol")
    workspace.do(
        AddCitation(
            symbol="12/KH-UBND",
            type_name="Kế hoạch",
            issued_on=date(2023, 3, 1),
            issuer="UBND xã Mẫu Sơn",
            title="Chuyển đổi số năm 2023",
        )
    )
    assert len(workspace.read(queries.citations)) == 2


def test_a_text_without_type_or_any_name_is_refused(workspace):
    for symbol, type_name, field in (("1/KH-UBND", " ", "type_name"), ("", "Luật", "symbol")):
        with pytest.raises(Refused) as refused:
            workspace.do(AddCitation(symbol=symbol, type_name=type_name, issued_on=None, issuer="", title=""))
        assert (refused.value.code, refused.value.field) == ("CIT-01", field)
    assert workspace.read(queries.citations) == []


def test_a_validity_that_ends_before_it_begins_is_refused(workspace):
    with pytest.raises(Refused) as refused:
        workspace.do(
            AddCitation(
                symbol="1/KH-UBND",
                type_name="Kế hoạch",
                issued_on=None,
                issuer="",
                title="",
                valid_from=date(2022, 5, 2),
                valid_to=date(2022, 5, 1),
            )
        )
    assert refused.value.code == "CIT-04"


def test_a_replaced_text_ends_the_day_before_and_no_circle_of_replacements_arises(workspace):
    old = workspace.do(PLAN).value
    new = workspace.do(
        AddCitation(
            symbol="30/KH-UBND",
            type_name="Kế hoạch",
            issued_on=date(2022, 9, 1),
            issuer="UBND xã Mẫu Sơn",
            title="Điều chỉnh kế hoạch",
        )
    ).value
    workspace.do(ReplaceCitation(citation=old, by=new, on=date(2022, 9, 1)))
    kept = by_symbol(workspace)["12/KH-UBND"]
    assert (kept.replaced_by, kept.valid_to) == (new, date(2022, 8, 31))
    for citation, by in ((new, old), (old, old)):
        with pytest.raises(Refused) as refused:
            workspace.do(ReplaceCitation(citation=citation, by=by))
        assert refused.value.code == "CIT-03"
    workspace.do(RemoveCitation(citation=new))
    assert by_symbol(workspace)["12/KH-UBND"].replaced_by is None


def test_texts_are_found_without_tones_newest_first(workspace):
    workspace.do(PLAN)
    workspace.do(
        AddCitation(
            symbol="5/CV-UBND",
            type_name="Công văn",
            issued_on=date(2022, 4, 1),
            issuer="UBND huyện",
            title="Về việc thành lập Tổ công nghệ số",
        )
    )
    workspace.do(AddCitation(symbol="", type_name="Luật", issued_on=None, issuer="Quốc hội", title="Giao dịch điện tử"))
    found = workspace.read(queries.citations, text="chuyen doi so")
    assert [view.symbol for view in found] == ["12/KH-UBND"]
    assert [view.symbol for view in workspace.read(queries.citations)] == ["5/CV-UBND", "12/KH-UBND", ""]


def test_every_step_can_be_undone(workspace):
    workspace.do(PLAN)
    workspace.undo()
    assert workspace.read(queries.citations) == []
    workspace.redo()
    assert len(workspace.read(queries.citations)) == 1


def test_what_was_compared_with_no_original_needs_checking_until_the_officer_says_so(workspace):
    workspace.do(LoadDefaultCitations())
    doubted = {each.symbol: each for each in workspace.read(queries.citations) if not each.checked}
    assert set(doubted) == {"71/NQ-CP", "33/2024/QH15", "36-HD/VPTW"}
    entry = doubted["71/NQ-CP"]
    codes = [each.code for each in judge(entry, {}, day=date(2026, 1, 5), field="bases[0]")]
    assert "CIT-UNCHECKED" in codes

    workspace.do(ConfirmCitation(citation=entry.uid))
    workspace.do(ConfirmCitation(citation=entry.uid))

    now = next(each for each in workspace.read(queries.citations) if each.uid == entry.uid)
    assert now.checked and now.note.count("Đã đối chiếu với bản gốc ngày") == 1
    assert "CIT-UNCHECKED" not in [each.code for each in judge(now, {}, day=date(2026, 1, 5), field="bases[0]")]


def test_a_date_mended_by_the_officer_is_no_longer_doubted(workspace):
    workspace.do(LoadDefaultCitations())
    entry = next(each for each in workspace.read(queries.citations) if each.symbol == "36-HD/VPTW")
    workspace.do(
        EditCitation(
            citation=entry.uid,
            symbol=entry.symbol,
            type_name=entry.type_name,
            issued_on=date(2018, 4, 4),
            issuer=entry.issuer,
            title=entry.title,
        )
    )
    assert next(each for each in workspace.read(queries.citations) if each.uid == entry.uid).checked
