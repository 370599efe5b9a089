"""Figures beside their baselines, and the table they are printed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_HEADS = ("measure", "ours", "baseline", "ratio", "aim", "holds")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line: our figure, what it is compared with, and the aim, if there is one."""

    measure: str
    ours: float
    show: Callable[[float], str]
    against: str = ""
    baseline: float | None = None
    faster: bool = False
    """The ratio tells how many times faster we are, not how many times slower."""
    aim: float | None = None
    """Limit of the ratio (at most; at least where ``faster``), or of our own figure where ``absolute``."""
    absolute: bool = False

    @property
    def ratio(self) -> float | None:
        """How the two figures compare; none without a baseline."""
        if self.baseline is None:
            return None
        return self.baseline / self.ours if self.faster else self.ours / self.baseline

    @property
    def holds(self) -> bool | None:
        """Whether the aim is met; none without an aim."""
        if self.aim is None:
            return None
        if self.absolute:
            return self.ours <= self.aim
        assert self.ratio is not None
        return self.ratio >= self.aim if self.faster else self.ratio <= self.aim

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        baseline = "" if self.baseline is None else f"{self.show(self.baseline)}  {self.against}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x" + (" faster" if self.faster else "")
        return (
            self.measure,
            self.show(self.ours),
            baseline,
            ratio,
            self._aim_words(),
            {True: "yes", False: "NO", None: ""}[self.holds],
        )

    def _aim_words(self) -> str:
        if self.aim is None:
            return ""
        if self.absolute:
            return f"<= {self.show(self.aim)}"
        return f">= {self.aim:g}x faster" if self.faster else f"<= {self.aim:g}x"


def milliseconds(seconds: float) -> str:
    """A duration given in seconds."""
    return f"{seconds * 1000:.{2 if seconds < 0.01 else 0}f} ms"


def kilobytes(size: float) -> str:
    """A size given in bytes, for small ones."""
    return f"{size / 1024:.0f} KB"


def megabytes(size: float) -> str:
    """A size given in bytes."""
    return f"{size / 1024 / 1024:.0f} MB"


def table(figures: Sequence[Figure]) -> str:
    """All figures below one another, in columns."""
    rows = [_HEADS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADS))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])
