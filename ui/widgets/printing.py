"""Prints a PDF on paper at its true size: what was previewed, pixel for pixel, at the printer's own resolution."""

from __future__ import annotations

from collections.abc import Generator
from math import ceil

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.problems import unavailable
from app.kernel.words import N_, _
from ui.widgets.pdf_pages import PdfPages

PRINTER_SILENT = unavailable(
    "PRN-01",
    N_("Máy in “{printer}” không nhận bản in."),
    next_step=N_("Kiểm tra máy in đã bật, có giấy và còn kết nối, rồi chọn Thử lại; hoặc lưu PDF để in ở máy khác."),
)

MOST_DPI = 600
"""Finer than any office paper needs; a 1200 dpi page would take 400 MB."""
_BAND_POINTS = 72.0
"""Pages are painted in bands of one inch, so that a machine with little memory prints them, too."""


def ask_printer(parent: QWidget | None, pages: int, *, title: str = "") -> QPrinter | None:
    """The system's print dialog, set to A4 and true size; None when the person leaves it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("In văn bản"))
    dialog.setMinMax(1, max(1, pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=pages > 1)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, on=False)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()  # with its list of proposed file names, which would open over the window later
    return printer if accepted else None


def print_pdf(data: bytes, printer: QPrinter) -> int:
    """Prints the chosen pages of a PDF at once and answers how many were sent; Unavailable PRN-01 when it fails."""
    steps = print_steps(data, printer)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def print_steps(data: bytes, printer: QPrinter) -> Generator[tuple[int, int, str], None, int]:
    """Prints the chosen pages of a PDF band by band, telling before each how many pages are done.

    Each page keeps its own size and direction, so that a landscape annex comes out right. Copies and order are left to
    the printer where it can; else they are printed here. Closed before its end, it takes the job back where the
    system can; pages already handed over are printed. Unavailable PRN-01 when it fails.
    """
    pages = PdfPages(data)
    painter = QPainter()
    try:
        chosen = _chosen(printer, len(pages))
        sheets = chosen * (1 if printer.supportsMultipleCopies() else max(1, printer.copyCount()))
        printer.setFullPage(True)
        _lay_out(printer, pages.sizes[chosen[0]])
        if not painter.begin(printer):
            raise PRINTER_SILENT(printer=printer.printerName())
        for done, page in enumerate(sheets):
            if done:
                _lay_out(printer, pages.sizes[page])
                if not printer.newPage():
                    raise PRINTER_SILENT(printer=printer.printerName())
            for top in _bands(pages.sizes[page].height()):
                yield done, len(sheets), ""
                _paint(painter, pages, page, top, printer.resolution())
        return len(sheets)
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            _end_upright(printer, pages)
            painter.end()
        pages.close()


def _chosen(printer: QPrinter, total: int) -> list[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or total
    chosen = list(range(max(1, first) - 1, min(last, total)))
    return chosen[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else chosen


def _lay_out(printer: QPrinter, size: QSizeF) -> None:
    landscape = size.width() > size.height()
    upright = size.transposed() if landscape else size
    direction = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    sheet = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(sheet, direction, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point))


def _end_upright(printer: QPrinter, pages: PdfPages) -> None:
    """CUPS takes the last page's direction for a whole job, which would turn the pages before a landscape annex."""
    upright = [size for size in pages.sizes if size.width() <= size.height()]
    if 0 < len(upright) < len(pages):
        _lay_out(printer, upright[0])


def _bands(height: float) -> list[float]:
    """Upper edges of the bands of a page, in points."""
    return [at * _BAND_POINTS for at in range(ceil(height / _BAND_POINTS))]


def _paint(painter: QPainter, pages: PdfPages, page: int, top: float, resolution: int) -> None:
    height = pages.sizes[page].height()
    scale = min(resolution, MOST_DPI) / 72
    device = resolution / 72
    band = min(_BAND_POINTS, height - top)
    picture = pages.render(page, scale, (0, height - top - band, 0, top), for_print=True)
    # the picture's own size tells where its last row falls: rounding must not leave a white line between bands
    painter.drawImage(
        QRectF(0, top * device, picture.width() / scale * device, picture.height() / scale * device), picture
    )
