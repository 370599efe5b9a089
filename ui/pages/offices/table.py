"""The hamlets as rows, and a pasted list as the preview shows it; headings are those that are read back from Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import labels
from app.importing.columns import ColumnFate
from app.importing.grid import Grid, cell_text
from app.importing.preview import Existing, ImportPreview, PreviewRow, RowState, preview
from app.importing.targets import hamlets_target
from app.kernel.days import show_day
from app.kernel.numerals import grouped
from app.kernel.words import _
from app.offices.commands import AddHamlet, ChangeHamlet
from app.offices.taking_in import TakeInHamlets
from app.offices.views import HamletView
from app.vocabulary import HamletKind
from ui.core.row_model import Column, RowModel

_STATES = {
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.SAME: "same",
    RowState.POSSIBLE_DUPLICATE: "doubtful",
    RowState.REFUSED: "refused",
}
_UNKNOWN_COLUMN = "IMP-24"  # the dialog tells of unknown columns in its own words


class HamletRows(RowModel[HamletView]):
    """Hamlets in the office's own order."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.names: dict[str, str] = {}
        super().__init__(
            (
                Column(_("Loại"), lambda row: _first_capital(labels.hamlet_kind(row.kind)), width=90),
                Column(_("Tên thôn"), lambda row: row.name, width=170),
                Column(_("Xã cũ"), lambda row: row.former_commune, width=110),
                Column(
                    _("Số hộ"),
                    lambda row: "" if row.households is None else grouped(row.households),
                    sort=lambda row: -1 if row.households is None else row.households,
                    number=True,
                    width=80,
                ),
                Column(
                    _("Tình trạng"),
                    self._state,
                    width=150,
                    tint=lambda row: "quiet" if is_over(row, self.today) else "",
                ),
                Column(_("Ghi chú"), lambda row: row.note, width=110),
            )
        )

    def set_hamlets(self, hamlets: Sequence[HamletView], *, with_ended: bool) -> None:
        """Shows the hamlets, the ended ones only where asked."""
        self.names = {hamlet.uid: hamlet.label for hamlet in hamlets}
        self.set_rows([hamlet for hamlet in hamlets if with_ended or not is_over(hamlet, self.today)])

    def _state(self, row: HamletView) -> str:
        if row.valid_to is None:
            return _("đang hoạt động")
        if row.successor:
            return _("nhập vào {hamlet}, đến hết {day}").format(
                hamlet=self.names.get(row.successor, ""), day=show_day(row.valid_to)
            )
        return _("đến hết {day}").format(day=show_day(row.valid_to))


def is_over(hamlet: HamletView, today: date) -> bool:
    """Whether the hamlet's last day is past."""
    return hamlet.valid_to is not None and hamlet.valid_to < today


def preview_of(grid: Grid, hamlets: Sequence[HamletView], default_kind: HamletKind) -> ImportPreview:
    """What the grid would change among the hamlets that are still alive."""
    kept = [Existing(uid=hamlet.uid, values=_values_of(hamlet)) for hamlet in hamlets if hamlet.valid_to is None]
    return preview(grid, hamlets_target(default_kind=default_kind), kept)


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview in words."""

    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    row: PreviewRow


@dataclass(frozen=True)
class ShownPreview:
    """The preview as the dialog of pasted rows wants it."""

    headings: Sequence[str]
    rows: Sequence[ShownRow]
    unknown_columns: Sequence[str] = ()
    remarks: Sequence[str] = ()
    """What is to be said about the table as a whole."""


def shown(found: ImportPreview) -> ShownPreview:
    """The preview in words; a row that repeats an earlier one of the same list is told as already there."""
    fields = hamlets_target().fields
    keys = [spec.key for spec in fields]
    rows = [_shown_row(row, keys, found.rows) for row in found.rows]
    lost = [column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN]
    remarks = [finding.text for finding in found.findings if finding.code != _UNKNOWN_COLUMN]
    return ShownPreview([spec.heading for spec in fields], rows, lost, remarks)


def command_of(preview_shown: ShownPreview, hamlets: Sequence[HamletView]) -> TakeInHamlets:
    """The one command that takes in what the preview showed as new, changed or doubtful (a doubtful row is added)."""
    kept = {hamlet.uid: hamlet for hamlet in hamlets}
    added, changed = [], []
    for line in preview_shown.rows:
        values = line.row.values
        if line.state in ("new", "doubtful"):
            added.append(AddHamlet(**_fields(values)))
        elif line.state == "changed":
            whole = _values_of(kept[line.row.existing]) | dict(values)
            changed.append(ChangeHamlet(hamlet=line.row.existing, **_fields(whole)))
    return TakeInHamlets(added=tuple(added), changed=tuple(changed))


def _shown_row(row: PreviewRow, keys: list[str], rows: Sequence[PreviewRow]) -> ShownRow:
    state = _STATES[row.state]
    earlier = next((other for other in rows if other.number == row.resembles_row), None)
    if earlier is not None and _identity(earlier.values) == _identity(row.values):
        state = "same"
    messages: dict[int, str] = {}
    for finding in row.findings:
        place = keys.index(finding.field) if finding.field in keys else 0
        messages[place] = f"{messages.get(place, '')} {finding.text}".strip()
    return ShownRow(state, [_words(key, row.values.get(key)) for key in keys], messages, row)


def _identity(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(values.get(key) or "" for key in ("kind", "name", "former_commune"))


def _words(key: str, value: object) -> str:
    if key == "kind" and isinstance(value, HamletKind):
        return labels.hamlet_kind(value)
    return cell_text(value)


def _values_of(hamlet: HamletView) -> dict[str, object]:
    return {
        "kind": hamlet.kind,
        "name": hamlet.name,
        "former_commune": hamlet.former_commune,
        "households": hamlet.households,
        "note": hamlet.note,
    }


def _fields(values: Mapping[str, object]) -> dict[str, Any]:
    names = ("kind", "name", "former_commune", "households", "note")
    return {name: values[name] for name in names if values.get(name) is not None}


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
