"""What the Hà Trung letter asks of the steering committee (section 1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bodies import rules
from app.bodies.rule_sets import rule_set
from app.kernel.findings import Finding, Severity, errors
from db.vocabulary import BodyRole, PostKind
from tests.app.bodies.invented import (
    DAY,
    committee,
    complete_committee,
    complete_team,
    hamlet,
    letter,
    member,
    person,
    team,
)


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_a_complete_committee_has_no_findings() -> None:
    assert rules.committee_findings(complete_committee(), letter(), day=DAY) == []


@pytest.mark.parametrize("post", [kind for kind in PostKind if kind is not PostKind.CHAIRMAN])
def test_4_02_any_other_post_as_head_blocks_issue_and_quotes_the_rule(post: PostKind) -> None:
    whole = complete_committee()
    other = member(person("Tống Thị Hạ", post), BodyRole.HEAD)
    chairman = whole.members[0].person
    found = rules.findings_for_issue(
        "committee",
        rule_set=letter(),
        day=DAY,
        people=[chairman],
        committee=replace(whole, members=(other, *whole.members[1:])),
    )
    head = next(finding for finding in found if finding.code == "BOD-HEAD")
    assert head.severity is Severity.ERROR
    assert "Tống Thị Hạ" in head.message
    assert "không ủy quyền Phó Chủ tịch" in head.rule
    assert "UBND huyện Hà Trung" in head.source
    assert head.fix is not None
    assert (head.fix.code, head.fix.values["person"]) == ("body.set_head", chairman.uid)


def test_4_02_a_head_without_a_recorded_post_blocks_too() -> None:
    body = committee(member(person("Người Chưa Rõ"), BodyRole.HEAD))
    assert "BOD-HEAD" in codes(errors(rules.committee_findings(body, letter(), day=DAY)))


def test_4_02_a_chairman_whose_post_has_ended_is_no_longer_head() -> None:
    whole = complete_committee()
    former = person("Lương Đình Khải", PostKind.CHAIRMAN, until=DAY.replace(day=1))
    body = replace(whole, members=(member(former, BodyRole.HEAD), *whole.members[1:]))
    assert "BOD-HEAD" in codes(rules.committee_findings(body, letter(), day=DAY))


@pytest.mark.parametrize("heads", [0, 2])
def test_4_02_there_is_exactly_one_head(heads: int) -> None:
    whole = complete_committee()
    chairmen = tuple(member(person(f"Chủ tịch {n}", PostKind.CHAIRMAN), BodyRole.HEAD) for n in range(heads))
    found = rules.committee_findings(replace(whole, members=(*chairmen, *whole.members[1:])), letter(), day=DAY)
    assert "BOD-HEAD" in codes(errors(found))


def test_4_02_from_2025_the_party_secretary_may_head() -> None:
    two_tiers = rule_set("hai-cap-2025")
    assert two_tiers is not None
    body = committee(
        member(person("Lê Bá Trung", PostKind.PARTY_SECRETARY), BodyRole.HEAD),
        member(person("Lương Đình Khải", PostKind.CHAIRMAN), BodyRole.DEPUTY),
    )
    assert {"BOD-HEAD", "BOD-VICE"}.isdisjoint(codes(rules.committee_findings(body, two_tiers, day=DAY)))


def test_4_03_without_a_vice_chairman_as_deputy_the_rule_is_told_and_a_reason_asked() -> None:
    whole = complete_committee()
    body = replace(whole, members=tuple(each for each in whole.members if each.role is not BodyRole.DEPUTY))
    vice = [finding for finding in rules.committee_findings(body, letter(), day=DAY) if finding.code == "BOD-VICE"]
    assert [finding.severity for finding in vice] == [Severity.WARNING]
    assert "khuyết, ghi lý do" in vice[0].message
    assert rules.reason_wanted(vice, letter()) == vice
    assert errors(rules.findings_for_issue("committee", rule_set=letter(), day=DAY, committee=body)) == []


def test_4_03_a_vice_chairman_who_is_left_out_is_offered() -> None:
    whole = complete_committee()
    vice = whole.members[1].person
    body = replace(whole, members=(whole.members[0], *whole.members[2:]))
    found = next(
        finding
        for finding in rules.committee_findings(body, letter(), day=DAY, people=[vice])
        if finding.code == "BOD-VICE"
    )
    assert found.fix is not None
    assert found.fix.values | {"body": ""} == {
        "body": "",
        "person": vice.uid,
        "role": "deputy",
        "seat": "vice_chairman",
    }


@pytest.mark.parametrize("missing", range(2, 8))
def test_4_04_each_class_of_members_that_is_missing_is_warned_of(missing: int) -> None:
    whole = complete_committee()
    left_out = whole.members[missing].person
    body = replace(whole, members=tuple(each for each in whole.members if each.person is not left_out))
    found = rules.committee_findings(body, letter(), day=DAY, people=[left_out])
    assert [(finding.code, finding.severity) for finding in found] == [("BOD-CLASS", Severity.WARNING)]
    assert found[0].fix is not None
    assert found[0].fix.values["person"] == left_out.uid


def test_4_08_a_member_without_a_task_blocks_the_assignment_and_is_named() -> None:
    whole = complete_committee()
    idle = replace(whole.members[3], duty="  ")
    body = replace(whole, members=(*whole.members[:3], idle, *whole.members[4:]))
    found = errors(rules.findings_for_issue("assignment", rule_set=letter(), day=DAY, committee=body))
    assert [finding.code for finding in found] == ["BOD-DUTY"]
    assert "Phạm Gia Vũ" in found[0].message
    assert found[0].fix is not None
    assert found[0].fix.values["duty"]


def test_4_08_the_decision_that_sets_up_the_committee_does_not_wait_for_tasks() -> None:
    whole = complete_committee()
    body = replace(whole, members=tuple(replace(each, duty="") for each in whole.members))
    assert rules.findings_for_issue("committee", rule_set=letter(), day=DAY, committee=body) == []


def test_4_09_teams_without_a_supporter_from_the_committee_are_listed_and_spread_evenly() -> None:
    body = complete_committee()
    stranger = person("Người Ngoài Ban")
    helped = complete_team(hamlet("Đồng Mậu"), supporter=body.members[3].person)
    alone = [complete_team(hamlet(f"Số {n}")) for n in range(6)]
    outside = complete_team(hamlet("Khe Sú"), supporter=stranger)
    found = rules.support_findings([helped, *alone, outside], body, letter(), DAY)
    assert [finding.uid for finding in found] == [each.uid for each in (*alone, outside)]
    assert "thôn Số 0" in found[0].message
    assert "Người Ngoài Ban" in found[-1].message
    offered = [finding.fix.values["person"] for finding in found if finding.fix]
    plain = {each.person.uid for each in body.members if each.role is BodyRole.MEMBER}
    assert set(offered) <= plain
    assert max(offered.count(who) for who in plain) <= 2
    assert offered.count(body.members[3].person.uid) < 2


def test_a_committee_in_force_with_unsigned_changes_offers_a_new_decision() -> None:
    whole = complete_committee()
    signed = tuple(replace(each, valid_from=DAY) for each in whole.members)
    body = replace(whole, valid_from=DAY, members=(*signed, member(person("Nghiêm Quốc Toản"))))
    found = rules.committee_findings(body, letter(), day=DAY)
    assert [(finding.code, finding.fix and finding.fix.code) for finding in found] == [
        ("BOD-UNSIGNED", "compose.kien_toan")
    ]
    assert rules.committee_findings(body, letter(), day=DAY, issuing=True) == []


def test_who_holds_the_post_is_offered_the_seat() -> None:
    whole = complete_committee()
    former = member(person("Mai Xuân Thụ"), seat=PostKind.FRONT_CHAIRMAN)
    body = replace(whole, members=(*whole.members[:2], former, *whole.members[3:]))
    successor = person("Hồ Thị Lan", PostKind.FRONT_CHAIRMAN)
    seats = [
        finding
        for finding in rules.committee_findings(body, letter(), day=DAY, people=[successor])
        if finding.code == "BOD-SEAT"
    ]
    assert len(seats) == 1
    assert "Mai Xuân Thụ" in seats[0].message
    assert "Hồ Thị Lan" in seats[0].message


def test_two_committees_at_once_are_an_error_and_only_the_planned_one_is_offered_for_removal() -> None:
    signed, planned = replace(complete_committee(), valid_from=DAY), complete_committee()
    found = rules.committee_count_findings([signed, planned, team(hamlet("Đồng Mậu"))], letter())
    assert [finding.severity for finding in found] == [Severity.ERROR]
    assert found[0].fix is not None
    assert found[0].fix.values["body"] == planned.uid
