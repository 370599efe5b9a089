"""What the letter asks of the teams: their size, classes of members, roles, and one team for each hamlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from app.bodies.case import (
    DEPUTIES,
    Case,
    by_rule,
    compose_kien_toan,
    drop_planned,
    names_of,
    opening,
    seat_findings,
    seat_of,
    set_role,
    unsigned_findings,
)
from app.bodies.rule_sets import RuleCode, RuleSet
from app.bodies.suggestions import holds, in_suggested_order
from app.bodies.views import BodyView, MemberView
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _
from app.offices.views import HamletView
from app.people.views import PersonView
from db.vocabulary import BodyKind, BodyRole, PostKind


def team_findings(
    team: BodyView, rule_set: RuleSet, day: date, *, people: Sequence[PersonView] = (), issuing: bool = False
) -> list[Finding]:
    """What one team misses: number of people, required classes, exactly one head, enough deputies."""
    case = Case(body=team, rule_set=rule_set, day=day, people=people, issuing=issuing)
    return [
        *_size(case),
        *_required(case),
        *_lead_of_team(case),
        *_deputies_of_team(case),
        *seat_findings(case),
        *unsigned_findings(case),
        *_hamlet_ended(case),
    ]


def _size(case: Case) -> Iterable[Finding]:
    count = len({member.person.uid for member in case.members})
    least, most = case.rule_set.min_members, case.rule_set.max_members
    if count < least:
        fell = case.body.valid_from is not None and not case.issuing
        message = (
            _("Tổ của {place} chỉ còn {count} người sau thay đổi, tối thiểu {least} người: cần bổ sung và kiện toàn.")
            if fell
            else _("Tổ của {place} mới có {count} người, tối thiểu {least} người.")
        )
        yield case.found(
            RuleCode.MINIMUM,
            message.format(place=case.place, count=count, least=least),
            fix=compose_kien_toan(case.body) if fell else _one_more(case),
        )
    if most is not None and count > most:
        yield case.found(
            RuleCode.MAXIMUM,
            _("Tổ của {place} có {count} người, tối đa {most} người.").format(place=case.place, count=count, most=most),
        )


def _one_more(case: Case) -> Fix | None:
    """Adds the preferred person of the hamlet: first for a class still missing, else any who holds a post there."""
    for group in case.rule_set.required_team_posts:
        if not any(case.has_one_of(group, member) for member in case.members):
            candidate = case.candidate(group.posts)
            return case.add(candidate, BodyRole.MEMBER, seat_of(candidate, group.posts, case.day))
    inside = {member.person.uid for member in case.members}
    hamlet = case.body.hamlet.uid if case.body.hamlet else ""
    local = [
        person
        for person in case.people
        if person.uid not in inside and any(post.hamlet == hamlet for post in person.posts_on(case.day))
    ]
    return case.add(next(iter(in_suggested_order(local, case.day)), None), BodyRole.MEMBER, None) if hamlet else None


def _required(case: Case) -> Iterable[Finding]:
    for group in case.rule_set.required_team_posts:
        if any(case.has_one_of(group, member) for member in case.members):
            continue
        candidate = case.candidate(group.posts)
        yield case.found(
            RuleCode.REQUIRED,
            _("Tổ của {place} chưa có {label}.").format(place=case.place, label=group.label),
            fix=case.add(candidate, BodyRole.MEMBER, seat_of(candidate, group.posts, case.day)),
        )


def _lead_of_team(case: Case) -> Iterable[Finding]:
    heads = case.in_role(BodyRole.HEAD)
    if not heads:
        best = _best_for_head(case)
        fix = set_role(best, BodyRole.HEAD, _("Đặt {name} làm Tổ trưởng")) if best else None
        yield case.found(
            RuleCode.LEADS, _("Tổ của {place} chưa có Tổ trưởng.").format(place=case.place), field="head", fix=fix
        )
    elif len(heads) > 1:
        stays = next((member for member in heads if holds(member.person, (PostKind.HAMLET_HEAD,), case.day)), heads[0])
        other = next(member for member in heads if member is not stays)
        yield case.found(
            RuleCode.LEADS,
            _("Tổ của {place} có {count} Tổ trưởng ({names}); chỉ được có một.").format(
                place=case.place, count=len(heads), names=names_of(heads)
            ),
            field="head",
            fix=set_role(other, BodyRole.MEMBER, _("Chuyển {name} thành thành viên")),
        )


def _best_for_head(case: Case) -> MemberView | None:
    leaders = [member for member in case.members if holds(member.person, (PostKind.HAMLET_HEAD,), case.day)]
    return next(iter(leaders or case.members), None)


def _deputies_of_team(case: Case) -> Iterable[Finding]:
    count, least = len(case.in_role(*DEPUTIES)), case.rule_set.min_deputies
    if count >= least:
        return
    plain = {member.person.uid: member for member in case.in_role(BodyRole.MEMBER)}
    best = next(iter(in_suggested_order([member.person for member in plain.values()], case.day)), None)
    yield case.found(
        RuleCode.LEADS,
        _("Tổ của {place} có {count} Tổ phó, cần ít nhất {least}.").format(place=case.place, count=count, least=least),
        field="deputy",
        fix=set_role(plain[best.uid], BodyRole.DEPUTY, _("Đặt {name} làm Tổ phó")) if best else None,
    )


def _hamlet_ended(case: Case) -> Iterable[Finding]:
    hamlet = case.body.hamlet
    if hamlet is None or hamlet.valid_to is None or hamlet.valid_to >= case.day:
        return
    yield Finding(
        code="BOD-HAMLET-ENDED",
        severity=Severity.WARNING,
        noun="body",
        uid=case.body.uid,
        field="hamlet",
        message=_("{body}: {place} đã kết thúc ngày {day:%d/%m/%Y}; tổ còn hoạt động đến khi được sắp xếp lại.").format(
            body=case.body.name, place=hamlet.label, day=hamlet.valid_to
        ),
        rule=_("Tổ của thôn đã sáp nhập giữ nguyên cho đến khi có quyết định mới"),
        source=_("kiểm tra của phần mềm"),
    )


def coverage_findings(
    hamlets: Sequence[HamletView], teams: Sequence[BodyView], rule_set: RuleSet, day: date
) -> list[Finding]:
    """Hamlets of the day without a team, and hamlets with more than one."""
    if not rule_set.one_team_per_hamlet:
        return []
    of_hamlet: dict[str, list[BodyView]] = defaultdict(list)
    for team in teams:
        if team.kind is BodyKind.TEAM and team.hamlet and (team.valid_to is None or day <= team.valid_to):
            of_hamlet[team.hamlet.uid].append(team)
    findings = []
    for hamlet in hamlets:
        found = of_hamlet[hamlet.uid]
        if not found:
            findings.append(
                by_rule(
                    rule_set,
                    RuleCode.COVERAGE,
                    _("{place} chưa có tổ nào.").format(place=opening(hamlet.label)),
                    noun="hamlet",
                    uid=hamlet.uid,
                    fix=Fix(
                        code="team.create",
                        values={"hamlet": hamlet.uid},
                        label=_("Lập tổ cho {place}").format(place=hamlet.label),
                    ),
                )
            )
        elif len(found) > 1:
            findings.append(
                by_rule(
                    rule_set,
                    RuleCode.TWO_TEAMS,
                    _("{place} có {count} tổ; mỗi thôn chỉ có một tổ.").format(
                        place=opening(hamlet.label), count=len(found)
                    ),
                    noun="hamlet",
                    uid=hamlet.uid,
                    fix=drop_planned(found),
                )
            )
    return findings
