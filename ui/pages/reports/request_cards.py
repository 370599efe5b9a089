"""What the office above asks for, on top of the reports: title, days, last day, and the button that answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.asked_above import Asked, AskedStage
from app.asked_words import about_words, stage_words
from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.theme import named, set_look
from ui.widgets.whole import KeptWhole

SHOWN = 3
"""Requests shown at once, the most pressing; the others are chosen in the form."""
_BUTTONS = {
    AskedStage.NOT_BEGUN: (N_("Lập báo cáo theo yêu cầu"), "add"),
    AskedStage.DRAFTED: (N_("Mở báo cáo đã lập"), "open"),
    AskedStage.SIGNED: (N_("Gửi lên cấp trên"), "send"),
}


class RequestCards(QWidget):
    """Hidden while nothing is asked."""

    asked = Signal(object, object)
    """The Asked whose step is to be done, and its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[_RequestCard] = []
        self.more = named(QLabel(wordWrap=True), "moreRequests", "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self._column.addWidget(self.more)
        KeptWhole(self)
        self.hide()

    def show_requests(self, found: Sequence[Asked]) -> None:
        """Shows those that wait for an answer."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        waiting = [each for each in found if each.is_open]
        self.cards = [_RequestCard(each, first=not place) for place, each in enumerate(waiting[:SHOWN])]
        for place, card in enumerate(self.cards):
            card.button.clicked.connect(lambda _checked=False, it=card: self.asked.emit(it.asked, it.button))
            self._column.insertWidget(place, card)
        left = len(waiting) - len(self.cards)
        self.more.setText(_("Còn {count} yêu cầu nữa, chọn trong “Lập báo cáo…”.").format(count=left))
        self.more.setVisible(left > 0)
        self.setVisible(bool(waiting))


class _RequestCard(QFrame):
    """One request."""

    def __init__(self, asked: Asked, *, first: bool) -> None:
        super().__init__()
        self.asked = asked
        named(self, f"request-{asked.uid}", "banner-warning" if asked.is_late or asked.is_soon else "banner-info")
        title = _("Cấp trên yêu cầu: {title}").format(title=asked.request.title)
        self.title = named(QLabel(title, wordWrap=True), look="heading")
        self.about = QLabel(about_words(asked) + ".", wordWrap=True)
        if asked.is_late:
            set_look(self.about, "bad")
        self.stage = named(
            QLabel(_("Tình trạng: {stage}.").format(stage=stage_words(asked)), wordWrap=True), look="small"
        )
        self.setToolTip("\n".join((asked.who, *asked.request.fields)))
        words, icon = _BUTTONS[asked.stage]
        self.button = named(QPushButton(_(words) + (" (&Y)" if first else "")), "answerRequest", "primary")
        icons.set_icon(self.button, icon, "on_accent")
        self.button.setAccessibleName(f"{_(words)}: {asked.request.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_XS)
        for part in (self.title, self.about, self.stage, self.button):
            column.addWidget(part)
        KeptWhole(self)
