"""A place in the editor with what the rules say about it: the word of severity, the sentence, the rule, the remedy."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.findings import Finding, Severity
from app.kernel.words import N_, _
from ui.core import tokens
from ui.core.theme import named, restyle

_LOOKS = {
    Severity.ERROR: (N_("Lỗi"), "bad"),
    Severity.WARNING: (N_("Cảnh báo"), "warn"),
    Severity.HINT: (N_("Gợi ý"), "small"),
}
MOST_SHOWN = 3
"""More than three sentences below one field are read in the list of all."""


class Spot(QWidget):
    """Wraps a widget and shows findings beneath it."""

    fix = Signal(object)
    """The Finding of which the remedy was asked."""

    def __init__(self, content: QWidget, *, marks: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self._marks = marks
        self._shown: list[Finding] = []
        self.is_wired = False
        """Whether the editor already listens to its remedies."""
        self.setFocusProxy(marks or content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_XS)
        layout.addWidget(content)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        layout.addLayout(self._notes)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown now."""
        return tuple(self._shown)

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Shows these findings; the frame of the field turns red only for an error."""
        wanted = list(findings)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._notes.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding in wanted[:MOST_SHOWN]:
            self._notes.addWidget(self._note(finding))
        if self._marks is not None:
            wrong = any(finding.severity is Severity.ERROR for finding in wanted)
            if bool(self._marks.property("wrong")) != wrong:
                self._marks.setProperty("wrong", wrong)
                restyle(self._marks)
            self._marks.setAccessibleDescription(" ".join(finding.message for finding in wanted))

    def _note(self, finding: Finding) -> QWidget:
        word, look = _LOOKS[finding.severity]
        note = named(QFrame(), "note")
        line = QHBoxLayout(note)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.SPACE_XS)
        rule = " · ".join(part for part in (finding.rule, finding.source) if part)
        said = _("{word}: {message}").format(word=_(word), message=finding.message)
        words = named(QLabel(f"{said} ({rule})" if rule else said, wordWrap=True), "noteWords", look)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(words, 1)
        if finding.fix is not None:
            mend = named(QPushButton(finding.fix.label), "noteFix", "link")
            mend.setAutoDefault(False)
            mend.clicked.connect(lambda _checked=False: self.fix.emit(finding))
            line.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return note
