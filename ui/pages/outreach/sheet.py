"""A sheet exactly as it will print, with what can be done with it: print, keep as PDF, keep as worksheet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kernel.files import atomic_write
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.pdf_pane import PdfPane

Make: TypeAlias = Callable[[Any], bytes]
"""Makes a file from a reading session."""


class SheetDialog(QDialog):
    """Shows a PDF made from the store; a refusal is told as a banner and nothing opens."""

    def __init__(
        self, context: Context, title: str, data: bytes, name: str, *, sheet: Make | None = None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        named(self, "SheetDialog")
        self.setWindowTitle(title)
        self.resize(1040, 660)
        self._context, self._title, self._data, self._name, self._sheet = context, title, data, name, sheet
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        self.pane = PdfPane()
        layout.addWidget(self.pane, 1)
        layout.addLayout(self._buttons())
        self.pane.set_pdf(data)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_)

    def print_(self) -> None:
        """Asks for a printer and prints, the window living between."""
        from ui.widgets.printing import ask_printer, print_steps

        with closing(PdfPages(self._data)) as pages:
            count = len(pages)
        printer = ask_printer(self, count, title=self._title)
        if printer is not None:
            self._context.tasks.step_through(lambda: print_steps(self._data, printer), _("Đang in"))

    def save(self, target: Path) -> None:
        """Keeps the PDF, or the worksheet where the name ends so."""
        target = target if target.suffix else target.with_name(f"{target.name}.pdf")
        self._context.settings.set("folder.papers", str(target.parent))
        if target.suffix.lower() == ".xlsx" and self._sheet is not None:
            self._context.tasks.read(self._sheet, then=lambda data: self._keep(target, data))
        else:
            self._keep(target, self._data)

    def done(self, result: int) -> None:
        self.pane.set_pdf(None)
        super().done(result)

    def _keep(self, target: Path, data: bytes) -> None:
        self._context.tasks.run(
            lambda _progress: atomic_write(target, data),
            _("Đang lưu tệp"),
            then=lambda _done: self._context.notices.info(_("Đã lưu {name}").format(name=target.name)),
        )

    def _ask(self, ending: str, words: str) -> None:
        folder = str(self._context.settings.get("folder.papers") or "") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        proposed = (Path(folder) / self._name).with_suffix(f".{ending}")
        name, _filter = QFileDialog.getSaveFileName(self, _("Lưu tệp"), str(proposed), f"{words} (*.{ending})")
        if name:
            self.save(Path(name).with_suffix(f".{ending}"))

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self.print_button = self._button(_("&In…"), "print", self.print_, "printSheet", "primary")
        self.pdf_button = self._button(_("&Lưu PDF…"), "pdf", lambda: self._ask("pdf", _("Tệp PDF")), "saveSheetPdf")
        self.xlsx_button = self._button(
            _("Lưu &Excel…"), "xlsx", lambda: self._ask("xlsx", _("Bảng tính Excel")), "saveSheetXlsx"
        )
        self.xlsx_button.setVisible(self._sheet is not None)
        self.leave_button = self._button(_("Đón&g"), "close", self.reject, "leaveSheet")
        for button in (self.print_button, self.pdf_button, self.xlsx_button, self.leave_button):
            line.addWidget(button)
        return line

    def _button(self, words: str, icon: str, slot: Callable[[], object], name: str, look: str = "") -> QPushButton:
        button = named(QPushButton(words), name, look)
        icons.set_icon(button, icon, "on_accent" if look else "accent")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        return button


def show_sheet(
    context: Context, parent: QWidget, title: str, make: Make, name: str, *, sheet: Make | None = None
) -> None:
    """Makes the PDF in the read lane and opens it; what is refused there is told as any refusal."""

    def opened(data: bytes) -> None:
        from PySide6.QtCore import Qt

        dialog = SheetDialog(context, title, data, name, sheet=sheet, parent=parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(make, then=opened)
