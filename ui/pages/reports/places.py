"""Where each kind of record is kept: the page, and what that page selects."""

from __future__ import annotations

from app.reports.making import NOUN_WORDS
from app.reports.views import SourceLine

_PAGES = {
    "activity": "diary",
    "document": "documents",
    "incoming_letter": "incoming",
    "hamlet": "offices",
    "body": "teams",
    "task": "duties",
    "resource": "duties",
    "difficulty": "difficulties",
    "proposal": "difficulties",
    "channel": "contacts",
    "contact": "contacts",
}
_TABS = {
    "programme": "radio",
    "airing": "radio",
    "online_post": "posts",
    "display": "displays",
    "meeting": "meetings",
    "praise": "praise",
}
"""Tabs of the page of public information."""


def place_of(line: SourceLine, key: str = "") -> tuple[str, str]:
    """Page and target of a record from which the figure of this key was counted."""
    uid = line.target or line.uid
    if line.noun == "body" and key.startswith("committee."):
        return "committee", uid
    if line.noun in _TABS:
        return "outreach", f"tab:{_TABS[line.noun]}/{uid}"
    return _PAGES.get(line.noun, ""), uid


def noun_words(noun: str) -> str:
    """The kind of a record as the annex of the paper names it."""
    return NOUN_WORDS.get(noun, noun)
