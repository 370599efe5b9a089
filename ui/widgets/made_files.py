"""What is made from the store leaves the program: saved where the person says, or printed on a real printer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.kernel.files import atomic_write
from app.kernel.words import _
from ui.core.context import Context
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.printing import ask_printer, print_steps

Make: TypeAlias = Callable[[Any], bytes]
"""Makes a file from a reading session."""

FOLDER = "folder.papers"
"""Setting of the folder used last."""


class MadeFiles:
    """Saves and prints for one page."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def save(self, make: Make, name: str, kind: str, button: QAbstractButton | None = None) -> None:
        """Asks where, makes the file in the read lane and writes it whole or not at all; ``kind`` says what it is."""
        ending = name.rpartition(".")[2]
        chosen, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Lưu tệp"), str(self._folder() / name), f"{kind} (*.{ending})"
        )
        if chosen:
            self.save_to(make, Path(chosen), ending, button)

    def save_to(self, make: Make, target: Path, ending: str, button: QAbstractButton | None = None) -> None:
        """Makes the file under that name; a missing ending is added."""
        if target.suffix.lower() != f".{ending}":
            target = target.with_name(f"{target.name}.{ending}")
        self._context.settings.set(FOLDER, str(target.parent))
        tasks, notices = self._context.tasks, self._context.notices

        def keep(data: bytes) -> None:
            tasks.run(
                lambda _progress: atomic_write(target, data),
                _("Đang lưu tệp"),
                button=button,
                then=lambda _done: notices.info(_("Đã lưu {name}").format(name=target.name)),
            )

        tasks.read(make, then=keep)

    def print_(self, make: Make, title: str) -> None:
        """Asks for a printer and prints the PDF that ``make`` makes, while the window lives."""

        def ready(data: bytes) -> None:
            with closing(PdfPages(data)) as pages:
                count = len(pages)
            printer = ask_printer(self._parent, count, title=title)
            if printer is not None:
                self._context.tasks.step_through(
                    lambda: print_steps(data, printer), _("Đang in"), then=lambda _sheets: None
                )

        self._context.tasks.read(make, then=ready)

    def _folder(self) -> Path:
        kept = str(self._context.settings.get(FOLDER) or "")
        if kept and Path(kept).is_dir():
            return Path(kept)
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
