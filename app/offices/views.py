"""What is shown of offices and hamlets: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import HamletKind, OfficeKind, OfficeRelation, Regime


@dataclass(frozen=True, kw_only=True)
class OfficeView:
    """An office as it was called on one day."""

    uid: str
    version_uid: str
    relation: OfficeRelation
    code: str
    kind: OfficeKind
    name: str
    province: str
    district: str
    place: str
    drafting_unit: str
    drafting_abbreviation: str
    route: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everything about the own office that a paper of one day needs."""

    day: date
    regime: Regime
    own: OfficeView
    superior: OfficeView | None


@dataclass(frozen=True, kw_only=True)
class HamletView:
    """A hamlet of the own commune."""

    uid: str
    kind: HamletKind
    name: str
    former_commune: str
    ordinal: int
    households: int | None
    note: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    label: str
    """Kind and name as printed in a sentence: "thôn Đồng Mậu"; the former commune in brackets where needed."""
