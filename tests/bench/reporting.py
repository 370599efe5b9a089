"""A monthly report out of a log at full length, against a plain scan that sums the same figures and writes nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.kernel.periods import ND09, Period, period_from_key
from app.reports.commands import PrepareReport, RemoveReport
from app.workspace import Workspace
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds
from tests.bench.timing import in_turns

_DECEMBER = "2021-12"
"""The month for which most is counted: its year so far is a whole year."""
_YEAR = "2021"
_ROUNDS, _YEAR_ROUNDS = 7, 1
_SCAN = text(
    "SELECT kind, forces, j.key, sum(CASE j.type WHEN 'integer' THEN j.value END), sum(j.type = 'integer'),"
    " sum(j.type = 'null') FROM activity, json_each(activity.figures) AS j"
    " WHERE held_on BETWEEN :first AND :last AND deleted_at IS NULL GROUP BY 1, 2, 3"
)


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Makes the report (counted, told, listed, kept as a draft) and throws it away; the log must be there already."""
    with Workspace.open(folder, PASSWORD) as workspace:
        monthly, scan = in_turns(
            _ROUNDS, lambda: _report(workspace, "thang", _DECEMBER), lambda: workspace.read(_sums, _DECEMBER)
        )
        yearly, year_scan = in_turns(
            _YEAR_ROUNDS, lambda: _report(workspace, "nam", _YEAR), lambda: workspace.read(_sums, _YEAR)
        )
    entries = f"{sizes.log_entries:,} entries"
    return [
        Figure(
            measure=f"the monthly report of December made from {entries}",
            ours=monthly,
            show=milliseconds,
            against="three plain SQL scans that sum the same figures",
            baseline=scan,
            aim=1.0,
            absolute=True,
        ),
        Figure(
            measure=f"the report of a year with its charts made from {entries}",
            ours=yearly,
            show=milliseconds,
            against="three plain SQL scans that sum the same figures",
            baseline=year_scan,
        ),
    ]


def _report(workspace: Workspace, kind: str, period: str) -> None:
    made = workspace.do(PrepareReport(definition=kind, period=period))
    workspace.do(RemoveReport(report=str(made.value)))


def _sums(session: Session, key: str) -> int:
    """Own days, year so far and period before, each scanned once."""
    period = period_from_key(key, ND09)
    return sum(len(_scan(session, each)) for each in (period, period.year_so_far, period.previous))


def _scan(session: Session, period: Period) -> list[object]:
    return list(session.execute(_SCAN, {"first": period.first.isoformat(), "last": period.last.isoformat()}))
