"""Charts of reports: figures by month of the year so far, or by hamlet; the same in window and paper."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.documents.content import Block
from app.kernel.periods import Period
from app.reports.definitions import Section


def chart_blocks(_session: Session, _section: Section, _period: Period) -> Sequence[Block]:
    """The chart a section wishes for; nothing where there is no figure to show."""
    return ()
