"""The question before a namesake is added: perhaps the same person is there already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.words import _
from app.people.views import PersonView, told
from ui.core import icons, tokens
from ui.core.theme import named

MOST_SHOWN = 5


class DuplicateQuestion(QFrame):
    """Shows who may be meant; opens one of them or adds another person all the same."""

    opened = Signal(str)
    """Uid of the person who was meant."""
    another = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "duplicateQuestion", "banner-warning")
        self.today = today
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        self._column.setSpacing(tokens.SPACE_XS)
        self._column.addWidget(named(QLabel(_("Có phải cùng một người?")), look="heading"))
        self._column.addWidget(QLabel(_("Danh sách đã có người trùng tên hoặc trùng số điện thoại:"), wordWrap=True))
        self.hide()

    def ask(self, found: Sequence[PersonView]) -> None:
        """Shows the question, the first answer under the cursor."""
        self.put_away()
        for person in found[:MOST_SHOWN]:
            button = named(QPushButton(told(person, self.today).replace("&", "&&")), f"open_{person.uid}", "link")
            icons.set_icon(button, "person", "accent")
            button.setToolTip(_("Mở người này: {person}").format(person=told(person, self.today)))
            button.setStyleSheet("text-align: left;")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # long posts must not widen all
            button.clicked.connect(lambda _checked=False, uid=person.uid: self.opened.emit(uid))
            self._add(button)
        more = named(QPushButton(_("Không, vẫn thêm người mới")), "addAnother")
        more.clicked.connect(lambda _checked=False: self.another.emit())
        self._add(more)
        self.show()
        self.buttons[0].setFocus()

    def put_away(self) -> None:
        """Takes the question away."""
        self.hide()
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []

    def _add(self, button: QPushButton) -> None:
        button.setAutoDefault(False)
        self.buttons.append(button)
        self._column.addWidget(button)
