"""Figures of the log without their sources: for the year so far, the period before, and charts.

Entries that say the same are counted together by the store, so that a year of a hundred thousand entries takes a
moment; the figures are those of ``counting``, to the unit.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from app.activities.counting import CORE, CORE_CODES, ENTRY_UNIT, figure_kinds_of, who_of
from app.activities.views import KindView
from app.kernel.figures import NOT_APPLICABLE, Amount, Figure, FigureKind
from app.partners.views import PartnerView
from db.models import Activity


@dataclass(frozen=True, slots=True)
class _Alike:
    """So many entries of a place that say the same."""

    times: int
    kind: str
    hamlet: str | None
    figures: dict[str, Amount]
    forces: Sequence[str]
    partners: Sequence[str]


class _Sums:
    """Sums and counts by key."""

    def __init__(self) -> None:
        self._entries: Counter[str] = Counter()
        self._totals: Counter[str] = Counter()
        self._covered: Counter[str] = Counter()
        self._missing: Counter[str] = Counter()
        self._not_applicable: Counter[str] = Counter()

    def add(self, alike: _Alike, who: dict[str, dict[str, str]]) -> None:
        """Counts entries under every key they belong to."""
        for key in _entry_keys(alike):
            self._entries[key] += alike.times
        counted_here = who.get(alike.kind, {})
        for code, amount in alike.figures.items():
            self._count(f"activity.{alike.kind}.{code}", amount, alike.times)
            if code in counted_here:
                self._count(f"activity.all.{counted_here[code]}", amount, alike.times)
                for partner in alike.partners:
                    self._count(f"activity.partner.{partner}.{counted_here[code]}", amount, alike.times)

    def figure(self, kind: FigureKind) -> Figure:
        """The figure of a key; missing where no entry gave a number."""
        key = kind.key
        if kind.unit == ENTRY_UNIT:
            return Figure(key=key, value=self._entries[key], covered=self._entries[key])
        return Figure(
            key=key,
            value=self._totals[key] if self._covered[key] else None,
            covered=self._covered[key],
            missing=self._missing[key],
            not_applicable=self._not_applicable[key],
        )

    def _count(self, key: str, amount: Amount, times: int) -> None:
        if amount is None:
            self._missing[key] += times
        elif amount == NOT_APPLICABLE:
            self._not_applicable[key] += times
        else:
            self._covered[key] += times
            self._totals[key] += int(amount) * times


def sums_of(
    session: Session, kinds: Sequence[KindView], partners: Sequence[PartnerView], first: date, last: date
) -> dict[str, Figure]:
    """Every figure of the log over these days, by key, without its sources."""
    found, who = _Sums(), who_of(kinds)
    for alike in _alike(session, first, last, by_hamlet=False):
        found.add(alike, who)
    return {kind.key: found.figure(kind) for kind in figure_kinds_of(kinds, partners)}


def sums_by_hamlet(
    session: Session, kinds: Sequence[KindView], first: date, last: date
) -> dict[str | None, dict[str, Figure]]:
    """The same for each hamlet; None stands for what belongs to the whole commune."""
    found: dict[str | None, _Sums] = defaultdict(_Sums)
    who = who_of(kinds)
    for alike in _alike(session, first, last, by_hamlet=True):
        found[alike.hamlet].add(alike, who)
    wanted = figure_kinds_of(kinds, ())
    return {hamlet: {kind.key: sums.figure(kind) for kind in wanted} for hamlet, sums in found.items()}


def _alike(session: Session, first: date, last: date, *, by_hamlet: bool) -> Iterator[_Alike]:
    """Living entries of these days, those with the same words of figures, forces and partners together."""
    texts = [type_coerce(column, Text) for column in (Activity.figures, Activity.forces, Activity.partners)]
    columns = [Activity.kind, *texts, *([Activity.hamlet] if by_hamlet else [])]
    query = select(func.count(), *columns).where(
        Activity.held_on >= first, Activity.held_on <= last, Activity.deleted_at.is_(None)
    )
    for times, kind, figures, forces, partners, *place in session.execute(query.group_by(*columns)):
        yield _Alike(
            times=times,
            kind=kind or "",
            hamlet=place[0] if place else None,
            figures=_read(figures),
            forces=_read(forces),
            partners=_read(partners),
        )


def _read(text: str | None) -> Any:
    return json.loads(text or "null")


def _entry_keys(alike: _Alike) -> Iterator[str]:
    yield "activity.entries"
    yield f"activity.{alike.kind}.entries"
    yield from (f"activity.force.{force}" for force in alike.forces)
    if CORE_CODES.intersection(alike.forces):
        yield f"activity.force.{CORE}"
    if alike.partners:
        yield "activity.with_partner"
    yield from (f"activity.partner.{partner}.entries" for partner in alike.partners)
