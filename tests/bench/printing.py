"""Decisions and rosters as PDF: against a bare canvas, and against a template filled for an office program."""

from __future__ import annotations

import tempfile
from pathlib import Path

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
    ours, bare = in_turns(sizes.paper_rounds, lambda: _render(sizes.papers),
                          lambda: [bare_canvas.draw(paper) for paper in drawn])
    figures = [Figure(measure=f"{sizes.papers} decisions with rosters ({pages} pages) as PDF", ours=ours,
                      show=milliseconds, against="same lines, bare reportlab canvas", baseline=bare, aim=1.5)]
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
    """LibreOffice is timed once, after a start that makes its profile."""
    if office_suite.program() is None:
        print("LibreOffice is not installed: not compared with.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        office_suite.print_all(1, Path(folder))
        whole = taken(lambda: office_suite.print_all(sizes.office_papers, Path(folder)))
    return [Figure(measure="one of them, two pages", ours=each, show=milliseconds, faster=True, aim=25,
                   against=f"docxtpl + LibreOffice, {sizes.office_papers} in one go",
                   baseline=whole / sizes.office_papers)]


def _first_paper(sizes: Sizes) -> list[Figure]:
    for way in ("ours", "bare"):
        fresh.run("first_paper", way)
    rounds = [(fresh.run("first_paper", "ours"), fresh.run("first_paper", "bare")) for _ in range(sizes.starts)]
    ours, bare = (fresh.medians(list(column)) for column in zip(*rounds, strict=True))
    return [Figure(measure="first PDF of a fresh process", ours=ours["made_at"], show=milliseconds,
                   against="import reportlab, one page", baseline=bare["made_at"])]
