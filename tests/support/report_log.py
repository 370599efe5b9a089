"""A few entries of the log for reports, and a report made of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from app.documents.issuing import IssueDocument
from app.documents.readiness import readiness
from app.interchange.form import FORMAT, VERSION
from app.interchange.load import LoadData
from app.interchange.reading import parse
from app.kernel.findings import warnings
from app.reports.commands import PrepareReport
from app.reports.queries import report
from app.reports.views import ReportView
from app.workspace import Workspace

APRIL = "2022-04"
"""15/3 to 14/4/2022, the days an April report counts by decree 09/2019."""


def activity(number: int, held_on: str, **figures: Any) -> dict[str, Any]:
    """An entry about VNeID; a title among the figures is its title."""
    title = figures.pop("title", "")
    return {"uid": str(UUID(int=number)), "kind": "VNEID", "held_on": held_on, "figures": figures, "title": title}


def log(workspace: Workspace, *entries: dict[str, Any]) -> None:
    """Puts entries into the log."""
    data = {"format": FORMAT, "version": VERSION, "activities": list(entries)}
    workspace.do(LoadData(data=parse(json.dumps(data))))


def prepared(workspace: Workspace, code: str = "thang", period: str = APRIL, **more: Any) -> ReportView:
    """A report just made."""
    return seen(workspace, str(workspace.do(PrepareReport(definition=code, period=period, **more)).value))


def seen(workspace: Workspace, uid: str) -> ReportView:
    """A report as it is kept."""
    view = workspace.read(report, uid)
    assert view is not None
    return view


def signed(workspace: Workspace, view: ReportView, on: date) -> ReportView:
    """The report after its paper was signed on that day."""
    found = workspace.read(readiness, view.paper.uid, on)
    workspace.do(
        IssueDocument(
            document=view.paper.uid,
            issued_on=on,
            no_scan_reason="Chưa có máy quét",
            reason="Đã xem",
            confirmed_warnings=tuple(finding.code for finding in warnings(found)),
        )
    )
    return seen(workspace, view.uid)
