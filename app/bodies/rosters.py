"""Rosters pasted from a spreadsheet: people, their posts and their places in the teams, all in one step or none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.bodies.names import team_name
from app.bodies.places import add_place, change_place, staying
from app.bodies.queries import binding_rule_set
from app.kernel.commands import Permission, handles
from app.kernel.names import likely_same, sort_key, tidy_name
from app.kernel.phones import parse_phone
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.people.rules import post_kind_of
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
NOTE_LIMIT = 500

ROW_NAMELESS = refused(
    "BOD-20",
    N_("Dòng {row}: chưa có họ và tên."),
    next_step=N_("Nhập họ và tên, hoặc bỏ dòng này. Chưa có gì được ghi."),
)
ROW_TWICE = refused(
    "BOD-21",
    N_("Dòng {row}: người này đã có ở dòng {first} của cùng một tổ."),
    next_step=N_("Bỏ một trong hai dòng. Chưa có gì được ghi."),
)


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One row of a roster; ``person`` names somebody already known, whose own fields then stay as they are."""

    hamlet: str
    full_name: str = ""
    person: str | None = None
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


@dataclass(frozen=True, kw_only=True)
class ImportTeamMembers:
    """A checked roster of teams is taken in; hamlets without a team get one."""

    rows: tuple[MemberRow, ...]


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
    intake = _Intake(work)
    for number, row in enumerate(command.rows, start=1):
        intake.take(number, row)
    return Imported(people=intake.people, teams=intake.teams, members=intake.members, changed=intake.changed)


class _Intake:
    """Keeps in mind what is known of teams and members while rows come in; reads the store once, not per row."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
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

    def take(self, number: int, row: MemberRow) -> None:
        name = tidy_name(row.full_name)
        if not name and row.person is None:
            raise ROW_NAMELESS(field="full_name", row=number)
        team = self._team(row.hamlet)
        known = self._known_member(team, row, name)
        person = known[1] if known else self._person(row, name)
        first = self._lines.setdefault((team, person.uid), number)
        if first != number:
            raise ROW_TWICE(field="full_name", row=number, first=first)
        seat = self._post(person, row)
        if known is None:
            self._last[team] += 1
            place = add_place(
                self._work, body=team, person=person.uid, role=row.role, seat=seat, ordinal=self._last[team]
            )
            self._members[team].append((place, person))
            self.members += 1
        elif change_place(self._work, known[0], role=row.role, seat=seat or known[0].seat) is not known[0]:
            self.changed += 1

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
        team = self._teams[hamlet]
        if team not in self._members:
            places = staying(work, team)
            self._members[team] = [(place, work.session.get_one(Person, place.person)) for place in places]
            self._last[team] = max((place.ordinal for place in places), default=0)
        return team

    def _known_member(self, team: str, row: MemberRow, name: str) -> tuple[Membership, Person] | None:
        """The same person within the team: by uid, else by name where phone and birth year do not contradict."""
        for place, person in self._members[team]:
            if row.person == person.uid or (row.person is None and _fits(person, row, name)):
                return place, person
        return None

    def _person(self, row: MemberRow, name: str) -> Person:
        if row.person is not None:
            return self._work.get(Person, row.person)
        year = row.birth_date.year if row.birth_date else row.birth_year
        person = self._work.new(
            Person,
            full_name=name,
            sort_key=sort_key(name),
            folded=fold(name),
            birth_year=year,
            birth_date=row.birth_date,
            gender=row.gender,
            phone=parse_phone(row.phone) or "",
            email="",
            digital_skill=row.digital_skill,
            note=clean_line(row.note, field="note", limit=NOTE_LIMIT),
        )
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
        if not any(post.hamlet in (None, row.hamlet) for post in held):
            self._work.new(
                Post,
                person=person.uid,
                kind=kind,
                title=title,
                valid_from=None,
                valid_to=None,
                hamlet=row.hamlet if kind in _OF_A_HAMLET else None,
            )
            self._work.session.flush()
        return None if kind in (PostKind.RESIDENT, PostKind.OTHER) else kind


def _fits(person: Person, row: MemberRow, name: str) -> bool:
    year = row.birth_date.year if row.birth_date else row.birth_year
    phone = parse_phone(row.phone) or ""
    return (
        likely_same(person.full_name, name)
        and (not year or not person.birth_year or year == person.birth_year)
        and (not phone or not person.phone or phone == person.phone)
    )
