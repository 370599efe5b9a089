"""What the rules found: severity in word, shape and colour, the rule quoted with its source, and the fix."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.findings import Finding, Severity
from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.theme import named
from ui.widgets.badge import Badge

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_LOOKS = {
    Severity.ERROR: (N_("lỗi"), "bad", "error", "bad"),
    Severity.WARNING: (N_("cảnh báo"), "warn", "warning", "warn"),
    Severity.HINT: (N_("gợi ý"), "neutral", "info", "quiet"),
}
_BUTTONS_BELOW_PX = 480
_LEAST_BUTTON_PX = 64


class FindingList(QWidget):
    """Findings, the binding ones first; each may offer its fix and lead to its record."""

    fix = Signal(object)
    """The Finding of which the fix button was pressed."""
    opened = Signal(object)
    """The Finding of which the record is to be shown."""

    def __init__(self, *, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self.findings: tuple[Finding, ...] = ()
        self._rows: list[QBoxLayout] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Shows these findings instead of those before."""
        self._rows = []
        self.findings = tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, finding in enumerate(self.findings):
            if number:
                self._layout.addWidget(named(QFrame(), look="rule"))
            self._layout.addWidget(self._row(finding, number))
        if not self.findings and self._nothing:
            self._layout.addWidget(_nothing(self._nothing))

    def _row(self, finding: Finding, number: int) -> QWidget:
        word, tone, picture, tint = _LOOKS[finding.severity]
        row = named(QWidget(), f"finding{number}")
        line = QBoxLayout(self._direction())
        line.setSpacing(tokens.SPACE_S + 2)
        mark = QHBoxLayout()
        mark.setSpacing(tokens.SPACE_S + 2)
        sign = QLabel()
        icons.set_icon(sign, picture, tint)
        badge = Badge(_(word), tone)
        badge.setMinimumWidth(76)
        for part in (sign, badge):
            mark.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        mark.addStretch(1)
        line.addLayout(mark)
        line.addLayout(self._words(finding), 1)
        whole = QBoxLayout(self._direction(), row)
        whole.setContentsMargins(0, tokens.SPACE_S, 0, tokens.SPACE_S)
        whole.addLayout(line, 1)
        whole.addLayout(self._buttons(finding, number))
        self._rows += [whole, line]
        return row

    def _buttons(self, finding: Finding, number: int) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        if finding.uid:
            show = self._button(_("Xem"), "link", lambda: self.opened.emit(finding), f"open{number}")
            buttons.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        if finding.fix is not None:
            mend = self._button(finding.fix.label, "", lambda: self.fix.emit(finding), f"fix{number}")
            buttons.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return buttons

    def _direction(self) -> QBoxLayout.Direction:
        narrow = self.width() < _BUTTONS_BELOW_PX
        return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            row.setDirection(self._direction())

    def _words(self, finding: Finding) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 2, 0, 0)
        message = QLabel(finding.message, wordWrap=True)
        message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(message)
        rule = " · ".join(part for part in (finding.rule, finding.source) if part)
        if rule:
            words.addWidget(named(QLabel(_("Quy định: {rule}").format(rule=rule), wordWrap=True), look="small"))
        return words

    def _button(self, words: str, look: str, slot: object, name: str) -> QPushButton:
        button = named(_ShrinkingButton(words), name, look)
        button.clicked.connect(slot)
        return button


class _ShrinkingButton(QPushButton):
    """A button whose words end in dots where there is no room for them; then the tool tip says them all."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words, self._whole = words, 0
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        if self.text() == self._words:
            self._whole = super().sizeHint().width()
        return QSize(max(self._whole, super().sizeHint().width()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST_BUTTON_PX, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        missing = self.sizeHint().width() - self.width()
        room = self.fontMetrics().horizontalAdvance(self._words) - max(0, missing)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room) if missing > 0 else ""
        self.setText(shown or self._words)
        self.setToolTip(self._words if shown else "")


def _nothing(words: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, tokens.SPACE_S, 0, tokens.SPACE_S)
    sign = QLabel()
    icons.set_icon(sign, "ok", "accent")
    line.addWidget(sign)
    line.addWidget(QLabel(words, wordWrap=True), 1)
    return row
