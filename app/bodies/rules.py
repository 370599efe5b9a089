"""Rules about committees and teams: what the superior's letter asks and a composition still misses.

Pure functions over views. They read no clock and no database; the caller passes the day, the rule set and, for
suggestions, the people. They judge the planned composition: what the next decision will state. ``issuing`` tells that
a paper stating it is already on the way, so the remedy is to change the composition and not to draft another paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

from app.bodies.case import by_rule, drop_planned
from app.bodies.committee_rules import committee_findings, support_findings
from app.bodies.rule_sets import RuleCode, RuleSet
from app.bodies.team_rules import coverage_findings, team_findings
from app.bodies.views import BodyView
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _
from app.offices.views import HamletView
from app.people.views import PersonView
from db.vocabulary import BodyKind, BodyRole, PostKind, SigningForm

__all__ = [
    "IssueKind",
    "committee_count_findings",
    "committee_findings",
    "coverage_findings",
    "findings_for_issue",
    "people_findings",
    "reason_wanted",
    "signer_findings",
    "support_findings",
    "team_findings",
]

IssueKind = Literal["committee", "assignment", "teams"]


def findings_for_issue(
    kind: IssueKind,
    *,
    rule_set: RuleSet,
    day: date,
    committee: BodyView | None = None,
    decided: Sequence[BodyView] = (),
    teams: Sequence[BodyView] = (),
    hamlets: Sequence[HamletView] = (),
    people: Sequence[PersonView] = (),
) -> list[Finding]:
    """What stands against issuing a paper of that kind; ``decided`` are the teams it states, ``teams`` all of them.

    Who signs is judged apart by ``signer_findings``. A decision on a single team is not held up by other hamlets.
    """
    if kind == "teams":
        coverage = coverage_findings(hamlets, teams or decided, rule_set, day)
        own = {team.hamlet.uid for team in decided if team.hamlet}
        if len(decided) == 1:
            coverage = [finding for finding in coverage if finding.uid in own]
        judged = [
            finding for team in decided for finding in team_findings(team, rule_set, day, people=people, issuing=True)
        ]
        inside = [member.person for team in decided for member in team.planned]
        return [
            *judged,
            *coverage,
            *support_findings(decided, committee, rule_set, day),
            *people_findings(_once(inside), decided, day),
        ]
    if committee is None:
        return committee_count_findings((), rule_set)
    found = committee_findings(committee, rule_set, day=day, people=people, issuing=True)
    if kind == "committee":
        found = [finding for finding in found if finding.code != RuleCode.DUTY]
        return [*found, *people_findings([member.person for member in committee.planned], (), day)]
    kept = (RuleCode.DUTY, RuleCode.HEAD)
    return [*(finding for finding in found if finding.code in kept), *support_findings(teams, committee, rule_set, day)]


def committee_count_findings(bodies: Sequence[BodyView], rule_set: RuleSet) -> list[Finding]:
    """No committee at all, or more than one among the bodies of a day."""
    committees = [body for body in bodies if body.kind is BodyKind.COMMITTEE]
    if not committees:
        return [
            by_rule(
                rule_set,
                RuleCode.HEAD,
                _("Chưa lập Ban Chỉ đạo."),
                noun="body",
                fix=Fix(code="committee.create", label=_("Lập Ban Chỉ đạo")),
            )
        ]
    if len(committees) == 1:
        return []
    names = ", ".join(body.name for body in committees)
    return [
        Finding(
            code="BOD-COMMITTEES",
            severity=Severity.ERROR,
            noun="body",
            uid=committees[-1].uid,
            message=_("Có {count} Ban Chỉ đạo cùng hoạt động: {names}.").format(count=len(committees), names=names),
            rule=_("Mỗi xã chỉ có một Ban Chỉ đạo đang hoạt động"),
            source=_("kiểm tra của phần mềm"),
            fix=drop_planned(committees),
        )
    ]


def signer_findings(signing_form: SigningForm, signer_posts: Collection[PostKind], rule_set: RuleSet) -> list[Finding]:
    """A decision on teams is the chairman's own: nobody signs for, in the name of, or on behalf of another."""
    if signing_form in (SigningForm.HEAD, SigningForm.ACTING_HEAD) and rule_set.decision_by in signer_posts:
        return []
    return [
        by_rule(
            rule_set,
            RuleCode.SIGNER,
            _("Quyết định phải do {signer} ký với tư cách người đứng đầu, không ký thay, không ký thay mặt.").format(
                signer=rule_set.decision_label
            ),
            noun="document",
            field="signing",
        )
    ]


def people_findings(people: Sequence[PersonView], teams: Sequence[BodyView], day: date) -> list[Finding]:
    """Data that is likely mistyped: one phone for two people, an odd birth year, one head for two teams."""
    return [*_same_phones(people), *_odd_births(people, day), *_heads_twice(teams)]


def _same_phones(people: Sequence[PersonView]) -> Iterable[Finding]:
    by_phone: dict[str, list[PersonView]] = defaultdict(list)
    for person in people:
        if person.phone:
            by_phone[person.phone].append(person)
    for same in by_phone.values():
        if len(same) > 1:
            yield _plausible(
                "PEO-PHONE",
                same[-1],
                "phone",
                _("{names} có cùng một số điện thoại.").format(names=", ".join(person.full_name for person in same)),
                _("Mỗi người một số điện thoại riêng"),
            )


def _odd_births(people: Sequence[PersonView], day: date) -> Iterable[Finding]:
    for person in people:
        year = person.birth_date.year if person.birth_date else person.birth_year
        if year is not None and not 1930 <= year <= day.year - 15:
            yield _plausible(
                "PEO-BIRTH",
                person,
                "birth_year",
                _("{name}: năm sinh {year} có vẻ không đúng.").format(name=person.full_name, year=year),
                _("Năm sinh từ 1930 đến khi đủ 15 tuổi"),
            )


def _heads_twice(teams: Sequence[BodyView]) -> Iterable[Finding]:
    led: dict[str, list[BodyView]] = defaultdict(list)
    heads: dict[str, PersonView] = {}
    for team in teams:
        for member in team.planned:
            if member.role is BodyRole.HEAD:
                led[member.person.uid].append(team)
                heads[member.person.uid] = member.person
    for uid, several in led.items():
        if len(several) > 1:
            places = ", ".join(team.hamlet.label if team.hamlet else team.name for team in several)
            yield _plausible(
                "BOD-HEAD-TWICE",
                heads[uid],
                "",
                _("{name} là Tổ trưởng của nhiều tổ: {places}.").format(name=heads[uid].full_name, places=places),
                _("Một người chỉ làm Tổ trưởng một tổ"),
            )


def _plausible(code: str, person: PersonView, field: str, message: str, rule: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=message,
        rule=rule,
        source=_("kiểm tra của phần mềm"),
        noun="person",
        uid=person.uid,
        field=field,
    )


def reason_wanted(findings: Iterable[Finding], rule_set: RuleSet) -> list[Finding]:
    """Warnings that are confirmed with a written reason, such as a vacant post of vice-chairman."""
    wanting = {code.value for code, rule in rule_set.rules.items() if rule.reason_required}
    return [finding for finding in findings if finding.severity is Severity.WARNING and finding.code in wanting]


def _once(people: Iterable[PersonView]) -> list[PersonView]:
    return list({person.uid: person for person in people}.values())
