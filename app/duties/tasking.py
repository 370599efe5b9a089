"""What can be done with tasks of a year: add, change, finish, carry over what is still open to the next year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.duties.inputs import NAME_LIMIT, TEXT_LIMIT, TaskInput, check_year, task_fields
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import Document, Duty, Person, Resource, Task
from db.vocabulary import TaskState

DONE_LATER = refused(
    "DUT-23",
    N_("Ngày hoàn thành {day} ở sau ngày hôm nay {today}."),
    next_step=N_("Ghi đúng ngày đã làm xong; nếu ngày của máy sai thì chỉnh lại đồng hồ."),
)
WHY_NOT = refused(
    "DUT-24",
    N_("Chưa ghi vì sao công việc không thực hiện."),
    next_step=N_("Ghi lý do vào ô kết quả rồi lưu lại."),
)
NOTHING_TO_CARRY = refused(
    "DUT-25",
    N_("Năm {year} không còn công việc nào chưa xong để chuyển sang năm {next_year}."),
    next_step=N_("Kiểm tra lại năm; việc đã chuyển rồi không chuyển lần nữa."),
)
BACKWARDS = refused(
    "DUT-26",
    N_("Không chuyển việc từ năm {year} sang năm {next_year} được: năm sau phải lớn hơn năm trước."),
    next_step=N_("Chọn năm tiếp theo."),
)
NOTHING_TO_ADD = refused(
    "DUT-27", N_("Chưa có công việc nào để thêm."), next_step=N_("Chọn ít nhất một dòng rồi làm lại.")
)


@dataclass(frozen=True, kw_only=True)
class AddTask:
    """A task joins a year's list; without a model's code it is the commune's own."""

    task: TaskInput


@dataclass(frozen=True, kw_only=True)
class AddTasks:
    """Several tasks at once, as pasted or offered ready-made."""

    tasks: tuple[TaskInput, ...]


@dataclass(frozen=True, kw_only=True)
class DutyArose:
    """What a conditional duty speaks of has happened: something is to be done, until a day where one is known."""

    duty: str
    day: date
    due_on: date | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class EditTask:
    """A task's fields are corrected; its state and result stay."""

    uid: str
    task: TaskInput


@dataclass(frozen=True, kw_only=True)
class StartTask:
    """Somebody works on it."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class FinishTask:
    """A task is done, or will not be done for a reason (``state`` not applicable, the reason in ``result``)."""

    uid: str
    done_on: date | None = None
    """Today where not given."""
    result: str = ""
    proof_noun: str = ""
    proof: str = ""
    state: TaskState = TaskState.DONE


@dataclass(frozen=True, kw_only=True)
class ReopenTask:
    """A task is to be done after all."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class RemoveTask:
    """A task entered by mistake is taken out, with its lines of resources."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class CarryOver:
    """What is still open goes on in a later year; each task at most once."""

    from_year: int
    to_year: int
    tasks: tuple[str, ...] = ()
    """Uids; all open ones where none are named."""


@handles(AddTask, action="task.add", needs=Permission.WRITE, sentence=N_("Đã thêm một công việc"))
def add_task(work: UnitOfWork, command: AddTask) -> str:
    """Adds a task at the end of its year; Refused DUT-01, DUT-21, DUT-22, KER-01 for an owner that is gone."""
    row = work.new(
        Task, state=TaskState.OPEN, ordinal=_next_ordinal(work, command.task.year), **_fields(work, command.task)
    )
    work.session.flush()
    return row.uid


@handles(AddTasks, action="task.add_many", needs=Permission.WRITE, sentence=N_("Đã thêm {result} công việc"))
def add_tasks(work: UnitOfWork, command: AddTasks) -> int:
    """Adds all or none; counts them. Refused DUT-27 for none."""
    if not command.tasks:
        raise NOTHING_TO_ADD()
    for task in command.tasks:
        add_task(work, AddTask(task=task))
    return len(command.tasks)


@handles(DutyArose, action="duty.arise", needs=Permission.WRITE, sentence=N_("Đã ghi một việc phát sinh"))
def duty_arose(work: UnitOfWork, command: DutyArose) -> str:
    """Makes a task of the duty, with its owner."""
    duty = work.get(Duty, command.duty)
    task = TaskInput(
        title=duty.title,
        year=command.day.year,
        detail=command.detail,
        due_on=command.due_on,
        owner=duty.owner,
        owner_words=duty.owner_words,
        duty=duty.uid,
    )
    uid: str = add_task(work, AddTask(task=task))
    return uid


@handles(EditTask, action="task.edit", needs=Permission.WRITE, sentence=N_("Đã sửa một công việc"))
def edit_task(work: UnitOfWork, command: EditTask) -> str:
    """Corrects the fields; Refused as ``AddTask``."""
    row = work.get(Task, command.uid)
    for name, value in _fields(work, command.task).items():
        setattr(row, name, value)
    return row.uid


@handles(StartTask, action="task.start", needs=Permission.WRITE, sentence=N_("Đã ghi một công việc đang thực hiện"))
def start_task(work: UnitOfWork, command: StartTask) -> str:
    """Marks it as being done."""
    row = work.get(Task, command.uid)
    row.state, row.done_on = TaskState.DOING, None
    return row.uid


@handles(FinishTask, action="task.finish", needs=Permission.WRITE, sentence=N_("Đã ghi kết quả một công việc"))
def finish_task(work: UnitOfWork, command: FinishTask) -> str:
    """Keeps the day and the result; Refused DUT-23 for a day to come, DUT-24 for leaving it undone without a reason."""
    row = work.get(Task, command.uid)
    done_on = command.done_on or work.today
    if done_on > work.today:
        raise DONE_LATER(field="done_on", day=f"{done_on:%d/%m/%Y}", today=f"{work.today:%d/%m/%Y}")
    result = clean_block(command.result, field="result", limit=TEXT_LIMIT, label=_("Kết quả"))
    if command.state is TaskState.NOT_APPLICABLE and not result:
        raise WHY_NOT(field="result")
    row.state, row.done_on, row.result = command.state, done_on, result
    row.proof_noun = clean_line(command.proof_noun, field="proof", limit=NAME_LIMIT)
    row.proof = clean_line(command.proof, field="proof", limit=NAME_LIMIT)
    return row.uid


@handles(ReopenTask, action="task.reopen", needs=Permission.WRITE, sentence=N_("Đã mở lại một công việc"))
def reopen_task(work: UnitOfWork, command: ReopenTask) -> str:
    """Marks it as open; what was written as its result stays to be read."""
    row = work.get(Task, command.uid)
    row.state, row.done_on = TaskState.OPEN, None
    return row.uid


@handles(RemoveTask, action="task.remove", needs=Permission.WRITE, sentence=N_("Đã xóa một công việc nhập nhầm"))
def remove_task(work: UnitOfWork, command: RemoveTask) -> str:
    """Marks the task and its lines of resources as deleted."""
    row = work.get(Task, command.uid)
    for line in work.session.scalars(select(Resource).where(Resource.task == row.uid, Resource.deleted_at.is_(None))):
        work.remove(line)
    work.remove(row)
    return row.uid


@handles(
    CarryOver,
    action="task.carry_over",
    needs=Permission.WRITE,
    sentence=N_("Đã chuyển {result} công việc chưa xong sang năm {command.to_year}"),
)
def carry_over(work: UnitOfWork, command: CarryOver) -> int:
    """Copies what is open and not carried yet, the last day a year on; Refused DUT-25 for nothing, DUT-26 backwards."""
    check_year(command.to_year, "to_year")
    if command.to_year <= command.from_year:
        raise BACKWARDS(field="to_year", year=command.from_year, next_year=command.to_year)
    rows = _to_carry(work, command)
    if not rows:
        raise NOTHING_TO_CARRY(field="from_year", year=command.from_year, next_year=command.to_year)
    for ordinal, row in enumerate(rows, _next_ordinal(work, command.to_year)):
        work.new(
            Task,
            title=row.title,
            detail=row.detail,
            year=command.to_year,
            group=row.group,
            ordinal=ordinal,
            state=row.state,
            due_on=_years_on(row.due_on, command.to_year - command.from_year),
            owner=row.owner,
            owner_words=row.owner_words,
            duty=row.duty,
            model_code=row.model_code,
            carried_from=row.uid,
        )
    return len(rows)


def _to_carry(work: UnitOfWork, command: CarryOver) -> list[Task]:
    query = select(Task).where(
        Task.year == command.from_year, Task.deleted_at.is_(None), Task.state.in_((TaskState.OPEN, TaskState.DOING))
    )
    carried = set(
        work.session.scalars(select(Task.carried_from).where(Task.carried_from.is_not(None), Task.deleted_at.is_(None)))
    )
    wanted = set(command.tasks)
    return [
        row
        for row in work.session.scalars(query.order_by(Task.ordinal, Task.uid)).all()
        if row.uid not in carried and (not wanted or row.uid in wanted)
    ]


def _years_on(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February of a year that has none
        return day.replace(year=day.year + years, day=28)


def _next_ordinal(work: UnitOfWork, year: int) -> int:
    last = work.session.scalar(select(func.max(Task.ordinal)).where(Task.year == year, Task.deleted_at.is_(None)))
    return (last or 0) + 1


def _fields(work: UnitOfWork, task: TaskInput) -> dict[str, Any]:
    if task.owner:
        work.get(Person, task.owner)
    if task.duty:
        work.get(Duty, task.duty)
    if task.plan:
        work.get(Document, task.plan)
    return task_fields(task)
