"""Paper leaves through a real printer queue, where this computer has one that prints into files (cups-pdf)."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from tests.ui.test_widgets_paper import A4, black_box, paper
from ui.widgets.printing import print_pdf

_FOLDERS = (Path.home() / "PDF", Path("/var/spool/cups-pdf/ANONYMOUS"))


@pytest.fixture(name="queue")
def printer_queue(qapp) -> QPrinter:
    """A queue of cups-pdf, ready to print."""
    if shutil.which("lpstat") is None:
        pytest.skip("this computer has no CUPS (lpstat)")
    listed = subprocess.run(["lpstat", "-v"], capture_output=True, text=True, check=False).stdout
    queues = [line.split()[2].rstrip(":") for line in listed.splitlines() if "cups-pdf:" in line]
    known = {info.printerName(): info for info in QPrinterInfo.availablePrinters()}
    found = next((known[name] for name in queues if name in known), None)
    if found is None:
        pytest.skip("no queue of cups-pdf is set up, or its scheduler does not run")
    return QPrinter(found, QPrinter.PrinterMode.HighResolution)


def test_a_queue_prints_every_page_at_its_true_size_and_in_its_direction(qtbot, queue):
    name = f"xaso-{uuid.uuid4().hex[:12]}"
    queue.setDocName(name)

    assert print_pdf(paper(A4, A4[::-1]), queue) == 2

    qtbot.waitUntil(lambda: bool(arrived(name)), timeout=30_000)
    (file,) = arrived(name)
    try:
        with pypdfium2.PdfDocument(file.read_bytes()) as printed:
            assert len(printed) == 2
            sizes = [sorted(page.get_size()) for page in printed]
            assert sizes == [pytest.approx(sorted(A4), abs=2)] * 2
            assert black_box(printed[0]) == pytest.approx((30, 40, 50, 60), abs=1.5)
    finally:
        file.unlink()


def arrived(name: str) -> list[Path]:
    """Files that the queue made of a job and finished writing."""
    found = [file for folder in _FOLDERS if folder.is_dir() for file in folder.glob(f"*{name}*.pdf")]
    return [file for file in found if b"%%EOF" in file.read_bytes()[-64:]]
