"""The preview shows the PDF itself, and paper comes out at its true size to a third of a millimetre."""

import io
import subprocess
import sys

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

import resources
from app.kernel.problems import Unavailable
from tests.support.source_tree import ROOT
from ui.widgets.pdf_pane import PdfPane
from ui.widgets.pdf_view import PdfView
from ui.widgets.printing import print_pdf, print_steps

A4 = (210 * mm, 297 * mm)


def paper(*sizes):
    """Sheets with a black square of 20 mm, its top left corner 30 mm from the left and 40 mm from the top."""
    pdfmetrics.registerFont(TTFont("Body", str(resources.path("fonts/LiberationSerif-Regular.ttf"))))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, initialFontName="Body")
    for number, (width, height) in enumerate(sizes, 1):
        sheet.setPageSize((width, height))
        sheet.rect(30 * mm, height - 60 * mm, 20 * mm, 20 * mm, stroke=0, fill=1)
        sheet.setFont("Body", 14)
        sheet.drawString(30 * mm, 30 * mm, f"Điều {number}. Tổ công nghệ số cộng đồng")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


@pytest.fixture
def view(qtbot):
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def test_pages_are_counted_and_followed(view):
    heard = []
    view.page_changed.connect(lambda page, total: heard.append((page, total)))
    view.set_pdf(paper(A4, A4, A4))
    view.show_page(3)
    assert heard == [(1, 3), (3, 3)]
    view.set_pdf(None)
    assert heard[-1] == (0, 0)


def test_zoom_fits_the_width_and_steps(view):
    view.set_pdf(paper(A4))
    assert view.widget().width() <= view.viewport().width()
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    fitted = view.zoom()
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() > fitted
    view.set_zoom(100)
    assert view.widget().width() == pytest.approx(210 / 25.4 * 96 + 28, abs=2)
    view.set_zoom(9999)
    assert view.zoom() == 300


def test_only_pages_in_sight_are_rendered_and_what_is_seen_is_the_paper(view):
    view.set_pdf(paper(*[A4] * 40))
    picture = view.grab().toImage()
    assert len(view.pages._kept) <= 2
    colours = {picture.pixelColor(x, y).name() for x in range(0, 500, 3) for y in range(0, 500, 3)}
    assert {"#ffffff", "#000000"} <= colours


def test_a_new_version_of_the_paper_keeps_the_place(view):
    view.set_pdf(paper(A4, A4, A4))
    view.verticalScrollBar().setValue(700)
    view.set_pdf(paper(A4, A4, A4, A4))
    assert view.verticalScrollBar().value() == 700


def test_text_is_found_on_every_page_with_its_tones(view):
    view.set_pdf(paper(A4, A4))
    assert view.find_text("cộng đồng") == 2
    assert view.find_text("Điều 2") == 1
    assert view.find_text("không có") == 0


def test_the_pane_says_which_page_and_that_it_prints_so(qtbot):
    pane = PdfPane(nothing="Chọn một quyết định.")
    qtbot.addWidget(pane)
    pane.show()
    assert not pane.view.isVisible()
    pane.set_pdf(paper(A4, A4))
    assert pane.caption.text() == "Trang 1/2 · đúng như khi in"
    assert pane.view.isVisible()


def file_printer(path, dpi=300):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


@pytest.mark.parametrize("dpi", [300, 1200])
def test_paper_prints_at_its_true_size_and_each_page_in_its_own_direction(qapp, tmp_path, dpi):
    sheets = print_pdf(paper(A4, A4[::-1]), file_printer(tmp_path / "out.pdf", dpi))
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert (sheets, len(printed)) == (2, 2)
    for page, (width, height) in zip(printed, (A4, A4[::-1]), strict=True):
        assert page.get_size() == pytest.approx((width, height), abs=1)
        left, top, right, bottom = black_box(page)
        assert (left, top, right, bottom) == pytest.approx((30, 40, 50, 60), abs=0.34)


def black_box(page):
    """Edges of the black square in millimetres from the left and top edge."""
    scale = 150 / 72
    picture = page.render(scale=scale).to_pil().convert("L").crop((0, 0, 420, 420))
    return [edge / 150 * 25.4 for edge in picture.point(lambda grey: 255 * (grey < 128)).getbbox()]


def test_only_the_chosen_pages_are_printed(qapp, tmp_path):
    printer = file_printer(tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    assert print_pdf(paper(A4, A4, A4, A4), printer) == 2
    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == 2


def test_a_printer_that_cannot_write_is_told_with_the_next_step(qapp, tmp_path):
    with pytest.raises(Unavailable) as caught:
        print_pdf(paper(A4), file_printer(tmp_path / "no such folder" / "out.pdf"))
    assert caught.value.code == "PRN-01"


def test_bands_leave_no_white_line_in_black(qapp, tmp_path):
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4)
    sheet.rect(50, 50, 60, 740, stroke=0, fill=1)
    sheet.save()
    print_pdf(out.getvalue(), file_printer(tmp_path / "out.pdf", 600))
    picture = pypdfium2.PdfDocument(tmp_path / "out.pdf")[0].render(scale=300 / 72).to_pil().convert("L")
    column = [picture.getpixel((round(80 * 300 / 72), y)) for y in range(260, 3200)]
    assert QColor(max(column), 0, 0).red() < 64


def test_printing_goes_in_bands_and_can_be_left_between_them(qapp, tmp_path):
    steps = print_steps(paper(A4, A4), file_printer(tmp_path / "out.pdf"))
    assert [next(steps) for _band in range(13)][-1] == (1, 2, "")
    steps.close()
    assert print_pdf(paper(A4), file_printer(tmp_path / "again.pdf")) == 1


def test_a_program_that_ends_with_a_paper_in_sight_says_nothing(tmp_path):
    """Whatever hooks were there before, papers are closed before the library that reads them goes."""
    (tmp_path / "a.pdf").write_bytes(paper(A4))
    program = f"""
import sys, weakref
class Before: pass
before = Before()
weakref.finalize(before, int)
from pathlib import Path
from ui.widgets.pdf_pages import PdfPages
sys.modules["held"] = pages = PdfPages(Path({str(tmp_path / "a.pdf")!r}).read_bytes())
pages.picture(0, 90), pages.places_of("Tổ")
"""

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
