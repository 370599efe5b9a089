"""What can be done with committees and teams and the places in them.

Drafts may break the letter's rules; what stands against issuing is told by ``app.bodies.rules``. This is the one door:
pasted rosters (``rosters``), seats that follow a post (``seats``) and signed decisions (``effects``) come through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.bodies import queries
from app.bodies.effects import apply_decision, link_planned, open_memberships, unlink_planned
from app.bodies.names import committee_name, team_name
from app.bodies.places import add_place, change_place, open_body, open_place, put_back, staying
from app.bodies.proposing import ProposeMembers
from app.bodies.rosters import DUTY_LIMIT, AddPersonToBody, ImportMembers, ImportTeamMembers, MemberRow
from app.bodies.rules import support_findings
from app.bodies.seats import FillSeats, SetHead, SuggestDuties
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.offices.queries import hamlets
from db.models import Body, Hamlet, Person, TeamSupport
from db.vocabulary import BodyKind, BodyRole, PostKind

__all__ = [
    "AddMember",
    "AddPersonToBody",
    "AssignDuty",
    "AssignSupporter",
    "ChangeMember",
    "CreateBody",
    "CreateTeamsForHamlets",
    "EndBody",
    "FillSeats",
    "ImportMembers",
    "ImportTeamMembers",
    "MarkLeaving",
    "MemberRow",
    "OrderMembers",
    "ProposeMembers",
    "RemovePlannedMember",
    "RenameBody",
    "SetHead",
    "SetRole",
    "SpreadSupporters",
    "SuggestDuties",
    "UnmarkLeaving",
    "apply_decision",
    "link_planned",
    "unlink_planned",
]

NAME_LIMIT = 300

ALREADY_IN = refused(
    "BOD-01",
    N_("Người này đã có tên trong danh sách của {body}."),
    next_step=N_("Sửa vai trò của người đó, hoặc chọn người khác."),
)
NO_HAMLET = refused(
    "BOD-02",
    N_("Tổ công nghệ số cộng đồng phải gắn với một thôn."),
    next_step=N_("Chọn thôn, bản, tiểu khu hoặc khu phố của tổ."),
)
NAME_MISSING = refused("BOD-03", N_("Chưa nhập tên gọi."), next_step=N_("Nhập tên rồi lưu lại."))
NOT_IN_FORCE = refused(
    "BOD-04",
    N_("Người này mới dự kiến, chưa có quyết định nào ghi tên."),
    next_step=N_("Bỏ người này khỏi danh sách dự kiến."),
)
IN_FORCE = refused(
    "BOD-05",
    N_("Người này là thành viên theo quyết định đã ký nên không bỏ ngay được."),
    next_step=N_("Đánh dấu thôi tham gia, rồi ban hành quyết định kiện toàn."),
)
ENDS_EARLY = refused(
    "BOD-06", N_("Ngày kết thúc {day} sớm hơn ngày thành lập {start}."), next_step=N_("Sửa lại ngày kết thúc.")
)
NOT_A_TEAM = refused("BOD-09", N_("Chỉ cử thành viên hỗ trợ cho tổ."), next_step=N_("Chọn một tổ."))
NOT_TOGETHER = refused(
    "BOD-10",
    N_("Chỉ sắp thứ tự được những người cùng vai trò trong một ban hoặc tổ."),
    next_step=N_("Làm mới danh sách rồi thử lại."),
)


@dataclass(frozen=True, kw_only=True)
class CreateBody:
    """A committee or team is planned; without a name it gets the one its rule set words."""

    kind: BodyKind
    name: str = ""
    hamlet: str | None = None
    rule_set: str = ""


@dataclass(frozen=True, kw_only=True)
class RenameBody:
    """A body is called otherwise; signed papers keep the former name."""

    body: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AddMember:
    """A person is planned to join."""

    body: str
    person: str
    role: BodyRole = BodyRole.MEMBER
    seat: PostKind | None = None
    duty: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeMember:
    """A place gets another role, seat, duty or rank; role and seat in force change with the next decision only."""

    membership: str
    role: BodyRole
    seat: PostKind | None
    duty: str
    ordinal: int


@dataclass(frozen=True, kw_only=True)
class OrderMembers:
    """Members of one role stand in this order; places that are not named keep theirs."""

    memberships: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetRole:
    """A member gets another role."""

    membership: str
    role: BodyRole


@dataclass(frozen=True, kw_only=True)
class MarkLeaving:
    """The next decision will end a place."""

    membership: str


@dataclass(frozen=True, kw_only=True)
class UnmarkLeaving:
    """A place that was to end stays."""

    membership: str


@dataclass(frozen=True, kw_only=True)
class RemovePlannedMember:
    """A planned place that no decision states is dropped."""

    membership: str


@dataclass(frozen=True, kw_only=True)
class AssignDuty:
    """A member is given a duty."""

    membership: str
    duty: str


@dataclass(frozen=True, kw_only=True)
class AssignSupporter:
    """A committee member supports a team from today; none ends the support."""

    team: str
    person: str | None


@dataclass(frozen=True, kw_only=True)
class SpreadSupporters:
    """Every team without a supporter gets a member of the committee, evenly spread."""


@dataclass(frozen=True, kw_only=True)
class CreateTeamsForHamlets:
    """One team for each hamlet that lacks one; all hamlets of the day unless some are named."""

    hamlets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EndBody:
    """A body stops on a last day; one that no decision has set up is dropped."""

    body: str
    last_day: date | None = None


@handles(CreateBody, action="body.create", needs=Permission.WRITE, sentence=N_("Đã lập ban hoặc tổ {result}"))
def create_body(work: UnitOfWork, command: CreateBody) -> str:
    """Adds a planned body and gives its uid; Refused BOD-02 for a team without a hamlet."""
    if command.kind is BodyKind.TEAM and command.hamlet is None:
        raise NO_HAMLET(field="hamlet")
    if command.hamlet is not None:
        work.get(Hamlet, command.hamlet)
    binding = queries.binding_rule_set(work.session, work.today)
    name = _name(command.name) if command.name.strip() else _usual_name(work, command)
    row = work.new(
        Body,
        kind=command.kind,
        name=name,
        hamlet=command.hamlet,
        rule_set=command.rule_set or binding.code,
        valid_from=None,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )
    work.session.flush()
    return row.uid


@handles(RenameBody, action="body.rename", needs=Permission.WRITE, sentence=N_("Đã đổi tên ban hoặc tổ {result}"))
def rename_body(work: UnitOfWork, command: RenameBody) -> str:
    """Renames; Refused BOD-03."""
    row = open_body(work, command.body)
    row.name = _name(command.name)
    return row.uid


@handles(AddMember, action="member.add", needs=Permission.WRITE, sentence=N_("Đã thêm thành viên {result}"))
def add_member(work: UnitOfWork, command: AddMember) -> str:
    """Plans a place and gives its uid; Refused BOD-01 when the person is in already."""
    body, person = open_body(work, command.body), work.get(Person, command.person)
    if any(row.person == person.uid for row in staying(work, body.uid)):
        raise ALREADY_IN(field="person", body=body.name)
    return add_place(
        work, body=body.uid, person=person.uid, role=command.role, seat=command.seat, duty=_duty(command.duty)
    ).uid


@handles(ChangeMember, action="member.change", needs=Permission.WRITE, sentence=N_("Đã sửa thành viên {result}"))
def change_member(work: UnitOfWork, command: ChangeMember) -> str:
    """Changes a place and gives the uid of the one that now stands for it; Refused BOD-08 when it has ended."""
    row = change_place(work, open_place(work, command.membership), role=command.role, seat=command.seat)
    row.duty, row.ordinal = _duty(command.duty), command.ordinal
    return row.uid


@handles(
    OrderMembers,
    action="member.order",
    needs=Permission.WRITE,
    sentence=N_("Đã đổi thứ tự {result} thành viên"),
)
def order_members(work: UnitOfWork, command: OrderMembers) -> int:
    """Gives the ranks of these places to them in the new order, and counts those that moved; Refused BOD-08, BOD-10."""
    rows = [open_place(work, uid) for uid in command.memberships]
    if len({(row.body, row.role) for row in rows}) > 1 or len({row.uid for row in rows}) < len(rows):
        raise NOT_TOGETHER()
    rank, moved = 0, 0
    for row, ordinal in zip(rows, sorted(row.ordinal for row in rows), strict=True):
        rank = max(ordinal, rank + 1)  # ranks given twice are told apart
        moved += row.ordinal != rank
        row.ordinal = rank
    return moved


@handles(SetRole, action="member.set_role", needs=Permission.WRITE, sentence=N_("Đã đổi vai trò thành viên {result}"))
def set_role(work: UnitOfWork, command: SetRole) -> str:
    """As ``change_member``, the role alone."""
    row = open_place(work, command.membership)
    return change_place(work, row, role=command.role, seat=row.seat).uid


@handles(
    MarkLeaving,
    action="member.leave",
    needs=Permission.WRITE,
    sentence=N_("Đã đánh dấu thành viên {result} sẽ thôi tham gia"),
)
def mark_leaving(work: UnitOfWork, command: MarkLeaving) -> str:
    """Marks a place in force; Refused BOD-04 for a planned one."""
    row = open_place(work, command.membership)
    if row.valid_from is None:
        raise NOT_IN_FORCE()
    row.leaving = True
    return row.uid


@handles(UnmarkLeaving, action="member.stay", needs=Permission.WRITE, sentence=N_("Thành viên {result} ở lại"))
def unmark_leaving(work: UnitOfWork, command: UnmarkLeaving) -> str:
    """Takes the mark back, with what was planned for the person in its stead."""
    row = open_place(work, command.membership)
    put_back(work, row)
    return row.uid


@handles(
    RemovePlannedMember,
    action="member.remove",
    needs=Permission.WRITE,
    sentence=N_("Đã bỏ thành viên dự kiến {result}"),
)
def remove_planned_member(work: UnitOfWork, command: RemovePlannedMember) -> str:
    """Drops a planned place; Refused BOD-05 for one in force."""
    row = open_place(work, command.membership)
    if row.valid_from is not None:
        raise IN_FORCE()
    work.remove(row)
    return row.uid


@handles(
    AssignDuty,
    action="member.set_duty",
    needs=Permission.WRITE,
    sentence=N_("Đã phân công nhiệm vụ cho thành viên {result}"),
)
def assign_duty(work: UnitOfWork, command: AssignDuty) -> str:
    """Gives a duty at once: it is stated by the assignment, not by the decision on membership."""
    row = open_place(work, command.membership)
    row.duty = _duty(command.duty)
    return row.uid


@handles(
    AssignSupporter,
    action="body.assign_supporter",
    needs=Permission.WRITE,
    sentence=N_("Đã cử người hỗ trợ tổ {command.team}"),
)
def assign_supporter(work: UnitOfWork, command: AssignSupporter) -> str:
    """Ends the former support yesterday and begins the new one today; Refused BOD-09 for a committee."""
    team = open_body(work, command.team)
    if team.kind not in (BodyKind.TEAM, BodyKind.COMMUNE_TEAM):
        raise NOT_A_TEAM(field="team")
    _support(work, team.uid, work.get(Person, command.person).uid if command.person else None)
    return team.uid


@handles(
    SpreadSupporters,
    action="body.spread_supporters",
    needs=Permission.WRITE,
    sentence=N_("Đã cử người hỗ trợ cho {result} tổ"),
)
def spread_supporters(work: UnitOfWork, _command: SpreadSupporters) -> int:
    """Covers every uncovered team as the findings suggest, and gives their number."""
    found = queries.bodies(work.session, on=work.today)
    committee = queries.committee(work.session, on=work.today)
    teams = [each for each in found if each.kind is BodyKind.TEAM]
    rule_set = queries.binding_rule_set(work.session, work.today)
    fixes = [finding.fix for finding in support_findings(teams, committee, rule_set, work.today) if finding.fix]
    for fix in fixes:
        _support(work, fix.values["team"], fix.values["person"])
    return len(fixes)


@handles(
    CreateTeamsForHamlets,
    action="body.create_teams",
    needs=Permission.WRITE,
    sentence=N_("Đã lập {result} tổ cho các thôn chưa có tổ"),
)
def create_teams_for_hamlets(work: UnitOfWork, command: CreateTeamsForHamlets) -> int:
    """Plans the missing teams and gives their number; hamlets that have one are passed over."""
    taken = {team.hamlet.uid for team in queries.bodies(work.session, kind=BodyKind.TEAM, on=work.today) if team.hamlet}
    wanted = [
        hamlet
        for hamlet in hamlets(work.session, on=work.today)
        if hamlet.uid not in taken and (not command.hamlets or hamlet.uid in command.hamlets)
    ]
    for hamlet in wanted:
        create_body(work, CreateBody(kind=BodyKind.TEAM, hamlet=hamlet.uid))
    return len(wanted)


@handles(EndBody, action="body.end", needs=Permission.WRITE, sentence=N_("Đã kết thúc ban hoặc tổ {result}"))
def end_body(work: UnitOfWork, command: EndBody) -> str:
    """Ends a body with all its places and its support; Refused BOD-06."""
    row = open_body(work, command.body)
    last_day = command.last_day or work.today
    if row.valid_from is not None and last_day < row.valid_from:
        raise ENDS_EARLY(field="last_day", day=show_day(last_day), start=show_day(row.valid_from))
    for place in open_memberships(work, row.uid):
        if place.valid_from is None:
            work.remove(place)
        else:
            place.valid_to, place.leaving = last_day, False
    _end_support(work, row.uid, last_day)
    if row.valid_from is None:
        work.remove(row)
    else:
        row.valid_to = last_day
    return row.uid


def _support(work: UnitOfWork, team: str, person: str | None) -> None:
    _end_support(work, team, work.today - timedelta(days=1))
    if person is not None:
        work.new(TeamSupport, team=team, person=person, valid_from=work.today, valid_to=None)
    work.session.flush()


def _end_support(work: UnitOfWork, team: str, last_day: date) -> None:
    """Support that would end before it began was a slip of the same day, and goes."""
    for row in work.session.scalars(
        select(TeamSupport).where(
            TeamSupport.team == team, TeamSupport.valid_to.is_(None), TeamSupport.deleted_at.is_(None)
        )
    ):
        if row.valid_from is not None and row.valid_from > last_day:
            work.remove(row)
        else:
            row.valid_to = last_day


def _usual_name(work: UnitOfWork, command: CreateBody) -> str:
    if command.kind is BodyKind.TEAM and command.hamlet:
        return team_name(work.session, command.hamlet, work.today)
    if command.kind is BodyKind.COMMITTEE:
        return committee_name(work.session, work.today)
    raise NAME_MISSING(field="name")


def _name(text: str) -> str:
    name = clean_line(text, field="name", limit=NAME_LIMIT, label=_("Tên gọi"))
    if not name:
        raise NAME_MISSING(field="name")
    return name


def _duty(text: str) -> str:
    return clean_line(text, field="duty", limit=DUTY_LIMIT, label=_("Nhiệm vụ"))
