"""Pages found by their names: whoever forgot where a page lies types a word of its title into the search box."""

from __future__ import annotations

from app.kernel.text import fold, fold_with_tones, has_tones
from app.kernel.words import _
from app.search import Hit
from ui.shell.catalog import Catalog

BY_DIGIT = 9
"""As many pages have a key Ctrl+1 … Ctrl+9."""
SHORTEST = 2
"""Letters below which a query names no page."""


def page_key(place: int) -> str:
    """Keys of the page at this place (the first is 1), "" where there are none."""
    return f"Ctrl+{place}" if place <= BY_DIGIT else ""


def pages_named(catalog: Catalog, text: str) -> list[Hit]:
    """Pages in whose title words begin with the words typed, in order; tones count only when some were typed."""
    search_form = fold_with_tones if has_tones(text) else fold
    wanted = search_form(text).split()
    if len("".join(wanted)) < SHORTEST:
        return []
    found = []
    for place, entry in enumerate(catalog, start=1):
        if _begin_words(wanted, search_form(entry.words).replace(",", " ").split()):
            found.append(Hit(kind=_("Trang"), title=entry.words, detail=page_key(place), page=entry.id, target=""))
    return found


def _begin_words(wanted: list[str], held: list[str]) -> bool:
    """Whether what was typed stands in a row in the title, its last word perhaps unfinished."""
    count = len(wanted)
    return any(
        held[at : at + count - 1] == wanted[:-1] and held[at + count - 1].startswith(wanted[-1])
        for at in range(len(held) - count + 1)
    )
