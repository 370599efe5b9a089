"""What is done with the paper in sight: printed, saved as a file, issued, ended, voided, looked up in the register."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.documents.commands import AttachScan, DeleteDraft, MarkPrinted
from app.documents.drafting import DraftDocument
from app.documents.numbering import number_text
from app.documents.queries import register
from app.documents.register_book import register_file_name, register_pdf, register_xlsx
from app.documents.views import DocumentView, RegisterLine
from app.kernel.files import FileStore
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.pages.documents.citations import CitationPicker
from ui.pages.documents.closing import EndForm, VoidForm
from ui.pages.documents.copy_form import CopyForm
from ui.pages.documents.exporting import Exporter, files_of
from ui.pages.documents.issue_panel import IssuePanel
from ui.pages.documents.list_pane import title_of
from ui.pages.documents.loading import OPEN_STATES, Source
from ui.pages.documents.new_document import NewDocument
from ui.pages.documents.register_dialog import RegisterDialog
from ui.pages.documents.scan_field import ScanField
from ui.pages.documents.sources_popup import SourcesPopup

RE_ORGANISING = "qd-kien-toan"
_BOOKS = {"pdf": register_pdf, "xlsx": register_xlsx}


class Desk(Protocol):
    """What the actions need of the page."""

    def view(self) -> DocumentView | None:
        """The paper in sight."""
        ...

    def store(self, then: Callable[[], object]) -> None:
        """Stores what is typed, then goes on."""
        ...

    def open(self, uid: str) -> None:
        """Shows a paper."""
        ...

    def begin(self, uid: str) -> None:
        """Shows a paper just drafted, the cursor where one begins to type."""
        ...


class Actions:
    """The buttons and menus of the page."""

    def __init__(self, context: Context, desk: Desk, parent: QWidget) -> None:
        self._context, self._desk, self._parent = context, desk, parent
        self.exporter = Exporter(context, parent)

    def compose(self, template: str, *, former: str | None = None, bodies: tuple[str, ...] = ()) -> None:
        """Drafts a paper from a template and shows it."""
        command = DraftDocument(template=template, day=self._context.clock.today(), former=former, bodies=bodies)
        self._context.tasks.do(command, then=self._show_value)

    def new(self) -> NewDocument:
        """Asks which paper to draft."""
        form = NewDocument(self._context.clock.today(), parent=self._parent)
        return form.send_with(self._context.tasks, then=self._show_value)

    def save(self, ending: str, button: QAbstractButton | None = None, *, for_signing: bool = False) -> None:
        """Saves the paper as a file."""
        view = self._desk.view()
        if view is not None:
            self._desk.store(lambda: self.exporter.save(view.uid, ending, button, for_signing=for_signing))

    def print_(self) -> None:
        """Prints the paper; a draft is then marked as printed for signing."""
        view = self._desk.view()
        if view is None:
            return
        for_signing = view.state in OPEN_STATES

        def printed() -> None:
            if for_signing:
                self._context.tasks.do(MarkPrinted(document=view.uid))

        self._desk.store(lambda: self.exporter.print_(view.uid, title_of(view), printed, for_signing=for_signing))

    def issue(self) -> None:
        """Opens the form that numbers and freezes the paper."""
        view = self._desk.view()
        if view is not None and view.state in OPEN_STATES:
            self._desk.store(self._issue)

    def reorganise(self) -> None:
        """Drafts the decision that changes the bodies of a signed one."""
        view = self._desk.view()
        if view is not None:
            self.compose(RE_ORGANISING, former=view.uid, bodies=view.bodies)

    def delete(self) -> None:
        """Throws a draft away; it can be taken back."""
        view = self._desk.view()
        if view is not None and view.state in OPEN_STATES:
            self._context.tasks.do(DeleteDraft(document=view.uid), then=lambda _outcome: self._desk.open(""))

    def copy(self) -> None:
        """Makes a copy of the signed paper and shows it."""
        view = self._desk.view()
        if view is not None:
            CopyForm(self._context, view, self._parent).send_with(
                self._context.tasks, then=lambda outcome: self._desk.open(outcome.value.document)
            )

    def end(self) -> None:
        """Ends the effect of the signed paper."""
        view = self._desk.view()
        if view is not None:
            EndForm(view.uid, self._context.clock.today(), parent=self._parent).send_with(self._context.tasks)

    def void(self) -> None:
        """Voids the number of the signed paper."""
        view = self._desk.view()
        if view is None or view.issued_on is None:
            return

        def ask(lines: list[RegisterLine]) -> None:
            line = next((each for each in lines if each.document == view.uid), None)
            if line is not None:
                self.void_line(line)

        self._context.tasks.read(register, year=view.issued_on.year, series=view.series, then=ask)

    def void_line(self, line: RegisterLine, parent: QWidget | None = None) -> None:
        """Voids a number of the register."""
        form = VoidForm(line.uid, line.symbol or number_text(line.number), parent=parent or self._parent)
        form.send_with(self._context.tasks)

    def attach_scan(self) -> None:
        """Takes the scan of the signed paper."""
        view = self._desk.view()
        if view is not None:
            ScanDialog(self._context, view, self._parent).open()

    def show_scan(self) -> None:
        """Opens the scan in the program of the computer; it is written out to be read, never changed here."""
        view = self._desk.view()
        if view is not None and view.scan_sha256:
            files: FileStore = files_of(self._context)
            self._context.tasks.run(
                lambda _progress: readable_copy(files, view),
                _("Đang mở bản quét"),
                then=lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            )

    def open_register(self) -> RegisterDialog:
        """Shows the outgoing register."""
        dialog = RegisterDialog(self._context, self._parent)
        dialog.paper_asked.connect(self._desk.open)
        dialog.void_asked.connect(lambda line: self.void_line(line, dialog))
        exporter = Exporter(self._context, dialog)
        dialog.print_asked.connect(
            lambda year, series: exporter.print_made(
                partial(register_pdf, year=year, series=series), register_file_name(year, series, "pdf")
            )
        )
        dialog.save_asked.connect(
            lambda year, series, ending: exporter.save_made(
                partial(_BOOKS[ending], year=year, series=series), register_file_name(year, series, ending), ending
            )
        )
        dialog.open()
        return dialog

    def pick_citations(self, take: Callable[[Any], object] | None, wanted: str = "") -> CitationPicker:
        """Shows the table of citable texts at one of them; where nothing may take a basis it is only read."""
        picker = CitationPicker(self._context, self._parent, wanted=wanted, may_take=take is not None)
        if take is not None:
            picker.picked.connect(take)
        picker.open()
        return picker

    def show_source(self, source: Source) -> SourcesPopup:
        """Shows what a derived figure is made of."""
        popup = SourcesPopup(source, self._parent)
        popup.page_asked.connect(lambda page: self._context.navigate(page, ""))
        popup.open()
        return popup

    def _issue(self) -> None:
        view = self._desk.view()
        if view is not None:
            IssuePanel(self._context, view, self._parent).send_with(self._context.tasks)

    def _show_value(self, outcome: Any) -> None:
        self._desk.begin(str(outcome.value))


class ScanDialog(QDialog):
    """Takes one scan and attaches it to a signed paper at once."""

    def __init__(self, context: Context, view: DocumentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ScanDialog")
        self.setWindowTitle(_("Gắn bản quét của văn bản đã ký"))
        self.setMinimumWidth(460)
        self.scan = ScanField(context, _("Bản quét (PDF hoặc ảnh)"))
        self.scan.taken.connect(
            lambda digest: context.tasks.do(
                AttachScan(document=view.uid, scan=digest), then=lambda _outcome: self.accept()
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.addWidget(self.scan)
        column.addWidget(buttons)


def readable_copy(files: FileStore, view: DocumentView) -> Any:
    """A copy of the scan with an ending other programs know; it is not encrypted, so it goes when the program ends."""
    import atexit
    import shutil
    import tempfile
    from pathlib import Path

    data = files.get(view.scan_sha256)
    ending = next((end for start, end in _STARTS.items() if data.startswith(start)), ".jpg")
    folder = Path(tempfile.mkdtemp(prefix="xaso-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / f"ban-quet-{number_text(view.number)}{ending}"
    target.write_bytes(data)
    return target


_STARTS = {b"%PDF": ".pdf", b"\x89PNG": ".png", b"\xff\xd8": ".jpg", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
