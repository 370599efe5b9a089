"""The frame of the windows before the main one (first run, unlocking): heading, banners, progress and one content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6 import QtGui
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core import tokens
from ui.core.changes import Changes
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.widgets.banner_area import BannerArea
from ui.widgets.fields import Field
from ui.widgets.progress_strip import ProgressStrip


class StartWindow(QWidget):
    """Works in its own lanes, for no store is open yet; ``opened`` hands on the open workspace.

    It has the manners of a dialog (Esc leaves, it stands in the middle of the screen) and the frame of a window.
    """

    opened = Signal(object)
    practice_asked = Signal()
    rejected = Signal()
    """The person left without opening anything."""
    finished = Signal()

    def __init__(self, *, inline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.setWindowTitle(_("Xã Số"))
        self.notices = Notices(self)
        self.tasks = Tasks(None, Changes(self), self.notices, inline=inline, parent=self)
        self.fields: dict[str, Field] = {}
        self._build_frame()

    def work(self, title: str, work: Callable[[], Any], then: Callable[[Any], object], button: QPushButton) -> None:
        """Does what takes a moment without stopping the window; a refusal is shown beside its field."""
        for field in self.fields.values():
            field.clear_error()
        self.notices.clear()
        self.tasks.run(lambda _progress: work(), title, then=then, failed=self.show_refusal, button=button)

    def show_refusal(self, problem: Problem) -> bool:
        """Shows a refusal beside its field; without one the banner takes it."""
        field = self.fields.get(problem.field)
        if field is None or not field.isVisibleTo(self):
            return False
        field.set_error(f"{problem.sentence} {problem.next_step}")
        field.setFocus()
        return True

    def finish(self, workspace: Any) -> None:
        """Hands the open workspace on and goes away."""
        self.tasks.close()
        self.opened.emit(workspace)
        self.hide()
        self.finished.emit()

    def reject(self) -> None:
        """Leaves without opening anything."""
        self.tasks.close()
        self.hide()
        self.rejected.emit()
        self.finished.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.focusNextChild()
        if not event.spontaneous():  # made visible by the program, not by the system after it was an icon
            self.move(self.screen().availableGeometry().center() - self.rect().center())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self.reject()
            event.setAccepted(not self.isVisible())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QtGui.QKeySequence.StandardKey.Cancel):
            self.reject()
        else:
            super().keyPressEvent(event)

    def _build_frame(self) -> None:
        self.heading = named(QLabel(), "startHeading", "title")
        self.heading.setWordWrap(True)
        content = named(QWidget(), "formContent")
        self.content = QVBoxLayout(content)
        self.content.setContentsMargins(tokens.SPACE_L, 0, tokens.SPACE_L, 0)
        self.content.setSpacing(tokens.SPACE_M)
        scroll = named(QScrollArea(widgetResizable=True), "formScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("focusPolicy", "NoFocus")  # by name: see the colour scheme in ui.core.theme
        scroll.setWidget(content)
        top = QVBoxLayout()
        top.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_S)
        top.addWidget(named(QLabel(_("Xã Số")), "programName"))
        top.addWidget(self.heading)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_L, tokens.SPACE_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(BannerArea(self.notices))
        outer.addWidget(ProgressStrip(self.tasks))
        outer.addWidget(scroll, 1)
        outer.addLayout(self.foot)


def button(words: str, name: str, look: str = "", slot: Callable[[], object] | None = None) -> QPushButton:
    """A button that Enter presses only while it has the focus."""
    made = named(QPushButton(words), name, look)
    made.setAutoDefault(False)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made
