"""A report as a workbook: its figures, and every record they were counted from.

Every text is a text and every figure a number: nothing in it is a formula, whatever a title begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
from app.typesetting.workbook import Sheet, Value, workbook

NO_REPORT = refused("REP-30", N_("Báo cáo này không còn nữa."), next_step=N_("Chọn một báo cáo khác trong danh sách."))

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
        return workbook(
            (
                Sheet(name=_FIGURES, titles=titles, columns=_FIGURE_COLUMNS, rows=_figure_rows(facts, changed)),
                Sheet(
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
