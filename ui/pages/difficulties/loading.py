"""Everything the page of difficulties shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.difficulties import queries
from app.difficulties.views import DifficultyView, ProposalView
from app.difficulties.wording import own_addressee, usual_addressee
from app.documents.queries import documents
from app.handled_above import HandledAbove, handled_above
from app.incoming.queries import letters
from app.kernel.days import show_day
from app.kernel.problems import Refused
from app.offices.queries import hamlets, standing
from app.people.queries import people, people_by_uid
from app.vocabulary import DocumentState
from ui.widgets.search_combo import Choice


@dataclass(frozen=True, kw_only=True)
class DifficultiesSeen:
    """The page at one moment."""

    day: date
    difficulties: tuple[DifficultyView, ...]
    proposals: tuple[ProposalView, ...]
    places: dict[str, str]
    """Hamlets by uid, as printed in a sentence."""
    hamlets: tuple[Choice, ...]
    """Hamlets of today."""
    addressee: str
    """The office above with its route; empty before it is set up."""
    own_addressee: str
    proposers: dict[str, str]
    letters: dict[str, str]
    """Letters that answer a difficulty, in one line each."""
    above: dict[str, HandledAbove]
    """What the office above does about a difficulty, by its uid."""


@dataclass(frozen=True, kw_only=True)
class ProposalChoices:
    """What the form of a proposal offers."""

    people: tuple[Choice, ...]
    papers: tuple[Choice, ...]


def difficulties_seen(session: Any, day: date) -> DifficultiesSeen:
    """Reads difficulties and proposals with the names they show."""
    found, proposed = tuple(queries.difficulties(session)), tuple(queries.proposals(session))
    every = hamlets(session)
    now = {view.uid for view in hamlets(session, on=day)}
    above, own = _addressees(session, day)
    named = people_by_uid(session, {view.by for view in proposed if view.by})
    answered = {view.answer_letter for view in found if view.answer_letter}
    return DifficultiesSeen(
        day=day,
        difficulties=found,
        proposals=proposed,
        places={view.uid: view.label for view in every},
        hamlets=tuple(Choice(view.uid, view.label) for view in every if view.uid in now),
        addressee=above,
        own_addressee=own,
        proposers={uid: person.full_name for uid, person in named.items()},
        letters={choice.value: choice.line for choice in letter_choices(session) if choice.value in answered},
        above=handled_above(session),
    )


def letter_choices(session: Any) -> list[Choice]:
    """Letters that came in, the latest first."""
    return [
        Choice(view.uid, " ".join(part for part in (view.symbol, show_day(view.issued_on)) if part), view.subject)
        for view in letters(session)
    ]


def proposal_choices(session: Any, day: date) -> ProposalChoices:
    """People and signed papers."""
    return ProposalChoices(
        people=tuple(Choice(person.uid, person.full_name, person.title_on(day)) for person in people(session)),
        papers=tuple(
            Choice(paper.uid, f"{paper.symbol} {show_day(paper.issued_on)}".strip(), paper.subject)
            for paper in documents(session)
            if paper.state is DocumentState.SIGNED
        ),
    )


def _addressees(session: Any, day: date) -> tuple[str, str]:
    try:
        place = standing(session, day)
    except Refused:
        return "", ""
    return usual_addressee(place), own_addressee(place)
