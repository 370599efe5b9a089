"""People taken into committees and teams together with their posts, all in one step or none: pasted, or typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.bodies.names import team_name
from app.bodies.places import add_place, change_place, open_body, staying
from app.bodies.queries import binding_rule_set
from app.kernel.commands import Permission, handles
from app.kernel.names import likely_same, tidy_name
from app.kernel.phones import parse_phone
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.people.rules import PersonInput, person_fields, post_kind_of
from db.models import Body, Hamlet, Membership, Person, Post
from db.vocabulary import BodyKind, BodyRole, Gender, PostKind

TITLE_LIMIT = 200
_OF_A_HAMLET = frozenset(
    {
        PostKind.HAMLET_HEAD,
        PostKind.HAMLET_DEPUTY,
        PostKind.YOUTH_BRANCH,
        PostKind.WOMEN_BRANCH,
        PostKind.FARMERS_BRANCH,
        PostKind.VETERANS_BRANCH,
        PostKind.FRONT_BRANCH,
        PostKind.RESIDENT,
    }
)
DUTY_LIMIT = 1000

ROW_NAMELESS = refused(
    "BOD-20",
    N_("Dòng {row}: chưa có họ và tên."),
    next_step=N_("Nhập họ và tên, hoặc bỏ dòng này. Chưa có gì được ghi."),
)
ROW_TWICE = refused(
    "BOD-21",
    N_("Dòng {row}: người này đã có ở dòng {first} của cùng một ban hoặc tổ."),
    next_step=N_("Bỏ một trong hai dòng. Chưa có gì được ghi."),
)


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One row of a roster; ``person`` names somebody already known, whose own fields then stay as they are."""

    hamlet: str = ""
    """The hamlet of the team; empty where the command names the body itself."""
    full_name: str = ""
    person: str | None = None
    is_new: bool = False
    """Somebody said that this is another person, even though a member has the same name."""
    role: BodyRole = BodyRole.MEMBER
    title: str = ""
    post: PostKind | None = None
    """Read from the title where not given."""
    birth_year: int | None = None
    birth_date: date | None = None
    gender: Gender | None = None
    phone: str = ""
    digital_skill: bool | None = None
    note: str = ""
    duty: str = ""
    """Left as it is where empty."""


@dataclass(frozen=True, kw_only=True)
class ImportTeamMembers:
    """A checked roster of teams is taken in; hamlets without a team get one."""

    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, kw_only=True)
class ImportMembers:
    """A checked list of people is taken into one committee or team."""

    body: str
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, kw_only=True)
class AddPersonToBody:
    """Somebody new is entered and planned to join a committee or team, in one step."""

    body: str
    newcomer: MemberRow


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did."""

    people: int
    teams: int
    members: int
    changed: int


@handles(
    ImportTeamMembers,
    action="body.import_members",
    needs=Permission.WRITE,
    sentence=N_("Đã nhập danh sách: thêm {result.members} thành viên, {result.people} người, {result.teams} tổ"),
)
def import_team_members(work: UnitOfWork, command: ImportTeamMembers) -> Imported:
    """Takes all rows in or none; a member already there gets the pasted role; Refused BOD-20, BOD-21, PHO, TXT."""
    return _take_all(_Intake(work), command.rows)


@handles(
    ImportMembers,
    action="member.import",
    needs=Permission.WRITE,
    sentence=N_("Đã nhập danh sách: thêm {result.members} thành viên, {result.people} người"),
)
def import_members(work: UnitOfWork, command: ImportMembers) -> Imported:
    """As ``import_team_members``, into one body; Refused BOD-07 when it has ended."""
    return _take_all(_Intake(work, open_body(work, command.body).uid), command.rows)


@handles(
    AddPersonToBody,
    action="member.add_person",
    needs=Permission.WRITE,
    sentence=N_("Đã thêm một người mới vào ban hoặc tổ {command.body}"),
)
def add_person_to_body(work: UnitOfWork, command: AddPersonToBody) -> str:
    """Adds the person, the post and the place, and gives the place's uid; Refused BOD-07, PEO-01, PEO-02, PHO, TXT."""
    body = open_body(work, command.body).uid
    return _Intake(work, body).take(1, replace(command.newcomer, person=None, is_new=True)).uid


def _take_all(intake: _Intake, rows: Sequence[MemberRow]) -> Imported:
    for number, row in enumerate(rows, start=1):
        intake.take(number, row)
    return Imported(people=intake.people, teams=intake.teams, members=intake.members, changed=intake.changed)


class _Intake:
    """Keeps in mind what is known of teams and members while rows come in; reads the store once, not per row."""

    def __init__(self, work: UnitOfWork, body: str = "") -> None:
        self._work, self._body = work, body
        self._rule_set = binding_rule_set(work.session, work.today).code
        self._teams = {
            row.hamlet: row.uid
            for row in work.session.scalars(
                select(Body).where(Body.kind == BodyKind.TEAM, Body.valid_to.is_(None), Body.deleted_at.is_(None))
            )
        }
        self._members: dict[str, list[tuple[Membership, Person]]] = {}
        self._lines: dict[tuple[str, str], int] = {}
        self._last: dict[str, int] = defaultdict(int)
        self.people = self.teams = self.members = self.changed = 0

    def take(self, number: int, row: MemberRow) -> Membership:
        name = tidy_name(row.full_name)
        if not name and row.person is None:
            raise ROW_NAMELESS(field="full_name", row=number)
        team = self._known(self._body or self._team(row.hamlet))
        known = self._known_member(team, row, name)
        person = known[1] if known else self._person(row, name)
        first = self._lines.setdefault((team, person.uid), number)
        if first != number:
            raise ROW_TWICE(field="full_name", row=number, first=first)
        seat = self._post(person, row)
        if known is None:
            return self._join(team, person, row, seat)
        place = change_place(self._work, known[0], role=row.role, seat=seat or known[0].seat)
        place.duty = _duty(row) or place.duty
        self.changed += place is not known[0]
        return place

    def _join(self, team: str, person: Person, row: MemberRow, seat: PostKind | None) -> Membership:
        self._last[team] += 1
        place = add_place(
            self._work,
            body=team,
            person=person.uid,
            role=row.role,
            seat=seat,
            duty=_duty(row),
            ordinal=self._last[team],
        )
        self._members[team].append((place, person))
        self.members += 1
        return place

    def _team(self, hamlet: str) -> str:
        work = self._work
        if hamlet not in self._teams:
            work.get(Hamlet, hamlet)
            body = work.new(
                Body,
                kind=BodyKind.TEAM,
                name=team_name(work.session, hamlet, work.today),
                hamlet=hamlet,
                rule_set=self._rule_set,
                valid_from=None,
                valid_to=None,
                begun_by=None,
                ended_by=None,
            )
            work.session.flush()
            self._teams[hamlet] = body.uid
            self.teams += 1
        return self._teams[hamlet]

    def _known(self, team: str) -> str:
        """The body, its members read once."""
        if team not in self._members:
            places = staying(self._work, team)
            self._members[team] = [(place, self._work.session.get_one(Person, place.person)) for place in places]
            self._last[team] = max((place.ordinal for place in places), default=0)
        return team

    def _known_member(self, team: str, row: MemberRow, name: str) -> tuple[Membership, Person] | None:
        """The same person within the team: by uid, else by name where phone and birth year do not contradict."""
        for place, person in self._members[team] if not row.is_new else ():
            if row.person == person.uid or (row.person is None and _fits(person, row, name)):
                return place, person
        return None

    def _person(self, row: MemberRow, name: str) -> Person:
        if row.person is not None:
            return self._work.get(Person, row.person)
        typed = PersonInput(
            full_name=name,
            birth_year=row.birth_year,
            birth_date=row.birth_date,
            gender=row.gender,
            phone=row.phone,
            digital_skill=row.digital_skill,
            note=row.note,
        )
        person = self._work.new(Person, **person_fields(typed, self._work.today))
        self._work.session.flush()
        self.people += 1
        return person

    def _post(self, person: Person, row: MemberRow) -> PostKind | None:
        """The post behind the place; one with the same kind and place is not entered twice."""
        title = clean_line(row.title, field="title", limit=TITLE_LIMIT, label=_("Chức vụ"))
        kind = row.post or post_kind_of(title)
        if not title and row.post is None:
            return None
        held = self._work.session.scalars(
            select(Post).where(
                Post.person == person.uid, Post.kind == kind, Post.valid_to.is_(None), Post.deleted_at.is_(None)
            )
        ).all()
        if not any(_is_held(post, row, title) for post in held):
            self._work.new(
                Post,
                person=person.uid,
                kind=kind,
                title=title,
                valid_from=None,
                valid_to=None,
                hamlet=(row.hamlet or None) if kind in _OF_A_HAMLET else None,
            )
            self._work.session.flush()
        return None if kind in (PostKind.RESIDENT, PostKind.OTHER) else kind


def _is_held(post: Post, row: MemberRow, title: str) -> bool:
    """Whether a held post of the same kind is the one that the row means; of other posts only the title tells."""
    here = not row.hamlet or post.hamlet in (None, row.hamlet)
    return here and (post.kind is not PostKind.OTHER or fold(post.title) == fold(title))


def _duty(row: MemberRow) -> str:
    return clean_line(row.duty, field="duty", limit=DUTY_LIMIT, label=_("Nhiệm vụ"))


def _fits(person: Person, row: MemberRow, name: str) -> bool:
    year = row.birth_date.year if row.birth_date else row.birth_year
    phone = parse_phone(row.phone) or ""
    return (
        likely_same(person.full_name, name)
        and (not year or not person.birth_year or year == person.birth_year)
        and (not phone or not person.phone or phone == person.phone)
    )
