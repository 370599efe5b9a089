"""What can be done with a superior's model of tasks: keep a version, plan from it, leave an item out for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.duties.inputs import NAME_LIMIT, TITLE_LIMIT, TaskInput, check_year
from app.duties.tasking import AddTask, add_task
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import ModelItem, Task, WorkModel

NO_ITEMS = refused(
    "DUT-41", N_("Mô hình chưa có nhiệm vụ nào."), next_step=N_("Dán danh sách nhiệm vụ: mỗi dòng một mã và một tên.")
)
SAME_VERSION = refused(
    "DUT-42",
    N_("Mô hình “{code}” đã có phiên bản “{version}”."),
    next_step=N_("Đặt tên phiên bản khác, ví dụ ngày của văn bản mới; phiên bản cũ vẫn được giữ."),
)
SAME_CODE = refused(
    "DUT-43",
    N_("Mã “{code}” có ở hai dòng: “{first}” và “{second}”."),
    next_step=N_("Mỗi nhiệm vụ của mô hình có một mã riêng. Sửa một trong hai dòng."),
)
EMPTY_ITEM = refused(
    "DUT-44",
    N_("Dòng {line} thiếu mã hoặc tên nhiệm vụ."),
    next_step=N_("Ghi đủ cả mã và tên, hoặc bỏ dòng này."),
)
NO_NAME = refused(
    "DUT-45", N_("Chưa ghi mã, phiên bản và tên của mô hình."), next_step=N_("Ghi theo văn bản ban hành mô hình.")
)
ALL_PLANNED = refused(
    "DUT-46",
    N_("Mọi nhiệm vụ của mô hình đã có trong kế hoạch năm {year} hoặc đã ghi lý do không thực hiện."),
    next_step=N_("Không cần làm gì thêm."),
)


@dataclass(frozen=True, kw_only=True)
class ItemInput:
    """One task of a model as entered; the code stays the same from version to version."""

    code: str
    title: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class AddWorkModel:
    """A version of a model is kept beside the former ones; what was left out there is left out here too."""

    code: str
    version: str
    title: str
    items: tuple[ItemInput, ...]
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class LeaveOut:
    """The commune does not plan an item, for a reason; an empty reason takes that back."""

    item: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlanFromModel:
    """A task in a year for every item that has none and is not left out."""

    model: str
    year: int
    items: tuple[str, ...] = ()
    """Uids of items; all open ones where none are named."""


@handles(AddWorkModel, action="work_model.add", needs=Permission.WRITE, sentence=N_("Đã lưu một mô hình nhiệm vụ"))
def add_work_model(work: UnitOfWork, command: AddWorkModel) -> str:
    """Keeps a version; Refused DUT-41 to DUT-45. Tasks made from former versions stay as they are."""
    code, version, title = (
        clean_line(getattr(command, name), field=name, limit=NAME_LIMIT) for name in ("code", "version", "title")
    )
    if not (code and version and title):
        raise NO_NAME(field="code" if not code else "version" if not version else "title")
    items = _checked(command.items)
    former = work.session.scalars(
        select(WorkModel).where(WorkModel.code == code).order_by(WorkModel.valid_from, WorkModel.uid)
    ).all()
    if any(model.version == version for model in former):
        raise SAME_VERSION(field="version", code=code, version=version)
    model = work.new(
        WorkModel,
        code=code,
        version=version,
        title=title,
        source=clean_line(command.source, field="source", limit=NAME_LIMIT),
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )
    work.session.flush()
    reasons = _reasons(work, [one.uid for one in former if one.deleted_at is None])
    for ordinal, item in enumerate(items, 1):
        work.new(
            ModelItem,
            model=model.uid,
            code=item.code,
            group=item.group,
            title=item.title,
            ordinal=ordinal,
            left_out=reasons.get(item.code, ""),
        )
    return model.uid


@handles(LeaveOut, action="model_item.leave_out", needs=Permission.WRITE, sentence=N_("Đã ghi lý do không thực hiện"))
def leave_out(work: UnitOfWork, command: LeaveOut) -> str:
    """Keeps the reason; an empty one opens the item again."""
    row = work.get(ModelItem, command.item)
    row.left_out = clean_line(command.reason, field="reason", limit=TITLE_LIMIT, label=_("Lý do"))
    return row.uid


@handles(
    PlanFromModel,
    action="task.plan_from_model",
    needs=Permission.WRITE,
    sentence=N_("Đã đưa {result} nhiệm vụ của mô hình vào kế hoạch năm {command.year}"),
)
def plan_from_model(work: UnitOfWork, command: PlanFromModel) -> int:
    """Makes a task for each item without one; those of the commune's own stay. Refused DUT-46 for nothing to plan."""
    check_year(command.year)
    model = work.get(WorkModel, command.model)
    planned = set(
        work.session.scalars(select(Task.model_code).where(Task.year == command.year, Task.deleted_at.is_(None)))
    )
    query = select(ModelItem).where(ModelItem.model == model.uid, ModelItem.deleted_at.is_(None))
    items = [
        item
        for item in work.session.scalars(query.order_by(ModelItem.ordinal)).all()
        if item.code not in planned and not item.left_out and (not command.items or item.uid in command.items)
    ]
    if not items:
        raise ALL_PLANNED(field="model", year=command.year)
    for item in items:
        task = TaskInput(title=item.title, year=command.year, group=item.group, model_code=item.code)
        add_task(work, AddTask(task=task))
    return len(items)


def _checked(items: tuple[ItemInput, ...]) -> list[ItemInput]:
    if not items:
        raise NO_ITEMS(field="items")
    cleaned: dict[str, ItemInput] = {}
    for line, item in enumerate(items, 1):
        code = clean_line(item.code, field="items", limit=40, label=_("Mã"))
        title = clean_line(item.title, field="items", limit=TITLE_LIMIT, label=_("Tên nhiệm vụ"))
        if not code or not title:
            raise EMPTY_ITEM(field="items", line=line)
        if code in cleaned:
            raise SAME_CODE(field="items", code=code, first=cleaned[code].title, second=title)
        cleaned[code] = ItemInput(code=code, title=title, group=clean_line(item.group, field="items", limit=NAME_LIMIT))
    return list(cleaned.values())


def _reasons(work: UnitOfWork, models: list[str]) -> dict[str, str]:
    """Reason by code, of the latest former version that has one."""
    if not models:
        return {}
    place = {uid: number for number, uid in enumerate(models)}
    rows = work.session.scalars(
        select(ModelItem).where(ModelItem.model.in_(models), ModelItem.deleted_at.is_(None), ModelItem.left_out != "")
    ).all()
    return {row.code: row.left_out for row in sorted(rows, key=lambda row: place[row.model])}
