"""What the letter asks of the steering committee: head, deputy, classes of members, duties, supporters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from app.bodies.case import DEPUTIES, Case, by_rule, names_of, seat_findings, seat_of, set_role, unsigned_findings
from app.bodies.rule_sets import RuleCode, RuleSet
from app.bodies.suggestions import holders, holds, in_suggested_order
from app.bodies.views import BodyView, MemberView
from app.kernel.findings import Finding, Fix
from app.kernel.words import _
from app.people.views import PersonView
from db.vocabulary import BodyKind, BodyRole


def committee_findings(
    body: BodyView,
    rule_set: RuleSet,
    *,
    day: date,
    teams: Sequence[BodyView] = (),
    people: Sequence[PersonView] = (),
    issuing: bool = False,
) -> list[Finding]:
    """What the committee misses, and which of the given teams none of its members supports."""
    case = Case(body=body, rule_set=rule_set, day=day, people=people, issuing=issuing)
    return [
        *_head_of_committee(case),
        *_vice(case),
        *_classes(case),
        *_duties(case),
        *seat_findings(case),
        *unsigned_findings(case),
        *support_findings(teams, body, rule_set, day),
    ]


def _head_of_committee(case: Case) -> Iterable[Finding]:
    heads = case.in_role(BodyRole.HEAD)
    rightful = _rightful_head(case)
    fix = _set_head(case, rightful) if rightful else None
    if not heads:
        yield case.found(
            RuleCode.HEAD,
            _("{body}: chưa có Trưởng ban; Trưởng ban phải là {wanted}.").format(
                body=case.body.name, wanted=case.rule_set.head_label
            ),
            field="head",
            fix=fix,
        )
    elif len(heads) > 1:
        yield case.found(
            RuleCode.HEAD,
            _("{body}: có {count} Trưởng ban ({names}); chỉ được có một.").format(
                body=case.body.name, count=len(heads), names=names_of(heads)
            ),
            field="head",
            fix=fix,
        )
    for member in heads:
        if not holds(member.person, case.rule_set.head_posts, case.day):
            yield case.found(RuleCode.HEAD, _wrong_head(case, member), field="head", fix=fix)


def _rightful_head(case: Case) -> PersonView | None:
    """Who must be head, in the order of the set's posts; one who already sits as head comes first."""
    heads = [member.person for member in case.in_role(BodyRole.HEAD)]
    for kind in case.rule_set.head_posts:
        entitled = holders([*heads, *(member.person for member in case.members), *case.people], (kind,), case.day)
        if entitled:
            return entitled[0]
    return None


def _set_head(case: Case, person: PersonView) -> Fix:
    return Fix(
        code="body.set_head",
        label=_("Đặt {name} làm Trưởng ban").format(name=person.full_name),
        values={"body": case.body.uid, "person": person.uid},
    )


def _wrong_head(case: Case, member: MemberView) -> str:
    title = member.person.title_on(case.day)
    if not title:
        return _("Trưởng ban {name} chưa ghi chức vụ nào; Trưởng ban phải là {wanted}.").format(
            name=member.person.full_name, wanted=case.rule_set.head_label
        )
    if not case.rule_set.head_delegable:
        return _("Trưởng ban {name} là {title}; Trưởng ban phải là {wanted}, không ủy quyền cho người khác.").format(
            name=member.person.full_name, title=title, wanted=case.rule_set.head_label
        )
    return _("Trưởng ban {name} là {title}; Trưởng ban phải là {wanted}.").format(
        name=member.person.full_name, title=title, wanted=case.rule_set.head_label
    )


def _vice(case: Case) -> Iterable[Finding]:
    posts = case.rule_set.deputy_posts
    if any(holds(member.person, posts, case.day) for member in case.in_role(*DEPUTIES)):
        return
    seated = next(
        (
            member
            for member in case.in_role(BodyRole.MEMBER, BodyRole.SECRETARY)
            if holds(member.person, posts, case.day)
        ),
        None,
    )
    candidate = case.candidate(posts)
    if seated is not None:
        fix: Fix | None = set_role(seated, BodyRole.DEPUTY, _("Đặt {name} làm Phó Trưởng ban"))
    else:
        fix = case.add(candidate, BodyRole.DEPUTY, seat_of(candidate, posts, case.day))
    known = seated is not None or candidate is not None
    message = (
        _("{body}: chưa có Phó Trưởng ban là {wanted}.")
        if known
        else _("{body}: chưa có Phó Trưởng ban là {wanted}. Nếu chức vụ này đang khuyết, ghi lý do khi ban hành.")
    )
    yield case.found(
        RuleCode.VICE, message.format(body=case.body.name, wanted=case.rule_set.deputy_label), field="deputy", fix=fix
    )


def _classes(case: Case) -> Iterable[Finding]:
    for group in case.rule_set.member_classes:
        if any(case.has_one_of(group, member) for member in case.members):
            continue
        candidate = case.candidate(group.posts)
        yield case.found(
            RuleCode.CLASS,
            _("{body}: chưa có {label}.").format(body=case.body.name, label=group.label),
            fix=case.add(candidate, BodyRole.MEMBER, seat_of(candidate, group.posts, case.day)),
        )


def _duties(case: Case) -> Iterable[Finding]:
    if not case.rule_set.duty_required:
        return
    for member in case.members:
        if not member.duty.strip():
            yield case.found(
                RuleCode.DUTY,
                _("{body}: {name} chưa được phân công nhiệm vụ.").format(
                    body=case.body.name, name=member.person.full_name
                ),
                field=f"members.{member.uid}.duty",
                fix=_suggest_duty(case, member),
            )


def _suggest_duty(case: Case, member: MemberView) -> Fix | None:
    kinds = [member.seat, *(post.kind for post in member.person.posts_on(case.day))]
    duty = next((case.rule_set.suggested_duties[kind] for kind in kinds if kind in case.rule_set.suggested_duties), "")
    if not duty:
        return None
    return Fix(
        code="member.set_duty",
        label=_("Ghi nhiệm vụ gợi ý theo chức vụ"),
        values={"membership": member.uid, "duty": duty},
    )


def support_findings(
    teams: Sequence[BodyView], committee: BodyView | None, rule_set: RuleSet, day: date
) -> list[Finding]:
    """Teams that no present member of the committee supports; the remedy spreads teams evenly over the members."""
    if not rule_set.supporter_required:
        return []
    members = list(committee.planned) if committee else []
    load = Counter(team.supporter.uid for team in teams if team.supporter)
    inside = {member.person.uid for member in members}
    findings = []
    for team in teams:
        if team.kind is not BodyKind.TEAM or (team.supporter and team.supporter.uid in inside):
            continue
        helper = _least_loaded(members, load, day)
        findings.append(
            by_rule(
                rule_set,
                RuleCode.SUPPORT,
                _unsupported(team),
                noun="body",
                uid=team.uid,
                field="supporter",
                fix=_assign_supporter(team, helper),
            )
        )
        if helper is not None:
            load[helper.uid] += 1
    return findings


def _least_loaded(members: Sequence[MemberView], load: Counter[str], day: date) -> PersonView | None:
    """Plain members first: head and deputies direct the whole, so they support a team only where nobody else is."""
    plain = [member.person for member in members if member.role in (BodyRole.MEMBER, BodyRole.SECRETARY)]
    people = in_suggested_order(plain or [member.person for member in members], day)
    return min(people, key=lambda person: load[person.uid], default=None)


def _unsupported(team: BodyView) -> str:
    place = team.hamlet.label if team.hamlet else team.name
    if team.supporter is None:
        return _("Tổ của {place}: chưa có thành viên Ban Chỉ đạo hỗ trợ.").format(place=place)
    return _("Tổ của {place}: người hỗ trợ {name} không còn là thành viên Ban Chỉ đạo.").format(
        place=place, name=team.supporter.full_name
    )


def _assign_supporter(team: BodyView, helper: PersonView | None) -> Fix | None:
    if helper is None:
        return None
    return Fix(
        code="body.assign_supporter",
        label=_("Cử {name} hỗ trợ").format(name=helper.full_name),
        values={"team": team.uid, "person": helper.uid},
    )
