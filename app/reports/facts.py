"""Facts of a report: every figure for its own days, since the year began, and for the period before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.activities import queries as activities
from app.contacts import queries as contacts
from app.difficulties import queries as difficulties
from app.kernel.figures import Figure, FigureKind
from app.kernel.periods import Period
from app.outreach import queries as outreach
from app.reports import organisation

Figures = Callable[[Session, date, date], dict[str, Figure]]
_COUNTING: tuple[Figures, ...] = (
    organisation.figures,
    contacts.figures,
    outreach.figures,
    activities.figures,
    difficulties.figures,
)
_SUMMING: tuple[Figures, ...] = (
    organisation.figures,
    contacts.figures,
    outreach.figures,
    activities.sums,
    difficulties.figures,
)
"""The same figures; the log, which is long, without the entries behind them."""
_NAMING = (
    organisation.figure_kinds,
    contacts.figure_kinds,
    outreach.figure_kinds,
    activities.figure_kinds,
    difficulties.figure_kinds,
)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One indicator as a report tells it."""

    kind: FigureKind
    now: Figure
    year: Figure
    previous: Figure

    @property
    def change(self) -> int | None:
        """Difference to the period before; None where either is missing."""
        if self.now.value is None or self.previous.value is None:
            return None
        return self.now.value - self.previous.value


def all_kinds(session: Session) -> dict[str, FigureKind]:
    """Everything that can be counted, by key, in the order in which reports tell it."""
    return {kind.key: kind for naming in _NAMING for kind in naming(session)}


def count(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Every figure over days, both counted."""
    return {key: figure for counting in _COUNTING for key, figure in counting(session, first, last).items()}


def sums(session: Session, first: date, last: date, keys: Sequence[str] = ()) -> dict[str, Figure]:
    """Every figure over days, where nobody asks which entries it was counted from; long spans are counted fast.

    With ``keys`` at least these: nothing is read that none of them needs.
    """
    wanted = [
        partial(activities.sums, keys=keys) if summing is activities.sums else summing
        for summing, naming in zip(_SUMMING, _NAMING, strict=True)
        if not keys or any(kind.key in keys for kind in naming(session))
    ]
    return {key: figure for summing in wanted for key, figure in summing(session, first, last).items()}


def gather(session: Session, period: Period) -> dict[str, Fact]:
    """All facts of a period; an indicator without any record is there too, with figures that say so.

    Only the figures of the period itself tell their sources.
    """
    now = count(session, period.first, period.last)
    same = period.year_so_far.first == period.first
    year = _without_sources(now) if same else sums(session, period.year_so_far.first, period.last)
    previous = sums(session, period.previous.first, period.previous.last)
    return {
        key: Fact(kind=kind, now=_of(now, key), year=_of(year, key), previous=_of(previous, key))
        for key, kind in all_kinds(session).items()
    }


def kept(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Facts as they are kept beside a report: values, what they cover, and a hash of each list of sources."""
    return {
        key: {
            "value": fact.now.value,
            "covered": fact.now.covered,
            "missing": fact.now.missing,
            "sources": fact.now.sources_hash,
            "year": fact.year.value,
            "previous": fact.previous.value,
        }
        for key, fact in facts.items()
    }


def differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys whose figures or sources are no longer those that were kept."""
    return tuple(key for key in {**before, **now} if before.get(key) != now.get(key))


def _without_sources(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {key: replace(figure, sources=()) for key, figure in figures.items()}


def _of(figures: Mapping[str, Figure], key: str) -> Figure:
    return figures.get(key) or Figure(key=key, value=None)
