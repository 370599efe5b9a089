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

from sqlalchemy import Text, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from app.activities.counting import CORE, CORE_CODES, ENTRY_UNIT, figure_kinds_of, who_of
from app.activities.views import KindView
from app.kernel.figures import NOT_APPLICABLE, Amount, Figure, FigureKind
from app.partners.views import PartnerView
from db.models import Activity

_COLUMNS = ("figures", "forces", "partners")
"""What is counted of an entry beside its kind, in the order in which it is read."""


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
    session: Session,
    kinds: Sequence[KindView],
    partners: Sequence[PartnerView],
    first: date,
    last: date,
    keys: Sequence[str] = (),
) -> dict[str, Figure]:
    """Every figure of the log over these days, by key, without its sources; with ``keys`` these only."""
    found, who = _Sums(), who_of(kinds)
    for alike in _alike(session, first, last, _needs(keys)):
        found.add(alike, who)
    return {kind.key: found.figure(kind) for kind in _wanted(figure_kinds_of(kinds, partners), keys)}


def sums_by_hamlet(
    session: Session, kinds: Sequence[KindView], first: date, last: date, keys: Sequence[str] = ()
) -> dict[str | None, dict[str, Figure]]:
    """The same for each hamlet; None stands for what belongs to the whole commune."""
    found: dict[str | None, _Sums] = defaultdict(_Sums)
    who = who_of(kinds)
    for alike in _alike(session, first, last, _needs(keys) | {Activity.hamlet.key}):
        found[alike.hamlet].add(alike, who)
    wanted = _wanted(figure_kinds_of(kinds, ()), keys)
    return {hamlet: {kind.key: sums.figure(kind) for kind in wanted} for hamlet, sums in found.items()}


def _wanted(kinds: Sequence[FigureKind], keys: Sequence[str]) -> list[FigureKind]:
    return [kind for kind in kinds if not keys or kind.key in keys]


def _needs(keys: Sequence[str]) -> set[str]:
    """The columns of an entry that figures of these keys are counted from; all of them without keys."""
    if not keys:
        return set(_COLUMNS)
    needs: set[str] = set()
    for key in keys:
        if key.startswith("activity.force."):
            needs.add("forces")
        elif key.startswith(("activity.partner.", "activity.with_partner")):
            needs |= {"partners", "figures"}
        elif not key.endswith(".entries"):
            needs.add("figures")
    return needs


def _alike(session: Session, first: date, last: date, needs: set[str]) -> Iterator[_Alike]:
    """Living entries of these days, those with the same words in the columns needed together."""
    columns: list[Any] = [
        type_coerce(getattr(Activity, name), Text) if name in needs else literal_column("''") for name in _COLUMNS
    ]
    columns += [Activity.kind, Activity.hamlet if "hamlet" in needs else literal_column("NULL")]
    query = select(func.count(), *columns).where(
        Activity.held_on >= first, Activity.held_on <= last, Activity.deleted_at.is_(None)
    )
    for times, figures, forces, partners, kind, hamlet in session.execute(query.group_by(*columns)):
        yield _Alike(
            times=times,
            kind=kind or "",
            hamlet=hamlet,
            figures=json.loads(figures or "{}"),
            forces=json.loads(forces or "[]"),
            partners=json.loads(partners or "[]"),
        )


def _entry_keys(alike: _Alike) -> Iterator[str]:
    yield "activity.entries"
    yield f"activity.{alike.kind}.entries"
    yield from (f"activity.force.{force}" for force in alike.forces)
    if CORE_CODES.intersection(alike.forces):
        yield f"activity.force.{CORE}"
    if alike.partners:
        yield "activity.with_partner"
    yield from (f"activity.partner.{partner}.entries" for partner in alike.partners)
