"""What the part of added-up reports shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.days import show_day
from app.kernel.text import fold
from app.kernel.words import _
from app.overview.gathering import overview
from app.overview.heads import report_heads
from app.overview.periods import best_offer, kinds_offered, period_offers
from app.overview.views import Overview, PeriodOffer
from app.overview.workbook import overview_xlsx


@dataclass(frozen=True, kw_only=True)
class SumsSeen:
    """Kinds of report and periods to choose from, and the chosen ones added up."""

    kinds: tuple[tuple[str, str], ...]
    """(code, name)."""
    kind: str
    offers: tuple[PeriodOffer, ...]
    offer: PeriodOffer | None
    overview: Overview | None


def sums_seen(session: Any, code: str, key: str, day: date) -> SumsSeen:
    """Nothing chosen stands for the first kind that came, and the latest period for which a report came."""
    heads = report_heads(session)
    kinds = kinds_offered(session, heads)
    kind = next((each for each in kinds if each.code == code), kinds[0])
    offers = period_offers(session, kind.code, day, heads)
    offer = next((each for each in offers if each.key == key), None) or best_offer(offers)
    return SumsSeen(
        kinds=tuple((each.code, _(each.name)) for each in kinds),
        kind=kind.code,
        offers=tuple(offers),
        offer=offer,
        overview=overview(session, kind.code, offer.period, heads) if offer is not None else None,
    )


def sums_workbook(code: str, offer: PeriodOffer, session: Any) -> bytes:
    """The workbook of a kind and period, as they stand now."""
    return overview_xlsx(overview(session, code, offer.period))


def workbook_name(seen: Overview) -> str:
    """``tong-hop-thang-2022-04.xlsx``."""
    words = fold(f"tong hop {seen.definition} {seen.period.key}")
    return "-".join("".join(sign if sign.isalnum() else " " for sign in words).split()) + ".xlsx"


def offer_words(offer: PeriodOffer) -> str:
    """``tháng 4 năm 2022 (15/03–14/04) · 8 báo cáo``."""
    period = offer.period
    words = period.label
    if "/" not in period.key:
        words = f"{words} ({show_day(period.first)[:5]}–{show_day(period.last)[:5]})"
    return words + (" · " + _("{count} báo cáo").format(count=offer.reports) if offer.reports else "")
