"""How much is measured, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """What one run measures."""

    people: int
    entries: int
    few_people: int
    few_entries: int
    starts: int
    """Fresh processes for each figure about starting."""
    papers: int
    """Decisions, each with its roster: two pages."""
    paper_rounds: int
    office_papers: int
    """Of those, how many LibreOffice converts in one go; timed once."""
    office_singly: int
    """How often it is started for one paper."""
    commands: int
    pages: int
    log_entries: int
    """Entries of the log of activities."""
    bundle_rows: int
    few_bundle_rows: int
    changed_rows: int
    """Rows that change between two bundles."""
    bundle_rounds: int
    bundle_photos: int


FULL = Sizes(
    people=50_000,
    entries=200_000,
    few_people=250,
    few_entries=1_000,
    starts=9,
    papers=30,
    paper_rounds=9,
    office_papers=30,
    office_singly=3,
    commands=150,
    pages=200,
    log_entries=200_000,
    bundle_rows=100_000,
    few_bundle_rows=10_000,
    changed_rows=1_000,
    bundle_rounds=5,
    bundle_photos=200,
)
QUICK = Sizes(
    people=2_000,
    entries=8_000,
    few_people=250,
    few_entries=1_000,
    starts=3,
    papers=6,
    paper_rounds=3,
    office_papers=2,
    office_singly=1,
    commands=25,
    pages=40,
    log_entries=8_000,
    bundle_rows=4_000,
    few_bundle_rows=1_000,
    changed_rows=200,
    bundle_rounds=2,
    bundle_photos=5,
)
