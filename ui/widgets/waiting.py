"""How many things wait at a page, told beside its place at the left of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget


def show_waiting(part: QWidget, counts: Mapping[str, int]) -> None:
    """Tells page -> count where the part stands in the main window; elsewhere there is nobody to tell."""
    window: Any = part.window()
    if hasattr(window, "navigation"):
        for page, count in counts.items():
            if page in window.catalog:
                window.navigation.set_count(page, count)
