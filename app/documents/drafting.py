"""Drafting: one command brings office, bodies, citations and signer together and composes a paper from a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies import queries as bodies
from app.bodies.views import BodyView
from app.documents.commands import CreateDocument, create_document
from app.documents.compose import compose
from app.documents.copy_kinds import CopyKind
from app.documents.queries import citations, document, view_of
from app.documents.templates import Template, template
from app.documents.views import DocumentView
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.offices.queries import hamlets, standing
from app.people.queries import holders_of, people_by_uid
from app.people.views import PersonView
from db.models import Document, DocumentEffect
from db.vocabulary import BodyKind, DocumentState, DocumentType, PostKind, ReplaceMode

NO_COMMITTEE = refused(
    "DRA-01",
    N_("Chưa có Ban Chỉ đạo nên chưa soạn được văn bản này."),
    next_step=N_("Vào trang Ban Chỉ đạo, lập ban và thêm thành viên trước."),
)
NO_TEAMS = refused(
    "DRA-02",
    N_("Chưa có Tổ công nghệ số nào cần quyết định."),
    next_step=N_("Vào trang Tổ công nghệ số, lập tổ cho từng thôn trước."),
)
NO_FORMER = refused(
    "DRA-03",
    N_("Chưa có quyết định đã ký nào để kiện toàn."),
    next_step=N_("Ban hành quyết định thành lập trước, hoặc soạn quyết định thành lập."),
)

RE_ORGANISING = "qd-kien-toan"


@dataclass(frozen=True, kw_only=True)
class DraftDocument:
    """A paper is composed from a template for a day; what it is about is found where it is not said."""

    template: str
    day: date
    bodies: tuple[str, ...] = ()
    former: str | None = None
    mode: ReplaceMode | None = None
    signer: str | None = None
    enclosures: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """Answers to the template's own questions."""


@handles(DraftDocument, action="document.draft", needs=Permission.WRITE, sentence=N_("Đã soạn một văn bản"))
def draft_document(work: UnitOfWork, command: DraftDocument) -> str:
    """Composes and keeps a draft; Refused DRA-01 to DRA-03 where what it is about does not exist yet."""
    uid: str = create_document(work, drafted(work, command))
    return uid


def drafted(work: UnitOfWork, command: DraftDocument) -> CreateDocument:
    """The composed paper, not yet kept; refuses as the command does."""
    kind, session = template(command.template), work.session
    committee, teams = _about(session, kind, command)
    former = _former(session, kind, command, committee, teams)
    enclosed = tuple(document(session, uid) for uid in command.enclosures) or _enclosures(session, kind)
    mode = command.mode or _usual_mode(former, committee, teams)
    composed = compose(
        kind,
        standing=standing(session, command.day),
        committee=committee,
        teams=teams,
        hamlets=hamlets(session, on=command.day),
        citations=citations(session),
        day=command.day,
        former=former,
        signer=_signer(session, kind, command),
        mode=mode,
        enclosures=enclosed,
        values=dict(command.values),
    )
    replaces = former.uid if former is not None and kind.code == RE_ORGANISING else None
    return CreateDocument(
        type=kind.type,
        template=kind.code,
        subject=composed.subject,
        content=composed.content,
        paper_date=command.day,
        symbol=composed.symbol,
        bodies=_decided(kind, committee, teams),
        replaces=replaces,
        replace_mode=mode if replaces else None,
    )


def _usual_mode(former: DocumentView | None, committee: BodyView | None, teams: Sequence[BodyView]) -> ReplaceMode:
    """A former decision on more bodies than are re-organised now is amended: replacing it would end the others."""
    now = {body.uid for body in teams} | ({committee.uid} if committee and not teams else set())
    return ReplaceMode.AMEND if former is not None and set(former.bodies) - now else ReplaceMode.REPLACE


def _about(session: Session, kind: Template, command: DraftDocument) -> tuple[BodyView | None, tuple[BodyView, ...]]:
    chosen = bodies.bodies_by_uid(session, command.bodies) if command.bodies else []
    committee = next((each for each in chosen if each.kind is BodyKind.COMMITTEE), None)
    teams = [each for each in chosen if each.kind is not BodyKind.COMMITTEE]
    if kind.about == "none":
        return bodies.committee(session), ()
    if kind.about in ("committee", "assignment"):
        committee = committee or bodies.committee(session)
        if committee is None:
            raise NO_COMMITTEE(field="template")
        return committee, tuple(_living_teams(session)) if kind.about == "assignment" else ()
    if kind.about == "committee_or_teams" and (committee is not None or (not teams and _committee_changes(session))):
        return committee or bodies.committee(session), ()
    return bodies.committee(session), _teams(session, teams, re_organised=kind.code == RE_ORGANISING)


def _teams(session: Session, chosen: Sequence[BodyView], *, re_organised: bool) -> tuple[BodyView, ...]:
    living = list(chosen) or _living_teams(session)
    changed = [each for each in living if _is_changed(each) or (each.has_unsigned_changes and not re_organised)]
    wanted = changed or living
    if not wanted:
        raise NO_TEAMS(field="template")
    return tuple(wanted)


def _living_teams(session: Session) -> list[BodyView]:
    return [each for each in bodies.bodies(session, kind=BodyKind.TEAM) if each.valid_to is None]


def _committee_changes(session: Session) -> bool:
    committee = bodies.committee(session)
    return committee is not None and _is_changed(committee)


def _is_changed(body: BodyView) -> bool:
    """Whether a body that a decision has set up is to change: one that is only planned is set up, not re-organised."""
    return body.valid_from is not None and body.has_unsigned_changes


def _decided(kind: Template, committee: BodyView | None, teams: Sequence[BodyView]) -> tuple[str, ...]:
    """The bodies whose composition or duties the paper states."""
    if kind.about == "none":
        return ()
    if kind.about in ("committee", "assignment"):
        return (committee.uid,) if committee else ()
    return tuple(each.uid for each in teams) or ((committee.uid,) if committee else ())


def _former(
    session: Session, kind: Template, command: DraftDocument, committee: BodyView | None, teams: Sequence[BodyView]
) -> DocumentView | None:
    if command.former is not None:
        return document(session, command.former)
    if kind.code != RE_ORGANISING and kind.about != "assignment":
        return None
    touched = [each.uid for each in teams] or ([committee.uid] if committee else [])
    found = _last_decision(session, touched)
    if found is None and kind.code == RE_ORGANISING:
        raise NO_FORMER(field="template")
    return found


def _last_decision(session: Session, touched: Sequence[str]) -> DocumentView | None:
    row = session.scalars(
        select(Document)
        .join(DocumentEffect, DocumentEffect.document == Document.uid)
        .where(
            DocumentEffect.body.in_(touched),
            DocumentEffect.deleted_at.is_(None),
            Document.deleted_at.is_(None),
            Document.state == DocumentState.SIGNED,
            Document.type == DocumentType.QD,
            Document.template != "qd-phan-cong",
        )
        .order_by(Document.issued_on.desc(), Document.uid.desc())
        .limit(1)
    ).first()
    return view_of(session, row) if row is not None else None


def _enclosures(session: Session, kind: Template) -> tuple[DocumentView, ...]:
    """A cover letter encloses the signed decisions on bodies and the plan, unless told otherwise."""
    if kind.type is not DocumentType.CV:
        return ()
    rows = session.scalars(
        select(Document)
        .where(
            Document.deleted_at.is_(None),
            Document.state == DocumentState.SIGNED,
            Document.type.in_((DocumentType.QD, DocumentType.KH)),
            Document.template.not_in(list(CopyKind)),
        )
        .order_by(Document.issued_on, Document.number)
    )
    return tuple(view_of(session, row) for row in rows)


def _signer(session: Session, kind: Template, command: DraftDocument) -> PersonView | None:
    if command.signer is not None:
        return people_by_uid(session, [command.signer]).get(command.signer)
    if kind.sign not in ("head", "collective"):
        return None
    holders = (
        each
        for each in holders_of(session, PostKind.CHAIRMAN)
        if any(post.kind is PostKind.CHAIRMAN for post in each.posts_on(command.day))
    )
    return next(holders, None)
