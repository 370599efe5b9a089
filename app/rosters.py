"""The roster of all teams as a paper of its own, for rosters that no decision carries."""

from __future__ import annotations

from datetime import date

from app.documents.drafting import DraftDocument
from app.documents.queries import documents
from app.workspace import Workspace

ROSTER = "ds-to"


def roster_draft(workspace: Workspace, day: date) -> str:
    """The paper that lists all teams; an open one of the same day serves again, its lists are always those of today."""
    for paper in workspace.read(documents):
        if paper.template == ROSTER and not paper.is_frozen and paper.paper_date == day:
            return paper.uid
    uid: str = workspace.do(DraftDocument(template=ROSTER, day=day)).value
    return uid
