"""The plan of themes: cells, empty ones by name, the next year, tables from Excel, the paper made of it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.documents.queries import document
from app.kernel.problems import Refused
from app.outreach import planning, queries
from app.outreach.paper import plan_pdf, plan_xlsx
from app.outreach.plan_commands import CarryPlanOver, SetPlanCells
from app.outreach.plan_paper import ComposeOutreachPlan
from app.outreach.views import PlanCell
from db.vocabulary import DocumentType, OutreachForm
from tests.app.outreach.invented import air, post, programme

RADIO, WEBSITE, MEETING = OutreachForm.RADIO, OutreachForm.WEBSITE, OutreachForm.MEETING


def cell(theme, form, month, text="", planned=None):
    return PlanCell(theme=theme, form=form, month=month, text=text, planned=planned)


def fill(workspace, year=2022):
    radio = tuple(cell("N1", RADIO, month, planned=1) for month in range(1, 13))
    more = (cell("N2", WEBSITE, 5, "giới thiệu Nghị quyết 06", 2), cell("N5", MEETING, 6, "tham quan mô hình"))
    workspace.do(SetPlanCells(year=year, cells=radio + more))


def test_cells_are_kept_changed_emptied_and_undone(workspace):
    fill(workspace)
    before = workspace.read(queries.plan, 2022)
    assert len(before.cells) == 14

    changed = (cell("N1", RADIO, 1), cell("N2", WEBSITE, 5, "bài khác", 1), cell("N1", RADIO, 2, planned=1))
    outcome = workspace.do(SetPlanCells(year=2022, cells=changed))
    assert outcome.value == 2, "a cell that says the same does not count"
    assert workspace.read(queries.plan, 2022).cell("N1", RADIO, 1).is_empty

    workspace.undo()
    assert workspace.read(queries.plan, 2022) == before


def test_a_cell_taken_back_by_undo_can_be_filled_again(workspace):
    fill(workspace)
    workspace.undo()
    assert workspace.read(queries.plan, 2022).cells == ()

    fill(workspace)

    assert len(workspace.read(queries.plan, 2022).cells) == 14


@pytest.mark.parametrize(
    ("year", "one", "code"),
    [
        (2022, cell("N7", RADIO, 1, planned=1), "OUT-01"),
        (2022, cell("N1", RADIO, 13, planned=1), "OUT-60"),
        (2022, cell("N1", RADIO, 1, planned=5000), "OUT-65"),
        (2022, cell("N1", RADIO, 1, planned=-1), "OUT-65"),
        (1, cell("N1", RADIO, 1, planned=1), "OUT-62"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(workspace, year, one, code):
    with pytest.raises(Refused, match=code):
        workspace.do(SetPlanCells(year=year, cells=(one,)))


def test_empty_cells_are_named_by_theme_form_and_month(workspace):
    fill(workspace)
    found = {(gap.theme, gap.form): gap for gap in planning.gaps(workspace.read(queries.plan, 2022))}

    assert ("N1", RADIO) not in found
    assert found["N2", WEBSITE].months == (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)
    assert found["N2", WEBSITE].words == "N2 · Trang thông tin điện tử: tháng 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12"
    assert found["N3", RADIO].words == "N3 · Phát thanh: cả năm"
    assert sum(len(gap.months) for gap in found.values()) == 5 * 5 * 12 - 14


def test_a_plan_is_carried_over_without_touching_what_is_there(workspace):
    fill(workspace)
    workspace.do(SetPlanCells(year=2023, cells=(cell("N1", RADIO, 1, "riêng năm 2023"),)))

    outcome = workspace.do(CarryPlanOver(from_year=2022, to_year=2023))

    assert outcome.value == 13
    following = workspace.read(queries.plan, 2023)
    assert following.cell("N1", RADIO, 1).text == "riêng năm 2023"
    assert following.cell("N2", WEBSITE, 5) == workspace.read(queries.plan, 2022).cell("N2", WEBSITE, 5)
    with pytest.raises(Refused, match="OUT-61"):
        workspace.do(CarryPlanOver(from_year=2022, to_year=2023))


@pytest.mark.parametrize(
    ("typed", "planned", "text"),
    [
        ("2", 2, ""),
        ("2: dịch vụ công", 2, "dịch vụ công"),
        ("3 - họp thôn", 3, "họp thôn"),
        ("họp thôn", None, "họp thôn"),
        ("10/10 ngày chuyển đổi số", None, "10/10 ngày chuyển đổi số"),
        ("", None, ""),
        ("  ", None, ""),
    ],
)
def test_a_typed_cell_is_a_count_a_text_or_both(typed, planned, text):
    read = planning.read_cell(typed, "N1", RADIO, 3)

    assert (read.planned, read.text) == (planned, text)
    assert planning.read_cell(planning.cell_text(read), "N1", RADIO, 3) == read


def test_a_table_goes_to_excel_and_comes_back_unchanged(workspace):
    fill(workspace)
    view = workspace.read(queries.plan, 2022)
    rows = list(load_workbook(BytesIO(workspace.read(plan_xlsx, year=2022))).active.iter_rows(values_only=True))
    texts = [["" if value is None else str(value) for value in row] for row in rows]

    cells = planning.read_table(texts)

    assert len(cells) == 300
    assert planning.changed(view, cells) == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["N1", "Phát thanh", "1", "2"]],
        [["1", "N1", "Phát thanh", "1", "2"], ["2", "", "Hội nghị, họp thôn", "", ""]],
        [["phát thanh", "Khái niệm, ý nghĩa, chủ trương chung", "1", "2"]],
        [["TT", "Chủ đề", "Hình thức", "Tháng 1", "T2"], ["1", "N1. Khái niệm", "Phát thanh", "1", "2"]],
        [["Hình thức", "Chủ đề", "Ghi chú", "T2", "T1"], ["Phát thanh", "N1", "xem lại", "2", "1"]],
    ],
)
def test_columns_of_a_pasted_plan_are_known_by_what_stands_in_them(rows):
    found = {each.month: each.planned for each in planning.read_table(rows) if each.form is RADIO}

    assert found == {1: 1, 2: 2}, "months that were not pasted are not emptied"


@pytest.mark.parametrize(
    "rows",
    [[["Họ và tên", "Năm sinh"], ["Hà Văn Thử", "1980"]], [["1", "2", "3"]], [["N1", "1", "2"]], [["Phát thanh", "1"]]],
)
def test_a_table_of_something_else_is_refused_and_told_which_columns_are_expected(rows):
    with pytest.raises(Refused, match="OUT-64") as refused:
        planning.read_table(rows)

    assert "N1 đến N5" in refused.value.next_step and "Cổ động trực quan" in refused.value.next_step


def test_what_was_done_stands_beside_what_was_planned(workspace):
    fill(workspace)
    uid = programme(workspace, "2022-03", themes=("N1", "N4.CQS"))
    air(workspace, uid, date(2022, 3, 1), date(2022, 3, 2))
    post(workspace, date(2022, 3, 5), themes=("N1",))

    done = workspace.read(queries.done_by_cell, 2022)

    assert done["N1", RADIO, 3] == 1
    assert done["N4", RADIO, 3] == 1
    assert done["N1", WEBSITE, 3] == 1
    assert sum(done.values()) == 3


def test_the_plan_becomes_a_paper_with_its_table(workspace):
    fill(workspace)

    uid = workspace.do(ComposeOutreachPlan(year=2022, day=date(2022, 4, 5))).value

    view = workspace.read(document, uid)
    assert view.type is DocumentType.KH
    assert view.subject == "Tuyên truyền về chuyển đổi số năm 2022"
    table = next(block for block in view.content.blocks if block.kind == "table")
    assert [row[1:] for row in table.rows] == [
        ("N1. Khái niệm, ý nghĩa, chủ trương chung", "Phát thanh", "1 chương trình mỗi tháng", "Tháng 1 đến 12"),
        (
            "N2. Nghị quyết, chương trình, kế hoạch của cấp trên",
            "Trang thông tin điện tử",
            "2 tin, bài: giới thiệu Nghị quyết 06",
            "Tháng 5",
        ),
        ("N5. Mô hình chuyển đổi số, gương tốt", "Hội nghị, họp thôn", "tham quan mô hình", "Tháng 6"),
    ]
    cited = " ".join(line.text for line in view.content.bases)
    assert "06-NQ/TU" in cited and "176/QĐ-UBND" in cited
    assert "124/KH-UBND" not in cited, "the plan of another district binds nobody here"
    workspace.undo()
    assert workspace.read(plan_pdf, year=2022).startswith(b"%PDF")


def test_an_empty_plan_makes_no_paper(workspace):
    with pytest.raises(Refused, match="OUT-63"):
        workspace.do(ComposeOutreachPlan(year=2022, day=date(2022, 4, 5)))
    with pytest.raises(Refused, match="OUT-63"):
        workspace.read(plan_pdf, year=2022)
