"""Kinds of activity: data files, the office's own, and a superior's catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from app.activities.commands import ActivityInput, LogActivity
from app.activities.kind_commands import AddKind, ChangeKind, EndKind, Indicator, KindInput, TakeInKinds
from app.activities.kinds import forces, usual_kinds
from app.activities.queries import figure_kinds, figures, kind_by_code, kinds
from app.kernel.problems import Refused
from tests.app.activities.commune import TODAY

PEOPLE = Indicator(code="nguoi", name="Người dự", unit="người")


def refusal(workspace, command):
    with pytest.raises(Refused) as caught:
        workspace.do(command)
    return caught.value.code


def test_the_usual_kinds_have_indicators_each_with_one_unit():
    codes = [kind.code for kind in usual_kinds()]
    assert {"VNEID", "DVC", "TTKDTM", "CKS", "SKDT", "TMDT", "KNS", "ATTT", "ZALO", "RANQUAN", "TRUC"} < set(codes)
    assert {"TUYENTRUYEN", "VIENTHONG", "HOP", "TAPHUAN"} < set(codes)
    assert len(codes) == len(set(codes))
    for kind in usual_kinds():
        names = [one.code for one in kind.indicators]
        assert names
        assert len(names) == len(set(names))
        assert all(one.unit for one in kind.indicators)
    units = {
        "citizens": "người",
        "households": "hộ",
        "business_households": "hộ kinh doanh",
        "enterprises": "doanh nghiệp",
    }
    assert all(units[one.who] == one.unit for kind in usual_kinds() for one in kind.indicators if one.who)
    assert [force.code for force in forces() if force.core] == ["youth", "teams"]


def test_the_office_adds_a_kind_of_its_own_and_logs_it(workspace):
    code = workspace.do(AddKind(kind=KindInput(name="Số hóa di tích", indicators=(PEOPLE,)))).value
    assert code == "SHDT"
    workspace.do(LogActivity(entry=ActivityInput(kind=code, held_on=TODAY, figures={"nguoi": 7})))

    assert workspace.read(figures, TODAY, TODAY)["activity.SHDT.nguoi"].value == 7
    assert "Số hóa di tích: Người dự" in {kind.name for kind in workspace.read(figure_kinds)}
    again = workspace.do(AddKind(kind=KindInput(name="Sinh hoạt đầu tuần", indicators=(PEOPLE,)))).value
    assert again == "SHDT2"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (KindInput(name="", indicators=(PEOPLE,)), "ACT-07"),
        (KindInput(name="A", indicators=()), "ACT-08"),
        (KindInput(name="A", code="vneid", indicators=(PEOPLE,)), "ACT-09"),
        (KindInput(name="A", indicators=(Indicator(code="", name="Số", unit=" "),)), "ACT-10"),
        (KindInput(name="A", indicators=(PEOPLE,), valid_from=TODAY, valid_to=date(2022, 1, 1)), "ACT-12"),
    ],
)
def test_a_kind_that_cannot_be_counted_is_refused(workspace, kind, code):
    assert refusal(workspace, AddKind(kind=kind)) == code


def test_a_usual_kind_can_be_changed_and_ended_and_old_entries_keep_it(workspace):
    usual = workspace.read(kind_by_code, "VNEID")
    workspace.do(ChangeKind(code="VNEID", kind=KindInput(name="VNeID", indicators=usual.indicators)))
    assert workspace.read(kind_by_code, "VNEID").name == "VNeID"
    assert workspace.read(kind_by_code, "VNEID").words == usual.words
    workspace.do(EndKind(code="VNEID", last_day=date(2022, 4, 1)))

    assert "VNEID" not in {kind.code for kind in workspace.read(kinds, on=TODAY)}
    assert "VNEID" in {kind.code for kind in workspace.read(kinds, on=date(2022, 4, 1))}
    assert "VNEID" in {kind.code for kind in workspace.read(kinds)}
    workspace.undo()
    workspace.undo()
    assert workspace.read(kind_by_code, "VNEID") == usual


def test_a_catalogue_may_take_the_place_of_the_usual_kinds(workspace):
    given = (
        KindInput(name="Tuyên truyền, phổ biến", code="557-1", indicators=(PEOPLE,), source="557/STTTT-CNTT"),
        KindInput(name="cài đặt, kích hoạt vneid", indicators=(PEOPLE,), source="557/STTTT-CNTT"),
    )
    assert workspace.do(TakeInKinds(kinds=given, valid_from=date(2022, 4, 1), replaces_usual=True)).value == 2

    offered = workspace.read(kinds, on=TODAY)
    assert [(kind.code, kind.source) for kind in offered] == [("VNEID", "557/STTTT-CNTT"), ("557-1", "557/STTTT-CNTT")]
    assert len(workspace.read(kinds, on=date(2022, 3, 31))) == len(usual_kinds()) - 1
    workspace.undo()
    assert [kind.code for kind in workspace.read(kinds, on=TODAY)] == [kind.code for kind in usual_kinds()]
