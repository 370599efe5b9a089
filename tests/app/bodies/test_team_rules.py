"""What the Hà Trung letter asks of the community digital technology teams (section 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bodies import rules
from app.bodies.rule_sets import rule_set
from app.bodies.suggestions import in_suggested_order
from app.kernel.findings import Finding, Severity, errors
from db.vocabulary import BodyRole, HamletKind, PostKind, SigningForm
from tests.app.bodies.invented import DAY, complete_committee, complete_team, hamlet, letter, member, person, team


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_complete_team_has_no_findings() -> None:
    assert rules.team_findings(complete_team(hamlet("Đồng Mậu")), letter(), DAY) == []


@pytest.mark.parametrize(
    ("form", "posts", "blocked"),
    [
        (SigningForm.HEAD, {PostKind.CHAIRMAN}, False),
        (SigningForm.ACTING_HEAD, {PostKind.CHAIRMAN}, False),
        (SigningForm.FOR_HEAD, {PostKind.VICE_CHAIRMAN}, True),
        (SigningForm.HEAD, {PostKind.VICE_CHAIRMAN}, True),
        (SigningForm.HEAD, set(), True),
        (SigningForm.COLLECTIVE, {PostKind.CHAIRMAN}, True),
        (SigningForm.BY_AUTHORISATION, {PostKind.CIVIL_SERVANT}, True),
    ],
)
def test_4_13_only_the_chairman_signs_the_decision_on_teams(
    form: SigningForm, posts: set[PostKind], blocked: bool
) -> None:
    found = rules.signer_findings(form, posts, letter())
    assert bool(errors(found)) is blocked
    if blocked:
        assert "Chủ tịch UBND xã, thị trấn quyết định" in found[0].rule


@pytest.mark.parametrize(
    "kind", [HamletKind.THON, HamletKind.TIEU_KHU, HamletKind.BAN, HamletKind.KHU_PHO, HamletKind.TO_DAN_PHO]
)
def test_4_14_a_hamlet_of_any_kind_without_a_team_is_named_and_offered_one(kind: HamletKind) -> None:
    covered, bare = hamlet("Đồng Mậu"), hamlet("Khe Sú", kind)
    found = rules.coverage_findings([covered, bare], [complete_team(covered)], letter(), DAY)
    assert [(each.code, each.severity, each.uid) for each in found] == [("BOD-COVERAGE", Severity.ERROR, bare.uid)]
    assert bare.label.lower() in found[0].message.lower()
    assert found[0].fix is not None
    assert (found[0].fix.code, found[0].fix.values) == ("team.create", {"hamlet": bare.uid})


def test_4_14_two_active_teams_in_one_hamlet_are_an_error_but_an_ended_one_does_not_count() -> None:
    place = hamlet("Đồng Mậu")
    signed, second = complete_team(place, since=date(2022, 4, 1)), complete_team(place)
    ended = replace(complete_team(place, since=date(2020, 1, 1)), valid_to=date(2021, 1, 1))
    found = rules.coverage_findings([place], [signed, second, ended], letter(), DAY)
    assert codes(found) == ["BOD-TWO-TEAMS"]
    assert found[0].fix is not None
    assert found[0].fix.values["body"] == second.uid
    assert rules.coverage_findings([place], [signed, ended], letter(), DAY) == []


def test_4_14_a_decision_on_one_team_is_not_held_up_by_other_hamlets() -> None:
    place, bare = hamlet("Đồng Mậu"), hamlet("Khe Sú")
    one = complete_team(place)
    body = complete_committee()
    single = rules.findings_for_issue(
        "teams", rule_set=letter(), day=DAY, committee=body, decided=[one], teams=[one], hamlets=[place, bare]
    )
    two = [one, complete_team(hamlet("Lầm", HamletKind.BAN))]
    all_at_once = rules.findings_for_issue(
        "teams", rule_set=letter(), day=DAY, committee=body, decided=two, teams=two, hamlets=[place, bare]
    )
    assert errors(single) == []
    assert "BOD-COVERAGE" in codes(errors(all_at_once))


def test_4_15_two_members_block_issue_and_the_message_names_the_hamlet() -> None:
    place = hamlet("Khe Sú")
    whole = complete_team(place)
    small = replace(whole, members=whole.members[:2])
    neighbour = person("Đào Văn Bính", PostKind.RESIDENT, at=place)
    found = errors(
        rules.findings_for_issue(
            "teams", rule_set=letter(), day=DAY, decided=[small], hamlets=[place], people=[neighbour]
        )
    )
    assert codes(found) == ["BOD-MINIMUM"]
    assert "thôn Khe Sú" in found[0].message
    assert "tối thiểu gồm 03 người" in found[0].rule
    assert found[0].fix is not None
    assert (found[0].fix.code, found[0].fix.values["person"]) == ("member.add", neighbour.uid)


def test_4_15_falling_below_three_later_alerts_and_offers_the_kien_toan_draft() -> None:
    whole = complete_team(hamlet("Khe Sú"), since=date(2022, 4, 1))
    shrunk = replace(whole, members=(*whole.members[:2], replace(whole.members[2], leaving=True)))
    found = [each for each in rules.team_findings(shrunk, letter(), DAY) if each.code == "BOD-MINIMUM"]
    assert [each.severity for each in found] == [Severity.ERROR]
    assert "thôn Khe Sú" in found[0].message
    assert found[0].fix is not None
    assert (found[0].fix.code, found[0].fix.values) == ("compose.kien_toan", {"body": shrunk.uid})
    assert len(shrunk.members_on(DAY)) == 3  # the signed composition stays printable


@pytest.mark.parametrize(("kept", "missing"), [(0, "Đoàn Thanh niên"), (1, "Trưởng thôn")])
def test_4_16_head_of_hamlet_and_youth_union_are_both_required(kept: int, missing: str) -> None:
    place = hamlet("Đồng Mậu")
    whole = complete_team(place)
    left_out = whole.members[1 - kept].person
    plain = tuple(
        replace(each, person=replace(each.person, posts=())) if each.person is left_out else each
        for each in whole.members
    )
    found = rules.team_findings(replace(whole, members=plain), letter(), DAY)
    assert codes(found) == ["BOD-REQUIRED"]
    assert missing in found[0].message
    assert "thôn Đồng Mậu" in found[0].message


def test_4_16_one_person_in_both_classes_satisfies_both_but_counts_once_for_the_three() -> None:
    place = hamlet("Đồng Mậu")
    both = person("Đỗ Minh Anh", PostKind.HAMLET_HEAD, PostKind.YOUTH_BRANCH, at=place)
    pair = team(place, member(both, BodyRole.HEAD), member(person("Tạ Thị Sâm"), BodyRole.DEPUTY))
    found = rules.team_findings(pair, letter(), DAY)
    assert codes(found) == ["BOD-MINIMUM"]
    assert "mới có 2 người" in found[0].message
    twice = replace(pair, members=(*pair.members, member(both)))
    assert "BOD-MINIMUM" in codes(rules.team_findings(twice, letter(), DAY))


def test_4_16_the_head_of_another_hamlet_does_not_count_and_is_not_offered() -> None:
    place, other = hamlet("Đồng Mậu"), hamlet("Khe Sú")
    foreign = person("Hoàng Thị Mến", PostKind.HAMLET_HEAD, at=other)
    whole = complete_team(place)
    body = replace(whole, members=(member(foreign, BodyRole.HEAD), *whole.members[1:]))
    elsewhere = person("Lò Văn Phấn", PostKind.HAMLET_HEAD, at=other)
    own = whole.members[0].person
    found = rules.team_findings(body, letter(), DAY, people=[elsewhere, own])
    assert codes(found) == ["BOD-REQUIRED"]
    assert found[0].fix is not None
    assert found[0].fix.values["person"] == own.uid


def test_4_05_and_4_17_skill_and_youth_order_suggestions_and_never_block() -> None:
    old, young = person("Bùi Văn Cả", born=1960), person("Bùi Văn Út", born=1999)
    skilled, unskilled = person("Chu Thị Kỹ", born=1970, skill=True), person("An Thị Chậm", born=2000, skill=False)
    unknown = person("Ân Văn Ẩn")
    order = in_suggested_order([unskilled, unknown, old, young, skilled], DAY)
    assert [each.full_name for each in order] == ["Chu Thị Kỹ", "Bùi Văn Út", "Bùi Văn Cả", "Ân Văn Ẩn", "An Thị Chậm"]

    place = hamlet("Đồng Mậu")
    whole = complete_team(place)
    aged = tuple(
        replace(each, person=replace(each.person, birth_year=1940, digital_skill=False)) for each in whole.members
    )
    assert rules.team_findings(replace(whole, members=aged), letter(), DAY) == []


@pytest.mark.parametrize("heads", [0, 2, 3])
def test_4_18_exactly_one_team_head(heads: int) -> None:
    whole = complete_team(hamlet("Đồng Mậu"))
    roles = [BodyRole.HEAD] * heads + [BodyRole.DEPUTY] * (3 - heads)
    body = replace(
        whole, members=tuple(replace(each, role=role) for each, role in zip(whole.members, roles, strict=True))
    )
    found = [each for each in rules.team_findings(body, letter(), DAY) if each.field == "head"]
    assert codes(found) == ["BOD-LEADS"]
    assert found[0].severity is Severity.ERROR
    assert found[0].fix is not None
    mended = {each.uid: each for each in body.members}[found[0].fix.values["membership"]]
    assert (mended.person is whole.members[0].person) is (heads == 0)


@pytest.mark.parametrize(("wanted", "found"), [(0, []), (1, ["BOD-LEADS"]), (2, ["BOD-LEADS"])])
def test_4_18_the_number_of_deputies_is_the_rule_sets_own(wanted: int, found: list[str]) -> None:
    import msgspec

    whole = complete_team(hamlet("Đồng Mậu"))
    body = replace(
        whole, members=(whole.members[0], *(replace(each, role=BodyRole.MEMBER) for each in whole.members[1:]))
    )
    local = msgspec.structs.replace(letter(), min_deputies=wanted)
    assert codes(rules.team_findings(body, local, DAY)) == found


def test_more_members_than_the_two_tier_set_allows_are_warned_of() -> None:
    place = hamlet("Đồng Mậu")
    two_tiers = rule_set("hai-cap-2025")
    assert two_tiers is not None
    whole = complete_team(place)
    crowd = replace(whole, members=whole.members + tuple(member(person(f"Người {n}")) for n in range(8)))
    found = rules.team_findings(crowd, two_tiers, date(2025, 8, 1))
    assert [(each.code, each.severity) for each in found] == [("BOD-MAXIMUM", Severity.WARNING)]
    assert rules.team_findings(crowd, letter(), DAY) == []


def test_a_team_outlives_its_merged_hamlet_with_a_warning_only() -> None:
    place = replace(hamlet("Đồng Mậu"), valid_to=date(2022, 3, 31))
    found = rules.team_findings(complete_team(place, since=date(2022, 1, 1)), letter(), DAY)
    assert [(each.code, each.severity) for each in found] == [("BOD-HAMLET-ENDED", Severity.WARNING)]


def test_likely_slips_about_people_are_warnings_that_show_no_phone() -> None:
    same = [person("Đỗ Văn Lượng", phone="0900000001"), person("Tạ Thị Sâm", phone="0900000001")]
    young = person("Bé Tí", born=2015)
    fine = person("Lê Thị Nga", born=1990, phone="0900000002")
    found = rules.people_findings([*same, young, fine], [], DAY)
    assert codes(found) == ["PEO-PHONE", "PEO-BIRTH"]
    assert all(each.severity is Severity.WARNING for each in found)
    assert not any("0900" in each.message for each in found)
    assert "Đỗ Văn Lượng" in found[0].message


def test_one_person_heading_two_teams_is_named_with_both_hamlets() -> None:
    busy = person("Đỗ Văn Lượng")
    teams = [team(hamlet(name), member(busy, BodyRole.HEAD)) for name in ("Đồng Mậu", "Khe Sú")]
    found = rules.people_findings([busy], teams, DAY)
    assert codes(found) == ["BOD-HEAD-TWICE"]
    assert "thôn Đồng Mậu, thôn Khe Sú" in found[0].message
