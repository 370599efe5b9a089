"""What a rule found: which record, which rule with its source, how severe, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How a finding binds: an error blocks issuing, a warning must be confirmed, a hint is only shown."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, kw_only=True)
class Fix:
    """What would mend a finding: a code the window and the tool know, with the values it needs, and its button text."""

    code: str
    label: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is missing or wrong, told so that a person can mend it."""

    code: str
    """Stable code of the rule, such as ``BOD-HEAD``."""
    severity: Severity
    message: str
    """What and where, naming the person, hamlet or field, in the chosen language."""
    rule: str = ""
    """The rule quoted in short."""
    source: str = ""
    """Where the rule stands (symbol, date, section)."""
    noun: str = ""
    """Kind of record: body, hamlet, person, document, citation, office."""
    uid: str = ""
    """The record, where there is one."""
    field: str = ""
    """Field of the record or editor beside which it is shown."""
    fix: Fix | None = None


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block issuing."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    """Those that must be confirmed before issuing."""
    return [finding for finding in findings if finding.severity is Severity.WARNING]
