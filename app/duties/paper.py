"""Sheets about tasks for a meeting or a superior's visit: tasks by civil servant and unit, with how each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.documents.office_style import style_of
from app.documents.values import values_for
from app.duties.queries import tasks
from app.duties.views import TaskView
from app.duties.wording import on_paper, task_standing
from app.kernel.days import paper_day, show_day
from app.kernel.names import sort_key
from app.kernel.problems import refused
from app.kernel.words import N_
from app.offices.queries import standing
from app.typesetting import model
from db.vocabulary import TaskState

NOBODY = "Chưa phân công"
TITLE = "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ"

NOTHING_TO_PRINT = refused(
    "DUT-61",
    N_("Năm {year} chưa có công việc nào để in."),
    next_step=N_("Chọn năm khác hoặc thêm công việc trước."),
)

_COLUMNS = (
    model.Column(title="TT", weight=6, align=model.Align.CENTER),
    model.Column(title="Nhiệm vụ", weight=52),
    model.Column(title="Thời hạn", weight=17, align=model.Align.CENTER),
    model.Column(title="Tình trạng", weight=22),
    model.Column(title="Kết quả", weight=38),
)


def status_pdf(session: Session, *, year: int, day: date, owner: str = "") -> bytes:
    """The sheet as PDF, of everybody or of one owner as shown; Refused DUT-61 where there is nothing to print."""
    from app.typesetting.render_pdf import render_pdf

    return render_pdf(status_paper(session, year=year, day=day, owner=owner), style=style_of(session))


def status_paper(session: Session, *, year: int, day: date, owner: str = "") -> model.Document:
    """The sheet before it is drawn."""
    found = [task for task in tasks(session, year=year) if not owner or task.owner_name == owner]
    if not found:
        raise NOTHING_TO_PRINT(field="year", year=year)
    office = values_for(standing(session, day), committee=None, teams=(), hamlets=(), day=day)["office"]
    name = model.Run(text=office.upper(), bold=True)
    return model.Document(
        title=f"Tình hình thực hiện nhiệm vụ năm {year}",
        orientation=model.Orientation.LANDSCAPE,
        blocks=(
            model.Paragraph(text=(name,), align=model.Align.CENTER, first_line_indent=False, keep_with_next=True),
            model.TypeTitle(type_name=TITLE, subject=f"chuyển đổi số năm {year}", with_rule=False),
            model.ReferenceLine(text=f"(Tính đến {paper_day(day)})"),
            model.Table(columns=_COLUMNS, rows=tuple(_rows(found, day)), cell_size=12),
            model.Paragraph(text=_sum(found, day)),
        ),
    )


def by_owner(found: Sequence[TaskView]) -> list[tuple[str, list[TaskView]]]:
    """Tasks under the person or unit in charge, as Vietnamese lists sort names; those of nobody last."""
    owners = sorted({task.owner_name for task in found}, key=lambda name: (not name, sort_key(name)))
    return [(name, [task for task in found if task.owner_name == name]) for name in owners]


def _rows(found: Sequence[TaskView], day: date) -> list[model.Row | model.GroupRow]:
    rows: list[model.Row | model.GroupRow] = []
    for name, own in by_owner(found):
        done = sum(task.state is TaskState.DONE for task in own)
        rows.append(model.GroupRow(text=f"{name or NOBODY} ({done}/{len(own)} hoàn thành)"))
        rows += [
            model.Row(
                cells=(str(place), task.title, show_day(task.due_on), task_standing(task, day, on_paper), _result(task))
            )
            for place, task in enumerate(own, 1)
        ]
    return rows


def _result(task: TaskView) -> str:
    done = f"Xong ngày {show_day(task.done_on)}" if task.done_on and task.state is TaskState.DONE else ""
    return ". ".join(part for part in (done, task.result) if part)


def _sum(found: Sequence[TaskView], day: date) -> str:
    states = Counter(task.state for task in found)
    late = sum(task.is_late(day) for task in found)
    return (
        f"Tổng số {len(found)} nhiệm vụ: {states[TaskState.DONE]} hoàn thành, {states[TaskState.DOING]} đang làm, "
        f"{states[TaskState.OPEN]} chưa làm, {states[TaskState.NOT_APPLICABLE]} không thực hiện; {late} quá hạn."
    )
