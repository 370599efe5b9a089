"""Every kind of report of the practice commune on paper: A4 by the decree, figures as counted, charts kept by Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from app.documents.content import ChartBlock, TableBlock
from app.documents.printing import docx_of, pdf_of
from app.kernel.clock import FixedClock
from app.practice import open_practice
from app.reports.commands import PrepareReport
from app.reports.definitions import Definition, definitions
from app.reports.queries import period_due, report
from app.reports.views import ReportView
from app.workspace import Workspace
from tests.support.paper_measure import copied_text, measure_pdf, near, office_pdfs, office_program

MOMENT = datetime(2026, 7, 2, 2, 0, tzinfo=UTC)
SPAN = "2026-04-01/2026-06-30"
needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("practice") / "data"
    with open_practice(folder, clock=FixedClock(MOMENT), with_log=True) as opened:
        yield opened


def made(practice: Workspace, kind: Definition) -> ReportView:
    period = period_due(kind, date(2026, 7, 2))
    uid = practice.do(PrepareReport(definition=kind.code, period=period.key if period else SPAN)).value
    view = practice.read(report, uid)
    assert view is not None
    return view


@pytest.mark.parametrize("kind", definitions(), ids=lambda kind: kind.code)
def test_a_report_prints_as_the_decree_wants_with_its_figures(practice: Workspace, kind: Definition) -> None:
    view = made(practice, kind)
    data = practice.read(pdf_of, practice.files, view.paper.uid)
    pages = measure_pdf(data)
    assert all(near(page.width, 210) and near(page.height, 297) for page in pages)
    said = " ".join(copied_text(data).split())
    assert "BÁO CÁO" in said and "Nơi nhận:" in said and view.paper.subject.split()[-1] in said
    for block in view.paper.content.blocks:
        if isinstance(block, TableBlock):
            assert all(" ".join(cell.split()) in said for row in block.rows for cell in row[3:4] if len(cell) < 12)
    practice.undo()


def test_the_quick_report_of_a_busy_month_is_one_page(practice: Workspace) -> None:
    view = made(practice, next(each for each in definitions() if each.code == "nhanh"))
    assert len(measure_pdf(practice.read(pdf_of, practice.files, view.paper.uid))) == 1
    practice.undo()


@needs_office
@pytest.mark.slow_office
def test_the_half_year_report_opens_in_libreoffice_with_its_charts_and_layout(
    practice: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kind = next(each for each in definitions() if each.code == "sau-thang")
    view = made(practice, kind)
    charts = [block for block in view.paper.content.blocks if isinstance(block, ChartBlock)]
    assert len(charts) == 2
    pdf = practice.read(pdf_of, practice.files, view.paper.uid)
    docx = practice.read(docx_of, practice.files, view.paper.uid)
    (shown,) = office_pdfs([docx], tmp_path_factory.mktemp("office"))
    with pypdfium2.PdfDocument(pdf) as ours, pypdfium2.PdfDocument(shown) as theirs:
        assert abs(len(ours) - len(theirs)) <= 1
    said = " ".join(copied_text(shown).split())
    assert all(chart.title in said for chart in charts)
    assert _pictures(shown) == 2
    assert _page_of(pdf, charts[0].title) == _page_of(shown, charts[0].title)
    practice.undo()


def _pictures(data: bytes) -> int:
    """Pictures of at least a third of the page's width."""
    with pypdfium2.PdfDocument(data) as pdf:
        found = 0
        for page in pdf:
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
                left, _bottom, right, _top = item.get_bounds()
                found += right - left > page.get_width() / 3
            page.close()
    return found


def _page_of(data: bytes, words: str) -> int:
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage()
            held = words in " ".join(text.get_text_range().split())
            text.close()
            page.close()
            if held:
                return number
    return -1
