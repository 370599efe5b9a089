"""Tables of tasks or of a model's items, pasted or opened: previewed row by row before one command takes them in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.duties.commands import AddTasks
from app.duties.inputs import TaskInput, task_fields
from app.duties.modelling import ItemInput
from app.duties.views import TaskView
from app.importing import cells
from app.importing.columns import ColumnFate, FieldSpec, Kinship, Target, Values, map_columns
from app.importing.grid import Cell, Grid
from app.importing.preview import Existing, PreviewRow, preview
from app.importing.showing import Shown, shown
from app.kernel.days import parse_day
from app.kernel.text import fold
from app.kernel.words import _

_CODE = re.compile(r"(?i:[a-z]{0,4}[ .-]?\d+([.-]\d+)*[.)]?|[ivx]+[.)]?|[a-zđ][.)]?)")
"""What numbers an item of a model: ``1``, ``2.3``, ``NV-04``, ``II``, ``a)``."""


@dataclass(frozen=True, kw_only=True)
class ShownTasks(Shown):
    """Tasks of a year."""

    def tasks(self) -> AddTasks:
        """The command that adds every new task."""
        return AddTasks(tasks=self.made())


@dataclass(frozen=True, kw_only=True)
class ShownItems(Shown):
    """Items of a model in order."""

    def items(self) -> tuple[ItemInput, ...]:
        """Those that are new."""
        return self.made()


def shown_tasks(grid: Grid, year: int, kept: Sequence[TaskView] = ()) -> ShownTasks:
    """What a table would add to a year; a task of the same name is there already."""
    existing = [Existing(uid=task.uid, values={"title": task.title}) for task in kept]
    target = _target("tasks", _task_columns())
    found = preview(grid, target, existing)
    return shown(found, target, partial(_task, year), ShownTasks)


def shown_items(grid: Grid) -> ShownItems:
    """The items of a model as a table says them."""
    target = _target("items", _item_columns(), key="code")
    found = preview(grid, target, chosen=_numbers_as_codes(grid, target))
    return shown(found, target, _item, ShownItems)


def _numbers_as_codes(grid: Grid, target: Target) -> dict[int, str]:
    """Without headings a column that only counts is no ballast here: it numbers the items."""
    mapped = map_columns(grid, target)
    if not mapped.guessed or any(column.key == "code" for column in mapped.columns):
        return {}
    counting = (column.place for column in mapped.columns if column.fate is ColumnFate.IGNORED)
    return dict.fromkeys(list(counting)[:1], "code")


def _task_columns() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            key="title",
            heading=_("Nhiệm vụ"),
            required=True,
            parse=cells.line("title", _("Nhiệm vụ"), 500),
            synonyms=("Công việc", "Nội dung", "Tên nhiệm vụ", "Nội dung công việc", "Nhiệm vụ, giải pháp"),
            looks=_is_prose,
            next_step=_("Ghi tên nhiệm vụ, hoặc bỏ dòng này."),
        ),
        FieldSpec(
            key="owner",
            heading=_("Chủ trì"),
            parse=cells.line("owner", _("Chủ trì"), 300),
            synonyms=("Phụ trách", "Người phụ trách", "Đơn vị chủ trì", "Đơn vị thực hiện", "Cơ quan chủ trì"),
            looks=_never,
        ),
        FieldSpec(
            key="due_on",
            heading=_("Thời hạn"),
            parse=_day,
            synonyms=("Hạn", "Hoàn thành trước", "Thời gian", "Thời gian hoàn thành", "Thời gian thực hiện"),
            looks=cells.looks_read_by(_day),
        ),
        *_common_columns(),
        FieldSpec(
            key="detail",
            heading=_("Ghi chú"),
            parse=cells.block("detail", _("Ghi chú")),
            synonyms=("Chi tiết", "Sản phẩm", "Kết quả", "Yêu cầu"),
            looks=_never,
        ),
    )


def _item_columns() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            key="code",
            heading=_("Mã"),
            required=True,
            parse=cells.line("code", _("Mã"), 40),
            synonyms=("Số hiệu", "Mục", "TT", "STT"),
            looks=cells.looks(lambda text: _CODE.fullmatch(text) is not None),
            next_step=_("Ghi mã hoặc số thứ tự của nhiệm vụ."),
        ),
        FieldSpec(
            key="title",
            heading=_("Nhiệm vụ"),
            required=True,
            parse=cells.line("title", _("Nhiệm vụ"), 500),
            synonyms=("Nội dung", "Tên nhiệm vụ", "Công việc", "Nội dung thực hiện"),
            looks=_is_prose,
            next_step=_("Ghi tên nhiệm vụ, hoặc bỏ dòng này."),
        ),
        _common_columns()[0],
    )


def _common_columns() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            key="group",
            heading=_("Nhóm"),
            parse=cells.line("group", _("Nhóm"), 300),
            synonyms=("Lĩnh vực", "Nhóm nhiệm vụ", "Trụ cột"),
            looks=_never,
        ),
    )


def _target(name: str, fields: tuple[FieldSpec, ...], *, key: str = "title") -> Target:
    def index(values: Values) -> Iterable[Hashable]:
        word = fold(str(values.get(key, "")))
        return (word,) if word else ()

    def judge(read: Values, kept: Values) -> Kinship:
        return Kinship.SAME if fold(str(read.get(key, ""))) == fold(str(kept.get(key, ""))) else Kinship.OTHER

    return Target(name=name, fields=fields, index=index, judge=judge)


def _day(cell: Cell) -> dict[str, object]:
    return {"due_on": parse_day(cell, field="due_on", label=_("Thời hạn"))}


def _is_prose(cell: Cell) -> bool:
    """Words, not a number, a day or a code."""
    return isinstance(cell, str) and len(cell.split()) > 1 and not cell.strip()[:1].isdigit()


def _never(_cell: Cell) -> bool:
    """For fields that only a heading can tell."""
    return False


def _task(year: int, row: PreviewRow) -> TaskInput:
    due_on = row.values.get("due_on")
    task = TaskInput(
        title=str(row.values["title"]),
        year=year,
        detail=str(row.values.get("detail") or ""),
        group=str(row.values.get("group") or ""),
        due_on=due_on if isinstance(due_on, date) else None,
        owner_words=str(row.values.get("owner") or ""),
    )
    task_fields(task)
    return task


def _item(row: PreviewRow) -> ItemInput:
    return ItemInput(
        code=str(row.values["code"]), title=str(row.values["title"]), group=str(row.values.get("group") or "")
    )
