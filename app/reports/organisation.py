"""Figures of what the other nouns keep without counting it themselves: papers issued, bodies, tasks, resources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.bodies.views import BodyView
from app.kernel.figures import Figure, FigureKind, Source, counted, summed
from app.kernel.words import _
from app.offices.queries import hamlets
from db.models import Document, IncomingLetter, Resource, Task
from db.vocabulary import BodyKind, DocumentType, ResourceKind, TaskState

GROUP = "organisation"


def figure_kinds(_session: Session) -> list[FigureKind]:
    """What can be counted here."""
    rows = (
        ("documents.issued", _("Văn bản về chuyển đổi số đã ban hành"), _("văn bản")),
        ("documents.decisions", _("Quyết định đã ban hành"), _("văn bản")),
        ("documents.plans", _("Kế hoạch đã ban hành"), _("văn bản")),
        ("letters.received", _("Văn bản đến về chuyển đổi số"), _("văn bản")),
        ("hamlets.count", _("Thôn, bản, tổ dân phố"), _("đơn vị")),
        ("teams.count", _("Tổ công nghệ số cộng đồng đang hoạt động"), _("tổ")),
        ("teams.members", _("Thành viên Tổ công nghệ số cộng đồng"), _("người")),
        ("committee.members", _("Thành viên Ban Chỉ đạo"), _("người")),
        ("tasks.done", _("Nhiệm vụ đã hoàn thành"), _("nhiệm vụ")),
        ("tasks.open", _("Nhiệm vụ đang thực hiện"), _("nhiệm vụ")),
        ("tasks.late", _("Nhiệm vụ quá hạn"), _("nhiệm vụ")),
        ("money.planned", _("Kinh phí dự kiến trong năm"), _("đồng")),
        ("money.used", _("Kinh phí đã sử dụng trong năm"), _("đồng")),
    )
    return [FigureKind(key=key, name=name, unit=unit, group=GROUP) for key, name, unit in rows]


def figures(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Papers and letters within the days; bodies and open tasks as they are on the last one; money of its year."""
    found = (
        *_papers(session, first, last),
        *_bodies(session, last),
        *_tasks(session, first, last),
        *_money(session, last.year),
    )
    return {figure.key: figure for figure in found}


def _papers(session: Session, first: date, last: date) -> Iterator[Figure]:
    """The report itself is no result of the work it tells of, nor is any other report."""
    issued = session.execute(
        select(Document.uid, Document.type).where(
            Document.deleted_at.is_(None),
            Document.issued_on >= first,
            Document.issued_on <= last,
            Document.type != DocumentType.BC,
        )
    ).all()
    for key, kinds in (
        ("documents.issued", frozenset(DocumentType)),
        ("documents.decisions", frozenset({DocumentType.QD})),
        ("documents.plans", frozenset({DocumentType.KH})),
    ):
        yield counted(key, (Source(noun="document", uid=uid) for uid, kind in issued if kind in kinds))
    letters = session.scalars(
        select(IncomingLetter.uid).where(
            IncomingLetter.deleted_at.is_(None), IncomingLetter.arrived_on >= first, IncomingLetter.arrived_on <= last
        )
    )
    yield counted("letters.received", (Source(noun="incoming_letter", uid=uid) for uid in letters))


def _bodies(session: Session, day: date) -> Iterator[Figure]:
    found = [view for view in bodies(session, on=day) if view.valid_from is not None and view.valid_from <= day]
    teams = [view for view in found if view.kind in (BodyKind.TEAM, BodyKind.COMMUNE_TEAM)]
    boards = [view for view in found if view.kind is BodyKind.COMMITTEE]
    yield counted("hamlets.count", (Source(noun="hamlet", uid=view.uid) for view in hamlets(session, on=day)))
    yield counted("teams.count", (Source(noun="body", uid=view.uid) for view in teams))
    yield _members("teams.members", teams, day)
    yield _members("committee.members", boards, day)


def _members(key: str, found: list[BodyView], day: date) -> Figure:
    """Each body is a source with its own number, so that a wrong sum leads to the team it comes from."""
    return summed(key, [(Source(noun="body", uid=view.uid), len(view.members_on(day))) for view in found])


def _tasks(session: Session, first: date, last: date) -> Iterator[Figure]:
    query = select(Task.uid, Task.state, Task.done_on, Task.due_on).where(
        Task.deleted_at.is_(None), Task.year <= last.year, Task.year >= first.year
    )
    rows = session.execute(query).all()
    open_ = [
        row for row in rows if row.state is not TaskState.NOT_APPLICABLE and not (row.done_on and row.done_on <= last)
    ]
    done = [row for row in rows if row.done_on is not None and first <= row.done_on <= last]
    late = [row for row in open_ if row.due_on is not None and row.due_on < last]
    for key, chosen in (("tasks.done", done), ("tasks.open", open_), ("tasks.late", late)):
        yield counted(key, (Source(noun="task", uid=row.uid) for row in chosen))


def _money(session: Session, year: int) -> Iterator[Figure]:
    rows = session.execute(
        select(Resource.uid, Resource.planned, Resource.used).where(
            Resource.deleted_at.is_(None), Resource.year == year, Resource.kind == ResourceKind.MONEY
        )
    ).all()
    yield summed("money.planned", [(Source(noun="resource", uid=row.uid), row.planned) for row in rows])
    yield summed("money.used", [(Source(noun="resource", uid=row.uid), row.used) for row in rows])
