"""Two hamlets of the invented commune with a committee and two teams that keep every rule, all still planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.bodies import queries as bodies
from app.bodies.commands import AddMember, CreateBody, CreateTeamsForHamlets, SpreadSupporters
from app.documents.drafting import DraftDocument
from app.documents.issuing import Issued, IssueDocument
from app.documents.readiness import readiness
from app.kernel.findings import warnings
from app.offices.commands import AddHamlet, AddHamlets
from app.offices.queries import hamlets
from app.people.commands import AddPerson, PersonInput, PostInput
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole, Gender, HamletKind, PostKind

TODAY = date(2022, 4, 5)
COMMITTEE_DECISION, TEAM_DECISION = "qd-ban-chi-dao", "qd-to-cnsc"
_COMMITTEE = (
    (BodyRole.HEAD, PostKind.CHAIRMAN, "Chủ tịch UBND xã", "Lê Văn Mẫu"),
    (BodyRole.DEPUTY, PostKind.VICE_CHAIRMAN, "Phó Chủ tịch UBND xã", "Phạm Thị Thử"),
    (BodyRole.MEMBER, PostKind.FRONT_CHAIRMAN, "Chủ tịch UBMTTQ xã", "Trịnh Văn Giả"),
    (BodyRole.MEMBER, PostKind.YOUTH_UNION_SECRETARY, "Bí thư Đoàn xã", "Hà Minh Họa"),
    (BodyRole.MEMBER, PostKind.WOMEN_UNION_CHAIRMAN, "Chủ tịch Hội LHPN xã", "Vi Thị Ví Dụ"),
    (BodyRole.MEMBER, PostKind.FARMERS_UNION_CHAIRMAN, "Chủ tịch Hội Nông dân xã", "Lò Văn Tạm"),
    (BodyRole.MEMBER, PostKind.VETERANS_CHAIRMAN, "Chủ tịch Hội CCB xã", "Ngân Quang Nháp"),
    (BodyRole.MEMBER, PostKind.CIVIL_SERVANT, "Công chức Văn hóa - Xã hội", "Quách Thị Minh"),
)
_TEAM = (
    (BodyRole.HEAD, PostKind.HAMLET_HEAD, "Trưởng thôn"),
    (BodyRole.DEPUTY, PostKind.YOUTH_BRANCH, "Bí thư Chi đoàn"),
    (BodyRole.MEMBER, PostKind.WOMEN_BRANCH, "Chi hội trưởng Phụ nữ"),
)
_NAMES = (("Hà Văn Một", "Vi Thị Hai", "Lò Thị Ba"), ("Phạm Văn Tư", "Lục Thị Năm", "Quách Văn Sáu"))


@dataclass(frozen=True)
class Commune:
    """The open workspace and the uids a test speaks of."""

    workspace: Workspace
    committee: str
    teams: tuple[str, ...]
    people: dict[str, str]

    def draft(self, template: str = TEAM_DECISION, *, day: date = TODAY, **fields: object) -> str:
        """A paper composed from a template."""
        return str(self.workspace.do(DraftDocument(template=template, day=day, **fields)).value)

    def issue(self, document: str, *, on: date = TODAY, **fields: object) -> Issued:
        """Issues a paper, every warning confirmed."""
        found = self.workspace.read(readiness, document, on)
        given = {
            "no_scan_reason": "Chưa có máy quét",
            "reason": "Đã xem xét",
            "confirmed_warnings": tuple(each.code for each in warnings(found)),
        } | fields
        issued: Issued = self.workspace.do(IssueDocument(document=document, issued_on=on, **given)).value
        return issued

    def member(self, body: str, name: str) -> object:
        """The place of a person in a body."""
        view = self.workspace.read(bodies.body, body)
        return next(each for each in view.members if each.person.full_name == name)

    def add_person(self, name: str, *, kind: PostKind = PostKind.RESIDENT, title: str = "Người dân") -> str:
        """One more invented person."""
        return str(
            self.workspace.do(
                AddPerson(
                    person=PersonInput(full_name=name, birth_year=1990), posts=(PostInput(kind=kind, title=title),)
                )
            ).value
        )


def settle(workspace: Workspace) -> Commune:
    """Fills the workspace of an office with the commune."""
    workspace.do(
        AddHamlets(hamlets=tuple(AddHamlet(kind=HamletKind.THON, name=name) for name in ("Đồng Mậu", "Bản Ngà")))
    )
    people: dict[str, str] = {}
    committee = workspace.do(CreateBody(kind=BodyKind.COMMITTEE)).value
    for role, kind, title, name in _COMMITTEE:
        people[name] = _person(workspace, name, kind, title, None)
        workspace.do(AddMember(body=committee, person=people[name], role=role, seat=kind, duty="Phụ trách chung"))
    workspace.do(CreateTeamsForHamlets())
    places = workspace.read(hamlets, on=TODAY)
    for hamlet, names in zip(places, _NAMES, strict=True):
        team = workspace.read(bodies.team_of_hamlet, hamlet.uid)
        for (role, kind, title), name in zip(_TEAM, names, strict=True):
            people[name] = _person(workspace, name, kind, title, hamlet.uid)
            workspace.do(AddMember(body=team.uid, person=people[name], role=role, seat=kind))
    workspace.do(SpreadSupporters())
    teams = tuple(each.uid for each in workspace.read(bodies.bodies, kind=BodyKind.TEAM))
    return Commune(workspace, committee, teams, people)


def _person(workspace: Workspace, name: str, kind: PostKind, title: str, hamlet: str | None) -> str:
    gender = Gender.FEMALE if "Thị" in name else Gender.MALE
    return str(
        workspace.do(
            AddPerson(
                person=PersonInput(full_name=name, birth_year=1980, gender=gender),
                posts=(PostInput(kind=kind, title=title, hamlet=hamlet, valid_from=date(2020, 1, 1)),),
            )
        ).value
    )
