"""Reports in a real store: written from the log, bound to facts, own words kept, stale when the log changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pypdfium2
import pytest

from app.difficulties.commands import RaiseDifficulty
from app.documents.commands import edit_of
from app.documents.content import ChartBlock, Heading, Paragraph, TableBlock
from app.documents.issuing import IssueDocument
from app.documents.printing import pdf_of
from app.documents.readiness import readiness
from app.interchange.form import FORMAT, VERSION
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.clock import FixedClock
from app.kernel.findings import warnings
from app.kernel.problems import Refused
from app.kernel.words import choose_language
from app.reports.commands import PrepareReport, RecountReport, RemoveReport, WriteOwnText
from app.reports.definitions import Sentence, definition, definitions
from app.reports.facts import all_kinds
from app.reports.narrative import is_among, sentence_text, without_year
from app.reports.queries import facts_of, freshness, period_due, report, report_of_paper, reports, sources
from app.reports.views import ReportView
from app.workspace import Workspace
from tests.app.duties.invented import add_task
from tests.app.outreach.invented import add_hamlets
from tests.support.paper_measure import copied_text
from tests.support.stores import day

MARCH = "2022-04"  # 15/3 to 14/4/2022, the days an April report counts by decree 09/2019


def activity(number: int, held_on: str, **figures: Any) -> dict[str, Any]:
    return {"uid": str(UUID(int=number)), "kind": "VNEID", "held_on": held_on, "figures": figures, "forces": ["team"]}


def log(workspace: Workspace, *entries: dict[str, Any]) -> None:
    data = {"format": FORMAT, "version": VERSION, "activities": list(entries)}
    workspace.do(LoadData(data=parse(json.dumps(data))))


@pytest.fixture
def commune(demo_workspace: Workspace, clock: FixedClock) -> Workspace:
    """The practice commune on 18/4/2022 with three entries of the log, one of them without a number."""
    clock.set(day("2022-04-18"))
    log(
        demo_workspace,
        activity(1, "2022-03-20", guided=12, installed=10, activated=None),
        activity(2, "2022-04-14", guided=8, installed="na", activated=None),
        activity(3, "2022-04-15", guided=100, installed=90, activated=90),
        activity(4, "2022-03-01", guided=5, installed=5, activated=1),
    )
    return demo_workspace


def prepared(workspace: Workspace, code: str = "thang", period: str = MARCH, **more: Any) -> ReportView:
    uid = workspace.do(PrepareReport(definition=code, period=period, **more)).value
    return seen(workspace, uid)


def seen(workspace: Workspace, uid: str) -> ReportView:
    view = workspace.read(report, uid)
    assert view is not None
    return view


def text_of(view: ReportView) -> str:
    return "\n".join(block.text for block in view.paper.content.blocks if isinstance(block, Paragraph))


def rows_of(view: ReportView) -> dict[str, tuple[str, ...]]:
    tables = [block for block in view.paper.content.blocks if isinstance(block, TableBlock)]
    return {row[1]: row[2:] for table in tables for row in table.rows}


def test_a_report_counts_its_own_days_the_year_and_the_period_before(commune: Workspace) -> None:
    view = prepared(commune)
    fact = commune.read(facts_of, view)["activity.VNEID.guided"]
    assert (fact.now.value, fact.year.value, fact.previous.value) == (20, 25, 5)
    assert view.facts["figures"]["activity.VNEID.guided"]["value"] == 20
    assert rows_of(view)[fact.kind.name] == ("người", "20", "25", "5")


def test_missing_is_printed_as_missing_and_a_partial_sum_says_what_it_covers(commune: Workspace) -> None:
    view, kinds = prepared(commune), commune.read(all_kinds)
    rows = rows_of(view)
    assert rows[kinds["activity.VNEID.activated"].name][1] == "chưa có số liệu"
    assert rows[kinds["activity.VNEID.installed"].name][1] == "10"


def test_no_fact_no_sentence(commune: Workspace) -> None:
    view = prepared(commune)
    assert "2 hoạt động hỗ trợ" in text_of(view)
    assert "doanh nghiệp được hỗ trợ" not in text_of(view)
    facts = commune.read(facts_of, view)
    assert sentence_text(Sentence(text="Kích hoạt {activity.VNEID.activated} người."), facts) == ""
    assert sentence_text(Sentence(text="Hướng dẫn {activity.VNEID.guided} người."), facts) == "Hướng dẫn 20 người."
    assert sentence_text(Sentence(text="{activity.CKS.entries} buổi."), facts) == ""
    assert sentence_text(Sentence(text="{activity.CKS.entries} buổi.", even_zero=True), facts) == "0 buổi."
    assert sentence_text(Sentence(text="{activity.NONE.such} buổi.", even_zero=True), facts) == ""


def test_every_figure_opens_the_records_it_was_counted_from(commune: Workspace) -> None:
    view = prepared(commune)
    found = commune.read(sources, view, "activity.VNEID.guided")
    assert [line.day for line in found] == [date(2022, 3, 20), date(2022, 4, 14)]
    (annex,) = view.paper.content.annexes
    (table,) = annex.blocks
    assert isinstance(table, TableBlock)
    listed = {row[1] for row in table.rows}
    assert {"20/03/2022", "14/04/2022"} <= listed and "15/04/2022" not in listed


def test_the_officers_words_stay_when_figures_are_counted_anew(commune: Workspace) -> None:
    view = prepared(commune)
    commune.do(
        WriteOwnText(report=view.uid, section="support", text="Bà con thôn Đồng Mậu tham gia đông.\nCần thêm máy.")
    )
    log(commune, activity(9, "2022-04-10", guided=1, installed=1, activated=1))
    stale = commune.read(freshness, seen(commune, view.uid))
    assert "activity.VNEID.guided" in stale.changed and not stale.edited
    commune.do(RecountReport(report=view.uid))
    again = seen(commune, view.uid)
    assert not commune.read(freshness, again).is_stale
    assert "Bà con thôn Đồng Mậu tham gia đông." in text_of(again) and "Cần thêm máy." in text_of(again)
    assert "3 hoạt động hỗ trợ" in text_of(again)


def test_what_was_changed_by_hand_is_not_lost_unasked(commune: Workspace) -> None:
    view = prepared(commune)
    content = view.paper.content
    by_hand = replace(content, blocks=(*content.blocks, Paragraph(text="Viết tay.")))
    commune.do(edit_of(view.paper, content=by_hand))
    assert commune.read(freshness, seen(commune, view.uid)).edited
    with pytest.raises(Refused, match="REP-06"):
        commune.do(RecountReport(report=view.uid))
    assert "Viết tay." in text_of(seen(commune, view.uid))
    commune.do(RecountReport(report=view.uid, overwrite=True))
    assert "Viết tay." not in text_of(seen(commune, view.uid))


def issued(workspace: Workspace, view: ReportView, on: date) -> None:
    found = workspace.read(readiness, view.paper.uid, on)
    workspace.do(
        IssueDocument(
            document=view.paper.uid,
            issued_on=on,
            no_scan_reason="Chưa có máy quét",
            reason="Đã xem",
            confirmed_warnings=tuple(finding.code for finding in warnings(found)),
        )
    )


def test_an_issued_report_is_frozen_with_its_figures(commune: Workspace) -> None:
    view = prepared(commune)
    issued(commune, view, date(2022, 4, 18))
    before = commune.read(pdf_of, commune.files, view.paper.uid)
    log(commune, activity(9, "2022-04-10", guided=1, installed=1, activated=1))
    for command in (RecountReport(report=view.uid, overwrite=True), RemoveReport(report=view.uid)):
        with pytest.raises(Refused, match="REP-07"):
            commune.do(command)
    frozen = seen(commune, view.uid)
    assert frozen.facts == view.facts and frozen.is_issued
    assert commune.read(pdf_of, commune.files, view.paper.uid) == before
    assert "activity.VNEID.guided" in commune.read(freshness, frozen).changed


def test_words_copied_from_last_time_are_pointed_out(commune: Workspace, clock: FixedClock) -> None:
    first = prepared(commune)
    commune.do(WriteOwnText(report=first.uid, section="direction", text="Chỉ đạo sát sao."))
    commune.do(WriteOwnText(report=first.uid, section="support", text="Đã làm tốt."))
    clock.set(day("2022-05-16"))
    second = prepared(commune, period="2022-05")
    assert second.previous == first.uid
    commune.do(WriteOwnText(report=second.uid, section="direction", text="Chỉ đạo sát sao."))
    commune.do(WriteOwnText(report=second.uid, section="support", text="Hỗ trợ thêm hai thôn."))
    assert commune.read(freshness, seen(commune, second.uid)).repeated == ("direction",)


def test_a_second_draft_of_the_same_period_is_refused_until_the_first_is_gone(commune: Workspace) -> None:
    view = prepared(commune)
    with pytest.raises(Refused, match="REP-03"):
        prepared(commune)
    commune.do(RemoveReport(report=view.uid))
    assert commune.read(reports) == []
    assert prepared(commune).uid != view.uid


@pytest.mark.parametrize(
    ("code", "period", "problem"),
    [
        ("khong-co", MARCH, "REP-01"),
        ("thang", "2022-06", "REP-04"),
        ("thang", "tháng ba", "REP-05"),
        ("so-ket", "2022-04-10/2022-04-01", "REP-09"),
    ],
)
def test_what_cannot_be_reported_is_refused(commune: Workspace, code: str, period: str, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        prepared(commune, code, period)
    assert commune.read(reports) == []


def test_row_4_12_a_review_covers_any_span_of_days(commune: Workspace) -> None:
    view = prepared(commune, "so-ket", "2022-04-01/2022-04-16")
    fact = commune.read(facts_of, view)["activity.VNEID.guided"]
    assert (fact.now.value, view.period.label) == (108, "từ 01/04/2022 đến 16/04/2022")
    assert "Sơ kết" in view.paper.subject


def test_a_span_that_began_last_year_is_not_told_with_the_year_so_far(commune: Workspace) -> None:
    """What was done since January would be less than what was done within the span."""
    short = prepared(commune, "so-ket", "2022-03-01/2022-04-16")
    long = prepared(commune, "so-ket", "2021-03-01/2022-04-16")
    [table, *_more] = [block for block in long.paper.content.blocks if isinstance(block, TableBlock)]
    assert [column.title for column in table.columns] == ["TT", "Chỉ tiêu", "Đơn vị", "Trong kỳ", "Kỳ trước"]
    assert {len(row) for row in table.rows} == {5}
    assert "lũy kế" in text_of(short) and "lũy kế" not in text_of(long)
    assert "cộng đồng làm nòng cốt.\n" in text_of(long)
    assert "{" not in text_of(long) and "}" not in text_of(long)


def test_every_sentence_can_be_told_without_its_year(commune: Workspace) -> None:
    sentences = [one for kind in definitions() for section in kind.flat_sections for one in section.sentences]
    spoken = [one for one in sentences if any(span == "year" for _key, span in one.keys)]
    assert spoken
    for sentence in spoken:
        shorter = without_year(sentence)
        assert shorter is not None and shorter.text.endswith(".") and "lũy kế" not in shorter.text
        assert shorter.keys == tuple(key for key in sentence.keys if key[1] != "year")


def test_open_tasks_whose_day_has_passed_are_told_as_such(commune: Workspace) -> None:
    add_task(commune, "Nâng tỷ lệ hồ sơ trực tuyến", due_on=date(2022, 3, 31))
    add_task(commune, "Phủ mã QR ở chợ", due_on=date(2022, 9, 30))
    text = text_of(prepared(commune))
    assert "- Nâng tỷ lệ hồ sơ trực tuyến (đã quá hạn ngày 31/03/2022, tiếp tục thực hiện)." in text
    assert "- Phủ mã QR ở chợ (hoàn thành trước hoặc trong ngày 30/09/2022)." in text


def test_what_an_ad_hoc_request_asks_is_answered_before_everything_else_and_before_the_closing(
    commune: Workspace,
) -> None:
    view = prepared(commune, "dot-xuat", "2022-03-01/2022-04-16", asked=("Thành viên Ban Chỉ đạo",))
    blocks = view.paper.content.blocks
    headings = [block.title for block in blocks if isinstance(block, Heading)]
    assert headings[0] == "Nội dung theo yêu cầu"
    assert isinstance(blocks[-1], Paragraph) and blocks[-1].text.startswith("Trên đây là báo cáo")


def test_the_annex_lists_what_the_report_says_and_nothing_else(workspace: Workspace) -> None:
    """Without a committee the sentence on the organisation is not written, so no hamlet is its source."""
    add_hamlets(workspace, "Đồng Mậu", "Bãi Sậy")
    log(workspace, activity(1, "2022-03-20", guided=12, installed=10, activated=None))
    asked = ("Người dân được hướng dẫn cài đặt, kích hoạt VNeID",)
    view = prepared(workspace, "dot-xuat", "2022-03-01/2022-04-05", asked=asked)
    [annex] = view.paper.content.annexes
    [table] = [block for block in annex.blocks if isinstance(block, TableBlock)]
    assert "thành viên tại" not in text_of(view)
    assert [row[2] for row in table.rows] == ["Cài đặt, kích hoạt VNeID"]


def test_row_1_28_an_ad_hoc_request_is_answered_from_what_is_there_and_the_rest_is_named(commune: Workspace) -> None:
    view = prepared(
        commune,
        "dot-xuat",
        "2022-03-01/2022-04-16",
        asked=("Tổ công nghệ số cộng đồng đang hoạt động", "Số trạm phát sóng 5G", "Thành viên Ban Chỉ đạo"),
    )
    rows = rows_of(view)
    assert rows["Tổ công nghệ số cộng đồng đang hoạt động"] == ("tổ", "12")
    assert rows["Thành viên Ban Chỉ đạo"] == ("người", "9")
    assert "Các nội dung xã chưa có số liệu: Số trạm phát sóng 5G." in text_of(view)


def test_row_4_11_the_quick_report_is_one_page_and_stands_beside_the_monthly_one(commune: Workspace) -> None:
    monthly, quick = prepared(commune), prepared(commune, "nhanh")
    assert {definition(each.definition).due.day for each in (monthly, quick)} == {20, 26}  # type: ignore[union-attr]
    data = commune.read(pdf_of, commune.files, quick.paper.uid)
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) == 1
    assert "báo cáo nhanh" in copied_text(data)


def test_row_1_26_the_half_year_equals_the_sum_of_its_months(commune: Workspace, clock: FixedClock) -> None:
    clock.set(day("2022-06-20"))
    half = prepared(commune, "sau-thang", "2022-H1")
    months = [prepared(commune, "thang", f"2022-{month:02}") for month in range(1, 7)]
    for key in ("activity.VNEID.guided", "activity.VNEID.installed", "activity.entries"):
        parts = [month.facts["figures"][key]["value"] or 0 for month in months]
        assert half.facts["figures"][key]["value"] == sum(parts)


def test_row_1_27_the_year_equals_its_halves_and_is_compared_with_last_year(
    commune: Workspace, clock: FixedClock
) -> None:
    clock.set(day("2022-12-20"))
    log(
        commune,
        activity(20, "2022-08-01", guided=40, installed=1, activated=1),
        activity(21, "2021-08-01", guided=7, installed=1, activated=1),
    )
    year = prepared(commune, "nam", "2022")
    halves = [prepared(commune, "sau-thang", key) for key in ("2022-H1", "2022-H2")]
    key = "activity.VNEID.guided"
    assert year.facts["figures"][key]["value"] == sum(half.facts["figures"][key]["value"] for half in halves)
    assert year.facts["figures"][key]["previous"] == 7


def test_row_0_19_open_difficulties_stand_in_every_report(commune: Workspace) -> None:
    commune.do(RaiseDifficulty(title="Thôn chưa có sóng", wish="Lắp trạm", addressee="UBND huyện"))
    for kind in definitions():
        listed = [section.list for section in kind.flat_sections]
        assert "difficulties" in listed, kind.code
    view = prepared(commune, "thang", "2022-05")
    assert "Thôn chưa có sóng (0 ngày, đã ghi nhận, chưa gửi). Đề nghị: lắp trạm." in text_of(view)


def test_papers_are_vietnamese_in_an_english_window(commune: Workspace) -> None:
    choose_language("en")
    try:
        view = prepared(commune)
    finally:
        choose_language("vi")
    assert "Người dân được hướng dẫn" in " ".join(rows_of(view))
    assert "Nguồn số liệu của báo cáo" in view.paper.content.annexes[0].title


def test_every_figure_a_definition_names_can_be_counted(commune: Workspace) -> None:
    known = list(commune.read(all_kinds))
    for kind in definitions():
        for key in kind.keys:
            assert any(is_among(each, [key]) for each in known), f"{kind.code}: {key}"


def test_the_period_offered_first_is_the_one_owed_next() -> None:
    monthly = definition("thang")
    due = {when: period_due(monthly, when) for when in (date(2022, 4, 14), date(2022, 4, 15), date(2022, 4, 19))}
    assert [period.key if period else None for period in due.values()] == ["2022-03", "2022-04", "2022-04"]


def test_the_paper_leads_back_to_its_report(commune: Workspace) -> None:
    view = prepared(commune)
    assert commune.read(report_of_paper, view.paper.uid) == view
    commune.undo()
    assert commune.read(report_of_paper, view.paper.uid) is None


def test_charts_show_the_figures_of_the_table(commune: Workspace) -> None:
    view = prepared(commune, "quy", "2022-Q2")
    (chart,) = [block for block in view.paper.content.blocks if isinstance(block, ChartBlock)]
    by_month = dict(zip(chart.labels, chart.lines[0].values, strict=True))
    assert by_month == {"T1": 0, "T2": 0, "T3": 1, "T4": 2, "T5": 1, "T6": 0}
    assert sum(value or 0 for value in by_month.values()) == view.facts["figures"]["activity.entries"]["year"]
