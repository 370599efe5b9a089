"""Reports of communes are added up into a paper for the office further above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.documents.from_blocks import draft_from_blocks, put_blocks
from app.documents.queries import document
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.overview.gathering import overview
from app.overview.paper import written
from app.overview.periods import period_with
from app.overview.views import Overview
from app.reports.making import text_hash
from db.models import Document, Summary

TEMPLATE = "bc"
NOT_YET = refused(
    "SUM-11",
    N_("Kỳ {period} chưa bắt đầu: ngày đầu kỳ là {first}."),
    next_step=N_("Chọn kỳ đang diễn ra hoặc đã qua."),
)
NOTHING_CAME = refused(
    "SUM-12",
    N_("Chưa xã nào gửi “{name}” đã ký của {period}."),
    next_step=N_("Nhận gói của các xã trước, hoặc chọn kỳ khác."),
)
EDITED_BY_HAND = refused(
    "SUM-13",
    N_("Bản nháp báo cáo tổng hợp kỳ này đã được sửa tay."),
    next_step=N_("Mở bản nháp ở trang Văn bản để làm tiếp; muốn lập lại từ số liệu, hãy bỏ bản nháp đó trước."),
)


@dataclass(frozen=True, kw_only=True)
class PrepareSummary:
    """What communes reported for a period becomes a draft paper, with what it covers and who is lacking.

    A draft of the same period is written anew; one that is signed stays, and a further paper is made.
    """

    definition: str
    period: str
    first_day: date
    last_day: date


@handles(
    PrepareSummary,
    action="summary.prepare",
    needs=Permission.WRITE,
    sentence=N_("Đã lập báo cáo tổng hợp số liệu các xã từ {command.first_day} đến {command.last_day}"),
)
def prepare_summary(work: UnitOfWork, command: PrepareSummary) -> str:
    """The uid of the paper; Refused REP-01, SUM-11 to SUM-13."""
    period = period_with(command.definition, command.period, command.first_day, command.last_day)
    if period.first > work.today:
        raise NOT_YET(period=period.label, first=show_day(period.first))
    seen = overview(work.session, command.definition, period)
    if not seen.counted:
        raise NOTHING_CAME(name=seen.name, period=period.label)
    subject, blocks, annexes = written(work.session, seen, work.today)
    row = _draft(work, seen)
    if row is None:
        paper = draft_from_blocks(
            work, template=TEMPLATE, day=work.today, subject=subject, blocks=blocks, annexes=annexes
        )
        row = work.new(
            Summary,
            definition=seen.definition,
            period=period.key,
            first_day=period.first,
            last_day=period.last,
            document=paper,
            facts={},
            counted_at=work.now,
        )
    else:
        put_blocks(work, str(row.document), subject=subject, blocks=blocks, annexes=annexes)
    row.facts = _kept(work, seen, str(row.document))
    row.counted_at = work.now
    return str(row.document)


def _draft(work: UnitOfWork, seen: Overview) -> Summary | None:
    """The unsigned paper of this period, unless somebody wrote into it; Refused SUM-13 then."""
    row = work.session.scalars(
        select(Summary)
        .join(Document, Document.uid == Summary.document)
        .where(
            Summary.definition == seen.definition,
            Summary.first_day == seen.period.first,
            Summary.last_day == seen.period.last,
            Summary.deleted_at.is_(None),
            Document.deleted_at.is_(None),
            Document.issued_on.is_(None),
        )
    ).first()
    if row is not None and text_hash(document(work.session, str(row.document)).content) != row.facts.get("text"):
        raise EDITED_BY_HAND()
    return row


def _kept(work: UnitOfWork, seen: Overview, paper: str) -> dict[str, Any]:
    """Which reports were added up, in which form, and what each said: the sums can be retraced from this alone."""
    return {
        "text": text_hash(document(work.session, paper).content),
        "communes": [
            {
                "office_uid": each.office_uid,
                "name": each.office_name,
                "sent": str(each.sent),
                "report": each.report,
                "revision": each.revision,
                "came_on": each.came_on.isoformat() if each.came_on else None,
            }
            for each in seen.communes
        ],
        "figures": [
            {
                "key": line.key,
                "name": line.name,
                "unit": line.unit,
                "value": line.value,
                "year": line.year,
                "parts": {part.office_uid: [part.value, part.year] for part in line.parts},
            }
            for line in seen.lines
        ],
    }
