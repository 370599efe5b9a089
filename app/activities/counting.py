"""Figures of the log: sums over entries by kind, force and partner, each with its sources; units are never mixed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from app.activities.kinds import forces
from app.activities.views import ForceShare, KindView, PartnerLine
from app.kernel.figures import Amount, Figure, FigureKind, Source, counted, summed
from app.kernel.words import N_, _
from app.partners.views import PartnerView
from db.models import Activity

WHO = {
    "citizens": (N_("Người dân được hướng dẫn, hỗ trợ (cộng theo từng buổi)"), "người"),
    "households": (N_("Hộ được hướng dẫn, hỗ trợ (cộng theo từng buổi)"), "hộ"),
    "business_households": (N_("Hộ kinh doanh được hỗ trợ (cộng theo từng buổi)"), "hộ kinh doanh"),
    "enterprises": (N_("Doanh nghiệp được hỗ trợ (cộng theo từng buổi)"), "doanh nghiệp"),
}
"""Whom an indicator counts -> words and unit of the sum over all kinds."""
_KNOWN = 20_000
"""Texts of figures kept while entries are counted."""
ENTRY_UNIT = "hoạt động"
CORE = "core"


@dataclass(frozen=True, slots=True)
class Entry:
    """What counting needs of an entry."""

    source: Source
    alike: tuple[str, ...]
    """The same for entries that say the same."""
    kind: str
    hamlet: str | None
    figures: dict[str, Amount]
    forces: Sequence[str]
    partners: Sequence[str]


def entries(session: Session, first: date, last: date) -> Iterator[Entry]:
    """Living entries of these days, both counted; only the columns that count are read."""
    as_text = [type_coerce(column, Text) for column in (Activity.figures, Activity.forces, Activity.partners)]
    columns: list[Any] = [Activity.uid, Activity.kind, Activity.hamlet, *as_text]
    query = select(*columns).where(Activity.held_on >= first, Activity.held_on <= last, Activity.deleted_at.is_(None))
    read = lru_cache(_KNOWN)(json.loads)  # many entries say the same: each text is read once
    for uid, kind, hamlet, figures, took_part, partners in session.execute(query):
        source = Source(noun="activity", uid=uid)
        yield Entry(
            source, (kind, figures, took_part, partners), kind, hamlet, read(figures), read(took_part), read(partners)
        )


_Places: TypeAlias = tuple[list[list[Source]], list[tuple[list[tuple[Source, Amount]], Amount]]]


class _Tally:
    """Amounts and entries by key, turned into figures at the end."""

    def __init__(self) -> None:
        self.amounts: dict[str, list[tuple[Source, Amount]]] = defaultdict(list)
        self.sources: dict[str, list[Source]] = defaultdict(list)
        self._places: dict[tuple[str, ...], _Places] = {}

    def add(self, entry: Entry, who: dict[str, dict[str, str]]) -> None:
        """Puts the entry under every key it counts for; ``who`` is the same for all entries."""
        places = self._places.get(entry.alike)
        if places is None:
            if len(self._places) >= _KNOWN:
                self._places.clear()
            places = self._places[entry.alike] = self._places_of(entry, who.get(entry.kind, {}))
        listed, amounts = places
        source = entry.source
        for sources in listed:
            sources.append(source)
        for told, amount in amounts:
            told.append((source, amount))

    def _places_of(self, entry: Entry, counted_here: dict[str, str]) -> _Places:
        """Where entries that say this are kept: lists of sources, and lists of amounts with the amount."""
        keys = ["activity.entries", f"activity.{entry.kind}.entries"]
        keys += [f"activity.force.{force}" for force in entry.forces]
        keys += [f"activity.force.{CORE}"] if CORE_CODES.intersection(entry.forces) else []
        keys += ["activity.with_partner"] if entry.partners else []
        keys += [f"activity.partner.{partner}.entries" for partner in entry.partners]
        amounts = []
        for code, amount in entry.figures.items():
            amounts.append((self.amounts[f"activity.{entry.kind}.{code}"], amount))
            if code in counted_here:
                groups = ["all", *(f"partner.{partner}" for partner in entry.partners)]
                amounts += [(self.amounts[f"activity.{group}.{counted_here[code]}"], amount) for group in groups]
        return [self.sources[key] for key in keys], amounts

    def figure(self, kind: FigureKind) -> Figure:
        if kind.unit == ENTRY_UNIT:
            return counted(kind.key, self.sources.get(kind.key, ()))
        return summed(kind.key, self.amounts.get(kind.key, ()))


CORE_CODES = {force.code for force in forces() if force.core}
"""Forces of which one taking part makes an entry count for the core force."""


def figures_of(
    session: Session, kinds: Sequence[KindView], partners: Sequence[PartnerView], first: date, last: date
) -> dict[str, Figure]:
    """Every figure of the log over these days, by key."""
    tally, who = _Tally(), who_of(kinds)
    for entry in entries(session, first, last):
        tally.add(entry, who)
    return {kind.key: tally.figure(kind) for kind in figure_kinds_of(kinds, partners)}


def figure_kinds_of(kinds: Sequence[KindView], partners: Sequence[PartnerView]) -> list[FigureKind]:
    """Words and unit of every figure."""
    found = [FigureKind(key="activity.entries", name=_("Hoạt động đã thực hiện"), unit=ENTRY_UNIT, group="support")]
    found += [
        FigureKind(key=f"activity.all.{who}", name=_(name), unit=unit, group="support")
        for who, (name, unit) in WHO.items()
    ]
    for kind in kinds:
        found.append(
            FigureKind(key=f"activity.{kind.code}.entries", name=_(kind.name), unit=ENTRY_UNIT, group=kind.group)
        )
        found += [
            FigureKind(
                key=f"activity.{kind.code}.{one.code}",
                name=f"{_(kind.name)}: {_(one.name)}",
                unit=one.unit,
                group=kind.group,
            )
            for one in kind.indicators
        ]
    return found + _force_kinds() + _partner_kinds(partners)


def force_shares(session: Session, first: date, last: date) -> list[ForceShare]:
    """In how many entries each force took part (letter: the Youth Union and the teams as core force)."""
    tally, everything = _Tally(), 0
    for entry in entries(session, first, last):
        tally.add(entry, {})
        everything += 1
    return [
        ForceShare(
            force=force,
            entries=counted(f"activity.force.{force.code}", tally.sources.get(f"activity.force.{force.code}", ())),
            of=everything,
        )
        for force in forces()
    ]


def by_partner(session: Session, kinds: Sequence[KindView], first: date, last: date) -> list[PartnerLine]:
    """Kinds of activity by partner, with people, households, household businesses and firms each by themselves."""
    who = who_of(kinds)
    sources: dict[tuple[str, str], list[Source]] = defaultdict(list)
    amounts: dict[tuple[str, str, str], list[tuple[Source, Amount]]] = defaultdict(list)
    for entry in entries(session, first, last):
        for partner in entry.partners:
            sources[partner, entry.kind].append(entry.source)
            for code, group in who.get(entry.kind, {}).items():
                if code in entry.figures:
                    amounts[partner, entry.kind, group].append((entry.source, entry.figures[code]))
    order = [kind.code for kind in kinds]
    return [
        PartnerLine(
            partner=partner,
            kind=kind,
            entries=counted(f"activity.partner.{partner}.{kind}.entries", sources[partner, kind]),
            counts={
                group: summed(f"activity.partner.{partner}.{kind}.{group}", amounts[partner, kind, group])
                for group in WHO
                if (partner, kind, group) in amounts
            },
        )
        for partner, kind in sorted(
            sources, key=lambda pair: (pair[0], order.index(pair[1]) if pair[1] in order else len(order))
        )
    ]


def by_hamlet(
    session: Session, kinds: Sequence[KindView], first: date, last: date
) -> dict[str | None, dict[str, Figure]]:
    """The figures of kinds for each hamlet; None stands for what belongs to the whole commune."""
    tallies: dict[str | None, _Tally] = defaultdict(_Tally)
    who = who_of(kinds)
    for entry in entries(session, first, last):
        tallies[entry.hamlet].add(entry, who)
    wanted = figure_kinds_of(kinds, ())
    return {hamlet: {kind.key: tally.figure(kind) for kind in wanted} for hamlet, tally in tallies.items()}


def who_of(kinds: Sequence[KindView]) -> dict[str, dict[str, str]]:
    """Kind -> indicator -> whom it counts, for indicators that count somebody."""
    return {kind.code: {one.code: one.who for one in kind.indicators if one.who} for kind in kinds}


def _force_kinds() -> list[FigureKind]:
    words = _("Hoạt động có {force} tham gia")
    named: list[tuple[str, Any]] = [(CORE, _("lực lượng nòng cốt (Đoàn Thanh niên, Tổ công nghệ số)"))]
    named += [(force.code, _(force.name)) for force in forces()]
    return [
        FigureKind(key=f"activity.force.{code}", name=words.format(force=name), unit=ENTRY_UNIT, group="organisation")
        for code, name in named
    ]


def _partner_kinds(partners: Sequence[PartnerView]) -> list[FigureKind]:
    found = [
        FigureKind(
            key="activity.with_partner", name=_("Hoạt động có đối tác phối hợp"), unit=ENTRY_UNIT, group="support"
        )
    ]
    for partner in partners:
        start = f"activity.partner.{partner.uid}"
        words = _("Phối hợp với {partner}").format(partner=partner.name)
        found.append(FigureKind(key=f"{start}.entries", name=words, unit=ENTRY_UNIT, group="support"))
        found += [
            FigureKind(key=f"{start}.{who}", name=f"{words}: {_(name).lower()}", unit=unit, group="support")
            for who, (name, unit) in WHO.items()
        ]
    return found
