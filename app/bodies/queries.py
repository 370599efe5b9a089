"""Questions about committees and teams: as they stand, as of a day, and what they still miss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.bodies import rules
from app.bodies.rule_sets import RuleSet, rule_set_for, rule_set_of
from app.bodies.views import BodyView, MemberView
from app.kernel.findings import Finding
from app.kernel.names import sort_key
from app.offices.queries import hamlets, office_on
from app.offices.rules import DISTRICT_KINDS, regime_on
from app.offices.views import HamletView
from app.people.queries import people_by_uid
from app.people.views import PersonView
from db.models import Body, Membership, Person, Post, TeamSupport
from db.vocabulary import BodyKind, BodyRole, OfficeRelation, PostKind

_KINDS = list(BodyKind)
_ROLES = list(BodyRole)
_CHUNK = 500


def bodies(session: Session, *, kind: BodyKind | None = None, on: date | None = None) -> list[BodyView]:
    """Committees first, then teams in the order of their hamlets; ``on`` leaves out what ended before or begins after.

    Bodies that no decision has set up yet are always among them. Seven statements, however many bodies there are.
    """
    query = select(Body).where(Body.deleted_at.is_(None))
    if kind is not None:
        query = query.where(Body.kind == kind)
    if on is not None:
        query = query.where(
            or_(Body.valid_from.is_(None), Body.valid_from <= on), or_(Body.valid_to.is_(None), Body.valid_to >= on)
        )
    return _views(session, session.scalars(query).all(), on)


def body(session: Session, uid: str, *, on: date | None = None) -> BodyView | None:
    """One body by uid; none when there is none or it was deleted."""
    rows = session.scalars(select(Body).where(Body.uid == uid, Body.deleted_at.is_(None))).all()
    return next(iter(_views(session, rows, on)), None)


def bodies_by_uid(session: Session, uids: Iterable[str], *, on: date | None = None) -> list[BodyView]:
    """Several bodies at once, in the order of ``bodies``."""
    rows = session.scalars(select(Body).where(Body.uid.in_(set(uids)), Body.deleted_at.is_(None))).all()
    return _views(session, rows, on)


def committee(session: Session, *, on: date | None = None) -> BodyView | None:
    """The steering committee: the one in force, else the planned one; without ``on`` the last that has not ended."""
    found = [each for each in bodies(session, kind=BodyKind.COMMITTEE, on=on) if on or each.valid_to is None]
    return next((each for each in found if each.valid_from is not None), next(iter(found), None))


def team_of_hamlet(session: Session, hamlet: str, *, on: date | None = None) -> BodyView | None:
    """The team of a hamlet: the one in force, else the planned one."""
    query = select(Body).where(Body.kind == BodyKind.TEAM, Body.hamlet == hamlet, Body.deleted_at.is_(None))
    query = query.where(or_(Body.valid_to.is_(None), Body.valid_to >= on) if on else Body.valid_to.is_(None))
    rows = session.scalars(query.order_by(Body.valid_from.is_(None), Body.uid)).all()
    return next(iter(_views(session, rows[:1], on)), None)


def members_on(session: Session, uid: str, day: date) -> tuple[MemberView, ...]:
    """Who belonged to a body on a day by signed decisions; empty for an unknown body."""
    found = body(session, uid, on=day)
    return found.members_on(day) if found else ()


def bodies_of_person(session: Session, person: str) -> list[BodyView]:
    """Every body in which the person has or had a place."""
    uids = session.scalars(select(Membership.body).where(Membership.person == person, Membership.deleted_at.is_(None)))
    return bodies_by_uid(session, uids)


def binding_rule_set(session: Session, day: date) -> RuleSet:
    """The rule set that binds our commune on a day, by the province and district of that day."""
    own = office_on(session, OfficeRelation.OWN, day)
    superior = office_on(session, OfficeRelation.SUPERIOR, day)
    district = own.district if own else ""
    if not district and superior and superior.kind in DISTRICT_KINDS:
        district = superior.name
    return rule_set_for(day, regime_on(day), province=own.province if own else "", district=district)


def rule_set_of_body(session: Session, view: BodyView, day: date) -> RuleSet:
    """The set a body was made under while it is in force, else the one that binds the commune."""
    binding = binding_rule_set(session, day)
    own = rule_set_of(view.rule_set, day, binding.regime)
    return own if own.code == view.rule_set else binding


def candidates(session: Session, rule_set: RuleSet, seats: Iterable[PostKind] = ()) -> list[PersonView]:
    """People who hold or held a post that the rules speak of, by name: those whom a remedy may suggest."""
    groups = (*rule_set.member_classes, *rule_set.required_team_posts)
    kinds = {*rule_set.head_posts, *rule_set.deputy_posts, *seats, *(kind for group in groups for kind in group.posts)}
    holders = select(Post.person).where(Post.kind.in_(kinds), Post.deleted_at.is_(None))
    uids = session.scalars(select(Person.uid).where(Person.uid.in_(holders), Person.deleted_at.is_(None)))
    found = people_by_uid(session, uids).values()
    return sorted(found, key=lambda person: (sort_key(person.full_name), person.uid))


def all_findings(session: Session, day: date) -> list[Finding]:
    """Everything that committees, teams and their people still miss on a day, the weightiest rule set by set."""
    binding = binding_rule_set(session, day)
    found = bodies(session, on=day)
    people = candidates(session, binding, {member.seat for each in found for member in each.planned if member.seat})
    teams = [each for each in found if each.kind is BodyKind.TEAM]
    findings = rules.committee_count_findings(found, binding)
    for each in found:
        rule_set = rule_set_of(each.rule_set, day, binding.regime)
        rule_set = rule_set if rule_set.code == each.rule_set else binding
        if each.kind is BodyKind.COMMITTEE:
            findings += rules.committee_findings(each, rule_set, day=day, teams=teams, people=people)
        elif each.kind is BodyKind.TEAM:
            findings += rules.team_findings(each, rule_set, day, people=people)
    findings += rules.coverage_findings(hamlets(session, on=day), teams, binding, day)
    return findings + rules.people_findings(_people_to_check(session, found), teams, day)


def _people_to_check(session: Session, found: Sequence[BodyView]) -> list[PersonView]:
    """Members, and whoever shares a phone with somebody."""
    members = {member.person.uid: member.person for each in found for member in each.planned}
    # The index of phones alone answers this, without reading any row; deleted people are left out of its few answers.
    shared = select(Person.phone).where(Person.phone != "").group_by(Person.phone).having(func.count() > 1)
    owners: dict[str, list[str]] = defaultdict(list)
    for phone, uid in session.execute(
        select(Person.phone, Person.uid).where(Person.phone.in_(shared), Person.deleted_at.is_(None))
    ):
        owners[phone].append(uid)
    uids = [uid for several in owners.values() if len(several) > 1 for uid in several]
    return list((people_by_uid(session, uids) | members).values())


def _views(session: Session, rows: Sequence[Body], on: date | None) -> list[BodyView]:
    places = {hamlet.uid: hamlet for hamlet in hamlets(session)} if any(row.hamlet for row in rows) else {}
    memberships = _memberships(session, [row.uid for row in rows])
    supporters = _supporters(session, [row.uid for row in rows], on)
    people = people_by_uid(
        session, {*supporters.values(), *(each.person for several in memberships.values() for each in several)}
    )
    views = [
        _view(row, places.get(row.hamlet or ""), memberships[row.uid], people, supporters.get(row.uid)) for row in rows
    ]
    return sorted(views, key=_printing_order)


def _printing_order(view: BodyView) -> tuple[int, float, str, str]:
    return (_KINDS.index(view.kind), view.hamlet.ordinal if view.hamlet else float("inf"), view.name, view.uid)


def _memberships(session: Session, uids: Sequence[str]) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for start in range(0, len(uids), _CHUNK):
        query = select(Membership).where(
            Membership.body.in_(uids[start : start + _CHUNK]), Membership.deleted_at.is_(None)
        )
        for row in session.scalars(query):
            found[row.body].append(row)
    return found


def _supporters(session: Session, uids: Sequence[str], on: date | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(uids), _CHUNK):
        query = select(TeamSupport).where(
            TeamSupport.team.in_(uids[start : start + _CHUNK]), TeamSupport.deleted_at.is_(None)
        )
        if on is None:
            query = query.where(TeamSupport.valid_to.is_(None))
        else:
            query = query.where(
                or_(TeamSupport.valid_from.is_(None), TeamSupport.valid_from <= on),
                or_(TeamSupport.valid_to.is_(None), TeamSupport.valid_to >= on),
            )
        for row in session.scalars(query.order_by(TeamSupport.valid_from, TeamSupport.uid)):
            found[row.team] = row.person
    return found


def _view(
    row: Body,
    hamlet: HamletView | None,
    memberships: Sequence[Membership],
    people: dict[str, PersonView],
    supporter: str | None,
) -> BodyView:
    ordered = sorted(memberships, key=lambda each: (_ROLES.index(each.role), each.ordinal, each.uid))
    return BodyView(
        uid=row.uid,
        kind=row.kind,
        name=row.name,
        hamlet=hamlet,
        rule_set=row.rule_set,
        members=tuple(_member(each, people[each.person]) for each in ordered),
        supporter=people[supporter] if supporter else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        begun_by=row.begun_by,
        ended_by=row.ended_by,
    )


def _member(row: Membership, person: PersonView) -> MemberView:
    return MemberView(
        uid=row.uid,
        person=person,
        role=row.role,
        seat=row.seat,
        duty=row.duty,
        ordinal=row.ordinal,
        leaving=row.leaving,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        begun_by=row.begun_by,
        ended_by=row.ended_by,
    )
