"""A report leaves the program: paper, PDF, Word, workbook, or the superior's own workbook filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.documents import printing
from app.kernel.files import FileStore
from app.kernel.words import N_, _
from app.reports.owing import titled
from app.reports.template_filling import FillLine, Proposal, fill, propose
from app.reports.workbook import report_xlsx, workbook_name
from ui.core.context import Context
from ui.pages.reports.fill_dialog import FillDialog
from ui.pages.reports.loading import ReportSeen
from ui.widgets.made_files import FOLDER, MadeFiles

_KINDS = {"pdf": N_("Tệp PDF"), "docx": N_("Tệp Word"), "xlsx": N_("Bảng tính Excel"), "xlsm": N_("Bảng tính có macro")}


def pdf_of_report(session: Any, files: FileStore, paper: str) -> bytes:
    """The paper as it prints now."""
    return printing.pdf_of(session, files, paper)


class ReportFiles:
    """Saves, prints and fills in for the page of reports."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self._made = MadeFiles(context, parent)

    @property
    def store(self) -> FileStore:
        """The file store of the open workspace."""
        return cast(FileStore, cast(Any, self._context.workspace).files)

    def save(self, seen: ReportSeen, ending: str, button: QAbstractButton | None = None) -> None:
        """Asks where, then makes and writes the file."""
        make = self._maker(seen, ending)

        def ask(name: str) -> None:
            self._made.save(make, name, _(_KINDS[ending]), button)

        self._context.tasks.read(workbook_name, seen.view.uid, ending, then=ask)

    def print_(self, seen: ReportSeen) -> None:
        """Prints the paper."""
        self._made.print_(self._maker(seen, "pdf"), titled(seen.kind, seen.view.period))

    def fill_template(self, seen: ReportSeen) -> None:
        """Asks for the superior's workbook and shows what would be written where."""
        folder = str(self._context.settings.get(FOLDER) or "")
        chosen, _filter = QFileDialog.getOpenFileName(
            self._parent, _("Chọn mẫu Excel của cấp trên"), folder, _("Bảng tính Excel (*.xlsx *.xlsm)")
        )
        if chosen:
            self.propose(seen, Path(chosen))

    def propose(self, seen: ReportSeen, template: Path, sheet: str = "") -> None:
        """Reads the template and opens the preview; nothing is written before the person agrees."""
        self._context.tasks.read(propose, seen.view, template, sheet, then=partial(self._show, seen, template))

    def _show(self, seen: ReportSeen, template: Path, proposal: Proposal) -> None:
        dialog = FillDialog(proposal, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.other_sheet.connect(lambda sheet: self.propose(seen, template, sheet))
        dialog.agreed.connect(lambda lines: self._fill(template, proposal.sheet, lines))
        dialog.open()

    def _fill(self, template: Path, sheet: str, lines: list[FillLine]) -> None:
        ending = template.suffix.lower().lstrip(".")
        name = f"{template.stem}-{_('đã điền')}.{ending}".replace(" ", "-")
        self._made.save(lambda _session: fill(template, sheet, lines), name, _(_KINDS[ending]))

    def _maker(self, seen: ReportSeen, ending: str) -> Callable[[Any], bytes]:
        paper, uid, store = seen.view.paper.uid, seen.view.uid, self.store
        if ending == "xlsx":
            return lambda session: report_xlsx(session, uid)
        make = printing.pdf_of if ending == "pdf" else printing.docx_of
        return lambda session: make(session, store, paper)
