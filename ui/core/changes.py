"""Tells every page which nouns a command has changed, so that no page ever calls another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """The one signal between pages: ``changed(frozenset of nouns)``, always on the GUI thread."""

    changed = Signal(object)

    def announce(self, nouns: Iterable[str]) -> None:
        """Says that records of these nouns are no longer what they were."""
        changed = frozenset(nouns)
        if changed:
            self.changed.emit(changed)
