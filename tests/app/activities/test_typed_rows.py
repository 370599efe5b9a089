"""Rows typed from a paper form or pasted from Excel, and a superior's catalogue pasted in."""

from __future__ import annotations

from datetime import date

import pytest

from app.activities.catalogue import read_catalogue
from app.activities.commands import ActivityInput, LogActivities, LogActivity
from app.activities.kind_commands import TakeInKinds
from app.activities.kinds import usual_kinds
from app.activities.queries import activities, figures, kinds
from app.activities.typed_rows import COLUMNS, RowReader, cells_of
from app.importing.grid import read_clipboard
from app.kernel.problems import Refused
from app.offices.queries import hamlets
from tests.app.activities.commune import TODAY, founded


@pytest.fixture
def commune(workspace):
    return founded(workspace)


def reader(commune, **given):
    return RowReader(commune.workspace.read(kinds), commune.workspace.read(hamlets), TODAY, **given)


def test_a_row_of_the_paper_form_becomes_an_entry(commune):
    row = reader(commune, month=date(2022, 4, 1), hamlet=commune.dong).read(
        {"held_on": "3", "kind": "vneid", "người": "25", "hộ": "1.200", "lượt người": "", "note": "Nhà văn hóa"}
    )
    assert row.problems == {}
    assert row.entry == ActivityInput(
        kind="VNEID",
        held_on=date(2022, 4, 3),
        hamlet=commune.dong,
        figures={"guided": 25, "households": 1200},
        note="Nhà văn hóa",
    )


def test_blank_is_missing_and_a_dash_does_not_apply(commune):
    row = reader(commune).read({"held_on": "5/4", "kind": "TTKDTM", "người": "", "hộ kinh doanh": "-"})
    assert row.entry.figures == {"business_households": "na"}
    assert reader(commune).read({"held_on": " ", "kind": None}) is None


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"kind": "VNEID"}, {"held_on"}),
        ({"held_on": "31/02/2022", "kind": "VNEID"}, {"held_on"}),
        ({"held_on": "06/4/2022", "kind": "VNEID"}, {"held_on"}),
        ({"held_on": "5/4/2022", "kind": "gì đó"}, {"kind"}),
        ({"held_on": "5/4/2022", "kind": "HOP", "hộ": "4"}, {"hộ"}),
        ({"held_on": "5/4/2022", "kind": "VNEID", "người": "nhiều"}, {"người"}),
        ({"held_on": "5/4/2022", "kind": "VNEID", "hamlet": "Thôn Không Có"}, {"hamlet"}),
    ],
)
def test_what_is_wrong_is_said_in_its_column(commune, cells, wrong):
    row = reader(commune).read(cells)
    assert row.entry is None
    assert set(row.problems) == wrong
    assert all(words.endswith(".") for words in row.problems.values())


def test_a_day_without_year_is_the_last_such_day(commune):
    assert reader(commune).read({"held_on": "30/12", "kind": "HOP"}).entry.held_on == date(2021, 12, 30)


def test_a_table_from_excel_is_shown_before_it_is_one_command(commune):
    text = (
        "STT\tNgày\tTên thôn\tHoạt động\tSố người\tSố hộ\tMàu áo\tGhi chú\n"
        "1\t02/04/2022\tThôn Đồng Mậu\tCài đặt VNeID\t12\t\txanh\tlần 1\n"
        "2\t03/04/2022\tBãi Sậy\tDVC\t4\t3\t\t\n"
        "3\t40/04/2022\tBãi Sậy\tDVC\t4\t3\t\t\n"
    )
    found = reader(commune).read_table(read_clipboard(text))

    assert found.unknown_columns == ["Màu áo"]
    assert [row.state for row in found.rows] == ["new", "new", "refused"]
    assert found.rows[2].messages.keys() == {found.headings.index("Ngày")}
    assert commune.workspace.read(activities) == []
    commune.workspace.do(LogActivities(entries=found.entries()))
    assert [(one.kind, one.hamlet) for one in commune.workspace.read(activities)] == [
        ("DVC", commune.bai),
        ("VNEID", commune.dong),
    ]
    commune.workspace.undo()
    assert commune.workspace.read(activities) == []


def test_a_table_copied_out_reads_back_the_same(commune):
    entry = ActivityInput(
        kind="DVC", held_on=TODAY, hamlet=commune.dong, title="Buổi tối", figures={"guided": 1200, "filed": "na"}
    )
    kind = next(kind for kind in usual_kinds() if kind.code == "DVC")
    row = reader(commune).read(cells_of(entry, kind, "thôn Đồng Mậu"))
    assert row.entry == entry


def test_several_pasted_rows_are_asked_about_together(commune):
    many = ActivityInput(kind="VNEID", held_on=TODAY, hamlet=commune.dong, figures={"guided": 999})
    with pytest.raises(Refused) as asked:
        commune.workspace.do(LogActivities(entries=(many, many)))
    assert asked.value.code == "ACT-06"
    assert [finding.code for finding in asked.value.findings] == ["ACT-MANY", "ACT-MANY", "ACT-SAME"]
    assert commune.workspace.do(LogActivities(entries=(many, many), sure=True)).value == 2


CATALOGUE = (
    "Mã\tNội dung hoạt động\tChỉ tiêu\tĐơn vị tính\n"
    "557.1\tTuyên truyền tới từng hộ\tSố hộ được tuyên truyền\tHộ\n"
    "\t\tSố người\tNgười\n"
    "557.2\tHướng dẫn dùng nền tảng số\t\t\n"
    "VNEID\tCài đặt, kích hoạt VNeID\tNgười dân được hướng dẫn\tNgười\n"
    "557.3\tKhông rõ đơn vị\tSố gì đó\t\n"
)


def test_row_4_19_the_catalogue_of_letter_557_is_taken_in_and_entries_are_classified_by_it(commune):
    workspace = commune.workspace
    source = "Công văn 557/STTTT-CNTT ngày 28/3/2022"
    found = read_catalogue(read_clipboard(CATALOGUE), workspace.read(kinds), source=source)

    assert [row.state for row in found.rows] == ["new", "new", "changed", "refused"]
    assert "ĐVT" not in found.unknown_columns
    assert workspace.do(TakeInKinds(kinds=found.kinds(), valid_from=date(2022, 3, 28))).value == 3
    offered = {kind.code: kind for kind in workspace.read(kinds, on=TODAY)}
    assert offered["557.1"].source == source
    assert [(one.name, one.unit) for one in offered["557.1"].indicators] == [
        ("Số hộ được tuyên truyền", "hộ"),
        ("Số người", "người"),
    ]

    first = offered["557.1"].indicators[0].code
    workspace.do(
        LogActivity(entry=ActivityInput(kind="557.1", held_on=TODAY, hamlet=commune.dong, figures={first: 31}))
    )
    counted = workspace.read(figures, TODAY, TODAY)
    assert counted[f"activity.557.1.{first}"].value == 31
    assert counted["activity.557.1.entries"].value == 1
    assert counted["activity.all.households"].value == 31
    again = read_catalogue(read_clipboard(CATALOGUE), workspace.read(kinds), source=source)
    assert [row.state for row in again.rows] == ["same", "same", "same", "refused"]


def test_a_renewed_kind_loses_no_figure_of_older_entries(commune):
    workspace = commune.workspace
    workspace.do(LogActivity(entry=ActivityInput(kind="VNEID", held_on=TODAY, figures={"guided": 5, "installed": 4})))
    found = read_catalogue(read_clipboard(CATALOGUE), workspace.read(kinds), source="557")
    workspace.do(TakeInKinds(kinds=found.kinds()))

    counted = workspace.read(figures, TODAY, TODAY)
    assert (counted["activity.VNEID.guided"].value, counted["activity.VNEID.installed"].value) == (5, 4)


def test_a_bare_list_of_names_is_a_catalogue_too(commune):
    found = read_catalogue(read_clipboard("Nhiệm vụ\nTuyên truyền\nTập hợp ý kiến người dân\n"), (), source="557")
    assert [row.cells[1] for row in found.rows] == ["Tuyên truyền", "Tập hợp ý kiến người dân"]
    assert [one.unit for one in found.kinds()[0].indicators] == ["cuộc", "người", "hộ"]


def test_every_column_of_the_form_has_a_heading_of_its_own():
    from app.activities.typed_rows import heading

    assert len({heading(key) for key in COLUMNS}) == len(COLUMNS)
