"""Who of the commune belongs into the committee by post, and taking them all in with one step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies import queries
from app.bodies.places import add_place, open_body
from app.bodies.rule_sets import RuleSet
from app.bodies.views import BodyView
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.people.views import PersonView
from db.vocabulary import BodyRole, PostKind


@dataclass(frozen=True, kw_only=True)
class ProposeMembers:
    """Everybody who belongs into the committee by post is planned to join it."""

    body: str


@dataclass(frozen=True)
class Proposal:
    """A person with the role and seat that the rules mean for the post."""

    person: PersonView
    role: BodyRole
    seat: PostKind


def proposals(body: BodyView, everyone: Sequence[PersonView], rule_set: RuleSet, day: date) -> list[Proposal]:
    """Holders of the posts named by the rules who are not in yet: a head where there is none, deputies, members."""
    inside = {member.person.uid for member in body.planned}
    has_head = any(member.role is BodyRole.HEAD for member in body.planned)
    found: dict[str, Proposal] = {}
    for kinds, role in _classes(rule_set, has_head=has_head):
        for person, seat in _holders(everyone, kinds, day):
            if person.uid in inside or person.uid in found:
                continue
            found[person.uid] = Proposal(person, role, seat)
            if role is BodyRole.HEAD:
                break
    return list(found.values())


def _classes(rule_set: RuleSet, *, has_head: bool) -> Iterable[tuple[tuple[PostKind, ...], BodyRole]]:
    if not has_head:
        yield rule_set.head_posts, BodyRole.HEAD
    yield rule_set.deputy_posts, BodyRole.DEPUTY
    for group in rule_set.member_classes:
        yield group.posts, BodyRole.MEMBER


def _holders(
    everyone: Iterable[PersonView],
    kinds: Collection[PostKind],
    day: date,
) -> Iterable[tuple[PersonView, PostKind]]:
    """In the order of the posts; a post of one hamlet is no post of the commune."""
    held = [(person, {post.kind for post in person.posts_on(day) if post.hamlet is None}) for person in everyone]
    return [(person, kind) for kind in kinds for person, posts in held if kind in posts]


@handles(
    ProposeMembers,
    action="body.propose_members",
    needs=Permission.WRITE,
    sentence=N_("Đã đưa {result} cán bộ xã vào danh sách dự kiến"),
)
def propose_members(work: UnitOfWork, command: ProposeMembers) -> int:
    """Plans a place for each proposal and gives their number; who is in already stays as he is."""
    open_body(work, command.body)
    view = queries.body(work.session, command.body)
    assert view is not None
    rule_set = queries.binding_rule_set(work.session, work.today)
    proposed = proposals(view, queries.candidates(work.session, rule_set), rule_set, work.today)
    for each in proposed:
        add_place(work, body=view.uid, person=each.person.uid, role=each.role, seat=each.seat)
    return len(proposed)
