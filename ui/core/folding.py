"""Whether a text holds the words of a query: without tones when the query has none, with tones when it has."""

from __future__ import annotations

from app.kernel.text import fold, fold_with_tones, has_tones


def matches(query: str, text: str) -> bool:
    """True when every word of the query occurs in the text."""
    folded = fold_with_tones(text) if has_tones(query) else fold(text)
    return all(word in folded for word in (fold_with_tones(query) if has_tones(query) else fold(query)).split())
