"""What the page of reports asks of the store, each answer in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.asked_above import Asked, asked_above
from app.kernel.figures import Figure, show_amount
from app.kernel.words import _
from app.reports.definitions import Definition, definition
from app.reports.facts import Fact
from app.reports.narrative import is_among
from app.reports.owing import Handing, Owed, ReportHead, head, heads, owed
from app.reports.queries import facts_of, facts_told, freshness, report, report_of_paper, wanted_keys
from app.reports.views import Freshness, ReportView


@dataclass(frozen=True, kw_only=True)
class ReportsSeen:
    """The list, and what is owed now."""

    heads: tuple[ReportHead, ...]
    owed: tuple[Owed, ...]
    asked: tuple[Asked, ...]
    """Requests from above, the most pressing first."""

    @property
    def answers(self) -> dict[str, Asked]:
        """Report -> the request that it answers."""
        return {each.request.report: each for each in self.asked if each.request.report}


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One indicator of a report as the table shows it."""

    uid: str
    """Key of the indicator."""
    fact: Fact
    is_changed: bool
    """Whether the log says otherwise than the report that was made from it."""

    @property
    def remark(self) -> str:
        """What a partial sum covers, and whether the log changed since."""
        words = [covered_words(self.fact.now)] if self.fact.now.missing else []
        words += [_("nhật ký đã thay đổi")] if self.is_changed else []
        return "; ".join(words)

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say: a number other than 0, or entries that lack one."""
        return any(figure.value or figure.missing for figure in (self.fact.now, self.fact.year, self.fact.previous))


@dataclass(frozen=True, kw_only=True)
class ReportSeen:
    """One report with its figures as the log has them now."""

    view: ReportView
    head: ReportHead
    kind: Definition
    rows: tuple[FactRow, ...]
    freshness: Freshness
    previous: ReportView | None
    asked: Asked | None
    """The request from above that it answers."""

    @property
    def is_open(self) -> bool:
        """Whether its words may still change."""
        return not self.view.is_issued

    @property
    def handing(self) -> Handing | None:
        """The duty it answers."""
        return self.head.handing

    @property
    def changed(self) -> int:
        """Indicators shown in the report whose figures the log no longer gives."""
        return sum(row.is_changed for row in self.rows)


def reports_seen(session: Any, day: date) -> ReportsSeen:
    """Every report, and those due now."""
    return ReportsSeen(
        heads=tuple(heads(session, day)), owed=tuple(owed(session, day)), asked=asked_above(session, day)
    )


def report_seen(session: Any, uid: str, day: date) -> ReportSeen | None:
    """One report by its own uid or by that of its paper; none when it is gone."""
    view = report(session, uid) or report_of_paper(session, uid)
    found = head(session, view.uid, day) if view is not None else None
    if view is None or found is None:
        return None
    kind = definition(view.definition)
    facts = facts_of(session, view)
    fresh = freshness(session, view, facts)
    wanted = wanted_keys(kind, view)
    return ReportSeen(
        view=view,
        head=found,
        kind=kind,
        rows=tuple(
            FactRow(uid=key, fact=fact, is_changed=key in fresh.changed)
            for key, fact in facts_told(view, facts).items()
            if is_among(key, wanted)
        ),
        freshness=fresh,
        previous=report(session, view.previous) if view.previous else None,
        asked=_asked(session, view, day) if view.request else None,
    )


def _asked(session: Any, view: ReportView, day: date) -> Asked | None:
    return next((each for each in asked_above(session, day) if each.uid == view.request), None)


def amount(figure: Figure) -> str:
    """A figure in a cell; words where there is none, never 0 for what is missing."""
    if figure.value is not None:
        return show_amount(figure.value)
    return _("chưa có") if figure.missing else "–"


def covered_words(figure: Figure) -> str:
    """How many entries gave the number: ``9/11 mục có số``."""
    return _("{covered}/{total} mục có số").format(covered=figure.covered, total=figure.covered + figure.missing)


def change_words(fact: Fact) -> str:
    """``+12``, ``-3``, ``0``; nothing where either figure is missing."""
    if fact.change is None:
        return ""
    return ("+" if fact.change > 0 else "-" if fact.change < 0 else "") + show_amount(abs(fact.change))
