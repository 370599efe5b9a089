"""Tables of tasks or of a model's items, pasted or opened: previewed row by row before one command takes them in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.duties.commands import AddTasks
from app.duties.inputs import TaskInput, task_fields
from app.duties.modelling import ItemInput
from app.duties.views import TaskView
from app.importing import cells
from app.importing.columns import ColumnFate, FieldSpec, Kinship, Target, Values, map_columns
from app.importing.grid import Cell, Grid
from app.importing.preview import Existing, ImportPreview, PreviewRow, RowState, preview
from app.kernel.days import parse_day, show_day
from app.kernel.problems import Refused
from app.kernel.text import fold
from app.kernel.words import _

_CODE = re.compile(r"(?i:[a-z]{0,4}[ .-]?\d+([.-]\d+)*[.)]?|[ivx]+[.)]?|[a-zđ][.)]?)")
"""What numbers an item of a model: ``1``, ``2.3``, ``NV-04``, ``II``, ``a)``."""
_UNKNOWN_COLUMN = "IMP-24"  # the preview tells of unknown columns in its own words
_STATES = {
    RowState.NEW: "new",
    RowState.CHANGED: "same",
    RowState.SAME: "same",
    RowState.POSSIBLE_DUPLICATE: "same",
    RowState.REFUSED: "refused",
}
"""A row of a task that is there already is never taken twice; its changes are made in the list itself."""


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row in words, with what it would add."""

    number: int
    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    task: TaskInput | None = None
    item: ItemInput | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The preview as the dialog of pasted rows wants it."""

    headings: Sequence[str]
    rows: Sequence[ShownRow]
    unknown_columns: Sequence[str]
    remarks: Sequence[str]

    def tasks(self) -> AddTasks:
        """The command that adds every new task."""
        return AddTasks(tasks=tuple(row.task for row in self.rows if row.task is not None and row.state == "new"))

    def items(self) -> tuple[ItemInput, ...]:
        """The items of the model in order."""
        return tuple(row.item for row in self.rows if row.item is not None and row.state == "new")


def shown_tasks(grid: Grid, year: int, kept: Sequence[TaskView] = ()) -> Shown:
    """What a table would add to a year; a task of the same name is there already."""
    existing = [Existing(uid=task.uid, values={"title": task.title}) for task in kept]
    target = _target("tasks", _task_columns())
    found = preview(grid, target, existing)
    return _shown(found, target, [_task_row(row, target, year) for row in found.rows])


def shown_items(grid: Grid) -> Shown:
    """The items of a model as a table says them."""
    target = _target("items", _item_columns(), key="code")
    found = preview(grid, target, chosen=_numbers_as_codes(grid, target))
    return _shown(found, target, [_item_row(row, target) for row in found.rows])


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


def _task_row(row: PreviewRow, target: Target, year: int) -> ShownRow:
    shown = _plain_row(row, target)
    if shown.state != "new":
        return shown
    due_on = row.values.get("due_on")
    task = TaskInput(
        title=str(row.values["title"]),
        year=year,
        detail=str(row.values.get("detail") or ""),
        group=str(row.values.get("group") or ""),
        due_on=due_on if isinstance(due_on, date) else None,
        owner_words=str(row.values.get("owner") or ""),
    )
    try:
        task_fields(task)
    except Refused as problem:
        return _refused(shown, target, problem)
    return ShownRow(number=shown.number, state="new", cells=shown.cells, messages=shown.messages, task=task)


def _item_row(row: PreviewRow, target: Target) -> ShownRow:
    shown = _plain_row(row, target)
    if shown.state != "new":
        return shown
    item = ItemInput(
        code=str(row.values["code"]), title=str(row.values["title"]), group=str(row.values.get("group") or "")
    )
    return ShownRow(number=shown.number, state="new", cells=shown.cells, messages=shown.messages, item=item)


def _plain_row(row: PreviewRow, target: Target) -> ShownRow:
    keys = [spec.key for spec in target.fields]
    messages: dict[int, str] = {}
    for finding in row.findings:
        place = keys.index(finding.field) if finding.field in keys else 0
        messages[place] = f"{messages.get(place, '')} {finding.text}".strip()
    state = _STATES[row.state]
    return ShownRow(
        number=row.number, state=state, cells=[_words(row.values.get(key)) for key in keys], messages=messages
    )


def _refused(shown: ShownRow, target: Target, problem: Refused) -> ShownRow:
    keys = [spec.key for spec in target.fields]
    place = keys.index(problem.field) if problem.field in keys else 0
    words = _("Dòng {row}: {why}").format(row=shown.number, why=f"{problem.sentence} {problem.next_step}")
    return ShownRow(number=shown.number, state="refused", cells=shown.cells, messages={**shown.messages, place: words})


def _shown(found: ImportPreview, target: Target, rows: Sequence[ShownRow]) -> Shown:
    return Shown(
        headings=[spec.heading for spec in target.fields],
        rows=rows,
        unknown_columns=[column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN],
        remarks=[finding.text for finding in found.findings if finding.code != _UNKNOWN_COLUMN],
    )


def _words(value: object) -> str:
    return show_day(value) if isinstance(value, date) else str(value or "")
