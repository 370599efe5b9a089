"""Adding up what communes' reports say: pure, every sum with what it covers; a missing figure never becomes 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.figures import FigureKind
from app.kernel.text import fold
from app.overview.views import Part, SumLine

_UNITS_NOT_ADDED = frozenset({"%", "ngay", "ty le", "ti le"})
_NAMES_NOT_ADDED = ("ty le", "ti le", "binh quan", "trung binh")
_PARTNER = "activity.partner."
"""Figures of one commune's own partner: they mean nothing beside those of another commune."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One commune's counted report: its figures as they were sent, and what each of its keys means there."""

    office_uid: str
    office_name: str
    report: str
    figures: Mapping[str, Mapping[str, Any]]
    kinds: Mapping[str, FigureKind]


def adds_up(kind: FigureKind) -> bool:
    """Whether figures of several communes may be summed: counts and amounts, no shares, averages or days."""
    return fold(kind.unit).strip() not in _UNITS_NOT_ADDED and not fold(kind.name).startswith(_NAMES_NOT_ADDED)


def added_up(told: Sequence[Told], enrolled: Sequence[tuple[str, str]], keys: Iterable[str]) -> tuple[SumLine, ...]:
    """A line for each key; a key that means different things in two communes gives a line for each meaning.

    ``enrolled`` are (uid, name) of all communes. A commune in whose report a key does not stand gives no number to it.
    """
    lines = []
    for key in keys:
        if key.startswith(_PARTNER):
            continue
        meanings = {(kind.name, kind.unit): kind for one in told if (kind := one.kinds.get(key)) is not None}
        for kind in meanings.values():
            parts = [_part(one, key, kind) for one in told]
            lines.append(_line(kind, parts, enrolled))
    return tuple(lines)


def says_something(line: SumLine) -> bool:
    """Whether any commune has a number other than 0, or lacks entries it should have."""
    return any(part.value or part.year or part.missing for part in line.parts)


def _line(kind: FigureKind, parts: Sequence[Part], enrolled: Sequence[tuple[str, str]]) -> SumLine:
    gave = {part.office_uid for part in parts if part.value is not None}
    summing = adds_up(kind)
    return SumLine(
        key=kind.key,
        name=kind.name,
        unit=kind.unit,
        adds_up=summing,
        value=_sum(part.value for part in parts) if summing else None,
        year=_sum(part.year for part in parts) if summing else None,
        parts=tuple(parts),
        communes=len(enrolled),
        without=tuple(name for uid, name in enrolled if uid not in gave),
    )


def _part(one: Told, key: str, kind: FigureKind) -> Part:
    own = one.kinds.get(key)
    same = own is not None and (own.name, own.unit) == (kind.name, kind.unit)
    said = one.figures.get(key, {}) if same else {}
    return Part(
        office_uid=one.office_uid,
        office_name=one.office_name,
        report=one.report,
        value=_number(said.get("value")),
        year=_number(said.get("year")),
        covered=_number(said.get("covered")) or 0,
        missing=_number(said.get("missing")) or 0,
    )


def _number(value: object) -> int | None:
    """What came is somebody else's: only a whole number counts as one."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _sum(values: Iterable[int | None]) -> int | None:
    given = [value for value in values if value is not None]
    return sum(given) if given else None
