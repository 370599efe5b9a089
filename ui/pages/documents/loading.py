"""What the page asks of the store, each answer in one reading: the list, one paper with all it needs, its print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies.queries import bodies
from app.bodies.views import BodyView
from app.documents import queries
from app.documents.copy_kinds import copy_kind
from app.documents.inputs import DraftInputs, draft_day, draft_inputs
from app.documents.numbering import SeriesView
from app.documents.printing import as_of, pdf_of
from app.documents.readiness import readiness
from app.documents.texts import figures_of, members_of, roster_bodies
from app.documents.views import CitationView, DocumentView
from app.kernel.files import FileStore
from app.kernel.findings import Finding
from app.kernel.settings import read_setting
from app.offices.views import HamletView
from app.people.queries import people
from app.people.views import PersonView
from app.settings import LAW_NUMBERS
from app.vocabulary import BodyKind, DocumentState, DocumentType

OPEN_STATES = (DocumentState.DRAFT, DocumentState.PRINTED)


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a derived figure is made of: one line for each thing counted."""

    name: str
    figure: str
    lines: tuple[str, ...]
    page: str
    """Id of the page on which the things counted are kept, "" for none."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One paper with what its editor offers to choose from."""

    view: DocumentView
    citations: tuple[CitationView, ...]
    people: tuple[PersonView, ...]
    bodies: tuple[BodyView, ...]
    series: tuple[SeriesView, ...]
    decisions: tuple[DocumentView, ...]
    """Signed decisions in force that this one may replace or amend."""
    sources: tuple[Source, ...]
    law_numbers: bool
    """Whether laws are cited with their numbers."""
    former: DocumentView | None
    follower: DocumentView | None
    """The decision that took this one's place, or amends it."""

    @property
    def is_open(self) -> bool:
        """Whether the paper may still change."""
        return self.view.state in OPEN_STATES

    @property
    def figures(self) -> dict[str, str]:
        """Derived figures by name, as printed."""
        return {source.name: source.figure for source in self.sources}


@dataclass(frozen=True, kw_only=True)
class Printed:
    """How a paper prints now and what still stands against issuing it."""

    pdf: bytes
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]


def opened(session: Any, uid: str, today: date) -> Opened:
    """Everything the page shows of one paper; Refused KER-01 when it is gone."""
    view = queries.document(session, uid)
    others = [each for each in queries.documents(session) if each.uid != uid]
    own = [each for each in others if copy_kind(each.template) is None]
    decisions = [each for each in own if each.type is DocumentType.QD and each.state is DocumentState.SIGNED]
    return Opened(
        view=view,
        citations=tuple(queries.citations(session)),
        people=tuple(people(session)),
        bodies=tuple(each for each in bodies(session, on=view.paper_date or today) if each.valid_to is None),
        series=tuple(queries.all_series(session)),
        decisions=tuple(decisions),
        sources=_sources(session, view),
        law_numbers=read_setting(session, LAW_NUMBERS),
        former=next((each for each in others if each.uid == view.replaces), None),
        follower=next((each for each in own if each.replaces == uid and each.number is not None), None),
    )


def printed(session: Any, files: FileStore, uid: str, day: date) -> Printed:
    """The PDF and the findings of a paper that would be issued on that day."""
    view = queries.document(session, uid)
    return Printed(
        pdf=pdf_of(session, files, uid), findings=tuple(readiness(session, uid, day)), sources=_sources(session, view)
    )


def _sources(session: Any, view: DocumentView) -> tuple[Source, ...]:
    if view.state not in OPEN_STATES:
        return ()
    inputs = draft_inputs(session, view.uid, draft_day(view))
    figures = figures_of(view.content, inputs.context, inputs.hamlets, as_of=as_of(inputs))
    made_of = _made_of(inputs)
    return tuple(
        Source(
            name=name,
            figure=figure,
            lines=made_of[name][0] if name in made_of else (),
            page=made_of[name][1] if name in made_of else "",
        )
        for name, figure in figures.items()
    )


def _made_of(inputs: DraftInputs) -> dict[str, tuple[tuple[str, ...], str]]:
    day = as_of(inputs)
    teams = roster_bodies(inputs.document.content, inputs.context)
    committees = [body for body in inputs.context if body.kind is BodyKind.COMMITTEE]
    return {
        "teams": (tuple(_team_line(team, day) for team in teams), "teams"),
        "members": (tuple(_team_line(team, day) for team in teams), "teams"),
        "hamlets": (tuple(_hamlet_line(hamlet) for hamlet in inputs.hamlets), "offices"),
        "committee_members": (
            tuple(member.person.full_name for body in committees for member in members_of(body, day)),
            "committee",
        ),
    }


def _team_line(team: BodyView, day: date | None) -> str:
    place = team.hamlet.label if team.hamlet else team.name
    return f"{place}: {len(members_of(team, day))}"


def _hamlet_line(hamlet: HamletView) -> str:
    return hamlet.label
