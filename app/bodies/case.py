"""One body before its judge, and the findings and remedies that committees and teams share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies.rule_sets import PostGroup, RuleCode, RuleSet
from app.bodies.suggestions import holders, holds, suggested
from app.bodies.views import BodyView, MemberView
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _
from app.people.views import PersonView
from db.vocabulary import BodyRole, PostKind

DEPUTIES = (BodyRole.STANDING_DEPUTY, BodyRole.DEPUTY)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One body before its judge."""

    body: BodyView
    rule_set: RuleSet
    day: date
    people: Sequence[PersonView] = ()
    issuing: bool = False

    @property
    def hamlet(self) -> str | None:
        """Uid of the team's hamlet."""
        return self.body.hamlet.uid if self.body.hamlet else None

    @property
    def members(self) -> tuple[MemberView, ...]:
        """The composition the next decision will state."""
        return self.body.planned

    @property
    def place(self) -> str:
        """The hamlet as people say it, else the name of the body."""
        return self.body.hamlet.label if self.body.hamlet else self.body.name

    def in_role(self, *roles: BodyRole) -> list[MemberView]:
        """Members in one of these roles, in printing order."""
        return [member for member in self.members if member.role in roles]

    def has_one_of(self, group: PostGroup, member: MemberView) -> bool:
        """Whether the member stands for that class of members."""
        return holds(member.person, group.posts, self.day, hamlet=self.hamlet if group.own_hamlet else None)

    def candidate(self, posts: Collection[PostKind]) -> PersonView | None:
        """Who could be added for these posts: the preferred one of those not yet planned, never of another hamlet."""
        inside = {member.person.uid for member in self.members}
        return next(iter(suggested(self.people, posts, self.day, hamlet=self.hamlet, without=inside)), None)

    def found(self, code: RuleCode, message: str, *, field: str = "members", fix: Fix | None = None) -> Finding:
        """A finding about this body."""
        return by_rule(self.rule_set, code, message, noun="body", uid=self.body.uid, field=field, fix=fix)

    def add(self, person: PersonView | None, role: BodyRole, seat: PostKind | None) -> Fix | None:
        """The remedy of adding a person, where one is known."""
        if person is None:
            return None
        return Fix(
            code="member.add",
            label=_("Thêm {name}").format(name=person.full_name),
            values={"body": self.body.uid, "person": person.uid, "role": role, "seat": seat or ""},
        )


def by_rule(
    rule_set: RuleSet,
    code: RuleCode,
    message: str,
    *,
    noun: str,
    uid: str = "",
    field: str = "",
    fix: Fix | None = None,
) -> Finding:
    """A finding of a rule, weighed and quoted as the set says."""
    rule = rule_set.rules[code]
    return Finding(
        code=code.value,
        severity=rule.severity,
        message=message,
        rule=rule.quote,
        source=rule_set.source_of(code),
        noun=noun,
        uid=uid,
        field=field,
        fix=fix,
    )


def set_role(member: MemberView, role: BodyRole, label: str) -> Fix:
    """The remedy of giving a member another role; the label names the person by ``{name}``."""
    return Fix(
        code="member.set_role",
        label=label.format(name=member.person.full_name),
        values={"membership": member.uid, "role": role},
    )


def compose_kien_toan(body: BodyView) -> Fix:
    """The remedy of drafting a decision that states the changed composition."""
    return Fix(code="compose.kien_toan", label=_("Soạn quyết định kiện toàn"), values={"body": body.uid})


def seat_findings(case: Case) -> Iterable[Finding]:
    """Members who sit by a post they no longer hold while somebody else does."""
    hamlet = case.body.hamlet.uid if case.body.hamlet else None
    for member in case.members:
        if member.seat is None or holds(member.person, (member.seat,), case.day):
            continue
        successors = [
            person
            for person in holders(case.people, (member.seat,), case.day, hamlet=hamlet)
            if person.uid != member.person.uid
        ]
        if len(successors) == 1:
            yield Finding(
                code="BOD-SEAT",
                severity=Severity.WARNING,
                noun="body",
                uid=case.body.uid,
                field=f"members.{member.uid}",
                message=_("{body}: {name} không còn giữ chức vụ theo ghế; người kế nhiệm là {successor}.").format(
                    body=case.body.name, name=member.person.full_name, successor=successors[0].full_name
                ),
                rule=_("Thành viên theo chức danh: ai giữ chức vụ thì giữ ghế"),
                source=_("kiểm tra của phần mềm"),
                fix=Fix(
                    code="body.fill_seats",
                    label=_("Đưa {name} vào thay").format(name=successors[0].full_name),
                    values={"body": case.body.uid},
                ),
            )


def unsigned_findings(case: Case) -> Iterable[Finding]:
    """A body in force whose planned composition differs from the signed one."""
    if case.issuing or case.body.valid_from is None or not case.body.has_unsigned_changes:
        return
    yield Finding(
        code="BOD-UNSIGNED",
        severity=Severity.WARNING,
        noun="body",
        uid=case.body.uid,
        message=_("{body}: có thay đổi thành viên chưa được quyết định nào ghi nhận.").format(body=case.body.name),
        rule=_("Thay đổi thành viên có hiệu lực khi quyết định kiện toàn được ký"),
        source=_("kiểm tra của phần mềm"),
        field="members",
        fix=compose_kien_toan(case.body),
    )


def seat_of(person: PersonView | None, posts: Collection[PostKind], day: date) -> PostKind | None:
    """The post by which a person takes the seat: in the order in which the rule names them."""
    held = {post.kind for post in person.posts_on(day)} if person else set()
    return next((kind for kind in posts if kind in held), None)


def names_of(members: Iterable[MemberView]) -> str:
    """Names of members in one line."""
    return ", ".join(member.person.full_name for member in members)


def opening(label: str) -> str:
    """The label of a hamlet at the beginning of a sentence."""
    return label[:1].upper() + label[1:]


def drop_planned(bodies: Sequence[BodyView]) -> Fix | None:
    """The remedy for too many: only one that no decision has set up may go without asking which one is meant."""
    planned = [body for body in bodies if body.valid_from is None]
    surplus = planned[-1] if planned else None
    if surplus is None:
        return None
    return Fix(
        code="body.end", label=_("Bỏ {name} chưa có quyết định").format(name=surplus.name), values={"body": surplus.uid}
    )
