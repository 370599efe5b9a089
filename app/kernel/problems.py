"""Everything that can go wrong and that a person can act on: kinds with a stable code, a sentence and a next step.

A kind is declared once, beside the code that raises it: ``TOO_LONG = refused("PEO-03", N_("…"), next_step=N_("…"))``,
and raised as ``raise TOO_LONG(field="full_name", limit=200) from error``. Anything that is not a Problem is our defect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.words import _

if TYPE_CHECKING:
    from app.kernel.findings import Finding


class Problem(Exception):
    """Something a person can read and act on; never a defect of the program."""

    def __init__(
        self,
        kind: ProblemKind,
        *,
        field: str = "",
        values: dict[str, object] | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        self.kind = kind
        self.field = field
        self.values = values or {}
        self.findings = tuple(findings)
        super().__init__(kind.code, self.sentence)

    @property
    def code(self) -> str:
        """Stable code such as ``DOC-03``; it never changes its meaning."""
        return self.kind.code

    @property
    def sentence(self) -> str:
        """What happened and where, in the chosen language."""
        return _(self.kind.sentence).format(**self.values)

    @property
    def next_step(self) -> str:
        """What the person can do now, in the chosen language."""
        return _(self.kind.next_step).format(**self.values)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence} {self.next_step}".strip()


class Refused(Problem):
    """The person can mend it: shown beside the field named by ``field``."""


class Unavailable(Problem):
    """Disk, network, stick or lock: shown as a banner with the next step and Retry."""


class Cancelled(Exception):
    """The person stopped the work; never shown."""


@dataclass(frozen=True)
class ProblemKind:
    """One entry of the catalogue: calling it makes the exception to raise."""

    family: type[Problem]
    code: str
    sentence: str
    next_step: str

    def __call__(self, *, field: str = "", findings: Sequence[Finding] = (), **values: object) -> Problem:
        return self.family(self, field=field, values=values, findings=findings)


_catalogue: dict[str, ProblemKind] = {}


def _declare(family: type[Problem], code: str, sentence: str, next_step: str) -> ProblemKind:
    kind = ProblemKind(family, code, sentence, next_step)
    if _catalogue.setdefault(code, kind) != kind:
        raise ValueError(f"problem code {code} is declared twice")
    return kind


def refused(code: str, sentence: str, *, next_step: str) -> ProblemKind:
    """Declares a kind of refusal; ``sentence`` and ``next_step`` are Vietnamese with ``{named}`` values."""
    return _declare(Refused, code, sentence, next_step)


def unavailable(code: str, sentence: str, *, next_step: str) -> ProblemKind:
    """Declares a kind of unavailability; ``sentence`` and ``next_step`` are Vietnamese with ``{named}`` values."""
    return _declare(Unavailable, code, sentence, next_step)


def catalogue() -> tuple[ProblemKind, ...]:
    """All kinds declared so far, by code."""
    return tuple(_catalogue[code] for code in sorted(_catalogue))
