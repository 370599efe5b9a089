"""Which column is what: by its heading, else by what its cells look like, else by its place; a person may overrule."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from app.importing.grid import Cell, Grid, cell_text, column_letter
from app.kernel.text import fold, fold_with_tones, has_tones, nfc

Values = Mapping[str, object]
Parser = Callable[[Cell], dict[str, object]]

_TITLE_ROWS = 15
_SAMPLE_ROWS = 50
_LONGEST_HEADING = 60
_EXACT = 1000
_ENOUGH = 0.6
"""Share of a column's cells that must look alike for a guess without headings."""


class Kinship(StrEnum):
    """How a row resembles one that is kept."""

    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One thing a column may hold."""

    key: str
    heading: str
    """Words of the field, as shown and as written in a copied table."""
    parse: Parser
    """Values read from a filled cell; raises Refused. A blank cell gives no values."""
    synonyms: tuple[str, ...] = ()
    required: bool = False
    next_step: str = ""
    """What to do when the required value is missing."""
    looks: Callable[[Cell], bool] | None = None
    """Whether a cell without heading looks like this field."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a grid is to become: its fields in their usual order, and how rows are recognised again."""

    name: str
    fields: tuple[FieldSpec, ...]
    index: Callable[[Values], Iterable[Hashable]]
    """Keys under which likely equal rows meet; only rows sharing one are compared."""
    judge: Callable[[Values, Values], Kinship]
    """Whether a read row is the kept one."""
    finish: Callable[[dict[str, object]], None] = field(default=lambda _values: None)
    """Completes the values of a row from one another; raises Refused."""
    group: str = ""
    """Field that a row with one single cell sets for the rows below it (a roster grouped by hamlet)."""

    def field_of(self, key: str) -> FieldSpec:
        """The field with a key; raises KeyError."""
        return {spec.key: spec for spec in self.fields}[key]


class ColumnFate(StrEnum):
    """What happens to a column."""

    TAKEN = "taken"
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the grid and what it was found to be."""

    place: int
    """Counted from 0."""
    heading: str
    """Its heading as typed, or its Excel letter."""
    fate: ColumnFate
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """All columns, and the row where the data begin (counted from 0)."""

    columns: tuple[Column, ...]
    data_from: int
    guessed: bool
    """No headings were found: the person should look at the columns first."""

    def taken(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return tuple(column for column in self.columns if column.fate is ColumnFate.TAKEN)


_COUNTER = frozenset({"stt", "tt", "sốtt", "sốthứtự", "số", "no", "#"})
_FORBIDDEN = (
    "dân tộc",
    "tôn giáo",
    "đảng viên",
    "đảng",
    "chính kiến",
    "cccd",
    "cmnd",
    "cmt",
    "căn cước",
    "chứng minh",
    "số định danh",
    "mã định danh",
    "hộ chiếu",
    "tài khoản",
    "stk",
    "sức khỏe",
    "bệnh",
)
"""Sensitive personal data (Luật Bảo vệ dữ liệu cá nhân 2025, NĐ 356/2025 Điều 4): never needed for a roster."""


def map_columns(grid: Grid, target: Target, chosen: Mapping[int, str] | None = None) -> Mapped:
    """Finds each column's field; ``chosen`` (place to key, empty to leave out) overrules all but the forbidden."""
    row = _heading_row(grid, target)
    if row is None:
        columns, start = _guess(grid, target), 0
    else:
        start = row + 1
        headings = grid.rows[row]
        if start < len(grid.rows) and _is_second_row(grid.rows[start], headings, target):
            headings = tuple(
                cell if lower is None else lower for cell, lower in zip(headings, grid.rows[start], strict=True)
            )
            start += 1
        columns = _by_heading(headings, target, _filled_places(grid, start - 1))
        if start < len(grid.rows) and _counts_columns(grid.rows[start]):
            start += 1
    return Mapped(columns=tuple(_overruled(columns, chosen or {})), data_from=start, guessed=row is None)


@lru_cache(maxsize=2048)
def _plain(heading: str) -> str:
    """Heading without case, misplaced tones, notes in brackets and signs: ``Họ và  TÊN (*)`` is ``họ và tên``."""
    words = re.sub(r"\([^)]*\)", " ", fold_with_tones(heading))
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


def _matches(heading: str, words: Iterable[str]) -> int:
    """Length of the best phrase: the whole heading, or its beginning; tones count where the heading has some."""
    said = _plain(heading)
    if not said:
        return 0
    toned, best = has_tones(said), 0
    for phrase in words:
        plain = _plain(phrase) if toned else fold(_plain(phrase))
        if said == plain or _plain(phrase) == said:
            return _EXACT
        if len(plain) > 3 and said.startswith(plain + " "):
            best = max(best, len(plain))
    return best


def _field_for(heading: str, target: Target) -> str:
    scores = {spec.key: _matches(heading, (spec.heading, *spec.synonyms)) for spec in target.fields}
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] else ""


def _is_forbidden(heading: str) -> bool:
    said = f" {_plain(heading)} "
    toned = has_tones(said)
    return any(f" {phrase if toned else fold(phrase)} " in said for phrase in _FORBIDDEN)


def _is_counter(heading: str) -> bool:
    return re.sub(r"[\s.]+", "", fold_with_tones(heading)) in _COUNTER


def _heading_row(grid: Grid, target: Target) -> int | None:
    best = 0
    found: int | None = None
    for number, row in enumerate(grid.rows[:_TITLE_ROWS]):
        texts = [nfc(cell) for cell in row if isinstance(cell, str)]
        score = _heading_score([text for text in texts if 0 < len(text) <= _LONGEST_HEADING], target)
        if score > best and (score >= 2 or len(texts) == 1 == grid.width):
            best, found = score, number
    return found


def _heading_score(texts: list[str], target: Target) -> int:
    """How many headings a row holds; none where no field is named exactly, for then it is a row of data."""
    keys = {key for text in texts if not _is_forbidden(text) and (key := _field_for(text, target))}
    exact = any(_matches(text, (spec.heading, *spec.synonyms)) == _EXACT for text in texts for spec in target.fields)
    others = sum(_is_forbidden(text) or _is_counter(text) for text in texts)
    return len(keys) + others if exact else 0


def _counts_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns, as ``(1) (2) (3)`` under the headings of official forms."""
    numbers = [cell_text(cell).strip(" ()") for cell in row if cell is not None]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def _is_second_row(row: Sequence[Cell], above: Sequence[Cell], target: Target) -> bool:
    """Whether a row only divides headings: ``Nam`` and ``Nữ`` under one ``Năm sinh``, one of them under no heading."""
    texts = [(place, cell_text(cell)) for place, cell in enumerate(row) if cell is not None]
    exact = all(
        any(_matches(text, (spec.heading, *spec.synonyms)) == _EXACT for spec in target.fields)
        for _place, text in texts
    )
    return len(texts) > 1 and exact and any(above[place] is None for place, _text in texts)


def _filled_places(grid: Grid, above: int) -> set[int]:
    return {place for row in grid.rows[above + 1 :] for place, cell in enumerate(row) if cell is not None}


def _by_heading(row: Sequence[Cell], target: Target, filled: set[int]) -> list[Column]:
    columns: list[Column] = []
    used: set[str] = set()
    for place, cell in enumerate(row):
        heading = nfc(cell_text(cell))
        key = _field_for(heading, target)
        if _is_forbidden(heading):
            fate, key = ColumnFate.FORBIDDEN, ""
        elif _is_counter(heading) or (not heading and place not in filled):
            fate, key = ColumnFate.IGNORED, ""
        else:
            fate = ColumnFate.TAKEN if key and key not in used else ColumnFate.UNKNOWN
        used.add(key)
        columns.append(
            Column(
                place=place,
                heading=heading or column_letter(place),
                fate=fate,
                key=key if fate is ColumnFate.TAKEN else "",
            )
        )
    return columns


def _guess(grid: Grid, target: Target) -> list[Column]:
    """By the look of the cells; where the required field shows itself nowhere, by the usual order of the fields."""
    head = grid.rows[:_SAMPLE_ROWS]
    samples = [[row[place] for row in head if row[place] is not None] for place in range(grid.width)]
    fates = {place: fate for place, cells in enumerate(samples) if grid.width > 1 and (fate := _fate_by_look(cells))}
    free = [place for place in range(grid.width) if place not in fates]
    keys = _keys_by_look(samples, free, target)
    if not any(spec.key in keys.values() for spec in target.fields if spec.required):
        usual = (spec.key for spec in target.fields if spec.required or spec.looks is None)
        keys |= dict(zip((place for place in free if place not in keys), usual, strict=False))
    return [
        Column(
            place=place,
            heading=column_letter(place),
            key=keys.get(place, ""),
            fate=fates.get(place, ColumnFate.TAKEN if place in keys else ColumnFate.UNKNOWN),
        )
        for place in range(grid.width)
    ]


def _keys_by_look(samples: list[list[Cell]], free: list[int], target: Target) -> dict[int, str]:
    keys: dict[int, str] = {}
    for spec in target.fields:
        if spec.looks is None:
            continue
        left = [place for place in free if place not in keys]
        shares = {place: sum(map(spec.looks, samples[place])) / len(samples[place]) for place in left}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= _ENOUGH:
            keys[best] = spec.key
    return keys


def _fate_by_look(cells: list[Cell]) -> ColumnFate | None:
    if _are_identity_numbers(cells):
        return ColumnFate.FORBIDDEN
    return ColumnFate.IGNORED if not cells or _are_counting(cells) else None


def _are_counting(cells: list[Cell]) -> bool:
    return len(cells) > 1 and [cell_text(cell) for cell in cells] == [str(place + 1) for place in range(len(cells))]


def _are_identity_numbers(cells: list[Cell]) -> bool:
    """Twelve digits (CCCD), also eleven where the spreadsheet lost the zero; phones of that length begin otherwise."""
    alike = sum(bool(re.fullmatch(r"(?!02|84)\d{11,12}", cell_text(cell))) for cell in cells)
    return bool(cells) and alike >= _ENOUGH * len(cells)


def _overruled(columns: list[Column], chosen: Mapping[int, str]) -> Iterable[Column]:
    taken = {key for key in chosen.values() if key}
    for column in columns:
        if column.fate is ColumnFate.FORBIDDEN or (column.place not in chosen and column.key not in taken):
            yield column
        else:
            key = chosen.get(column.place, "")
            fate = ColumnFate.TAKEN if key else ColumnFate.IGNORED if column.place in chosen else ColumnFate.UNKNOWN
            yield Column(place=column.place, heading=column.heading, fate=fate, key=key)
