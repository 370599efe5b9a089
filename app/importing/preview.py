"""What would change: every row of a grid judged against what is kept, with a plain sentence for every cell in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

from app.importing import remarks
from app.importing.columns import Column, ColumnFate, FieldSpec, Kinship, Mapped, Target, Values, map_columns
from app.importing.grid import MAX_ROWS, Cell, Grid, cell_text, too_many
from app.importing.remarks import ImportFinding
from app.kernel.findings import Severity
from app.kernel.problems import Refused
from app.kernel.text import fold_with_tones

_CANDIDATES = 20
"""Rows compared with one row; more that share a key would say nothing new."""

_RECORD_CELLS = 3
"""Filled cells from which a row is certainly a record."""

_Kept = TypeVar("_Kept")


class RowState(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Existing:
    """A record that is kept, in the values of the target."""

    uid: str
    values: Values


@dataclass(frozen=True, kw_only=True)
class Change:
    """A value that would be replaced."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """One row: what it says, what it would do, and what is wrong with it."""

    number: int
    """Row counted from 1 as Excel does."""
    state: RowState
    values: Values
    """Values by key; only those that were filled in. A blank cell never erases what is kept."""
    existing: str = ""
    """Uid of the record it changes, equals or resembles."""
    alike: tuple[str, ...] = ()
    """Uids of all records that a row in doubt resembles."""
    resembles_row: int = 0
    """Number of an earlier row it resembles."""
    left_blank: tuple[str, ...] = ()
    """Optional fields whose cell was refused; the row is judged without them and waits for a word."""
    changes: tuple[Change, ...] = ()
    findings: tuple[ImportFinding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """All rows with their states, the columns and what is to be said about the grid as a whole."""

    target: str
    columns: tuple[Column, ...]
    guessed: bool
    rows: tuple[PreviewRow, ...]
    findings: tuple[ImportFinding, ...]
    """About columns and the whole grid; those of rows stay with their rows."""
    skipped: tuple[int, ...] = field(default=())
    """Numbers of the rows left out: titles, headings, group headings, totals."""

    def count(self, state: RowState) -> int:
        """Number of rows in a state."""
        return Counter(row.state for row in self.rows)[state]

    def ready(self) -> tuple[PreviewRow, ...]:
        """Rows that may be taken in as they are: new and changed ones."""
        return tuple(row for row in self.rows if row.state in (RowState.NEW, RowState.CHANGED))

    def all_findings(self) -> tuple[ImportFinding, ...]:
        """Those of the grid, then those of the rows."""
        return self.findings + tuple(finding for row in self.rows for finding in row.findings)


def preview(
    grid: Grid,
    target: Target,
    existing: Sequence[Existing] = (),
    *,
    chosen: Mapping[int, str] | None = None,
    optional: Collection[str] = (),
) -> ImportPreview:
    """Judges each row; ``chosen`` overrules what a column was taken for. Refuses IMP-01 for too many rows.

    A refused cell of an ``optional`` field does not refuse its row: the row is judged as if the cell were blank.
    """
    mapped = map_columns(grid, target, chosen)
    if len(grid.rows) - mapped.data_from > MAX_ROWS:
        raise too_many(len(grid.rows) - mapped.data_from, grid.width)
    reader = _Reader(grid, target, mapped)
    kept: _Index[Existing] = _Index(target)
    for record in existing:
        kept.add(record.values, record)
    seen: _Index[int] = _Index(target)
    rows = [
        _judged(number, values, *_set_aside(findings, optional), kept, seen)
        for number, values, findings in reader.rows()
    ]
    return ImportPreview(
        target=target.name,
        columns=mapped.columns,
        guessed=mapped.guessed,
        rows=tuple(rows),
        findings=tuple(remarks.about_grid(grid, target, mapped, has_group=reader.has_group)),
        skipped=(*range(1, mapped.data_from + 1), *reader.skipped),
    )


class _Reader:
    """Reads the data rows in order, remembering the group heading they stand under."""

    def __init__(self, grid: Grid, target: Target, mapped: Mapped) -> None:
        self._grid, self._target, self._start = grid, target, mapped.data_from
        self._columns = [(column, target.field_of(column.key)) for column in mapped.taken()]
        self._others = {column.place for column in mapped.columns if column.fate is not ColumnFate.TAKEN}
        self._end = _closing_from(grid, mapped.data_from)
        self._group: dict[str, object] = {}
        self._known: dict[tuple[str, type, Cell], dict[str, object]] = {}
        self.has_group = False
        self.skipped: list[int] = []

    def rows(self) -> Iterable[tuple[int, dict[str, object], list[ImportFinding]]]:
        for number, row in enumerate(self._grid.rows[self._start :], start=self._start + 1):
            if all(cell is None for cell in row):
                continue
            if number > self._end or self._is_aside(row):
                self.skipped.append(number)
            else:
                yield number, *self._read(number, row)

    def _is_aside(self, row: Sequence[Cell]) -> bool:
        """Group headings and totals: rows of a table that are no records."""
        texts = [cell for cell in row if cell is not None]
        if _is_total(cell_text(texts[0])):
            return True
        if len(row) < 3 or len(texts) > 2 or not isinstance(texts[-1], str):
            return False
        text = texts[-1] if len(texts) == 1 or len(cell_text(texts[0])) <= 4 else ""
        if not self._target.group or not text or (len(texts) == 2 and row[0] is None):
            return False
        values = _group_values(self._target, text)
        self._group, self.has_group = values or self._group, self.has_group or bool(values)
        return bool(values)

    def _parsed(self, spec: FieldSpec, cell: Cell) -> dict[str, object]:
        """What a cell says; columns repeat the same words, years and posts, so each is read once."""
        known = self._known.get((spec.key, type(cell), cell))
        if known is None:
            known = {key: value for key, value in spec.parse(cell).items() if value not in (None, "")}
            self._known[spec.key, type(cell), cell] = known
        return known

    def _read(self, number: int, row: Sequence[Cell]) -> tuple[dict[str, object], list[ImportFinding]]:
        values: dict[str, object] = {}
        findings: list[ImportFinding] = []
        headings: dict[str, str] = {}
        for column, spec in self._columns:
            headings[spec.key] = column.heading
            if (cell := row[column.place]) is None:
                continue
            try:
                read = self._parsed(spec, cell)
            except Refused as refusal:
                findings.append(remarks.of_refusal(refusal, number, column.heading, spec.key))
                continue
            values = read | values
            if spec.key == self._target.group:
                self._group = read
        for key, value in self._group.items():
            values.setdefault(key, value)
        refused = {finding.field for finding in findings}
        findings += [
            remarks.missing(spec, number, headings.get(spec.key, spec.heading))
            for spec in self._target.fields
            if spec.required and spec.key not in values and spec.key not in refused
        ]
        try:
            self._target.finish(values)
        except Refused as refusal:
            findings.append(remarks.of_refusal(refusal, number, headings.get(refusal.field, ""), refusal.field))
        return values, findings


class _Index(Generic[_Kept]):
    """Finds among many rows the few that may be the same."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._by_key: dict[Hashable, list[tuple[Values, _Kept]]] = defaultdict(list)

    def add(self, values: Values, kept: _Kept) -> None:
        for key in self._target.index(values):
            self._by_key[key].append((values, kept))

    def kin(self, values: Values) -> tuple[list[tuple[Values, _Kept]], list[tuple[Values, _Kept]]]:
        """Those that are the same, and those that may be."""
        same: list[tuple[Values, _Kept]] = []
        maybe: list[tuple[Values, _Kept]] = []
        judged: set[int] = set()
        for key in self._target.index(values):
            for found in self._by_key.get(key, ())[:_CANDIDATES]:
                if id(found[0]) in judged:
                    continue
                judged.add(id(found[0]))
                kinship = self._target.judge(values, found[0])
                if kinship is not Kinship.OTHER:
                    (same if kinship is Kinship.SAME else maybe).append(found)
        return same, maybe


def _set_aside(findings: list[ImportFinding], optional: Collection[str]) -> tuple[list[ImportFinding], tuple[str, ...]]:
    """Findings of optional fields as warnings, and the fields."""
    blank = tuple(one.field for one in findings if one.field in optional and one.severity is Severity.ERROR)
    eased = [replace(one, severity=Severity.WARNING) if one.field in blank else one for one in findings]
    return eased, blank


def _judged(
    number: int,
    values: dict[str, object],
    findings: list[ImportFinding],
    blank: tuple[str, ...],
    kept: _Index[Existing],
    seen: _Index[int],
) -> PreviewRow:
    if any(finding.severity is Severity.ERROR for finding in findings):
        return PreviewRow(number=number, state=RowState.REFUSED, values=values, findings=tuple(findings))
    earlier = [row for group in seen.kin(values) for _values, row in group]
    seen.add(values, number)
    same, maybe = kept.kin(values)
    alike = tuple(dict.fromkeys(record.uid for _values, record in (*same, *maybe)))
    if earlier:
        findings.append(remarks.like_row(number, earlier[0]))
        return PreviewRow(
            number=number,
            state=RowState.POSSIBLE_DUPLICATE,
            values=values,
            resembles_row=earlier[0],
            alike=alike,
            left_blank=blank,
            findings=tuple(findings),
        )
    if len(same) == 1:
        return _against(number, values, same[0][1], findings, blank)
    if same or maybe:
        record = (same or maybe)[0][1]
        findings.append(remarks.like_kept(number, len(same) + len(maybe)))
        return PreviewRow(
            number=number,
            state=RowState.POSSIBLE_DUPLICATE,
            values=values,
            existing=record.uid,
            alike=alike,
            left_blank=blank,
            changes=_changes(values, record.values),
            findings=tuple(findings),
        )
    return PreviewRow(number=number, state=RowState.NEW, values=values, left_blank=blank, findings=tuple(findings))


def _against(
    number: int, values: Values, record: Existing, findings: list[ImportFinding], blank: tuple[str, ...]
) -> PreviewRow:
    changes = _changes(values, record.values)
    state = RowState.CHANGED if changes else RowState.SAME
    return PreviewRow(
        number=number,
        state=state,
        values=values,
        existing=record.uid,
        left_blank=blank,
        changes=changes,
        findings=tuple(findings),
    )


def _changes(values: Values, before: Values) -> tuple[Change, ...]:
    return tuple(
        Change(field=key, before=before.get(key), after=value)
        for key, value in values.items()
        if value is not None and value != before.get(key)
    )


def _closing_from(grid: Grid, start: int) -> int:
    """Number of rows before the closing: the lines with place, day and signatures under a list, of one or two cells.

    They stand under a blank row or a total, and nothing below them is as full as a row of the list.
    """
    counts = [sum(cell is not None for cell in row) for row in grid.rows]
    end = len(counts)
    while end > start and counts[end - 1] < _RECORD_CELLS:
        end -= 1
    if end == start:
        return len(counts)  # no row is full: a short list, not a closing
    for place in range(end, len(counts) - 1):
        if not counts[place] or _is_total(next(cell_text(cell) for cell in grid.rows[place] if cell is not None)):
            return place + 1
    return len(counts)


def _group_values(target: Target, text: str) -> dict[str, object]:
    spec = target.field_of(target.group)
    if spec.looks is None or not spec.looks(text):
        return {}
    try:
        return spec.parse(text)
    except Refused:
        return {}


def _is_total(text: str) -> bool:
    return fold_with_tones(text).lstrip("( ").startswith(("tổng cộng", "tổng số", "cộng:", "danh sách này", "ấn định"))
