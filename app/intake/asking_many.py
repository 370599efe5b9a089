"""The same figures asked of several communes at once, in one step that one undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.intake.asking import AskForData, ask_for_data
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork

NOBODY_ASKED = refused("ASK-04", N_("Chưa chọn xã nào."), next_step=N_("Đánh dấu các xã cần báo cáo, hoặc chọn hết."))
NO_DAYS = refused(
    "ASK-05",
    N_("Chưa ghi đủ hai ngày đầu và cuối của kỳ số liệu."),
    next_step=N_("Ghi cả hai ngày theo dạng ngày/tháng/năm."),
)


@dataclass(frozen=True, kw_only=True)
class AskCommunes:
    """Communes are asked for named fields over a span of days."""

    target_offices: tuple[str, ...]
    title: str
    fields: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    due_on: date | None = None


@handles(
    AskCommunes,
    action="request.ask_many",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi yêu cầu số liệu cho {result} xã"),
)
def ask_communes(work: UnitOfWork, command: AskCommunes) -> int:
    """How many were asked; Refused ASK-01 to ASK-05, TXT-01."""
    if not command.target_offices:
        raise NOBODY_ASKED(field="target_offices")
    if command.first_day is None or command.last_day is None:
        raise NO_DAYS(field="first_day" if command.first_day is None else "last_day")
    for office in command.target_offices:
        ask_for_data(
            work,
            AskForData(
                target_office=office,
                title=command.title,
                fields=command.fields,
                first_day=command.first_day,
                last_day=command.last_day,
                due_on=command.due_on,
            ),
        )
    return len(command.target_offices)
