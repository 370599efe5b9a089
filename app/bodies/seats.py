"""Places that follow a post: who holds the post holds the seat, from the next decision on."""

from __future__ import annotations

from dataclasses import dataclass

from app.bodies import queries
from app.bodies.places import add_place, change_place, open_body, staying, take_out
from app.bodies.rule_sets import RuleSet
from app.bodies.suggestions import holders, holds
from app.bodies.views import BodyView, MemberView
from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.people.queries import holders_of, person
from app.people.views import PersonView
from db.models import Membership, Person
from db.vocabulary import BodyRole, PostKind


@dataclass(frozen=True, kw_only=True)
class FillSeats:
    """Successors in a post take the seats of those who no longer hold it."""

    body: str


@dataclass(frozen=True, kw_only=True)
class SetHead:
    """A person becomes head; who was head stays as deputy or member."""

    body: str
    person: str


@dataclass(frozen=True, kw_only=True)
class SuggestDuties:
    """Members without a duty get the one suggested for their post."""

    body: str


@handles(
    FillSeats, action="body.fill_seats", needs=Permission.WRITE, sentence=N_("Đã đưa {result} người kế nhiệm vào thay")
)
def fill_seats(work: UnitOfWork, command: FillSeats) -> int:
    """Plans every clear succession and gives their number; two candidates for one seat are left to the officer."""
    open_body(work, command.body)
    view = queries.body(work.session, command.body)
    assert view is not None
    filled = 0
    for member in view.planned:
        successor = _successor(work, view, member)
        if successor is not None:
            _hand_over(work, member.uid, successor.uid)
            filled += 1
    return filled


def _successor(work: UnitOfWork, view: BodyView, member: MemberView) -> PersonView | None:
    if member.seat is None or holds(member.person, (member.seat,), work.today):
        return None
    hamlet = view.hamlet.uid if view.hamlet else None
    found = holders(holders_of(work.session, member.seat), (member.seat,), work.today, hamlet=hamlet)
    taken = {each.person.uid for each in view.planned if each.seat is member.seat}
    free = [each for each in found if each.uid not in taken]
    return free[0] if len(free) == 1 else None


def _hand_over(work: UnitOfWork, membership: str, successor: str) -> None:
    row = work.session.get_one(Membership, membership)  # may have been taken out just now, in a rotation of seats
    for other in staying(work, row.body):
        if other.person == successor:
            take_out(work, other)
    if row.deleted_at is None and not row.leaving:
        take_out(work, row)
    add_place(work, body=row.body, person=successor, role=row.role, seat=row.seat, duty=row.duty, ordinal=row.ordinal)


@handles(SetHead, action="body.set_head", needs=Permission.WRITE, sentence=N_("Đã đặt người đứng đầu {command.body}"))
def set_head(work: UnitOfWork, command: SetHead) -> str:
    """Makes a person head, joining if need be, and gives the uid of the place."""
    body, chosen = open_body(work, command.body), work.get(Person, command.person)
    view = person(work.session, chosen.uid)
    rule_set = queries.binding_rule_set(work.session, work.today)
    seat = _post_held(view, rule_set.head_posts, work)
    for row in staying(work, body.uid):
        if row.role is BodyRole.HEAD and row.person != chosen.uid:
            _step_down(work, row, rule_set)
    place = next((row for row in staying(work, body.uid) if row.person == chosen.uid), None)
    if place is None:
        return add_place(work, body=body.uid, person=chosen.uid, role=BodyRole.HEAD, seat=seat).uid
    return change_place(work, place, role=BodyRole.HEAD, seat=seat or place.seat).uid


def _step_down(work: UnitOfWork, row: Membership, rule_set: RuleSet) -> None:
    seat = _post_held(person(work.session, row.person), rule_set.deputy_posts, work)
    change_place(work, row, role=BodyRole.DEPUTY if seat else BodyRole.MEMBER, seat=seat or row.seat)


def _post_held(view: PersonView | None, kinds: tuple[PostKind, ...], work: UnitOfWork) -> PostKind | None:
    return next((kind for kind in kinds if view and holds(view, (kind,), work.today)), None)


@handles(
    SuggestDuties,
    action="body.suggest_duties",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi nhiệm vụ gợi ý cho {result} thành viên"),
)
def suggest_duties(work: UnitOfWork, command: SuggestDuties) -> int:
    """Fills empty duties from the rule set and gives their number; what is written already stays."""
    open_body(work, command.body)
    view = queries.body(work.session, command.body)
    assert view is not None
    duties = queries.rule_set_of_body(work.session, view, work.today).suggested_duties
    filled = 0
    for member in view.planned:
        kinds = [member.seat, *(post.kind for post in member.person.posts_on(work.today))]
        duty = next((duties[kind] for kind in kinds if kind in duties), "")
        if duty and not member.duty:
            work.get(Membership, member.uid).duty = duty
            filled += 1
    return filled
