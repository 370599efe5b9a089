"""What a page is handed when it is made; there is no other way to reach anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.kernel.clock import Clock
from ui.core.changes import Changes
from ui.core.notices import Notices
from ui.core.tasks import Tasks, Workspace


class Settings(Protocol):
    """Small things the window remembers on this machine (sizes, widths, theme), by dotted key."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def set(self, key: str, value: Any) -> None: ...


class SettingsInMemory:
    """Settings that last as long as the program: for tests and for the first run."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        self._values[key] = value


@dataclass
class Context:
    """The window's world as one page sees it."""

    workspace: Workspace | None
    """None as long as the password is being typed; pages ask for it when they are used."""
    tasks: Tasks
    changes: Changes
    notices: Notices
    clock: Clock
    navigate: Callable[[str, str], None]
    """Shows the page of this id and selects the record of this uid ("" for none)."""
    settings: Settings
