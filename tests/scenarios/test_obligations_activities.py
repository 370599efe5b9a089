"""What the letters ask of the log, from the entry to the figure that a report prints."""

from __future__ import annotations

from datetime import date

import pytest

from app.activities.catalogue import read_catalogue
from app.activities.commands import ActivityInput, LogActivity
from app.activities.kind_commands import TakeInKinds
from app.activities.queries import (
    LogFilter,
    activities,
    by_partner,
    figure_kinds,
    figures,
    force_shares,
    kinds,
)
from app.evidence.queries import evidence_of
from app.evidence.taking_in import take_in
from app.importing.grid import read_clipboard
from app.partners.commands import AddUsualPartners
from app.partners.queries import partners
from tests.app.activities.commune import TODAY, founded
from tests.support.pictures import jpeg

MONTH = (date(2022, 3, 15), date(2022, 4, 14))


@pytest.fixture
def commune(workspace):
    return founded(workspace)


def test_0_14_joint_work_with_the_post_and_telecom_firms_is_counted_by_kind_and_partner_in_own_units(commune):
    workspace = commune.workspace
    workspace.do(AddUsualPartners())
    uid = {partner.name: partner.uid for partner in workspace.read(partners)}
    photo = take_in(workspace.files, jpeg(800, 600), name="tập huấn.jpg")
    workspace.do(
        LogActivity(
            entry=ActivityInput(
                kind="TTKDTM",
                held_on=TODAY,
                hamlet=commune.dong,
                partners=(uid["VNPT"],),
                figures={"guided": 40, "business_households": 12, "enterprises": 3},
            ),
            files=(photo,),
        )
    )
    workspace.do(
        LogActivity(
            entry=ActivityInput(
                kind="TUYENTRUYEN",
                held_on=TODAY,
                partners=(uid["Viettel"], uid["Bưu điện"]),
                figures={"guided": 55, "business_households": None},
            )
        )
    )

    table = {
        (line.partner, line.kind): {who: figure.value for who, figure in line.counts.items()}
        for line in workspace.read(by_partner, workspace.read(kinds), *MONTH)
    }

    assert table == {
        (uid["VNPT"], "TTKDTM"): {"citizens": 40, "business_households": 12, "enterprises": 3},
        (uid["Viettel"], "TUYENTRUYEN"): {"citizens": 55},
        (uid["Bưu điện"], "TUYENTRUYEN"): {"citizens": 55},
    }
    told = workspace.read(figures, *MONTH)
    source = told[f"activity.partner.{uid['VNPT']}.enterprises"].sources[0].uid
    assert len(workspace.read(evidence_of, "activity", [source])[source]) == 1, "the figure leads to its photo"


def test_0_15_the_forces_that_took_part_are_recorded_and_their_share_is_a_figure_of_the_report(commune):
    workspace = commune.workspace
    for forces in (("youth", "teams"), ("teams",), ("youth",), ("front",)):
        entry = ActivityInput(kind="RANQUAN", held_on=TODAY, forces=forces, figures={"households": 4})
        workspace.do(LogActivity(entry=entry, sure=True))

    told, words = workspace.read(figures, *MONTH), {kind.key: kind.name for kind in workspace.read(figure_kinds)}
    shares = {share.force.name: share.percent for share in workspace.read(force_shares, *MONTH)}

    assert (told["activity.force.core"].value, told["activity.entries"].value) == (3, 4)
    assert "Đoàn Thanh niên" in words["activity.force.core"]
    assert shares["Đoàn Thanh niên"] == shares["Tổ công nghệ số cộng đồng"] == 50.0


def test_4_19_the_catalogue_of_letter_557_classifies_the_log(commune):
    workspace = commune.workspace
    pasted = read_clipboard(
        "STT\tMã\tNội dung hoạt động\tChỉ tiêu\tĐơn vị tính\n"
        "1\t557.1\tTuyên truyền, phổ biến tới hộ\tSố hộ\tHộ\n"
        "2\t557.2\tHỗ trợ người dân dùng nền tảng số\tSố người\tNgười\n"
    )
    found = read_catalogue(pasted, workspace.read(kinds), source="Công văn 557/STTTT-CNTT ngày 28/3/2022")
    workspace.do(TakeInKinds(kinds=found.kinds(), valid_from=date(2022, 3, 28), replaces_usual=True))

    assert [kind.code for kind in workspace.read(kinds, on=TODAY)] == ["557.1", "557.2"]
    indicator = workspace.read(kinds, on=TODAY)[1].indicators[0]
    entry = ActivityInput(kind="557.2", held_on=TODAY, hamlet=commune.dong, figures={indicator.code: 17})
    workspace.do(LogActivity(entry=entry))

    assert [view.kind for view in workspace.read(activities, LogFilter(kind="557.2"))] == ["557.2"]
    told = workspace.read(figures, *MONTH)
    assert (told[f"activity.557.2.{indicator.code}"].value, told["activity.557.1.entries"].value) == (17, 0)
