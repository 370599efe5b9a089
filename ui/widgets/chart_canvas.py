"""The drawing of a chart on a white sheet: the very drawing that paper shows, sharp on every screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.typesetting.charts import chart_height, chart_pdf
from app.typesetting.model import Chart
from ui.core import theme, tokens
from ui.core.tasks import Tasks
from ui.widgets.pdf_pages import PdfPages

POINT_PX = 96 / 72
"""Logical pixels of one point."""
_LEAST_PX = 260
_REST_MS = 90
"""A window that is being resized is drawn anew when it rests."""
_COPY_SCALE = 200 / 72


class ChartCanvas(QWidget):
    """Draws a chart as wide as it is: the PDF is made in the lane of files, its picture when it comes into sight.

    Pictures are made on the GUI thread because PDFium may be used by one thread at a time, and pages of papers are
    pictured here, too; one chart takes a few milliseconds.
    """

    failed = Signal(object)
    """What went wrong while a chart was drawn."""
    drawn = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._chart: Chart | None = None
        self._pdf: bytes | None = None
        self._pdf_width = 0
        self._picture: QImage | None = None
        self._asked = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_chart(self, chart: Chart | None) -> None:
        """Shows a chart; None shows nothing."""
        if chart == self._chart:
            return
        self._chart, self._pdf, self._picture = chart, None, None
        self.setFixedHeight(round(chart_height(chart) * POINT_PX) if chart is not None else 0)
        if self.isVisible():
            self._draw()
        self.update()

    def is_drawn(self) -> bool:
        """Whether the drawing is there in the present width."""
        return self._pdf is not None and self._pdf_width == self.width()

    def picture(self) -> QImage | None:
        """The chart under its title as a picture of 200 dots per inch, for other programs; None while not drawn."""
        if self._chart is None or self._pdf is None:
            return None
        return _titled(_pictured(self._pdf, _COPY_SCALE), self._chart.title)

    def sizeHint(self) -> QSize:
        return QSize(2 * _LEAST_PX, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf is None:
            self._draw()
        else:
            self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.accent), 2) if self.hasFocus() else QPen(QColor(colours.line), 1)
        edge = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(QColor("#ffffff"))
        sheet = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(sheet, tokens.RADIUS_PX, tokens.RADIUS_PX)
        picture = self._sharp()
        if picture is not None:
            inner = QRectF(self.rect()).adjusted(2 * edge, 2 * edge, -2 * edge, -2 * edge)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipRect(inner)
            height = picture.height() * self.width() / picture.width()
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(QRectF(0, 0, self.width(), height), picture)

    def _sharp(self) -> QImage | None:
        """The picture in the pixels of this screen, made once for each width."""
        if self._pdf is None:
            return None
        pixels = round(self.width() * self.devicePixelRatioF())
        if self._picture is None or self._picture.width() not in (pixels, pixels + 1):
            self._picture = _pictured(self._pdf, pixels / (self._pdf_width / POINT_PX))
        return self._picture

    def _draw(self) -> None:
        """Asks for the drawing in the present width, unless it is there or on its way."""
        if self._chart is None or self._asked or self.is_drawn() or self.width() < _LEAST_PX // 2:
            return
        self._asked = True
        chart, width = self._chart, self.width()
        self._tasks.prepare(partial(_drawn, chart, width / POINT_PX), then=partial(self._take, chart, width))

    def _take(self, chart: Chart, width: int, made: bytes | Exception) -> None:
        self._asked = False
        if chart is not self._chart:
            self._draw()
        elif isinstance(made, Exception):
            self.failed.emit(made)
        else:
            self._pdf, self._pdf_width, self._picture = made, width, None
            self.update()
            self.drawn.emit()
            if width != self.width():
                self._rest.start()


def _drawn(chart: Chart, width: float) -> bytes | Exception:
    try:
        return chart_pdf(chart, width)
    except Exception as error:  # noqa: BLE001 - told by the view, which shows the numbers instead
        return error


def _pictured(pdf: bytes, scale: float) -> QImage:
    pages = PdfPages(pdf)
    try:
        return pages.render(0, scale)
    finally:
        pages.close()


def _titled(picture: QImage, title: str) -> QImage:
    """The picture with its title above it."""
    head = round(18 * _COPY_SCALE)
    whole = QImage(picture.width(), picture.height() + head, QImage.Format.Format_RGB32)
    whole.fill(QColor("#ffffff"))
    painter = QPainter(whole)
    painter.setPen(QColor("#000000"))
    font = painter.font()
    font.setPixelSize(round(11 * _COPY_SCALE))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, picture.width(), head), Qt.AlignmentFlag.AlignCenter, title)
    painter.drawImage(0, head, picture)
    painter.end()
    return whole
