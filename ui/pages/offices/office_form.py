"""The fields that say who an office is; the first run and the editor of the page ask for the same things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import labels
from app.kernel.text import fold
from app.kernel.words import _
from app.offices.rules import COMMUNE_KINDS, DISTRICT_KINDS, TWO_TIERS_SINCE, kind_exists, regime_on
from app.vocabulary import OfficeKind, OfficeRelation, Regime
from ui.widgets.search_combo import Choice

CITIES = ("ha noi", "hai phong", "da nang", "can tho", "hue", "ho chi minh")
"""Provinces that are cities under the centre (Luật 72/2025/QH15, resolution 202/2025/QH15)."""


def kind_choices(relation: OfficeRelation, day: date) -> list[Choice]:
    """The kinds of unit an office of this relation could be on a day."""
    regime = regime_on(day)
    kinds: Sequence[OfficeKind] = COMMUNE_KINDS
    if relation is OfficeRelation.SUPERIOR:
        below = () if regime is Regime.TWO_TIER else DISTRICT_KINDS
        kinds = (*below, OfficeKind.THANH_PHO, OfficeKind.TINH)
    return [Choice(kind, labels.office_kind(kind)) for kind in kinds if kind_exists(kind, regime)]


def first_day(today: date) -> date:
    """Since when an office set up today is taken to bear its name, unless the person says otherwise."""
    return TWO_TIERS_SINCE if today >= TWO_TIERS_SINCE else date(today.year, 1, 1)


def kind_of_province(name: str) -> OfficeKind:
    """Whether a province is a city under the centre."""
    return OfficeKind.THANH_PHO if fold(name) in CITIES else OfficeKind.TINH


def route_by_default(day: date) -> str:
    """The adviser of the office above through which papers on the digital transformation go."""
    return _two(day, "Sở Khoa học và Công nghệ", "Phòng Văn hóa và Thông tin")


def unit_by_default(day: date) -> str:
    """The unit of a commune that drafts its papers on culture and the digital transformation."""
    return _two(day, "Phòng Văn hóa - Xã hội", "Công chức Văn hóa - Xã hội")


def two_tiers(day: date) -> bool:
    """Whether the province stands directly above the commune on that day."""
    return regime_on(day) is Regime.TWO_TIER


def explain(day: date) -> str:
    """What the day means for the office above, in a sentence."""
    if two_tiers(day):
        return _("Chính quyền hai cấp: cấp trên trực tiếp là tỉnh hoặc thành phố.")
    return _("Chính quyền ba cấp: cấp trên trực tiếp là huyện, thị xã, quận hoặc thành phố.")


def _two(day: date, two_tier: str, three_tier: str) -> str:
    return two_tier if two_tiers(day) else three_tier
