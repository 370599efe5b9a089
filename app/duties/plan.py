"""A year's plan as a paper: the template's words, with the tasks, their owners, days and resources from the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy.orm import Session

from app.documents.content import Block, Heading, HeadingLevel, Paragraph, TableBlock, TableColumn
from app.documents.drafting import DraftDocument, drafted
from app.documents.from_blocks import draft_from_blocks, put_blocks
from app.documents.queries import document
from app.duties.queries import coverage, resources_of, tasks, work_models
from app.duties.views import Coverage, ResourceView, TaskView
from app.duties.wording import on_paper, resource_kind
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.problems import refused
from app.kernel.text import clean_block
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Document, Task
from db.vocabulary import DocumentState, TaskState

TEMPLATE = "kh-chuyen-doi-so"
OUTREACH_GROUP = "Tuyên truyền"
"""Group of the tasks that make the plan of public information."""
NOT_DECIDED = "……"

NO_TASKS = refused(
    "DUT-51",
    N_("Năm {year} chưa có công việc nào để lập kế hoạch."),
    next_step=N_(
        "Thêm công việc, lấy bộ công việc có sẵn hoặc chuyển việc chưa xong của năm trước, rồi soạn kế hoạch."
    ),
)


class PlanTopic(StrEnum):
    """Which plan of a year."""

    YEAR = "year"
    OUTREACH = "outreach"


@dataclass(frozen=True, kw_only=True)
class ComposePlan:
    """The plan of a year is composed from its tasks; with ``document`` an unsigned plan gets them anew."""

    year: int
    day: date
    topic: PlanTopic = PlanTopic.YEAR
    goals: str = ""
    """The year's targets, in the officer's words."""
    document: str | None = None


@handles(ComposePlan, action="plan.compose", needs=Permission.WRITE, sentence=N_("Đã soạn kế hoạch năm {command.year}"))
def compose_plan(work: UnitOfWork, command: ComposePlan) -> str:
    """Keeps the draft and names it in its tasks; Refused DUT-51 without tasks, REG-10 for a signed plan."""
    chosen = tasks_of_plan(tasks(work.session, year=command.year), command.topic)
    if not chosen:
        raise NO_TASKS(field="year", year=command.year)
    subject, blocks = _blocks(work, command, chosen)
    uid = command.document
    if uid is None:
        uid = draft_from_blocks(work, template=TEMPLATE, day=command.day, subject=subject, blocks=blocks)
    else:
        put_blocks(work, uid, subject=document(work.session, uid).subject, blocks=blocks)
    work.session.flush()
    for task in chosen:
        row = work.get(Task, task.uid)
        if row.plan is None or _is_unsigned(work, row.plan):
            row.plan = uid
    return uid


def tasks_of_plan(found: Sequence[TaskView], topic: PlanTopic) -> list[TaskView]:
    """The tasks a plan lists, by group in order; what will not be done stays out."""
    kept = [task for task in found if task.state is not TaskState.NOT_APPLICABLE]
    if topic is PlanTopic.OUTREACH:
        kept = [task for task in kept if task.group == OUTREACH_GROUP]
    places = {group: place for place, group in reversed(list(enumerate(task.group for task in kept)))}
    return sorted(kept, key=lambda task: (places[task.group], task.ordinal))


def task_tables(chosen: Sequence[TaskView], resources: Sequence[ResourceView]) -> list[Block]:
    """A table for each group, counted through the whole plan; a single group has no heading."""
    needs: dict[str, list[str]] = {}
    for line in resources:
        if line.task:
            needs.setdefault(line.task, []).append(f"{line.title}: {_amount(line.planned, line.unit)}")
    groups = [(group, list(found)) for group, found in groupby(chosen, key=lambda task: task.group)]
    blocks: list[Block] = []
    number = 0
    for group, found in groups:
        if len(groups) > 1:
            blocks.append(Heading(level=HeadingLevel.ARABIC, title=group or "Nhiệm vụ khác"))
        rows = []
        for task in found:
            number += 1
            rows.append(_task_row(number, task, needs.get(task.uid, [])))
        blocks.append(TableBlock(columns=_TASK_COLUMNS, rows=tuple(rows)))
    return blocks


def resource_table(resources: Sequence[ResourceView], *, with_used: bool) -> list[Block]:
    """Resources planned, and used where a report asks; a number that is not known prints as dots, never as 0."""
    if not resources:
        return []
    columns = [
        TableColumn(title="TT", weight=5, centered=True),
        TableColumn(title="Nguồn lực", weight=40),
        TableColumn(title="Loại", weight=14),
        TableColumn(title="Dự kiến", weight=18, centered=True),
        *([TableColumn(title="Đã sử dụng", weight=18, centered=True)] if with_used else []),
        TableColumn(title="Nguồn", weight=20),
    ]
    rows = [
        (
            str(number),
            f"{line.title} ({line.task_title})" if line.task_title else line.title,
            resource_kind(line.kind, on_paper),
            _amount(line.planned, line.unit),
            *((_amount(line.used, line.unit),) if with_used else ()),
            line.source,
        )
        for number, line in enumerate(resources, 1)
    ]
    return [TableBlock(columns=tuple(columns), rows=tuple(rows))]


_TASK_COLUMNS = (
    TableColumn(title="TT", weight=5, centered=True),
    TableColumn(title="Nhiệm vụ", weight=42),
    TableColumn(title="Chủ trì", weight=20),
    TableColumn(title="Thời hạn", weight=14, centered=True),
    TableColumn(title="Nguồn lực", weight=20),
)


def _task_row(number: int, task: TaskView, needs: list[str]) -> tuple[str, ...]:
    words = f"{task.title}. {task.detail}" if task.detail else task.title
    return (str(number), words, task.owner_name or NOT_DECIDED, show_day(task.due_on) or NOT_DECIDED, "; ".join(needs))


def _blocks(work: UnitOfWork, command: ComposePlan, chosen: Sequence[TaskView]) -> tuple[str, list[Block]]:
    goals = clean_block(command.goals, field="goals", limit=4000)
    creation = drafted(
        work,
        DraftDocument(
            template=TEMPLATE, day=command.day, values=(("goals", goals or NOT_DECIDED), ("budget", "Ngân sách xã."))
        ),
    )
    resources = resources_of(work.session, command.year)
    if command.topic is PlanTopic.OUTREACH:
        uids = {task.uid for task in chosen}
        resources = [line for line in resources if line.task in uids]
    tables = task_tables(chosen, resources)
    year = str(command.day.year)
    subject = creation.subject.replace(year, str(command.year))
    blocks = _of_year(list(creation.content.blocks), year, str(command.year))
    blocks = _replaced(blocks, tables, resource_table(resources, with_used=False))
    if command.topic is PlanTopic.OUTREACH:
        return f"Tuyên truyền về {subject[:1].lower()}{subject[1:]}", _about_outreach(blocks)
    answered = _answered(work.session, command.year)
    return subject, _with_coverage(blocks, answered)


def _replaced(blocks: Sequence[Block], tables: Sequence[Block], resources: Sequence[Block]) -> list[Block]:
    """The template with its sample table replaced, and the resources under its heading on money."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            found += tables
        elif isinstance(block, Heading) and block.title == "Kinh phí":
            found.append(Heading(level=block.level, title="Kinh phí và nguồn lực"))
            found += resources
        else:
            found.append(block)
    return found


def _of_year(blocks: Sequence[Block], drafted_year: str, year: str) -> list[Block]:
    """A plan drafted in December is of the next year: only headings and the opening speak of the year."""
    if drafted_year == year:
        return list(blocks)
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(Heading(level=block.level, title=block.title.replace(f"năm {drafted_year}", f"năm {year}")))
        elif isinstance(block, Paragraph):
            words = block.text.replace(
                f"Kế hoạch chuyển đổi số năm {drafted_year}", f"Kế hoạch chuyển đổi số năm {year}"
            )
            found.append(Paragraph(text=words, centered=block.centered))
        else:
            found.append(block)
    return found


def _about_outreach(blocks: Sequence[Block]) -> list[Block]:
    """The same paper, said of public information."""
    return [
        Paragraph(text=block.text.replace("Kế hoạch chuyển đổi số", "Kế hoạch tuyên truyền về chuyển đổi số"))
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    ]


def _with_coverage(blocks: list[Block], answered: Coverage | None) -> list[Block]:
    """What of the superior's model the plan carries out, and why it leaves out the rest."""
    if answered is None or not answered.items:
        return blocks
    planned = [item for item in answered.items if item.tasks]
    words = (
        f"Kế hoạch thực hiện {len(planned)}/{len(answered.items)} nhiệm vụ của {answered.model.title} "
        f"({answered.model.source or answered.model.version}) "
        f"và {len(answered.local)} nhiệm vụ xã bổ sung theo thực tế."
    )
    added: list[Block] = [Paragraph(text=words)]
    rows = [(item.code, item.title, item.left_out or NOT_DECIDED) for item in answered.items if not item.tasks]
    if rows:
        added.append(Paragraph(text="Nhiệm vụ của mô hình chưa đưa vào kế hoạch:"))
        added.append(TableBlock(columns=_LEFT_OUT_COLUMNS, rows=tuple(rows)))
    place = max(
        index for index, block in enumerate(blocks) if isinstance(block, TableBlock) and block.columns == _TASK_COLUMNS
    )
    return [*blocks[: place + 1], *added, *blocks[place + 1 :]]


_LEFT_OUT_COLUMNS = (
    TableColumn(title="Mã", weight=10, centered=True),
    TableColumn(title="Nhiệm vụ", weight=45),
    TableColumn(title="Lý do", weight=45),
)


def _answered(session: Session, year: int) -> Coverage | None:
    """Coverage of the model in force in that year, the latest one."""
    kept = [
        model
        for model in work_models(session)
        if (model.valid_from is None or model.valid_from.year <= year)
        and (model.valid_to is None or model.valid_to.year >= year)
    ]
    return coverage(session, kept[0].uid, year) if kept else None


def _is_unsigned(work: UnitOfWork, uid: str) -> bool:
    row = work.session.get(Document, uid)
    return row is None or row.deleted_at is not None or row.state in (DocumentState.DRAFT, DocumentState.PRINTED)


def _amount(number: int | None, unit: str) -> str:
    return f"{show_amount(number)} {unit}" if number is not None else NOT_DECIDED
