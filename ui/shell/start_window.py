"""The frame of the windows before the main one (first run, unlocking): heading, banners, progress and one content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

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


class StartWindow(QDialog):
    """Works in its own lanes, for no store is open yet; ``opened`` hands on the open workspace."""

    opened = Signal(object)
    practice_asked = Signal()

    def __init__(self, *, inline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.setWindowTitle(_("Xã Số"))
        self.setWindowFlags(Qt.WindowType.Window)
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
        self.accept()

    def reject(self) -> None:
        self.tasks.close()
        super().reject()

    def _build_frame(self) -> None:
        self.heading = named(QLabel(), "startHeading", "title")
        self.heading.setWordWrap(True)
        content = named(QWidget(), "formContent")
        self.content = QVBoxLayout(content)
        self.content.setContentsMargins(tokens.SPACE_L, 0, tokens.SPACE_L, 0)
        self.content.setSpacing(tokens.SPACE_M)
        scroll = named(QScrollArea(widgetResizable=True), "formScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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


class CapsLockWatch(QObject):
    """Tells from the letters typed into a secret field whether Caps Lock is on: Qt has no other way on every system."""

    noticed = Signal(bool)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            if len(letter) == 1 and letter.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.noticed.emit(letter.isupper() != shift)
        return False


def warn_of_caps_lock(field: Field, edit: QLineEdit, hint: str = "") -> None:
    """Says below a secret field that Caps Lock seems to be on."""
    words = _("Phím Caps Lock đang bật.")
    CapsLockWatch(edit).noticed.connect(lambda on: field.set_hint(words if on else hint))
