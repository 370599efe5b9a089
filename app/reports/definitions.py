"""Report definitions: data files that say which sections, sentences and indicators a report has; read and checked once.

A sentence names its figures in braces: ``{activity.VNEID.guided}`` for the report's own days, ``{…:year}`` since the
year began, ``{…:previous}`` for the period before. A sentence without its figures is not written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

import resources
from app.kernel.problems import refused
from app.kernel.words import N_
from db.vocabulary import Cadence, CountMode, PeriodScheme

NO_DEFINITION = refused(
    "REP-01", N_("Không có mẫu báo cáo “{code}”."), next_step=N_("Chọn một mẫu trong danh sách mẫu báo cáo.")
)
BAD_DEFINITION = refused(
    "REP-02",
    N_("Mẫu báo cáo {file} không dùng được: {why}"),
    next_step=N_("Sửa mẫu theo vị trí đã nêu, hoặc cài lại phần mềm để lấy mẫu gốc."),
)

Listing = Literal["difficulties", "tasks_next", "tasks_done", "praise", "resources", "founding", "proposals"]
"""Lists that ``app.reports.lists`` can write."""
PLACEHOLDER = re.compile(r"\{([A-Za-z]\w*\.[\w.\-]+)(?::(year|previous))?\}")
"""Keys of figures have a dot, which tells them from values of the paper such as ``{office}``."""


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sentence with the figures it needs."""

    text: str
    even_zero: bool = False
    """Written also where every figure of its own days is 0."""
    only_zero: bool = False
    """Written only where every figure is a true 0: "không phát sinh …"."""

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The figures named: key and which span ("" for the report's own days)."""
        return tuple((match[1], match[2] or "") for match in PLACEHOLDER.finditer(self.text))


class ChartWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A chart of one or several figures, by month of the year or by hamlet."""

    title: str
    keys: tuple[str, ...]
    by: Literal["month", "hamlet"]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A headed part of a report: sentences, the officer's own words, a table of indicators, a list, a chart."""

    code: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    own: str = ""
    """Words of the field in which the officer writes; none where empty."""
    table: tuple[str, ...] = ()
    """Keys of indicators, ``radio.*`` for all that begin so."""
    list: Listing | None = None
    chart: ChartWish | None = None
    optional: bool = False
    """Left out with its heading where there is nothing to say."""
    sections: tuple[Section, ...] = ()


class Due(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The usual last day, where no duty of the receiver says otherwise."""

    day: int
    exclusive: bool = True
    month_offset: int = 0


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of report."""

    code: str
    name: str
    note: str = ""
    cadence: Cadence
    scheme: PeriodScheme = PeriodScheme.CALENDAR
    count_mode: CountMode = CountMode.PERIOD
    source: str = ""
    due: Due | None = None
    template: str = "bc"
    subject: str
    opening: str
    closing: str = ""
    sections: tuple[Section, ...]
    annex: bool = True
    """Whether the list of sources is printed behind it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every figure it may print, ``radio.*`` for all that begin so."""
        named = (
            key for section in self.flat_sections for sentence in section.sentences for key, _span in sentence.keys
        )
        tables = (key for section in self.flat_sections for key in section.table)
        charts = (key for section in self.flat_sections if section.chart for key in section.chart.keys)
        return tuple(dict.fromkeys((*named, *tables, *charts)))

    @property
    def flat_sections(self) -> tuple[Section, ...]:
        """All sections in printing order, the inner ones after their outer."""
        return tuple(each for section in self.sections for each in (section, *section.sections))


@lru_cache(maxsize=1)
def definitions() -> tuple[Definition, ...]:
    """All kinds of report there are, in the order in which they are offered."""
    found = [read_definition(path) for path in sorted(resources.path("reports").glob("*.json"))]
    return tuple(found)


def definition(code: str) -> Definition:
    """One kind by code; Refused REP-01 where there is none."""
    for each in definitions():
        if each.code == code:
            return each
    raise NO_DEFINITION(field="definition", code=code)


def read_definition(path: Path) -> Definition:
    """A definition from its file; Refused REP-02 naming what is wrong and where."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Definition)
    except msgspec.MsgspecError as error:
        raise BAD_DEFINITION(file=path.name, why=str(error)) from error
