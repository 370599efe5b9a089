"""Invented duties and tasks of xã Mẫu Sơn for the tests of this room."""

from __future__ import annotations

from datetime import date

from app.duties.commands import AddTask, ConfirmDuty, DutyInput, TaskInput
from app.people.commands import AddPerson, PersonInput
from app.workspace import Workspace
from db.vocabulary import Cadence, DutyKind, PeriodScheme


def person(workspace: Workspace, name: str = "Lò Thị Thử") -> str:
    """Somebody who can be in charge."""
    uid: str = workspace.do(AddPerson(person=PersonInput(full_name=name))).value
    return uid


def monthly(**fields: object) -> DutyInput:
    """The monthly report before the 20th to the district."""
    given: dict[str, object] = {
        "title": "Báo cáo kết quả triển khai hằng tháng",
        "kind": DutyKind.REPORT,
        "cadence": Cadence.MONTHLY,
        "scheme": PeriodScheme.ND09,
        "due_day": 20,
        "receiver": "UBND huyện Triệu Sơn",
        "owner_words": "Công chức Văn hóa - Xã hội",
        "valid_from": date(2022, 3, 1),
    }
    return DutyInput(**(given | fields))  # type: ignore[arg-type]  # fields are those of the input


def confirm(workspace: Workspace, duty: DutyInput) -> str:
    """Keeps a duty and answers its uid."""
    uid: str = workspace.do(ConfirmDuty(duty=duty)).value
    return uid


def add_task(workspace: Workspace, title: str, year: int = 2022, **fields: object) -> str:
    """Keeps a task and answers its uid."""
    task = TaskInput(title=title, year=year, **fields)  # type: ignore[arg-type]  # fields are those of the input
    uid: str = workspace.do(AddTask(task=task)).value
    return uid
