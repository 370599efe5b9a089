"""A preview in words, as the dialog of pasted rows wants it, with what each row would add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from app.importing.columns import ColumnFate, Target
from app.importing.preview import ImportPreview, PreviewRow, RowState
from app.kernel.days import show_day
from app.kernel.problems import Refused
from app.kernel.words import _

_UNKNOWN_COLUMN = "IMP-24"  # the dialog tells of unknown columns in its own words
_STATES = {
    RowState.NEW: "new",
    RowState.CHANGED: "same",
    RowState.SAME: "same",
    RowState.POSSIBLE_DUPLICATE: "same",
    RowState.REFUSED: "refused",
}
"""A record that is there already is never taken twice; its changes are made in the list itself."""


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row in words."""

    number: int
    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    made: Any = None
    """What it would add; none unless it is new."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The whole table."""

    headings: Sequence[str]
    rows: Sequence[ShownRow]
    unknown_columns: Sequence[str]
    remarks: Sequence[str]

    def made(self) -> tuple[Any, ...]:
        """What would be added, in the order of the rows."""
        return tuple(row.made for row in self.rows if row.state == "new")


Kind = TypeVar("Kind", bound=Shown)
Say = Callable[[str, Any], str]
"""Words of a value of a field."""


def plainly(_key: str, value: Any) -> str:
    """Days as days, everything else as it stands."""
    return show_day(value) if isinstance(value, date) else "" if value is None else str(value)


def shown(
    found: ImportPreview, target: Target, make: Callable[[PreviewRow], Any], into: type[Kind], say: Say = plainly
) -> Kind:
    """The preview in words; ``make`` gives what a new row adds and may raise Refused."""
    return into(
        headings=[spec.heading for spec in target.fields],
        rows=[_row(row, target, make, say) for row in found.rows],
        unknown_columns=[column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN],
        remarks=[finding.text for finding in found.findings if finding.code != _UNKNOWN_COLUMN],
    )


def _row(row: PreviewRow, target: Target, make: Callable[[PreviewRow], Any], say: Say) -> ShownRow:
    keys = [spec.key for spec in target.fields]
    messages: dict[int, str] = {}
    for finding in row.findings:
        place = keys.index(finding.field) if finding.field in keys else 0
        messages[place] = f"{messages.get(place, '')} {finding.text}".strip()
    state, made = _STATES[row.state], None
    if state == "new":
        try:
            made = make(row)
        except Refused as problem:
            state, place = "refused", keys.index(problem.field) if problem.field in keys else 0
            words = f"{problem.sentence} {problem.next_step}"
            messages[place] = _("Dòng {row}: {why}").format(row=row.number, why=words)
    cells = [say(key, row.values[key]) if key in row.values else "" for key in keys]
    return ShownRow(number=row.number, state=state, cells=cells, messages=messages, made=made)
