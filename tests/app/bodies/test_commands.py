"""Committees and teams in a real store: planned, signed, changed, ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.bodies import queries
from app.bodies.commands import (
    AddMember,
    AssignDuty,
    AssignSupporter,
    ChangeMember,
    CreateBody,
    CreateTeamsForHamlets,
    EndBody,
    FillSeats,
    MarkLeaving,
    OrderMembers,
    RemovePlannedMember,
    RenameBody,
    SetHead,
    SetRole,
    SpreadSupporters,
    SuggestDuties,
    UnmarkLeaving,
)
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.people.commands import HandOverPost
from app.people.queries import person as person_view
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole, HamletKind, PostKind, ReplaceMode
from tests.app.bodies.stored import SignDecision, add, committee, hamlet, names, person, seen, team_of_three

SIGNED = date(2022, 4, 8)
LATER = date(2022, 9, 1)
EVE = LATER - timedelta(days=1)


def test_bodies_are_named_by_the_letters_wording(workspace: Workspace) -> None:
    place = hamlet(workspace, "Lầm", HamletKind.BAN)
    team = workspace.do(CreateBody(kind=BodyKind.TEAM, hamlet=place)).value
    assert seen(workspace, team).name == "Tổ công nghệ số cộng đồng bản Lầm"
    assert seen(workspace, committee(workspace)).name == "Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn"
    assert seen(workspace, team).rule_set == "ha-trung-2022"
    workspace.do(RenameBody(body=team, name="  Tổ chuyển đổi số   bản Lầm "))
    assert seen(workspace, team).name == "Tổ chuyển đổi số bản Lầm"


def test_a_team_needs_a_hamlet_and_a_name_is_not_empty(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="BOD-02"):
        workspace.do(CreateBody(kind=BodyKind.TEAM))
    with pytest.raises(Refused, match="BOD-03"):
        workspace.do(CreateBody(kind=BodyKind.SECRETARIAT))
    with pytest.raises(Refused, match="BOD-03"):
        workspace.do(RenameBody(body=committee(workspace), name="  "))


def test_the_same_person_is_refused_twice(workspace: Workspace) -> None:
    body, who = committee(workspace), person(workspace, "Cao Văn Đáng")
    add(workspace, body, who)
    with pytest.raises(Refused, match="BOD-01") as refusal:
        workspace.do(AddMember(body=body, person=who, role=BodyRole.HEAD))
    assert refusal.value.field == "person"


def test_each_hamlet_without_a_team_gets_one_and_no_second(workspace: Workspace) -> None:
    team_of_three(workspace, "Đồng Mậu")
    hamlet(workspace, "Khe Sú")
    chosen = hamlet(workspace, "Chợ Mới", HamletKind.KHU_PHO)
    assert workspace.do(CreateTeamsForHamlets(hamlets=(chosen,))).value == 1
    assert workspace.do(CreateTeamsForHamlets()).value == 1
    assert workspace.do(CreateTeamsForHamlets()).value == 0
    assert [each.hamlet.label for each in workspace.read(queries.bodies) if each.hamlet] == [
        "thôn Đồng Mậu",
        "thôn Khe Sú",
        "khu phố Chợ Mới",
    ]


def test_nobody_is_a_member_before_the_decision_is_signed(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    assert names(workspace, body, date(2030, 1, 1)) == []
    decision = workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED)).value
    assert names(workspace, body, SIGNED - timedelta(days=1)) == []
    assert names(workspace, body, SIGNED) == ["Trưởng Đồng Mậu", "Đoàn Đồng Mậu", "Phụ nữ Đồng Mậu"]
    view = seen(workspace, body)
    assert (view.valid_from, view.begun_by) == (SIGNED, decision)
    assert {each.begun_by for each in view.members} == {decision}
    assert not view.has_unsigned_changes


@pytest.mark.parametrize("mode", [ReplaceMode.AMEND, ReplaceMode.REPLACE])
def test_a_changed_membership_keeps_the_former_composition_printable(workspace: Workspace, mode: ReplaceMode) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    former = workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED)).value
    before = names(workspace, body, SIGNED)
    leaver = seen(workspace, body).members[2]
    workspace.do(MarkLeaving(membership=leaver.uid))
    add(workspace, body, person(workspace, "Người Mới"))
    assert names(workspace, body, EVE) == before
    assert [each.person.full_name for each in seen(workspace, body).planned] == [*before[:2], "Người Mới"]

    decision = workspace.do(SignDecision(bodies=(body,), issued_on=LATER, mode=mode)).value

    assert names(workspace, body, EVE) == before
    assert names(workspace, body, LATER) == [*before[:2], "Người Mới"]
    view = seen(workspace, body)
    ended = next(each for each in view.members if each.uid == leaver.uid)
    assert (ended.valid_to, ended.ended_by) == (EVE, decision)
    grounds = {each.begun_by for each in view.planned}
    assert grounds == ({decision} if mode is ReplaceMode.REPLACE else {former, decision})
    assert view.valid_from == SIGNED


def test_a_new_role_for_a_signed_member_waits_for_the_next_decision(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    plain = seen(workspace, body).members[2]
    changed = workspace.do(SetRole(membership=plain.uid, role=BodyRole.DEPUTY)).value
    assert changed != plain.uid
    in_force = workspace.read(queries.members_on, body, LATER)
    assert [each.role for each in in_force if each.person.uid == plain.person.uid] == [BodyRole.MEMBER]
    assert sum(each.role is BodyRole.DEPUTY for each in seen(workspace, body).planned) == 2

    workspace.do(SetRole(membership=changed, role=BodyRole.MEMBER))
    assert not seen(workspace, body).has_unsigned_changes


def test_staying_after_all_drops_what_was_planned_instead(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    plain = seen(workspace, body).members[2]
    workspace.do(SetRole(membership=plain.uid, role=BodyRole.DEPUTY))
    workspace.do(UnmarkLeaving(membership=plain.uid))
    assert not seen(workspace, body).has_unsigned_changes
    assert len(seen(workspace, body).members) == 3


def test_duties_and_ranks_change_at_once_because_another_paper_states_them(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    first = seen(workspace, body).members[0]
    workspace.do(AssignDuty(membership=first.uid, duty="Phụ trách chung"))
    workspace.do(ChangeMember(membership=first.uid, role=first.role, seat=first.seat, duty="Phụ trách", ordinal=9))
    after = next(each for each in seen(workspace, body).members if each.uid == first.uid)
    assert (after.duty, after.ordinal) == ("Phụ trách", 9)
    assert not seen(workspace, body).has_unsigned_changes


def in_order(workspace: Workspace, body: str) -> list[str]:
    return [each.person.full_name for each in seen(workspace, body).planned]


def test_members_of_one_role_are_put_in_order_by_one_step(workspace: Workspace) -> None:
    body = committee(workspace)
    places = {name: add(workspace, body, person(workspace, name)) for name in ("An", "Bình", "Cầu")}
    head = add(workspace, body, person(workspace, "Thắng"), BodyRole.HEAD)

    outcome = workspace.do(OrderMembers(memberships=(places["Cầu"], places["An"], places["Bình"])))

    assert (outcome.value, in_order(workspace, body)) == (3, ["Thắng", "Cầu", "An", "Bình"])
    workspace.undo()
    assert in_order(workspace, body) == ["Thắng", "An", "Bình", "Cầu"]
    assert workspace.do(OrderMembers(memberships=(places["An"], places["Bình"], places["Cầu"]))).value == 0
    with pytest.raises(Refused, match="BOD-10"):
        workspace.do(OrderMembers(memberships=(head, places["An"])))


def test_members_with_the_same_rank_are_told_apart_when_they_are_ordered(workspace: Workspace) -> None:
    body = committee(workspace)
    places = {name: add(workspace, body, person(workspace, name)) for name in ("An", "Bình")}
    for place in places.values():
        workspace.do(ChangeMember(membership=place, role=BodyRole.MEMBER, seat=None, duty="", ordinal=1))

    workspace.do(OrderMembers(memberships=(places["Bình"], places["An"])))

    assert in_order(workspace, body) == ["Bình", "An"]


def test_a_planned_member_is_dropped_and_a_signed_one_only_marked(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    planned = seen(workspace, body).members[2].uid
    with pytest.raises(Refused, match="BOD-04"):
        workspace.do(MarkLeaving(membership=planned))
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    with pytest.raises(Refused, match="BOD-05"):
        workspace.do(RemovePlannedMember(membership=planned))
    extra = add(workspace, body, person(workspace, "Thêm Vào"))
    workspace.do(RemovePlannedMember(membership=extra))
    assert len(seen(workspace, body).members) == 3


def test_an_ended_body_keeps_its_past_and_takes_no_change(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    with pytest.raises(Refused, match="BOD-06"):
        workspace.do(EndBody(body=body, last_day=SIGNED - timedelta(days=1)))
    workspace.do(EndBody(body=body, last_day=EVE))
    assert len(names(workspace, body, EVE)) == 3
    assert names(workspace, body, LATER) == []
    assert workspace.read(queries.bodies, on=LATER) == []
    with pytest.raises(Refused, match="BOD-07"):
        workspace.do(RenameBody(body=body, name="Tên khác"))
    planned = team_of_three(workspace, "Khe Sú")
    workspace.do(EndBody(body=planned))
    assert workspace.read(queries.body, planned) is None


def test_0_11_the_committee_is_in_force_as_of_the_day_of_its_decision(workspace: Workspace) -> None:
    body = committee(workspace)
    add(workspace, body, person(workspace, "Lương Đình Khải", PostKind.CHAIRMAN), BodyRole.HEAD)
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    view = workspace.read(queries.committee, on=SIGNED)
    assert view is not None
    assert (view.uid, view.valid_from) == (body, SIGNED)
    assert names(workspace, body, SIGNED) == ["Lương Đình Khải"]
    assert names(workspace, body, SIGNED - timedelta(days=1)) == []


def test_4_09_support_has_days_and_uncovered_teams_are_covered_in_one_step(
    workspace: Workspace, clock: FixedClock
) -> None:
    body = committee(workspace)
    helpers = [person(workspace, name) for name in ("Phạm Gia Vũ", "Cao Văn Đáng")]
    for helper in helpers:
        add(workspace, body, helper)
    teams = [team_of_three(workspace, name) for name in ("Đồng Mậu", "Khe Sú", "Gò Trám", "Bái Lau")]
    workspace.do(AssignSupporter(team=teams[0], person=helpers[0]))
    assert workspace.do(SpreadSupporters()).value == 3
    chosen = [view.supporter.uid for view in workspace.read(queries.bodies, kind=BodyKind.TEAM) if view.supporter]
    assert sorted(chosen) == sorted(helpers * 2)

    before = workspace.clock.today()
    clock.move(timedelta(days=30))
    workspace.do(AssignSupporter(team=teams[0], person=helpers[1]))
    then = workspace.read(queries.body, teams[0], on=before)
    now = workspace.read(queries.body, teams[0])
    assert then is not None and then.supporter is not None and then.supporter.uid == helpers[0]
    assert now is not None and now.supporter is not None and now.supporter.uid == helpers[1]
    with pytest.raises(Refused, match="BOD-09"):
        workspace.do(AssignSupporter(team=body, person=helpers[0]))


def test_a_successor_in_the_post_takes_the_seat_with_the_next_decision(workspace: Workspace, clock: FixedClock) -> None:
    """The vice-chairman becomes chairman and another vice-chairman follows: two seats turn at once."""
    body = committee(workspace)
    old = person(workspace, "Lương Đình Khải", PostKind.CHAIRMAN)
    vice = person(workspace, "Tống Thị Hạ", PostKind.VICE_CHAIRMAN)
    add(workspace, body, old, BodyRole.HEAD, PostKind.CHAIRMAN)
    add(workspace, body, vice, BodyRole.DEPUTY, PostKind.VICE_CHAIRMAN)
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    new = person(workspace, "Nghiêm Quốc Toản")
    posts = {post.kind: post.uid for who in (old, vice) for post in workspace.read(person_view, who).posts}  # type: ignore[union-attr]
    clock.move(timedelta(days=200))
    today = workspace.clock.today()
    workspace.do(HandOverPost(uid=posts[PostKind.CHAIRMAN], successor=vice, first_day=today))
    workspace.do(HandOverPost(uid=posts[PostKind.VICE_CHAIRMAN], successor=new, first_day=today))

    assert workspace.do(FillSeats(body=body)).value == 2

    planned = {(each.role, each.person.full_name) for each in seen(workspace, body).planned}
    assert planned == {(BodyRole.HEAD, "Tống Thị Hạ"), (BodyRole.DEPUTY, "Nghiêm Quốc Toản")}
    assert names(workspace, body, today) == ["Lương Đình Khải", "Tống Thị Hạ"]
    assert workspace.do(FillSeats(body=body)).value == 0
    workspace.do(SignDecision(bodies=(body,), issued_on=today, mode=ReplaceMode.REPLACE))
    assert names(workspace, body, today) == ["Tống Thị Hạ", "Nghiêm Quốc Toản"]


def test_setting_the_head_moves_the_former_head_to_the_place_of_his_post(workspace: Workspace) -> None:
    body = committee(workspace)
    vice = person(workspace, "Tống Thị Hạ", PostKind.VICE_CHAIRMAN)
    chairman = person(workspace, "Lương Đình Khải", PostKind.CHAIRMAN)
    add(workspace, body, vice, BodyRole.HEAD)
    workspace.do(SetHead(body=body, person=chairman))
    view = seen(workspace, body)
    assert [(each.role, each.person.uid, each.seat) for each in view.planned] == [
        (BodyRole.HEAD, chairman, PostKind.CHAIRMAN),
        (BodyRole.DEPUTY, vice, PostKind.VICE_CHAIRMAN),
    ]


def test_suggested_duties_fill_only_what_is_empty(workspace: Workspace) -> None:
    body = committee(workspace)
    add(workspace, body, person(workspace, "Lương Đình Khải", PostKind.CHAIRMAN), BodyRole.HEAD)
    written = add(workspace, body, person(workspace, "Tống Thị Hạ", PostKind.VICE_CHAIRMAN), BodyRole.DEPUTY)
    add(workspace, body, person(workspace, "Không Chức Vụ"))
    workspace.do(AssignDuty(membership=written, duty="Việc riêng"))
    assert workspace.do(SuggestDuties(body=body)).value == 1
    duties = [each.duty for each in seen(workspace, body).planned]
    assert duties[0].startswith("Phụ trách chung")
    assert duties[1:] == ["Việc riêng", ""]


def test_every_step_can_be_taken_back(workspace: Workspace) -> None:
    body = team_of_three(workspace, "Đồng Mậu")
    workspace.do(SignDecision(bodies=(body,), issued_on=SIGNED))
    before = seen(workspace, body)
    plain = before.members[2]
    for step in (
        SetRole(membership=plain.uid, role=BodyRole.DEPUTY),
        MarkLeaving(membership=plain.uid),
        EndBody(body=body, last_day=LATER),
        SetHead(body=body, person=plain.person.uid),
        RenameBody(body=body, name="Tên khác"),
    ):
        workspace.do(step)
        assert seen(workspace, body) != before
        workspace.undo()
        assert seen(workspace, body) == before
