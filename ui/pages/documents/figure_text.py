"""A box of text in which derived figures stand as what they print, marked, and open what they are made of.

A figure is kept in the text as its name in braces; here it is one mark that is typed around, deleted and copied whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QMimeData, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.documents.content import FIGURES
from app.kernel.words import _
from ui.core import theme

_OBJECT = int(QTextFormat.ObjectTypes.UserObject) + 1
_NAME = int(QTextFormat.Property.UserProperty) + 1
_MARK = "\ufffc"
_FIGURE = re.compile(r"(\{[a-z_]+\})")


class FigureText(QTextEdit):
    """Grows with its text; Tab leaves it; Ctrl+. on a figure, or a click, asks what it is made of."""

    figure_asked = Signal(str)

    def __init__(self, *, lines: int = 1, most_lines: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most_lines = lines, most_lines
        self.figures: Mapping[str, str] = {}
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._painter = _FigurePainter(self)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().registerHandler(_OBJECT, self._painter)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def set_source(self, text: str) -> None:
        """Shows a text with figures in braces."""
        self.clear()
        self._insert(self.textCursor(), text)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def source(self) -> str:
        """The text with its figures in braces again."""
        return _source(self.document(), 0, self.document().characterCount())

    def set_figures(self, figures: Mapping[str, str]) -> None:
        """Shows other values of the figures; the text itself stays untouched."""
        if dict(figures) != dict(self.figures):
            self.figures = dict(figures)
            self.document().markContentsDirty(0, self.document().characterCount())
            self.viewport().update()

    def figure_names(self) -> tuple[str, ...]:
        """Names of the figures in the text, each once."""
        return tuple(dict.fromkeys(name[1:-1] for name in _FIGURE.findall(self.source()) if name[1:-1] in FIGURES))

    def insert_figure(self, name: str) -> None:
        """Puts a derived figure where the cursor is."""
        self._insert(self.textCursor(), "{" + name + "}")

    def createMimeDataFromSelection(self) -> QMimeData:
        data, cursor = QMimeData(), self.textCursor()
        data.setText(_source(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self._insert(self.textCursor(), source.text().replace("\r\n", "\n"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        name = self._figure_at(event)
        if name and not self.textCursor().hasSelection():
            self.figure_asked.emit(name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        name = self._figure_at(event)
        shape = Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(_(FIGURES[name]) if name in FIGURES else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Period and self.figure_names():
            self.figure_asked.emit(self._figure_near() or self.figure_names()[0])
            return
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the row adds the next block
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()  # let the editor scroll; the box has nothing to scroll

    def shown(self, name: str) -> str:
        """What a figure prints as; its name in braces where there is none of that name."""
        return self.figures.get(name, "{" + name + "}")

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        cursor.beginEditBlock()
        for piece in _FIGURE.split(text):
            if _FIGURE.fullmatch(piece) and piece[1:-1] in FIGURES:
                mark = QTextCharFormat()
                mark.setObjectType(_OBJECT)
                mark.setProperty(_NAME, piece[1:-1])
                cursor.insertText(_MARK, mark)
                cursor.setCharFormat(QTextCharFormat())
            elif piece:
                cursor.insertText(piece, QTextCharFormat())
        cursor.endEditBlock()

    def _figure_at(self, event: QMouseEvent) -> str:
        cursor = self.cursorForPosition(event.position().toPoint())
        for place in (cursor.position(), cursor.position() - 1):
            name = self._name_at(place)
            if name:
                here, after = self._edges(place)
                if here <= event.position().x() <= after:
                    return name
        return ""

    def _figure_near(self) -> str:
        place = self.textCursor().position()
        return self._name_at(place) or self._name_at(place - 1)

    def _name_at(self, place: int) -> str:
        if place < 0 or self.document().characterAt(place) != _MARK:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place + 1)
        return str(cursor.charFormat().property(_NAME) or "")

    def _edges(self, place: int) -> tuple[int, int]:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        left = self.cursorRect(cursor).left()
        return left, left + round(self._painter.width(self._name_at(place)))

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        shown = round(self.document().size().height())
        edge = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth()
        wanted = min(max(shown, self._lines * line + 4), self._most_lines * line + 4)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if shown > wanted else never)
        if wanted + edge != self.height():
            self.setFixedHeight(wanted + edge)


class _FigurePainter(QPyTextObject):
    """Draws a figure as it prints, bold on the ground of what comes from data."""

    def __init__(self, box: FigureText) -> None:
        super().__init__(box)
        self._box = box

    def width(self, name: str) -> float:
        return self._metrics().horizontalAdvance(self._box.shown(name)) + 8

    def intrinsicSize(self, doc: QTextDocument, place: int, mark: QTextFormat) -> QSizeF:
        return QSizeF(self.width(str(mark.property(_NAME))), self._metrics().ascent() + 1)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, place: int, mark: QTextFormat
    ) -> None:
        tokens = theme.current_tokens()
        font = self._font()
        painter.save()
        painter.setFont(font)
        ground = QRectF(rect).adjusted(1, -1, -1, self._metrics().descent())
        painter.setBrush(QColor(tokens.accent_soft))
        painter.setPen(QColor(tokens.accent))
        painter.drawRoundedRect(ground, 3, 3)
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, self._box.shown(str(mark.property(_NAME))))
        painter.restore()

    def _font(self) -> Any:
        font = self._box.font()
        font.setBold(True)
        return font

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._font())


def _source(document: QTextDocument, start: int, end: int) -> str:
    """The characters from ``start`` to before ``end``, figures written as names in braces."""
    lines = []
    block = document.begin()
    while block.isValid():
        if block.position() < end and block.position() + block.length() > start:
            lines.append(_line(block, start, end))
        block = block.next()
    return "\n".join(lines)


def _line(block: Any, start: int, end: int) -> str:
    pieces = []
    for found in block:
        fragment = found.fragment()
        first = max(start - fragment.position(), 0)
        last = min(end - fragment.position(), fragment.length())
        if last <= first:
            continue
        text, name = fragment.text()[first:last], fragment.charFormat().property(_NAME)
        pieces.append(text.replace(_MARK, "{" + str(name) + "}") if name else text)
    return "".join(pieces).replace("\u2028", "\n").replace("\u00a0", " ")
