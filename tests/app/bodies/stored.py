"""Short ways to set up people, hamlets and signed decisions in a real store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.bodies import queries
from app.bodies.commands import AddMember, CreateBody
from app.bodies.effects import apply_decision
from app.bodies.views import BodyView
from app.kernel.commands import Permission, handles
from app.kernel.work import UnitOfWork
from app.offices.commands import AddHamlet
from app.people.commands import AddPerson, PersonInput, PostInput
from app.workspace import Workspace
from db.models import Document
from db.vocabulary import BodyKind, BodyRole, DocumentState, DocumentType, HamletKind, PostKind, ReplaceMode


@dataclass(frozen=True, kw_only=True)
class SignDecision:
    """A decision about bodies is signed, with nothing on its paper: the effects alone."""

    bodies: tuple[str, ...]
    issued_on: date
    mode: ReplaceMode | None = None


@handles(SignDecision, action="test.sign", needs=Permission.ISSUE, sentence="Signed {result}", undoable=True)
def sign_decision(work: UnitOfWork, command: SignDecision) -> str:
    row = work.new(
        Document,
        type=DocumentType.QD,
        template="",
        subject="Quyết định",
        content={},
        state=DocumentState.SIGNED,
        paper_date=None,
        series="",
        symbol="/QĐ-UBND",
        number=1,
        issued_on=command.issued_on,
        printed_at=None,
        replaces=None,
        replace_mode=command.mode,
        ended_on=None,
        end_reason="",
        frozen=None,
        frozen_sha256="",
        pdf_sha256="",
        scan_sha256="",
        no_scan_reason="",
    )
    work.session.flush()
    apply_decision(work, document=row.uid, issued_on=command.issued_on, bodies=command.bodies)
    return row.uid


def hamlet(workspace: Workspace, name: str, kind: HamletKind = HamletKind.THON) -> str:
    return str(workspace.do(AddHamlet(kind=kind, name=name)).value)


def person(workspace: Workspace, name: str, *posts: PostKind, at: str | None = None) -> str:
    inputs = tuple(PostInput(kind=kind, title=kind.value, hamlet=at) for kind in posts)
    return str(workspace.do(AddPerson(person=PersonInput(full_name=name), posts=inputs)).value)


def committee(workspace: Workspace) -> str:
    return str(workspace.do(CreateBody(kind=BodyKind.COMMITTEE)).value)


def add(
    workspace: Workspace, body: str, who: str, role: BodyRole = BodyRole.MEMBER, seat: PostKind | None = None
) -> str:
    return str(workspace.do(AddMember(body=body, person=who, role=role, seat=seat)).value)


def team_of_three(workspace: Workspace, name: str) -> str:
    """A planned team of a new hamlet, as the letter asks."""
    place = hamlet(workspace, name)
    body = str(workspace.do(CreateBody(kind=BodyKind.TEAM, hamlet=place)).value)
    add(
        workspace,
        body,
        person(workspace, f"Trưởng {name}", PostKind.HAMLET_HEAD, at=place),
        BodyRole.HEAD,
        PostKind.HAMLET_HEAD,
    )
    add(workspace, body, person(workspace, f"Đoàn {name}", PostKind.YOUTH_BRANCH, at=place), BodyRole.DEPUTY)
    add(workspace, body, person(workspace, f"Phụ nữ {name}", PostKind.WOMEN_BRANCH, at=place))
    return body


def seen(workspace: Workspace, uid: str) -> BodyView:
    found = workspace.read(queries.body, uid)
    assert found is not None
    return found


def names(workspace: Workspace, uid: str, day: date) -> list[str]:
    """Who belonged to the body on that day by signed decisions."""
    return [each.person.full_name for each in workspace.read(queries.members_on, uid, day)]
