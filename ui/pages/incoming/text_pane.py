"""The letter's text as it came, with the sentences that ask for something marked in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.incoming.views import Judged, ProposalLine
from app.kernel.words import _
from ui.core.theme import current_tokens, named

MOST_MARKED = 400


class LetterText(QPlainTextEdit):
    """Read only; the sentence of the chosen proposal is scrolled into sight, a click on a sentence chooses it."""

    chosen = Signal(str)
    """Uid of the proposal whose sentence was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "letterText")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Nội dung văn bản đến"))
        self._lines: Sequence[ProposalLine] = ()
        self._current = ""
        self._wide = False
        self._text = ""

    def show_text(self, text: str) -> None:
        """Shows a letter's text; what is shown already stays where it was scrolled."""
        if text != self._text:
            self._text = text
            self._wide = any(char > "\uffff" for char in text)
            self.setPlainText(text)

    def mark(self, lines: Sequence[ProposalLine], current: str) -> None:
        """Marks the sentences of these proposals, the current one strongest."""
        moved = current != self._current
        self._lines, self._current = lines, current
        chosen = next((line for line in lines if line.uid == current), None)
        marked = [line for line in lines if line.uid != current][:MOST_MARKED]
        self.setExtraSelections([self._selection(line) for line in marked + ([chosen] if chosen else [])])
        if chosen is not None and moved:
            self._scroll_to(chosen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            return
        place = self.cursorForPosition(event.position().toPoint()).position()
        hit = next(
            (one for one in self._lines if self._at(one.proposal.start) <= place < self._at(one.proposal.end)), None
        )
        if hit is not None:
            self.chosen.emit(hit.uid)

    def _selection(self, line: ProposalLine) -> QTextEdit.ExtraSelection:
        colours = current_tokens()
        look = QTextCharFormat()
        is_current = line.uid == self._current
        if line.judged is Judged.CONFIRMED:
            look.setBackground(QColor(colours.accent_soft))
        elif line.judged is Judged.OPEN:
            look.setBackground(QColor(colours.warn_soft))
        else:
            look.setForeground(QColor(colours.quiet))
        if is_current:
            look.setFontUnderline(True)
            look.setUnderlineColor(QColor(colours.accent))
        selection = QTextEdit.ExtraSelection()
        selection.format = look
        selection.cursor = self._cursor(line)
        return selection

    def _cursor(self, line: ProposalLine) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._at(line.proposal.start), self.document().characterCount() - 1))
        cursor.setPosition(
            min(self._at(line.proposal.end), self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor

    def _scroll_to(self, line: ProposalLine) -> None:
        cursor = self._cursor(line)
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)
        cursor.setPosition(self._at(line.proposal.start))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _at(self, place: int) -> int:
        """Qt counts UTF-16 units; letters beyond the first plane count twice there."""
        return len(self._text[:place].encode("utf-16-le")) // 2 if self._wide else place
