"""Entries of the log: kept with three values, refused or asked about, changed, taken back, found again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.activities.commands import (
    ActivityInput,
    ChangeActivity,
    LogActivities,
    LogActivity,
    RemoveActivities,
    RemoveActivity,
)
from app.activities.queries import (
    LogFilter,
    activities,
    activities_by_uid,
    activity,
    how_many,
    last_of,
    place_in_log,
)
from app.activities.rules import findings
from app.evidence.queries import evidence_of
from app.evidence.taking_in import take_in
from app.kernel.figures import NOT_APPLICABLE
from app.kernel.problems import Refused
from tests.app.activities.commune import TODAY, founded
from tests.support.activities import hold
from tests.support.pictures import jpeg


@pytest.fixture
def commune(workspace):
    return founded(workspace)


def entry(**fields):
    return ActivityInput(**({"kind": "VNEID", "held_on": TODAY} | fields))


def logged(commune, sure=False, **fields):
    return commune.workspace.do(LogActivity(entry=entry(**fields), sure=sure)).value


def refusal(workspace, command):
    with pytest.raises(Refused) as caught:
        workspace.do(command)
    assert caught.value.next_step
    return caught.value


def test_an_entry_keeps_numbers_missing_and_not_applicable_apart(commune):
    uid = logged(commune, hamlet=commune.dong, figures={"guided": 25, "activated": NOT_APPLICABLE})

    view = commune.workspace.read(activity, uid)

    assert view.figures == {"guided": 25, "installed": None, "activated": NOT_APPLICABLE}
    assert "households" not in view.figures, "an optional indicator left blank says nothing"


def test_hamlet_and_team_give_each_other(commune):
    by_hamlet = commune.workspace.read(activity, logged(commune, hamlet=commune.dong))
    by_team = commune.workspace.read(activity, logged(commune, body=commune.team, kind="HOP"))
    alone = commune.workspace.read(activity, logged(commune, hamlet=commune.bai))

    assert (by_hamlet.body, by_team.hamlet, alone.body) == (commune.team, commune.dong, None)


def test_an_entry_and_its_two_photos_are_one_step(commune):
    workspace = commune.workspace
    files = tuple(take_in(workspace.files, jpeg(300 + step, 200), name=f"{step}.jpg") for step in range(2))

    uid = workspace.do(LogActivity(entry=entry(), files=files, links=("https://mauson.vn/tin",))).value
    assert workspace.read(activity, uid).evidence == 3
    workspace.undo()

    assert workspace.read(activity, uid) is None
    assert workspace.read(evidence_of, "activity", [uid]) == {}


def test_the_same_photo_for_two_events_is_asked(commune):
    workspace = commune.workspace
    photo = take_in(workspace.files, jpeg(300, 200), name="a.jpg")
    workspace.do(LogActivity(entry=entry(hamlet=commune.dong), files=(photo,)))

    again = LogActivity(entry=entry(hamlet=commune.bai, kind="HOP"), files=(photo,))
    assert refusal(workspace, again).code == "EVI-05"
    assert workspace.read(how_many) == 1
    workspace.do(LogActivity(entry=again.entry, files=(photo,), same_photo_ok=True))
    assert workspace.read(how_many) == 2


def test_what_is_to_come_is_refused(commune):
    problem = refusal(commune.workspace, LogActivity(entry=entry(held_on=TODAY + timedelta(days=1))))
    assert (problem.code, problem.field) == ("ACT-01", "held_on")


def test_a_clock_set_back_is_told_in_a_sentence_and_nothing_is_lost(commune, clock):
    logged(commune)
    clock.move(-timedelta(days=30))

    problem = refusal(commune.workspace, LogActivity(entry=entry(held_on=TODAY)))

    assert problem.code == "ACT-02"
    assert "05/04/2022" in problem.sentence
    assert "đồng hồ máy có thể bị lùi" in problem.sentence
    assert commune.workspace.read(how_many) == 1


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"kind": "LẠ"}, "ACT-03", "kind"),
        ({"figures": {"attendees": 3}}, "ACT-04", "figures"),
        ({"forces": ("lạ",)}, "ACT-05", "forces"),
        ({"figures": {"guided": -1}}, "FIG-02", "figures.guided"),
        ({"figures": {"guided": 10**13}}, "FIG-03", "figures.guided"),
        ({"note": "x" * 3000}, "TXT-01", "note"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(commune, fields, code, place):
    problem = refusal(commune.workspace, LogActivity(entry=entry(**fields)))
    assert (problem.code, problem.field) == (code, place)
    assert commune.workspace.read(how_many) == 0


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"figures": {"guided": 241}}, "ACT-MANY"),
        ({"figures": {"households": 41}}, "ACT-MANY"),
        ({"figures": {"guided": 10, "installed": 11}}, "ACT-PART"),
        ({"held_on": date(2020, 4, 5)}, "ACT-OLD"),
    ],
)
def test_absurd_counts_are_asked_and_kept_when_the_person_is_sure(commune, fields, asked):
    problem = refusal(commune.workspace, LogActivity(entry=entry(hamlet=commune.dong, **fields)))
    assert problem.code == "ACT-06"
    assert [finding.code for finding in problem.findings] == [asked]
    assert problem.sentence

    logged(commune, sure=True, hamlet=commune.dong, **fields)
    assert commune.workspace.read(how_many) == 1


def test_just_within_reason_nothing_is_asked(commune):
    logged(commune, hamlet=commune.dong, figures={"guided": 240, "households": 40, "installed": 240})
    logged(commune, hamlet=commune.bai, figures={"guided": 5000})
    logged(commune, held_on=TODAY - timedelta(days=366))


def test_the_same_entry_twice_is_asked(commune):
    logged(commune, hamlet=commune.dong, figures={"guided": 12})
    problem = refusal(
        commune.workspace, LogActivity(entry=entry(hamlet=commune.dong, figures={"guided": 12}, note="khác"))
    )
    assert [finding.code for finding in problem.findings] == ["ACT-SAME"]
    logged(commune, hamlet=commune.dong, figures={"guided": 13})
    logged(commune, hamlet=commune.bai, figures={"guided": 12})


def test_several_entries_are_all_or_none_and_one_step(commune):
    workspace = commune.workspace
    good = entry(hamlet=commune.dong, figures={"guided": 5})
    refusal(workspace, LogActivities(entries=(good, entry(kind="LẠ"))))
    refusal(workspace, LogActivities(entries=()))
    assert workspace.read(how_many) == 0

    assert workspace.do(LogActivities(entries=(good, entry(kind="HOP", figures={"attendees": 9})))).value == 2
    workspace.undo()
    assert workspace.read(how_many) == 0


def test_an_entry_is_corrected_and_taken_out_and_both_can_be_undone(commune):
    workspace = commune.workspace
    uid = logged(commune, hamlet=commune.dong, figures={"guided": 12})
    photo = take_in(workspace.files, jpeg(300, 200), name="a.jpg")
    other = workspace.do(LogActivity(entry=entry(kind="HOP"), files=(photo,))).value

    workspace.do(ChangeActivity(uid=uid, entry=entry(hamlet=commune.bai, figures={"guided": 14}, note="sửa")))
    assert workspace.read(activity, uid).figures["guided"] == 14
    workspace.undo()
    assert workspace.read(activity, uid).figures["guided"] == 12

    workspace.do(RemoveActivity(uid=other))
    assert workspace.read(evidence_of, "activity", [other]) == {}
    assert other in workspace.read(activities_by_uid, [other]), "a signed report still names it"
    workspace.undo()
    assert workspace.read(activity, other).evidence == 1
    assert workspace.do(RemoveActivities(uids=(uid, other))).value == 2
    assert workspace.read(how_many) == 0


def test_an_entry_with_an_indicator_its_kind_had_once_keeps_it(commune):
    uid = hold(commune.workspace, TODAY, kind="VNEID", figures={"guided": 3, "old": 8})
    commune.workspace.do(ChangeActivity(uid=uid, entry=entry(figures={"guided": 4})))
    assert commune.workspace.read(activity, uid).figures == {
        "guided": 4,
        "installed": None,
        "activated": None,
        "old": 8,
    }


def test_the_log_pages_newest_first_without_gap_or_double(commune):
    uids = {hold(commune.workspace, TODAY - timedelta(days=step // 7)) for step in range(50)}
    seen, after = [], None
    while page := commune.workspace.read(activities, after=after, limit=7):
        seen += page
        after = place_in_log(page[-1])

    assert {view.uid for view in seen} == uids
    assert len(seen) == 50
    assert [view.held_on for view in seen] == sorted((view.held_on for view in seen), reverse=True)


def test_the_log_is_filtered_and_searched_with_and_without_tones(commune):
    workspace = commune.workspace
    hold(workspace, TODAY, kind="VNEID", hamlet=commune.dong, note="Ra nhà văn hóa")
    hold(workspace, TODAY - timedelta(days=40), kind="HOP", hamlet=commune.bai, title="Họp tổ")

    def found(**wanted):
        return [view.kind for view in workspace.read(activities, LogFilter(**wanted))]

    assert found(text="nha van hoa") == found(text="nhà văn hóa") == ["VNEID"]
    assert found(text="nhá") == []
    assert found(text="dong mau vneid") == ["VNEID"]
    assert found(text="bãi sậy") == ["HOP"]
    assert found(kind="HOP") == found(hamlet=commune.bai) == found(last=TODAY - timedelta(days=1)) == ["HOP"]
    assert found(first=TODAY - timedelta(days=1)) == found(body="")[:1] == ["VNEID"]


def test_the_last_entry_made_is_offered_for_repeating(commune):
    assert commune.workspace.read(last_of) is None
    logged(commune, held_on=TODAY, figures={"guided": 1})
    commune.workspace.clock.move(timedelta(minutes=5))
    logged(commune, held_on=TODAY - timedelta(days=20), figures={"guided": 2})
    assert commune.workspace.read(last_of).figures["guided"] == 2


def test_what_the_log_lacks_is_told_once_and_nobody_is_flooded(commune, clock):
    workspace = commune.workspace
    assert workspace.read(findings, TODAY) == []
    for step in range(3):
        hold(workspace, TODAY - timedelta(days=step), kind="VNEID", figures={"guided": None})
    hold(workspace, TODAY - timedelta(days=90), kind="VNEID", figures={"guided": None})
    (blank,) = workspace.read(findings, TODAY)
    assert (blank.code, blank.fix.values) == ("ACT-BLANK", {"page": "diary"})
    assert blank.message.startswith("3 việc")
    assert "ACT-CLOCK" in {one.code for one in workspace.read(findings, TODAY - timedelta(days=5))}
