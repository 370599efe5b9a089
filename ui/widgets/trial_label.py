"""How servers answered a trial, one line each; hidden until something was tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core.theme import named, selectable, set_look


class Tried(Protocol):
    """How one server answered."""

    @property
    def problem(self) -> Problem | None: ...

    @property
    def words(self) -> str: ...


class TrialLabel(QLabel):
    """Red where one of the servers did not let in."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)
        named(selectable(self), name)
        self.setTextFormat(Qt.TextFormat.PlainText)  # a server's name is shown, never interpreted
        self.hide()

    def show_tried(self, tried: Sequence[Tried]) -> None:
        """One line for each server."""
        self.setText("\n".join(each.words for each in tried) or _("Chưa nhập máy chủ nào."))
        set_look(self, "bad" if any(each.problem for each in tried) else "")
        self.show()
