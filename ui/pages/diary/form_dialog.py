"""The paper form of a hamlet for a month: shown as it will print, printed, or kept as PDF."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.activities.paper import form_name, form_pdf
from app.kernel.files import atomic_write
from app.kernel.periods import Month, month_of
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.pages.diary.loading import LogSeen
from ui.widgets.fields import ChoiceField
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.pdf_pane import PdfPane
from ui.widgets.search_combo import Choice


class FormSheetDialog(QDialog):
    """One hamlet's form, or those of all hamlets one after the other."""

    def __init__(self, context: Context, seen: LogSeen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("FormSheetDialog")
        self.setWindowTitle(_("In phiếu giấy cho thôn ghi"))
        screen = self.screen().availableGeometry()
        self.resize(min(1040, screen.width() - 40), min(680, screen.height() * 9 // 10))
        self.data = b""
        self.hamlet = ChoiceField(_("&Thôn"), name="sheetHamlet", placeholder=_("mọi thôn, mỗi thôn một phiếu"))
        self.hamlet.set_choices([Choice(one.uid, seen.place(one.uid)) for one in seen.places()])
        self.month = ChoiceField(_("Thán&g"), name="sheetMonth")
        first = month_of(seen.today)
        months = [first.plus(step) for step in (-1, 0, 1, 2)]
        self.month.set_choices([Choice(one, f"{one.number:02}/{one.year}") for one in months])
        self.month.set_value(first)
        self.pane = PdfPane(nothing=_("Đang tạo phiếu…"))
        for field in (self.hamlet, self.month):
            field.changed.connect(self._make)
        head = QHBoxLayout()
        head.addWidget(self.hamlet, 2)
        head.addWidget(self.month, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        column.addLayout(self._buttons())
        self._make()

    def done(self, result: int) -> None:
        self.pane.set_pdf(None)
        super().done(result)

    def save(self, target: Path) -> None:
        """Keeps the form as a PDF."""
        self.context.settings.set("folder.papers", str(target.parent))
        self.context.tasks.run(
            lambda _progress: atomic_write(target, self.data),
            _("Đang lưu tệp"),
            then=lambda _done: self.context.notices.info(_("Đã lưu {name}").format(name=target.name)),
        )

    def _make(self) -> None:
        month = self.month.value()
        if isinstance(month, Month):
            make = partial(form_pdf, month=month, hamlet_uid=self.hamlet.value())
            self.context.tasks.read(make, then=self._show)

    def _show(self, data: bytes) -> None:
        self.data = data
        self.pane.set_pdf(data)

    def _print(self) -> None:
        from ui.widgets.printing import ask_printer, print_steps

        data = self.data
        with closing(PdfPages(data)) as pages:
            count = len(pages)
        printer = ask_printer(self, count, title=self.windowTitle())
        if printer is not None:
            self.context.tasks.step_through(lambda: print_steps(data, printer), _("Đang in"))

    def _ask(self) -> None:
        folder = str(self.context.settings.get("folder.papers") or "") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        proposed = Path(folder) / form_name(self.month.value())
        name, _filter = QFileDialog.getSaveFileName(self, _("Lưu tệp"), str(proposed), _("Tệp PDF") + " (*.pdf)")
        if name:
            self.save(Path(name).with_suffix(".pdf"))

    def _buttons(self) -> QHBoxLayout:
        self.print_button = named(QPushButton(_("&In…")), "printForm", "primary")
        self.pdf_button = named(QPushButton(_("&Lưu PDF…")), "saveForm")
        self.leave_button = named(QPushButton(_("Đó&ng")), "leaveForm")
        icons.set_icon(self.print_button, "print", "on_accent")
        icons.set_icon(self.pdf_button, "pdf", "accent")
        self.print_button.clicked.connect(lambda _checked=False: self._print())
        self.pdf_button.clicked.connect(lambda _checked=False: self._ask())
        self.leave_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.print_button, self.pdf_button, self.leave_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line
