"""Ad hoc requests: the office above names fields, days and a last day; the commune answers from what it has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import DataRequest, Document, OfficeKey, ReceivedRow, Report
from db.vocabulary import ABOVE

TITLE_LIMIT, FIELDS_LIMIT = 300, 200
NOTHING_ASKED = refused(
    "ASK-01",
    N_("Chưa ghi nội dung cần báo cáo."),
    next_step=N_("Ghi mỗi nội dung một dòng, ví dụ: Số Tổ đang hoạt động."),
)
NO_TITLE = refused("ASK-02", N_("Chưa ghi tên yêu cầu."), next_step=N_("Ghi ngắn gọn yêu cầu báo cáo về việc gì."))
DAYS_CROSSED = refused(
    "ASK-03", N_("Ngày cuối kỳ {last} sớm hơn ngày đầu kỳ {first}."), next_step=N_("Đổi lại hai ngày.")
)


@dataclass(frozen=True, kw_only=True)
class AskForData:
    """A commune is asked for named fields over a span of days."""

    target_office: str
    title: str
    fields: tuple[str, ...]
    first_day: date
    last_day: date
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """A request from above, as the commune sees it."""

    uid: str
    title: str
    fields: tuple[str, ...]
    first_day: date
    last_day: date
    due_on: date | None
    report: str
    """Uid of the report that answers it; empty while none does."""

    @property
    def period(self) -> str:
        """Key of the span of days asked about, as a report takes it."""
        return f"{self.first_day.isoformat()}/{self.last_day.isoformat()}"


@handles(AskForData, action="request.ask", needs=Permission.WRITE, sentence=N_("Đã ghi một yêu cầu báo cáo"))
def ask_for_data(work: UnitOfWork, command: AskForData) -> str:
    """The uid of the request; it goes down in the next package. Refused ASK-01 to ASK-03, TXT-01."""
    title = clean_line(command.title, field="title", limit=TITLE_LIMIT)
    if not title:
        raise NO_TITLE(field="title")
    fields = [clean_line(name, field="fields", limit=TITLE_LIMIT) for name in command.fields]
    wanted = list(dict.fromkeys(name for name in fields if name))[:FIELDS_LIMIT]
    if not wanted:
        raise NOTHING_ASKED(field="fields")
    if command.last_day < command.first_day:
        raise DAYS_CROSSED(field="last_day", first=show_day(command.first_day), last=show_day(command.last_day))
    return work.new(
        DataRequest,
        target_office=command.target_office,
        title=title,
        fields=wanted,
        first_day=command.first_day,
        last_day=command.last_day,
        due_on=command.due_on,
    ).uid


def requests_from_above(session: Session) -> list[RequestView]:
    """Requests that came down, the most pressing first; each with the report made for it, if one is."""
    above = select(OfficeKey.office_uid).where(OfficeKey.role == ABOVE)
    rows = session.scalars(
        select(ReceivedRow.payload).where(
            ReceivedRow.office_uid.in_(above),
            ReceivedRow.noun == DataRequest.__tablename__,
            ReceivedRow.problem == "",
        )
    ).all()
    answers = _answers(session) if rows else {}
    found = [_view(json.loads(payload), answers) for payload in rows]
    living = [view for view in found if view is not None]
    return sorted(living, key=lambda view: (view.due_on or date.max, view.uid))


def _answers(session: Session) -> dict[str, str]:
    """Request -> the report that answers it, the latest made; one whose draft was thrown away answers nothing."""
    query = (
        select(Report.request, Report.uid)
        .join(Document, Document.uid == Report.document)
        .where(Report.request != "", Report.deleted_at.is_(None), Document.deleted_at.is_(None))
        .order_by(Report.uid)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _view(row: dict[str, object], answers: dict[str, str]) -> RequestView | None:
    if row["deleted_at"] is not None:
        return None
    fields = row["fields"]
    due = row["due_on"]
    return RequestView(
        uid=str(row["uid"]),
        title=str(row["title"]),
        fields=tuple(str(name) for name in fields) if isinstance(fields, list) else (),
        first_day=date.fromisoformat(str(row["first_day"])),
        last_day=date.fromisoformat(str(row["last_day"])),
        due_on=date.fromisoformat(str(due)) if due else None,
        report=answers.get(str(row["uid"]), ""),
    )
