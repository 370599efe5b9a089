"""One line of the to-do list, whatever it is about."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.findings import Fix, Severity


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """What, why, and the one button that begins the remedy."""

    code: str
    severity: Severity
    badge: str
    title: str
    why: str
    button: str
    page: str
    target: str = ""
    """What the page selects: a uid, or a step and a uid such as ``compose:<template>`` and ``fulfil:<period>``."""
    fix: Fix | None = None
