"""Questions about duties and tasks: what is due on a day, what a year holds, how far a model is answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.templates import template
from app.duties.schedule import SOON, due_view, instances
from app.duties.views import (
    DONE,
    Coverage,
    DueState,
    DueView,
    DutyStanding,
    DutyView,
    FulfilmentView,
    ModelItemView,
    ModelView,
    PackagePart,
    ResourceView,
    TaskView,
)
from app.kernel.problems import Refused
from db.models import Document, Duty, Fulfilment, ModelItem, Person, Resource, Task, WorkModel
from db.vocabulary import DocumentState, DutyState, TaskState

NEXT = 400
"""Days ahead in which a duty's next period is looked for: a year's report comes round within them."""


def duties(session: Session, *, letter: str | None = None, dropped: bool = False) -> list[DutyView]:
    """Duties by the day they began, or those of one letter in its order; dropped ones only when asked for."""
    query = select(Duty).where(Duty.deleted_at.is_(None))
    if letter is not None:
        query = query.where(Duty.letter == letter).order_by(Duty.sentence_at, Duty.uid)
    else:
        query = query.order_by(Duty.valid_from, Duty.uid)
    if not dropped:
        query = query.where(Duty.state != DutyState.DROPPED)
    rows = session.scalars(query).all()
    names = _names(session, (row.owner for row in rows))
    return [view_of(row, names.get(row.owner or "", "")) for row in rows]


def duty(session: Session, uid: str) -> DutyView | None:
    """One duty by uid, none when deleted."""
    row = session.get(Duty, uid)
    if row is None or row.deleted_at is not None:
        return None
    return view_of(row, _names(session, [row.owner]).get(row.owner or "", ""))


def due(
    session: Session, day: date, *, ahead: int = SOON, back: int | None = None, done: bool = False
) -> list[DueView]:
    """Periods due until ``ahead`` days from now, those late first; ``done`` adds what was handed over or waived.

    ``back`` limits how many days before today a last day may lie; without it everything since a duty began counts.
    """
    last = day + timedelta(days=ahead)
    found: list[DueView] = []
    kept = duties(session)
    handed = fulfilments(session, [view.uid for view in kept])
    for view in kept:
        first = view.valid_from if back is None else max(view.valid_from, day - timedelta(days=back))
        for instance in instances(view, first, last):
            one = due_view(view, instance, handed.get(view.uid, {}).get(instance.key), day)
            if one.is_open or done:
                found.append(one)
    return sorted(found, key=_by_last_day)


def standings(session: Session, day: date, *, letter: str | None = None, ahead: int = NEXT) -> list[DutyStanding]:
    """Every duty (or those of one letter) with its next open period: what a letter asks, and how it stands."""
    own: dict[str, list[DueView]] = defaultdict(list)
    for one in due(session, day, ahead=ahead, done=True):
        own[one.duty.uid].append(one)
    arisen = Counter(task.duty for task in tasks(session, open_only=True))
    return [
        DutyStanding(
            duty=view,
            next=next((one for one in own[view.uid] if one.is_open), None),
            late=sum(one.state is DueState.LATE for one in own[view.uid]),
            done=sum(one.state in DONE for one in own[view.uid]),
            tasks=arisen[view.uid],
        )
        for view in duties(session, letter=letter)
    ]


def package_of(session: Session, duty: str) -> list[PackagePart]:
    """The papers a duty wants together, each with the latest signed one of its template."""
    row = session.get(Duty, duty)
    codes = tuple(row.package or ()) if row is not None else ()
    query = select(Document).where(
        Document.deleted_at.is_(None), Document.state == DocumentState.SIGNED, Document.template.in_(codes)
    )
    signed: dict[str, Document] = {}
    for paper in session.scalars(query.order_by(Document.issued_on, Document.uid)) if codes else ():
        signed[paper.template] = paper
    return [
        PackagePart(
            code=code,
            name=_template_name(code),
            document=signed[code].uid if code in signed else None,
            symbol=signed[code].symbol if code in signed else "",
        )
        for code in codes
    ]


def fulfilments(session: Session, duties: Sequence[str]) -> dict[str, dict[str, FulfilmentView]]:
    """What was handed over, by duty and period."""
    found: dict[str, dict[str, FulfilmentView]] = defaultdict(dict)
    for start in range(0, len(duties), 500):
        query = select(Fulfilment).where(
            Fulfilment.duty.in_(duties[start : start + 500]), Fulfilment.deleted_at.is_(None)
        )
        for row in session.scalars(query):
            found[row.duty][row.period] = _fulfilment_view(row)
    return found


def tasks(session: Session, *, year: int | None = None, open_only: bool = False) -> list[TaskView]:
    """Tasks in their order, of one year or of all; ``open_only`` leaves out what is done or was carried over."""
    query = select(Task).where(Task.deleted_at.is_(None)).order_by(Task.year, Task.ordinal, Task.uid)
    if year is not None:
        query = query.where(Task.year == year)
    if open_only:
        query = query.where(Task.state.in_((TaskState.OPEN, TaskState.DOING)))
    rows = session.scalars(query).all()
    names = _names(session, (row.owner for row in rows))
    carried = _carried(session)
    views = [_task_view(row, names, carried) for row in rows]
    return [view for view in views if view.is_open] if open_only else views


def year_of_task(session: Session, uid: str) -> int | None:
    """The year of a task; none when it is gone."""
    row = session.get(Task, uid) if uid else None
    return None if row is None or row.deleted_at is not None else row.year


def tasks_due(session: Session, day: date, *, ahead: int = SOON) -> list[TaskView]:
    """Open tasks whose last day comes within so many days or has passed, the earliest first."""
    last = day + timedelta(days=ahead)
    found = [view for view in tasks(session, open_only=True) if view.due_on is not None and view.due_on <= last]
    return sorted(found, key=lambda view: (view.due_on or date.max, view.ordinal))


def years_of_tasks(session: Session) -> list[int]:
    """Years that have tasks or resources, the latest first."""
    found = set(session.scalars(select(Task.year).where(Task.deleted_at.is_(None)).distinct()))
    found |= set(session.scalars(select(Resource.year).where(Resource.deleted_at.is_(None)).distinct()))
    return sorted(found, reverse=True)


def resources_of(session: Session, year: int) -> list[ResourceView]:
    """Resources of a year: money first, then equipment and people, planned and used each a number or missing."""
    rows = session.scalars(select(Resource).where(Resource.year == year, Resource.deleted_at.is_(None))).all()
    titles = {view.uid: view.title for view in tasks(session, year=year)} if rows else {}
    views = [
        ResourceView(
            uid=row.uid,
            year=row.year,
            task=row.task,
            task_title=titles.get(row.task or "", ""),
            kind=row.kind,
            title=row.title,
            unit=row.unit,
            planned=row.planned,
            used=row.used,
            source=row.source,
        )
        for row in rows
    ]
    order = {kind: place for place, kind in enumerate(type(views[0].kind))} if views else {}
    return sorted(views, key=lambda view: (order[view.kind], view.title, view.uid))


def work_models(session: Session) -> list[ModelView]:
    """Models of tasks, the latest version of each first."""
    query = select(WorkModel).where(WorkModel.deleted_at.is_(None)).order_by(WorkModel.code, WorkModel.uid.desc())
    return [
        ModelView(
            uid=row.uid,
            code=row.code,
            version=row.version,
            title=row.title,
            source=row.source,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in session.scalars(query)
    ]


def coverage(session: Session, model: str, year: int) -> Coverage | None:
    """How far a year's tasks answer a version of a model; none where the model is gone."""
    kept = next((one for one in work_models(session) if one.uid == model), None)
    if kept is None:
        return None
    by_code: dict[str, list[TaskView]] = defaultdict(list)
    for task in tasks(session, year=year):
        by_code[task.model_code].append(task)
    query = select(ModelItem).where(ModelItem.model == model, ModelItem.deleted_at.is_(None))
    items = tuple(
        ModelItemView(
            uid=row.uid,
            code=row.code,
            group=row.group,
            title=row.title,
            ordinal=row.ordinal,
            left_out=row.left_out,
            tasks=tuple(by_code.get(row.code, ())),
        )
        for row in session.scalars(query.order_by(ModelItem.ordinal))
    )
    known = {item.code for item in items} | {""}
    return Coverage(
        model=kept,
        year=year,
        items=items,
        local=tuple(by_code.get("", ())),
        orphaned=tuple(task for code, found in by_code.items() if code not in known for task in found),
    )


def _template_name(code: str) -> str:
    """The name of a template in the list of templates; its code where a later version knows it no longer."""
    try:
        return template(code).name
    except Refused:
        return code


def _by_last_day(view: DueView) -> tuple[date, str, str]:
    waits = view.period.last if view.period else date.max
    return view.last_day or waits, view.duty.title, view.key


def _names(session: Session, uids: Iterable[str | None]) -> dict[str, str]:
    """Names of owners, without their posts: lists of duties are read often."""
    wanted = sorted({uid for uid in uids if uid})
    if not wanted:
        return {}
    query = select(Person.uid, Person.full_name).where(Person.uid.in_(wanted[:500]))
    return {row.uid: row.full_name for row in session.execute(query)}


def _carried(session: Session) -> dict[str, str]:
    query = select(Task.carried_from, Task.uid).where(Task.carried_from.is_not(None), Task.deleted_at.is_(None))
    return {former: uid for former, uid in session.execute(query) if former}


def _fulfilment_view(row: Fulfilment) -> FulfilmentView:
    return FulfilmentView(
        uid=row.uid,
        period=row.period,
        handed_over_at=row.handed_over_at,
        documents=tuple(row.package or ([row.document] if row.document else ())),
        proof_noun=row.proof_noun,
        proof=row.proof,
        waived=row.waived,
        note=row.note,
    )


def _task_view(row: Task, names: dict[str, str], carried: dict[str, str]) -> TaskView:
    return TaskView(
        uid=row.uid,
        title=row.title,
        detail=row.detail,
        year=row.year,
        group=row.group,
        ordinal=row.ordinal,
        state=row.state,
        due_on=row.due_on,
        owner=row.owner,
        owner_words=row.owner_words,
        owner_name=names.get(row.owner or "", "") or row.owner_words,
        duty=row.duty,
        plan=row.plan,
        model_code=row.model_code,
        carried_from=row.carried_from,
        carried_to=carried.get(row.uid),
        result=row.result,
        proof_noun=row.proof_noun,
        proof=row.proof,
        done_on=row.done_on,
        recheck_on=row.recheck_on,
    )


def view_of(row: Duty, owner_name: str = "") -> DutyView:
    """A duty as it is kept, with the owner as shown."""
    return DutyView(
        uid=row.uid,
        title=row.title,
        kind=row.kind,
        state=row.state,
        cadence=row.cadence,
        scheme_kind=row.scheme,
        cut_off_day=row.cut_off_day,
        due_day=row.due_day,
        due_month_offset=row.due_month_offset,
        due_on=row.due_on,
        exclusive=row.exclusive,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        letter=row.letter,
        sentence=row.sentence,
        sentence_at=row.sentence_at,
        code=row.code,
        source=row.source,
        addressee=row.addressee,
        receiver=row.receiver,
        via=row.via,
        condition=row.condition,
        report=row.report,
        package=tuple(row.package or ()),
        owner=row.owner,
        owner_words=row.owner_words,
        owner_name=owner_name or row.owner_words,
        note=row.note,
    )
