"""A superior's catalogue of activities (letter 557/STTTT-CNTT and the like), pasted or from a file, with a preview.

One row an indicator: code, name, indicator, unit; a blank name goes on with the kind above. A list of names alone is a
catalogue too: each kind then counts times, people and households.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.activities.kind_commands import CODE_LIMIT, UNIT_LIMIT, KindInput
from app.activities.rules import NO_NAME, NO_UNIT, TITLE_LIMIT
from app.activities.typed_rows import always_another, as_it_is, no_index
from app.activities.views import Indicator, KindView
from app.importing.columns import ColumnFate, FieldSpec, Target, map_columns
from app.importing.grid import Grid, cell_text
from app.kernel.problems import Refused
from app.kernel.text import clean_line, fold
from app.kernel.words import _

DEFAULT_INDICATORS = (
    Indicator(code="sessions", name="Số cuộc", unit="cuộc"),
    Indicator(code="guided", name="Số người", unit="người", who="citizens"),
    Indicator(code="households", name="Số hộ", unit="hộ", who="households", optional=True),
)
_WHO = {
    "người": "citizens",
    "hộ": "households",
    "hộ kinh doanh": "business_households",
    "doanh nghiệp": "enterprises",
}


@dataclass(frozen=True, kw_only=True)
class ShownKind:
    """A row of the preview: one kind."""

    state: str
    cells: Sequence[str]
    messages: Mapping[int, str] = field(default_factory=dict)
    kind: KindInput | None = None


@dataclass(frozen=True, kw_only=True)
class CataloguePreview:
    """What a catalogue would add to the kinds there are or change in them."""

    headings: Sequence[str]
    rows: Sequence[ShownKind]
    unknown_columns: Sequence[str]

    def kinds(self) -> tuple[KindInput, ...]:
        """Kinds that would be added or renewed."""
        return tuple(row.kind for row in self.rows if row.kind is not None and row.state in {"new", "changed"})


def read_catalogue(grid: Grid, known: Sequence[KindView], *, source: str) -> CataloguePreview:
    """Reads the table; ``source`` is the letter it comes from. Refuses what is wrong with the whole grid (IMP-…)."""
    mapped = map_columns(grid, _target())
    places = {column.key: column.place for column in mapped.columns if column.fate is ColumnFate.TAKEN}
    groups: list[list[dict[str, str]]] = []
    for row in grid.rows[mapped.data_from :]:
        cells = {key: cell_text(row[place]).strip() for key, place in places.items()}
        if not any(cells.values()):
            continue
        if cells.get("name") or not groups:
            groups.append([])
        groups[-1].append(cells)
    return CataloguePreview(
        headings=[_("Mã"), _("Loại hoạt động"), _("Chỉ tiêu (đơn vị)")],
        rows=[_shown(group, known, source) for group in groups],
        unknown_columns=[one.heading for one in mapped.columns if one.fate is ColumnFate.UNKNOWN],
    )


def _shown(group: Sequence[Mapping[str, str]], known: Sequence[KindView], source: str) -> ShownKind:
    name, code = group[0].get("name", ""), group[0].get("code", "")
    try:
        kind = _kind(group, source)
        former = next((one for one in known if _is_same(kind, one)), None)
        kind = replace(kind, indicators=_with_codes(kind.indicators, former))
    except Refused as problem:
        place = {"code": 0, "name": 1}.get(problem.field, 2)
        words = f"{problem.sentence} {problem.next_step}"
        return ShownKind(state="refused", cells=[code, name, ""], messages={place: words})
    told = "; ".join(f"{one.name} ({one.unit})" for one in kind.indicators)
    cells = [kind.code or (former.code if former else ""), kind.name, told]
    if former is None:
        return ShownKind(state="new", cells=cells, kind=kind)
    return ShownKind(state="same" if _says_the_same(kind, former) else "changed", cells=cells, kind=kind)


def _kind(group: Sequence[Mapping[str, str]], source: str) -> KindInput:
    name = clean_line(group[0].get("name", ""), field="name", limit=TITLE_LIMIT, label=_("Loại hoạt động"))
    if not name:
        raise NO_NAME(field="name")
    indicators = [_indicator(row) for row in group if row.get("indicator") or row.get("unit")]
    return KindInput(
        code=clean_line(group[0].get("code", ""), field="code", limit=CODE_LIMIT, label=_("Mã")).upper(),
        name=name,
        indicators=tuple(indicators) or DEFAULT_INDICATORS,
        source=source,
    )


def _indicator(row: Mapping[str, str]) -> Indicator:
    unit = clean_line(row.get("unit", ""), field="unit", limit=UNIT_LIMIT, label=_("Đơn vị tính")).lower()
    name = clean_line(row.get("indicator", ""), field="indicator", limit=TITLE_LIMIT, label=_("Chỉ tiêu"))
    if not unit:
        raise NO_UNIT(field="unit", indicator=name)
    return Indicator(code="", name=name or _("Số {unit}").format(unit=unit), unit=unit, who=_WHO.get(unit, ""))


def _with_codes(indicators: Sequence[Indicator], former: KindView | None) -> tuple[Indicator, ...]:
    """A known indicator keeps its code; those the catalogue no longer names stay, so that no figure is lost."""
    before = {(fold(one.name), one.unit): one for one in former.indicators} if former else {}
    taken = {one.code for one in before.values()}
    free = (f"c{place}" for place in range(1, len(indicators) + len(taken) + 1) if f"c{place}" not in taken)
    kept: list[Indicator] = []
    for one in indicators:
        same = before.pop((fold(one.name), one.unit), None)
        kept.append(replace(one, code=same.code if same else one.code or next(free), optional=False))
    return tuple(kept) + tuple(replace(one, optional=True) for one in before.values())


def _is_same(kind: KindInput, known: KindView) -> bool:
    return known.code == kind.code if kind.code else fold(known.name) == fold(kind.name)


def _says_the_same(kind: KindInput, known: KindView) -> bool:
    return (kind.name, kind.indicators) == (known.name, known.indicators)


def _target() -> Target:
    def spec(key: str, words: str, synonyms: tuple[str, ...], *, required: bool = False) -> FieldSpec:
        return FieldSpec(key=key, heading=words, synonyms=synonyms, required=required, parse=as_it_is)

    fields = (
        spec("code", _("Mã"), ("Mã", "Mã số", "Mã hoạt động", "Ký hiệu")),
        spec(
            "name",
            _("Loại hoạt động"),
            (
                "Loại hoạt động",
                "Hoạt động",
                "Tên hoạt động",
                "Nội dung",
                "Nhiệm vụ",
                "Nội dung hoạt động",
                "Tên nhiệm vụ",
            ),
            required=True,
        ),
        spec("indicator", _("Chỉ tiêu"), ("Chỉ tiêu", "Tên chỉ tiêu", "Số liệu", "Chỉ số", "Kết quả")),
        spec("unit", _("Đơn vị tính"), ("Đơn vị tính", "Đơn vị", "ĐVT")),
    )
    return Target(name="catalogue", fields=fields, index=no_index, judge=always_another)
