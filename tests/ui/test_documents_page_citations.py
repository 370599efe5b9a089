"""Where one begins in a new paper, and the table of citable texts: found by search, doubtful ones confirmed."""

from __future__ import annotations

import pytest

from app.documents.citations_store import LoadDefaultCitations
from app.documents.queries import citations
from app.search import search
from tests.support.documents_page import documents_page, opened_commune, pages_asked, practice_commune  # noqa: F401
from ui.pages.documents.citations import CitationPicker


@pytest.mark.parametrize("how", ["compose:tb", "form"])
def test_after_composing_the_cursor_is_in_the_subject(page, qtbot, how):
    page.list.filter.setFocus()
    if how == "form":
        form = page.paperwork.new()
        form.save()
    else:
        page.select(how)
    qtbot.waitUntil(lambda: page.focusWidget() is page.editor.head.subject.edit)


def test_a_citation_found_by_search_is_shown_in_its_table(page):
    page.context.workspace.do(LoadDefaultCitations())
    found = next(
        hit for hit in page.context.workspace.read(search, "148/2025/QH15") if hit.target.startswith("citation:")
    )

    page.select(found.target)

    picker = page.findChild(CitationPicker)
    assert picker.grid.current().symbol == "148/2025/QH15"
    assert picker.take.isHidden() and picker.confirm.isHidden()


def test_a_doubtful_citation_says_so_and_is_confirmed_in_the_table(page):
    page.context.workspace.do(LoadDefaultCitations())
    page.select("compose:tb")
    entry = next(each for each in page.context.workspace.read(citations) if each.symbol == "71/NQ-CP")
    page.select(f"citation:{entry.uid}")
    picker = page.findChild(CitationPicker)
    assert "Cần kiểm tra" in picker.about.text() and not picker.take.isHidden()
    validity = next(column for column in picker.rows.columns if column.title == "Hiệu lực")
    assert validity.show(picker.grid.current()) == "cần kiểm tra"

    picker.confirm.click()

    assert picker.confirm.isHidden() and picker.grid.current().checked
