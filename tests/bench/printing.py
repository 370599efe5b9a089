"""Decisions and rosters as PDF: against a bare canvas, and against a template filled for an office program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

import pypdfium2

from app.typesetting.fonts import face
from app.typesetting.render_pdf import render_pdf
from tests.bench import bare_canvas, fresh, invented_papers, office_suite
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds
from tests.bench.timing import in_turns, taken


def measure(sizes: Sizes) -> list[Figure]:
    """The documents are made anew each time: laying out what was laid out before would be no work."""
    drawn = [bare_canvas.recorded(paper) for paper in invented_papers.papers(sizes.papers)]
    pages = sum(map(len, drawn))
    _check_same(drawn)
    ours, bare = in_turns(
        sizes.paper_rounds, lambda: _render(sizes.papers), lambda: [bare_canvas.draw(paper) for paper in drawn]
    )
    figures = [
        Figure(
            measure=f"{sizes.papers} decisions with rosters ({pages} pages) as PDF",
            ours=ours,
            show=milliseconds,
            against="same lines, bare reportlab canvas",
            baseline=bare,
            aim=1.5,
        )
    ]
    return [*figures, *_against_office(ours / sizes.papers, sizes), *_first_paper(sizes)]


def _render(count: int) -> None:
    for bold in (False, True):
        for italic in (False, True):
            face(bold, italic).widths.clear()  # no word is known from the round before
    for paper in invented_papers.papers(count):
        render_pdf(paper)


def _check_same(drawn: list[list[bare_canvas.Page]]) -> None:
    """Both ways must draw the same text, or the comparison means nothing."""
    for paper, pages in list(zip(invented_papers.papers(len(drawn)), drawn, strict=True))[:2]:
        if _text(render_pdf(paper)) != _text(bare_canvas.draw(pages)):
            raise RuntimeError("the bare canvas draws another text")


def _text(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def _against_office(each: float, sizes: Sizes) -> list[Figure]:
    """LibreOffice is timed after a start that makes its profile: with all papers in one go, and with one paper."""
    if office_suite.program() is None:
        print("LibreOffice is not installed: not compared with.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        office_suite.print_all(1, Path(folder))
        together = taken(lambda: office_suite.print_all(sizes.office_papers, Path(folder))) / sizes.office_papers
        singly = median(taken(lambda: office_suite.print_all(1, Path(folder))) for _ in range(sizes.office_singly))
    count = sizes.office_papers
    return [
        Figure(measure=measure, ours=each, show=milliseconds, faster=True, aim=25, against=against, baseline=slow)
        for measure, against, slow in (
            ("one decision with its roster", "docxtpl + LibreOffice, started for it", singly),
            ("the same", f"docxtpl + LibreOffice, a {count}th of {count} at once", together),
        )
    ]


def _first_paper(sizes: Sizes) -> list[Figure]:
    for way in ("ours", "bare"):
        fresh.run("first_paper", way)
    rounds = [(fresh.run("first_paper", "ours"), fresh.run("first_paper", "bare")) for _ in range(sizes.starts)]
    ours, bare = (fresh.least(list(column)) for column in zip(*rounds, strict=True))
    return [
        Figure(
            measure="first PDF of a fresh process",
            ours=ours["made_at"],
            show=milliseconds,
            against="import reportlab, one page",
            baseline=bare["made_at"],
        )
    ]
