"""Rules about offices and hamlets: the regime of a day, and how names stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app import labels
from app.kernel.text import fold
from db.vocabulary import HamletKind, OfficeKind, Regime

TWO_TIERS_SINCE = date(2025, 7, 1)
"""Law 72/2025/QH15: the district level and the thị trấn ended on 30/6/2025."""

COMMUNE_KINDS = (OfficeKind.XA, OfficeKind.PHUONG, OfficeKind.THI_TRAN, OfficeKind.DAC_KHU)
DISTRICT_KINDS = (OfficeKind.HUYEN, OfficeKind.THI_XA, OfficeKind.QUAN)


def regime_on(day: date) -> Regime:
    """Tiers of government on the day of a paper, whatever day the program was installed."""
    return Regime.TWO_TIER if day >= TWO_TIERS_SINCE else Regime.THREE_TIER


def kind_exists(kind: OfficeKind, regime: Regime) -> bool:
    """Whether that kind of unit exists under the regime."""
    ended = {OfficeKind.THI_TRAN, *DISTRICT_KINDS}
    return regime is Regime.THREE_TIER or kind not in ended


def hamlet_label(kind: HamletKind, name: str, former_commune: str, *, needs_commune: bool) -> str:
    """ "thôn Đồng Mậu", or "thôn 1 (xã Hà Long cũ)" where the name alone would not tell two hamlets apart."""
    label = f"{labels.hamlet_kind(kind)} {name}"
    return f"{label} ({former_commune})" if needs_commune and former_commune else label


def ambiguous_names(hamlets: Iterable[tuple[HamletKind, str]]) -> set[tuple[HamletKind, str]]:
    """Kind and folded name of hamlets that occur more than once."""
    seen: set[tuple[HamletKind, str]] = set()
    twice: set[tuple[HamletKind, str]] = set()
    for kind, name in hamlets:
        key = (kind, fold(name))
        (twice if key in seen else seen).add(key)
    return twice
