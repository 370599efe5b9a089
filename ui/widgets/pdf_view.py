"""The paper exactly as it will print: pages of the PDF itself, drawn when they come into sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.core import theme, tokens
from ui.core.theme import named
from ui.widgets.pdf_pages import PdfPages

POINT_PX = 96 / 72
"""Logical pixels per point at 100 %."""
FIT_WIDTH = 0
_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class PdfView(QScrollArea):
    """Scrolls through a PDF; Ctrl+wheel and Ctrl+plus/minus zoom, Ctrl+0 fits the width."""

    page_changed = Signal(int, int)
    """Page in sight (from 1) and number of pages."""
    zoom_changed = Signal(int)
    """Per cent; 0 while the width is fitted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "paperDesk")
        self.pages: PdfPages | None = None
        self._zoom = FIT_WIDTH
        self._shown = (0, 0)
        self._sheet = _Sheets(self)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(220)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())

    def set_pdf(self, data: bytes | None) -> None:
        """Shows a PDF, keeping place and zoom; None shows an empty desk."""
        place = self.verticalScrollBar().value()
        if self.pages is not None:
            self.pages.close()
        self.pages = PdfPages(data) if data else None
        if self.pages is not None:
            self.destroyed.connect(self.pages.close)  # a window that goes lets its PDF go
        self._sheet.marks = []
        self._sheet.lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell_page()

    def zoom(self) -> int:
        """Per cent in use now, also while the width is fitted."""
        return round(self._sheet.scale() / POINT_PX * 100)

    def set_zoom(self, percent: int) -> None:
        """Shows at this per cent of the paper's size; 0 fits the width."""
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, self._sheet.height())
        self._zoom = percent if percent == FIT_WIDTH else min(max(percent, _STEPS[0]), _STEPS[-1])
        self._sheet.lay_out()
        bar.setValue(round(place * self._sheet.height()))
        self.zoom_changed.emit(self._zoom)

    def zoom_in(self) -> None:
        """Next larger step."""
        self.set_zoom(next((step for step in _STEPS if step > self.zoom()), _STEPS[-1]))

    def zoom_out(self) -> None:
        """Next smaller step."""
        self.set_zoom(next((step for step in reversed(_STEPS) if step < self.zoom()), _STEPS[0]))

    def show_page(self, number: int) -> None:
        """Scrolls to a page, counted from 1."""
        places = self._sheet.places
        if 1 <= number <= len(places):
            self.verticalScrollBar().setValue(places[number - 1].top() - tokens.SPACE_S)

    def find_text(self, text: str) -> int:
        """Marks every place of a text and scrolls to the first; answers how many there are."""
        self._sheet.marks = self.pages.places_of(text) if self.pages and text.strip() else []
        if self._sheet.marks:
            page, rect = self._sheet.marks[0]
            top = self._sheet.places[page].top() + rect.top() * self._sheet.scale()
            self.verticalScrollBar().setValue(round(top) - self.viewport().height() // 3)
        self._sheet.update()
        return len(self._sheet.marks)

    def fitted_scale(self) -> float:
        """Logical pixels per point in the chosen zoom."""
        if self._zoom:
            return self._zoom / 100 * POINT_PX
        widest = max((size.width() for size in self.pages.sizes), default=595.0) if self.pages else 595.0
        return max(120, self.viewport().width() - 2 * tokens.SPACE_M) / widest

    def sizeHint(self) -> QSize:
        return QSize(340, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT_WIDTH:
            self._sheet.lay_out()
        self._tell_page()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif control and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and event.key() == Qt.Key.Key_0:
            self.set_zoom(FIT_WIDTH)
        else:
            super().keyPressEvent(event)

    def _tell_page(self) -> None:
        total = len(self._sheet.places)
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        before = sum(place.top() <= middle for place in self._sheet.places)
        shown = (max(1, before) if total else 0, total)
        if shown != self._shown:
            self._shown = shown
            self.page_changed.emit(*shown)


class _Sheets(QWidget):
    """The sheets one below the other; paints only those in sight."""

    def __init__(self, view: PdfView) -> None:
        super().__init__(view)
        named(self, "paperPages")
        self._view = view
        self._scale = POINT_PX
        self.places: list[QRect] = []
        self.marks: list[tuple[int, QRectF]] = []

    def scale(self) -> float:
        return self._scale

    def lay_out(self) -> None:
        self._scale = self._view.fitted_scale()
        sizes = self._view.pages.sizes if self._view.pages else []
        sheets = [QSize(round(size.width() * self._scale), round(size.height() * self._scale)) for size in sizes]
        width = max((sheet.width() for sheet in sheets), default=0) + 2 * tokens.SPACE_M
        top = tokens.SPACE_S
        self.places = []
        for sheet in sheets:
            self.places.append(QRect(QPoint((width - sheet.width()) // 2, top), sheet))
            top += sheet.height() + tokens.SPACE_M
        self.setFixedSize(width, top + tokens.SPACE_S)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.current_tokens().desk))
        for page, place in enumerate(self.places):
            if place.intersects(event.rect()):
                self._paint_page(painter, page, place)

    def _paint_page(self, painter: QPainter, page: int, place: QRect) -> None:
        assert self._view.pages is not None
        ratio = self.devicePixelRatioF()
        picture = self._view.pages.picture(page, max(1, round(place.width() * ratio)))
        picture.setDevicePixelRatio(ratio)
        painter.drawImage(place.topLeft(), picture)  # pixel for pixel: scaling by one row would eat a line of text
        painter.setPen(QPen(QColor(theme.current_tokens().field_line), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        for marked, rect in self.marks:
            if marked == page:
                where = QRectF(
                    place.x() + rect.x() * self._scale,
                    place.y() + rect.y() * self._scale,
                    rect.width() * self._scale,
                    rect.height() * self._scale,
                )
                painter.fillRect(where, QColor(255, 208, 0, 110))
