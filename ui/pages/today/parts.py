"""The parts of the first page: a line of the to-do list, coming deadlines, a bar of shares, the latest steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.agenda import AgendaItem, Dues, Share
from app.kernel.clock import VIETNAM
from app.kernel.findings import Severity
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named, set_look
from ui.widgets.badge import Badge

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "neutral"}
_BADGE_WIDTH = 92


class AgendaRow(QWidget):
    """What, why, and one button."""

    begun = Signal(object)

    def __init__(self, item: AgendaItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.SPACE_S, 0, tokens.SPACE_S)
        row.setSpacing(tokens.SPACE_M)
        badge = Badge(item.badge, _TONES[item.severity], self)
        badge.setMinimumWidth(_BADGE_WIDTH)
        row.addWidget(badge)
        row.addLayout(self._words(item), 1)
        self.button = named(QPushButton(item.button), f"agenda-{item.code}")
        self.button.setAccessibleName(f"{item.button}: {item.title}")
        if item.severity is Severity.ERROR:
            set_look(self.button, "primary")
        self.button.clicked.connect(lambda: self.begun.emit(self.item))
        row.addWidget(self.button)

    def _words(self, item: AgendaItem) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(named(QLabel(item.title, wordWrap=True), look="heading"))
        if item.why:
            words.addWidget(named(QLabel(item.why, wordWrap=True), look="quiet"))
        return words


class ShareBar(QWidget):
    """A label with its figures, and a bar beneath it."""

    def __init__(self, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(named(QLabel(f"{share.label}: {share.done}/{share.total}", wordWrap=True), look="quiet"))
        bar = QProgressBar()
        bar.setRange(0, max(share.total, 1))
        bar.setValue(share.done)
        bar.setTextVisible(False)
        bar.setFixedHeight(tokens.SPACE_S)
        bar.setAccessibleName(share.label)
        column.addWidget(bar)

    @staticmethod
    def nothing_yet() -> QLabel:
        """What stands where there is no organisation yet."""
        return named(QLabel(_("Chưa có ban, tổ nào. Bắt đầu từ danh sách thôn."), wordWrap=True), look="quiet")


class ComingList(QWidget):
    """The next deadlines: day, what, days left; a click opens the line it stands for."""

    opened = Signal(str)

    def __init__(self, found: Dues, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_M)
        grid.setVerticalSpacing(tokens.SPACE_S)
        for row, line in enumerate(found.coming):
            look = "warn" if line.severity is Severity.WARNING else "quiet"
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(named(QLabel(f"{line.day:%d/%m}"), look="quiet"), row, 0, top)
            grid.addWidget(QLabel(line.title, wordWrap=True), row, 1, top)
            grid.addWidget(named(QLabel(line.words), look=look), row, 2, top)
        if not found.coming:
            words = _("Chưa có hạn nào trong 45 ngày tới.") if found.has_duties else _("Chưa ghi nhiệm vụ nào.")
            grid.addWidget(named(QLabel(words, wordWrap=True), look="quiet"), 0, 0, 1, 3)
        self.button = named(QPushButton(_("Xem tất cả thời hạn")), "openDeadlines", "link")
        self.button.clicked.connect(lambda: self.opened.emit(""))
        grid.addWidget(self.button, grid.rowCount(), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)


class RecentList(QWidget):
    """The latest steps, newest first."""

    def __init__(self, steps: Sequence[tuple[datetime, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_M)
        for row, (moment, sentence) in enumerate(steps):
            local = moment.astimezone(VIETNAM)
            grid.addWidget(named(QLabel(f"{local:%d/%m %H:%M}"), look="quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(QLabel(sentence, wordWrap=True), row, 1)
        if not steps:
            grid.addWidget(named(QLabel(_("Chưa có bước nào.")), look="quiet"), 0, 0)
        else:
            grid.addWidget(named(QLabel(_("Hoàn tác: Ctrl+Z")), look="quiet"), len(steps), 1)
        grid.setColumnStretch(1, 1)
