"""Everything the page of duties shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.documents.queries import documents
from app.documents.views import DocumentView
from app.duties import queries
from app.duties.views import Coverage, DueView, DutyStanding, ResourceView, TaskView
from app.kernel.days import show_day
from app.people.queries import holders_of
from app.people.views import PersonView
from app.vocabulary import DocumentState, DocumentType, PostKind
from ui.widgets.search_combo import Choice

AHEAD, BACK = 62, 400
"""Days ahead shown as coming, days back over which what is settled may be shown."""
_OFFICIALS = (
    PostKind.CIVIL_SERVANT,
    PostKind.CHAIRMAN,
    PostKind.VICE_CHAIRMAN,
    PostKind.YOUTH_UNION_SECRETARY,
    PostKind.WOMEN_UNION_CHAIRMAN,
    PostKind.FARMERS_UNION_CHAIRMAN,
    PostKind.VETERANS_CHAIRMAN,
    PostKind.FRONT_CHAIRMAN,
    PostKind.PARTY_SECRETARY,
    PostKind.POLICE,
    PostKind.HEALTH,
)
"""Whose names are offered as being in charge; anybody else is typed."""


@dataclass(frozen=True, kw_only=True)
class DutiesSeen:
    """The page at one moment."""

    day: date
    year: int
    dues: tuple[DueView, ...]
    standings: tuple[DutyStanding, ...]
    tasks: tuple[TaskView, ...]
    resources: tuple[ResourceView, ...]
    years: tuple[int, ...]
    coverage: Coverage | None
    open_before: int
    """Tasks of earlier years that are still open and were not carried over."""
    draft_plan: str
    """Uid of an unsigned plan of this year; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class FulfilSeen:
    """What the form of handing over offers."""

    papers: tuple[DocumentView, ...]
    """Signed papers, newest first."""
    wanted: tuple[str, ...]
    """Uids of those the duty's package names."""
    missing: tuple[str, ...]
    """Names of papers of the package that are not signed yet."""


def duties_seen(session: Any, day: date, year: int) -> DutiesSeen:
    """Reads periods, duties, and the tasks and resources of a year."""
    tasks = tuple(queries.tasks(session))
    models = queries.work_models(session)
    return DutiesSeen(
        day=day,
        year=year,
        dues=tuple(queries.due(session, day, ahead=AHEAD, done=True)),
        standings=tuple(queries.standings(session, day)),
        tasks=tuple(task for task in tasks if task.year == year),
        resources=tuple(queries.resources_of(session, year)),
        years=tuple(sorted({day.year, day.year + 1, year, *queries.years_of_tasks(session)}, reverse=True)),
        coverage=queries.coverage(session, models[0].uid, year) if models else None,
        open_before=sum(task.is_open and task.year == year - 1 for task in tasks),
        draft_plan=_draft_plan(session, [task for task in tasks if task.year == year]),
    )


def owners(session: Any, day: date) -> list[Choice]:
    """Officials who may be in charge, each with the post held now."""
    found: dict[str, PersonView] = {}
    for kind in _OFFICIALS:
        found |= {person.uid: person for person in holders_of(session, kind)}
    return [Choice(person.uid, person.full_name, person.title_on(day)) for person in found.values()]


def fulfil_seen(session: Any, due: DueView, day: date) -> FulfilSeen:
    """Signed papers that may have been handed over, those of the package first."""
    parts = queries.package_of(session, due.duty.uid)
    wanted = tuple(part.document for part in parts if part.document is not None)
    signed = [paper for paper in documents(session) if paper.state is DocumentState.SIGNED]
    recent = [paper for paper in signed if paper.uid in wanted or _is_near(paper, day)]
    return FulfilSeen(
        papers=tuple(sorted(recent, key=lambda paper: paper.uid not in wanted)),
        wanted=wanted,
        missing=tuple(part.name for part in parts if part.document is None),
    )


def paper_words(paper: DocumentView) -> str:
    """Symbol, day and subject in one line."""
    return " · ".join(part for part in (paper.symbol, show_day(paper.issued_on), paper.subject) if part)


def _is_near(paper: DocumentView, day: date) -> bool:
    return paper.issued_on is not None and abs((day - paper.issued_on).days) <= BACK


def _draft_plan(session: Any, tasks: list[TaskView]) -> str:
    plans = {task.plan for task in tasks if task.plan}
    if not plans:
        return ""
    drafts = [
        paper.uid
        for paper in documents(session)
        if paper.type is DocumentType.KH and paper.uid in plans and paper.state is not DocumentState.SIGNED
    ]
    return drafts[0] if drafts else ""
