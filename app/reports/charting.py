"""Charts of reports: figures by month of the year so far, or by hamlet; the same in window and paper."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.activities import queries as activities
from app.documents.content import Block, ChartBlock, ChartLine
from app.kernel.periods import Period, period_of
from app.offices.queries import hamlets
from app.reports.definitions import ChartWish, Section
from app.reports.facts import all_kinds, sums
from db.vocabulary import Cadence


def chart_blocks(session: Session, section: Section, period: Period) -> Sequence[Block]:
    """The chart a section wishes for; nothing where there is no figure to show."""
    wish = section.chart
    if wish is None:
        return ()
    made = by_month(session, wish, period) if wish.by == "month" else by_hamlet(session, wish, period)
    return (made,) if any(value for line in made.lines for value in line.values) else ()


def by_month(session: Session, wish: ChartWish, period: Period) -> ChartBlock:
    """One column for each month from the year's beginning to the period's last, in the period's own scheme."""
    months = months_so_far(period)
    found = [sums(session, month.first, month.last, wish.keys) for month in months]
    kinds = all_kinds(session)
    return ChartBlock(
        title=wish.title,
        labels=tuple(f"T{month.last_month.number}" for month in months),
        lines=tuple(
            ChartLine(
                name=kinds[key].name,
                values=tuple(each[key].value if key in each else None for each in found),
            )
            for key in wish.keys
        ),
    )


def by_hamlet(session: Session, wish: ChartWish, period: Period) -> ChartBlock:
    """One row for each hamlet; one that was never entered for the days has no bar."""
    places = hamlets(session, on=period.last)
    kinds = all_kinds(session)
    found = activities.sums_by_hamlet(session, activities.kinds(session), period.first, period.last, keys=wish.keys)
    return ChartBlock(
        title=wish.title,
        labels=tuple(place.label for place in places),
        lines=tuple(
            ChartLine(
                name=kinds[key].name,
                values=tuple(found[place.uid][key].value if place.uid in found else None for place in places),
            )
            for key in wish.keys
        ),
        by_place=True,
    )


def months_so_far(period: Period) -> list[Period]:
    """The months of the period's year up to its last one."""
    last = period_of(period.last, Cadence.MONTHLY, period.scheme)
    return [each for each in _year_of(last) if each.last <= last.last]


def _year_of(last: Period) -> Sequence[Period]:
    return period_of(last.last, Cadence.YEARLY, last.scheme).months
