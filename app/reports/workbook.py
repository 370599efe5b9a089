"""A report as a workbook: its figures, and every record they were counted from.

Every text is a text and every figure a number: nothing in it is a formula, whatever a title begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_, on_paper
from app.reports.definitions import definition
from app.reports.facts import Fact
from app.reports.making import NOUN_WORDS, sources_of
from app.reports.narrative import is_among
from app.reports.owing import titled
from app.reports.queries import facts_of, facts_told, freshness, report, wanted_keys
from app.reports.sources import told
from app.reports.views import ReportView, SourceLine
from app.typesetting.archives import timeless
from app.typesetting.nd30 import ND30

NO_REPORT = refused("REP-30", N_("Báo cáo này không còn nữa."), next_step=N_("Chọn một báo cáo khác trong danh sách."))

_A4 = 9
_INCH = 25.4
_TEXT = "@"
_NUMBER = "#,##0"
_RISKY = ("=", "+", "-", "@", "'")
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_FIGURES, _SOURCES = "Số liệu", "Nguồn"
_FIGURE_COLUMNS = (
    ("TT", 7),
    ("Chỉ tiêu", 60),
    ("Đơn vị", 14),
    ("Kỳ này", 12),
    ("Lũy kế năm", 12),
    ("Kỳ trước", 12),
    ("Tăng, giảm", 12),
    ("Ghi chú", 42),
)
_SOURCE_COLUMNS = (("TT", 7), ("Ngày", 12), ("Loại", 20), ("Nội dung", 62), ("Nơi, nguồn", 34))

Value = str | int | None


@dataclass(frozen=True, kw_only=True)
class _Page:
    name: str
    titles: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[Value]]


def report_xlsx(session: Session, uid: str) -> bytes:
    """Sheets "Số liệu" and "Nguồn" of a report; a signed one tells the figures it was signed with.

    Refuses REP-30 for a report that is gone. Equal reports give equal bytes.
    """
    view = report(session, uid)
    if view is None:
        raise NO_REPORT()
    with on_paper():
        kind = definition(view.definition)
        now = facts_of(session, view)
        wanted = wanted_keys(kind, view)
        facts = [fact for key, fact in facts_told(view, now).items() if is_among(key, wanted) and says_something(fact)]
        lines = told(session, sources_of({fact.kind.key: fact for fact in facts}))
        changed = frozenset(freshness(session, view, now).changed)
        titles = _titles(view)
        return _book(
            (
                _Page(name=_FIGURES, titles=titles, columns=_FIGURE_COLUMNS, rows=_figure_rows(facts, changed)),
                _Page(
                    name=_SOURCES,
                    titles=(f"Nguồn số liệu: {len(lines)} mục", *titles[1:]),
                    columns=_SOURCE_COLUMNS,
                    rows=_source_rows(lines),
                ),
            ),
            titles[0],
        )


def workbook_name(session: Session, uid: str, ending: str) -> str:
    """A file name without anything about people: ``bao-cao-thang-2026-11.xlsx``."""
    view = report(session, uid)
    if view is None:
        raise NO_REPORT()
    words = re.sub(r"[^a-z0-9]+", "-", fold(f"{view.name} {view.period.key}")).strip("-")
    return f"{words}.{ending}"


def says_something(fact: Fact) -> bool:
    """Whether any of its figures is a number other than 0, or lacks entries it should have."""
    return any(figure.value or figure.missing for figure in (fact.now, fact.year, fact.previous))


def _titles(view: ReportView) -> tuple[str, ...]:
    days = f"Số liệu từ ngày {show_day(view.period.first)} đến ngày {show_day(view.period.last)}"
    state = "theo báo cáo đã ký" if view.is_issued else "dự thảo"
    return (titled(definition(view.definition), view.period).upper(), f"{days} ({state})")


def _figure_rows(facts: Sequence[Fact], changed: frozenset[str]) -> Iterator[Sequence[Value]]:
    for place, fact in enumerate(facts, start=1):
        yield (
            place,
            fact.kind.name,
            fact.kind.unit,
            fact.now.value,
            fact.year.value,
            fact.previous.value,
            fact.change,
            _remark(fact, is_changed=fact.kind.key in changed),
        )


def _remark(fact: Fact, *, is_changed: bool) -> str:
    parts = []
    if fact.now.value is None and fact.now.missing:
        parts.append("chưa có số liệu")
    elif fact.now.missing:
        parts.append(f"{fact.now.covered}/{fact.now.covered + fact.now.missing} mục có số")
    if is_changed:
        parts.append("nhật ký đã thay đổi")
    return "; ".join(parts)


def _source_rows(lines: Sequence[SourceLine]) -> Iterator[Sequence[Value]]:
    for place, line in enumerate(lines, start=1):
        yield place, show_day(line.day), NOUN_WORDS.get(line.noun, line.noun), line.what, line.where


def _book(pages: Sequence[_Page], title: str) -> bytes:
    book = Workbook(write_only=True)  # rows are streamed: a year may have thousands of sources
    for each in pages:
        page = book.create_sheet(each.name)
        _set_up(page, each)
        _write(page, each)
    book.properties.creator = None
    book.properties.title = title
    book.properties.language = "vi-VN"
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue(), _without_moment)


def _without_moment(name: str, content: bytes) -> bytes:
    return _MOMENTS.sub(b"", content) if name == "docProps/core.xml" else content


def _set_up(page: Any, what: _Page) -> None:
    """A4 across, as wide as the paper, the header on every page."""
    margins = ND30.page
    page.page_setup.paperSize, page.page_setup.orientation = _A4, "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left, page.page_margins.right = margins.left / _INCH, margins.right / _INCH
    page.page_margins.top, page.page_margins.bottom = margins.top / _INCH, margins.bottom / _INCH
    page.oddFooter.center.text = "&P/&N"
    header = len(what.titles) + 1
    page.print_title_rows = f"{header}:{header}"
    page.freeze_panes = f"A{header + 1}"
    for place, (_title, width) in enumerate(what.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = width


def _write(page: Any, what: _Page) -> None:
    looks: dict[tuple[str, bool], Any] = {}

    def cell(value: Value, look: str) -> Any:
        made = WriteOnlyCell(page, value)
        kind = (look, isinstance(value, int))
        if kind not in looks:
            looks[kind] = _look(page, *kind)
        made._style = copy(looks[kind])  # made once for each look: a sheet may have a hundred thousand cells
        if isinstance(value, str):
            made.data_type = "s"  # text stays text, never a formula
            if value.startswith(_RISKY):
                made.quotePrefix = True
        return made

    for title in what.titles:
        page.append([cell(title, "title")])
    page.append([cell(title, "header") for title, _width in what.columns])
    for row in what.rows:
        page.append([cell(value, "cell") for value in row])


def _look(page: Any, look: str, is_number: bool) -> Any:
    side = Side(style="thin")
    made = WriteOnlyCell(page)
    made.font = Font(name=ND30.typeface, size=ND30.table.cell.size, bold=look != "cell")
    horizontal = "center" if look == "header" else "right" if is_number else "left"
    made.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=look != "title")
    made.number_format = _NUMBER if is_number else _TEXT
    if look != "title":
        made.border = Border(left=side, right=side, top=side, bottom=side)
    return made._style
