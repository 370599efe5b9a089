"""Rows of the log as they are typed from a paper form or pasted from Excel: one activity a row, amounts by their unit.

A bare "25" below "Số người" is the first indicator of the row's kind that counts people; where none does, it is said.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from app.activities.message import kind_meant
from app.activities.rules import IN_THE_FUTURE, NOTE_LIMIT, TITLE_LIMIT, ActivityInput
from app.activities.views import KindView
from app.activities.wording import kind_name
from app.importing.cells import split_hamlet
from app.importing.columns import ColumnFate, FieldSpec, Kinship, Target, Values, map_columns
from app.importing.grid import Cell, Grid, cell_text
from app.kernel.days import parse_day, show_day
from app.kernel.figures import Amount, parse_amount, show_amount
from app.kernel.problems import Refused, refused
from app.kernel.text import clean_block, clean_line, fold, fold_with_tones, has_tones
from app.kernel.words import N_, _
from app.offices.views import HamletView

Given = TypeVar("Given")
Read = TypeVar("Read")

NO_DAY = refused("ACT-21", N_("Chưa ghi ngày."), next_step=N_("Ghi ngày, ví dụ 05/4/2022; trong phiếu tháng ghi 5."))
NO_KIND = refused("ACT-22", N_("Chưa ghi loại hoạt động."), next_step=N_("Ghi mã hoặc tên loại, ví dụ VNEID."))
KIND_UNCLEAR = refused(
    "ACT-23", N_("“{text}” không rõ là loại hoạt động nào."), next_step=N_("Ghi mã hoặc tên trong danh mục.")
)
HAMLET_UNCLEAR = refused(
    "ACT-24", N_("Không có hoặc có nhiều thôn tên “{text}”."), next_step=N_("Ghi đúng tên thôn, hoặc để trống.")
)
NO_SUCH_UNIT = refused(
    "ACT-25",
    N_("Loại “{kind}” không đếm theo {unit}."),
    next_step=N_("Ghi số này vào cột khác, hoặc chọn loại khác."),
)

UNITS: Mapping[str, tuple[str, ...]] = {
    "người": ("Số người", "Người", "Người dân", "Số người dân", "Số người được hướng dẫn"),
    "hộ": ("Số hộ", "Hộ", "Hộ gia đình", "Số hộ gia đình"),
    "lượt người": ("Lượt người", "Số lượt", "Lượt", "Lượt người dự"),
    "hồ sơ": ("Số hồ sơ", "Hồ sơ", "Hồ sơ trực tuyến"),
    "cuộc": ("Số cuộc", "Cuộc", "Số buổi", "Buổi", "Số lớp"),
    "hộ kinh doanh": ("Hộ kinh doanh", "Số hộ kinh doanh", "Hộ KD"),
    "doanh nghiệp": ("Doanh nghiệp", "Số doanh nghiệp", "DN"),
}
"""Unit -> headings of its column; the first one is ours."""
COLUMNS = ("held_on", "hamlet", "kind", "title", *UNITS, "note")
"""Keys of the columns in the order of the paper form."""


def heading(key: str) -> str:
    """The heading of a column as it is shown and printed."""
    words = {
        "held_on": _("Ngày"),
        "hamlet": _("Thôn"),
        "kind": _("Loại hoạt động"),
        "title": _("Nội dung"),
        "note": _("Ghi chú"),
    }
    return words.get(key) or UNITS[key][0]


@dataclass(frozen=True, kw_only=True)
class TypedRow:
    """A row read: the entry it comes to, or what is wrong in which column."""

    cells: Mapping[str, str]
    """What was typed, days and names as they were understood."""
    entry: ActivityInput | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    """Column -> sentence with its next step."""


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row of the preview."""

    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    entry: ActivityInput | None = None


@dataclass(frozen=True, kw_only=True)
class LogPreview:
    """What a pasted table would bring into the log."""

    headings: Sequence[str]
    rows: Sequence[ShownRow]
    unknown_columns: Sequence[str]

    def entries(self) -> tuple[ActivityInput, ...]:
        """Entries of the rows that can be taken in."""
        return tuple(row.entry for row in self.rows if row.entry is not None)


class RowReader:
    """Reads rows of one commune; ``month`` lets a bare day number stand, ``hamlet`` is that of the paper form."""

    def __init__(
        self,
        kinds: Sequence[KindView],
        hamlets: Sequence[HamletView],
        today: date,
        *,
        month: date | None = None,
        hamlet: str | None = None,
    ) -> None:
        self.kinds, self.hamlets, self.today = kinds, hamlets, today
        self.month, self.hamlet = month, hamlet

    def read(self, cells: Mapping[str, object]) -> TypedRow | None:
        """The row; none where it is blank."""
        typed = {key: cell_text(cell).strip() for key, cell in cells.items() if cell not in (None, "")}
        if not any(typed.values()):
            return None
        problems: dict[str, str] = {}
        day = _tried("held_on", self._day, cells.get("held_on"), problems)
        kind = _tried("kind", self._kind, typed.get("kind", ""), problems)
        hamlet = _tried("hamlet", self._hamlet, typed.get("hamlet", ""), problems)
        figures: dict[str, Amount] = {}
        if kind is not None:
            for unit in UNITS:
                _tried(unit, partial(_amount, unit, kind, figures), cells.get(unit), problems)
        title = _tried("title", _title, typed.get("title", ""), problems)
        note = _tried("note", _note, typed.get("note", ""), problems)
        shown = typed | ({"held_on": show_day(day)} if day else {}) | ({"kind": kind_name(kind)} if kind else {})
        if problems or day is None or kind is None:
            return TypedRow(cells=shown, problems=problems)
        entry = ActivityInput(
            kind=kind.code, held_on=day, hamlet=hamlet or None, title=title or "", figures=figures, note=note or ""
        )
        return TypedRow(cells=shown, entry=entry)

    def read_table(self, grid: Grid) -> LogPreview:
        """A pasted table; refuses IMP-01 and others of the grid itself."""
        mapped = map_columns(grid, _target())
        places = {column.key: column.place for column in mapped.columns if column.fate is ColumnFate.TAKEN}
        read = [
            row
            for cells in grid.rows[mapped.data_from :]
            if (row := self.read({key: cells[place] for key, place in places.items()})) is not None
        ]
        shown = [key for key in COLUMNS if key in places or any(key in row.problems for row in read)]
        return LogPreview(
            headings=[heading(key) for key in shown],
            rows=[_shown(row, shown) for row in read],
            unknown_columns=[one.heading for one in mapped.columns if one.fate is ColumnFate.UNKNOWN],
        )

    def _day(self, given: object) -> date:
        text = cell_text(given).strip() if given is not None else ""
        if not text:
            raise NO_DAY(field="held_on")
        if self.month is not None and text.isdigit() and 1 <= int(text) <= monthrange(*_of(self.month))[1]:
            day = self.month.replace(day=int(text))
        else:
            day = parse_day(self._with_year(text), field="held_on", label=_("Ngày")) or self.today
        if day > self.today:
            raise IN_THE_FUTURE(field="held_on", day=show_day(day), today=show_day(self.today))
        return day

    def _with_year(self, text: str) -> str:
        """``5/4`` is of the form's month's year, else of the last such day."""
        parts = [part for part in text.replace("-", "/").replace(".", "/").split("/") if part]
        if len(parts) != 2 or not all(part.isdigit() for part in parts):
            return text
        year = self.month.year if self.month else self.today.year
        day, month = int(parts[0]), int(parts[1])
        if self.month is None and (month, day) > (self.today.month, self.today.day):
            year -= 1
        return f"{day}/{month}/{year}"

    def _kind(self, text: str) -> KindView:
        if not text:
            raise NO_KIND(field="kind")
        same = [kind for kind in self.kinds if fold(text) in (fold(kind.code), fold(kind.name))]
        words = fold_with_tones(text) if has_tones(text) else fold(text)
        found = same[0] if same else kind_meant(words, self.kinds)
        if found is None:
            raise KIND_UNCLEAR(field="kind", text=text[:60])
        return found

    def _hamlet(self, text: str) -> str | None:
        if not text:
            return self.hamlet
        name = split_hamlet(text)[1] or text
        alike = fold_with_tones if has_tones(text) else fold
        found = [one for one in self.hamlets if alike(text) in (alike(one.label), alike(one.name))]
        found = found or [one for one in self.hamlets if alike(one.name) == alike(name)]
        if len(found) != 1:
            raise HAMLET_UNCLEAR(field="hamlet", text=text[:60])
        return found[0].uid


def _tried(key: str, read: Callable[[Given], Read], given: Given, problems: dict[str, str]) -> Read | None:
    try:
        return read(given)
    except Refused as problem:
        problems[key] = f"{problem.sentence} {problem.next_step}".strip()
        return None


def _amount(unit: str, kind: KindView, figures: dict[str, Amount], given: object) -> None:
    amount = parse_amount(given, field=unit, label=heading(unit))
    if amount is None:
        return
    indicator = kind.by_unit(unit)
    if indicator is None:
        raise NO_SUCH_UNIT(field=unit, kind=kind_name(kind), unit=unit)
    figures[indicator.code] = amount


def cells_of(entry: ActivityInput, kind: KindView, hamlet: str) -> dict[str, str]:
    """An entry as a row of the table, as far as its columns go."""
    amounts = {
        unit: show_amount(entry.figures.get(one.code)) for unit in UNITS if (one := kind.by_unit(unit)) is not None
    }
    words = {"held_on": show_day(entry.held_on), "hamlet": hamlet, "kind": kind.name}
    return words | {"title": entry.title, "note": entry.note} | amounts


def _of(month: date) -> tuple[int, int]:
    return month.year, month.month


def _title(text: str) -> str:
    return clean_line(text, field="title", limit=TITLE_LIMIT, label=_("Nội dung"))


def _note(text: str) -> str:
    return clean_block(text, field="note", limit=NOTE_LIMIT, label=_("Ghi chú"))


def _shown(row: TypedRow, keys: Sequence[str]) -> ShownRow:
    messages = {keys.index(key): words for key, words in row.problems.items() if key in keys}
    cells = [row.cells.get(key, "") for key in keys]
    return ShownRow(state="refused" if row.entry is None else "new", cells=cells, messages=messages, entry=row.entry)


def _target() -> Target:
    synonyms: dict[str, tuple[str, ...]] = {
        "held_on": ("Ngày", "Ngày tháng", "Thời gian", "Ngày thực hiện", "Ngày, tháng"),
        "hamlet": ("Thôn", "Thôn, bản", "Tên thôn", "Địa bàn", "Tổ", "Đơn vị", "Bản", "Khu phố", "Tiểu khu"),
        "kind": ("Loại hoạt động", "Loại", "Mã", "Mã loại", "Hoạt động", "Tên hoạt động", "Lĩnh vực"),
        "title": ("Nội dung", "Nội dung hoạt động", "Nội dung thực hiện", "Công việc"),
        "note": ("Ghi chú", "Ghi chú khác", "Kết quả khác"),
    } | {unit: words[1:] for unit, words in UNITS.items()}
    fields = tuple(
        FieldSpec(
            key=key,
            heading=heading(key),
            synonyms=synonyms[key],
            required=key in {"held_on", "kind"},
            parse=as_it_is,
        )
        for key in COLUMNS
    )
    return Target(name="log", fields=fields, index=no_index, judge=always_another)


def as_it_is(_cell: Cell) -> dict[str, object]:
    return {}


def no_index(_values: Values) -> Iterable[Hashable]:
    return ()


def always_another(_read: Values, _kept: Values) -> Kinship:
    return Kinship.OTHER
