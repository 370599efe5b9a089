"""What the overview shows of a year: figures, charts with what must be said beside them, and states of periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.figures import Figure, show_amount
from app.kernel.words import _
from app.typesetting.model import Chart


class Tone(StrEnum):
    """How a state is coloured; its word says the same."""

    NEUTRAL = "neutral"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the records behind something stand: a page and what it selects."""

    page: str
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure of the year with the same days of the year before."""

    name: str
    unit: str
    figure: Figure
    before: Figure | None
    """The same days a year ago; None where nothing was logged then."""
    note: str
    """How it is counted, where its name alone would mislead."""
    place: Place

    @property
    def told(self) -> str:
        """The figure as shown; a missing one is said to be missing."""
        return _("chưa có số") if self.figure.value is None else show_amount(self.figure.value)

    @property
    def coverage(self) -> str:
        """How many entries gave a number, where some did not; else empty."""
        return covered_words(self.figure)

    @property
    def change(self) -> int | None:
        """Difference to the year before; None where either is missing."""
        if self.before is None or self.before.value is None or self.figure.value is None:
            return None
        return self.figure.value - self.before.value


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A chart, what must be said beside it, and where its records stand."""

    code: str
    title: str
    chart: Chart | None
    """None where there is nothing to draw: then the notes say why."""
    notes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class State:
    """How one period stands: its name, a word with its tone, and a sentence."""

    label: str
    badge: str
    tone: Tone
    words: str


@dataclass(frozen=True, kw_only=True)
class StatePanel:
    """States of all periods of the year, one below the other."""

    code: str
    title: str
    states: tuple[State, ...]
    """Empty where nothing was ever entered: then the notes say what to do."""
    notes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """A year at a glance."""

    year: int
    first: date
    last: date
    """Last day counted: today in the year that runs."""
    years: tuple[int, ...]
    """Years that may be chosen, newest first."""
    began: date | None
    """The earliest day on which anything was logged; None while nothing was."""
    is_empty: bool
    """Whether nothing was ever entered that an overview could show, duties neither."""
    compared: tuple[date, date] | None
    """The days of the year before with which this one is compared; None where nothing was kept then."""
    tiles: tuple[Tile, ...]
    charts: tuple[Panel, ...]
    states: tuple[StatePanel, ...]

    @property
    def compares_a_part(self) -> bool:
        """Whether the log began only within the days compared with."""
        return self.compared is not None and self.began is not None and self.began > self.compared[0]


def covered_words(figure: Figure) -> str:
    """``193/216 mục có số`` where entries lack their number; empty where none does."""
    if not figure.missing:
        return ""
    total = figure.covered + figure.missing
    return _("{covered}/{total} mục có số").format(covered=show_amount(figure.covered), total=show_amount(total))
